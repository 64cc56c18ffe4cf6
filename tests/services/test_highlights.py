from datetime import UTC, date, datetime

import pytest

from bot.errors import EmptyQuery
from bot.services.highlights import pick_highlights
from bot.services.ingest import ingest_digest
from bot.services.library import Library
from tests.builders import NOW_AT, TODAY, library_over, make_digest, make_entry, make_index


@pytest.fixture
def library() -> Library:
    return library_over(
        make_index(
            make_digest(
                make_entry("Small Caches", "Quantized keys.", upvotes=5),
                make_entry("Robot Arms", "Laundry is folded.", upvotes=2),
                issued_on=date(2026, 4, 13),
            ),
            make_digest(
                make_entry("Small Caches", "Quantized keys.", upvotes=26),
                make_entry("Speech Synthesis", "Voices are cloned.", upvotes=3, comment_count=4),
                issued_on=date(2026, 4, 14),
            ),
            make_digest(make_entry("Undated"), issued_on=None),
        )
    )


def test_the_latest_day_with_digests_is_the_default(library: Library) -> None:
    picked = pick_highlights(library, today=TODAY)

    assert (picked.on, picked.candidate_count, picked.new_count) == (date(2026, 4, 14), 2, 1)
    assert [pick.paper.title for pick in picked.picks] == ["Small Caches", "Speech Synthesis"]
    assert picked.picks[0].reasons == ("26 upvotes, +21 since 13 Apr",)
    assert (picked.seen_count, picked.latest_on, picked.last_digest_id) == (2, picked.on, 3)


def test_an_earlier_day_is_told_with_the_counts_of_that_day(library: Library) -> None:
    picked = pick_highlights(library, today=TODAY, on=date(2026, 4, 13))

    assert [pick.paper.upvotes for pick in picked.picks] == [5, 2]
    assert picked.picks[0].reasons == ("5 upvotes", "new on 13 Apr")


def test_a_day_without_digests_names_the_latest_that_has_some(library: Library) -> None:
    picked = pick_highlights(library, today=TODAY, on=date(2026, 4, 19))

    assert (picked.candidate_count, picked.picks) == (0, ())
    assert picked.latest_on == date(2026, 4, 14)


@pytest.mark.parametrize(
    ("topic", "titles"),
    [
        pytest.param("cloned voices", ["Speech Synthesis"], id="all words, in any order"),
        pytest.param("cloned keys", [], id="one word is not enough"),
        pytest.param("synthsis", ["Speech Synthesis"], id="misspelt"),
        pytest.param("-keys", ["Speech Synthesis"], id="exclusion"),
        pytest.param("comments:>=3", ["Speech Synthesis"], id="comments"),
        pytest.param("upvotes:>=20", ["Small Caches"], id="upvotes"),
    ],
)
def test_a_topic_narrows_the_day(library: Library, topic: str, titles: list[str]) -> None:
    picked = pick_highlights(library, today=TODAY, topic=topic)

    assert [pick.paper.title for pick in picked.picks] == titles
    assert (picked.candidate_count, picked.seen_count) == (len(titles), 2)


def test_filters_on_counts_go_by_the_counts_of_the_day(library: Library) -> None:
    on = date(2026, 4, 13)

    assert pick_highlights(library, today=TODAY, on=on, topic="upvotes:>=20").picks == ()


def test_a_topic_without_words_is_explained(library: Library) -> None:
    with pytest.raises(EmptyQuery):
        pick_highlights(library, today=TODAY, topic="?!")


def test_votes_settle_what_is_nearly_equal(library: Library) -> None:
    on = date(2026, 4, 13)
    picked = pick_highlights(library, today=TODAY, on=on, votes={2: 20})

    assert [pick.paper.title for pick in picked.picks] == ["Robot Arms", "Small Caches"]
    assert "20 votes in this server" in picked.picks[0].reasons


def test_an_empty_index_has_no_day() -> None:
    picked = pick_highlights(library_over(make_index()), today=TODAY)

    assert (picked.on, picked.candidate_count, picked.latest_on) == (TODAY, 0, None)
    assert picked.last_digest_id is None


def test_a_saved_search_is_no_days_digest() -> None:
    old = [make_entry(f"Old {n}", published_on=date(2024, n, 1)) for n in (1, 2, 3)]
    fresh = make_entry("Fresh", published_on=date(2026, 4, 9))
    library = library_over(
        make_index(
            make_digest(fresh, issued_on=date(2026, 4, 10)),
            make_digest(*old, make_entry("Undated"), fresh, issued_on=date(2026, 4, 14)),
        )
    )

    assert pick_highlights(library, today=TODAY).on == date(2026, 4, 10)
    assert pick_highlights(library, today=TODAY, on=date(2026, 4, 14)).candidate_count == 5


def test_a_day_to_come_is_not_the_latest() -> None:
    fresh = make_entry("Fresh", published_on=TODAY)
    digests = [make_digest(fresh, issued_on=day) for day in (TODAY, date(2026, 12, 24))]

    assert pick_highlights(library_over(make_index(*digests)), today=TODAY).on == TODAY


@pytest.mark.parametrize(
    ("submitted_at", "reason"),
    [
        pytest.param(NOW_AT.replace(hour=9), "30 upvotes in 3 hours", id="this morning"),
        pytest.param(datetime(2026, 4, 10, tzinfo=UTC), "30 upvotes", id="read again, or late"),
        pytest.param(NOW_AT.replace(hour=13), "30 upvotes", id="before it was submitted"),
        pytest.param(None, "30 upvotes", id="unknown"),
    ],
)
def test_the_time_that_a_paper_had_is_told(submitted_at: datetime | None, reason: str) -> None:
    entry = make_entry("Fresh", upvotes=30, submitted_at=submitted_at)
    library = library_over(make_index(make_digest(entry, issued_on=TODAY)))

    assert pick_highlights(library, today=TODAY).picks[0].reasons == (reason, "new today")


@pytest.mark.parametrize(
    "arrived_at",
    [
        pytest.param(datetime(2026, 4, 14, 6, tzinfo=UTC), id="that morning"),
        pytest.param(datetime(2029, 1, 1, tzinfo=UTC), id="years later, from an archive"),
    ],
)
def test_as_many_upvotes_in_less_time_come_first(arrived_at: datetime) -> None:
    times = datetime(2026, 4, 14, 0, tzinfo=UTC), datetime(2026, 4, 14, 5, tzinfo=UTC)
    early, late = (make_entry(f"Paper {at.hour}", upvotes=30, submitted_at=at) for at in times)
    index = make_index()
    ingest_digest(index, make_digest(early, late), ingested_at=arrived_at)

    picked = pick_highlights(library_over(index), today=date(2026, 4, 14))

    assert [pick.paper.title for pick in picked.picks] == ["Paper 5", "Paper 0"]
