from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.models import SkippedEntry
from bot.services.digest_health import (
    CardCount,
    find_layout_shift,
    group_reasons,
    load_digest_health,
)
from tests.builders import make_digest, make_entry, make_index

FIRST_ON = date(2026, 3, 2)
GOOD, POOR, BAD, SMALL, EMPTY = (30, 0), (27, 5), (15, 15), (2, 2), (0, 0)


def on(number: int) -> date:
    return FIRST_ON + timedelta(days=number)


@pytest.mark.parametrize(
    ("counts", "since", "latest_count"),
    [
        pytest.param([], None, 0, id="nothing came"),
        pytest.param([GOOD, GOOD, GOOD], None, 0, id="all is read"),
        pytest.param([GOOD, GOOD, BAD], 2, 1, id="half of the latest is not read"),
        pytest.param([GOOD, BAD, BAD, BAD], 1, 3, id="and has not been for days"),
        pytest.param([GOOD, BAD, EMPTY], 1, 1, id="an empty one says nothing"),
        pytest.param([GOOD, BAD, GOOD], None, 0, id="one was damaged, the next is read again"),
        pytest.param([GOOD, GOOD, POOR], None, 0, id="a sixth unread is no new layout"),
        pytest.param([BAD, BAD, BAD], None, 0, id="it never was any better"),
        pytest.param([GOOD, SMALL, SMALL], None, 0, id="so few cards say nothing"),
        pytest.param([GOOD, *[SMALL] * 5], 1, 5, id="until there are enough of them"),
        pytest.param([SMALL, BAD], None, 0, id="nor do so few before"),
        pytest.param([POOR, POOR, (24, 6), (15, 15)], 2, 2, id="from hard to harder"),
        pytest.param([POOR, POOR, (24, 6)], None, 0, id="a little harder than before"),
    ],
)
def test_a_new_layout_is_suspected(
    counts: list[tuple[int, int]], since: int | None, latest_count: int
) -> None:
    digests = [CardCount(on(number), *each) for number, each in enumerate(counts)]

    shift = find_layout_shift("html_page", digests)

    if since is None:
        assert shift is None
    else:
        assert shift is not None
        assert (shift.since_on, shift.digest_count) == (on(since), latest_count)
        assert shift.latest_ratio > shift.earlier_ratio


@pytest.mark.parametrize(
    ("reasons", "groups"),
    [
        pytest.param(["no title"] * 2, [("no title", 2)], id="equal ones"),
        pytest.param(
            ["no title: “A”", "no title: “B”", "no link"],
            [("no title: …", 2), ("no link", 1)],
            id="what is quoted differs",
        ),
        pytest.param(["“a”, “b” and “c"], [("… and …", 1)], id="quotations in a row, one cut off"),
        pytest.param(
            ["no title was found for 2605.01237"],
            [("no title was found for …", 1)],
            id="a number differs",
        ),
        pytest.param(["a paper's page"], [("a paper's page", 1)], id="an apostrophe"),
    ],
)
def test_reasons_are_grouped(reasons: list[str], groups: list[tuple[str, int]]) -> None:
    assert [(group.reason, group.count) for group in group_reasons(reasons)] == groups


def test_the_health_of_an_index_is_told() -> None:
    good = [make_entry(f"Paper {number}") for number in range(30)]
    skipped = tuple(SkippedEntry(number, f"no title: “{number}”") for number in range(15))
    days = [
        make_digest(*good, issued_on=on(0)),
        make_digest(*good[:20], issued_on=on(1)),
        replace(make_digest(*good[:10], issued_on=on(2)), skipped=skipped),
        replace(make_digest(good[0], issued_on=None, source="mail.eml"), format="daily_mail"),
    ]
    again = make_digest(*good[:21], issued_on=on(1))

    health = load_digest_health(make_index(*days, again))

    assert [(form.format, form.digest_count, form.reading_count) for form in health.forms] == [
        ("text_cards", 3, 4),
        ("daily_mail", 1, 1),
    ]
    assert (health.forms[0].first_on, health.forms[0].last_on) == (on(0), on(2))
    assert (health.forms[1].first_on, health.forms[1].last_on) == (None, None)
    assert (health.entry_count, health.skipped_count) == (30 + 21 + 10 + 1, 15)
    assert [(day.on, day.digest_counts) for day in health.days] == [
        (on(2), (("text_cards", 1),)),
        (on(1), (("text_cards", 1),)),
        (on(0), (("text_cards", 1),)),
        (None, (("daily_mail", 1),)),
    ]
    assert [(group.reason, group.count) for group in health.skipped] == [("no title: …", 15)]
    assert [(shift.format, shift.since_on) for shift in health.shifts] == [("text_cards", on(2))]
    assert health.coverage.digest_count == 4


def test_a_day_is_inferred_where_no_digest_of_it_tells_its_year() -> None:
    entry = make_entry("Owls")
    told, guessed = (make_digest(entry, issued_on=on(0), source=name) for name in ("a", "b"))
    days = [told, *(replace(guessed, content_hash=str(n), issued_on=on(n),
                            issued_on_is_inferred=True) for n in (0, 1))]  # fmt: skip

    [form] = load_digest_health(make_index(*days)).forms

    assert (form.first_on, form.first_on_is_inferred) == (on(0), False)
    assert (form.last_on, form.last_on_is_inferred) == (on(1), True)


def test_the_health_of_an_empty_index_is_told() -> None:
    health = load_digest_health(make_index())

    assert (health.forms, health.days, health.skipped, health.shifts) == ((), (), (), ())
    assert health.entry_count == health.skipped_count == 0
