from datetime import time

import pytest

from bot.errors import InvalidTiming
from bot.scheduling.wording import parse_time, parse_weekdays, say_weekdays


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("9", time(9), id="an hour"),
        pytest.param(" 09:30 ", time(9, 30), id="a clock's"),
        pytest.param("0930", time(9, 30), id="without colon"),
        pytest.param("9h15", time(9, 15), id="French"),
        pytest.param("7.45", time(7, 45), id="German"),
        pytest.param("6pm", time(18), id="afternoon"),
        pytest.param("6:30 p.m.", time(18, 30), id="afternoon with dots"),
        pytest.param("12am", time(0), id="midnight"),
        pytest.param("12 PM", time(12), id="noon"),
        pytest.param("23:59", time(23, 59), id="last minute"),
    ],
)
def test_times(text: str, expected: time) -> None:
    assert parse_time(text) == expected


@pytest.mark.parametrize(
    "text", ["", "24:00", "9:60", "13pm", "0am", "nine", "9:5", "-1", "09:00:00"]
)
def test_what_is_no_time(text: str) -> None:
    with pytest.raises(InvalidTiming, match="such as 09:00"):
        parse_time(text)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        pytest.param("weekdays", {0, 1, 2, 3, 4}, id="weekdays"),
        pytest.param("Every  day", set(range(7)), id="every day"),
        pytest.param("mon, thu", {0, 3}, id="some"),
        pytest.param("Monday and Friday", {0, 4}, id="long names"),
        pytest.param("tue-thu", {1, 2, 3}, id="a range"),
        pytest.param("fri – mon", {4, 5, 6, 0}, id="a range over the weekend"),
        pytest.param("mo di"[:2], {0}, id="two letters"),
    ],
)
def test_weekdays(text: str, days: set[int]) -> None:
    assert parse_weekdays(text) == days


@pytest.mark.parametrize("text", ["", "m", "someday", "mon-", "mon, xyz", "t"])
def test_what_is_no_weekday(text: str) -> None:
    with pytest.raises(InvalidTiming, match="mon, thu"):
        parse_weekdays(text)


@pytest.mark.parametrize("days", [{0}, {5, 6}, {0, 1, 2, 3, 4}, set(range(7)), {2, 4}])
def test_what_is_said_can_be_read(days: set[int]) -> None:
    assert parse_weekdays(say_weekdays(days)) == days
