"""Pages of Daily Papers as HTML.

Pages of a day, a week, a month and a search keep everything in one attribute, as the API has it:

    <div … data-target="DailyPapers"
           data-props="{&quot;dateString&quot;:…, &quot;dailyPapers&quot;:[…]}">

Where that element stands, and of which class it is, changes between layouts. The trending page has
no such attribute worth reading: its cards are read by their markup, each of which stands there
twice, once for wide and once for narrow windows.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from html import unescape
from itertools import count
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from bot.errors import MalformedDigest
from bot.models import DigestEntry, SkippedEntry
from bot.parsing.api_json import read_api_items
from bot.parsing.digest_format import DigestContents, DigestFormat, KnownDays, collect_contents
from bot.parsing.fields import find_day, find_url
from bot.parsing.html_markup import find_linked_arxiv_id, flowing_text_of, parse_html, text_of
from bot.parsing.json_items import JsonItem, JsonItems, read_json_items
from bot.parsing.shown_days import DAY_PATTERN, ShownDay, find_day_line, infer_capture
from bot.parsing.text_lines import find_first_lines
from bot.text.display import clean_text
from bot.text.white_space import squeeze

# What a page begins with, comments and declarations aside; a saved part of one does, too.
_BEGINNING: Final = re.compile(
    r"\s*(?:(?><!--.*?-->)\s*+|<\?xml[^>]*>\s*+)*+<(?:!doctype\s+html|html|head|body|main|section|div|article)\b",
    re.IGNORECASE | re.DOTALL,
)
_TARGET: Final = "DailyPapers"
_TARGET_PLACE: Final = re.compile(r"data-target\s*=\s*[\"']?DailyPapers\b(?!-)")
_PROPS_BEHIND: Final = re.compile(r"[\"']?[^<>]{0,1000}?(?=data-props\s*=)")
_CUT_PROPS: Final = re.compile(r'data-target="DailyPapers"[^>]{0,1000}?data-props="([^"]*)')
_PUBLISHED: Final = re.compile(rf"Published on ({DAY_PATTERN})")
_COUNT: Final = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,9}")
_UPVOTES: Final = re.compile(
    rf"(?:(?:▲|upvotes?:?)\s*)?({_COUNT.pattern})(?:\s*(?:▲|upvotes?))?", re.IGNORECASE
)
_AUTHORS: Final = re.compile(r"([0-9]{1,6}) authors?")
_EXPECTED: Final = (
    "expected a page of Daily Papers: an element with data-target=“DailyPapers”, or cards whose "
    "titles link to /papers/…"
)
_QUOTED_PLACE: Final = re.compile(r'/papers/([^"/]{1,300})(?=")')
# Where a page shows the upvotes.
_HOLDERS: Final = frozenset(("div", "span", "p", "label", "button", "a"))
_CARD_TITLE: Final = "h3 a[href*='/papers/'], h2 a[href*='/papers/'], h4 a[href*='/papers/']"


def is_html_page(text: str) -> bool:
    """Tell whether a text begins as a web page and speaks of papers."""
    return _BEGINNING.match(text) is not None and (_TARGET in text or "/papers/" in text)


def parse_html_page(text: str, known: KnownDays) -> DigestContents:
    """Read a page by its data, else by its markup.

    The day of a day's page is its `dateString`; a week, a month, a search and the trending page
    are of no single day.

    Raises:
        MalformedDigest: the page has neither such data nor such cards.
    """
    tree = parse_html(text)
    if (contents := _read_data(tree, text, known)) is not None:
        return contents
    parts = [*_iter_cards(tree, text, known)]
    if not any(isinstance(part, DigestEntry) for part in parts):
        raise MalformedDigest(f"{_EXPECTED}; found neither.")
    return collect_contents(parts, issued_on=known.issued_on)


HTML_PAGE: Final = DigestFormat(
    name="html_page",
    description="a page of Daily Papers as HTML (a day, a week, a month, a search, or trending)",
    is_format=is_html_page,
    parse=parse_html_page,
)


def _read_data(tree: LexborHTMLParser, text: str, known: KnownDays) -> DigestContents | None:
    """What stands in the page's data; None where it has none.

    A list without papers is what the page of an empty day holds, unless another one follows.
    """
    empty = None
    for props in _iter_props(tree, text):
        found = read_json_items(props)
        if found.wrapper is not None:
            papers = read_api_items(_move_to_line(found, _find_line_of_data(text)))
            is_of_a_day = found.wrapper.get("periodType") in (None, "day")
            is_of_a_day = is_of_a_day and not found.wrapper.get("query")
            shown_on = find_day(found.wrapper.get("dateString")) or papers.submitted_on
            issued_on = known.issued_on or (shown_on if is_of_a_day else None)
            contents = collect_contents(papers.parts, issued_on=issued_on)
            if found.items or found.damage:
                return contents
            empty = contents
    return None if _has_cards(tree) else empty


def _has_cards(tree: LexborHTMLParser) -> bool:
    return tree.css_first(_CARD_TITLE) is not None


def _find_line_of_data(text: str) -> int:
    """The line on which the data begins, which may stand on either side of its name."""
    target = _TARGET_PLACE.search(text)
    if target is None:
        return 1
    behind = _PROPS_BEHIND.match(text, target.end())
    begin = behind.end() if behind else max(text.rfind("data-props", 0, target.start()), 0)
    return text.count("\n", 0, begin) + 1


def _iter_props(tree: LexborHTMLParser, text: str) -> Iterator[str]:
    """The data of the page's elements; last what is left of it where the page was cut off."""
    for node in tree.css(f"[data-target='{_TARGET}'][data-props]"):
        yield node.attributes.get("data-props") or ""
    if rest := _CUT_PROPS.search(text):
        yield unescape(rest[1])


def _move_to_line(found: JsonItems, line: int) -> JsonItems:
    """The same with lines of the page instead of lines of its attribute."""
    damage = found.damage
    return JsonItems(
        items=[JsonItem(item.line + line - 1, item.value) for item in found.items],
        wrapper=found.wrapper,
        damage=None if damage is None else replace(damage, line=damage.line + line - 1),
    )


def _iter_cards(
    tree: LexborHTMLParser, text: str, known: KnownDays
) -> Iterator[DigestEntry | SkippedEntry]:
    cards: dict[str, DigestEntry] = {}
    shown_days: dict[str, ShownDay] = {}
    links = list({link.mem_id: link for link in tree.css(_CARD_TITLE)}.values())
    title_counts = _count_up_to_two(links)
    lines = find_first_lines(text, _QUOTED_PLACE)
    for link in links:
        href = link.attributes.get("href") or ""
        arxiv_id = find_linked_arxiv_id(href)
        title = flowing_text_of(link)
        if arxiv_id is None or not title:
            what = f"“{title[:60]}”" if title else "nothing"
            reason = f"expected a title that links to a paper's page, found {what}"
            yield SkippedEntry(lines.get(href.rpartition("/papers/")[2], 1), reason)
            continue
        beside = _find_card(link, title_counts)
        card = _read_card(beside, link, arxiv_id, title, lines.get(arxiv_id, 1))
        twin = cards.get(arxiv_id)
        cards[arxiv_id] = card if twin is None else _complete(twin, card)
        if (shown := _find_published(beside, link)) is not None:
            shown_days.setdefault(arxiv_id, shown)
    capture = infer_capture(None, [*shown_days.values()], known)
    positions = count(1)
    for arxiv_id, card in cards.items():
        shown = shown_days.get(arxiv_id)
        published_on = None if shown is None else capture.resolve(shown)
        is_certain = published_on is None or shown is None or capture.is_certain_of(shown)
        yield replace(
            card,
            position=next(positions),
            published_on=published_on,
            published_on_is_inferred=not is_certain,
        )


def _complete(card: DigestEntry, twin: DigestEntry) -> DigestEntry:
    """The card with what only its twin shows."""
    longer = max(card, twin, key=lambda each: len(each.abstract))
    return replace(
        card,
        abstract=longer.abstract,
        abstract_received=longer.abstract_received,
        author_count=card.author_count or twin.author_count,
        comment_count=twin.comment_count if card.comment_count is None else card.comment_count,
        upvotes=twin.upvotes if card.upvotes is None else card.upvotes,
        code_url=card.code_url or twin.code_url,
    )


def _read_card(
    card: LexborNode, link: LexborNode, arxiv_id: str, title: str, line: int
) -> DigestEntry:
    paragraph = max(card.css("p"), key=lambda each: len(text_of(each)), default=None)
    abstract = flowing_text_of(paragraph)
    authors = _AUTHORS.search(_text_beside(card, link))
    return DigestEntry(
        position=1,
        line=line,
        title=clean_text(title),
        title_received=title,
        abstract=clean_text(abstract),
        abstract_received=abstract,
        arxiv_id=arxiv_id,
        author_count=int(authors[1]) if authors else None,
        comment_count=_find_comment_count(card),
        upvotes=_find_upvotes(card),
        code_url=_find_code_url(card),
    )


def _find_published(card: LexborNode, link: LexborNode) -> ShownDay | None:
    """The day that a title's card shows, with its year or without."""
    published = _PUBLISHED.search(_text_beside(card, link))
    day_line = find_day_line(published[1]) if published else None
    return None if day_line is None else day_line.day


def _text_beside(card: LexborNode, link: LexborNode) -> str:
    """What a card says beside title and abstract, which may speak of authors and days, too."""
    beside = text_of(card)
    for own in (max(map(text_of, card.css("p")), key=len, default=""), text_of(link)):
        beside = beside.replace(own, " | ") if own else beside
    return beside


def _count_up_to_two(nodes: Sequence[LexborNode]) -> Mapping[int, int]:
    """How many of the nodes each element holds, by the element's identity; two stand for more.

    Where two were counted, so they were in all that stands about it: no element is passed often.
    """
    counts: dict[int, int] = {}
    for node in nodes:
        parent = node.parent
        while parent is not None and (known := counts.get(parent.mem_id, 0)) < 2:  # noqa: PLR2004
            counts[parent.mem_id] = known + 1
            parent = parent.parent
    return counts


def _find_card(link: LexborNode, title_counts: Mapping[int, int]) -> LexborNode:
    """The card about a title: its article, or what holds the title and nobody else's."""
    card = link
    while card.tag != "article" and (parent := card.parent) is not None:
        if title_counts[parent.mem_id] > 1 or parent.tag == "body":
            break
        card = parent
    return card


def _find_comment_count(card: LexborNode) -> int | None:
    counts = (_count_of(text_of(link)) for link in card.css("a[href$='#community']"))
    return next((each for each in counts if each is not None), None)


def _find_upvotes(card: LexborNode) -> int | None:
    """The one number of the card that is not its code's stars, comments, or part of a text.

    Rounded ones, such as 1.2k, are not known.
    """
    foreign = {node.mem_id for link in card.css("a[href]") if _is_foreign(link)
               for node in [link, *link.css("*")]}  # fmt: skip
    texts = [
        (node, shown)
        for node in card.traverse(include_text=True)
        if node.is_text_node and (shown := squeeze(node.text_content or ""))
    ]
    text_counts = _count_up_to_two([node for node, _ in texts])
    counts = [
        number
        for node, shown in texts
        if (number := _upvotes_of(shown)) is not None
        and (holder := node.parent) is not None
        and holder.tag in _HOLDERS
        and holder.mem_id not in foreign
        and text_counts[holder.mem_id] == 1
    ]
    return counts[0] if len(counts) == 1 else None


def _is_foreign(link: LexborNode) -> bool:
    """Whether the numbers in a link count something else."""
    href = link.attributes.get("href") or ""
    return "github.com" in href or href.endswith("#community")


def _count_of(text: str) -> int | None:
    return int(text.replace(",", "")) if _COUNT.fullmatch(text) else None


def _upvotes_of(text: str) -> int | None:
    match = _UPVOTES.fullmatch(text)
    return None if match is None else _count_of(match[1])


def _find_code_url(card: LexborNode) -> str | None:
    links = (link.attributes.get("href") for link in card.css("a[href*='github.com']"))
    return next((url for url in map(find_url, links) if url is not None), None)
