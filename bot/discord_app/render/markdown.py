"""Discord's markdown: how text from outside is shown as what it is, and never acts.

Titles, abstracts and queries may hold anything: formatting, links, mentions, timestamps. `escape`
makes such a text harmless in running text, `link` as the text of a link (where Discord shows
backslashes instead of obeying them), and `plain` where Discord parses no markdown at all: footers,
labels, choices. The type `Markdown` marks what has been through one of them.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from typing import Final, NewType
from urllib.parse import quote, urlsplit

from bot.discord_app.render.clean import clean_marked, squeeze
from bot.discord_app.render.limits import length
from bot.models import MarkedText
from bot.text.shortening import ELLIPSIS, shorten

Markdown = NewType("Markdown", str)

NOTHING: Final = Markdown("")

# A longer address in a list would take the room of what people came to read.
LINK_LIMIT_CHARS: Final = 400
UNTITLED: Final = "untitled"

# What formats, mentions or links anywhere: `:name:` becomes an emoji, `scheme://` a link.
_ACTING = re.compile(r"[\\*_~`|<\[\]]|:(?=[\w+-]+:)|:(?=//)")
# What opens a quotation, a heading or a list where a line begins.
_OPENING = re.compile(r"^(?:[>#-]|\d+\.(?=\s|$))")
_MENTION_AT = re.compile(r"@(?=everyone|here)|(?<=<)@")
_ESCAPED = re.compile(r"\\(.)")
_MENTION_BREAK = "@\u200b"  # a space without width: looks the same, means nothing

_LOOK_ALIKES: Final = str.maketrans("\\*_~`|<>[]", "∖∗ˍ∼ˋ∣‹›［］")
_LINK_TEXT_COLON = re.compile(r":(?=[\w+-]+:)|:(?=//)")
_URL_SAFE: Final = "/:?#!$&'+,;=%~-._"


def plain(text: str, limit_chars: int) -> str:
    r"""The text on one line, shortened to whole words, for places without markdown.

    >>> plain("State of the\n   *Art*", 12)
    'State of…'
    """
    return _longest_fit(squeeze(text), limit_chars, str)


def escape(text: str, limit_chars: int | None = None) -> Markdown:
    r"""The text as it is, whatever it holds; shortened to whole words first, then escaped.

    The limit holds for the escaped text.

    >>> print(escape("# 2 * 3 in snake_case, [x](https://y.z)"))
    \# 2 \* 3 in snake\_case, \[x\](https\://y.z)
    >>> print(escape("one **bold** word", 10))
    one…
    """
    squeezed = squeeze(text)
    if limit_chars is None:
        return Markdown(_escape(squeezed))
    return Markdown(_longest_fit(squeezed, limit_chars, _escape))


def unescape(markdown: str) -> str:
    r"""The text that was escaped, on one line: what `escape` did, undone.

    >>> unescape(r"\# 2 \* 3 in snake\_case")
    '# 2 * 3 in snake_case'
    """
    return _ESCAPED.sub(r"\g<1>", markdown.replace(_MENTION_BREAK, "@"))


def escape_marked(marked: MarkedText, limit_chars: int) -> Markdown:
    r"""The text with its marked places in bold, escaped and shortened.

    >>> print(escape_marked(MarkedText("KV *cache* pruning", ((4, 9),)), 60))
    KV \***cache**\* pruning
    """
    cleaned = clean_marked(marked)
    return Markdown(_fit_marked(cleaned, limit_chars, _escape_piece, _escape_opening))


def link(text: MarkedText, url: str, limit_chars: int) -> Markdown:
    """A link with the text, its marked places in bold; without the link where the URL is too long.

    Inside a link's text Discord shows backslashes, so characters that would act are replaced by
    others that look alike. The limit holds for text and URL together.

    >>> print(link(MarkedText("[Re] A* search", ((8, 14),)), "https://example.org/a", 80))
    [［Re］ A∗ **search**](https://example.org/a)
    """
    cleaned = clean_marked(text)
    address = link_target(url)
    if address is not None:
        room = limit_chars - length(f"[]({address})")
        if shown := _fit_marked(cleaned, room, _replace_acting, str):
            return Markdown(f"[{shown}]({address})")
    shown = escape(cleaned.text or UNTITLED, limit_chars - len("****"))
    return Markdown(f"**{shown}**") if shown else NOTHING


def link_target(url: str, limit_chars: int = LINK_LIMIT_CHARS) -> str | None:
    """The URL as it can stand in a link's brackets; None where it is no such http address.

    >>> link_target("https://example.org/a_(b)")
    'https://example.org/a_%28b%29'
    >>> link_target("javascript:alert(1)") is None
    True
    """
    address = quote(squeeze(url), safe=_URL_SAFE)
    parts = urlsplit(address)
    is_address = parts.scheme in {"http", "https"} and bool(parts.netloc)
    return address if is_address and length(address) <= limit_chars else None


def stack(
    blocks: Sequence[Markdown], limit_chars: int, separator: str = "\n"
) -> tuple[Markdown, int]:
    r"""As many of the blocks as fit below one another, and how many were left out.

    >>> stack([Markdown("one"), Markdown("two"), Markdown("three")], 8)
    ('one\ntwo', 1)
    """
    stacked = ""
    for number, block in enumerate(blocks):
        longer = f"{stacked}{separator}{block}" if number else block
        if length(longer) > limit_chars:
            return Markdown(stacked), len(blocks) - number
        stacked = longer
    return Markdown(stacked), 0


def _escape(text: str) -> str:
    return _escape_opening(_escape_piece(text))


def _escape_opening(line: str) -> str:
    return _OPENING.sub(lambda opening: f"{opening[0][:-1]}\\{opening[0][-1]}", line)


def _escape_piece(text: str) -> str:
    return _MENTION_AT.sub(_MENTION_BREAK, _ACTING.sub(r"\\\g<0>", text))


def _replace_acting(text: str) -> str:
    without_links = _LINK_TEXT_COLON.sub("∶", text)
    return _MENTION_AT.sub(_MENTION_BREAK, without_links).translate(_LOOK_ALIKES)


def _longest_fit(text: str, limit_chars: int, render: Callable[[str], str]) -> str:
    """The longest shortened form of the text that is within the limit once rendered."""
    if length(whole := render(text)) <= limit_chars:
        return whole

    def rendered_length(size: int) -> int:
        return length(render(shorten(text, size)))

    sizes = range(min(len(text), max(limit_chars, 0)) + 1)
    size = bisect_right(sizes, limit_chars, key=rendered_length) - 1
    return render(shorten(text, size)) if size > 0 else ""


def _fit_marked(
    marked: MarkedText,
    limit_chars: int,
    render_piece: Callable[[str], str],
    render_line: Callable[[str], str],
) -> str:
    def render(shortened: str) -> str:
        return render_line(
            "".join(
                f"**{render_piece(piece)}**" if is_marked else render_piece(piece)
                for piece, is_marked in _iter_pieces(shortened, marked)
            )
        )

    return _longest_fit(marked.text, limit_chars, render)


def _iter_pieces(shortened: str, marked: MarkedText) -> Iterator[tuple[str, bool]]:
    """The pieces of a text, perhaps shortened, each with whether it is marked."""
    is_whole = shortened == marked.text
    kept = len(shortened if is_whole else shortened.removesuffix(ELLIPSIS))
    position = 0
    for start, end in marked.marks:
        if end > kept:
            break
        yield shortened[position:start], False
        yield shortened[start:end], True
        position = end
    yield shortened[position:], False
