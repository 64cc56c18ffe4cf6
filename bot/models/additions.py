"""What became of a file that somebody handed over."""

from dataclasses import dataclass
from datetime import date

from bot.models.papers import IngestReport


@dataclass(frozen=True, slots=True)
class AddedDigest:
    """A digest that was taken into the index."""

    report: IngestReport
    issued_on: date | None
    issued_on_is_inferred: bool


@dataclass(frozen=True, slots=True)
class UnreadPart:
    """Something that gave no digest."""

    name: str
    reason: str  # a sentence


@dataclass(frozen=True, slots=True)
class Addition:
    """What a file held."""

    name: str
    digests: tuple[AddedDigest, ...]
    unread: tuple[UnreadPart, ...]

    @property
    def added(self) -> int:
        """Entries that brought a new paper."""
        return sum(digest.report.added for digest in self.digests)

    @property
    def updated(self) -> int:
        """Entries of known papers that brought something new."""
        return sum(digest.report.updated for digest in self.digests)

    @property
    def unchanged(self) -> int:
        """Entries that brought nothing new."""
        return sum(digest.report.unchanged for digest in self.digests)

    @property
    def skipped_count(self) -> int:
        """What could not be read in the digests."""
        return sum(len(digest.report.skipped) for digest in self.digests)
