"""How the index fares."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.models.papers import Coverage


class CheckState(StrEnum):
    """How a check came out."""

    OK = "ok"
    WARNING = "warning"  # it works, and could work better
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at in an installation."""

    name: str
    state: CheckState
    sentence: str  # what was found
    remedy: str | None = None  # what mends it; None where there is nothing to mend


@dataclass(frozen=True, slots=True)
class TermsState:
    """How far the search index has come."""

    engine: str | None  # None where there is no index yet
    behind_count: int  # papers that searches do not show as they are


@dataclass(frozen=True, slots=True)
class VectorsState:
    """How many papers can be found by meaning."""

    model: str | None  # None where words alone decide, or no paper has a vector yet
    paper_count: int  # papers with a vector of it
    pending_count: int  # papers that may still want one
    fault: str | None  # why the chosen model cannot be used


@dataclass(frozen=True, slots=True)
class LayoutShift:
    """Much less of a form can be read than before: its layout may have changed."""

    format: str
    since_on: date  # the day of the first digest that is hard to read
    digest_count: int  # how many are, from then on
    earlier_ratio: float  # the share of cards that were not read before then, 0 to 1
    latest_ratio: float  # and from then on
    since_on_is_inferred: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FormHealth:
    """How digests of one form were read, each as it was read last."""

    format: str  # the name of the parser
    digest_count: int
    reading_count: int  # more than there are digests where some were read again
    entry_count: int
    skipped_count: int
    first_on: date | None  # over the digests that have a day
    last_on: date | None
    first_on_is_inferred: bool = False  # True where all digests of that day only seem to be of it
    last_on_is_inferred: bool = False  # likewise


@dataclass(frozen=True, slots=True)
class DayHealth:
    """The digests of one day."""

    on: date | None  # None: their day is unknown
    digest_counts: tuple[tuple[str, int], ...]  # by form, in the order of the forms' names
    inferred_count: int = 0  # of how many of them the day is inferred

    @property
    def is_inferred(self) -> bool:
        """Whether none of the digests tells its year."""
        return 0 < self.inferred_count == sum(count for _, count in self.digest_counts)


@dataclass(frozen=True, slots=True)
class SkippedGroup:
    """What was skipped for one reason."""

    reason: str  # with … for what differs from one to the next
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestHealth:
    """What was received, what could be read of it, and what is not known of the papers."""

    coverage: Coverage
    forms: tuple[FormHealth, ...]  # the most digests first
    days: tuple[DayHealth, ...]  # the newest first, those without a day last
    skipped: tuple[SkippedGroup, ...]  # the most frequent first
    shifts: tuple[LayoutShift, ...]  # the forms whose layout may have changed

    @property
    def entry_count(self) -> int:
        """How many entries were read."""
        return sum(form.entry_count for form in self.forms)

    @property
    def skipped_count(self) -> int:
        """How many blocks could not be read, or not wholly."""
        return sum(form.skipped_count for form in self.forms)
