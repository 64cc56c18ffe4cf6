"""The only module that reads the time; everything else is told it."""

from datetime import UTC, date, datetime
from typing import Protocol


class Clock(Protocol):
    """Where the present comes from."""

    def now_at(self) -> datetime:
        """The present instant, aware, in UTC."""
        ...


class SystemClock:
    """The machine's clock."""

    def now_at(self) -> datetime:
        """The present instant, aware, in UTC."""
        return datetime.now(UTC)


class FixedClock:
    """A clock that stands still, for tests and for repeatable runs."""

    def __init__(self, at: datetime) -> None:
        self._at = at.astimezone(UTC)

    def now_at(self) -> datetime:
        """The instant given at construction."""
        return self._at


class RunningClock:
    """A clock that shows an instant of one's choice at first, and runs on as another one does."""

    def __init__(self, started_at: datetime, beside: Clock) -> None:
        self._beside = beside
        self._ahead = started_at.astimezone(UTC) - beside.now_at()

    def now_at(self) -> datetime:
        """The instant given at construction, and what has passed since."""
        return self._beside.now_at() + self._ahead


def today_on(clock: Clock) -> date:
    """The present day in UTC."""
    return clock.now_at().date()
