from datetime import date

import pytest

from bot.scheduling.mornings import find_next_morning


@pytest.mark.parametrize(
    ("day", "morning_on"),
    [
        pytest.param(date(2026, 3, 12), date(2026, 3, 13), id="a working day"),
        pytest.param(date(2026, 3, 13), date(2026, 3, 16), id="the weekend is left out"),
        pytest.param(date(2026, 3, 15), date(2026, 3, 16), id="from within it, too"),
    ],
)
def test_the_next_morning_is_of_a_working_day(day: date, morning_on: date) -> None:
    assert find_next_morning(day).date() == morning_on
