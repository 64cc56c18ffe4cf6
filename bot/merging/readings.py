"""Readings: which received bundles are one digest that was read again.

A day's list grows: it is fetched again for a week, and each time something of it changed that is
a bundle of its own. Its counts are worth keeping; but to a reader it is one digest.
"""

from collections.abc import Iterable
from datetime import date
from typing import Protocol, TypeVar


class Reading(Protocol):
    """A digest as it was read once."""

    @property
    def digest_id(self) -> int:
        """Grows with every reading."""
        ...

    @property
    def digest(self) -> str:
        """Where it came from, for people."""
        ...

    @property
    def format(self) -> str:
        """The name of the parser that read it."""
        ...

    @property
    def issued_on(self) -> date | None:
        """The digest's own day."""
        ...


AnyReading = TypeVar("AnyReading", bound=Reading)
DigestKey = tuple[str, ...] | int


def digest_key(reading: Reading) -> DigestKey:
    """What is equal for readings of one digest: of one form and day, from one source.

    Without a day nothing says that two bundles are one, so each counts.
    """
    if reading.issued_on is None:
        return reading.digest_id
    return reading.issued_on.isoformat(), reading.format, reading.digest


def keep_latest(readings: Iterable[AnyReading]) -> list[AnyReading]:
    """Of each digest the last reading, where its first one stood."""
    latest: dict[DigestKey, AnyReading] = {}
    for reading in readings:
        key = digest_key(reading)
        known = latest.get(key)
        if known is None or known.digest_id <= reading.digest_id:
            latest[key] = reading
    return list(latest.values())
