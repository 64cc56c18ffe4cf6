"""Voting: the papers that the members of a server want the others to see."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from bot.models import VoteChange
from bot.services.community_ports import Community


def switch_vote(
    community: Community, guild_id: int, member_id: int, paper_id: int, *, now_at: datetime
) -> VoteChange:
    """Vote for a paper, or take the vote back where there is one already."""
    with community.transaction():
        wanted = {paper_id} - community.find_votes(guild_id, member_id, [paper_id])
        return _change(community, guild_id, member_id, [paper_id], wanted, now_at)


def choose_votes(
    community: Community,
    guild_id: int,
    member_id: int,
    offered: Sequence[int],
    wanted: Collection[int],
    *,
    now_at: datetime,
) -> VoteChange:
    """Of the papers on offer, vote for those that are wanted, and for none of the others."""
    with community.transaction():
        return _change(community, guild_id, member_id, offered, wanted, now_at)


def find_votes(
    community: Community, guild_id: int, member_id: int, paper_ids: Sequence[int]
) -> tuple[set[int], Mapping[int, int]]:
    """Those of the papers that the member votes for, and how many votes each has there."""
    own = community.find_votes(guild_id, member_id, paper_ids)
    return own, community.count_votes(guild_id, paper_ids)


def _change(
    community: Community,
    guild_id: int,
    member_id: int,
    offered: Sequence[int],
    wanted: Collection[int],
    now_at: datetime,
) -> VoteChange:
    present = community.find_votes(guild_id, member_id, offered)
    cast = tuple(each for each in offered if each in wanted and each not in present)
    withdrawn = tuple(each for each in offered if each in present and each not in wanted)
    community.add_votes(guild_id, member_id, cast, voted_at=now_at)
    community.remove_votes(guild_id, member_id, withdrawn)
    return VoteChange(cast, withdrawn, community.count_votes(guild_id, [*cast, *withdrawn]))
