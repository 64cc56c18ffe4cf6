"""Clocks that run on from another instant: one for the bot, one for the simulated Discord.

Both sides live in the same time, which is the machine's, shifted: so a bot that is started anew
goes on where the last one ended, and the times inside Discord's ids are right.
"""

from datetime import datetime, timedelta

from simcord._clock import Clock as SimulatedClock

from bot.clock import Clock, SystemClock


class ShiftedClock:
    """The machine's clock, so many seconds ahead."""

    def __init__(self, shift_seconds: float = 0.0) -> None:
        self.shift_seconds = shift_seconds
        self._clock = SystemClock()

    @classmethod
    def starting_at(cls, at: datetime) -> "ShiftedClock":
        """A clock on which it is now that instant."""
        return cls((at - SystemClock().now_at()).total_seconds())

    def now_at(self) -> datetime:
        """The present instant, aware, in UTC."""
        return self._clock.now_at() + timedelta(seconds=self.shift_seconds)


class RunningClock(SimulatedClock):
    """Lends a clock to simcord, whose own stands still between two actions."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        return self._clock.now_at()
