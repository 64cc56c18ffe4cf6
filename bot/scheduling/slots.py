"""Slots: the instants at which a schedule is due, over every zone and change of clocks.

A day of the schedule's own calendar has one slot. A time that the clocks skip moves forward by as
much as they do; one that they show twice counts the first time; a day that a zone left out
altogether, as Samoa did when it crossed the date line, has none.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.models import Timing

# A slot that nobody served in time is caught up on its own day, or so long after it was due; an
# older one is let go: nobody waits for yesterday's paper.
CATCH_UP: Final = timedelta(hours=6)
_DAY: Final = timedelta(days=1)
_NOON: Final = time(12)


@dataclass(frozen=True, slots=True)
class DueSlot:
    """A day of a schedule, and when it is due."""

    local_on: date
    due_at: datetime


def due_at_on(timing: Timing, day: date) -> datetime | None:
    """When a schedule is due on that day of its zone's calendar; None where it is not.

    >>> from datetime import time
    >>> str(due_at_on(Timing(time(2, 30), "Europe/Berlin"), date(2026, 3, 29)))  # 2 to 3 is skipped
    '2026-03-29 01:30:00+00:00'
    >>> str(due_at_on(Timing(time(2, 30), "Europe/Berlin"), date(2026, 10, 25)))  # shown twice
    '2026-10-25 00:30:00+00:00'
    >>> due_at_on(Timing(time(9), "Pacific/Apia"), date(2011, 12, 30)) is None
    True
    """
    zone = ZoneInfo(timing.zone)
    if day.weekday() not in timing.weekdays or not _exists(day, zone):
        return None
    # With fold 0, Python reads a skipped time with the offset from before the change, which is
    # as much later as the clocks moved, and a repeated one as its first showing.
    return datetime.combine(day, timing.local_time, zone).astimezone(UTC)


def iter_due_slots(timing: Timing, after_at: datetime, until_at: datetime) -> Iterator[DueSlot]:
    """Yield the slots that became due after an instant, up to another, in the order of days."""
    zone = ZoneInfo(timing.zone)
    # A slot that the clocks moved may stand a day beside the calendar's day.
    day = after_at.astimezone(zone).date() - _DAY
    last = until_at.astimezone(zone).date() + _DAY
    while day <= last:
        due_at = due_at_on(timing, day)
        if due_at is not None and after_at < due_at <= until_at:
            yield DueSlot(day, due_at)
        day += _DAY


def next_due_slot(timing: Timing, after_at: datetime) -> DueSlot:
    """The first slot after an instant."""
    found = next(iter_due_slots(timing, after_at, after_at + timedelta(days=15)), None)
    assert found is not None  # noqa: S101 - a week has each weekday, a fortnight survives date lines
    return found


def is_in_time(slot_on: date, due_at: datetime, zone: str, now_at: datetime) -> bool:
    """Whether a slot is still worth serving: on its own day, or soon after it was due."""
    return now_at - due_at <= CATCH_UP or now_at.astimezone(ZoneInfo(zone)).date() <= slot_on


def local_day(zone: str, at: datetime) -> date:
    """The day that a zone's calendar shows at an instant."""
    return at.astimezone(ZoneInfo(zone)).date()


def _exists(day: date, zone: ZoneInfo) -> bool:
    noon = datetime.combine(day, _NOON, zone)
    return noon.astimezone(UTC).astimezone(zone).date() == day
