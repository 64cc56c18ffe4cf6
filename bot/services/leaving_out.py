"""Leaving out: members whose messages are not to stand in summaries of discussions."""

from collections.abc import Collection
from datetime import datetime

from bot.services.community_ports import Community


def leave_out_member(community: Community, member_id: int, *, now_at: datetime) -> None:
    """Leave the member's messages out of every summary from now on."""
    community.add_left_out_member(member_id, since_at=now_at)


def include_member(community: Community, member_id: int) -> None:
    """Let the member's messages be summarised again."""
    community.remove_left_out_member(member_id)


def find_left_out_members(community: Community, member_ids: Collection[int]) -> set[int]:
    """Those of the members who want to be left out."""
    return community.find_left_out_members(member_ids)
