"""Highlights: the papers chosen for a day or a post, why, and why not another one."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.models.papers import Coverage, Paper
from bot.models.posts import PostedPaper


@dataclass(frozen=True, slots=True)
class ScorePart:
    """What one signal adds to a paper's score."""

    name: str  # of the signal: "upvotes"
    value: float  # 0 to `most`
    most: float  # what the signal can add at most; over all signals these sum to 1
    fact: str | None  # what was measured, in words; None where it is unknown
    is_known: bool = True  # False: the value is the median of those that are known


@dataclass(frozen=True, slots=True)
class Highlight:
    """A picked paper, with the reasons in words."""

    paper: Paper  # with the counts that it had when it was picked
    score: float  # 0 to 1, higher is better
    reasons: tuple[str, ...]  # plain text, the weightiest first; never empty
    parts: tuple[ScorePart, ...] = ()  # of the score, in the order of the signals
    returned_from: PostedPaper | None = None  # as it stood when it was posted before, if it was


@dataclass(frozen=True, slots=True)
class Highlights:
    """The picks of one day, or of one post."""

    on: date  # the day of the digests; of a post, the day of the post
    topic: str | None  # as asked for
    corrected_topic: str | None  # what was looked for instead, where words were misspelt
    candidate_count: int  # papers to pick from: seen, on the topic, not posted before
    new_count: int  # of those, how many no earlier digest had
    picks: tuple[Highlight, ...]
    latest_on: date | None  # the latest day with digests, `on` or earlier
    coverage: Coverage
    seen_count: int = 0  # papers in the digests looked at, on any topic
    posted_count: int = 0  # of those, how many were left out because they had been posted before
    min_comments: int | None = None  # as asked for
    last_digest_id: int | None = None  # the newest digest in the index: what to remember
    on_is_inferred: bool = False  # True where no digest of that day tells its year
    latest_on_is_inferred: bool = False  # likewise


class Outcome(StrEnum):
    """What became of a paper when highlights were chosen."""

    PICKED = "picked"
    NOT_SEEN = "not in the digests"
    NOT_GROWN = "seen before, and not grown since"
    OFF_TOPIC = "not on the topic"
    EXCLUDED = "holds an excluded word"
    FILTERED = "does not fulfil a filter"
    TOO_FEW_COMMENTS = "too few comments"
    POSTED_BEFORE = "posted here before"
    SAME_THEME = "on the theme of a better pick"
    OUTRANKED = "ranked below the last pick"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperExplanation:
    """Why a paper is or is not among the picks."""

    paper: Paper  # with the counts that it was judged by
    outcome: Outcome
    on: date  # the day that the picks are of
    candidate_count: int
    topic: str | None = None  # as asked for
    corrected_topic: str | None = None
    rank: int | None = None  # from 1, by score among the candidates; None where it is none
    score: float | None = None
    parts: tuple[ScorePart, ...] = ()  # empty where it is no candidate
    words: tuple[str, ...] = ()  # OFF_TOPIC: those missing; EXCLUDED, FILTERED: what ruled it out
    min_comments: int | None = None  # TOO_FEW_COMMENTS: how many it takes
    posted: PostedPaper | None = None  # as it stood when it was posted here, if it was
    rival: Highlight | None = None  # SAME_THEME: the better pick; OUTRANKED: the last one
    seen_on: date | None = None  # the latest day that a digest had it
    on_is_inferred: bool = False  # True where no digest of that day tells its year
    seen_on_is_inferred: bool = False  # likewise
