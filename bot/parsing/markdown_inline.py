"""Links and emphasis in a line of Markdown, found in one walk however many marks stand there."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

_BRACKET: Final = re.compile(r"\\.|[\[\]]", re.DOTALL)
_ADDRESS: Final = re.compile(r"\(\s*+<?(?P<url>[^)\s>]{1,2000}+)>?[^)]{0,500}+\)")
_ADDRESS_LIMIT_CHARS: Final = 3_000
# What is escaped stands for itself, and is found so that it counts as no mark.
_MARKS: Final = re.compile(
    r"\\.|(?:(?<!\*)|(?<=\\\*))\*{1,3}(?!\*)|(?:(?<!_)|(?<=\\_))_{1,2}(?!_)|~~|(?<!`)`{1,2}(?!`)",
    re.DOTALL,
)
_EMPHASIS_LIMIT_CHARS: Final = 1_000  # marks that stand farther apart are no pair


@dataclass(frozen=True, slots=True)
class Link:
    """A link, and where it stands in its line."""

    start: int
    end: int
    text: str
    url: str


def find_links(line: str) -> Sequence[Link]:
    r"""The links of a line. One that holds others, such as pictures, stands for them.

    >>> [(link.text, link.url) for link in find_links(r"\[x] [![Owl](owl.png) Owls \[1\]](o.html)")]
    [('![Owl](owl.png) Owls \\[1\\]', 'o.html')]
    """
    if "](" not in line:
        return ()
    opened: list[int] = []
    found: list[tuple[int, int, re.Match[str]]] = []  # opening and closing bracket, address
    place = 0
    while (bracket := _BRACKET.search(line, place)) is not None:
        place = bracket.end()
        if bracket[0] == "[":
            opened.append(bracket.start())
        elif bracket[0] == "]" and opened:
            start = opened.pop()
            if (address := _find_address(line, place)) is not None:
                while found and found[-1][0] > start:
                    found.pop()
                found.append((start, bracket.start(), address))
                place = address.end()
    return [
        Link(start, address.end(), line[start + 1 : closed], address["url"])
        for start, closed, address in found
    ]


def replace_links(line: str, *, keep_text: bool) -> str:
    """The line with each link's text in its place, or nothing."""
    pieces: list[str] = []
    place = 0
    for link in find_links(line):
        pieces += [line[place : link.start], link.text if keep_text else ""]
        place = link.end
    return "".join(pieces) + line[place:]


def drop_emphasis(line: str) -> str:
    """The line without marks of emphasis, in pairs only: the star of A* stands alone.

    >>> drop_emphasis("**Owls** hunt *by `ear` alone*, says A* of snake_case_names")
    'Owls hunt by ear alone, says A* of snake_case_names'
    """
    opened: dict[str, re.Match[str]] = {}  # the first of each kind that waits for its twin
    dropped: list[re.Match[str]] = []
    for marks in _MARKS.finditer(line):
        if marks[0].startswith("\\"):
            continue
        before, behind = (
            line[max(marks.start() - 1, 0) : marks.start()],
            line[marks.end() : marks.end() + 1],
        )
        is_end = before.strip() and not (behind.isalnum() or behind in ("_", "*"))
        is_word = before.isalnum() or before == "_"
        is_start = behind.strip() and not (is_word and marks[0][0] in "*_")
        twin = opened.get(marks[0])
        if twin is not None and marks.start() - twin.end() > _EMPHASIS_LIMIT_CHARS:
            twin = None
        if twin is not None and is_end and marks.start() > twin.end():
            dropped += [twin, marks]
            opened = {each: kept for each, kept in opened.items() if kept.start() < twin.start()}
        elif twin is None and is_start:
            opened[marks[0]] = marks
    pieces: list[str] = []
    place = 0
    for marks in sorted(dropped, key=re.Match.start):
        pieces.append(line[place : marks.start()])
        place = marks.end()
    return "".join(pieces) + line[place:]


def _find_address(line: str, place: int) -> re.Match[str] | None:
    # Most of what opens and never closes is told so at once.
    is_closed = (
        line.startswith("(", place) and line.find(")", place, place + _ADDRESS_LIMIT_CHARS) > 0
    )
    return _ADDRESS.match(line, place) if is_closed else None
