from datetime import date

import pytest

from bot.recaps.growth import Glimpse, Growth, measure_growth, rank_by_growth

BEFORE, MONDAY, TUESDAY = date(2026, 3, 6), date(2026, 3, 9), date(2026, 3, 10)


def counts_of(growth: Growth) -> tuple[int | None, int | None]:
    return (
        growth.upvotes.count if growth.upvotes else None,
        growth.comments.count if growth.comments else None,
    )


@pytest.mark.parametrize(
    ("glimpses", "is_new", "counts"),
    [
        pytest.param([Glimpse(MONDAY, 38, 2)], True, (38, 2), id="all of what is new"),
        pytest.param([Glimpse(MONDAY, None, 2)], True, (None, 2), id="upvotes unknown"),
        pytest.param([Glimpse(MONDAY, 38, 2)], False, (None, None), id="an old one's first counts"),
        pytest.param(
            [Glimpse(BEFORE, 17, 2), Glimpse(MONDAY, 38, 5)], False, (21, 3), id="what was added"
        ),
        pytest.param(
            [Glimpse(BEFORE, None, 0), Glimpse(MONDAY, 38, 5)],
            False,
            (None, 5),
            id="unknown before is not none before",
        ),
        pytest.param(
            [Glimpse(BEFORE, 17, None), Glimpse(MONDAY, None, None), Glimpse(TUESDAY, 20, None)],
            False,
            (3, None),
            id="a digest without counts between",
        ),
        pytest.param(
            [Glimpse(BEFORE, 3, 0), Glimpse(BEFORE, 17, 0), Glimpse(MONDAY, 18, 0)],
            False,
            (1, 0),
            id="against the last before the week",
        ),
        pytest.param(
            [Glimpse(BEFORE, 17, 2), Glimpse(MONDAY, 15, 2)], False, (-2, 0), id="votes taken back"
        ),
    ],
)
def test_what_came_in_during_the_week(
    glimpses: list[Glimpse], *, is_new: bool, counts: tuple[int | None, int | None]
) -> None:
    growth = measure_growth(glimpses, first_on=MONDAY, is_new=is_new)

    assert counts_of(growth) == counts
    assert growth.is_known == (counts != (None, None))


@pytest.mark.parametrize(
    ("glimpses", "points"),
    [
        pytest.param([Glimpse(MONDAY, 38, 0)], {MONDAY: 38}, id="upvotes"),
        pytest.param([Glimpse(MONDAY, 0, 1)], {}, id="a single comment is a robot's"),
        pytest.param([Glimpse(MONDAY, 5, 3)], {MONDAY: 11}, id="comments count three times"),
        pytest.param(
            [Glimpse(MONDAY, 5, 1), Glimpse(TUESDAY, 9, 2)], {MONDAY: 5, TUESDAY: 7}, id="two days"
        ),
        pytest.param(
            [Glimpse(MONDAY, 5, None), Glimpse(TUESDAY, 3, None)], {MONDAY: 5}, id="never negative"
        ),
    ],
)
def test_attention_belongs_to_the_day_that_it_was_seen_on(
    glimpses: list[Glimpse], points: dict[date, int]
) -> None:
    growth = measure_growth(glimpses, first_on=MONDAY, is_new=True)

    assert growth.points_by_day == points
    assert growth.attention == sum(points.values())


def grown(upvotes: int | None, comments: int | None) -> Growth:
    return measure_growth([Glimpse(MONDAY, upvotes, comments)], first_on=MONDAY, is_new=True)


@pytest.mark.parametrize(
    ("growths", "ranked"),
    [
        pytest.param({1: grown(5, 0), 2: grown(9, 0)}, [2, 1], id="most upvotes"),
        pytest.param({1: grown(9, 0), 2: grown(5, 4)}, [2, 1], id="comments weigh more"),
        pytest.param({3: grown(9, 0), 2: grown(9, 0)}, [2, 3], id="equals by number"),
        pytest.param(
            {1: grown(2, 0), 2: grown(None, None), 3: grown(9, 0), 4: grown(3, 0)},
            [3, 2, 4, 1],
            id="unknown is in the middle",
        ),
        pytest.param({2: grown(None, None), 1: grown(None, None)}, [1, 2], id="nothing known"),
    ],
)
def test_ranking_by_what_came_in(growths: dict[int, Growth], ranked: list[int]) -> None:
    assert rank_by_growth(growths) == ranked
