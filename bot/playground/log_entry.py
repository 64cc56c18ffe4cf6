"""What stands in the log, one below the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.content import Content
    from textual.events import Resize


class LogEntry(Vertical):
    """Says when it has taken its height, which it does in steps, after it was mounted."""

    class Grown(Message):
        """The entry has another size."""

        def __init__(self, entry: LogEntry) -> None:
            super().__init__()
            self.entry = entry

    def on_resize(self, event: Resize) -> None:
        """Tell it to whoever keeps the newest entry in view."""
        event.stop()
        self.post_message(self.Grown(self))


class LogLine(LogEntry):
    """A line of the member's or of the playground's own."""

    def __init__(self, text: Content | str, *, classes: str) -> None:
        super().__init__(classes=classes)
        self._text = text

    def compose(self) -> ComposeResult:
        """The text, without markup."""
        yield Static(self._text, markup=False)
