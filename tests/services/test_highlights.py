from datetime import date

import pytest

from bot.errors import EmptyQuery
from bot.services.highlights import pick_highlights
from bot.services.library import Library
from tests.builders import TODAY, library_over, make_digest, make_entry, make_index


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
    assert "26 upvotes, +21 since it was last seen" in picked.picks[0].reasons


def test_an_earlier_day_is_told_with_the_counts_of_that_day(library: Library) -> None:
    picked = pick_highlights(library, today=TODAY, on=date(2026, 4, 13))

    assert [pick.paper.upvotes for pick in picked.picks] == [5, 2]


def test_a_day_without_digests_names_the_latest_that_has_some(library: Library) -> None:
    picked = pick_highlights(library, today=TODAY, on=date(2026, 4, 19))

    assert (picked.candidate_count, picked.picks) == (0, ())
    assert picked.latest_on == date(2026, 4, 14)


@pytest.mark.parametrize(
    ("topic", "titles"),
    [
        pytest.param("cloned voices", ["Speech Synthesis"], id="all words, in any order"),
        pytest.param("voice", ["Speech Synthesis"], id="other endings"),
        pytest.param("cloned keys", [], id="one word is not enough"),
        pytest.param("synthsis", ["Speech Synthesis"], id="misspelt"),
    ],
)
def test_a_topic_narrows_the_day(library: Library, topic: str, titles: list[str]) -> None:
    picked = pick_highlights(library, today=TODAY, topic=topic)

    assert [pick.paper.title for pick in picked.picks] == titles


def test_a_topic_without_words_is_explained(library: Library) -> None:
    with pytest.raises(EmptyQuery):
        pick_highlights(library, today=TODAY, topic="?!")


def test_an_empty_index_has_no_day() -> None:
    picked = pick_highlights(library_over(make_index()), today=TODAY)

    assert (picked.on, picked.candidate_count, picked.latest_on) == (TODAY, 0, None)


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
