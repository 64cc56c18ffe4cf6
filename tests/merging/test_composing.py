from datetime import date
from itertools import permutations
from typing import Any

import pytest

from bot.merging.composing import compose_paper
from bot.models import DigestEntry, Organization, Paper
from bot.summarising.tldr import choose_tldr
from tests.builders import TODAY, make_entry, make_sighting


def compose(*entries: DigestEntry, days: tuple[date | None, ...] = ()) -> Paper:
    sightings = [
        make_sighting(entry, number=number, issued_on=days[number - 1] if days else None)
        for number, entry in enumerate(entries, 1)
    ]
    return compose_paper(7, sightings, choose_tldr=choose_tldr)


PAGE = make_entry("Small Caches", "A short text.", comment_count=2, author_count=3)
API = make_entry(
    "Small Caches",
    "A short text. With more.",
    arxiv_id="2604.00001",
    authors=("Ada", "Bob", "Cy"),
    author_count=3,
    comment_count=5,
    upvotes=9,
    published_on=date(2026, 4, 1),
)


@pytest.mark.parametrize(
    ("earlier", "later", "name", "value"),
    [
        pytest.param({}, {"arxiv_id": "2604.00001"}, "arxiv_id", "2604.00001", id="id comes later"),
        pytest.param({"comment_count": 2}, {"comment_count": 5}, "comment_count", 5, id="latest"),
        pytest.param({"comment_count": 2}, {}, "comment_count", 2, id="unknown erases nothing"),
        pytest.param({"upvotes": 0}, {}, "upvotes", 0, id="zero is known"),
        pytest.param(
            {"published_on": date(2026, 3, 5), "published_on_is_inferred": True},
            {"published_on": date(2025, 3, 5)},
            "published_on",
            date(2025, 3, 5),
            id="a shown year beats an inferred one",
        ),
        pytest.param(
            {"published_on": date(2026, 4, 2)},
            {"published_on": date(2026, 4, 1), "arxiv_id": "2604.00001"},
            "published_on",
            date(2026, 4, 1),
            id="a date from beside the id beats a page's",
        ),
        pytest.param(
            {"organization": Organization("a", "A")},
            {},
            "organization",
            Organization("a", "A"),
            id="organisation stays",
        ),
        pytest.param({"keywords": ("kv",)}, {"keywords": ()}, "keywords", ("kv",), id="keywords"),
        pytest.param({"abstract": ""}, {"abstract": "Text."}, "abstract", "Text.", id="abstract"),
        pytest.param(
            {"abstract": "Text that is whole."},
            {"abstract": "Text that is"},
            "abstract",
            "Text that is whole.",
            id="a whole abstract beats a cut one",
        ),
    ],
)
def test_what_is_known_is_drawn_together(
    earlier: dict[str, Any], later: dict[str, Any], name: str, value: object
) -> None:
    assert getattr(compose(make_entry(**earlier), make_entry(**later)), name) == value


def test_it_is_first_seen_on_the_earliest_day() -> None:
    days = (date(2026, 4, 14), date(2026, 4, 10), None)

    assert compose(PAGE, API, PAGE, days=days).first_seen_on == date(2026, 4, 10)


def test_a_digest_without_a_day_counts_from_its_arrival() -> None:
    assert compose(PAGE).first_seen_on == TODAY


def test_the_tldr_is_a_sentence_of_the_abstract() -> None:
    assert compose(PAGE, API).tldr in API.abstract


def test_facts_do_not_depend_on_the_order_of_arrival() -> None:
    counts_apart = [
        API,
        make_entry(code_url="https://example.org/code"),
        make_entry("SMALL caches"),
    ]

    assert len({compose(*order) for order in permutations(counts_apart)}) == 1
