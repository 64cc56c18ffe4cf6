from datetime import date
from typing import Any

import pytest

from bot.errors import EmptyQuery, MalformedQuery
from bot.models import Recap
from bot.services.library import Library
from bot.services.recap import recap_week
from tests.builders import library_over, make_digest, make_entry, make_index

FRIDAY = date(2026, 4, 17)


def fresh(title: str, abstract: str = "", *, day: int = 13, **facts: Any) -> Any:
    return make_entry(title, abstract, published_on=date(2026, 4, day), **facts)


@pytest.fixture
def library() -> Library:
    old = [make_entry(f"Old {n}", published_on=date(2024, n, 1), upvotes=900) for n in (1, 2, 3)]
    return library_over(
        make_index(
            make_digest(
                fresh("Small Caches", "Quantized keys.", day=9, upvotes=17, comment_count=1),
                issued_on=date(2026, 4, 10),
            ),
            make_digest(
                fresh("Robot Arms", "Laundry is folded.", upvotes=12, comment_count=0),
                fresh("Speech Synthesis", "Voices are cloned.", upvotes=3, comment_count=6),
                fresh("Unseen", upvotes=None),
                issued_on=date(2026, 4, 14),
            ),
            make_digest(
                *old,
                make_entry("Undated"),
                fresh("Small Caches", "Quantized keys.", day=9, upvotes=38),
                issued_on=date(2026, 4, 16),
            ),
        )
    )


def titles(recap: Recap) -> list[str]:
    return [each.paper.title for each in recap.papers]


def test_the_most_discussed_by_what_came_in(library: Library) -> None:
    recap = recap_week(library, today=FRIDAY)

    assert (recap.first_on, recap.last_on) == (date(2026, 4, 11), FRIDAY)
    assert [(each.paper.title, each.reasons) for each in recap.papers] == [
        ("Small Caches", ("38 upvotes, +21 this week",)),
        ("Speech Synthesis", ("3 upvotes", "6 comments", "new on Tuesday")),
        ("Robot Arms", ("12 upvotes", "new on Tuesday")),
        ("Unseen", ("new on Tuesday",)),
    ]


def test_the_counts_are_honest(library: Library) -> None:
    recap = recap_week(library, today=FRIDAY)

    assert (recap.digest_count, recap.digest_day_count) == (2, 2)
    assert (recap.paper_count, recap.new_count, recap.older_count) == (4, 3, 4)
    assert (recap.without_counts_count, recap.undated_count) == (1, 0)
    assert (recap.upvotes_gained, recap.comments_gained) == (36, 6)
    assert [day.amount for day in recap.days] == [0, 0, 0, 30, 0, 21, 0]
    assert recap.is_attention_known


def test_what_came_in_on_the_first_day_counts_from_before_the_week() -> None:
    digests = (
        make_digest(fresh("Small Caches", day=9, upvotes=upvotes), issued_on=date(2026, 4, day))
        for day, upvotes in ((10, 17), (11, 20), (12, 38))
    )
    recap = recap_week(library_over(make_index(*digests)), today=FRIDAY)

    assert [day.amount for day in recap.days][:2] == [3, 18]
    assert recap.upvotes_gained == 21


def test_a_week_is_told_as_it_stood_then(library: Library) -> None:
    recap = recap_week(library, today=FRIDAY, until=date(2026, 4, 12))

    assert [(each.paper.upvotes, each.reasons) for each in recap.papers] == [
        (17, ("17 upvotes", "new on Friday"))
    ]


def test_on_a_monday_the_week_that_is_over(library: Library) -> None:
    recap = recap_week(library, today=date(2026, 4, 20))

    assert (recap.first_on, recap.last_on) == (date(2026, 4, 13), date(2026, 4, 19))


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        pytest.param({"topic": "cloned voices"}, ["Speech Synthesis"], id="all words"),
        pytest.param({"topic": "cloned keys"}, [], id="one word is not enough"),
        pytest.param({"topic": "synthsis"}, ["Speech Synthesis"], id="misspelt"),
        pytest.param({"topic": '"quantized keys"'}, ["Small Caches"], id="a phrase"),
        pytest.param({"topic": "upvotes:>=10 -laundry"}, ["Small Caches"], id="filters"),
        pytest.param({"topic": "old"}, [], id="what is no news stays out"),
        pytest.param({"min_comments": 3}, ["Speech Synthesis"], id="fewest comments"),
        pytest.param({"limit": 1}, ["Small Caches"], id="fewer papers"),
    ],
)
def test_what_is_wanted(library: Library, wanted: dict[str, Any], found: list[str]) -> None:
    assert titles(recap_week(library, today=FRIDAY, **wanted)) == found


def test_a_corrected_topic_is_told(library: Library) -> None:
    recap = recap_week(library, today=FRIDAY, topic="synthsis")

    assert (recap.topic, recap.corrected_topic) == ("synthsis", "synthesis")
    assert (recap.paper_count, recap.older_count) == (1, 0)


@pytest.mark.parametrize(
    ("topic", "error"),
    [
        pytest.param("?!", EmptyQuery, id="no word"),
        pytest.param("since:soon", MalformedQuery, id="a filter that is none"),
    ],
)
def test_a_topic_that_asks_for_nothing(
    library: Library, topic: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        recap_week(library, today=FRIDAY, topic=topic)


def test_what_members_did_here(library: Library) -> None:
    votes = {1: 2, 2: 5, 3: 1, 4: 1, 99: 9, 5: 0}

    recap = recap_week(library, today=FRIDAY, votes=votes, discussed={3: 12})

    assert [(each.paper.paper_id, each.reasons) for each in recap.voted] == [
        (2, ("5 votes here this week",)),
        (1, ("2 votes here this week",)),
        (3, ("1 vote here this week",)),
    ]
    assert [each.reasons for each in recap.discussed] == [("12 messages in its thread this week",)]
    on_topic = recap_week(library, today=FRIDAY, topic="laundry", votes=votes)
    assert [each.paper.title for each in on_topic.voted] == ["Robot Arms"]


def test_themes_share_the_attention() -> None:
    models = [fresh(f"World Model {n}", f"It is number {n}.", upvotes=n) for n in (1, 2, 3)]
    others = [fresh(f"{word} Alone", upvotes=6) for word in ("Robot", "Speech")]
    library = library_over(make_index(make_digest(*models, *others, issued_on=FRIDAY)))

    recap = recap_week(library, today=FRIDAY)

    assert [(theme.name, theme.paper_ids) for theme in recap.themes] == [("World Model", (3, 2, 1))]
    assert recap.themes[0].share == pytest.approx(1 / 3)


def test_without_counts_papers_are_counted() -> None:
    entries = [fresh("First", day=12), fresh("Second", day=13)]
    library = library_over(make_index(make_digest(*entries, issued_on=FRIDAY)))

    recap = recap_week(library, today=FRIDAY)

    assert not recap.is_attention_known
    assert titles(recap) == ["Second", "First"]
    assert recap.days[-1].amount == recap.without_counts_count == 2


def test_a_quiet_week_knows_the_latest_before(library: Library) -> None:
    recap = recap_week(library, today=date(2026, 5, 1))

    assert recap.is_quiet
    assert (recap.paper_count, recap.digest_count) == (0, 0)
    assert recap.latest_on == date(2026, 4, 14), "a saved search is no day's digest"


def test_an_empty_index_is_quiet() -> None:
    recap = recap_week(library_over(make_index()), today=FRIDAY)

    assert (recap.is_quiet, recap.latest_on, len(recap.days)) == (True, None, 7)
