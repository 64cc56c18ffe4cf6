"""Signals: what speaks for a paper.

A new signal is a function that measures it, one in reasons.py that says it, and a line in SIGNALS,
whose weights sum to 1.

How upvotes are damped and what the time and the team count was learnt from 64 real days: which
five papers of a morning's list had most upvotes in the end (a Plackett-Luce model, each month
foretold by the other two). The team got half of what the model gave it. Comments, the date, stars,
code and keywords told nothing that held in every month; the submitter's followers told a little,
but change daily. The other signals have no such truth; they are small enough to settle near ties.
`tests/benchmarks/highlights.py` measures all of it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from math import exp, log1p, sqrt
from statistics import fmean, median
from typing import Final

from bot.highlights.candidates import Candidate, Listing
from bot.highlights.reasons import (
    say_age,
    say_comments,
    say_match,
    say_new,
    say_return,
    say_team,
    say_upvotes,
    say_votes,
)
from bot.models import ScorePart

# Below so many upvotes each tells about as much as the one before; beyond, less and less.
_FEW_UPVOTES: Final = 5
# What a paper had when it was last seen, is old news: it counts half.
_OLD_UPVOTES_SHARE: Final = 0.5
# Upvotes come fastest in the first hours: those of a paper that is listed longer count less, by
# the root of the time; a list is read some six hours after its usual paper was submitted.
_USUAL_HOURS: Final = 6
_HEAD_START_HOURS: Final = 8
# Teams are known to their friends: a paper by many finds readers. Beyond this, no more.
_LARGEST_TEAM_COUNT: Final = 50
_USUAL_TEAM_COUNT: Final = 6
_ORGANIZATION_SHARE: Final = 0.14
_FRESH_DAYS: Final = 7


@dataclass(frozen=True, slots=True)
class Signal:
    """One thing that speaks for a paper."""

    name: str
    weight: float  # the weights of all signals sum to 1
    full_from: float  # the measure that earns the whole weight; more earns no more
    measure: Callable[[Candidate], float | None]  # not negative, higher is better; None: unknown
    say: Callable[[Candidate, date], str | None]  # the fact in words, told today; None: unknown


@dataclass(frozen=True, slots=True)
class ScoredCandidate:
    """A candidate with what each signal adds to its score."""

    candidate: Candidate
    parts: tuple[tuple[Signal, float, bool], ...]  # signal, value, whether it was measured

    @property
    def score(self) -> float:
        """From 0 to 1, higher is better."""
        return sum(value for _, value, _ in self.parts)


def measure_upvotes(candidate: Candidate) -> float | None:
    """Damped: the hundredth vote says less than the tenth; new ones say more than old ones."""
    upvotes = candidate.paper.upvotes
    if upvotes is None:
        return None
    gained = candidate.upvotes_gained
    old = upvotes - max(0, gained) if gained is not None else 0
    fresh = max(0.0, upvotes - (1 - _OLD_UPVOTES_SHARE) * old)
    return log1p(fresh * _pace(candidate.listing) / _FEW_UPVOTES)


def measure_comments(candidate: Candidate) -> float | None:
    """Damped; a single comment is mostly a robot's and counts as none."""
    comments = candidate.paper.comment_count
    return None if comments is None else log1p(max(0, comments - 1))


def measure_team(candidate: Candidate) -> float | None:
    """How many wrote it, damped, and whether an organisation stands behind it."""
    paper = candidate.paper
    if paper.author_count is None and paper.organization is None:
        return None
    size = min(paper.author_count or _USUAL_TEAM_COUNT, _LARGEST_TEAM_COUNT)
    share = log1p(size) / log1p(_LARGEST_TEAM_COUNT)
    known = _ORGANIZATION_SHARE if paper.organization else 0.0
    return (1 - _ORGANIZATION_SHARE) * share + known


def measure_recency(candidate: Candidate) -> float | None:
    """Whole in the first week, of which the day tells nothing; then it halves every ten days."""
    paper = candidate.paper
    if paper.published_on is None:
        return None
    age_days = (paper.first_seen_on - paper.published_on).days
    return exp(-max(0, age_days - _FRESH_DAYS) / 14)


def measure_novelty(candidate: Candidate) -> float | None:
    """New to the digests, or seen before."""
    return 1.0 if candidate.is_new else 0.0


def measure_match(candidate: Candidate) -> float | None:
    """All of the topic stands somewhere; better in the title, and its words side by side."""
    match = candidate.match
    if match is None:
        return None
    return fmean(share for share in (1.0, match.title_share, match.pair_share) if share is not None)


def measure_votes(candidate: Candidate) -> float | None:
    """Damped, so that a few friends do not decide."""
    return None if candidate.votes is None else log1p(max(0, candidate.votes))


def measure_return(candidate: Candidate) -> float | None:
    """Back after it was posted."""
    return 1.0 if candidate.returned_from else 0.0


SIGNALS: Final = (
    Signal("return", 0.04, 1.0, measure_return, say_return),
    Signal("match", 0.14, 1.0, measure_match, say_match),
    Signal("upvotes", 0.66, log1p(1_000 / _FEW_UPVOTES), measure_upvotes, say_upvotes),
    Signal("comments", 0.014, log1p(50), measure_comments, say_comments),
    Signal("votes", 0.05, log1p(10), measure_votes, say_votes),
    Signal("team", 0.057, 1.0, measure_team, say_team),
    Signal("novelty", 0.03, 1.0, measure_novelty, say_new),
    Signal("recency", 0.009, 1.0, measure_recency, say_age),
)
# What nobody would call a reason beside better ones: a tie that had to be settled somehow. Alone it
# is told where it earned the larger part of its weight.
_QUIET_SIGNALS: Final = frozenset({"team", "recency"})
_LOUDEST_SIGNALS: Final = frozenset({"return", "match"})


def score_candidates(candidates: Sequence[Candidate]) -> list[ScoredCandidate]:
    """The candidates with their scores, best first; equals by local number.

    Where a measure is unknown, the candidate gets the median of those that are known, so that it
    is neither punished nor preferred; where nobody's is known, the signal says nothing.
    """
    columns = [_share_out(signal, candidates) for signal in SIGNALS]
    scored = [
        ScoredCandidate(
            candidate,
            tuple(
                (signal, signal.weight * share, is_known)
                for signal, (share, is_known) in zip(SIGNALS, row, strict=True)
            ),
        )
        for candidate, row in zip(candidates, zip(*columns, strict=True), strict=True)
    ]
    return sorted(scored, key=lambda each: (-each.score, each.candidate.paper.paper_id))


def say_parts(scored: ScoredCandidate, *, today: date) -> tuple[ScorePart, ...]:
    """Every part of a score with the fact behind it."""
    return tuple(
        ScorePart(
            name=signal.name,
            value=round(value, 4),
            most=signal.weight,
            fact=signal.say(scored.candidate, today),
            is_known=is_known,
        )
        for signal, value, is_known in scored.parts
    )


def say_reasons(scored: ScoredCandidate, *, today: date) -> tuple[str, ...]:
    """What speaks for the paper: its return, the topic, then the weightiest; never empty."""
    parts = sorted(
        (part for part in say_parts(scored, today=today) if part.value > 0),
        key=lambda part: (part.name not in _LOUDEST_SIGNALS, -part.value),
    )
    # The words of a return say the upvotes, too.
    said_elsewhere = {"upvotes"} if parts and parts[0].name == "return" else set()
    unsaid = _QUIET_SIGNALS | said_elsewhere
    loud = [part.fact for part in parts if part.fact and part.name not in unsaid]
    quiet = [
        part.fact
        for part in parts
        if part.fact and part.name in _QUIET_SIGNALS and part.value > part.most / 2
    ]
    return tuple(loud or quiet or ["in the digests; no count or date speaks for it"])


def _share_out(signal: Signal, candidates: Sequence[Candidate]) -> list[tuple[float, bool]]:
    """For each candidate its share of the signal's weight, and whether it was measured."""
    measures = [signal.measure(candidate) for candidate in candidates]
    known = [measure for measure in measures if measure is not None]
    typical = median(known) if known else 0.0
    shares = [typical if measure is None else measure for measure in measures]
    return [
        (min(1.0, share / signal.full_from), measure is not None)
        for share, measure in zip(shares, measures, strict=True)
    ]


def _pace(listing: Listing | None) -> float:
    """What an upvote counts, by how long the paper was there for it."""
    if listing is None:
        return 1.0
    return sqrt((_HEAD_START_HOURS + _USUAL_HOURS) / (_HEAD_START_HOURS + listing.hours))
