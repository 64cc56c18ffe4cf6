"""Detection, errors, and what holds for every text there is."""

import json
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import DigestError, UnknownDigestFormat
from bot.models import Digest
from bot.parsing.formats import FORMATS
from tests.parsing.reading import load_sample, read

# A busy machine may be slow at one example of many.
unhurried = settings(deadline=None)

SAMPLES = {
    "text_cards.txt": "text_cards",
    "text_pairs.txt": "text_pairs",
    "api_list.json": "api_json",
    "api_reprs.json": "api_json",
    "paper_lines.jsonl": "paper_lines",
    "page.html": "html_page",
    "trending.html": "html_page",
    "mail.eml": "daily_mail",
    "feed.xml": "feed",
    "table.csv": "paper_table",
    "list.md": "markdown_list",
    "saved_page.md": "markdown_list",
}


@pytest.mark.parametrize(("name", "format_name"), SAMPLES.items())
def test_the_form_is_told_by_the_content(name: str, format_name: str) -> None:
    assert read(load_sample(name)).format == format_name


@pytest.mark.parametrize("name", SAMPLES)
def test_lines_of_windows_change_nothing(name: str) -> None:
    text = load_sample(name)
    digest, again = read(text), read("\ufeff" + text.replace("\n", "\r\n"))
    assert again.entries == digest.entries
    assert again.skipped == digest.skipped


@pytest.mark.parametrize("name", SAMPLES)
def test_lines_point_into_the_text(name: str) -> None:
    lines = load_sample(name).splitlines()
    for entry in read(load_sample(name)).entries:
        assert lines[entry.line - 1].strip()


def test_every_form_has_a_sample_and_a_name_of_its_own() -> None:
    names = [known.name for known in FORMATS]
    assert len(set(names)) == len(names)
    assert set(names) == set(SAMPLES.values())


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        pytest.param("<!DOCTYPE html><html>", "a web page that shows no papers", id="HTML"),
        pytest.param("PK\x03\x04\x00\x00", "binary data", id="binary"),
        pytest.param("[1, 2]", "JSON without papers", id="JSON"),
        pytest.param("{", "JSON without papers", id="a brace"),
        pytest.param("Dear diary,\ntoday", "a text that begins “Dear diary, today”", id="a letter"),
        pytest.param("New\nthings\nevery\nday\n", "a text that begins “New things", id="a list"),
        pytest.param("# Owls\n\nHoot.\n\n## Use\n\nRun.\n", "begins “# Owls Hoot.", id="a readme"),
    ],
)
def test_a_text_of_unknown_form_is_refused_in_a_sentence(text: str, finding: str) -> None:
    with pytest.raises(UnknownDigestFormat) as caught:
        read(text)
    message = str(caught.value)
    assert finding in message
    assert all(known.description in message for known in FORMATS)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("", "This is no digest: it holds nothing.", id="nothing"),
        pytest.param(
            " \n\t", "This is no digest: it holds nothing but white space.", id="white space"
        ),
    ],
)
def test_an_empty_text_is_refused_without_a_list_of_forms(text: str, message: str) -> None:
    with pytest.raises(UnknownDigestFormat) as caught:
        read(text)
    assert str(caught.value) == message


def test_equal_texts_have_equal_hashes() -> None:
    text = load_sample("text_pairs.txt")
    assert read(text).content_hash == sha256(text.encode()).hexdigest()
    assert read(text + " ").content_hash != read(text).content_hash


def test_halves_of_characters_harm_nothing() -> None:
    text = load_sample("text_pairs.txt").replace("Rivers", "Ri\ud800vers", 1)
    assert read(text).entries[0].title == "Ri\ufffdvers as Sorting Networks"


def find_digest(text: str, today: date = date(2026, 4, 14), **facts: Any) -> Digest | None:
    """The digest, or None where the text is refused as it should be."""
    try:
        return read(text, today=today, **facts)
    except DigestError as error:
        str(error).encode()
        return None


def check(digest: Digest | None, text: str) -> None:
    if digest is None:
        return
    line_count = text.count("\n") + text.count("\r") + 1
    for position, entry in enumerate(digest.entries, start=1):
        assert entry.position == position
        assert 1 <= entry.line <= line_count
        assert entry.title
        assert entry.title_received.strip()
        assert entry.title == " ".join(entry.title.split())
        assert entry.author_count is None or entry.author_count >= 0
        f"{entry.title}{entry.abstract}".encode()
    for skipped in digest.skipped:
        assert 1 <= skipped.line <= line_count
        assert skipped.reason.encode()


@unhurried
@given(st.text(st.characters(codec=None)))
def test_any_text_is_read_or_refused(text: str) -> None:
    check(find_digest(text), text)


PIECES = st.sampled_from(
    [
        *("\n", "\n\n", "\r\n", " ", "\xa0", "·", "Apr 14", "Feb 29 3", "Aug 21, 2025"),
        *("Jan 1, 0000", "  • 6 authors", "nvidia NVIDIA", "Daily Papers", "Subscribe", "new"),
        *("Get trending papers in your email inbox!", "byAK and the research community", "Owls"),
        *("Owls hunt. " * 30, *'{}[],:"-\\', '"title"', '"paper"', '"data"', "1e400", "NaN"),
        *("\ud800", "\0", "{'title': 'x'}", "9" * 30),
    ]
)


@unhurried
@given(st.lists(PIECES).map("".join), st.dates(), st.none() | st.dates())
def test_any_pieces_of_digests_are_read_or_refused(
    text: str, today: date, issued_on: date | None
) -> None:
    check(find_digest(text, today, issued_on=issued_on), text)


@unhurried
@given(st.sampled_from([*SAMPLES]), st.integers(0), st.integers(0), PIECES | st.text(max_size=5))
def test_damaged_digests_are_read_or_refused(name: str, start: int, end: int, piece: str) -> None:
    text = load_sample(name)
    start, end = sorted((start % len(text), end % len(text)))
    damaged = text[:start] + piece + text[end:]
    check(find_digest(damaged), damaged)


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(codec=None)),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)
FIELDS = st.sampled_from(
    """
    paper data title id summary text abstract authors publishedAt published_on upvotes organization
    name ai_keywords date paper_id arxiv_id author_count numComments
    """.split()
)
RECORDS = st.dictionaries(FIELDS, JSON_VALUES | st.dictionaries(FIELDS, JSON_VALUES))


@unhurried
@given(
    JSON_VALUES | RECORDS | st.lists(RECORDS) | st.lists(RECORDS.map(repr)),
    st.sampled_from([json.dumps, lambda value: json.dumps(value, indent=1, ensure_ascii=False)]),
)
def test_any_json_is_read_or_refused(value: object, write: Callable[[object], str]) -> None:
    check(find_digest(write(value)), write(value))


@unhurried
@given(st.lists(RECORDS, min_size=1))
def test_any_json_lines_are_read_or_refused(records: list[dict[str, object]]) -> None:
    text = "\n".join(json.dumps({"title": "Owls", **record}) for record in records)
    check(find_digest(text), text)


FEET = st.sampled_from(["  • 6 authors\n·\nMar 5 2", "·\nAug 1, 2025", "lab Lab\n·\nMar 9"])
TEXTS = st.sampled_from(["Owl", "Owls hunt.", "Owls hunt. " * 30])


@unhurried
@given(st.lists(FEET | TEXTS))
def test_no_block_of_a_page_is_dropped_in_silence(blocks: list[str]) -> None:
    """Every block turns up in an entry, or belongs to what a skipped entry tells of."""
    numbered = [f"<{n}> {block}" if "·" not in block else block for n, block in enumerate(blocks)]
    text = "\n\n".join(["byAK and the research community", "Apr 14", *numbered])
    digest = read(text)
    kept = repr([(e.title_received, e.abstract_received, e.organization) for e in digest.entries])
    skipped_lines = {skipped.line for skipped in digest.skipped}
    part_lines = sorted(skipped_lines | {entry.line for entry in digest.entries})
    for number, block in enumerate(numbered):
        line = 1 + text[: text.index(block)].count("\n")
        begun = [part_line for part_line in part_lines if part_line <= line]
        if "·" not in block and f"<{number}>" not in kept:
            assert begun
            assert begun[-1] in skipped_lines
