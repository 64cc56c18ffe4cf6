"""Signals: what speaks for a paper.

A new signal is a function that measures it, one in reasons.py that says it, and a line in SIGNALS,
whose weights sum to 1.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from math import exp, log1p
from statistics import median

from bot.highlights.candidates import Candidate
from bot.highlights.reasons import say_age, say_comments, say_new, say_upvotes


@dataclass(frozen=True, slots=True)
class Signal:
    """One thing that speaks for a paper."""

    name: str
    weight: float  # the weights of all signals sum to 1
    full_from: float  # the least measure that earns the whole weight, on a quiet day
    measure: Callable[[Candidate], float | None]  # not negative, higher is better; None: unknown
    say: Callable[[Candidate, date], str | None]  # the fact in words, told today; None: no reason


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
    Signal("upvotes", 0.5, log1p(20), measure_upvotes, say_upvotes),
    Signal("comments", 0.25, log1p(5), measure_comments, say_comments),
    Signal("recency", 0.15, 1.0, measure_recency, say_age),
    Signal("novelty", 0.1, 1.0, measure_novelty, say_new),
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


def explain_pick(
    candidate: Candidate, parts: dict[str, float], *, today: date, topic: str | None = None
) -> tuple[str, ...]:
    """What spoke for the paper in words, the weightiest first; never empty.

    Args:
        candidate: the picked paper.
        parts: its share of each signal, as `score_candidates` gives it.
        today: the present day; "today" is said of no other.
        topic: the words that candidates had to have, if there were any.
    """
    by_weight = sorted(SIGNALS, key=lambda signal: -parts[signal.name])
    sayings = [signal.say(candidate, today) for signal in by_weight if parts[signal.name] > 0]
    reasons = [saying for saying in sayings if saying is not None]
    if topic is not None:
        reasons.insert(0, f"matches “{topic}”")
    return tuple(reasons or ["in the day's digest; its counts and date are unknown"])
