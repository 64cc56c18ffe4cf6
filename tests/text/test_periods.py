from datetime import date

import pytest

from bot.errors import WrongUse
from bot.text.periods import first_day, last_day, parse_day


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        pytest.param("2026", date(2026, 1, 1), date(2026, 12, 31), id="year"),
        pytest.param("2026-03", date(2026, 3, 1), date(2026, 3, 31), id="month"),
        pytest.param("2024-02", date(2024, 2, 1), date(2024, 2, 29), id="leap month"),
        pytest.param("2026-3-5", date(2026, 3, 5), date(2026, 3, 5), id="day without zeros"),
        pytest.param(" 2026-03-31 ", date(2026, 3, 31), date(2026, 3, 31), id="day with spaces"),
    ],
)
def test_a_period_has_a_first_and_a_last_day(text: str, first: date, last: date) -> None:
    assert first_day(text) == first
    assert last_day(text) == last


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "26",
        "2026-13",
        "2026-02-30",
        "2026/03",
        "0000",
        "2026-03-31-01",
        "２０２６-00",
    ],
)
def test_what_is_no_period_is_refused_with_examples(text: str) -> None:
    for parse in (first_day, last_day, parse_day):
        with pytest.raises(WrongUse, match="2026-03-31"):
            parse(text)


def test_a_month_is_no_single_day() -> None:
    with pytest.raises(WrongUse, match="is no day"):
        parse_day("2026-03")
