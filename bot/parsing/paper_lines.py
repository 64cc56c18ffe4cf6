"""Papers as JSON Lines: test sets, other people's exports, and Paperboy's own.

One object a line; `bot.parsing.paper_records` tells which are papers. `id` is another system's name
for the paper and means nothing else; `text` is another word for `abstract`. What Paperboy exports
with `--format jsonl` is read back with all its facts, save those that only that index can know.
"""

import json
from collections.abc import Iterator, Mapping
from itertools import count, islice
from typing import Any, Final

from bot.errors import MalformedDigest
from bot.models import DigestEntry, SkippedEntry
from bot.parsing.digest_format import DigestContents, DigestFormat, KnownDays, collect_contents
from bot.parsing.fields import describe_kind, find_object, find_text
from bot.parsing.paper_records import EXPECTED, is_paper_record, quote_keys
from bot.parsing.plain_papers import name_facts, read_plain_paper
from bot.parsing.text_lines import iter_lines

# Keys that only the answers of the Daily Papers API have.
_API_KEYS: Final = frozenset(("paper", "summary", "publishedAt", "submittedOnDailyAt", "data"))
_LINES_LOOKED_AT: Final = 5


def is_paper_lines(text: str) -> bool:
    """Tell whether one of the first lines is an object with a title that is no API answer."""
    if not text.lstrip().startswith("{"):
        return False
    records = (_find_record(line.text) for line in islice(iter_lines(text), _LINES_LOOKED_AT))
    return any(
        record and not record.keys() & _API_KEYS and "title" in map(str.casefold, record)
        for record in records
    )


def parse_paper_lines(text: str, known: KnownDays) -> DigestContents:
    """Read a paper from every line; a line that holds none is skipped, and told.

    Raises:
        MalformedDigest: no line holds a paper.
    """
    contents = collect_contents(_iter_parts(text), issued_on=known.issued_on)
    if not contents.entries:
        first = contents.skipped[0]
        raise MalformedDigest(f"expected papers as JSON Lines; {first.reason}.", line=first.line)
    return contents


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
            continue
        facts = name_facts(record)
        if find_text(title := facts.get("title", record.get("title"))) is None:
            found = describe_kind(title)
            yield SkippedEntry(line.number, f"no title: expected a text as “title”, found {found}")
        elif not is_paper_record(record):
            found = quote_keys(record)
            yield SkippedEntry(line.number, f"no paper: expected {EXPECTED}, found {found}")
        else:
            yield read_plain_paper(
                facts, line=line.number, position=next(positions), is_id_of_arxiv=False
            )
