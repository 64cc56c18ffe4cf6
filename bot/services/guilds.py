"""The servers that Paperboy is in, and what is forgotten of those that it left."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from bot.services.community_ports import Community

# A server that takes the bot back within this time finds its schedules as they were.
GRACE: Final = timedelta(days=30)


def note_guilds(
    community: Community, guild_ids: Sequence[int], *, application_id: int, now_at: datetime
) -> None:
    """Learn which servers there are; schedules of others stand still."""
    with community.transaction():
        community.note_guilds(application_id, guild_ids, now_at=now_at)


def forget_left_guilds(community: Community, *, application_id: int, now_at: datetime) -> list[int]:
    """Forget the settings of servers that were left long enough ago; returns which."""
    left = community.load_left_guilds(application_id, now_at - GRACE)
    for guild_id in left:
        with community.transaction():
            community.forget_guild(application_id, guild_id)
    return left
