"""Periods: a year, a month or a day as people type it, and the days it begins and ends with."""

import calendar
import re
from datetime import date

from bot.errors import WrongUse

_PERIOD = re.compile(r"([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?")


def first_day(text: str) -> date:
    """The day that the period begins with.

    Raises:
        WrongUse: the text names no period.

    >>> first_day("2026-02")
    datetime.date(2026, 2, 1)
    """
    year, month, day = _parse(text)
    return _date(text, year, 1 if month is None else month, 1 if day is None else day)


def last_day(text: str) -> date:
    """The day that the period ends with.

    Raises:
        WrongUse: the text names no period.

    >>> last_day("2026-02"), last_day("2026")
    (datetime.date(2026, 2, 28), datetime.date(2026, 12, 31))
    """
    year, month, day = _parse(text)
    first = _date(text, year, 12 if month is None else month, 1)
    days_in_month = calendar.monthrange(first.year, first.month)[1]
    return _date(text, year, first.month, days_in_month if day is None else day)


def parse_day(text: str) -> date:
    """A single day.

    Raises:
        WrongUse: the text names no single day.
    """
    no_day = WrongUse(f"“{text}” is no day; write it as 2026-03-31 (year, month, day).")
    match = _PERIOD.fullmatch(text.strip())
    if match is None or match[3] is None:
        raise no_day
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        raise no_day from None


def _parse(text: str) -> tuple[int, int | None, int | None]:
    match = _PERIOD.fullmatch(text.strip())
    if match is None:
        raise _not_a_period(text)
    year, month, day = match.groups()
    return int(year), None if month is None else int(month), None if day is None else int(day)


def _date(text: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise _not_a_period(text) from None


def _not_a_period(text: str) -> WrongUse:
    return WrongUse(
        f"“{text}” is not a date; write 2026, 2026-03 or 2026-03-31 (year, month, day)."
    )
