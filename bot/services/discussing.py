"""Discussing: which thread a paper is talked about in, in which channel."""

from dataclasses import dataclass

from bot.services.community_ports import Community


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscussionPlace:
    """Where a paper is discussed, if it is: once in a channel, for each bot."""

    application_id: int
    guild_id: int
    channel_id: int
    paper_id: int


def find_discussion(community: Community, place: DiscussionPlace) -> int | None:
    """The thread that was opened there for the paper; it may be gone."""
    return community.find_discussion(place.application_id, place.channel_id, place.paper_id)


def keep_discussion(community: Community, place: DiscussionPlace, thread_id: int) -> None:
    """Keep that the thread is the paper's there."""
    community.save_discussion(
        place.application_id, place.guild_id, place.channel_id, place.paper_id, thread_id
    )


def find_discussed_paper(
    community: Community, *, application_id: int, thread_id: int
) -> int | None:
    """The paper that the thread was opened for; None where it was opened for none."""
    return community.find_discussed_paper(application_id, thread_id)
