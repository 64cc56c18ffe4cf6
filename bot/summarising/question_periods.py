"""Periods in questions: "in 2025", "since March 2026", "before 2024", "in the last month"."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

_MONTHS: Final = {
    name.lower(): number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if name
}
_YEAR: Final = r"(?:19[89]\d|20[0-3]\d)"
_WHEN: Final = (
    rf"(?:(?P<month{{0}}>{'|'.join(_MONTHS)})\.?,?\s+(?:of\s+)?)?"
    rf"(?P<year{{0}}>{_YEAR})(?:-(?P<digits{{0}}>0[1-9]|1[0-2]))?(?![\d-])"
)
_BETWEEN: Final = re.compile(
    rf"\b(?:published |appeared )?(?:between|from)\s+{_WHEN.format(1)}\s+(?:and|to|until|till)\s+"
    rf"{_WHEN.format(2)}",
    re.IGNORECASE,
)
_SINGLE: Final = re.compile(
    rf"\b(?:published |appeared |written |out )?"
    rf"(?P<how>in|during|from|of|for|since|after|before|until|till|by|up to)\s+"
    rf"(?:the year |early |late |mid[- ])?{_WHEN.format('')}(?P<on>\s+on(?:wards?)?\b)?",
    re.IGNORECASE,
)
_RECENT: Final = re.compile(
    r"\b(?:(?:in|during|over|within|from|of|since)\s+)?(?:the\s+)?(?:last|past|this)\s+"
    r"(?:(?P<count>\d{1,3}|two|three|four|five|six|few)\s+)?(?P<unit>day|week|month|year)s?\b",
    re.IGNORECASE,
)
_COUNTS: Final = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "few": 3}
_DAYS: Final = {"day": 1, "week": 7, "month": 31, "year": 366}


@dataclass(frozen=True, slots=True)
class Period:
    """When papers were published; None for no limit."""

    since: date | None = None
    until: date | None = None
    recent_days: int | None = None  # so many days before now, whenever that is


def take_period(text: str) -> tuple[str, Period]:
    """The text without the period in it, and the period.

    >>> take_period("What is new on RAG in the last week?")
    ('What is new on RAG ?', Period(since=None, until=None, recent_days=7))
    """
    if match := _BETWEEN.search(text):
        period = Period(_first(match, "1"), _last(match, "2"))
    elif match := _SINGLE.search(text):
        period = _read_single(match)
    elif match := _RECENT.search(text):
        typed = (match["count"] or "1").lower()
        count = _COUNTS.get(typed) or int(typed)
        period = Period(recent_days=max(1, count) * _DAYS[match["unit"].lower()])
    else:
        return text, Period()
    return f"{text[: match.start()]}{text[match.end() :]}", period


def _read_single(match: re.Match[str]) -> Period:
    how = match["how"].lower()
    if how == "since" or match["on"]:
        return Period(since=_first(match))
    if how == "after":
        return Period(since=_last(match) + timedelta(days=1))
    if how == "before":
        return Period(until=_first(match) - timedelta(days=1))
    if how in {"until", "till", "by", "up to"}:
        return Period(until=_last(match))
    return Period(_first(match), _last(match))


def _month(match: re.Match[str], number: str) -> int | None:
    name, digits = match[f"month{number}"], match[f"digits{number}"]
    return _MONTHS[name.lower()] if name else int(digits) if digits else None


def _first(match: re.Match[str], number: str = "") -> date:
    return date(int(match[f"year{number}"]), _month(match, number) or 1, 1)


def _last(match: re.Match[str], number: str = "") -> date:
    year, month = int(match[f"year{number}"]), _month(match, number) or 12
    return date(year, month, calendar.monthrange(year, month)[1])
