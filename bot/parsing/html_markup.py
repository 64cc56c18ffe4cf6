"""HTML taken apart: what the forms that hold markup share."""

import re
from collections import Counter
from itertools import islice
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from bot.errors import MalformedDigest
from bot.text.arxiv_id import find_arxiv_id
from bot.text.white_space import squeeze

_PAPER_LINK: Final = re.compile(
    r"(?:^|//|%2F%2F|\b)(?:(?:www\.|export\.)?(?:huggingface\.co/papers|hf\.co/papers"
    r"|arxiv\.org/(?:abs|pdf|html)|alphaxiv\.org/(?:abs|overview|pdf))|(?<![^/])papers)/"
    r"(?P<reference>[a-z.-]*/?[0-9]{4}[0-9.]*(?:v[0-9]+)?)",
    re.IGNORECASE,
)
_TAG: Final = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*+)")
# What may be left open all the page long, since what follows closes it, or has no inside.
_UNCLOSED: Final = frozenset(
    """
    area base basefont bgsound body br caption col colgroup dd dt embed frame head hr html image
    img input li link meta option p param source tbody td tfoot th thead tr track wbr
    """.split()
)
# What is left open of these is opened once more in each paragraph that follows.
_REOPENED: Final = frozenset("a b big code em font i nobr s small strike strong tt u".split())
_DEPTH_LIMIT: Final = 500
_ELEMENT_LIMIT: Final = 500_000
# A tag with its attributes; values are quoted behind an equals sign only.
_WHOLE_TAG: Final = re.compile(
    r"""<[a-zA-Z](?:[^<>"'=]++|=\s*+(?:"[^"<]*+"?+|'[^'<]*+'?+)?+|["'])*+"""
)
_VALUE: Final = re.compile(r"""="[^"]*+"?+|='[^']*+'?+""")
_PIECE: Final = re.compile(r"[^\s/]+")
_ATTRIBUTE_LIMIT: Final = 500
# Elements before and behind which a new line begins.
_BREAKING_TAG: Final = re.compile(
    r"</?(?:address|article|aside|blockquote|br|dd|div|dl|dt|figure|footer|form|h[1-6]|header|hr|img"
    r"|li|main|nav|ol|p|pre|section|table|tbody|td|th|thead|tr|ul)\b",
    re.IGNORECASE,
)
_INLINE_TAGS: Final = frozenset(("-text", "span", "b", "strong", "em", "i", "small", "font"))
_PIECES_BEHIND: Final = 4
_ESCAPED_SLASH: Final = re.compile(r"%(?:25){0,5}2F", re.IGNORECASE)  # by each site once more


def parse_html(text: str, *, part_of: str = "") -> LexborHTMLParser:
    """The tree of a page or of a part of one; any text has one.

    Raises:
        MalformedDigest: elements stand inside one another deeper than on any page, or are more
            than on any; such a tree takes minutes, or all memory. The message names what the text
            is a part of, or else the line.
    """
    _check_size(text, part_of)
    return LexborHTMLParser(_WHOLE_TAG.sub(_bound_attributes, text))


def _check_size(text: str, part_of: str) -> None:
    open_counts: Counter[str] = Counter()
    depth = reopened_count = element_count = 0
    for tag in _TAG.finditer(text):
        name = tag[2].lower()
        element_count += 1 + reopened_count
        if name not in _UNCLOSED:
            change = (-1 if open_counts[name] else 0) if tag[1] else 1
            open_counts[name] += change
            depth += change
            reopened_count += change if name in _REOPENED else 0
        if depth > _DEPTH_LIMIT or element_count > _ELEMENT_LIMIT:
            is_deep = depth > _DEPTH_LIMIT
            raise MalformedDigest(
                f"expected {f'HTML in {part_of}' if part_of else 'a page'} of at most "
                f"{_ELEMENT_LIMIT:,} elements, nested at most {_DEPTH_LIMIT} deep; found "
                f"{'deeper ones' if is_deep else 'more'}.",
                line=None if part_of else text.count("\n", 0, tag.start()) + 1,
            )


def _bound_attributes(tag: re.Match[str]) -> str:
    """The tag, or its name alone where it has more attributes than a tree is built with in time.

    Words become attributes where a value has lost its quote, so that costs only this element.
    """
    if len(tag[0]) <= 2 * _ATTRIBUTE_LIMIT:
        return tag[0]
    name, *attributes = islice(_PIECE.finditer(_VALUE.sub(" ", tag[0])), _ATTRIBUTE_LIMIT + 2)
    return name[0] if len(attributes) > _ATTRIBUTE_LIMIT else tag[0]


def text_of(node: LexborNode | None) -> str:
    """What a person reads of a node, as one line."""
    return "" if node is None else squeeze(node.text(separator=" "))


def flowing_text_of(node: LexborNode | None) -> str:
    """A node's text as one line, without spaces where only letters change, as in E<sub>8</sub>."""
    if node is None:
        return ""
    if node.child is None or (node.child.tag == "-text" and node.child.next is None):
        return squeeze(node.text())
    return strip_markup(node.html or "", part_of="an element")


def text_behind(link: LexborNode) -> str:
    """What stands between a link and the end of its line, where it is short."""
    node: LexborNode | None = link
    while node is not None and (node is link or node.tag in _INLINE_TAGS):
        texts: list[str] = []
        piece = node.next
        while piece is not None and piece.tag in _INLINE_TAGS and len(texts) < _PIECES_BEHIND:
            texts.append(text_of(piece))
            piece = piece.next
        if behind := squeeze(" ".join(texts)):
            return behind
        node = node.parent
    return ""


def strip_markup(text: str, *, part_of: str) -> str:
    """A piece of HTML as a person reads it, as one line.

    >>> strip_markup("<p>Owls <b>hunt</b>.</p><p>In E<sub>8</sub>.</p>", part_of="an item")
    'Owls hunt. In E8.'

    Raises:
        MalformedDigest: as `parse_html` does.
    """
    return squeeze(parse_html(_BREAKING_TAG.sub(r" \g<0>", text), part_of=part_of).text())


def find_linked_arxiv_id(url: str) -> str | None:
    """The arXiv id that a link to a paper's page holds, also behind another site's redirection.

    >>> find_linked_arxiv_id("/papers/2606.00683#community")
    '2606.00683'
    >>> find_linked_arxiv_id("https://track.me/L0/https:%2F%2Fhuggingface.co%2Fpapers%2F2605.01234%3Futm")
    '2605.01234'
    >>> find_linked_arxiv_id("https://track.me/?u=https%253A%252F%252Farxiv.org%252Fabs%252F2605.01234v2")
    '2605.01234'
    >>> find_linked_arxiv_id("https://example.org/2401.00010") is None
    True
    """
    match = _PAPER_LINK.search(_ESCAPED_SLASH.sub("/", url))
    return None if match is None else find_arxiv_id(match["reference"].rstrip("."))
