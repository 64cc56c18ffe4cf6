import json
from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.errors import MalformedDigest
from bot.models import DigestEntry, Organization, SkippedEntry
from bot.parsing.paper_records import EXPECTED
from tests.parsing.reading import read, read_sample


def read_paper(**facts: Any) -> DigestEntry:
    """The entry made of one API paper with a title and these facts."""
    [entry] = read(json.dumps([{"paper": {"title": "Tides", **facts}}])).entries
    return entry


def test_an_answer_is_read() -> None:
    digest = read_sample("api_list.json")
    assert (digest.format, digest.issued_on) == ("api_json", date(2026, 3, 3))
    tides, letters, clouds = digest.entries
    assert tides == DigestEntry(
        position=1,
        line=2,
        title="Tides in a Teacup",
        title_received="Tides in\n  a Teacup",
        abstract="The moon moves the tea. We measure how far: 0.1% of a cup.",
        abstract_received="The moon moves\nthe tea. We measure\n  how far: 0.1\\% of a cup.",
        arxiv_id="2603.00017",
        published_on=date(2026, 3, 1),
        authors=("Ada Owl", "Bo Fox"),
        author_count=2,
        organization=Organization("moonlab", "The Moon Laboratory"),
        comment_count=4,
        upvotes=31,
        keywords=("tides", "tea"),
        code_url="https://example.org/tides",
        submitted_at=datetime(2026, 3, 3, 1, 2, 3, tzinfo=UTC),
    )
    assert (letters.line, letters.arxiv_id, letters.external_id) == (24, None, "a-draft")
    assert (clouds.position, clouds.line, clouds.arxiv_id) == (3, 33, "2603.00020")
    assert (clouds.published_on, clouds.upvotes, clouds.authors) == (date(2026, 3, 1), None, ())
    assert digest.skipped == (
        SkippedEntry(32, "no title: expected a text as “title”, found nothing"),
    )


def test_items_saved_as_python_values_are_read() -> None:
    digest = read_sample("api_reprs.json")
    assert digest.issued_on == date(2026, 3, 4)
    [soup] = digest.entries
    assert (soup.line, soup.title, soup.authors) == (6, "Soup as a Service", ("Ciara O'Fox",))
    assert (soup.upvotes, soup.comment_count) == (2, 1)
    assert digest.skipped == (
        SkippedEntry(7, "expected a paper (an object), found a text that is no Python object"),
    )


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('[{"paper": {"title": "Tides"}}]', id="list with wrappers"),
        pytest.param('[{"title": "Tides"}]', id="list without wrappers"),
        pytest.param('[{"id": "7", "title": "Tides", "abstract": ""}]', id="list by others"),
        pytest.param('[{"paper": {"id": "x"}, "title": "Tides"}]', id="title beside the paper"),
        pytest.param('{"title": "Tides", "summary": ""}', id="one paper"),
        pytest.param('{"paper": {"title": "Tides"}}', id="one paper with wrapper"),
        pytest.param('{"count": 1, "data": [{"title": "Tides"}]}', id="list in an object"),
        pytest.param("{\"data\": [\"{'title': 'Tides'}\"]}", id="Python value in an object"),
        pytest.param("[\"{'title': 'Tides'}\"]", id="Python value"),
        pytest.param('{"summary": "", "title": "Tides"}\n', id="one line of JSON Lines"),
        pytest.param('\ufeff\r\n [ {"title": "Tides"} ]\r\n', id="with white space and mark"),
    ],
)
def test_an_answer_comes_in_many_wrappings(text: str) -> None:
    digest = read(text)
    assert [entry.title for entry in digest.entries] == ["Tides"]
    assert (digest.format, digest.skipped) == ("api_json", ())


def test_a_list_by_somebodys_own_program_is_read_by_its_names() -> None:
    [tides, tea] = read(
        '[{"Title": "Tides", "abstract": "The moon.", "arxiv_id": "2603.00017", "authors": ["A"]},'
        ' {"title": "Tea", "text": "A cup.", "id": "2603.00018", "published": "2026-03-01"}]'
    ).entries
    assert (tides.abstract, tides.arxiv_id, tides.authors) == ("The moon.", "2603.00017", ("A",))
    assert (tea.abstract, tea.arxiv_id, tea.published_on) == (
        "A cup.",
        "2603.00018",
        date(2026, 3, 1),
    )


@pytest.mark.parametrize(
    "text",
    ["[]", " [ ] ", '{"status": "success", "date": "2026-03-08", "count": 0, "data": []}'],
)
def test_a_day_without_papers_is_a_digest(text: str) -> None:
    assert read(text).entries == ()


@pytest.mark.parametrize(
    ("facts", "name", "value"),
    [
        pytest.param({"upvotes": "12"}, "upvotes", None, id="count as text"),
        pytest.param({"upvotes": -1}, "upvotes", None, id="negative count"),
        pytest.param({"upvotes": True}, "upvotes", None, id="count as truth"),
        pytest.param({"upvotes": 10**30}, "upvotes", None, id="count that nothing can hold"),
        pytest.param({"upvotes": 0}, "upvotes", 0, id="none is not unknown"),
        pytest.param({"submittedOnDailyAt": "soon"}, "submitted_at", None, id="no instant"),
        pytest.param(
            {"submittedOnDailyAt": "2026-03-01T23:30:00-05:00"},
            "submitted_at",
            datetime(2026, 3, 2, 4, 30, tzinfo=UTC),
            id="an instant of another time zone",
        ),
        pytest.param(
            {"submittedOnDailyAt": "2026-03-01T23:30:00"},
            "submitted_at",
            datetime(2026, 3, 1, 23, 30, tzinfo=UTC),
            id="an instant without a time zone",
        ),
        pytest.param({"publishedAt": "soon"}, "published_on", None, id="no date"),
        pytest.param({"publishedAt": 1767225600}, "published_on", None, id="date as number"),
        pytest.param(
            {"publishedAt": "2026-03-01T23:30:00-05:00"},
            "published_on",
            date(2026, 3, 2),
            id="day in UTC",
        ),
        pytest.param(
            {"publishedAt": "0001-01-01T00:00:00+23:59"}, "published_on", None, id="before time"
        ),
        pytest.param({"publishedAt": "2026-03-01"}, "published_on", date(2026, 3, 1), id="a day"),
        pytest.param({"summary": ["x"]}, "abstract", "", id="abstract as list"),
        pytest.param({"id": 2401.0001}, "arxiv_id", None, id="id as a fraction"),
        pytest.param({"id": 2401.0001}, "external_id", None, id="a fraction is no name"),
        pytest.param({"authors": []}, "author_count", None, id="no authors listed"),
        pytest.param({"authors": "Ada"}, "author_count", None, id="authors as text"),
        pytest.param({"authors": [{"name": None}, {}]}, "author_count", 2, id="nameless authors"),
        pytest.param({"authors": [{"name": None}, 7]}, "authors", (), id="no names"),
        pytest.param({"organization": "Moon"}, "organization", None, id="organisation as text"),
        pytest.param(
            {"organization": {"name": "moon"}},
            "organization",
            Organization("moon", "moon"),
            id="organisation without full name",
        ),
        pytest.param({"ai_keywords": ["a", None, " "]}, "keywords", ("a",), id="odd keywords"),
        pytest.param({"ai_keywords": None}, "keywords", (), id="no keywords"),
        pytest.param({"githubRepo": "on request"}, "code_url", None, id="no address"),
        pytest.param({"githubRepo": "javascript:x"}, "code_url", None, id="another address"),
        pytest.param({"title": "Bad \ud800 half"}, "title", "Bad \ufffd half", id="half a sign"),
        pytest.param({"title": "A\u200b\u202e\0B"}, "title", "AB", id="invisible signs"),
    ],
)
def test_a_bad_fact_is_unknown_and_costs_nothing_else(
    facts: dict[str, Any], name: str, value: object
) -> None:
    assert getattr(read_paper(**facts), name) == value


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        ({"paper": {"title": 5}}, "no title: expected a text as “title”, found a number"),
        ({"title": " \n "}, "no title: expected a text as “title”, found an empty text"),
        (
            {"id": 3, "title": "Milk", "done": False},
            f"no paper: expected {EXPECTED}, found “id”, “title”, “done”",
        ),
        ({}, "no title: expected a text as “title”, found nothing"),
        (None, "expected a paper (an object), found nothing"),
        ([], "expected a paper (an object), found a list"),
        ("hello", "expected a paper (an object), found a text that is no Python object"),
        (
            "{'title': open('x')}",
            "expected a paper (an object), found a text that is no Python object",
        ),
        ("{" * 500, "expected a paper (an object), found a text that is no Python object"),
    ],
)
def test_an_item_without_title_is_told(item: object, reason: str) -> None:
    digest = read(json.dumps([{"title": "Tides"}, item], indent=1))
    assert [entry.title for entry in digest.entries] == ["Tides"]
    assert digest.skipped == (SkippedEntry(5, reason),)


@pytest.mark.parametrize(
    ("days", "issued_on"),
    [
        pytest.param(["03", "03", "03"], date(2026, 3, 3), id="one day"),
        pytest.param(["03", "04", "03"], date(2026, 3, 3), id="most on one day"),
        pytest.param(["02", "03", "04"], None, id="a search finds many days"),
        pytest.param([], None, id="no paper"),
    ],
)
def test_the_day_of_a_list_is_the_day_of_most_papers(
    days: list[str], issued_on: date | None
) -> None:
    papers = [
        {"title": "Tides", "submittedOnDailyAt": f"2026-03-{day}T01:00:00.000Z"} for day in days
    ]
    assert read(json.dumps(papers)).issued_on == issued_on
    assert read(json.dumps(papers), issued_on=date(2020, 2, 2)).issued_on == date(2020, 2, 2)


GOOD = '{"title": "Tides"}'


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        pytest.param(f'[{GOOD},\n{{"title": "Tea', 2, "unterminated string", id="cut off"),
        pytest.param(f"[{GOOD},\n\n", 3, "expecting value", id="cut off between items"),
        pytest.param(f"[{GOOD}\n{GOOD}]", 2, "expected ']', found '{'", id="no comma"),
        pytest.param(f"[{GOOD}]\n, {GOOD}", 2, "expected a list or an object", id="text behind"),
        pytest.param(f"[{GOOD},\n" + "[" * 100_000, 2, "nested too deeply", id="too deep"),
        pytest.param(f"[{GOOD},\n{'1' * 5000}]", 2, "thousands of digits", id="too long a number"),
        pytest.param(
            f'{{"date": "2026-03-04", "data": [{GOOD},\n{{', 2, "property name", id="in a wrapper"
        ),
    ],
)
def test_damage_costs_only_what_follows(text: str, line: int, reason: str) -> None:
    digest = read(text)
    assert [entry.title for entry in digest.entries] == ["Tides"]
    [told] = digest.skipped
    assert told.line == line
    assert reason in told.reason
    assert told.reason.endswith("what follows was not read")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param('[\n{"title": "Ti', 2, id="cut off in the first item"),
        pytest.param('[{"a": ' * 50_000, 1, id="too deep"),
        pytest.param('{"error":\n "not found"}', 1, id="an error of the API"),
        pytest.param('{"data": [7,', 1, id="nothing but damage"),
        pytest.param('{"a"\n "b"}', 2, id="no JSON"),
    ],
)
def test_json_that_holds_no_paper_is_malformed(text: str, line: int) -> None:
    with pytest.raises(MalformedDigest, match="expected a list of papers") as caught:
        read(text)
    assert caught.value.line == line


@pytest.mark.parametrize("indent", [None, 0, 1, 4])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_lines_are_right_in_any_layout(indent: int | None, line_end: str) -> None:
    papers = [{"title": f"Tides {number}", "summary": "a\nb"} for number in range(3)]
    text = json.dumps(papers, indent=indent)
    lines_an_item = text.count("\n", text.index("{"), text.rindex("{")) // 2
    first_line = 1 + text.count("\n", 0, text.index("{"))
    lines = [entry.line for entry in read(text.replace("\n", line_end)).entries]
    assert lines == [first_line + number * lines_an_item for number in range(3)]
