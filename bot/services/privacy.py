"""Privacy: what is kept about a member, shown whole and deleted whole."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from bot.services.community_ports import Community
from bot.services.library import Library

# By what members call it: rows as they are kept.
AboutMember: TypeAlias = Mapping[str, Sequence[Mapping[str, object]]]


def load_about_member(community: Community, application_id: int, member_id: int) -> AboutMember:
    """Everything that is kept about the member."""
    return community.load_about_member(application_id, member_id)


def forget_member(community: Community, application_id: int, member_id: int) -> AboutMember:
    """Delete all of it at once, and tell what it was.

    Schedules in servers are the servers': they stay, and are nobody's.
    """
    with community.transaction():
        kept = community.load_about_member(application_id, member_id)
        community.forget_member(application_id, member_id)
    return kept


def add_titles(library: Library, kept: AboutMember) -> AboutMember:
    """The same with the papers' titles beside their numbers; None where a paper is gone."""
    paper_ids = {
        paper_id
        for rows in kept.values()
        for row in rows
        if isinstance(paper_id := row.get("paper_id"), int)
    }
    titles = {paper.paper_id: paper.title for paper in library.index.find_papers(list(paper_ids))}
    return {
        name: [
            {**row, "title": titles.get(row["paper_id"])} if "paper_id" in row else row  # type: ignore[call-overload]
            for row in rows
        ]
        for name, rows in kept.items()
    }
