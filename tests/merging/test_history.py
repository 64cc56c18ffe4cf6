from datetime import UTC, date, datetime
from typing import Any

from bot.merging.history import tell_history
from bot.models import PaperDetails, Sighting, name_list
from tests.builders import make_entry, make_paper, make_sighting

MARCH_10 = date(2026, 3, 10)


def read(number: int, day: int, upvotes: int | None, comments: int | None = None) -> Sighting:
    """The list of 10 March, fetched on another day."""
    facts: dict[str, Any] = {
        "digest": name_list(MARCH_10),
        "format": "api_json",
        "ingested_at": datetime(2026, 3, day, 3, tzinfo=UTC),
    }
    entry = make_entry(upvotes=upvotes, comment_count=comments, position=number)
    return make_sighting(entry, issued_on=MARCH_10, number=number, **facts)


def page(number: int, day: int, comments: int) -> Sighting:
    return make_sighting(
        make_entry(comment_count=comments), issued_on=date(2026, 3, day), number=number
    )


def tell(*sightings: Sighting) -> PaperDetails:
    return tell_history(make_paper(), sightings)


def test_the_readings_of_a_digest_are_one_digest() -> None:
    details = tell(read(1, 11, 12, 2), read(2, 12, 20, 2), read(4, 15, 38, 6), page(3, 12, 3))

    day_list, saved_page = details.digests
    assert (day_list.reading_count, day_list.latest.digest_id) == (3, 4)
    assert (day_list.first_read_at.day, day_list.last_read_at.day) == (11, 15)
    assert day_list.upvotes is not None
    assert (day_list.upvotes.before, day_list.upvotes.after) == (12, 38)
    assert (saved_page.reading_count, saved_page.upvotes) == (1, None)
    assert len(details.sightings) == 4


def test_growth_is_told_over_all_digests() -> None:
    details = tell(read(1, 11, 12, 2), read(3, 15, 38, 6), page(2, 12, 3))

    assert details.comments is not None
    assert (details.comments.before, details.comments.after) == (2, 6)
    assert details.comments.is_change
    assert details.comments.since_at == datetime(2026, 3, 11, 3, tzinfo=UTC)


def test_a_paper_that_stands_in_a_digest_twice_was_read_once() -> None:
    twice = [make_entry(upvotes=5, position=position) for position in (3, 8)]
    details = tell(*(make_sighting(entry, issued_on=MARCH_10) for entry in twice))

    [digest] = details.digests
    assert (digest.reading_count, digest.latest.entry.position) == (1, 3)


def test_digests_without_a_day_are_told_apart() -> None:
    sightings = [make_sighting(make_entry(), number=number, digest="x") for number in (1, 2)]

    assert len(tell(*sightings).digests) == 2
