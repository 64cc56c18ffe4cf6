"""What the services need to keep for servers and their members, as protocols."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from bot.models import (
    Follow,
    PostMemory,
    Save,
    Schedule,
    ScheduleDraft,
    ScheduleKind,
    Slot,
    Timing,
)


class ScheduleBook(Protocol):
    """Schedules, and the ledger of their slots."""

    def add_schedule(
        self, draft: ScheduleDraft, *, application_id: int, created_at: datetime
    ) -> Schedule:
        """Keep a new schedule; slots count that are due after it was made."""
        ...

    def find_schedule(self, schedule_id: int) -> Schedule | None:
        """The schedule with that number."""
        ...

    def find_schedules(self, schedule_ids: Collection[int]) -> Mapping[int, Schedule]:
        """Those of the schedules with these numbers that there are."""
        ...

    def load_schedules(
        self, application_id: int, *, guild_id: int | None = None, kind: ScheduleKind | None = None
    ) -> list[Schedule]:
        """Those of an application, or of one server, or of one kind, in the order of numbers.

        Those of servers that the application has left are not among them.
        """
        ...

    def load_timings(self, application_id: int) -> list[tuple[Timing, datetime]]:
        """When schedules are due: each timing once, and until when all of it are checked.

        Those that are paused, or of servers that the application has left, do not count.
        """
        ...

    def load_schedules_timed(self, application_id: int, timing: Timing) -> list[Schedule]:
        """Those of `load_timings` that have that timing, in the order of numbers."""
        ...

    def load_schedules_ahead(
        self, application_id: int, checked_after_at: datetime
    ) -> list[Schedule]:
        """Those not paused that are checked beyond that instant."""
        ...

    def find_inbox(self, application_id: int, member_id: int) -> Schedule | None:
        """A member's inbox."""
        ...

    def save_schedule(self, schedule: Schedule) -> None:
        """Replace what is kept under the schedule's number; does nothing where it is gone."""
        ...

    def remove_schedule(self, schedule_id: int) -> None:
        """Forget a schedule, but for what its channel was shown; an inbox altogether."""
        ...

    def add_slots(self, slots: Sequence[tuple[Slot, datetime]]) -> None:
        """Enter new slots, and until when their schedules are checked.

        A slot whose day is in the ledger already stays as it is there.
        """
        ...

    def find_slot(self, slot_id: int) -> Slot | None:
        """The slot with that number."""
        ...

    def load_unsettled_slots(self, application_id: int) -> list[Slot]:
        """Those for which something is left to do, in the order in which they were due."""
        ...

    def load_slots_to_refresh(self, application_id: int, sent_until_at: datetime) -> list[Slot]:
        """Posts up to that instant that were not edited yet, the oldest first."""
        ...

    def save_slot(self, slot: Slot) -> None:
        """Replace what is kept under the slot's number."""
        ...

    def save_posted_papers(
        self,
        slot: Slot,
        target_id: int,
        counts: Mapping[int, tuple[int | None, int | None]],
        *,
        last_digest_id: int | None,
    ) -> None:
        """Remember what a slot posts.

        Args:
            slot: its earlier papers are forgotten.
            target_id: the channel, or the member whose inbox it is.
            counts: upvotes and comments of each paper, as they are shown.
            last_digest_id: the newest digest that was there to choose from.
        """
        ...

    def load_memory(
        self, target_id: int, *, schedule_id: int | None = None, except_slot_id: int = 0
    ) -> PostMemory:
        """What readers were shown by slots that were not abandoned.

        Args:
            target_id: the channel, or the member whose inbox it is.
            schedule_id: whose latest post tells the last digest; None: all to the target.
            except_slot_id: a slot that does not count, since it is about to be sent again.
        """
        ...

    def load_last_slot(self, schedule_id: int) -> Slot | None:
        """The latest slot of the schedule that was sent or abandoned."""
        ...

    def forget_old_content(self, sent_until_at: datetime) -> None:
        """Drop the content of posts that are not edited any more."""
        ...


class GuildBook(Protocol):
    """The servers that Paperboy is or was in."""

    def note_guilds(
        self, application_id: int, guild_ids: Sequence[int], *, now_at: datetime
    ) -> None:
        """Learn which servers the application is in; of others, when they were found left."""
        ...

    def load_left_guilds(self, application_id: int, left_until_at: datetime) -> list[int]:
        """Servers that were left by then."""
        ...

    def forget_guild(self, application_id: int, guild_id: int) -> None:
        """Forget a server's schedules, discussions, votes and settings."""
        ...

    def find_zone(self, application_id: int, guild_id: int) -> str | None:
        """The server's time zone, as far as somebody said one."""
        ...

    def save_zone(self, application_id: int, guild_id: int, zone: str) -> None:
        """Keep the server's time zone."""
        ...


class MemberBook(Protocol):
    """What is kept for members: votes, saved papers, topics, last looks, who is left out."""

    def add_votes(
        self, guild_id: int, member_id: int, paper_ids: Sequence[int], *, voted_at: datetime
    ) -> None:
        """Keep a member's votes in a server; those that stand already stay as they are."""
        ...

    def remove_votes(self, guild_id: int, member_id: int, paper_ids: Sequence[int]) -> None:
        """Take a member's votes in a server back."""
        ...

    def find_votes(self, guild_id: int, member_id: int, paper_ids: Sequence[int]) -> set[int]:
        """Those of the papers that the member votes for in that server."""
        ...

    def count_votes(self, guild_id: int, paper_ids: Sequence[int]) -> Mapping[int, int]:
        """How many votes each paper has in that server; those without one are left out."""
        ...

    def load_votes_since(self, guild_id: int, since_at: datetime) -> Mapping[int, int]:
        """How many of that server's votes since then each paper has, the most first."""
        ...

    def add_saves(self, member_id: int, paper_ids: Sequence[int], *, saved_at: datetime) -> None:
        """Keep papers for a member; those that are kept already stay as they are."""
        ...

    def remove_saves(self, member_id: int, paper_ids: Sequence[int]) -> None:
        """Keep papers for a member no longer."""
        ...

    def load_saves(self, member_id: int) -> list[Save]:
        """What a member saved, newest first."""
        ...

    def add_follow(
        self, member_id: int, topic: str, excluded: str, *, followed_at: datetime
    ) -> None:
        """Keep a topic for a member; one that is followed just so already stays as it is."""
        ...

    def remove_follows(self, member_id: int, follow_ids: Sequence[int]) -> None:
        """Keep these topics for a member no longer."""
        ...

    def load_follows(self, member_id: int) -> list[Follow]:
        """What a member follows, in the order in which it was asked for."""
        ...

    def find_last_look(self, member_id: int) -> tuple[datetime, int | None] | None:
        """When a member last caught up, and the newest digest then; None: never."""
        ...

    def save_last_look(
        self, member_id: int, looked_at: datetime, last_digest_id: int | None
    ) -> None:
        """Keep when a member caught up."""
        ...

    def add_left_out_member(self, member_id: int, *, since_at: datetime) -> None:
        """Keep that a member wants to be left out of summaries; since when stays as it is."""
        ...

    def remove_left_out_member(self, member_id: int) -> None:
        """Keep that no longer."""
        ...

    def find_left_out_members(self, member_ids: Collection[int]) -> set[int]:
        """Those of the members who want to be left out of summaries."""
        ...

    def load_about_member(
        self, application_id: int, member_id: int
    ) -> Mapping[str, Sequence[Mapping[str, object]]]:
        """Everything that is kept about a member; schedules are the application's.

        The names are "votes", "saved_papers", "followed_topics", "last_look",
        "left_out_of_summaries", "inbox", "inbox_posts", "inbox_papers" and "server_schedules";
        where nothing is kept, they are empty.
        """
        ...

    def forget_member(self, application_id: int, member_id: int) -> None:
        """Forget all of that; what the member scheduled in servers is from now on nobody's.

        Their owner is `NOBODY_ID` then, who need not be told of anything.
        """
        ...


class DiscussionBook(Protocol):
    """The threads in which papers are discussed."""

    def find_discussion(self, application_id: int, channel_id: int, paper_id: int) -> int | None:
        """The thread about that paper in that channel, as far as the application opened one."""
        ...

    def find_discussed_paper(self, application_id: int, thread_id: int) -> int | None:
        """The paper that the thread is about, as far as the application opened it for one."""
        ...

    def load_discussions(self, application_id: int, guild_id: int) -> list[tuple[int, int]]:
        """The papers that are discussed in that server, each with a thread about it."""
        ...

    def save_discussion(
        self, application_id: int, guild_id: int, channel_id: int, paper_id: int, thread_id: int
    ) -> None:
        """Keep which thread is about that paper in that channel, instead of an earlier one."""
        ...


class Community(ScheduleBook, GuildBook, MemberBook, DiscussionBook, Protocol):
    """All that servers and their members asked Paperboy to do and to keep."""

    def close(self) -> None:
        """Give the connection back."""
        ...

    def transaction(self) -> AbstractContextManager[object]:
        """All or nothing: what fails or is killed inside leaves everything as it was."""
        ...
