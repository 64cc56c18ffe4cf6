"""Seen counts: when the counts of a sighting were seen, and which of several is the last.

A page is of the day on which it was looked at, and so are its counts. A list of the Daily Papers
is of its own day, whenever it is looked at: fetched again a week later, it has the counts of a week
later. When a list that came as a file was looked at, nobody knows: at some time between its own day
and its arrival.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Final

from bot.models import CountChange, DigestEntry, Sighting, name_list

CountOf = Callable[[DigestEntry], int | None]

# The forms that are of a list's day, not of the day on which somebody looked at it.
LIST_FORMS: Final = frozenset({"api_json", "html_page"})
_LONG_AGO: Final = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class SeenCount:
    """A count, with the time within which it was seen."""

    count: int
    sighting: Sighting
    first_at: datetime  # not earlier
    last_at: datetime  # not later


def seen_on(sighting: Sighting) -> date:
    """The digest's day; the day of its arrival where it has none."""
    return sighting.issued_on or sighting.ingested_at.date()


def is_fetched(sighting: Sighting) -> bool:
    """Whether Paperboy itself asked for that list, so that it was read at its arrival."""
    return sighting.issued_on is not None and sighting.digest == name_list(sighting.issued_on)


def counted_at(sighting: Sighting) -> datetime:
    """When its counts are said to have been seen: the earliest that they can have been.

    Where not even that is known, at its arrival.
    """
    if sighting.issued_on is None or is_fetched(sighting):
        return sighting.ingested_at
    return datetime.combine(sighting.issued_on, time.min, UTC)


def counted_on(sighting: Sighting) -> date:
    """The day of that."""
    return counted_at(sighting).date()


def drop_later(sightings: Iterable[Sighting], than: Iterable[Sighting]) -> list[Sighting]:
    """Those whose counts were not certainly seen later than all of the others'."""
    ends_at = max(last_at for _, last_at in map(_seen_between, than))
    return [each for each in sightings if _seen_between(each)[0] <= ends_at]


def find_last_seen(sightings: Sequence[Sighting], count_of: CountOf) -> SeenCount | None:
    """The count that was seen last; None where none is known.

    Counts rarely fall: where nobody knows which of several was seen last, it is the largest.
    """
    seen = _list_seen(sightings, count_of)
    return _find_last(seen) if seen else None


def find_last_count(sightings: Sequence[Sighting], count_of: CountOf) -> int | None:
    """The same, the count alone."""
    seen = find_last_seen(sightings, count_of)
    return None if seen is None else seen.count


def find_change(sightings: Sequence[Sighting], count_of: CountOf) -> CountChange | None:
    """From the count that was seen first to the one seen last; None where none is known."""
    seen = _list_seen(sightings, count_of)
    if not seen:
        return None
    first, last = _find_first(seen), _find_last(seen)
    since_at = counted_at(first.sighting)
    return CountChange(
        before=first.count,
        after=last.count,
        since_at=since_at,
        until_at=max(since_at, last.last_at),
        has_times=is_fetched(first.sighting) and is_fetched(last.sighting),
    )


def upvotes_of(entry: DigestEntry) -> int | None:
    """The one kind of count."""
    return entry.upvotes


def comments_of(entry: DigestEntry) -> int | None:
    """The other."""
    return entry.comment_count


def _list_seen(sightings: Sequence[Sighting], count_of: CountOf) -> list[SeenCount]:
    return [
        SeenCount(count, sighting, *_seen_between(sighting))
        for sighting in sightings
        if (count := count_of(sighting.entry)) is not None
    ]


def _seen_between(sighting: Sighting) -> tuple[datetime, datetime]:
    arrived_at, day = sighting.ingested_at, sighting.issued_on
    if day is None:
        return _LONG_AGO, arrived_at
    if is_fetched(sighting):
        return arrived_at, arrived_at
    begins_at = datetime.combine(day, time.min, UTC)
    if sighting.format in LIST_FORMS:
        return begins_at, max(begins_at, arrived_at)
    return begins_at, datetime.combine(day, time.max, UTC)


def _find_first(seen: Sequence[SeenCount]) -> SeenCount:
    """Of those that none is certainly earlier than, the smallest."""
    until_at = min(each.last_at for each in seen)
    first = (each for each in seen if each.first_at <= until_at)
    return min(first, key=lambda each: (each.count, counted_at(each.sighting)))


def _find_last(seen: Sequence[SeenCount]) -> SeenCount:
    """Of those that none is certainly later than, the largest."""
    since_at = max(each.first_at for each in seen)
    last = (each for each in seen if each.last_at >= since_at)
    return max(last, key=lambda each: (each.count, each.last_at))
