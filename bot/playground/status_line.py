"""The lowest line: what goes on, or else which keys do what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.widgets import Button, OptionList, Select, SelectionList, Static

from bot.playground.cards import MessageCard
from bot.playground.composer import Composer
from bot.playground.shown import BOT_NAME
from bot.text.shortening import shorten

if TYPE_CHECKING:
    from textual.timer import Timer

    from bot.playground.simulation import Simulation

_SPINNER: Final = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"
_SPIN_SECONDS: Final = 0.1
_ASK_SECONDS: Final = 3.0
_LABEL_LIMIT_CHARS: Final = 20  # of a button's text, so that the line fits into 80 columns


class StatusLine(Static):
    """Turns while the bot is thinking."""

    def __init__(self, simulation: Simulation) -> None:
        super().__init__(markup=False)
        self._simulation = simulation
        self._turn = 0
        self._shown = ""
        self._question: Timer | None = None  # runs while the line asks whether to leave

    @property
    def is_asking(self) -> bool:
        """Whether the line asks whether to leave."""
        return self._question is not None

    def ask_whether_to_leave(self) -> None:
        """Say for a moment how to leave."""
        self._question = self.set_timer(_ASK_SECONDS, self._stop_asking)
        self._show()

    def on_mount(self) -> None:
        """Begin to look."""
        self.set_interval(_SPIN_SECONDS, self._show)

    def _show(self) -> None:
        text = self._describe()
        if text != self._shown:  # a drawn line costs a terminal far away its bandwidth
            self._shown = text
            self.update(text)

    def _stop_asking(self) -> None:
        self._question = None

    def _describe(self) -> str:
        if self.is_asking:
            return "Ctrl+C once more leaves, as Ctrl+Q does"
        if self._simulation.is_busy:
            self._turn = (self._turn + 1) % len(_SPINNER)
            return f"{_SPINNER[self._turn]} {BOT_NAME} is thinking…"
        return self._describe_keys()

    def _describe_keys(self) -> str:
        focused = self.screen.focused
        composer = self.screen.query_one(Composer)
        if isinstance(focused, SelectionList):
            return "↑↓ choose · Space ticks · Tab goes on to “Choose these”"
        if isinstance(focused, OptionList) or composer.is_choosing:
            return "↑↓ choose · Enter takes · Esc closes"
        if isinstance(focused, Button):
            label = shorten(str(focused.label), _LABEL_LIMIT_CHARS)
            return f"Enter presses “{label}” · Tab goes on · Page ↑↓ scrolls · Esc: typing"
        if isinstance(focused, Select):
            label = shorten(focused.prompt, _LABEL_LIMIT_CHARS)
            return f"Enter opens “{label}” · Tab goes on · Page ↑↓ scrolls · Esc: typing"
        if not composer.prompt.value and self._has_controls():
            return "Tab: buttons · Page ↑↓ scrolls · Ctrl+Q leaves"
        return "Enter sends · Tab completes · Page ↑↓ scrolls · Ctrl+Q leaves"

    def _has_controls(self) -> bool:
        cards = reversed(self.screen.query_one("#log").children)
        return any(isinstance(one, MessageCard) and one.message.has_controls for one in cards)
