"""Answers of the Daily Papers API, clean or as people's scripts saved them.

`GET https://huggingface.co/api/daily_papers` answers a list of items, each with a `paper` inside;
`/api/papers/search` and `/api/papers/<id>` answer papers with and without that wrapper. Scripts
save such a list inside an object, or each item as the text of a Python value.
"""

import ast
import re
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Any, Final

from bot.errors import MalformedDigest
from bot.models import DigestEntry, SkippedEntry
from bot.parsing.digest_format import DigestContents, DigestFormat, KnownDays, collect_contents
from bot.parsing.fields import (
    describe_kind,
    find_count,
    find_day,
    find_instant,
    find_line,
    find_lines,
    find_object,
    find_organization,
    find_text,
    find_url,
)
from bot.parsing.json_items import JsonItem, JsonItems, read_json_items
from bot.parsing.paper_records import EXPECTED, is_paper_record, quote_keys
from bot.parsing.plain_papers import name_facts, read_plain_paper
from bot.text.arxiv_id import find_arxiv_id
from bot.text.display import clean_text

_BEGINNING: Final = re.compile(r'\s*(?:\[\s*(?:\]|\{|"\s*\{)|\{\s*")')
# What a paper of the API has even where there is no wrapper about it.
_API_KEYS: Final = frozenset(("summary", "publishedAt"))
_EXPECTED: Final = "expected a list of papers, a paper, or a list of papers under “data”"


@dataclass(frozen=True, slots=True)
class _Item:
    """One paper of an answer, with what stands beside it."""

    line: int
    paper: Mapping[str, Any]
    beside: Mapping[str, Any]  # the paper itself where it has no wrapper

    def get(self, key: str) -> Any:
        """What stands under a key in the paper, else beside it."""
        value = self.paper.get(key)
        return self.beside.get(key) if value is None else value


@dataclass(frozen=True, slots=True)
class ApiPapers:
    """What the items of an answer hold."""

    parts: Sequence[DigestEntry | SkippedEntry]
    submitted_on: date | None  # the day on which most of them were put onto the daily list


def is_api_json(text: str) -> bool:
    """Tell whether a text begins as a list of objects, or as an object."""
    return _BEGINNING.match(text) is not None


def parse_api_json(text: str, known: KnownDays) -> DigestContents:
    """Read the papers; where the JSON is damaged, those before the damage.

    The digest's day is the wrapper's `date`, else the day on which most papers were submitted to
    the daily list. The `publishedAt` beside a paper wanders, and is never read.

    Raises:
        MalformedDigest: it is no JSON from the start, or JSON about something else.
    """
    found = read_json_items(text)
    if text.lstrip().startswith("{") and found.wrapper is None:
        _check_that_paper(found.items)
    papers = read_api_items(found)
    shown_on = find_day((found.wrapper or {}).get("date")) or papers.submitted_on
    return collect_contents(papers.parts, issued_on=known.issued_on or shown_on)


def read_api_items(found: JsonItems) -> ApiPapers:
    """Read the items of an answer, wherever it stood.

    Raises:
        MalformedDigest: there are items, or damage, and no paper.
    """
    items = [_find_item(item) for item in found.items]
    parts = [*_iter_parts(items)]
    if found.damage is not None:
        parts.append(found.damage)
    if parts and not any(isinstance(part, DigestEntry) for part in parts):
        first = found.damage or parts[0]
        reason = first.reason if isinstance(first, SkippedEntry) else ""
        raise MalformedDigest(f"{_EXPECTED}; {reason}.", line=first.line)
    return ApiPapers(parts, _find_submission_day(items))


API_JSON: Final = DigestFormat(
    name="api_json",
    description="an answer of the Hugging Face Daily Papers API (JSON)",
    is_format=is_api_json,
    parse=parse_api_json,
)


def _check_that_paper(items: Sequence[JsonItem]) -> None:
    """Refuse a lone object about something else, such as an error message of the API."""
    if len(items) == 1 and {"title", "paper"}.isdisjoint(map(str.casefold, items[0].value)):
        found = f"found an object with {quote_keys(items[0].value)}"
        raise MalformedDigest(f"{_EXPECTED}; {found}.", line=items[0].line)


def _find_item(item: JsonItem) -> _Item | SkippedEntry:
    value = _evaluate(item.value) if isinstance(item.value, str) else item.value
    outer = find_object(value)
    if outer is None:
        found = describe_kind(item.value)
        if isinstance(item.value, str):
            found += " that is no Python object"
        return SkippedEntry(item.line, f"expected a paper (an object), found {found}")
    return _Item(item.line, find_object(outer.get("paper")) or outer, outer)


def _evaluate(text: str) -> Any:
    """The value that a text denotes in Python, if it is one of literals only."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about escapes in damaged texts
        try:
            return ast.literal_eval(text)
        except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
            return None


def _iter_parts(items: Iterable[_Item | SkippedEntry]) -> Iterator[DigestEntry | SkippedEntry]:
    positions = count(1)
    for item in items:
        if isinstance(item, SkippedEntry):
            yield item
            continue
        facts = None if _is_of_api(item) else name_facts(item.paper)
        given = (facts or {}).get("title", item.get("title"))
        if (title := find_text(given)) is None:
            found = describe_kind(given)
            yield SkippedEntry(item.line, f"no title: expected a text as “title”, found {found}")
        elif item.paper is item.beside and not is_paper_record(item.paper):
            found = quote_keys(item.paper)
            yield SkippedEntry(item.line, f"no paper: expected {EXPECTED}, found {found}")
        elif facts is None:
            yield _read_entry(item, title, next(positions))
        else:
            yield read_plain_paper(
                facts, line=item.line, position=next(positions), is_id_of_arxiv=True
            )


def _is_of_api(item: _Item) -> bool:
    """Tell the API's papers from those of somebody's own program, with names of its own."""
    keys = item.paper.keys()
    return item.paper is not item.beside or keys >= _API_KEYS or "submittedOnDailyAt" in keys


def _read_entry(item: _Item, title: str, position: int) -> DigestEntry:
    # What the API calls a summary; in lists of others it has its own name.
    abstracts = (find_text(item.get(key)) for key in ("summary", "abstract", "text"))
    abstract = next(filter(None, abstracts), "")
    paper_id = find_line(item.paper.get("id"))
    arxiv_id = find_arxiv_id(paper_id) if paper_id is not None else None
    authors = _list_authors(item.paper.get("authors"))
    return DigestEntry(
        position=position,
        line=item.line,
        title=clean_text(title),
        title_received=title,
        abstract=clean_text(abstract),
        abstract_received=abstract,
        arxiv_id=arxiv_id,
        external_id=paper_id if arxiv_id is None else None,
        published_on=find_day(item.paper.get("publishedAt")),
        authors=find_lines([author.get("name") for author in authors]),
        author_count=len(authors) or None,
        organization=find_organization(item.get("organization"), slug="name", name="fullname"),
        comment_count=find_count(item.get("numComments")),
        upvotes=find_count(item.get("upvotes")),
        keywords=find_lines(item.paper.get("ai_keywords")),
        code_url=find_url(item.paper.get("githubRepo")),
        submitted_at=find_instant(item.paper.get("submittedOnDailyAt")),
    )


def _list_authors(value: Any) -> list[Mapping[str, Any]]:
    """The authors that are not hidden."""
    authors = map(find_object, value if isinstance(value, list) else ())
    return [author for author in authors if author is not None and author.get("hidden") is not True]


def _find_submission_day(items: Sequence[_Item | SkippedEntry]) -> date | None:
    """The day that at least half of the papers share; the results of a search share none."""
    papers = [item for item in items if isinstance(item, _Item)]
    days = Counter(find_day(item.paper.get("submittedOnDailyAt")) for item in papers)
    for day, papers_of_day in days.most_common(1):
        return day if 2 * papers_of_day >= len(papers) else None
    return None
