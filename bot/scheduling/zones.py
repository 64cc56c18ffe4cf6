"""Time zones by the names that people know them by."""

from functools import cache
from typing import Final
from zoneinfo import available_timezones

from bot.errors import InvalidTiming

UTC_ZONE: Final = "UTC"
# What people type that the database does not call so.
_OTHER_NAMES: Final = {"gmt": UTC_ZONE, "z": UTC_ZONE, "utc": UTC_ZONE}
# Where most people who use Discord in that language live; the zone is only ever offered.
_ZONES_BY_LANGUAGE: Final = {
    "bg": "Europe/Sofia", "cs": "Europe/Prague", "da": "Europe/Copenhagen",
    "de": "Europe/Berlin", "el": "Europe/Athens", "en-GB": "Europe/London",
    "en-US": "America/New_York", "es-ES": "Europe/Madrid", "es-419": "America/Mexico_City",
    "fi": "Europe/Helsinki", "fr": "Europe/Paris", "hi": "Asia/Kolkata", "hr": "Europe/Zagreb",
    "hu": "Europe/Budapest", "id": "Asia/Jakarta", "it": "Europe/Rome", "ja": "Asia/Tokyo",
    "ko": "Asia/Seoul", "lt": "Europe/Vilnius", "nl": "Europe/Amsterdam", "no": "Europe/Oslo",
    "pl": "Europe/Warsaw", "pt-BR": "America/Sao_Paulo", "ro": "Europe/Bucharest",
    "sv-SE": "Europe/Stockholm", "th": "Asia/Bangkok", "tr": "Europe/Istanbul",
    "uk": "Europe/Kyiv", "vi": "Asia/Ho_Chi_Minh", "zh-CN": "Asia/Shanghai",
    "zh-TW": "Asia/Taipei",
}  # fmt: skip
_LEGACY_AREAS: Final = ("Etc/", "SystemV/", "US/", "posix/", "right/")


@cache
def zone_names() -> tuple[str, ...]:
    """The zones that are named after a place, and UTC, in alphabetical order."""
    named = (
        name for name in available_timezones() if "/" in name and not name.startswith(_LEGACY_AREAS)
    )
    return (UTC_ZONE, *sorted(named))


def parse_zone(text: str) -> str:
    """The zone that is meant: by its name, or by the end of it where that is clear.

    Raises:
        InvalidTiming: none is, or several are.

    >>> parse_zone("europe/berlin"), parse_zone("new york"), parse_zone("utc")
    ('Europe/Berlin', 'America/New_York', 'UTC')
    """
    wanted = _fold(text)
    if wanted in _OTHER_NAMES:
        return _OTHER_NAMES[wanted]
    exact = [name for name in zone_names() if _fold(name) == wanted]
    by_place = [name for name in zone_names() if _fold(name).rpartition("/")[2] == wanted]
    if found := exact or by_place:
        return found[0]
    near = find_zones(text, 3)
    such_as = f"; did you mean {' or '.join(near)}?" if near else ", such as Europe/Berlin or UTC."
    raise InvalidTiming(f"“{text}” is no time zone{such_as}")


def find_zones(typed: str, limit: int, *, first: str | None = None) -> list[str]:
    """The zones to offer for what was typed so far.

    Args:
        typed: a part of an area, a place or both; "" for anything.
        limit: how many at most.
        first: the likeliest zone, which comes first where it fits.

    >>> find_zones("york", 5)
    ['America/New_York']
    """
    wanted = _fold(typed)
    fitting = [name for name in zone_names() if wanted in _fold(name)]
    fitting.sort(
        key=lambda name: (
            name != first,
            not _fold(name).rpartition("/")[2].startswith(wanted),
            name != UTC_ZONE,
            name,
        )
    )
    return fitting[:limit]


def likely_zone(language: str) -> str | None:
    """The zone to offer first to somebody who uses Discord in that language.

    >>> likely_zone("de"), likely_zone("ru")
    ('Europe/Berlin', None)
    """
    return _ZONES_BY_LANGUAGE.get(language)


def _fold(text: str) -> str:
    return text.strip().replace(" ", "_").casefold()
