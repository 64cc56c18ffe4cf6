"""Candidates for tests, made from the few facts that a test is about."""

from datetime import date
from typing import Any

from bot.highlights.candidates import Candidate, EarlierCounts, Listing
from bot.highlights.choosing import as_highlight
from bot.highlights.signals import score_candidates
from bot.models import Highlight
from tests.builders import make_paper

ON = date(2026, 4, 14)
OF_CANDIDATE = {"is_new", "before", "listing", "votes", "match", "returned_from"}


def candidate(paper_id: int = 1, **facts: Any) -> Candidate:
    """A new paper about which these facts of candidate and paper are known."""
    own = {name: facts.pop(name) for name in OF_CANDIDATE & set(facts)}
    facts.setdefault("first_seen_on", ON)
    return Candidate(paper=make_paper(paper_id, **facts), **{"is_new": True, **own})


def had(upvotes: int | None, *, comments: int | None = None, seen_on: date) -> EarlierCounts:
    """What a candidate had before."""
    return EarlierCounts(upvotes, comments, seen_on)


def listed(hours: float, *, is_known: bool = True) -> Listing:
    """How long a candidate had stood on its list."""
    return Listing(hours, is_known=is_known)


def ranked(*candidates: Candidate) -> list[int]:
    """The numbers of the papers, best first."""
    return [each.candidate.paper.paper_id for each in score_candidates(candidates)]


def highlight(made: Candidate, *, today: date = ON) -> Highlight:
    """The candidate as a pick."""
    [scored] = score_candidates([made])
    return as_highlight(scored, today=today)
