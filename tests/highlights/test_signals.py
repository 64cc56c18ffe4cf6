from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.highlights.candidates import Listing, TopicMatch
from bot.highlights.signals import SIGNALS, score_candidates
from bot.models import Organization, PostedPaper
from tests.highlights.candidates import ON, candidate, had, highlight, listed, ranked

YESTERDAY = date(2026, 4, 13)
LATE, USUAL, EARLY = (listed(hours) for hours in (7.0, 6.0, 0.0))
POSTED = PostedPaper(1, date(2026, 3, 3), upvotes=40, comment_count=1)


def test_the_weights_of_all_signals_sum_to_one() -> None:
    assert sum(signal.weight for signal in SIGNALS) == pytest.approx(1)


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        pytest.param({"upvotes": 9}, {"upvotes": 2}, id="more upvotes"),
        pytest.param({"comment_count": 5}, {"comment_count": 2}, id="more comments"),
        pytest.param({"comment_count": 2}, {"comment_count": 1}, id="a comment by no robot"),
        pytest.param(
            {"published_on": date(2026, 4, 12)}, {"published_on": date(2025, 4, 12)}, id="newer"
        ),
        pytest.param({"is_new": True}, {"is_new": False}, id="new to the digests"),
        pytest.param({"author_count": 30}, {"author_count": 2}, id="a larger team"),
        pytest.param({"votes": 2}, {"votes": 0}, id="votes in the server"),
        pytest.param(
            {"match": TopicMatch("caches", 1.0)}, {"match": TopicMatch("caches", 0.0)},
            id="the topic in the title",
        ),
        pytest.param(
            {"match": TopicMatch("kv cache", 0.0, 1.0)},
            {"match": TopicMatch("kv cache", 0.0, 0.0)},
            id="the topic's words side by side",
        ),
        pytest.param(
            {"upvotes": 20, "listing": listed(1.0)}, {"upvotes": 20, "listing": listed(7.0)},
            id="as many upvotes in less time",
        ),
        pytest.param(
            {"upvotes": 50, "is_new": False, "before": had(10, seen_on=YESTERDAY)},
            {"upvotes": 50, "is_new": False, "before": had(45, seen_on=YESTERDAY)},
            id="more of the upvotes are new",
        ),
        pytest.param({"returned_from": POSTED}, {}, id="back after it was posted"),
    ],
)  # fmt: skip
def test_what_speaks_for_a_paper(better: dict[str, Any], worse: dict[str, Any]) -> None:
    assert ranked(candidate(1, **worse), candidate(2, **better)) == [2, 1]


def test_a_few_votes_do_not_outdo_attention() -> None:
    assert ranked(candidate(1, upvotes=5, votes=3), candidate(2, upvotes=30, votes=0)) == [2, 1]


def test_a_single_comment_is_mostly_a_robots() -> None:
    assert ranked(candidate(1, comment_count=0), candidate(2, comment_count=1)) == [1, 2]


@pytest.mark.parametrize(
    ("known", "value", "others"),
    [
        pytest.param("upvotes", None, (1, 9, 50), id="upvotes"),
        pytest.param("comment_count", None, (0, 4, 9), id="comments"),
        pytest.param("author_count", None, (1, 6, 40), id="authors"),
        pytest.param(
            "published_on", None, (date(2026, 1, 1), date(2026, 3, 30), ON), id="the date"
        ),
        pytest.param("listing", None, (LATE, USUAL, EARLY), id="the time"),
    ],
)
def test_what_is_unknown_is_neither_punished_nor_preferred(
    known: str, value: None, others: tuple[Any, Any, Any]
) -> None:
    made = [
        candidate(number, **{"upvotes": 20, known: other}) for number, other in enumerate(others)
    ]
    unknown = candidate(9, **{"upvotes": 20, known: value})

    order = ranked(unknown, *made)

    assert order in ([2, 9, 1, 0], [2, 1, 9, 0])


def test_what_nobody_knows_says_nothing() -> None:
    [scored] = score_candidates([candidate()])

    assert {signal.name: value for signal, value, is_known in scored.parts if value} == {
        "novelty": 0.03
    }
    assert [signal.name for signal, _, is_known in scored.parts if is_known] == [
        "return", "novelty",
    ]  # fmt: skip


def test_equal_scores_are_settled_by_number() -> None:
    assert ranked(candidate(2), candidate(1), candidate(3)) == [1, 2, 3]


@pytest.mark.parametrize(
    ("made", "reasons"),
    [
        pytest.param({"upvotes": 38}, ("38 upvotes", "new today"), id="upvotes"),
        pytest.param(
            {"upvotes": 33, "listing": listed(1.7)},
            ("33 upvotes in 2 hours", "new today"),
            id="time",
        ),
        pytest.param(
            {"upvotes": 33, "listing": listed(30.0)},
            ("33 upvotes", "new today"),
            id="a long time",
        ),
        pytest.param(
            {"upvotes": 33, "listing": listed(2.0, is_known=False)},
            ("33 upvotes", "new today"),
            id="a time that may be longer",
        ),
        pytest.param(
            {"upvotes": 38, "is_new": False, "before": had(17, seen_on=YESTERDAY)},
            ("38 upvotes, +21 since yesterday",),
            id="growth since yesterday",
        ),
        pytest.param(
            {"upvotes": 38, "is_new": False, "before": had(17, seen_on=ON)},
            ("38 upvotes, +21 since earlier today",),
            id="growth since an earlier reading",
        ),
        pytest.param(
            {"upvotes": 38, "is_new": False, "before": had(17, seen_on=date(2026, 3, 3))},
            ("38 upvotes, +21 since 3 Mar",),
            id="growth since a day",
        ),
        pytest.param({"upvotes": 1, "comment_count": 1}, ("new today", "1 upvote"), id="singular"),
        pytest.param({"comment_count": 6}, ("new today", "6 comments"), id="comments"),
        pytest.param(
            {"upvotes": 5, "votes": 3},
            ("5 upvotes", "new today", "3 votes in this server"),
            id="votes",
        ),
        pytest.param(
            {"upvotes": 5, "match": TopicMatch("kv cache", 0.5)},
            ("matches “kv cache”", "5 upvotes", "new today"),
            id="the topic comes first",
        ),
        pytest.param(
            {"match": TopicMatch("kv cache", 1.0)},
            ("matches “kv cache” in its title", "new today"),
            id="the topic in the title",
        ),
        pytest.param(
            {"match": TopicMatch('"kv cache"', 0.0)},
            ('matches "kv cache"', "new today"),
            id="a topic that has quotes of its own",
        ),
        pytest.param(
            {"match": TopicMatch("org:nvidia", None)},
            ("fits “org:nvidia”", "new today"),
            id="a topic of filters only",
        ),
        pytest.param(
            {"upvotes": 120, "is_new": False, "returned_from": POSTED,
             "before": had(40, seen_on=POSTED.posted_on)},
            ("back with 120 upvotes; 40 when it was posted here on 3 Mar",),
            id="a return comes first",
        ),
        pytest.param(
            {"is_new": False, "published_on": YESTERDAY, "organization": Organization("a", "A-B"),
             "author_count": 30},
            ("from A-B by 30 authors", "published yesterday"),
            id="who and when, for want of better",
        ),
        pytest.param(
            {"is_new": False, "first_seen_on": date(2026, 4, 1)},
            ("in the digests; no count or date speaks for it",),
            id="nothing known",
        ),
    ],
)  # fmt: skip
def test_reasons_are_facts(made: dict[str, Any], reasons: tuple[str, ...]) -> None:
    assert highlight(candidate(**made)).reasons == reasons


@pytest.mark.parametrize(
    ("today", "reason"),
    [
        pytest.param(ON, "new today", id="today"),
        pytest.param(date(2026, 4, 15), "new yesterday", id="yesterday"),
        pytest.param(date(2026, 5, 1), "new on 14 Apr", id="earlier"),
        pytest.param(date(2027, 5, 1), "new on 14 Apr 2026", id="another year"),
    ],
)
def test_only_today_is_called_today(today: date, reason: str) -> None:
    assert highlight(candidate(), today=today).reasons == (reason,)


def test_every_part_is_told_with_its_fact() -> None:
    made = candidate(upvotes=12, comment_count=0, author_count=4, listing=listed(2.0))

    parts = {part.name: part for part in highlight(made).parts}

    assert list(parts) == [signal.name for signal in SIGNALS]
    assert (parts["upvotes"].fact, parts["upvotes"].is_known) == ("12 upvotes in 2 hours", True)
    assert (parts["comments"].fact, parts["comments"].value) == ("0 comments", 0)
    assert parts["team"].fact == "by 4 authors"
    assert (parts["votes"].fact, parts["votes"].is_known) == (None, False)
    assert sum(part.value for part in parts.values()) == pytest.approx(
        highlight(made).score, abs=0.001
    )


counts = st.none() | st.integers(0, 10_000)


@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "upvotes": counts,
                "comment_count": counts,
                "author_count": counts,
                "published_on": st.none() | st.dates(date(2019, 1, 1), date(2026, 12, 31)),
                "listing": st.none() | st.builds(Listing, st.floats(0, 99), is_known=st.booleans()),
                "votes": counts,
                "before": st.none() | st.builds(had, counts, seen_on=st.just(YESTERDAY)),
                "match": st.none() | st.builds(TopicMatch, st.just("x"), st.floats(0, 1)),
            }
        ),
        max_size=12,
    )
)
def test_any_facts_give_sound_scores(facts: list[dict[str, Any]]) -> None:
    scored = score_candidates([candidate(number, **each) for number, each in enumerate(facts)])

    assert len(scored) == len(facts)
    assert all(0 <= each.score <= 1.000001 for each in scored)
    assert [each.score for each in scored] == sorted((e.score for e in scored), reverse=True)
