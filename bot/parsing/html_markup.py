"""HTML taken apart: what the forms that hold markup share."""

import re
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
# Of the elements that people close; others may be left open all the page long.
_NESTING_TAG: Final = re.compile(
    r"<(/?)(?:div|span|section|article|main|ul|ol|table|b|i|a)\b", re.IGNORECASE
)
# Elements before and behind which a new line begins.
_BREAKING_TAG: Final = re.compile(
    r"</?(?:address|article|aside|blockquote|br|dd|div|dl|dt|figure|footer|form|h[1-6]|header|hr|img"
    r"|li|main|nav|ol|p|pre|section|table|tbody|td|th|thead|tr|ul)\b",
    re.IGNORECASE,
)
_DEPTH_LIMIT: Final = 2_000
_INLINE_TAGS: Final = frozenset(("-text", "span", "b", "strong", "em", "i", "small", "font"))
_PIECES_BEHIND: Final = 4
_ESCAPED_SLASH: Final = re.compile(r"%(?:25){0,5}2F", re.IGNORECASE)  # by each site once more


def parse_html(text: str) -> LexborHTMLParser:
    """The tree of a page or of a part of one; any text has one.

    Raises:
        MalformedDigest: elements stand inside one another deeper than on any page; walking through
            such a tree takes minutes.
    """
    depth = 0
    for tag in _NESTING_TAG.finditer(text):
        depth = max(0, depth - 1) if tag[1] else depth + 1
        if depth > _DEPTH_LIMIT:
            line = text.count("\n", 0, tag.start()) + 1
            raise MalformedDigest("expected a page, found elements nested without end", line=line)
    return LexborHTMLParser(text)


def text_of(node: LexborNode | None) -> str:
    """What a person reads of a node, as one line."""
    return "" if node is None else squeeze(node.text(separator=" "))


def flowing_text_of(node: LexborNode | None) -> str:
    """A node's text as one line, without spaces where only letters change, as in E<sub>8</sub>."""
    if node is None:
        return ""
    if node.child is None or (node.child.tag == "-text" and node.child.next is None):
        return squeeze(node.text())
    return strip_markup(node.html or "")


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


def strip_markup(text: str) -> str:
    """A piece of HTML as a person reads it, as one line.

    >>> strip_markup("<p>Owls <b>hunt</b>.</p><p>In E<sub>8</sub>.</p>")
    'Owls hunt. In E8.'

    Raises:
        MalformedDigest: elements stand inside one another deeper than on any page.
    """
    return squeeze(parse_html(_BREAKING_TAG.sub(r" \g<0>", text)).text())


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
