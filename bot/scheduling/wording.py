"""Times of day and weekdays as people type and read them."""

import re
from collections.abc import Set as AbstractSet
from datetime import time
from typing import Final

from bot.errors import InvalidTiming
from bot.models import EVERY_DAY, WORKING_DAYS
from bot.text.day_names import SHORT_WEEKDAYS, WEEKDAYS

_GROUPS: Final = {
    "weekdays": WORKING_DAYS,
    "working days": WORKING_DAYS,
    "every day": EVERY_DAY,
    "daily": EVERY_DAY,
    "weekend": frozenset({5, 6}),
    "weekends": frozenset({5, 6}),
}
_TIME: Final = re.compile(
    r"(?P<hour>\d{1,2})(?:[:.h]?(?P<minute>\d{2}))?\s*(?P<half>[ap])?\.?(?:m\.?)?", re.IGNORECASE
)
_SHORTEST_NAME_CHARS: Final = 2


def parse_time(text: str) -> time:
    """A time of day, to the minute.

    Raises:
        InvalidTiming: it is none.

    >>> [str(parse_time(text)) for text in ("9", "09:30", "7.15", "6pm", "12:05 am")]
    ['09:00:00', '09:30:00', '07:15:00', '18:00:00', '00:05:00']
    """
    found = _TIME.fullmatch(text.strip())
    if found is not None:
        hour, minute = int(found["hour"]), int(found["minute"] or 0)
        half = (found["half"] or "").casefold()
        if half and not 1 <= hour <= 12:  # noqa: PLR2004 - a clock's face
            hour = 24
        elif half:
            hour = hour % 12 + (12 if half == "p" else 0)
        if hour < 24 and minute < 60:  # noqa: PLR2004 - hours of a day, minutes of an hour
            return time(hour, minute)
    raise InvalidTiming(f"“{text}” is no time of day; type one such as 09:00 or 18:30.")


def parse_weekdays(text: str) -> frozenset[int]:
    """Weekdays, Monday being 0: "weekdays", "every day", "mon, thu", "tue-fri".

    Raises:
        InvalidTiming: there is none, or something else between them.

    >>> sorted(parse_weekdays("Mon, thu–sat"))
    [0, 3, 4, 5]
    """
    wanted = " ".join(text.casefold().split())
    if wanted in _GROUPS:
        return _GROUPS[wanted]
    days: set[int] = set()
    for part in re.split(r"[,;/+&]|\band\b", re.sub(r"\s*[-–]\s*", "-", wanted)):
        for piece in part.split():
            first, dash, last = piece.partition("-")
            start = _parse_weekday(first, text)
            end = _parse_weekday(last, text) if dash else start
            days.update((start + step) % 7 for step in range((end - start) % 7 + 1))
    if not days:
        raise InvalidTiming(_no_weekdays(text))
    return frozenset(days)


def say_time(at: time) -> str:
    """A time of day as a clock shows it.

    >>> say_time(time(9, 5))
    '09:05'
    """
    return at.isoformat("minutes")


def say_weekdays(days: AbstractSet[int]) -> str:
    """Weekdays, to be read at a glance.

    >>> say_weekdays({0, 1, 2, 3, 4}), say_weekdays({0, 3}), say_weekdays(set(range(7)))
    ('weekdays', 'Mon, Thu', 'every day')
    """
    if days == EVERY_DAY:
        return "every day"
    if days == WORKING_DAYS:
        return "weekdays"
    return ", ".join(SHORT_WEEKDAYS[day] for day in sorted(days))


def _parse_weekday(name: str, text: str) -> int:
    if len(name) >= _SHORTEST_NAME_CHARS:
        for number, long_name in enumerate(WEEKDAYS):
            if long_name.casefold().startswith(name):
                return number
    raise InvalidTiming(_no_weekdays(text))


def _no_weekdays(text: str) -> str:
    return f"“{text}” names no weekdays; type weekdays, every day, or days such as mon, thu."
