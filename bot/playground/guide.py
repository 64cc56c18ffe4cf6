"""The first screen: a welcome, three lines to try, and every command of the bot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from bot.playground.log_entry import LogEntry
from bot.playground.plain_text import find_introduction, list_commands
from bot.playground.styled_text import iter_blocks, style_typeable

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from bot.playground.catalog import Catalog

_KEYS: Final = "A click on a line types it · help shows this again · exit leaves"


class Guide(LogEntry):
    """Lines of the welcome that begin with a slash, and commands, can be clicked."""

    def __init__(self, welcome: str, catalog: Catalog) -> None:
        super().__init__(classes="guide")
        self._welcome = welcome
        self._catalog = catalog

    def compose(self) -> ComposeResult:
        """Welcome, examples, commands, keys."""
        lines = self._welcome.splitlines()
        examples = [line for line in lines if line.startswith("/")]
        said = "\n".join(line for line in lines if not line.startswith("/"))
        yield from iter_blocks(find_introduction(self._welcome) or said.strip())
        with Vertical(classes="examples"):
            for example in examples:
                yield Static(style_typeable(f"❯ {example}", example), classes="example")
        commands = [*list_commands(self._catalog)]
        width = max((len(begin) for begin, _ in commands), default=0)
        with Vertical(classes="commands"):
            for begin, description in commands:
                yield Static(_render_command(begin, description, width), classes="command")
        yield Static(_KEYS, classes="keys")


def _render_command(begin: str, description: str, width: int) -> Content:
    name = style_typeable(begin, f"{begin} ").stylize("bold")
    gap = " " * (width - len(begin) + 2)
    return Content.assemble(name, gap, (description, "$text-muted"))
