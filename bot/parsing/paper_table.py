"""Papers as a table: CSV with commas, semicolons or tabs, and a first line that names the columns.

Only a title is needed. The names are those of Paperboy's own exports, and those that others use.
"""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from typing import Final

from bot.models import DigestEntry, SkippedEntry
from bot.parsing.digest_format import DigestContents, DigestFormat, KnownDays, collect_contents
from bot.parsing.fields import find_day, find_organization, find_url
from bot.parsing.html_markup import find_linked_arxiv_id
from bot.parsing.text_lines import quote
from bot.text.arxiv_id import find_arxiv_id
from bot.text.display import clean_text
from bot.text.white_space import squeeze

_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "title": ("title", "paper_title", "name"),
    "abstract": ("abstract", "summary", "text", "description"),
    "id": ("arxiv_id", "arxiv", "id", "paper_id_arxiv", "external_id"),
    "url": ("url", "link", "arxiv_url", "paper_url", "hf_url"),
    "published_on": ("published_on", "published", "published_at", "publishedat", "date"),
    "published_on_is_inferred": ("published_on_is_inferred",),
    "authors": ("authors", "author"),
    "author_count": ("author_count", "authors_count"),
    "organization": ("organization", "organisation", "affiliation"),
    "comment_count": ("comment_count", "comments", "numcomments", "num_comments"),
    "upvotes": ("upvotes", "votes", "likes"),
    "keywords": ("keywords", "ai_keywords", "tags"),
    "code_url": ("code_url", "github", "githubrepo", "github_repo", "code"),
}
_BESIDE_TITLE: Final = frozenset(name for key, names in _NAMES.items() if key != "title"
                                 for name in names)  # fmt: skip
# What tables about anything have, too: beside these, a link to a paper's page has to tell.
_TELLING_NOTHING: Final = frozenset(
    ("id", "url", "link", "published", "date", "comments", "likes", "votes", "tags", "code",
     "github", "description")
)  # fmt: skip
_PAPER_PLACE: Final = re.compile(
    r"arxiv\.org/|arxiv:|/papers/|\b[0-9]{4}\.[0-9]{5}\b", re.IGNORECASE
)
_DELIMITERS: Final = ",;\t|"
# A record with more lines has a quote that nobody closed.
_RECORD_LIMIT_LINES: Final = 200
_YES: Final = frozenset({"true", "1", "1.0", "yes"})
_WHOLE: Final = re.compile(r"[0-9]{1,9}")


def is_paper_table(text: str) -> bool:
    """Tell whether the first line names a title's column and another one that papers have."""
    found = _find_columns(text)
    if found is None:
        return False
    is_telling = not (_BESIDE_TITLE - _TELLING_NOTHING).isdisjoint(found[1])
    return is_telling or _PAPER_PLACE.search(text) is not None


def parse_paper_table(text: str, known: KnownDays) -> DigestContents:
    """Read a paper from every record; one that holds none is skipped, and told."""
    return collect_contents(_iter_parts(text), issued_on=known.issued_on)


PAPER_TABLE: Final = DigestFormat(
    name="paper_table",
    description="papers as CSV, whose first line names the columns “title” and “abstract”",
    is_format=is_paper_table,
    parse=parse_paper_table,
)


def _find_columns(text: str) -> tuple[str, Sequence[str]] | None:
    """The sign between columns and their names in lower case; None where these name no papers."""
    first = text.lstrip().partition("\n")[0]
    for delimiter in _DELIMITERS:
        names = [squeeze(name).casefold() for name in _split(first, delimiter)]
        if not _BESIDE_TITLE.isdisjoint(names) and not set(_NAMES["title"]).isdisjoint(names):
            return delimiter, names
    return None


def _split(line: str, delimiter: str) -> Sequence[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter, strict=True), [])
    except csv.Error:
        return []


def _iter_parts(text: str) -> Iterator[DigestEntry | SkippedEntry]:
    found = _find_columns(text)
    if found is None:
        return
    delimiter, names = found
    positions = count(1)
    for line, record in _iter_records(text, delimiter, len(names)):
        if isinstance(record, SkippedEntry):
            yield record
            continue
        facts = _name_facts(names, record)
        if not facts.get("title"):
            yield SkippedEntry(line, f"no title in the record {quote(delimiter.join(record))}")
        else:
            yield _read_entry(facts, line, next(positions))


def _iter_records(
    text: str, delimiter: str, width: int
) -> Iterator[tuple[int, Sequence[str] | SkippedEntry]]:
    """Yield each record with its line. One with an open quote costs its first line only."""
    lines = text.split("\n")
    place = next(number for number, line in enumerate(lines) if line.strip()) + 1
    while place < len(lines):
        if not lines[place].strip():
            place += 1
            continue
        # One by one: of most records only the first line is looked at.
        places = range(place, min(place + _RECORD_LIMIT_LINES, len(lines)))
        taken = (f"{lines[each]}\n" for each in places)
        reader = csv.reader(taken, delimiter=delimiter, strict=True)
        number = place + 1
        try:
            record = [value.strip("\n") for value in next(reader)]
        except (csv.Error, StopIteration) as error:
            reason = f"expected {width} columns, found a record that is damaged ({error})"
            yield number, SkippedEntry(number, reason)
            place += 1
            continue
        if len(record) > width or (len(record) < width and reader.line_num > 1):
            reason = f"expected {width} columns, found {len(record)}"
            yield number, SkippedEntry(number, reason)
            place += 1
            continue
        yield number, record
        place += reader.line_num


def _name_facts(names: Sequence[str], record: Sequence[str]) -> dict[str, str]:
    """The record's values by what they mean; the first column of a meaning that holds one."""
    values = {name: value for name, value in zip(names, record, strict=False) if value.strip()}
    facts = {}
    for meaning, known_names in _NAMES.items():
        value = next((values[name] for name in known_names if name in values), None)
        if value is not None:
            facts[meaning] = value
    return facts


def _read_entry(facts: Mapping[str, str], line: int, position: int) -> DigestEntry:
    title, abstract = facts["title"], facts.get("abstract", "")
    named_id = facts.get("id", "").strip()
    url = facts.get("url", "").strip()
    arxiv_id = find_arxiv_id(named_id) or find_linked_arxiv_id(url)
    authors = _split_names(facts.get("authors", ""))
    organization = facts.get("organization")
    published_on = find_day(facts.get("published_on"))
    return DigestEntry(
        position=position,
        line=line,
        title=clean_text(title),
        title_received=title,
        abstract=clean_text(abstract),
        abstract_received=abstract,
        arxiv_id=arxiv_id,
        external_id=squeeze(named_id) or None if find_arxiv_id(named_id) is None else None,
        published_on=published_on,
        published_on_is_inferred=(
            published_on is not None and _is_true(facts.get("published_on_is_inferred", ""))
        ),
        authors=authors,
        author_count=_find_count(facts.get("author_count")) or len(authors) or None,
        organization=(
            find_organization({"name": organization}, slug="slug", name="name")
            if organization
            else None
        ),
        comment_count=_find_count(facts.get("comment_count")),
        upvotes=_find_count(facts.get("upvotes")),
        keywords=_split_names(facts.get("keywords", "")),
        code_url=find_url(facts.get("code_url")),
    )


def _split_names(text: str) -> tuple[str, ...]:
    """Names with semicolons between, or commas where there is no semicolon; a list as JSON, too."""
    bare = text.strip().removeprefix("[").removesuffix("]")
    parts = re.split(r";" if ";" in bare else r",|\|", bare)
    return tuple(filter(None, (squeeze(part).strip("'\"") for part in parts)))


def _is_true(text: str) -> bool:
    """Whether a program or a spreadsheet wrote a yes."""
    return squeeze(text).casefold() in _YES


def _find_count(text: str | None) -> int | None:
    """A whole number; pandas writes those of a column with gaps as 7.0."""
    whole = (text or "").strip().removesuffix(".0")
    return int(whole) if _WHOLE.fullmatch(whole) else None
