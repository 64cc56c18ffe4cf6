import json
from datetime import date
from typing import Any

import pytest

from bot.errors import MalformedDigest
from bot.models import DigestEntry, Organization, SkippedEntry
from tests.parsing.reading import load_sample, read, read_sample


def read_record(**facts: Any) -> DigestEntry:
    [entry] = read(json.dumps({"title": "Snow", "text": "", **facts})).entries
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


@pytest.mark.parametrize(
    "record",
    [
        pytest.param({"id": "7", "title": "Snow", "text": ""}, id="a test set's, with no text"),
        pytest.param({"id": 7, "title": "Snow", "abstract": None}, id="without its abstract"),
        pytest.param({"id": "2401.00010", "title": "Snow", "score": 3}, id="with an arXiv id"),
        pytest.param({"title": "Snow", "url": "arxiv.org/abs/2401.00010"}, id="with a link"),
        pytest.param(
            {"paperId": "a", "title": "Snow", "abstract": "", "year": 2020, "venue": "Alps"},
            id="with an abstract among much else",
        ),
        pytest.param(
            {"_id": "7", "title": "Snow", "text": "Cold.", "metadata": {}}, id="a text, and half"
        ),
        pytest.param({"title": "Snow"}, id="a title alone"),
    ],
)
def test_a_paper_is_told_by_its_keys(record: dict[str, Any]) -> None:
    for text in (json.dumps(record), json.dumps([record])):
        [entry] = read(text).entries
        assert entry.title == "Snow"


@pytest.mark.parametrize(
    "record",
    [
        pytest.param({"userId": 1, "id": 1, "title": "Mend", "completed": False}, id="a task"),
        pytest.param({"id": 5, "number": 7, "title": "Mend", "body": "Roof.", "state": "open"},
                     id="an issue"),
        pytest.param({"id": "x", "title": "Mend", "description": "Roof.", "duration": 31,
                      "publishedAt": "2026-03-01"}, id="a video"),
        pytest.param({"id": 8, "title": "Mend", "text": "Roof.", "by": "a", "score": 3, "kids": [],
                      "time": 9, "type": "story"}, id="a post"),
        pytest.param({"id": "x", "title": "Mend", "authors": ["A"], "isbn": "1"}, id="a book"),
        pytest.param({"id": 3, "title": "Mend"}, id="something with a number"),
    ],
)  # fmt: skip
def test_what_has_a_title_and_is_no_paper_is_refused(record: dict[str, Any]) -> None:
    for text in (json.dumps(record) + "\n", json.dumps([record]), json.dumps({"data": [record]})):
        with pytest.raises(MalformedDigest, match="no paper: expected “abstract”") as caught:
            read(text * 3 if text.endswith("\n") else text)
        assert all(f"“{key}”" in str(caught.value) for key in [*record][:3])
        assert caught.value.line == 1


def test_a_stranger_among_papers_is_told() -> None:
    digest = read('{"title": "Mend", "done": true}\n{"title": "Snow", "text": "Cold."}\n')
    assert [entry.title for entry in digest.entries] == ["Snow"]
    assert [skipped.line for skipped in digest.skipped] == [1]


def test_many_lines_that_cannot_be_read_are_told_by_number() -> None:
    digest = read('{"title": "Snow", "text": ""}\n' + "{\n" * 10_005)
    assert len(digest.entries) == 1
    assert digest.skipped[-1] == SkippedEntry(
        10_006, "5 more could not be read, the last of them here"
    )
