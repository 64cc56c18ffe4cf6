"""Papers as JSON Lines: test sets, other people's exports, and Paperboy's own.

One object a line, of which only `title` is needed. `id` is another system's name for the paper and
means nothing else; `text` is another word for `abstract`. What `paperboy export --format jsonl`
writes is read back with all its facts, save those that only that index can know.
"""

import json
from collections.abc import Iterator, Mapping
from itertools import count, islice
from typing import Any, Final

from bot.models import DigestEntry, SkippedEntry
from bot.parsing.digest_format import DigestContents, DigestFormat, KnownDays, collect_contents
from bot.parsing.fields import (
    describe_kind,
    find_count,
    find_day,
    find_line,
    find_lines,
    find_object,
    find_organization,
    find_text,
    find_url,
)
from bot.parsing.text_lines import Line, iter_lines
from bot.text.arxiv_id import find_arxiv_id
from bot.text.display import clean_text

# Keys that only the answers of the Daily Papers API have.
_API_KEYS: Final = frozenset(("paper", "summary", "publishedAt", "submittedOnDailyAt", "data"))
_LINES_LOOKED_AT: Final = 5


def is_paper_lines(text: str) -> bool:
    """Tell whether one of the first lines is an object with a title that is no API answer."""
    if not text.lstrip().startswith("{"):
        return False
    records = (_find_record(line.text) for line in islice(iter_lines(text), _LINES_LOOKED_AT))
    return any(record and "title" in record and not record.keys() & _API_KEYS for record in records)


def parse_paper_lines(text: str, known: KnownDays) -> DigestContents:
    """Read a paper from every line; a line that holds none is skipped, and told."""
    return collect_contents(_iter_parts(text), issued_on=known.issued_on)


PAPER_LINES: Final = DigestFormat(
    name="paper_lines",
    description="papers as JSON Lines, each with “title” and “abstract” (or “text”)",
    is_format=is_paper_lines,
    parse=parse_paper_lines,
)


def _find_record(line: str) -> Mapping[str, Any] | None:
    try:
        return find_object(json.loads(line))
    except (ValueError, RecursionError):
        return None


def _iter_parts(text: str) -> Iterator[DigestEntry | SkippedEntry]:
    positions = count(1)
    for line in iter_lines(text):
        record = _find_record(line.text)
        if record is None:
            yield SkippedEntry(line.number, "expected a JSON object on one line")
        elif (title := find_text(record.get("title"))) is None:
            found = describe_kind(record.get("title"))
            yield SkippedEntry(line.number, f"no title: expected a text as “title”, found {found}")
        else:
            yield _read_entry(record, line, title, next(positions))


def _read_entry(record: Mapping[str, Any], line: Line, title: str, position: int) -> DigestEntry:
    abstract = find_text(record.get("abstract")) or find_text(record.get("text")) or ""
    authors = find_lines(record.get("authors"))
    published_on = find_day(record.get("published_on"))
    return DigestEntry(
        position=position,
        line=line.number,
        title=clean_text(title),
        title_received=title,
        abstract=clean_text(abstract),
        abstract_received=abstract,
        arxiv_id=find_arxiv_id(find_line(record.get("arxiv_id")) or ""),
        external_id=_find_external_id(record),
        published_on=published_on,
        published_on_is_inferred=(
            published_on is not None and record.get("published_on_is_inferred") is True
        ),
        authors=authors,
        author_count=find_count(record.get("author_count")) or len(authors) or None,
        organization=find_organization(record.get("organization"), slug="slug", name="name"),
        comment_count=find_count(record.get("comment_count")),
        upvotes=find_count(record.get("upvotes")),
        keywords=find_lines(record.get("keywords")),
        code_url=find_url(record.get("code_url")),
    )


def _find_external_id(record: Mapping[str, Any]) -> str | None:
    """The other system's id, which may be a number; `paper_id` is a number of one index only."""
    value = record.get("external_id", record.get("id"))
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return str(value) if is_number else find_line(value)
