"""Saving: the papers that a member wants to keep at hand."""

from collections.abc import Collection, Sequence
from datetime import datetime

from bot.models import SaveChange
from bot.services.community_ports import Community


def switch_save(
    community: Community, member_id: int, paper_id: int, *, now_at: datetime
) -> SaveChange:
    """Save a paper, or take it out where it is saved already."""
    with community.transaction():
        wanted = {paper_id} - find_saved(community, member_id, [paper_id])
        return _change(community, member_id, [paper_id], wanted, now_at)


def choose_saves(
    community: Community,
    member_id: int,
    offered: Sequence[int],
    wanted: Collection[int],
    *,
    now_at: datetime,
) -> SaveChange:
    """Of the papers on offer, have those saved that are wanted, and none of the others."""
    with community.transaction():
        return _change(community, member_id, offered, wanted, now_at)


def find_saved(community: Community, member_id: int, paper_ids: Sequence[int]) -> set[int]:
    """Those of the papers that the member has saved."""
    return {save.paper_id for save in community.load_saves(member_id)}.intersection(paper_ids)


def _change(
    community: Community,
    member_id: int,
    offered: Sequence[int],
    wanted: Collection[int],
    now_at: datetime,
) -> SaveChange:
    saved = find_saved(community, member_id, offered)
    added = tuple(each for each in offered if each in wanted and each not in saved)
    removed = tuple(each for each in offered if each in saved and each not in wanted)
    community.add_saves(member_id, added, saved_at=now_at)
    community.remove_saves(member_id, removed)
    return SaveChange(added, removed, len(community.load_saves(member_id)))
