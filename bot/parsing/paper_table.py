"""Papers as a table: CSV with commas, semicolons or tabs, and a first line that names the columns.

Only a title is needed. The names are those of Paperboy's own exports, and those that others use.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from itertools import count, islice
from typing import Final

from bot.models import DigestEntry, SkippedEntry
from bot.parsing.digest_format import DigestContents, DigestFormat, KnownDays, collect_contents
from bot.parsing.fields import find_text
from bot.parsing.plain_papers import NAMES, name_facts, plain_name, read_plain_paper
from bot.parsing.text_lines import iter_lines, quote

_TITLES: Final = frozenset(NAMES["title"])
_BESIDE_TITLE: Final = frozenset(
    name for meaning, names in NAMES.items() if meaning != "title" for name in names
)
# What tables about anything have, too: beside these, a link to a paper's page has to tell.
_TELLING_NOTHING: Final = frozenset(
    (*NAMES["id"], *NAMES["paper_id"], *NAMES["link"], *NAMES["code_url"], "published", "pubdate",
     "publishdate", "publicationdate", "date", "comments", "likes", "votes", "tags", "description")
)  # fmt: skip
_SIGN_LINE: Final = re.compile(r"sep=(.)?", re.IGNORECASE)  # which Excel is told by
_PAPER_PLACE: Final = re.compile(
    r"arxiv\.org/|arxiv:|/papers/|\b[0-9]{4}\.[0-9]{5}\b", re.IGNORECASE
)
_DELIMITERS: Final = ",;\t|"
# A record with more lines has a quote that nobody closed.
_RECORD_LIMIT_LINES: Final = 200


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
    """The sign between columns and their names; None where these name no papers."""
    first, second = [*(line.text for line in islice(iter_lines(text), 2)), "", ""][:2]
    if _SIGN_LINE.fullmatch(first.strip(" ")):
        first = second
    for delimiter in _DELIMITERS:
        names = [plain_name(name) for name in _split(first, delimiter)]
        if _TITLES.isdisjoint(names):
            names = ["title" if name == "name" else name for name in names]
        if not _BESIDE_TITLE.isdisjoint(names) and not _TITLES.isdisjoint(names):
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
        facts = name_facts(dict(zip(names, record, strict=False)))
        if find_text(facts.get("title")) is None:
            yield SkippedEntry(line, f"no title in the record {quote(delimiter.join(record))}")
        else:
            yield read_plain_paper(facts, line=line, position=next(positions), is_id_of_arxiv=True)


def _iter_records(
    text: str, delimiter: str, width: int
) -> Iterator[tuple[int, Sequence[str] | SkippedEntry]]:
    """Yield each record with its line. One with an open quote costs its first line only."""
    lines = text.split("\n")
    place = next(number for number, line in enumerate(lines) if line.strip()) + 1
    if _SIGN_LINE.fullmatch(lines[place - 1].strip(" ")):
        place += 1
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
