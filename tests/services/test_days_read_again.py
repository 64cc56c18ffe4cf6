"""A day's list that is fetched again, and has grown: one digest, whose papers are new once."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.models import Highlights, PostedPaper, PostMemory
from bot.services.catching_up import CatchUp, catch_up
from bot.services.explanations import explain_paper
from bot.services.highlights import pick_highlights, pick_new_highlights
from bot.services.recap import recap_week
from tests.builders import make_entry
from tests.services.arrivals import Arrivals

TUESDAY, WEDNESDAY, THURSDAY = (date(2026, 3, day) for day in (10, 11, 12))
SUNDAY = date(2026, 3, 15)
READ_AT = (
    datetime(2026, 3, 10, 18, tzinfo=UTC),
    datetime(2026, 3, 11, 3, tzinfo=UTC),
    datetime(2026, 3, 11, 18, tzinfo=UTC),
)


def fetch(arrivals: Arrivals, read_at: datetime, caches: int, arms: int, speech: int = 0) -> None:
    """The list of Tuesday; its third paper is not on it at first."""
    papers = [
        make_entry("Small Caches", "Quantized keys.", upvotes=caches, comment_count=1),
        make_entry("Robot Arms", "Laundry is folded.", upvotes=arms, comment_count=1),
        make_entry("Speech Synthesis", "Voices are cloned.", upvotes=speech, comment_count=1),
    ]
    arrivals.fetch(*papers[: 3 if speech else 2], on=TUESDAY, read_at=read_at)


@pytest.fixture
def arrivals() -> Arrivals:
    made = Arrivals()
    fetch(made, READ_AT[0], 12, 3)
    fetch(made, READ_AT[1], 20, 3, 1)
    fetch(made, READ_AT[2], 38, 3, 5)
    return made


def counts(picked: Highlights) -> dict[str, int | None]:
    return {pick.paper.title: pick.paper.upvotes for pick in picked.picks}


def news(arrivals: Arrivals, today: date, *posted: PostedPaper, known: int | None) -> Highlights:
    memory = PostMemory(posted, last_digest_id=known)
    return pick_new_highlights(arrivals.library, today=today, memory=memory)


def test_it_is_one_digest(arrivals: Arrivals) -> None:
    coverage = arrivals.library.coverage

    assert (coverage.digest_count, coverage.paper_count) == (1, 3)
    assert {paper.first_seen_on for paper in arrivals.index.iter_papers()} == {TUESDAY}


def test_its_day_is_told_once_with_the_last_counts(arrivals: Arrivals) -> None:
    picked = pick_highlights(arrivals.library, today=THURSDAY, on=TUESDAY)

    assert counts(picked) == {"Small Caches": 38, "Speech Synthesis": 5, "Robot Arms": 3}
    assert (picked.candidate_count, picked.new_count) == (3, 3)


@pytest.mark.parametrize("known", [None, 0], ids=["a first post", "a later one"])
def test_a_post_has_each_of_its_papers_once(arrivals: Arrivals, known: int | None) -> None:
    picked = news(arrivals, WEDNESDAY, known=known)

    assert counts(picked) == {"Small Caches": 38, "Speech Synthesis": 5, "Robot Arms": 3}
    assert (picked.seen_count, picked.new_count) == (3, 3)


def test_only_what_came_onto_it_is_new(arrivals: Arrivals) -> None:
    picked = news(arrivals, WEDNESDAY, known=1)

    assert counts(picked) == {"Small Caches": 38, "Speech Synthesis": 5}
    assert picked.new_count == 1
    reasons = {pick.paper.title: pick.reasons[0] for pick in picked.picks}
    assert reasons["Small Caches"] == "38 upvotes, +26 since yesterday"


def test_growth_is_told_since_the_last_reading(arrivals: Arrivals) -> None:
    picked = news(arrivals, WEDNESDAY, known=2)

    assert picked.new_count == 0
    reasons = {pick.paper.title: pick.reasons[0] for pick in picked.picks}
    assert reasons["Small Caches"] == "38 upvotes, +18 since earlier today"


def test_what_was_posted_does_not_come_back(arrivals: Arrivals) -> None:
    posted = [PostedPaper(1, TUESDAY, 12, 1), PostedPaper(2, TUESDAY, 3, 1)]
    picked = news(arrivals, WEDNESDAY, *posted, known=1)

    assert counts(picked) == {"Speech Synthesis": 5}
    assert (picked.candidate_count, picked.new_count) == (1, 1)


@pytest.mark.parametrize("days", [1, 3])
def test_a_page_without_upvotes_hides_none(arrivals: Arrivals, days: int) -> None:
    page = make_entry("Small Caches", "Quantized keys.", comment_count=2)
    on = TUESDAY + timedelta(days=days)
    arrivals.receive(page, arrived_on=on)
    arrivals.receive(page, arrived_on=on, issued_on=TUESDAY, hour=9)
    fetch(arrivals, datetime(2026, 3, 14, 3, tzinfo=UTC), 60, 3, 5)

    assert counts(pick_highlights(arrivals.library, today=SUNDAY, on=TUESDAY))["Small Caches"] == 60
    [pick] = news(arrivals, SUNDAY, known=5).picks
    assert pick.reasons[0] == "60 upvotes, +22 since 11 Mar"


def test_a_page_that_comes_after_the_list_leaves_its_upvotes(arrivals: Arrivals) -> None:
    arrivals.receive(make_entry("Small Caches", comment_count=2), arrived_on=TUESDAY, hour=23)

    assert counts(pick_highlights(arrivals.library, today=SUNDAY, on=TUESDAY))["Small Caches"] == 38


def test_a_later_reading_is_nothing_that_a_page_grew_from(arrivals: Arrivals) -> None:
    arrivals.receive(make_entry("Small Caches", upvotes=40, comment_count=1), arrived_on=THURSDAY)
    fetch(arrivals, datetime(2026, 3, 14, 3, tzinfo=UTC), 60, 3, 5)

    [pick] = pick_highlights(arrivals.library, today=SUNDAY, on=THURSDAY).picks
    assert pick.reasons[0] == "40 upvotes, +2 since 11 Mar"
    [paper] = arrivals.index.find_papers([1])
    assert paper.upvotes == 60


def test_upvotes_of_days_weigh_less_than_those_of_hours() -> None:
    arrivals = Arrivals()
    old_at, fresh_at = READ_AT[0] - timedelta(hours=3), READ_AT[0] + timedelta(days=4, hours=21)
    for upvotes, days in ((1, 0), (45, 5)):
        old = make_entry("Old", upvotes=upvotes, submitted_at=old_at)
        arrivals.fetch(old, on=TUESDAY, read_at=READ_AT[0] + timedelta(days=days))
    fresh = make_entry("Fresh", upvotes=30, submitted_at=fresh_at)
    arrivals.fetch(fresh, on=SUNDAY, read_at=READ_AT[0] + timedelta(days=5))

    assert list(counts(news(arrivals, SUNDAY, known=1))) == ["Fresh", "Old"]


def test_a_page_beside_the_list_does_not_hide_how_long_a_paper_stood_there() -> None:
    arrivals = Arrivals()
    listed = make_entry("Fresh", upvotes=30, submitted_at=READ_AT[0] - timedelta(hours=3))
    arrivals.fetch(listed, on=TUESDAY, read_at=READ_AT[0])
    arrivals.receive(make_entry("Fresh"), arrived_on=TUESDAY, hour=20)

    [pick] = pick_highlights(arrivals.library, today=TUESDAY).picks
    assert pick.reasons[0] == "30 upvotes in 3 hours"


def test_an_explanation_has_the_counts_of_the_day(arrivals: Arrivals) -> None:
    explained = explain_paper(arrivals.library, "#1", today=THURSDAY, on=TUESDAY)

    assert (explained.paper.upvotes, explained.rank) == (38, 1)
    assert explained.seen_on == TUESDAY


def look(arrivals: Arrivals, looked_at: datetime, known: int) -> CatchUp:
    return catch_up(
        arrivals.library, look=(looked_at, known), topics=[], now_at=READ_AT[2] + timedelta(hours=1)
    )


@pytest.mark.parametrize(
    ("known", "digest_count", "new_count"),
    [
        pytest.param(0, 1, 3, id="never looked at"),
        pytest.param(1, 1, 1, id="there is more on it than before"),
        pytest.param(2, 0, 0, id="its counts have grown"),
        pytest.param(3, 0, 0, id="nothing has come"),
    ],
)
def test_who_catches_up_missed_it_once(
    arrivals: Arrivals, known: int, digest_count: int, new_count: int
) -> None:
    caught_up = look(arrivals, READ_AT[0], known)

    assert (caught_up.digest_count, caught_up.new_count) == (digest_count, new_count)


def test_a_week_has_it_once(arrivals: Arrivals) -> None:
    recap = recap_week(arrivals.library, today=SUNDAY)

    assert (recap.digest_count, recap.digest_day_count, recap.paper_count) == (1, 1, 3)
    assert (recap.upvotes_gained, recap.new_count) == (46, 3)
    assert {day.on: day.amount for day in recap.days if day.amount} == {TUESDAY: 15, WEDNESDAY: 31}


def test_a_week_is_told_with_what_was_read_by_its_end(arrivals: Arrivals) -> None:
    recap = recap_week(arrivals.library, today=SUNDAY, until=TUESDAY)

    assert {each.paper.title: each.paper.upvotes for each in recap.papers} == {
        "Small Caches": 12, "Robot Arms": 3, "Speech Synthesis": 1,
    }  # fmt: skip


def test_a_list_that_was_first_read_after_the_week_tells_of_it() -> None:
    arrivals = Arrivals()
    fetch(arrivals, datetime(2026, 11, 20, 3, tzinfo=UTC), 60, 3, 5)

    recap = recap_week(arrivals.library, today=date(2026, 11, 20), until=SUNDAY)

    assert recap.upvotes_gained == 68
    assert {day.on: day.amount for day in recap.days if day.amount} == {TUESDAY: 68}


def test_what_a_page_showed_in_time_counts_before_a_list_that_was_read_later() -> None:
    arrivals = Arrivals()
    arrivals.receive(make_entry("Small Caches", comment_count=4), arrived_on=WEDNESDAY)
    later = make_entry("Small Caches", upvotes=60, comment_count=9)
    arrivals.fetch(later, on=TUESDAY, read_at=datetime(2026, 11, 20, 3, tzinfo=UTC))

    recap = recap_week(arrivals.library, today=date(2026, 11, 20), until=SUNDAY)

    assert [(each.paper.upvotes, each.paper.comment_count) for each in recap.papers] == [(60, 4)]
    assert (recap.upvotes_gained, recap.comments_gained) == (60, 4)


def test_what_a_page_showed_is_held_against_the_reading_before_it(arrivals: Arrivals) -> None:
    fetch(arrivals, datetime(2026, 3, 16, 3, tzinfo=UTC), 50, 3, 5)
    arrivals.receive(make_entry("Small Caches", upvotes=60), arrived_on=date(2026, 3, 18))

    recap = recap_week(arrivals.library, today=date(2026, 3, 18))

    assert (recap.first_on, recap.upvotes_gained) == (THURSDAY, 22)
    [paper] = [each for each in recap.papers if each.paper.title == "Small Caches"]
    assert paper.reasons == ("60 upvotes, +22 this week",)
