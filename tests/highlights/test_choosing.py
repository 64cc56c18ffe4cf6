from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.highlights.candidates import Candidate
from bot.highlights.choosing import choose_highlights
from bot.highlights.signals import SIGNALS, score_candidates
from tests.builders import make_paper

ON = date(2026, 4, 14)
THEMES = (
    "Quantization of caches to two bits",
    "Robots that fold laundry at home",
    "Speech from brain recordings",
    "Proteins drawn by diffusion",
)


def candidate(
    paper_id: int, title: str = "", *, before: int | None = None, **facts: Any
) -> Candidate:
    facts.setdefault("first_seen_on", ON)
    title = title or THEMES[paper_id % len(THEMES)]
    return Candidate(make_paper(paper_id, title, **facts), ON, upvotes_before=before)


def picked(*candidates: Candidate, limit: int = 5) -> list[int]:
    return [pick.paper.paper_id for pick in choose_highlights(candidates, today=ON, limit=limit)]


def test_the_weights_of_all_signals_sum_to_one() -> None:
    assert sum(signal.weight for signal in SIGNALS) == pytest.approx(1)


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        pytest.param({"upvotes": 9}, {"upvotes": 2}, id="more upvotes"),
        pytest.param({"comment_count": 5}, {"comment_count": 2}, id="more comments"),
        pytest.param(
            {"published_on": date(2026, 4, 12)}, {"published_on": date(2025, 4, 12)}, id="newer"
        ),
        pytest.param({}, {"first_seen_on": date(2026, 4, 1)}, id="new to the digests"),
    ],
)
def test_what_speaks_for_a_paper(better: dict[str, Any], worse: dict[str, Any]) -> None:
    assert picked(candidate(0, **worse), candidate(1, **better)) == [1, 0]


def test_a_single_comment_is_mostly_a_robots() -> None:
    parts = score_candidates(
        [
            candidate(0, comment_count=1),
            candidate(1, comment_count=0),
            candidate(2, comment_count=3),
        ]
    )

    assert parts[0]["comments"] == parts[1]["comments"] == 0 < parts[2]["comments"]


def test_unknown_counts_are_neither_punished_nor_preferred() -> None:
    order = picked(
        candidate(0, upvotes=1), candidate(1), candidate(2, upvotes=50), candidate(3, upvotes=9)
    )

    assert order in ([2, 1, 3, 0], [2, 3, 1, 0])


def test_no_two_picks_are_on_one_theme() -> None:
    twin = candidate(4, "Quantization of caches to three bits", upvotes=8)

    assert picked(candidate(0, upvotes=9), twin, candidate(1, upvotes=1)) == [0, 1]


def test_papers_that_share_a_task_are_on_one_theme() -> None:
    quantized = candidate(0, "Quantization of caches", upvotes=9)
    likewise = candidate(4, "Caches learnt end to end by gradient descent", upvotes=8)

    assert picked(quantized, likewise, candidate(1, upvotes=1), limit=2) == [0, 1]


def test_equal_scores_are_settled_by_number() -> None:
    assert picked(candidate(2), candidate(1), candidate(3)) == [1, 2, 3]


@pytest.mark.parametrize(
    ("made", "reasons"),
    [
        pytest.param({"upvotes": 38}, ("38 upvotes", "new today"), id="upvotes"),
        pytest.param(
            {"upvotes": 38, "before": 17, "first_seen_on": date(2026, 4, 13)},
            ("38 upvotes, +21 since it was last seen",),
            id="growth",
        ),
        pytest.param({"upvotes": 1, "comment_count": 1}, ("1 upvote", "new today"), id="singular"),
        pytest.param({"comment_count": 6}, ("6 comments", "new today"), id="comments"),
        pytest.param(
            {"published_on": date(2026, 4, 13)},
            ("published 1 day earlier", "new today"),
            id="fresh",
        ),
        pytest.param({"published_on": ON}, ("published the same day", "new today"), id="same day"),
        pytest.param(
            {"first_seen_on": date(2026, 4, 1)},
            ("in the day's digest; its counts and date are unknown",),
            id="nothing known",
        ),
    ],
)
def test_reasons_are_facts(made: dict[str, Any], reasons: tuple[str, ...]) -> None:
    [pick] = choose_highlights([candidate(1, **made)], today=ON, limit=1)

    assert pick.reasons == reasons


def test_a_topic_is_the_first_reason() -> None:
    [pick] = choose_highlights([candidate(1, upvotes=2)], today=ON, limit=1, topic="kv cache")

    assert pick.reasons[0] == "matches “kv cache”"


def test_only_today_is_called_today() -> None:
    [pick] = choose_highlights([candidate(1)], today=date(2026, 5, 1), limit=1)

    assert pick.reasons == ("new in the digests that day",)


counts = st.none() | st.integers(0, 10_000)


@given(
    st.lists(
        st.tuples(counts, counts, st.none() | st.dates(date(2019, 1, 1), date(2026, 12, 31))),
        max_size=12,
    ),
    st.integers(0, 6),
)
def test_any_day_gives_sound_picks(facts: list[tuple[Any, Any, Any]], limit: int) -> None:
    candidates = [
        candidate(n, upvotes=upvotes, comment_count=comments, published_on=day)
        for n, (upvotes, comments, day) in enumerate(facts)
    ]

    picks = choose_highlights(candidates, today=ON, limit=limit)

    assert len(picks) <= limit
    assert len({pick.paper.paper_id for pick in picks}) == len(picks)
    assert all(0 <= pick.score <= 1 and pick.reasons for pick in picks)
    assert [pick.score for pick in picks] == sorted((p.score for p in picks), reverse=True)
