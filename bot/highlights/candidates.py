"""Candidates: papers that may be picked, with all that is known for and against them."""

from dataclasses import dataclass
from datetime import date

from bot.models import Paper, PostedPaper


@dataclass(frozen=True, slots=True)
class EarlierCounts:
    """What a paper had when it was last known before."""

    upvotes: int | None
    comment_count: int | None
    seen_on: date
    seen_on_is_inferred: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """How long a paper had stood on its list when it was counted."""

    hours: float
    is_known: bool  # False: it is at least so long, and comparable within one list only


@dataclass(frozen=True, slots=True)
class TopicMatch:
    """How a paper fits the topic that was asked for."""

    topic: str  # as it was looked for
    title_share: float | None  # of the topic's words, how many its title has; None: filters only
    pair_share: float | None = None  # of those side by side there, how many are here; None: none


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A paper as it stands when highlights are chosen."""

    paper: Paper  # with the counts of that day
    is_new: bool  # no digest that counts as earlier had it
    first_seen_on_is_inferred: bool = False
    before: EarlierCounts | None = None  # None: it is new, or nothing was known
    listing: Listing | None = None  # None where it is unknown when it came onto its list
    votes: int | None = None  # by members of the server; None where nobody can vote
    match: TopicMatch | None = None  # None where there is no topic
    returned_from: PostedPaper | None = None  # posted before, and back with much more attention

    @property
    def upvotes_gained(self) -> int | None:
        """Upvotes since it was last known before; None where either is unknown."""
        if self.before is None or self.before.upvotes is None or self.paper.upvotes is None:
            return None
        return self.paper.upvotes - self.before.upvotes

    @property
    def has_grown(self) -> bool:
        """Whether it is known to have more upvotes or comments than before."""
        if self.before is None:
            return False
        return _is_more(self.paper.upvotes, self.before.upvotes) or _is_more(
            self.paper.comment_count, self.before.comment_count
        )


def _is_more(now: int | None, before: int | None) -> bool:
    return now is not None and before is not None and now > before
