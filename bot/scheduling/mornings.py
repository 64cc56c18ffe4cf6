"""The next working morning, when a day's digest is news."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from bot.models import WORKING_DAYS

# Two minutes before most schedules are due: soon, and not while somebody is still typing one.
_MORNING: Final = time(8, 58, tzinfo=UTC)


def find_next_morning(day: date) -> datetime:
    """The morning of the first working day after that day.

    >>> find_next_morning(date(2026, 3, 13)).isoformat()
    '2026-03-16T08:58:00+00:00'
    """
    following = day + timedelta(days=1)
    while following.weekday() not in WORKING_DAYS:
        following += timedelta(days=1)
    return datetime.combine(following, _MORNING)
