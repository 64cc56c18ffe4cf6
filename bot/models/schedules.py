"""Schedules, and the ledger of what became due: each slot is settled once, whatever happens."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

EVERY_DAY = frozenset(range(7))
WORKING_DAYS = frozenset(range(5))


class ScheduleKind(StrEnum):
    """What a schedule posts."""

    DAILY = "daily"  # highlights, into a channel
    WEEKLY = "weekly"  # the week's recap, into a channel
    INBOX = "inbox"  # what is new on the topics that a member follows, as a direct message


@dataclass(frozen=True, slots=True)
class Timing:
    """When something is due: a wall clock's time on some weekdays, in some zone."""

    local_time: time  # to the minute
    zone: str  # as the IANA database calls it: "Europe/Berlin"
    weekdays: frozenset[int] = EVERY_DAY  # Monday is 0; never empty


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleDraft:
    """What an admin or a member settles about a schedule."""

    kind: ScheduleKind
    guild_id: int | None  # None for an inbox
    channel_id: int | None  # likewise
    owner_id: int  # who added it and is told what goes wrong; whose inbox it is
    timing: Timing
    pick_count: int = 5
    topic: str | None = None  # in the query language
    excluded: str | None = None  # words and phrases in quotes, none of which may stand in a paper
    min_comments: int | None = None
    role_id: int | None = None  # the only one that a post mentions
    opens_thread: bool = False
    publishes: bool = False  # in an announcement channel: to the servers that follow it
    says_quiet_days: bool = True  # False: nothing is posted where there is nothing to post


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """A schedule as it is kept."""

    schedule_id: int  # never given twice
    application_id: int  # the bot that posts: one index may serve several
    token: str  # secret enough that nobody guesses the marks of its posts
    draft: ScheduleDraft
    created_at: datetime
    checked_until_at: datetime  # slots due until then stand in the ledger
    paused_at: datetime | None = None
    pause_reason: str | None = None  # a sentence; None where a person paused it
    is_owner_told: bool = False  # of the reason
    refused_count: int = 0  # slots in a row that Discord refused

    @property
    def is_paused(self) -> bool:
        """Whether it takes no slots."""
        return self.paused_at is not None


class SlotState(StrEnum):
    """How far a slot has come."""

    PLANNED = "planned"  # due; nothing was sent yet
    SENDING = "sending"  # a message is on its way, or stands already
    SENT = "sent"  # the message stands
    ABANDONED = "abandoned"  # there will be no message; the reason says why


class RefreshState(StrEnum):
    """How far a post's one later edit has come."""

    WAITING = "waiting"
    EDITING = "editing"  # an edit is on its way, or was made already
    DONE = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One day of one schedule in the ledger."""

    slot_id: int
    schedule_id: int
    local_on: date  # the schedule's own day
    due_at: datetime
    state: SlotState
    attempt_count: int = 0
    tried_at: datetime | None = None  # when the latest attempt began
    next_try_at: datetime | None = None  # not before then; None: at once
    content: str | None = None  # what is posted, as JSON, from SENDING on
    reason: str | None = None  # why abandoned, or what the latest attempt met with
    place_id: int | None = None  # SENT: the channel or thread it stands in; before: where it went
    message_id: int | None = None
    sent_at: datetime | None = None
    is_complete: bool = False  # SENT, and published and threaded as far as wished
    refresh: RefreshState = RefreshState.WAITING
