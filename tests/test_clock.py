from datetime import UTC, datetime, timedelta

from bot.clock import RunningClock, SystemClock

MORNING_AT = datetime(2026, 3, 13, 8, 58, tzinfo=UTC)


class Watch:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.at = datetime(2031, 1, 1, tzinfo=UTC)

    def now_at(self) -> datetime:
        return self.at


def test_a_running_clock_begins_at_an_instant_and_runs_on() -> None:
    watch = Watch()
    clock = RunningClock(MORNING_AT, beside=watch)
    assert clock.now_at() == MORNING_AT

    watch.at += timedelta(minutes=2)
    assert clock.now_at() == MORNING_AT + timedelta(minutes=2)


def test_it_runs_beside_the_machines_clock() -> None:
    clock = RunningClock(MORNING_AT, beside=SystemClock())
    assert timedelta(0) <= clock.now_at() - MORNING_AT < timedelta(minutes=1)
