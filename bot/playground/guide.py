"""The first screen: a welcome, three lines to try, and every command of the bot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from bot.playground.log_entry import LogEntry
from bot.playground.plain_text import EXAMPLE_SIGNS, find_introduction
from bot.playground.styled_text import iter_blocks, style_typeable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.widget import Widget

_KEYS: Final = "A click on a line types it · help shows this again · exit leaves"


class Guide(LogEntry):
    """Lines of the welcome that begin with / or @, and what can be typed, can be clicked.

    `typeable` holds how each line is begun, and what it does.
    """

    def __init__(self, welcome: str, typeable: Sequence[tuple[str, str]]) -> None:
        super().__init__(classes="guide")
        self._welcome = welcome
        self._typeable = typeable

    def compose(self) -> ComposeResult:
        """Welcome, examples, commands, keys."""
        lines = self._welcome.splitlines()
        examples = [line for line in lines if line.startswith(EXAMPLE_SIGNS)]
        said = "\n".join(line for line in lines if not line.startswith(EXAMPLE_SIGNS))
        yield from iter_blocks(find_introduction(self._welcome) or said.strip())
        with Vertical(classes="examples"):
            for example in examples:
                yield Static(style_typeable(f"❯ {example}", example), classes="example")
        width = max((len(begin) for begin, _ in self._typeable), default=0)
        with Vertical(classes="commands"):
            for begin, description in self._typeable:
                yield _make_row(begin, description, width)
        yield Static(_KEYS, classes="keys")


def _make_row(begin: str, description: str, width: int) -> Widget:
    """The description beside the beginning, so that its further lines stand below its first."""
    name = Static(style_typeable(begin, f"{begin} ").stylize("bold"), classes="begin")
    name.styles.width = width + 2
    about = Static(description, classes="about", markup=False)
    return Horizontal(name, about, classes="command")
