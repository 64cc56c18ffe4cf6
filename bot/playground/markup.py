"""Discord's markdown, read into lines of styled runs; both fronts draw them in their own way.

What Discord itself would show as plain text stays plain text here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal

LineKind = Literal["text", "heading", "subtext", "item", "code"]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style."""

    text: str
    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False
    code: bool = False
    spoiler: bool = False
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line; `level` is a heading's rank (1 to 3) or an item's depth (from 0)."""

    runs: tuple[Run, ...] = ()
    kind: LineKind = "text"
    level: int = 0
    marker: str = ""  # what stands before an item: "•", "2."
    is_quoted: bool = False

    @property
    def text(self) -> str:
        """The words without their styles."""
        return "".join(run.text for run in self.runs)


_FENCE: Final = re.compile(r"```(?:[\w+-]*\n)?(?P<code>.*?)\n?```", re.DOTALL)
_HEADING: Final = re.compile(r"(?P<marks>#{1,3})\s+(?P<rest>\S.*)")
_SUBTEXT: Final = re.compile(r"-#\s+(?P<rest>\S.*)")
_ITEM: Final = re.compile(r"(?P<indent> *)(?P<marker>[-*]|\d+\.)\s+(?P<rest>\S.*)")
_QUOTE: Final = re.compile(r">\s(?P<rest>.*)")
_DEEPEST: Final = 8  # styles within styles; a row of asterisks must not go on for ever
_REST_IS_QUOTED: Final = ">>> "

# Emphasis may hold escaped marks, so a body is made of escapes and of other characters.
_INLINE: Final = re.compile(
    r"""
    \\(?P<escaped>[^\w\s]|_)
    | (?P<ticks>`+)(?P<code>[^`](?:.*?[^`])?)(?P=ticks)(?!`)
    | \[(?P<label>(?:\\.|\[[^\[\]]*\]|[^\[\]\\])+)\]\(<?(?P<target>https?://[^\s<>()]*(?:\([^\s<>()]*\)[^\s<>()]*)*)>?
      (?:\s+"[^"]*")?\)
    | <(?P<bare>https?://[^\s<>]+)>
    | (?P<address>https?://[^\s<>]*[^\s<>.,:;"')\]*_~|])
    | \*\*(?P<bold>(?:\\.|[^\\])+?)\*\*(?!\*)
    | __(?P<underline>(?:\\.|[^\\])+?)__(?!_)
    | \*(?P<star>(?:\\.|[^\\\s*])(?:(?:\\.|[^\\*]|\*\*)*?(?:\\.|[^\\\s*]))?)\*(?!\*)
    | (?<!\w)_(?P<bar>(?:\\.|[^\\_])+?)_(?!\w)
    | ~~(?P<strike>(?:\\.|[^\\])+?)~~
    | \|\|(?P<spoiler>(?:\\.|[^\\])+?)\|\|
    """,
    re.VERBOSE,
)
_STYLES: Final = {
    "bold": Run("", bold=True),
    "underline": Run("", underline=True),
    "star": Run("", italic=True),
    "bar": Run("", italic=True),
    "strike": Run("", strike=True),
    "spoiler": Run("", spoiler=True),
}


def parse_markup(text: str) -> tuple[Line, ...]:
    r"""The lines of a text, fenced code included.

    >>> [(line.kind, line.text) for line in parse_markup("# To **do**\n- read")]
    [('heading', 'To do'), ('item', 'read')]
    """
    lines: list[Line] = []
    position = 0
    for fence in _FENCE.finditer(text):
        lines.extend(_iter_lines(text[position : fence.start()].removesuffix("\n")))
        lines.extend(Line((Run(row, code=True),), "code") for row in fence["code"].split("\n"))
        position = fence.end() + (text[fence.end() : fence.end() + 1] == "\n")
    lines.extend(_iter_lines(text[position:]))
    return tuple(lines)


def parse_inline(text: str, style: Run | None = None) -> tuple[Run, ...]:
    """The runs of one line; `style` is what surrounds it."""
    return tuple(_joined(_iter_runs(text, style or Run(""))))


def _iter_lines(text: str) -> Iterator[Line]:
    if not text:
        return
    rest_is_quoted = False
    for row in text.split("\n"):
        body = row
        if not rest_is_quoted and body.startswith(_REST_IS_QUOTED):
            rest_is_quoted = True
            body = body.removeprefix(_REST_IS_QUOTED)
        quote = None if rest_is_quoted else _QUOTE.fullmatch(body)
        line = _parse_line(quote["rest"] if quote else body)
        yield replace(line, is_quoted=rest_is_quoted or quote is not None)


def _parse_line(row: str) -> Line:
    if match := _HEADING.fullmatch(row):
        return Line(parse_inline(match["rest"]), "heading", len(match["marks"]))
    if match := _SUBTEXT.fullmatch(row):
        return Line(parse_inline(match["rest"]), "subtext")
    if match := _ITEM.fullmatch(row):
        marker = "•" if match["marker"] in "-*" else match["marker"]
        return Line(parse_inline(match["rest"]), "item", len(match["indent"]) // 2, marker)
    return Line(parse_inline(row))


def _iter_runs(text: str, style: Run, depth: int = 0) -> Iterator[Run]:
    position = 0
    matches = _INLINE.finditer(text) if depth < _DEEPEST else ()
    for match in matches:
        if match.start() > position:
            yield replace(style, text=text[position : match.start()])
        yield from _read_match(match, style, depth + 1)
        position = match.end()
    if position < len(text):
        yield replace(style, text=text[position:])


def _read_match(match: re.Match[str], style: Run, depth: int) -> Iterator[Run]:
    kind = match.lastgroup or ""
    if match["escaped"]:
        yield replace(style, text=match["escaped"])
    elif match["code"]:
        yield replace(style, text=match["code"].strip() or match["code"], code=True)
    elif match["target"]:
        yield from _iter_runs(match["label"], replace(style, url=match["target"]), depth)
    elif address := match["bare"] or match["address"]:
        yield replace(style, text=address, url=address)
    else:
        yield from _iter_runs(match[kind], _mix(style, _STYLES[kind]), depth)


def _mix(outer: Run, inner: Run) -> Run:
    return Run(
        "",
        bold=outer.bold or inner.bold,
        italic=outer.italic or inner.italic,
        underline=outer.underline or inner.underline,
        strike=outer.strike or inner.strike,
        spoiler=outer.spoiler or inner.spoiler,
        url=outer.url,
    )


def _joined(runs: Iterator[Run]) -> Iterator[Run]:
    """Neighbours of the same style as one run: escapes cut a text into many."""
    waiting: Run | None = None
    for run in runs:
        if waiting is not None and replace(waiting, text="") == replace(run, text=""):
            waiting = replace(waiting, text=waiting.text + run.text)
        else:
            if waiting is not None:
                yield waiting
            waiting = run
    if waiting is not None:
        yield waiting
