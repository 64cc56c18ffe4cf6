"""Feeds of papers: RSS and Atom, as sites about papers and arXiv itself offer them.

An item is a paper where one of its links, or its id, leads to a paper's page on Hugging Face or
arXiv. arXiv's answers (Atom) tell when a paper was published; elsewhere an item's date says when
somebody put it into the feed, and the paper's own date is unknown.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from html import unescape
from itertools import count, pairwise
from typing import Any, Final

from bot.errors import MalformedDigest
from bot.models import DigestEntry, SkippedEntry
from bot.parsing.digest_format import DigestContents, DigestFormat, KnownDays, collect_contents
from bot.parsing.html_markup import find_linked_arxiv_id, strip_markup
from bot.parsing.text_lines import iter_line_numbers
from bot.text.arxiv_id import find_arxiv_id
from bot.text.display import clean_text
from bot.text.white_space import replace_surrogates, squeeze

_BEGINNING: Final = re.compile(
    r"\s*(?:(?><\?[^>]*\?>|<!--.*?-->|<!DOCTYPE[^>\[]*>)\s*+)*+"
    r"(?P<root><(?:rss|feed|rdf:RDF|[a-z]+:feed)\b)",
    re.IGNORECASE | re.DOTALL,
)
_ENTITY: Final = re.compile(r"<!(?:DOCTYPE[^>]*\[|ENTITY)", re.IGNORECASE)
_ITEM: Final = re.compile(r"<(?:[a-z]+:)?(?:item|entry)\b", re.IGNORECASE)
# Elements that texts in feeds have; in `if p<b and b>c` there are none.
_MARKUP: Final = re.compile(
    r"</?(?:a|abbr|b|blockquote|br|code|div|em|h[1-6]|hr|i|img|li|ol|p|pre|small|span|strong|sub|sup"
    r"|table|tbody|td|th|tr|tt|u|ul)(?:\s+[a-z:-]+\s*=[^<>]*)?\s*/?>|<!--|<!\[CDATA\[",
    re.IGNORECASE,
)
# feedparser compares each keyword with all before it, and thousands take minutes.
_KEYWORDS: Final = re.compile(
    r"<(?:[\w.-]{1,50}:)?(?:keywords|tags)\b[^<>]{0,1000}>[^<]{10000}", re.IGNORECASE
)
_ITEM_LIMIT_ELEMENTS: Final = 2_000
# Signs by their numbers; some numbers are none, and feedparser fails at them.
_CHARACTER: Final = re.compile(r"&#(?:x(?P<hex>[0-9a-f]+)|(?P<digits>[0-9]+));?", re.IGNORECASE)
_NUMBER_LIMIT_CHARS: Final = 8
_STUMBLES: Final = (ValueError, LookupError, ArithmeticError, TypeError, AttributeError,
                    RuntimeError, AssertionError)  # fmt: skip
# What arXiv's feeds put before an abstract.
_ANNOUNCEMENT: Final = re.compile(
    r"^arXiv:\S+\s+Announce Type:\s*\S+\s*(?:Abstract:\s*)?|^Abstract:\s+", re.IGNORECASE
)
_ARXIV_TITLE_TAIL: Final = re.compile(r"\.?\s?\(arXiv:\S{1,100} \[[^\]]{0,100}\](?: \w{1,100})?\)$")
_ARXIV_ID_PREFIX: Final = re.compile(r"^(?:oai:arXiv\.org:|tag:\S+?:)", re.IGNORECASE)
_UPVOTES: Final = re.compile(
    r"(?:▲|👍|upvotes?:?)\s*([0-9]{1,7})|([0-9]{1,7})\s*(?:▲|upvotes?)", re.IGNORECASE
)
_NAMED: Final = re.compile(
    r"(?:arxiv\.org/abs/|huggingface\.co/papers/|arXiv:)([0-9]{4}\.[0-9]{4,5})", re.IGNORECASE
)
_EXPECTED: Final = "expected a feed of papers, whose items link to their pages"


def is_feed(text: str) -> bool:
    """Tell whether a text begins as RSS, RDF or Atom."""
    return _BEGINNING.match(text) is not None or bool(
        _ENTITY.search(text[:2000]) and re.search(r"<(?:rss|feed)\b", text, re.IGNORECASE)
    )


def parse_feed(text: str, known: KnownDays) -> DigestContents:
    """Read the items of a feed; where the XML is damaged, what can still be made out.

    The day is the one that the feed gives itself, else the one that at least half of its items
    share.

    Raises:
        MalformedDigest: no item is a paper; or the feed would fill the memory or take minutes: by
            entities of its own, or by thousands of elements or keywords in one item.
    """
    starts = [match.start() for match in _ITEM.finditer(text)]
    _check_that_harmless(text, starts)
    import feedparser  # noqa: PLC0415 - takes a while to import, and feeds are few

    beginning = _BEGINNING.match(text)
    root = 0 if beginning is None else beginning.start("root")
    # What stands above it tells nothing, and blank lines there would take hours.
    content = _CHARACTER.sub(_check_character, text[root:]).encode()
    try:
        found = feedparser.parse(content, sanitize_html=False, resolve_relative_uris=False)
    except _STUMBLES:
        reason = "found XML too damaged to be taken apart"
        raise MalformedDigest(f"{_EXPECTED}; {reason}.") from None
    lines = [*iter_line_numbers(text, starts)]
    parts = [*_iter_parts(found.entries, lines)]
    if found.bozo and not isinstance(found.bozo_exception, feedparser.CharacterEncodingOverride):
        parts.append(_describe_damage(found.bozo_exception, text, text.count("\n", 0, root)))
    parts += _tell_of_unread(parts, text, starts)
    if not any(isinstance(part, DigestEntry) for part in parts):
        held = "no item" if not found.entries else "no such link"
        raise MalformedDigest(f"{_EXPECTED}; found {held}.")
    issued_on = known.issued_on or _find_day(found.feed, found.entries)
    return collect_contents(parts, issued_on=issued_on)


def _check_that_harmless(text: str, starts: Sequence[int]) -> None:
    dangers = [
        ("without entities of its own, found some", _ENTITY.search(text)),
        ("with a few keywords an item, found thousands", _KEYWORDS.search(text)),
    ]
    for expected, danger in dangers:
        if danger is not None:
            line = text.count("\n", 0, danger.start()) + 1
            raise MalformedDigest(f"expected a feed {expected}", line=line)
    for start, end in pairwise([0, *starts, len(text)]):
        if text.count("<", start, end) > 2 * _ITEM_LIMIT_ELEMENTS:  # each is opened and closed
            limit = f"at most {_ITEM_LIMIT_ELEMENTS:,} elements an item, found more"
            line = text.count("\n", 0, start) + 1
            raise MalformedDigest(f"expected a feed with {limit}", line=line)


FEED: Final = DigestFormat(
    name="feed",
    description="a feed of papers (RSS or Atom), arXiv's own among them",
    is_format=is_feed,
    parse=parse_feed,
)


def _check_character(match: re.Match[str]) -> str:
    number = match["hex"] or match["digits"]
    if len(number) <= _NUMBER_LIMIT_CHARS:
        code = int(number, 16 if match["hex"] else 10)
        if code <= sys.maxunicode and replace_surrogates(chr(code)) == chr(code):
            return match[0]
    return "\N{REPLACEMENT CHARACTER}"


def _iter_parts(
    items: Sequence[Mapping[str, Any]], lines: Sequence[int]
) -> Iterator[DigestEntry | SkippedEntry]:
    positions = count(1)
    # Where items and their tags do not go together, the first line has to do.
    known_lines = lines if len(lines) == len(items) else [1] * len(items)
    for item, line in zip(items, known_lines, strict=True):
        try:
            part = _read_item(item, line)
        except MalformedDigest as error:
            part = SkippedEntry(line, f"{error}")
        if isinstance(part, DigestEntry):
            part = replace(part, position=next(positions))
        yield part


def _read_item(item: Mapping[str, Any], line: int) -> DigestEntry | SkippedEntry:
    title = _ARXIV_TITLE_TAIL.sub("", _plain(item, "title"))
    arxiv_id = _find_arxiv_id(item)
    if not title:
        return SkippedEntry(line, "no title in the item")
    if arxiv_id is None:
        return SkippedEntry(line, f"no link to a paper's page in the item “{title[:60]}”")
    return _read_entry(item, line, title, arxiv_id)


def _read_entry(item: Mapping[str, Any], line: int, title: str, arxiv_id: str) -> DigestEntry:
    abstract = _find_abstract(item)
    authors = _list_authors(item)
    added_at = _instant(item.get("published_parsed")) or _instant(item.get("updated_parsed"))
    is_arxiv_answer = "arxiv.org/abs/" in str(item.get("id") or "")
    upvotes = _UPVOTES.search(_plain(item, "summary")) if not is_arxiv_answer else None
    return DigestEntry(
        position=1,
        line=line,
        title=clean_text(title),
        title_received=title,
        abstract=clean_text(abstract),
        abstract_received=abstract,
        arxiv_id=arxiv_id,
        published_on=added_at.date() if added_at and is_arxiv_answer else None,
        authors=authors,
        author_count=len(authors) or None,
        upvotes=int(upvotes[1] or upvotes[2]) if upvotes else None,
        submitted_at=None if is_arxiv_answer else added_at,
    )


def _find_arxiv_id(item: Mapping[str, Any]) -> str | None:
    links = [link.get("href") for link in item.get("links") or () if isinstance(link, Mapping)]
    for value in (item.get("link"), item.get("id"), *links):
        if isinstance(value, str):
            bare = _ARXIV_ID_PREFIX.sub("", value.strip())
            if (arxiv_id := find_linked_arxiv_id(value) or find_arxiv_id(bare)) is not None:
                return arxiv_id
    return None


def _find_abstract(item: Mapping[str, Any]) -> str:
    """The longest of what the item says about the paper."""
    contents = [_plain_of(each) for each in item.get("content") or ()]
    texts = [_plain(item, "summary"), *contents]
    return _ANNOUNCEMENT.sub("", max(texts, key=len, default=""))


def _list_authors(item: Mapping[str, Any]) -> tuple[str, ...]:
    """The authors, one by one or in one text with commas between."""
    named = [_plain_of({"value": each.get("name")}) for each in item.get("authors") or ()]
    names = [name for text in named for name in re.split(r",\s+|;\s*|\s+and\s+", text)]
    return tuple(filter(None, map(squeeze, names)))


def _plain(item: Mapping[str, Any], key: str) -> str:
    """A text of an item without markup, as one line."""
    return _plain_of(item.get(f"{key}_detail") or {"value": item.get(key)})


def _plain_of(text: Mapping[str, Any]) -> str:
    """A text as feedparser tells of it; what is said to be no HTML is left as it is."""
    value = text.get("value")
    if not isinstance(value, str):
        return ""
    if text.get("type") == "text/plain":
        return squeeze(value)
    if not _MARKUP.search(value):
        return squeeze(unescape(value))
    return strip_markup(value, part_of="an item")


def _instant(value: Any) -> datetime | None:
    """An instant that feedparser has read, in UTC."""
    try:
        year, month, day, hour, minute, second = value[:6]
        return datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except (TypeError, ValueError, OverflowError):
        return None


def _find_day(feed: Mapping[str, Any], items: Sequence[Mapping[str, Any]]) -> date | None:
    own = _instant(feed.get("updated_parsed")) or _instant(feed.get("published_parsed"))
    if own is not None:
        return own.date()
    instants = [_instant(item.get("published_parsed")) for item in items]
    days = Counter(instant.date() for instant in instants if instant is not None)
    for day, item_count in days.most_common(1):
        return day if 2 * item_count >= len(items) else None
    return None


def _tell_of_unread(
    parts: Sequence[DigestEntry | SkippedEntry], text: str, starts: Sequence[int]
) -> Iterator[SkippedEntry]:
    """The items that name a paper which was not read, as happens behind damage."""
    read_ids = {None, *(part.arxiv_id for part in parts if isinstance(part, DigestEntry))}
    ends = pairwise([*starts, len(text)])
    for (start, end), line in zip(ends, iter_line_numbers(text, starts), strict=True):
        named = _NAMED.search(text, start, end)
        if named is not None and find_arxiv_id(named[1]) not in read_ids:
            yield SkippedEntry(line, f"the item about {named[1]} was not read")


def _describe_damage(error: Exception, text: str, lines_above: int) -> SkippedEntry:
    line_number = getattr(error, "getLineNumber", lambda: None)()
    line = lines_above + line_number if isinstance(line_number, int) and line_number > 0 else 1
    last_line = text.count("\n") + 1
    return SkippedEntry(min(line, last_line), "the XML is damaged here; some items may be missing")
