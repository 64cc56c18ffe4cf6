from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.parsing.digest_format import KnownDays
from bot.parsing.shown_days import DayLine, ShownDay, find_day_line, infer_capture

APRIL_14 = ShownDay(4, 14, None)
NOVEMBER_2026 = KnownDays(today=date(2026, 11, 20), issued_on=None)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param("Apr 5", DayLine(ShownDay(4, 5, None), 0), id="day alone"),
        pytest.param("Apr 5 6", DayLine(ShownDay(4, 5, None), 6), id="day and comments"),
        pytest.param("Aug 21, 2025", DayLine(ShownDay(8, 21, 2025), 0), id="day with year"),
        pytest.param("Aug 21, 2025 2", DayLine(ShownDay(8, 21, 2025), 2), id="all three"),
        pytest.param("Apr 5 1,204", DayLine(ShownDay(4, 5, None), 1204), id="many comments"),
        pytest.param("Apr 5 1.2k", DayLine(ShownDay(4, 5, None), None), id="rounded comments"),
        pytest.param("  September\xa03,2024 ", DayLine(ShownDay(9, 3, 2024), 0), id="long month"),
        pytest.param("Feb 30", DayLine(ShownDay(2, 30, None), 0), id="a day that does not exist"),
    ],
)
def test_day_lines_are_read(text: str, line: DayLine) -> None:
    assert find_day_line(text) == line


@pytest.mark.parametrize(
    "text", ["", "Apr", "5 Apr", "2 days ago", "Section 5", "Marathon 5", "Apr 5 soon", "Mar 5th"]
)
def test_other_lines_show_no_day(text: str) -> None:
    assert find_day_line(text) is None


@pytest.mark.parametrize(
    ("page_day", "card_days", "known", "captured"),
    [
        pytest.param(
            APRIL_14,
            [ShownDay(8, 21, 2025), ShownDay(3, 5, None)],
            NOVEMBER_2026,
            (2026, date(2026, 4, 14)),
            id="the year after the latest year shown",
        ),
        pytest.param(
            APRIL_14,
            [ShownDay(8, 21, 2023)],
            NOVEMBER_2026,
            (2024, date(2024, 4, 14)),
            id="an old page",
        ),
        pytest.param(
            None,
            [ShownDay(8, 21, 2025)],
            NOVEMBER_2026,
            (2026, None),
            id="a page without its own day",
        ),
        pytest.param(
            APRIL_14,
            [ShownDay(3, 5, 2026)],
            NOVEMBER_2026,
            (2026, date(2026, 4, 14)),
            id="never next year",
        ),
        pytest.param(
            ShownDay(12, 30, None),
            [ShownDay(8, 21, 2025)],
            NOVEMBER_2026,
            (2025, date(2025, 12, 30)),
            id="the page's day never lies in the future",
        ),
        pytest.param(
            None,
            [ShownDay(8, 21, 2025), ShownDay(12, 30, None)],
            NOVEMBER_2026,
            (2026, None),
            id="a year that is shown is not the year of capture, whatever a card's day",
        ),
        pytest.param(
            None,
            [ShownDay(12, 30, None), ShownDay(3, 5, None)],
            NOVEMBER_2026,
            (2025, None),
            id="no year shown, and a card's day still to come",
        ),
        pytest.param(
            ShownDay(1, 2, None),
            [ShownDay(12, 30, None)],
            KnownDays(today=date(2026, 1, 3), issued_on=None),
            (2026, date(2026, 1, 2)),
            id="the page's own day tells more than a card's",
        ),
        pytest.param(
            ShownDay(1, 2, None),
            [ShownDay(12, 30, None), ShownDay(8, 21, 2025)],
            KnownDays(today=date(2026, 1, 3), issued_on=None),
            (2026, date(2026, 1, 2)),
            id="New Year with years shown",
        ),
        pytest.param(
            APRIL_14, [], NOVEMBER_2026, (2026, date(2026, 4, 14)), id="no year shown at all"
        ),
        pytest.param(
            ShownDay(11, 22, None),
            [],
            NOVEMBER_2026,
            (2025, date(2025, 11, 22)),
            id="no year shown, two days ahead",
        ),
        pytest.param(
            ShownDay(11, 21, None),
            [],
            NOVEMBER_2026,
            (2026, date(2026, 11, 21)),
            id="no year shown, one day ahead by time zone",
        ),
        pytest.param(
            ShownDay(1, 1, None),
            [],
            KnownDays(today=date(2026, 12, 31), issued_on=None),
            (2027, date(2027, 1, 1)),
            id="new year begins elsewhere",
        ),
        pytest.param(
            ShownDay(2, 29, None),
            [],
            NOVEMBER_2026,
            (2024, date(2024, 2, 29)),
            id="a leap day tells a leap year",
        ),
        pytest.param(
            ShownDay(3, 1, None),
            [ShownDay(2, 29, None), ShownDay(5, 5, 2021)],
            NOVEMBER_2026,
            (2024, date(2024, 3, 1)),
            id="a leap day tells more than the years shown",
        ),
        pytest.param(
            ShownDay(2, 29, None),
            [ShownDay(5, 5, 2025)],
            NOVEMBER_2026,
            (2026, None),
            id="a leap day that no year fits",
        ),
        pytest.param(
            ShownDay(4, 14, 2022),
            [ShownDay(5, 5, 2021)],
            NOVEMBER_2026,
            (2023, date(2022, 4, 14)),
            id="the page shows its own year",
        ),
        pytest.param(
            APRIL_14,
            [ShownDay(5, 5, 2021)],
            KnownDays(today=date(2026, 11, 20), issued_on=date(2025, 4, 15)),
            (2025, date(2025, 4, 15)),
            id="the operator knows better",
        ),
        pytest.param(
            None,
            [ShownDay(1, 1, 9999), ShownDay(1, 1, 0)],
            NOVEMBER_2026,
            (2026, None),
            id="absurd years",
        ),
    ],
)
def test_the_day_of_capture_is_inferred(
    page_day: ShownDay | None,
    card_days: list[ShownDay],
    known: KnownDays,
    captured: tuple[int, date | None],
) -> None:
    capture = infer_capture(page_day, card_days, known)
    assert (capture.year, capture.on) == captured


@pytest.mark.parametrize(
    ("shown", "day"),
    [
        pytest.param(ShownDay(3, 5, None), date(2026, 3, 5), id="no year"),
        pytest.param(ShownDay(8, 21, 2025), date(2025, 8, 21), id="year shown"),
        pytest.param(ShownDay(4, 15, None), date(2026, 4, 15), id="a day later by time zone"),
        pytest.param(ShownDay(4, 16, None), date(2025, 4, 16), id="later than the page itself"),
        pytest.param(ShownDay(2, 30, None), None, id="no such day"),
        pytest.param(ShownDay(2, 29, None), None, id="no such day in that year"),
    ],
)
def test_days_without_year_lie_before_the_capture(shown: ShownDay, day: date | None) -> None:
    assert infer_capture(APRIL_14, [ShownDay(1, 1, 2025)], NOVEMBER_2026).resolve(shown) == day


@pytest.mark.parametrize(
    ("page_day", "card_days", "known", "expected"),
    [
        pytest.param(
            ShownDay(1, 2, None),
            [ShownDay(12, 30, None), ShownDay(1, 1, None), ShownDay(8, 21, 2025)],
            NOVEMBER_2026,
            [(date(2025, 12, 30), True), (date(2026, 1, 1), True), (date(2025, 8, 21), False)],
            id="December without a year on a page of January",
        ),
        pytest.param(
            None,
            [ShownDay(12, 30, None), ShownDay(3, 5, None), ShownDay(8, 21, 2025)],
            NOVEMBER_2026,
            [(date(2025, 12, 30), True), (date(2026, 3, 5), True), (date(2025, 8, 21), False)],
            id="no day lies in the future, and the others stay in the year of capture",
        ),
        pytest.param(
            None,
            [ShownDay(11, 21, None), ShownDay(11, 22, None), ShownDay(8, 21, 2025)],
            NOVEMBER_2026,
            [(date(2026, 11, 21), True), (date(2025, 11, 22), True), (date(2025, 8, 21), False)],
            id="a day in the future is one of another time zone, two are not",
        ),
        pytest.param(
            APRIL_14,
            [ShownDay(3, 5, None), ShownDay(12, 30, None), ShownDay(8, 21, 2025)],
            KnownDays(today=date(2026, 11, 20), issued_on=date(2024, 1, 2)),
            [(date(2023, 3, 5), True), (date(2023, 12, 30), True), (date(2025, 8, 21), False)],
            id="what lies behind the day that was given is not told by it",
        ),
        pytest.param(
            APRIL_14,
            [ShownDay(3, 5, None), ShownDay(4, 15, None), ShownDay(2, 29, None)],
            KnownDays(today=date(2026, 11, 20), issued_on=date(2024, 4, 14)),
            [(date(2024, 3, 5), False), (date(2024, 4, 15), False), (date(2024, 2, 29), False)],
            id="the day that was given tells the year",
        ),
        pytest.param(
            ShownDay(3, 1, None),
            [ShownDay(2, 29, None), ShownDay(2, 28, None)],
            NOVEMBER_2026,
            [(date(2024, 2, 29), True), (date(2024, 2, 28), True)],
            id="a leap day takes the other days with it",
        ),
    ],
)
def test_every_card_gets_its_day(
    page_day: ShownDay | None,
    card_days: list[ShownDay],
    known: KnownDays,
    expected: list[tuple[date, bool]],
) -> None:
    capture = infer_capture(page_day, card_days, known)
    days = [(capture.resolve(shown), not capture.is_certain_of(shown)) for shown in card_days]
    assert days == expected


bare_days = st.builds(
    lambda day: ShownDay(day.month, day.day, None), st.dates(date(2024, 1, 1), date(2024, 12, 31))
)


@given(st.none() | bare_days, st.lists(bare_days), st.dates(date(2015, 1, 1), date(2035, 1, 1)))
def test_no_day_without_a_year_lies_in_the_future(
    page_day: ShownDay | None, card_days: list[ShownDay], today: date
) -> None:
    known = KnownDays(today=today, issued_on=None)
    capture = infer_capture(page_day, card_days, known)
    days = [capture.on, *map(capture.resolve, card_days)]
    assert all(day is None or day <= today + timedelta(days=1) for day in days)


def test_the_last_day_of_all_is_no_trouble() -> None:
    known = KnownDays(today=date.max, issued_on=None)
    assert infer_capture(APRIL_14, [], known).on == date(9999, 4, 14)
