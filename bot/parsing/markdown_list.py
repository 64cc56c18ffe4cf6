"""Papers in Markdown: a heading or a list item each, whose title links to the paper.

    ### [Large Owls Are Few-Shot Hunters](https://arxiv.org/abs/2401.00010)

    We present an owl that …

Lists that people keep look so, and so does a page of Daily Papers that a browser has saved as
Markdown: there the upvotes stand above the title, and below the abstract who wrote it, and the
day, with the number of comments linked to the discussion: `[6](/papers/2401.00010#community)`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import Final

from bot.errors import MalformedDigest
from bot.models import DigestEntry, Organization, SkippedEntry
from bot.parsing.digest_format import DigestContents, DigestFormat, KnownDays, collect_contents
from bot.parsing.fields import find_day
from bot.parsing.html_markup import find_linked_arxiv_id
from bot.parsing.markdown_inline import drop_emphasis, find_links, replace_links
from bot.parsing.shown_days import Capture, ShownDay, find_day_line, infer_capture
from bot.parsing.text_lines import quote
from bot.text.display import clean_text
from bot.text.white_space import squeeze

# All that repeats is bounded, or gives nothing back: texts may hold a million brackets.
_IMAGE: Final = re.compile(r"!\[[^\]]{0,1000}+\]\([^)]{0,2000}+\)")
_HEADING: Final = re.compile(r"[ ]{0,3}(?P<marks>#{1,6})[ \t]+(?P<text>\S.*)")
_LIST_ITEM: Final = re.compile(r"(?P<indent>[ \t]*)(?:[-*+]|[0-9]{1,4}[.)])[ \t]+(?P<text>\S.*)")
# Links that say what they lead to, and not what the paper is called.
_LEADS: Final = re.compile(
    r"\W*(?:paper|pdf|arxiv|abs|abstract|html|link|url|hf|hugging ?face|read|here"
    r"|arxiv[: ]?[0-9.v]+|[0-9]{4}\.[0-9]{4,5}(?:v[0-9]+)?)\W*",
    re.IGNORECASE,
)
_COMMENTS: Final = re.compile(
    r"\[\s{0,9}([0-9]{1,7})\s{0,9}\]\([^)\s#]{0,300}#community[^)]{0,300}\)"
)
_AUTHORS: Final = re.compile(r"(?:[•·*+-][ \t]*)?([0-9]{1,6}) authors?", re.IGNORECASE)
_UPVOTES: Final = re.compile(
    r"(?:[*+-][ \t]+)?(?:\[[ x]\][ \t]*)?(?:▲\s*|upvote\s*)?([0-9]{1,7})(?:\s*▲)?", re.IGNORECASE
)
_MARKED_UPVOTES: Final = re.compile(
    r"\(?(?:▲\s?([0-9]{1,7})|\b([0-9]{1,7})\s?(?:▲|upvotes?\b))\)?", re.IGNORECASE
)
_SUBMITTED: Final = re.compile(r"submitted by\b", re.IGNORECASE)
_ORNAMENT: Final = re.compile(r"[-·•*+|\s]+|upvote", re.IGNORECASE)
# What GitHub's pages fold texts away with.
_FOLD: Final = re.compile(r"</?details>|<summary>[^<]*</summary>|<br\s?/?>", re.IGNORECASE)
_LABEL: Final = re.compile(
    r"(?:[-*+•]\s+)?\W{0,2}(?P<name>abstract|summary|authors?|published(?: on)?|date|upvotes"
    r"|comments|code|github|tl;?dr|links?|tags|keywords)\W{0,2}\s*:[*_]{0,2}\s*(?P<text>.*)",
    re.IGNORECASE,
)
_OWN_PAGE: Final = re.compile(r"(?:https?://huggingface\.co)?/(?P<slug>[A-Za-z0-9][\w.-]*)/?")
_PAGE_PLACE: Final = re.compile(r"/(?!/)|https?://huggingface\.co/papers\?")
_ISO_DAY: Final = re.compile(r"\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b")
_ESCAPED: Final = re.compile(r"\\([\\`*_{}\[\]()#+\-.!~|<>&$^])")
_SEPARATOR: Final = " \t-–—:|,.·•"
_LIST_LEVEL: Final = 7  # below every heading
_WHATS: Final = ("a heading", "a list item")


@dataclass(slots=True)
class _Block:
    """One paper's lines, before anything is made of them."""

    line: int
    level: int  # of the heading, from 1; `_LIST_LEVEL` for a list item
    indent: int
    title: str
    arxiv_id: str
    upvotes: int | None
    rest: str  # what follows the title on its line
    below: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Facts:
    """What the lines below a title say."""

    abstract: list[str] = field(default_factory=list)
    authors: tuple[str, ...] = ()
    author_count: int | None = None
    organization: Organization | None = None
    shown: ShownDay | None = None
    published_on: date | None = None
    comment_count: int | None = None
    upvotes: int | None = None
    code_url: str | None = None


def is_markdown_list(text: str) -> bool:
    """Tell whether a heading or a list item links to a paper."""
    return "](" in text and any(_find_title(line) is not None for line in text.split("\n"))


def parse_markdown_list(text: str, known: KnownDays) -> DigestContents:
    """Read a paper from every heading and list item that links to one.

    Days without a year are read as `bot.parsing.shown_days` tells. The digest's day is one that
    stands above the papers.

    Raises:
        MalformedDigest: nothing links to a paper.
    """
    above, blocks, skipped = _part_blocks(text)
    if not blocks:
        raise MalformedDigest("expected headings or list items that link to papers; found none.")
    facts = [_read_facts(block) for block in blocks]
    page_day, page_on = _find_page_day(above)
    shown_days = [each.shown for each in facts if each.shown is not None]
    capture = _find_capture(page_day, page_on, shown_days, known)
    positions = count(1)
    numbers = [_find_number_above(lines) for lines in (above, *(block.below for block in blocks))]
    # Pages have the upvotes above the title; lists that people keep may have them below.
    is_below = numbers[0] is None and numbers[-1] is not None
    upvotes = numbers[1:] if is_below else numbers
    parts: list[DigestEntry | SkippedEntry] = [
        _read_entry(block, each, before, next(positions), capture)
        for block, each, before in zip(blocks, facts, upvotes, strict=False)
    ]
    return collect_contents(
        [*parts, *skipped],
        issued_on=capture.on,
        issued_on_is_inferred=capture.on_is_inferred,
    )


MARKDOWN_LIST: Final = DigestFormat(
    name="markdown_list",
    description="Markdown with a heading or list item for each paper, its title linked to it",
    is_format=is_markdown_list,
    parse=parse_markdown_list,
)


def _part_blocks(text: str) -> tuple[list[str], list[_Block], list[SkippedEntry]]:
    """The lines above the papers, the papers' lines, and what is like a paper but links to none."""
    above: list[str] = []
    blocks: list[_Block] = []
    strangers: list[tuple[int, int, str]] = []  # level, line, text
    current: _Block | None = None
    for number, line in enumerate(text.split("\n"), 1):
        block = _find_title(line, number)
        if block is not None and not (current and _is_nested(current, block)):
            blocks.append(block)
            current = block
        elif (stranger := _find_stranger(line, number, current)) is not None:
            strangers.append(stranger)
            current = None
        elif current is not None:
            current.below.append(line)
        if not blocks:
            above.append(line)
    levels = {block.level for block in blocks}
    skipped = [
        SkippedEntry(number, f"{_WHATS[level == _LIST_LEVEL]} without a link to a paper: {shown}")
        for level, number, shown in strangers
        if level in levels and number > blocks[0].line
    ]
    return above, blocks, skipped


def _find_stranger(line: str, number: int, current: _Block | None) -> tuple[int, int, str] | None:
    """A heading or list item that ends the paper above it, and is none itself."""
    heading, item = _HEADING.fullmatch(line.rstrip()), _LIST_ITEM.fullmatch(line.rstrip())
    if heading is not None and (current is None or len(heading["marks"]) <= current.level):
        return len(heading["marks"]), number, quote(_plain(heading["text"]))
    is_sibling = current is not None and current.level == _LIST_LEVEL
    if item is not None and is_sibling and _indent_of(item) <= (current.indent if current else 0):
        return _LIST_LEVEL, number, quote(_plain(item["text"]))
    return None


def _is_nested(block: _Block, inner: _Block) -> bool:
    """Whether a list item belongs to the paper above it, such as a link to its code or its PDF."""
    if inner.level != _LIST_LEVEL:
        return False
    if block.level != _LIST_LEVEL:
        return block.arxiv_id == inner.arxiv_id
    return inner.indent > block.indent and block.arxiv_id == inner.arxiv_id


def _find_title(line: str, number: int = 1) -> _Block | None:
    """A line that begins a paper: a heading or a list item with a link to it."""
    if "](" not in line:
        return None
    heading, item = _HEADING.fullmatch(line.rstrip()), _LIST_ITEM.fullmatch(line.rstrip())
    if heading is None and item is None:
        return None
    text = heading["text"] if heading else item["text"] if item else ""
    for link in find_links(text):
        arxiv_id = None if "#community" in link.url else find_linked_arxiv_id(link.url)
        if arxiv_id is None:
            continue
        before = text[: link.start]
        shown = title = _plain(link.text)
        if not title or _LEADS.fullmatch(title):
            title = _plain(replace_links(before, keep_text=False)).strip(_SEPARATOR + "[]()")
        if not title:
            return None
        return _Block(
            line=number,
            level=len(heading["marks"]) if heading else _LIST_LEVEL,
            indent=0 if item is None else _indent_of(item),
            title=title,
            arxiv_id=arxiv_id,
            upvotes=_find_upvotes(_plain(before)) if title == shown else None,
            rest=text[link.end :],
        )
    return None


def _indent_of(item: re.Match[str]) -> int:
    return len(item["indent"].expandtabs(4))


def _read_facts(block: _Block) -> _Facts:
    facts = _Facts()
    rest = _plain(block.rest).lstrip(_SEPARATOR + "*_~")
    if (marked := _MARKED_UPVOTES.search(rest)) is not None:
        facts.upvotes = int(marked[1] or marked[2])
        rest = f"{rest[: marked.start()]}{rest[marked.end() :]}".strip(_SEPARATOR)
    if len(rest.split()) > 3:  # noqa: PLR2004 - fewer words are a venue or a label
        facts.abstract.append(rest)
    for line in block.below:
        shown = line.strip().lstrip(">").strip()
        text = _plain(shown)
        if _SUBMITTED.match(text):
            break  # what follows is above the title below
        is_number = _find_upvotes(text) is not None and "#community" not in shown
        if text and not is_number and not _read_line(shown, facts):
            facts.abstract += [] if _ORNAMENT.fullmatch(text) else [text]
    return facts


def _find_number_above(lines: Sequence[str]) -> int | None:
    """The upvotes that these lines end in, where they end in a number."""
    shown = (_plain(line) if "#community" not in line else "comments" for line in reversed(lines))
    return next((_find_upvotes(text) for text in shown if text), None)


def _read_line(shown: str, facts: _Facts) -> bool:
    """Take what a line says about its paper; whether it was no part of the abstract."""
    if (comments := _COMMENTS.search(shown)) is not None:
        facts.comment_count = int(comments[1])
        shown = _COMMENTS.sub("", shown).strip(_SEPARATOR)
        if not shown:
            return True
    text = _plain(shown)
    if (authors := _AUTHORS.fullmatch(text)) is not None:  # who may be a link to the paper
        facts.author_count = int(authors[1])
        return True
    links = find_links(shown)
    if links and not replace_links(shown, keep_text=False).strip(_SEPARATOR + "*+•"):
        code = next((link.url for link in links if "github.com" in link.url), None)
        facts.code_url = facts.code_url or code
        facts.organization = facts.organization or _find_organization(shown)
        is_of_page = all(_PAGE_PLACE.match(link.url) for link in links)
        return code is not None or facts.organization is not None or is_of_page
    if (day_line := find_day_line(text.strip(_SEPARATOR))) is not None:
        facts.shown = day_line.day
        if facts.comment_count is None:
            facts.comment_count = day_line.comment_count
    elif (label := _LABEL.fullmatch(text)) is not None:
        _read_label(label["name"].casefold(), label["text"].strip(), facts)
    else:
        return False
    return True


def _read_label(name: str, text: str, facts: _Facts) -> None:
    if name in ("abstract", "summary"):
        facts.abstract += [text] if text else []
    elif name.startswith("author"):
        facts.authors = tuple(filter(None, map(squeeze, re.split(r"[,;]|\band\b", text))))
    elif name in ("published", "published on", "date"):
        match = _ISO_DAY.search(text)
        facts.published_on = find_day(match[0]) if match else None
    elif name in ("upvotes", "comments") and (number := _find_upvotes(text)) is not None:
        if name == "upvotes":
            facts.upvotes = number
        else:
            facts.comment_count = number
    elif name in ("code", "github") and text.startswith(("https://", "http://")):
        facts.code_url = text.split(maxsplit=1)[0]


def _find_organization(shown: str) -> Organization | None:
    """Who stands behind a paper, where a line is nothing but a link to their page."""
    bare = shown.lstrip("•·*+- \t")
    link = next(
        (each for each in find_links(bare) if (each.start, each.end) == (0, len(bare))), None
    )
    page = None if link is None else _OWN_PAGE.fullmatch(link.url)
    if link is None or page is None or page["slug"] == "papers":
        return None
    name = _plain(link.text)
    if "![" not in link.text:  # without the picture, the page's address stands in its place
        name = name.removeprefix(f"{page['slug']} ").strip()
    return Organization(page["slug"], name or page["slug"])


def _find_page_day(above: Sequence[str]) -> tuple[ShownDay | None, date | None]:
    """The day that stands above the papers, as pages show it, or in ISO 8601."""
    for line in above:
        text = _plain(line.strip().lstrip("# "))
        if (match := _ISO_DAY.search(text)) is not None and find_day(match[0]):
            return None, find_day(match[0])
        if (day_line := find_day_line(text)) is not None:
            return day_line.day, None
    return None, None


def _find_capture(
    page_day: ShownDay | None,
    page_on: date | None,
    shown_days: Sequence[ShownDay],
    known: KnownDays,
) -> Capture:
    """A list that tells its day with the year tells the year of its papers' days; not certainly."""
    if page_on is None or known.issued_on is not None:
        return infer_capture(page_day, shown_days, known)
    return Capture(page_on.year, page_on, on_is_inferred=False, until=page_on, is_given=False)


def _read_entry(
    block: _Block, facts: _Facts, upvotes_above: int | None, position: int, capture: Capture
) -> DigestEntry:
    abstract = "\n".join(facts.abstract)
    resolved = None if facts.shown is None else capture.resolve(facts.shown)
    published_on = facts.published_on or resolved
    is_inferred = facts.published_on is None and not (
        facts.shown is None or capture.is_certain_of(facts.shown)
    )
    known = [each for each in (facts.upvotes, block.upvotes, upvotes_above) if each is not None]
    return DigestEntry(
        position=position,
        line=block.line,
        title=clean_text(block.title),
        title_received=block.title,
        abstract=clean_text(abstract),
        abstract_received=abstract,
        arxiv_id=block.arxiv_id,
        published_on=published_on,
        published_on_is_inferred=published_on is not None and is_inferred,
        authors=facts.authors,
        author_count=facts.author_count or len(facts.authors) or None,
        organization=facts.organization,
        comment_count=facts.comment_count,
        upvotes=known[0] if known else None,
        code_url=facts.code_url,
    )


def _find_upvotes(text: str) -> int | None:
    match = _UPVOTES.fullmatch(text)
    return int(match[1]) if match else None


def _plain(marked: str) -> str:
    """What a person reads of a piece of Markdown, as one line."""
    if not marked or marked.isspace():
        return ""
    text = replace_links(_FOLD.sub("", _IMAGE.sub("", marked)), keep_text=True)
    return squeeze(_ESCAPED.sub(r"\1", drop_emphasis(text)))
