"""Where a paper was seen, as the card says it."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.discord_app.render.sightings import say_sightings
from bot.merging.history import tell_history
from bot.models import Sighting, name_list
from tests.builders import make_entry, make_paper, make_sighting

LIST = "10 Mar 2026 · Daily Papers of 2026-03-10"


def listed(
    number: int, read_at: str, upvotes: int, comments: int = 2, *, on: date = date(2026, 3, 10)
) -> Sighting:
    """A day's list, fetched on that day and hour of 2026."""
    read = datetime.strptime(f"2026-{read_at}", "%Y-%m-%d %H").replace(tzinfo=UTC)
    facts: dict[str, Any] = {"digest": name_list(on), "format": "api_json", "ingested_at": read}
    entry = make_entry(upvotes=upvotes, comment_count=comments)
    return make_sighting(entry, issued_on=on, number=number, **facts)


def page(number: int, day: int, comments: int, *, year: int = 2026, **facts: Any) -> Sighting:
    entry = make_entry(comment_count=comments)
    on = date(year, 3, day)
    return make_sighting(entry, issued_on=on, number=number, digest="page.txt", **facts)


@pytest.mark.parametrize(
    ("sightings", "said"),
    [
        pytest.param(
            [listed(n, f"03-1{n} 03", up) for n, up in enumerate((12, 20, 31, 36, 38), 1)],
            [f"{LIST} · 2 comments · **12 → 38 upvotes** · read 5 times, 11 Mar – 15 Mar"],
            id="one list, read five times, is one digest",
        ),
        pytest.param(
            [listed(1, "03-10 03", 1), listed(2, "03-10 18", 3)],
            [f"{LIST} · 2 comments · **1 → 3 upvotes** · read twice on 10 Mar, 03:00 to 18:00 UTC"],
            id="read twice on a day",
        ),
        pytest.param(
            [listed(1, "03-11 03", 12), listed(3, "03-15 03", 38, 6), page(2, 12, 3)],
            [
                f"{LIST} · **2 → 6 comments** · **12 → 38 upvotes** · read twice, 11 Mar – 15 Mar",
                "12 Mar 2026 · page.txt · 3 comments",
            ],
            id="read again after a page of another day",
        ),
        pytest.param(
            [page(1, 9, 1), listed(2, "03-11 03", 12), listed(3, "03-12 03", 38)],
            [
                "9 Mar 2026 · page.txt · 1 comment",
                f"{LIST} · 2 comments · **12 → 38 upvotes** · read twice, 11 Mar – 12 Mar",
                "**1 → 2 comments** since 9 Mar",
            ],
            id="what the lines say is not said again",
        ),
        pytest.param(
            [page(1, 9, 1, year=2025), page(2, 9, 4, issued_on_is_inferred=True)],
            [
                "9 Mar 2025 · page.txt · 1 comment",
                "9 Mar 2026 (inferred) · page.txt · 4 comments",
                "**1 → 4 comments** since 9 Mar 2025",
            ],
            id="an inferred day, and a year that is over",
        ),
        pytest.param(
            [
                page(9, 1, 1),
                *(listed(n, "03-09 03", n, on=date(2026, 3, 1 + n // 2)) for n in range(2, 12)),
            ],
            [
                "2 earlier digests, then",
                *(
                    f"{n} Mar 2026 · Daily Papers of 2026-03-0{n} · 2 comments "
                    f"· **{2 * n - 2} → {2 * n - 1} upvotes** · read twice on 9 Mar"
                    for n in (3, 4, 5, 6)
                ),
                "**1 → 2 comments** since 1 Mar · **2 → 11 upvotes** on 9 Mar",
            ],
            id="the latest few of many digests",
        ),
        pytest.param(
            [make_sighting(make_entry(), digest="notes.txt")],
            ["day unknown · notes.txt"],
            id="nothing known",
        ),
    ],
)
def test_each_digest_has_a_line(sightings: list[Sighting], said: list[str]) -> None:
    assert say_sightings(tell_history(make_paper(), sightings), 1024).splitlines() == said
