"""Days as people name them, whatever language the platform speaks."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Final

# Written out here, since the platform's own names depend on its language.
MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
WEEKDAYS: Final = (
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
)  # fmt: skip
SHORT_MONTHS: Final = tuple(name[:3] for name in MONTHS)
SHORT_WEEKDAYS: Final = tuple(name[:3] for name in WEEKDAYS)


def name_day(day: date, today: date) -> str:
    """The day as it is named today: without its year where it is the present one.

    >>> today = date(2026, 4, 14)
    >>> name_day(date(2026, 4, 13), today), name_day(date(2026, 3, 3), today)
    ('yesterday', '3 Mar')
    >>> name_day(date(2025, 12, 31), today)
    '31 Dec 2025'
    """
    if day == today:
        return "today"
    if day == today - timedelta(days=1):
        return "yesterday"
    named = f"{day.day} {SHORT_MONTHS[day.month - 1]}"
    return named if day.year == today.year else f"{named} {day.year}"


def name_day_with_preposition(day: date, today: date) -> str:
    """The same as part of a sentence.

    >>> name_day_with_preposition(date(2026, 3, 3), date(2026, 4, 14))
    'on 3 Mar'
    """
    named = name_day(day, today)
    return f"on {named}" if named[0].isdigit() else named


def name_period(
    since_at: datetime, until_at: datetime, say_day: Callable[[date], str], *, has_times: bool
) -> str:
    """The day that a period began on; where it was over on that day, the times, if known.

    >>> monday, noon = datetime(2026, 3, 9, 3), datetime(2026, 3, 9, 12)
    >>> name_period(monday, noon + timedelta(days=1), str, has_times=True)
    'since 2026-03-09'
    >>> name_period(monday, noon, str, has_times=True)
    'on 2026-03-09, 03:00 to 12:00 UTC'
    >>> name_period(monday, noon, str, has_times=False)
    'on 2026-03-09'
    """
    day = say_day(since_at.date())
    if since_at.date() != until_at.date():
        return f"since {day}"
    times = f"{since_at:%H:%M}", f"{until_at:%H:%M}"
    if not has_times or times[0] == times[1]:
        return f"on {day}"
    return f"on {day}, {times[0]} to {times[1]} UTC"
