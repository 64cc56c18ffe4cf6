"""Days as people name them, whatever language the platform speaks."""

from datetime import date, timedelta
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
