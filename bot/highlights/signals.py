"""Signals: what speaks for a paper, each a small function of one shape.

A new signal is a function and a line in SIGNALS.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from math import exp, log1p
from statistics import median

from bot.models import Paper


@dataclass(frozen=True, slots=True)
class Candidate:
    """A paper as it stood on the day that highlights are chosen for."""

    paper: Paper  # with the counts of that day
    on: date
    upvotes_before: int | None = None  # at its last sighting on an earlier day; None: unknown

    @property
    def is_new(self) -> bool:
        """Whether no digest of an earlier day had the paper."""
        return self.paper.first_seen_on >= self.on

    @property
    def age_days(self) -> int | None:
        """Days since publication; None where the date is unknown."""
        if self.paper.published_on is None:
            return None
        return max(0, (self.on - self.paper.published_on).days)

    @property
    def upvotes_gained(self) -> int | None:
        """Upvotes since the last sighting on an earlier day; None where either is unknown."""
        if self.upvotes_before is None or self.paper.upvotes is None:
            return None
        return self.paper.upvotes - self.upvotes_before


@dataclass(frozen=True, slots=True)
class Signal:
    """One thing that speaks for a paper."""

    name: str
    weight: float  # the weights of all signals sum to 1
    full_from: float  # the least measure that earns the whole weight, on a quiet day
    measure: Callable[[Candidate], float | None]  # not negative, higher is better; None: unknown


def measure_upvotes(candidate: Candidate) -> float | None:
    """Damped: the hundredth vote says less than the tenth."""
    upvotes = candidate.paper.upvotes
    return None if upvotes is None else log1p(max(0, upvotes))


def measure_comments(candidate: Candidate) -> float | None:
    """Damped; a single comment is mostly a robot's and counts as none."""
    comments = candidate.paper.comment_count
    return None if comments is None else log1p(max(0, comments - 1))


def measure_recency(candidate: Candidate) -> float | None:
    """Halves about every ten days."""
    return None if candidate.age_days is None else exp(-candidate.age_days / 14)


def measure_novelty(candidate: Candidate) -> float | None:
    """New to the digests, or back again."""
    return 1.0 if candidate.is_new else 0.0


SIGNALS = (
    Signal("upvotes", 0.5, log1p(20), measure_upvotes),
    Signal("comments", 0.25, log1p(5), measure_comments),
    Signal("recency", 0.15, 1.0, measure_recency),
    Signal("novelty", 0.1, 1.0, measure_novelty),
)


def score_candidates(candidates: Sequence[Candidate]) -> list[dict[str, float]]:
    """For each candidate, its share of every signal's weight; their sum is its score, 0 to 1.

    Each signal is measured against the best candidate of the day, or against `full_from` where
    even the best has less: two comments are no sensation. Where a measure is unknown,
    the candidate gets the median of those that are known, so that it is neither punished nor
    preferred; where nobody's is known, the signal says nothing.
    """
    parts: list[dict[str, float]] = [{} for _ in candidates]
    for signal in SIGNALS:
        measures = [signal.measure(candidate) for candidate in candidates]
        known = [measure for measure in measures if measure is not None]
        most = max([*known, signal.full_from])
        typical = median(known) if known else 0.0
        for part, measure in zip(parts, measures, strict=True):
            share = (typical if measure is None else measure) / most
            part[signal.name] = signal.weight * share
    return parts
