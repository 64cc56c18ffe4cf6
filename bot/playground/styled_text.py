"""Discord's markdown as Textual content, and its blocks as widgets."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from textual.containers import Horizontal
from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from bot.playground.markup import Line, Run, parse_inline, parse_markup

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from textual.widget import Widget

LINK_ACTION: Final = "app.show_link"
TYPE_ACTION: Final = "app.type_line"
# Styles by name: the theme's colours are known only when the text is drawn.
_CODE: Final = "$text on $code-background"
_LINK: Final = "$link"
_SPOILER: Final = "$text on $panel"


def style_runs(runs: Iterable[Run]) -> Content:
    """The text with its styles; links open in terminals that can, and answer to a click."""
    return Content("").join([_style_run(run) for run in runs])


def style_inline(text: str) -> Content:
    """One line of markdown."""
    return style_runs(parse_inline(" ".join(text.split())))


def style_link(text: str, url: str, *, bold: bool = False) -> Content:
    """A text that is a link."""
    return style_runs(parse_inline(text, Run("", bold=bold, url=url)))


def style_typeable(text: str, line: str) -> Content:
    """A text that puts a line into the prompt when it is clicked."""
    return Content.styled(text, Style.from_meta({"@click": (TYPE_ACTION, (line,))}))


def iter_blocks(text: str) -> Iterator[Widget]:
    """The widgets for a text: plain lines together, quotes and code in boxes, items indented."""
    for kind, lines in groupby(parse_markup(text), key=_block_kind):
        if kind == "item":
            yield from (_make_item(line) for line in lines)
            continue
        content = Content("\n").join([_style_line(line) for line in lines])
        yield Static(content, classes=kind)


def _block_kind(line: Line) -> str:
    if line.is_quoted:
        return "quote"
    return line.kind if line.kind in ("item", "code", "subtext") else "text"


def _style_line(line: Line) -> Content:
    content = style_runs(line.runs)
    if line.kind == "heading":
        return content.stylize("bold underline" if line.level == 1 else "bold")
    if line.kind == "item":
        return Content(f"{line.marker} ") + content
    return content


def _make_item(line: Line) -> Widget:
    """A marker beside its text, so that long items keep their indentation when they wrap."""
    item = Horizontal(
        Static(line.marker, classes="marker"), Static(style_runs(line.runs)), classes="item"
    )
    item.styles.padding = (0, 0, 0, 2 * line.level)
    return item


def _style_run(run: Run) -> Content:
    style = Style(
        bold=run.bold or None,
        italic=run.italic or None,
        underline=run.underline or None,
        strike=run.strike or None,
    )
    content = Content.styled(run.text, style)
    if run.code:
        content = content.stylize(_CODE)
    if run.spoiler:
        content = content.stylize(_SPOILER)
    if run.url is not None:
        click = Style.from_meta({"@click": (LINK_ACTION, (run.url,))})
        content = content.stylize(Style(link=run.url) + click).stylize(_LINK)
    return content
