from datetime import time

import pytest

from bot.errors import InvalidTiming
from bot.models import EVERY_DAY, WORKING_DAYS, Timing
from bot.scheduling.deliveries import Delivery, offer_deliveries, parse_delivery, say_delivery

USUAL = Timing(time(9), "Asia/Tokyo", WORKING_DAYS)


@pytest.mark.parametrize(
    ("text", "delivery"),
    [
        pytest.param("08:30", Delivery(time(8, 30)), id="a time alone"),
        pytest.param("6 pm", Delivery(time(18)), id="half a day's clock"),
        pytest.param(
            "08:30 Europe/Berlin", Delivery(time(8, 30), "Europe/Berlin"), id="time and zone"
        ),
        pytest.param("new york 7:15", Delivery(time(7, 15), "America/New_York"), id="zone first"),
        pytest.param("weekdays 9", Delivery(time(9), None, WORKING_DAYS), id="weekdays first"),
        pytest.param("09:00, every day", Delivery(time(9), None, EVERY_DAY), id="weekdays last"),
        pytest.param(
            "Mon, Thu 21:00 utc", Delivery(time(21), "UTC", frozenset({0, 3})), id="all three"
        ),
    ],
)
def test_a_phrase_says_when(text: str, delivery: Delivery) -> None:
    assert parse_delivery(text) == delivery


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        pytest.param("in the morning", "holds no time of day", id="no time"),
        pytest.param("25:00", "is no time of day", id="no such hour"),
        pytest.param("9 sometimes", "is no time zone", id="neither weekdays nor a zone"),
        pytest.param("9 Berln", "is no time zone", id="a misspelt zone"),
    ],
)
def test_what_is_not_understood_is_said(text: str, complaint: str) -> None:
    with pytest.raises(InvalidTiming, match=complaint):
        parse_delivery(text)


def test_what_was_not_said_is_as_usual() -> None:
    assert Delivery(time(8)).complete(USUAL) == Timing(time(8), "Asia/Tokyo", WORKING_DAYS)
    said = Delivery(time(8), "UTC", EVERY_DAY)
    assert said.complete(USUAL) == Timing(time(8), "UTC", EVERY_DAY)
    assert say_delivery(USUAL) == "weekdays at 09:00, Asia/Tokyo"


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        pytest.param("", "07:00 Asia/Tokyo", id="nothing yet"),
        pytest.param("1", "01:00 Asia/Tokyo", id="a time as it is understood"),
        pytest.param("18:", "18:00 Asia/Tokyo", id="half a time"),
        pytest.param("weekdays 8 lond", "weekdays 08:00 Europe/London", id="half a zone"),
        pytest.param("8:15", "08:15 Asia/Tokyo", id="a time without a zone"),
    ],
)
def test_every_offer_is_understood(typed: str, first: str) -> None:
    offered = offer_deliveries(typed, "Asia/Tokyo", 25)

    assert offered[0] == first
    assert len(offered) <= 25
    for each in offered:
        parse_delivery(each)


def test_where_nothing_fits_nothing_is_offered() -> None:
    assert offer_deliveries("99:99", "UTC", 25) == []
