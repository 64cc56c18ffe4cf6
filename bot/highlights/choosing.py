"""Choosing: the best candidates, no two on one theme."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from bot.highlights.signals import ScoredCandidate, say_parts, say_reasons
from bot.models import Highlight, Paper


class Themes(Protocol):
    """Tells which papers are about one thing."""

    def is_same(self, one: Paper, other: Paper) -> bool:
        """Whether nobody would want to read of both on one day."""
        ...


@dataclass(frozen=True, slots=True)
class Choice:
    """Which candidates were picked, and which gave way to a better pick."""

    picked: Sequence[ScoredCandidate]
    rivals: Mapping[int, ScoredCandidate] = field(default_factory=dict)  # paper id → better pick


def choose_varied(scored: Sequence[ScoredCandidate], *, limit: int, themes: Themes) -> Choice:
    """Up to `limit` candidates, leaving out those on the theme of a better one.

    Args:
        scored: the candidates, best first.
        limit: how many picks at most.
        themes: tells which are on one theme.
    """
    picked: list[ScoredCandidate] = []
    rivals: dict[int, ScoredCandidate] = {}
    for each in scored:
        if len(picked) >= limit:
            break
        paper = each.candidate.paper
        rival = next((pick for pick in picked if themes.is_same(pick.candidate.paper, paper)), None)
        if rival is None:
            picked.append(each)
        else:
            rivals[paper.paper_id] = rival
    return Choice(picked, rivals)


def as_highlight(scored: ScoredCandidate, *, today: date) -> Highlight:
    """A pick with its reasons and the parts of its score, told today."""
    return Highlight(
        paper=scored.candidate.paper,
        score=round(scored.score, 4),
        reasons=say_reasons(scored, today=today),
        parts=say_parts(scored, today=today),
        returned_from=scored.candidate.returned_from,
    )
