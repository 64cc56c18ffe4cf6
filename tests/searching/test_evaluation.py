from math import log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.searching.evaluation import (
    Quality,
    measure_quality,
    ndcg_at_10,
    recall_at_100,
    reciprocal_rank,
)

BEST = 2 + 1 / log2(3)  # a document of grade 2 first, one of grade 1 second


@pytest.mark.parametrize(
    ("ranking", "value"),
    [
        pytest.param("ab", 1.0, id="the best order"),
        pytest.param("ba", (1 + 2 / log2(3)) / BEST, id="the best two the wrong way round"),
        pytest.param("xxa", (2 / log2(4)) / BEST, id="unjudged documents in front"),
        pytest.param("x" * 10 + "ab", 0.0, id="only the first ten count"),
        pytest.param("", 0.0, id="nothing found"),
    ],
)
def test_ndcg(ranking: str, value: float) -> None:
    assert ndcg_at_10(ranking, {"a": 2, "b": 1, "c": 0}) == pytest.approx(value)


@pytest.mark.parametrize(
    ("ranking", "value"),
    [
        pytest.param(["x"] * 99 + ["a"], 0.5, id="the hundredth counts"),
        pytest.param(["x"] * 100 + ["a"], 0.0, id="the next does not"),
        pytest.param(["c", "a", "b"], 1.0, id="all found"),
    ],
)
def test_recall(ranking: list[str], value: float) -> None:
    assert recall_at_100(ranking, {"a": 2, "b": 1, "c": 0}) == value


@pytest.mark.parametrize(
    ("ranking", "value"), [("ab", 1.0), ("xcb", 1 / 3), ("xc", 0.0), ("", 0.0)]
)
def test_reciprocal_rank(ranking: str, value: float) -> None:
    assert reciprocal_rank(ranking, {"a": 1, "b": 1, "c": 0}) == value


def test_means_are_over_queries_with_something_relevant() -> None:
    quality = measure_quality(
        {"found": ["a"], "unjudged": ["b"]},
        {"found": {"a": 1}, "missed": {"a": 1}, "hopeless": {"a": 0}},
    )

    assert quality == Quality(
        query_count=2, ndcg_at_10=0.5, recall_at_100=0.5, mrr=0.5, mrr_at_10=0.5
    )


def test_the_first_ten_may_hold_nothing_relevant() -> None:
    quality = measure_quality({"late": [*"bcdefghijk", "a"]}, {"late": {"a": 1}})

    assert (quality.mrr, quality.mrr_at_10) == (1 / 11, 0.0)


def test_nothing_judged_measures_nothing() -> None:
    assert measure_quality({}, {}) == Quality(0, 0.0, 0.0, 0.0, 0.0)


@given(
    st.lists(st.sampled_from("abcdefgh"), unique=True),
    st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 3)).filter(
        lambda grades: any(grades.values())
    ),
)
def test_every_measure_lies_between_0_and_1(ranking: list[str], grades: dict[str, int]) -> None:
    for measure in (ndcg_at_10, recall_at_100, reciprocal_rank):
        assert 0 <= measure(ranking, grades) <= 1 + 1e-9
