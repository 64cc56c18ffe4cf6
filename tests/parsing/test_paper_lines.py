import json
from datetime import date
from typing import Any

import pytest

from bot.models import DigestEntry, Organization, SkippedEntry
from tests.parsing.reading import load_sample, read, read_sample


def read_record(**facts: Any) -> DigestEntry:
    [entry] = read(json.dumps({"title": "Snow", **facts})).entries
    return entry


def test_lines_are_read() -> None:
    digest = read_sample("paper_lines.jsonl")
    assert (digest.format, digest.issued_on) == ("paper_lines", None)
    maps, snow, _ = digest.entries
    assert (maps.position, maps.line, maps.external_id) == (1, 1, "S0")
    assert maps.abstract == "Some places move. We draw them anyway."
    assert (maps.published_on, maps.published_on_is_inferred) == (date(2024, 5, 6), False)
    assert (snow.external_id, snow.arxiv_id) == ("4983", None)
    assert digest.skipped == (
        SkippedEntry(3, "no title: expected a text as “title”, found nothing"),
        SkippedEntry(5, "expected a JSON object on one line"),
    )


def test_what_paperboy_exports_is_read_back_with_its_facts() -> None:
    clocks = read_sample("paper_lines.jsonl").entries[-1]
    assert clocks == DigestEntry(
        position=3,
        line=6,
        title="Clocks for Cats",
        title_received="Clocks for Cats",
        abstract="Cats know the hour. We ask them.",
        abstract_received="Cats know the hour. We ask them.",
        arxiv_id="2604.04921",
        published_on=date(2026, 4, 5),
        published_on_is_inferred=True,
        authors=("Ada Owl", "Bo Fox"),
        author_count=6,
        organization=Organization("catlab", "Cat Laboratory"),
        comment_count=0,
        upvotes=38,
        keywords=("cats", "time"),
        code_url="https://example.org/cats",
    )


@pytest.mark.parametrize(
    ("facts", "name", "value"),
    [
        pytest.param({"id": "2401.00010"}, "arxiv_id", None, id="an id is only a name"),
        pytest.param({"id": "2401.00010"}, "external_id", "2401.00010", id="whatever its look"),
        pytest.param({"paper_id": 7}, "external_id", None, id="another index's number"),
        pytest.param({"id": 7.5}, "external_id", None, id="a fraction is no name"),
        pytest.param({"external_id": "S1"}, "external_id", "S1", id="our word for it"),
        pytest.param(
            {"arxiv_id": "https://arxiv.org/abs/2401.00010v2"}, "arxiv_id", "2401.00010", id="link"
        ),
        pytest.param({"arxiv_id": "none"}, "arxiv_id", None, id="no arXiv id"),
        pytest.param({"authors": ["A", "B"]}, "author_count", 2, id="authors are counted"),
        pytest.param({"author_count": 9}, "author_count", 9, id="authors may be a number"),
        pytest.param({"author_count": 0}, "author_count", None, id="no paper has no authors"),
        pytest.param(
            {"published_on_is_inferred": True}, "published_on_is_inferred", False, id="no date"
        ),
        pytest.param({"text": "A", "abstract": "B"}, "abstract", "B", id="abstract goes first"),
        pytest.param({"Abstract": "A"}, "abstract", "A", id="capital letters"),
        pytest.param({"arXiv ID": "2401.00010v2"}, "arxiv_id", "2401.00010", id="another spelling"),
        pytest.param(
            {"url": "https://arxiv.org/abs/2401.00010"},
            "arxiv_id",
            "2401.00010",
            id="a page's link",
        ),
        pytest.param({"authors": "A B, C D"}, "authors", ("A B", "C D"), id="authors in a text"),
        pytest.param({"authors": [{"name": "A"}]}, "authors", ("A",), id="authors as objects"),
        pytest.param({"publishedDate": "2026/3/4"}, "published_on", date(2026, 3, 4), id="slashes"),
        pytest.param({"date": "Mar 4, 2026"}, "published_on", date(2026, 3, 4), id="month's name"),
        pytest.param({"date": "Mar 4"}, "published_on", None, id="a day without a year"),
        pytest.param(
            {"organization": "Owlery"},
            "organization",
            Organization("Owlery", "Owlery"),
            id="an organisation in a text",
        ),
        pytest.param({"upvotes": "38"}, "upvotes", 38, id="a count in a text"),
        pytest.param({"upvotes": "many"}, "upvotes", None, id="no count"),
        pytest.param({"text": r"60\% of it"}, "abstract", "60% of it", id="text is repaired"),
    ],
)
def test_facts_of_a_line(facts: dict[str, Any], name: str, value: object) -> None:
    assert getattr(read_record(**facts), name) == value


def test_the_title_may_begin_with_a_capital_letter() -> None:
    digest = read('{"Title": "Snow", "Abstract": "Cold."}\n')
    assert digest.format == "paper_lines"
    assert [(entry.title, entry.abstract) for entry in digest.entries] == [("Snow", "Cold.")]


def test_the_first_line_may_be_broken() -> None:
    digest = read('{"title": "Sn\n{"title": "Snow", "text": "Cold."}\n')
    assert digest.format == "paper_lines"
    assert [entry.line for entry in digest.entries] == [2]


def test_the_operator_may_know_the_day() -> None:
    digest = read(load_sample("paper_lines.jsonl"), issued_on=date(2026, 4, 20))
    assert digest.issued_on == date(2026, 4, 20)
