"""The lowest line: what goes on, or else which keys do what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.widgets import Button, Select, Static

from bot.playground.simulation import BOT_NAME

if TYPE_CHECKING:
    from bot.playground.simulation import Simulation

_SPINNER: Final = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"
_SPIN_SECONDS: Final = 0.1


class StatusLine(Static):
    """Turns while the bot is thinking."""

    def __init__(self, simulation: Simulation) -> None:
        super().__init__(markup=False)
        self._simulation = simulation
        self._turn = 0
        self._shown = ""

    def on_mount(self) -> None:
        """Begin to look."""
        self.set_interval(_SPIN_SECONDS, self._show)

    def _show(self) -> None:
        text = self._describe()
        if text != self._shown:  # a drawn line costs a terminal far away its bandwidth
            self._shown = text
            self.update(text)

    def _describe(self) -> str:
        if self._simulation.is_busy:
            self._turn = (self._turn + 1) % len(_SPINNER)
            return f"{_SPINNER[self._turn]} {BOT_NAME} is thinking…"
        if isinstance(self.screen.focused, Button | Select):
            return "Enter presses · Tab goes on · Esc goes back to typing"
        return "Enter sends · Tab completes · Page ↑↓ scrolls · Ctrl+Q leaves"
