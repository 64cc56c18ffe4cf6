"""Which of several counts is the last, whatever the order in which they came."""

from datetime import UTC, date, datetime, timedelta
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.merging.composing import compose_paper
from bot.merging.seen_counts import (
    LIST_FORMS,
    drop_later,
    find_change,
    find_last_count,
    upvotes_of,
)
from bot.models import Sighting, name_list
from bot.parsing.formats import FORMATS
from tests.builders import make_entry, make_sighting

MARCH_10 = date(2026, 3, 10)


def at(day: int, hour: int = 3, *, year: int = 2026) -> datetime:
    return datetime(year, 3, day, hour, tzinfo=UTC)


def fetched(upvotes: int | None, read_at: datetime, *, on: date = MARCH_10) -> Sighting:
    """A day's list that Paperboy fetched."""
    facts: dict[str, Any] = {"digest": name_list(on), "format": "api_json", "ingested_at": read_at}
    return make_sighting(make_entry(upvotes=upvotes), issued_on=on, **facts)


def saved(upvotes: int | None, day: int, *, arrived_at: datetime | None = None) -> Sighting:
    """A page that somebody looked at, and saved."""
    arrived_at = arrived_at or at(day, 20)
    return make_sighting(
        make_entry(upvotes=upvotes), issued_on=date(2026, 3, day), ingested_at=arrived_at
    )


def filed(upvotes: int | None, day: int, *, arrived_at: datetime) -> Sighting:
    """A day's list as a file."""
    return make_sighting(
        make_entry(upvotes=upvotes),
        issued_on=date(2026, 3, day),
        format="api_json",
        ingested_at=arrived_at,
    )


def undated(upvotes: int | None, arrived_at: datetime) -> Sighting:
    return make_sighting(make_entry(upvotes=upvotes), ingested_at=arrived_at)


@pytest.mark.parametrize(
    ("sightings", "change"),
    [
        pytest.param(
            [fetched(12, at(11)), fetched(20, at(12)), fetched(38, at(15))],
            (12, 38, 11), id="a list that was fetched three times",
        ),
        pytest.param(
            [fetched(12, at(11)), fetched(11, at(12))], (12, 11, 11), id="a vote was taken back",
        ),
        pytest.param(
            [fetched(12, at(11, 3)), fetched(11, at(11, 18))],
            (12, 11, 11), id="on the day on which it was given",
        ),
        pytest.param(
            [fetched(12, at(11)), saved(20, 12), fetched(38, at(15))],
            (12, 38, 11), id="a page between two readings of an earlier list",
        ),
        pytest.param(
            [saved(40, 12), fetched(38, at(15))],
            (40, 38, 12), id="an earlier list that was read after a page",
        ),
        pytest.param(
            [fetched(38, at(11)), saved(12, 12)], (38, 12, 11), id="and one read before it",
        ),
        pytest.param(
            [filed(12, 10, arrived_at=at(1, year=2029)), saved(38, 14)],
            (12, 38, 10), id="an old list that came as a file years later",
        ),
        pytest.param(
            [filed(38, 10, arrived_at=at(1, year=2029)), saved(12, 14)],
            (12, 38, 14), id="a list of long ago that somebody saved later",
        ),
        pytest.param(
            [filed(38, 10, arrived_at=at(11)), saved(12, 14)],
            (38, 12, 10), id="a list that came as a file before the page",
        ),
        pytest.param(
            [filed(12, 10, arrived_at=at(11)), filed(38, 10, arrived_at=at(11, 4))],
            (12, 38, 10), id="two files of one list, in whatever order",
        ),
        pytest.param([saved(12, 10), saved(7, 11)], (12, 7, 10), id="two pages of two days"),
        pytest.param([saved(12, 10), saved(38, 10)], (12, 38, 10), id="two pages of one day"),
        pytest.param(
            [saved(12, 10, arrived_at=at(1, year=2029)), saved(38, 14)],
            (12, 38, 10), id="a page keeps the day on which it was saved",
        ),
        pytest.param([undated(12, at(11)), fetched(7, at(12))], (12, 7, 11), id="without a day"),
        pytest.param([undated(12, at(13)), fetched(7, at(12))], (7, 12, 12), id="arrived later"),
        pytest.param([undated(3, at(14)), saved(9, 10)], (3, 9, 14), id="or so much later"),
        pytest.param([saved(12, 10), saved(None, 14)], (12, 12, 10), id="unknown erases nothing"),
    ],
)  # fmt: skip
def test_counts_are_as_of_when_they_were_seen(
    sightings: list[Sighting], change: tuple[int, int, int]
) -> None:
    for order in permutations(sightings):
        told = find_change(order, upvotes_of)
        assert told is not None
        assert (told.before, told.after, told.since_at.day) == change
        assert told.since_at <= told.until_at
        assert find_last_count(order, upvotes_of) == change[1]
        assert compose_paper(1, order, choose_tldr=lambda title, _: title).upvotes == change[1]


def test_a_count_stood_until_it_was_seen_for_the_last_time() -> None:
    for order in permutations([undated(5, at(12)), undated(5, at(14))]):
        told = find_change(order, upvotes_of)
        assert told is not None
        assert (told.since_at, told.until_at) == (at(12), at(14))


def test_where_no_sighting_shows_a_count_there_is_none() -> None:
    assert find_change([saved(None, 10)], upvotes_of) is None
    assert find_last_count([], upvotes_of) is None


@pytest.mark.parametrize(
    ("sighting", "other", "is_later"),
    [
        pytest.param(fetched(1, at(15)), saved(1, 12), True, id="a list fetched after a page"),
        pytest.param(saved(1, 12), fetched(1, at(15)), False, id="a page before that"),
        pytest.param(fetched(1, at(12)), saved(1, 12), False, id="on the same day"),
        pytest.param(
            filed(1, 10, arrived_at=at(15)), saved(1, 12), False, id="perhaps later is not surely"
        ),
    ],
)
def test_later_is_what_was_certainly_seen_later(
    sighting: Sighting, other: Sighting, *, is_later: bool
) -> None:
    assert drop_later([sighting], than=[other]) == ([] if is_later else [sighting])
    assert drop_later([sighting], than=[other, sighting]) == [sighting]


@pytest.mark.parametrize(
    ("readings", "has_times"),
    [
        pytest.param([fetched(1, at(11)), fetched(2, at(11, 18))], True, id="fetched"),
        pytest.param([saved(1, 11), fetched(2, at(11, 18))], False, id="a page has no time"),
    ],
)
def test_times_are_told_where_both_are_known(readings: list[Sighting], *, has_times: bool) -> None:
    change = find_change(readings, upvotes_of)

    assert change is not None
    assert change.has_times is has_times


def test_the_forms_of_lists_are_known_forms() -> None:
    assert {form.name for form in FORMATS} >= LIST_FORMS


moments = st.integers(0, 19 * 24).map(lambda hours: at(1, 0) + timedelta(hours=hours))
upvote_counts = st.integers(0, 50)
any_sightings = st.one_of(
    st.builds(fetched, upvote_counts, moments),
    st.builds(saved, upvote_counts, st.integers(1, 20)),
    st.builds(lambda count, day, on: filed(count, day, arrived_at=on),
              upvote_counts, st.integers(1, 20), moments),
    st.builds(undated, upvote_counts, moments),
)  # fmt: skip


@given(st.lists(any_sightings, min_size=1, max_size=6), st.randoms())
def test_the_order_of_arrival_does_not_matter(sightings: list[Sighting], chance: Any) -> None:
    shuffled = chance.sample(sightings, len(sightings))
    told, again = find_change(sightings, upvotes_of), find_change(shuffled, upvotes_of)

    assert told is not None
    assert again is not None
    assert (told.before, told.after) == (again.before, again.after)
    assert (told.since_at, told.until_at) == (again.since_at, again.until_at)
    assert told.since_at <= told.until_at
    known = {each.entry.upvotes for each in sightings}
    assert {told.before, told.after} <= known


@given(st.lists(any_sightings, min_size=1, max_size=6))
def test_nothing_is_last_that_was_certainly_seen_before(sightings: list[Sighting]) -> None:
    last = find_last_count(sightings, upvotes_of)
    holders = [each for each in sightings if each.entry.upvotes == last]

    assert any(drop_later(sightings, than=[each]) == sightings for each in holders)
