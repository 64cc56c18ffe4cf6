"""The time of a test: the machine's, moved to where the test wants it, and running on.

It is kept in a file, so that the bot and the simulated Discord live in it alike; a bot that is
started anew goes on in it, and the times inside Discord's ids are right.
"""

from datetime import datetime, timedelta
from pathlib import Path

from simcord._clock import Clock as SimulatedClock

from bot.clock import Clock, SystemClock


class SharedClock:
    """The clock that a file moves; without the file, the machine's."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._clock = SystemClock()

    def now_at(self) -> datetime:
        """The present instant, aware, in UTC."""
        seconds = float(self.path.read_text()) if self.path.exists() else 0.0
        return self._clock.now_at() + timedelta(seconds=seconds)

    def set(self, at: datetime) -> None:
        """Let it be that instant now, for all who share the clock."""
        seconds = (at - self._clock.now_at()).total_seconds()
        written = self.path.with_suffix(".new")
        written.write_text(repr(seconds))
        written.replace(self.path)  # at once: nobody reads half a number


class RunningClock(SimulatedClock):
    """Lends a clock to simcord, whose own stands still between two actions."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        return self._clock.now_at()
