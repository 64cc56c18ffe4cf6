from zoneinfo import ZoneInfo

import pytest

from bot.errors import InvalidTiming
from bot.scheduling.zones import _ZONES_BY_LANGUAGE, find_zones, parse_zone, zone_names


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        pytest.param("Europe/Berlin", "Europe/Berlin", id="as it is called"),
        pytest.param(" europe/berlin ", "Europe/Berlin", id="in small letters"),
        pytest.param("tokyo", "Asia/Tokyo", id="a place"),
        pytest.param("New York", "America/New_York", id="a place in two words"),
        pytest.param("gmt", "UTC", id="another name"),
    ],
)
def test_zones_by_name(text: str, zone: str) -> None:
    assert parse_zone(text) == zone


def test_an_unknown_zone_names_near_ones() -> None:
    with pytest.raises(InvalidTiming, match="America/Indiana"):
        parse_zone("america/indiana")
    with pytest.raises(InvalidTiming, match="such as Europe/Berlin"):
        parse_zone("Middle Earth")


def test_offers_begin_with_the_likeliest() -> None:
    assert find_zones("", 3, first="Asia/Tokyo")[:2] == ["Asia/Tokyo", "UTC"]
    assert find_zones("berl", 25)[0] == "Europe/Berlin"


def test_every_zone_can_be_used() -> None:
    assert all(ZoneInfo(name) for name in zone_names())
    assert set(_ZONES_BY_LANGUAGE.values()) <= set(zone_names())
