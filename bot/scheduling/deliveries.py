"""Deliveries: when a member wants an inbox filled, as a phrase such as "weekdays 08:30"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time
from itertools import islice
from typing import Final

from bot.errors import InvalidTiming
from bot.models import Timing
from bot.scheduling.wording import parse_time, parse_weekdays, say_time, say_weekdays
from bot.scheduling.zones import find_zones, parse_zone

# From breakfast on, the hours before it last.
OFFERED_TIMES: Final = tuple(
    say_time(time(hour % 24, minute)) for hour in range(7, 31) for minute in (0, 30)
)
_CLOCK_TIME: Final = re.compile(
    r"(?<!\S)\d{1,2}(?:[:.h]?\d{2})?(?:\s*[ap]\.?(?:m\.?)?)?(?![^\s,;])", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Delivery:
    """As much of a timing as was said."""

    local_time: time
    zone: str | None = None
    weekdays: frozenset[int] | None = None

    def complete(self, usual: Timing) -> Timing:
        """The timing, with what was not said as it usually is."""
        return Timing(self.local_time, self.zone or usual.zone, self.weekdays or usual.weekdays)


def parse_delivery(text: str) -> Delivery:
    """A time of day, with weekdays and a zone before or behind it as one likes.

    Raises:
        InvalidTiming: there is no time in it, or something that is neither weekdays nor a zone.

    >>> delivery = parse_delivery("weekdays 8:30 europe/berlin")
    >>> str(delivery.local_time), delivery.zone, sorted(delivery.weekdays)
    ('08:30:00', 'Europe/Berlin', [0, 1, 2, 3, 4])
    """
    found = _CLOCK_TIME.search(text)
    if found is None:
        raise InvalidTiming(
            f"“{text}” holds no time of day; type one such as 08:30, or 08:30 Europe/Berlin."
        )
    zone, weekdays = None, None
    for part in (text[: found.start()], text[found.end() :]):
        words = part.strip(" ,;")
        if not words:
            continue
        if (days := _find_weekdays(words)) is not None:
            weekdays = days
        else:
            zone = parse_zone(words)
    return Delivery(parse_time(found.group()), zone, weekdays)


def say_delivery(timing: Timing) -> str:
    """When it comes.

    >>> say_delivery(Timing(time(8, 30), "Europe/Berlin"))
    'every day at 08:30, Europe/Berlin'
    """
    return f"{say_weekdays(timing.weekdays)} at {say_time(timing.local_time)}, {timing.zone}"


def offer_deliveries(typed: str, zone: str, limit: int) -> list[str]:
    """What to offer for what was typed so far, each a phrase that `parse_delivery` understands.

    Args:
        typed: a part of a phrase; "" for anything.
        zone: the likeliest zone.
        limit: how many at most.

    >>> offer_deliveries("8:30 europe/berl", "UTC", 3)
    ['08:30 Europe/Berlin']
    >>> offer_deliveries("7", "Asia/Tokyo", 2)
    ['07:00 Asia/Tokyo', '07:00 UTC']
    """
    return list(islice(dict.fromkeys(_iter_offers(typed.strip(), zone, limit)), limit))


def _iter_offers(typed: str, zone: str, limit: int) -> Iterator[str]:
    found = _CLOCK_TIME.search(typed)
    if found is None:
        fitting = [each for each in OFFERED_TIMES if each.startswith(typed)] or OFFERED_TIMES
        yield from (f"{each} {zone}" for each in fitting)
        return
    try:
        clock_time = say_time(parse_time(found.group()))
    except InvalidTiming:  # it may become one with the next key
        return
    before, behind = typed[: found.start()].strip(), typed[found.end() :].strip()
    if before and _find_weekdays(before) is not None:
        clock_time = f"{before} {clock_time}"
    for name in find_zones(behind, limit, first=zone):
        yield f"{clock_time} {name}"


def _find_weekdays(words: str) -> frozenset[int] | None:
    try:
        return parse_weekdays(words)
    except InvalidTiming:
        return None
