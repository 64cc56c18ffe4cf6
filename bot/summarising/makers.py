"""Makers: which organisations stand behind the papers on something."""

from collections.abc import Sequence
from typing import Final

from bot.models import Organization, OrganizationCount
from bot.summarising.evidence import Candidate

# A paper is on what is asked for from this share of its words on.
_ON_SUBJECT_FROM: Final = 0.7
_IN_TITLE_FROM: Final = 0.95


def count_makers(candidates: Sequence[Candidate]) -> tuple[tuple[OrganizationCount, ...], int]:
    """The organisations with their papers, most papers first; and of how many none is known.

    Args:
        candidates: papers, best first; those that lack much of what is asked for do not count.
    """
    meant = [each for each in candidates if not each.features or _share(each) >= _ON_SUBJECT_FROM]
    # Where titles say it, papers that only mention it do not count.
    meant = [
        each for each in meant if each.features and _title_share(each) >= _IN_TITLE_FROM
    ] or meant
    papers: dict[Organization, list[int]] = {}
    for candidate in meant:
        if (organization := candidate.paper.organization) is not None:
            papers.setdefault(organization, []).append(candidate.paper.paper_id)
    counts = [OrganizationCount(each, tuple(ids)) for each, ids in papers.items()]
    counts.sort(key=lambda each: -len(each.paper_ids))
    return tuple(counts), sum(candidate.paper.organization is None for candidate in meant)


def order_by_maker(
    candidates: Sequence[Candidate], organizations: Sequence[OrganizationCount]
) -> list[Candidate]:
    """The best paper of each organisation; where none is known, the papers as they are."""
    firsts = [each.paper_ids[0] for each in organizations]
    by_id = {candidate.paper.paper_id: candidate for candidate in candidates}
    return [by_id[paper_id] for paper_id in firsts] or list(candidates)


def _share(candidate: Candidate) -> float:
    """How much of the question the paper has: what is measured first."""
    return candidate.features[0]


def _title_share(candidate: Candidate) -> float:
    """How much of the question the title has: what is measured next."""
    return candidate.features[1]
