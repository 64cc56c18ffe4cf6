from datetime import date, timedelta
from typing import Any

import pytest

from bot.models import RecapTheme
from bot.recaps.growth import Glimpse, measure_growth
from bot.recaps.reasons import explain_week
from bot.recaps.week import WeekPaper, find_last_day, part_days, rank_week
from tests.builders import make_paper

MONDAY = date(2026, 3, 9)
TUESDAY = date(2026, 3, 10)


@pytest.mark.parametrize(
    ("today", "last_on"),
    [
        pytest.param(date(2026, 3, 13), date(2026, 3, 13), id="Friday evening: today included"),
        pytest.param(date(2026, 3, 15), date(2026, 3, 15), id="Sunday: Monday to Sunday"),
        pytest.param(date(2026, 3, 16), date(2026, 3, 15), id="Monday: the week that is over"),
        pytest.param(date(2026, 3, 17), date(2026, 3, 17), id="Tuesday: the last seven days"),
    ],
)
def test_the_week_that_a_reader_expects(today: date, last_on: date) -> None:
    assert find_last_day(today) == last_on


@pytest.mark.parametrize("weekday", range(7))
def test_told_weekly_every_day_is_told_once(weekday: int) -> None:
    first = find_last_day(MONDAY + timedelta(days=weekday))
    second = find_last_day(MONDAY + timedelta(days=weekday + 7))

    assert second - first == timedelta(days=7)


def week_paper(number: int, *glimpses: Glimpse, is_new: bool = True, **facts: Any) -> WeekPaper:
    last = glimpses[-1]
    return WeekPaper(
        paper=make_paper(number, upvotes=last.upvotes, comment_count=last.comment_count, **facts),
        growth=measure_growth(glimpses, first_on=MONDAY, is_new=is_new),
        days=tuple(glimpse.on for glimpse in glimpses if glimpse.on >= MONDAY),
        is_new=is_new,
    )


def test_where_nothing_is_known_the_newest_come_first() -> None:
    papers = [
        week_paper(number, Glimpse(MONDAY, None, None), published_on=published_on)
        for number, published_on in ((1, None), (2, date(2026, 3, 1)), (3, date(2026, 3, 8)))
    ]

    assert [each.paper.paper_id for each in rank_week(papers)] == [3, 2, 1]


@pytest.mark.parametrize(
    ("paper", "reasons"),
    [
        pytest.param(
            week_paper(1, Glimpse(TUESDAY, 38, 12)),
            ("38 upvotes", "12 comments", "new on Tuesday"),
            id="new",
        ),
        pytest.param(
            week_paper(1, Glimpse(date(2026, 3, 6), 17, 2), Glimpse(MONDAY, 38, 2), is_new=False),
            ("38 upvotes, +21 this week", "2 comments"),
            id="grown",
        ),
        pytest.param(
            week_paper(1, Glimpse(MONDAY, 0, 1)), ("new on Monday",), id="one comment is no reason"
        ),
        pytest.param(
            week_paper(1, Glimpse(MONDAY, None, None), is_new=False),
            ("in the week's digests",),
            id="nothing known",
        ),
    ],
)
def test_facts_in_words(paper: WeekPaper, reasons: tuple[str, ...]) -> None:
    assert explain_week(paper) == reasons


def test_a_day_is_parted_by_theme_and_listed_paper() -> None:
    papers = [
        week_paper(1, Glimpse(MONDAY, 10, 0)),
        week_paper(2, Glimpse(MONDAY, 7, 0), Glimpse(TUESDAY, 9, 0)),
        week_paper(3, Glimpse(MONDAY, 5, 0)),
        week_paper(4, Glimpse(MONDAY, None, None)),
    ]

    monday, tuesday, *rest = part_days(
        papers,
        first_on=MONDAY,
        digest_counts={MONDAY: 1, TUESDAY: 2},
        themes=[RecapTheme("Caches", (2, 3), 0.5)],
        listed=[1, 2],
    )

    assert [(part.amount, part.theme, part.rank) for part in monday.parts] == [
        (7, 0, 2),
        (5, 0, None),
        (10, None, 1),
    ]
    assert (monday.amount, monday.paper_count, monday.without_counts_count) == (22, 4, 1)
    assert (tuesday.amount, tuesday.digest_count, tuesday.paper_count) == (2, 2, 1)
    assert [(day.amount, day.digest_count) for day in rest] == [(0, 0)] * 5


def test_without_attention_papers_are_counted() -> None:
    papers = [week_paper(n, Glimpse(MONDAY, None, None), Glimpse(TUESDAY, 0, 0)) for n in (1, 2)]

    days = part_days(papers, first_on=MONDAY, digest_counts={}, themes=[], listed=[])

    assert [day.amount for day in days] == [2, 0, 0, 0, 0, 0, 0]
