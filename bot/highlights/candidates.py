"""Candidates: the papers of a day, as they stood on it."""

from dataclasses import dataclass
from datetime import date

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
