"""Pages that were saved or copied as text: their lines, and what stands on them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.text.shortening import shorten
from bot.text.white_space import squeeze

# What the Daily Papers pages say above their papers.
_HEADINGS: Final = re.compile(
    r"""
      new | subscribe | daily\ papers | by\ ?ak\ and\ the\ research\ community
    | get\ trending\ papers\ in\ your\ email\ inbox(?:\ once\ a\ day)? !?
    """,
    re.VERBOSE | re.IGNORECASE,
)
# No title on arXiv comes near this; few abstracts are shorter.
_MAX_TITLE_CHARS: Final = 250
# Words that titles have in capitals; the short ones between them are not.
_LONG_WORD: Final = re.compile(r"[^\W\d_]{4,}")
_MIN_CAPITAL_WORDS: Final = 3  # fewer are names
_CAPITAL_RATIO: Final = 0.8


@dataclass(frozen=True, slots=True)
class Line:
    """A line with something on it."""

    number: int  # from 1, blank lines counted
    text: str  # as received
    opens_block: bool  # True after a blank line, and at the start


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines without a blank line between."""

    lines: Sequence[Line]

    @property
    def number(self) -> int:
        """The number of its first line."""
        return self.lines[0].number

    @property
    def text(self) -> str:
        """As received."""
        return "\n".join(line.text for line in self.lines)


def iter_lines(text: str, first_number: int = 1) -> Iterator[Line]:
    """Yield the lines that hold more than white space, numbered as in the text."""
    opens_block = True
    for number, line in enumerate(text.split("\n"), start=first_number):
        if squeeze(line):
            yield Line(number, line, opens_block)
            opens_block = False
        else:
            opens_block = True


def iter_paragraphs(lines: Iterable[Line]) -> Iterator[Paragraph]:
    """Yield the paragraphs of lines. Headings of the page bound them, and are left out."""
    paragraph: list[Line] = []
    for line in lines:
        is_bound = is_heading(line.text)
        if paragraph and (is_bound or line.opens_block):
            yield Paragraph(paragraph)
            paragraph = []
        if not is_bound:
            paragraph.append(line)
    if paragraph:
        yield Paragraph(paragraph)


def is_heading(text: str) -> bool:
    """Tell whether a line belongs to the page and not to its papers."""
    return _HEADINGS.fullmatch(squeeze(text)) is not None


def looks_like_title(text: str) -> bool:
    """Tell titles from abstracts and their paragraphs, as far as their look can tell.

    >>> looks_like_title("Do Owls Dream? Night-Time Planning for Small Robots")
    True
    >>> looks_like_title("Owls plan at night."), looks_like_title("Owls Plan Only at Night.")
    (False, True)
    """
    line = squeeze(text)
    if not 0 < len(line) <= _MAX_TITLE_CHARS or "http" in line:
        return False
    return not line.endswith((".", ":", ";", ",", "。")) or _is_capitalised(line)


def _is_capitalised(line: str) -> bool:
    """Whether a line with a full stop has its words in capitals as only titles have."""
    words = _LONG_WORD.findall(line)
    capital_count = sum(word[0].isupper() for word in words)
    is_title_case = capital_count >= max(_MIN_CAPITAL_WORDS, _CAPITAL_RATIO * len(words))
    return is_title_case and line.endswith(".") and ". " not in line


def quote(text: str) -> str:
    """The beginning of a text, for a reason."""
    return f"“{shorten(squeeze(text), 60)}”"


def iter_line_numbers(text: str, places: Iterable[int]) -> Iterator[int]:
    """Yield the line, from 1, of each place in a text; the places come in ascending order."""
    number, counted_to = 1, 0
    for place in places:
        number += text.count("\n", counted_to, place)
        counted_to = place
        yield number


def find_first_lines(text: str, pattern: re.Pattern[str]) -> Mapping[str, int]:
    r"""The line on which each thing that the pattern's first group finds stands first.

    One walk through the text, however many things are looked for.

    >>> find_first_lines("owls\nowls 7\n8", re.compile("([0-9])"))
    {'7': 2, '8': 3}
    """
    places: dict[str, int] = {}
    for match in pattern.finditer(text):
        places.setdefault(match[1], match.start())
    return dict(zip(places, iter_line_numbers(text, places.values()), strict=True))
