"""A page of Daily Papers as text, in pairs of lines: a title, and under it its abstract.

    Get trending papers in your email inbox once a day!
    Get trending papers in your email inbox!
    SubscribeLarge Owls Are Few-Shot Hunters
    We present an owl that …
    Do Owls Dream? Night-Time Planning for Small Robots
    …

The button `Subscribe` has run into the first title. Nothing tells dates, authors, counts or ids.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count, islice
from typing import Final

from bot.models import DigestEntry, SkippedEntry
from bot.parsing.digest_format import DigestContents, DigestFormat, KnownDays, collect_contents
from bot.parsing.text_lines import Line, is_heading, iter_lines, looks_like_title, quote
from bot.text.display import clean_text

_HEADING: Final = re.compile(r"\s*Get trending papers in your email inbox", re.IGNORECASE)
_OPENING_LINES: Final = 5
_BUTTON: Final = re.compile(r"^\s*Subscribe(?!\s|d\b|rs?\b)")
# Without headings, only regular pairs are taken for a digest; there are many other texts.
_MIN_PAIRS_WITHOUT_HEADING: Final = 3
_PAIRS_PER_IRREGULAR: Final = 5
_MIN_ABSTRACT_CHARS: Final = 200
_MAX_TITLE_CHARS: Final = 250


def is_text_pairs(text: str) -> bool:
    """Tell whether a text opens with the page's heading, or is made of hardly anything but pairs.

    One in five may have a title with a full stop, and the last abstract may be cut off.
    """
    opening = islice(iter_lines(text), _OPENING_LINES)
    if any(_HEADING.match(line.text) for line in opening):
        return True
    lines = _list_lines(text)
    pairs = [*zip(lines[::2], lines[1::2], strict=False)]
    if len(pairs) < _MIN_PAIRS_WITHOUT_HEADING:
        return False
    *whole, last = pairs
    irregular_count = sum(
        not looks_like_title(title.text) or len(abstract.text) < _MIN_ABSTRACT_CHARS
        for title, abstract in whole
    )
    return looks_like_title(last[0].text) and irregular_count * _PAIRS_PER_IRREGULAR <= len(whole)


def parse_text_pairs(text: str, known: KnownDays) -> DigestContents:
    """Read the pairs. The last abstract may be cut off, and is kept as it is."""
    return collect_contents(_iter_parts(_list_lines(text)), issued_on=known.issued_on)


TEXT_PAIRS: Final = DigestFormat(
    name="text_pairs",
    description="such a page in pairs of lines, title and abstract",
    is_format=is_text_pairs,
    parse=parse_text_pairs,
)


def _list_lines(text: str) -> list[Line]:
    """The lines without headings, and without the button in the first title."""
    lines = [line for line in iter_lines(text) if not is_heading(line.text)]
    return [replace(line, text=_BUTTON.sub("", line.text)) for line in lines[:1]] + lines[1:]


def _iter_parts(lines: Sequence[Line]) -> Iterator[DigestEntry | SkippedEntry]:
    """Pair the lines. One that is missing or one too many must not shift all that follow."""
    positions = count(1)
    rest = list(reversed(lines))
    while rest:
        title = rest.pop()
        if not looks_like_title(title.text) and not _is_title_with_stop(title, rest):
            reason = f"an abstract, or a part of one, without a title: {quote(title.text)}"
            yield SkippedEntry(title.number, reason)
            continue
        abstract = rest.pop() if rest and not _begins_pair(rest) else None
        yield _read_entry(title, abstract, next(positions))


def _is_title_with_stop(line: Line, rest: Sequence[Line]) -> bool:
    """Tell a title that ends as a sentence from a piece of an abstract, by what stands below."""
    if not rest or len(line.text) > _MAX_TITLE_CHARS:
        return False
    below = rest[-1].text
    return len(below) >= _MIN_ABSTRACT_CHARS and not looks_like_title(below)


def _begins_pair(rest: Sequence[Line]) -> bool:
    """Tell whether the next line (the last one of `rest`) is a title with its abstract below."""
    following = [line.text for line in rest[-1:-3:-1]]
    return [looks_like_title(text) for text in following] == [True, False]


def _read_entry(title: Line, abstract: Line | None, position: int) -> DigestEntry:
    received = abstract.text if abstract is not None else ""
    return DigestEntry(
        position=position,
        line=title.number,
        title=clean_text(title.text),
        title_received=title.text,
        abstract=clean_text(received),
        abstract_received=received,
    )
