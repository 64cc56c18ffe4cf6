"""Launches `paperboy serve` as tests/wire does, and watches how late its event loop gets round.

    python -m tests.benchmarks.watched_launch '{"url": …, "clock_path": "/tmp/clock"}' serve

When it ends, what was seen lies beside the clock: see `load_delays`.
"""

import asyncio
import json
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass
from functools import wraps
from pathlib import Path
from typing import Any, Final

import bot.discord_app
from tests.wire.launch import Launch, launch

_TICK_SECONDS: Final = 0.001
_TOLD_FROM_SECONDS: Final = 0.002


@dataclass(frozen=True)
class Delay:
    """A time when the event loop did not get round to what was due."""

    at: float  # as `time.perf_counter` tells, in every process alike
    seconds: float
    own_seconds: float  # how long the loop's thread was computing meanwhile; the rest it waited


def load_delays(clock_path: Path) -> list[Delay]:
    """What a process saw that has ended."""
    return [Delay(**each) for each in json.loads(_seen_path(clock_path).read_text())]


def _save(delays: list[Delay], path: Path) -> None:
    path.write_text(json.dumps([asdict(each) for each in delays]))


def _seen_path(clock_path: Path) -> Path:
    return clock_path.with_suffix(".delays")


async def _watch(delays: list[Delay]) -> None:
    while True:
        began, own_began = time.perf_counter(), time.thread_time()
        await asyncio.sleep(_TICK_SECONDS)
        late = time.perf_counter() - began - _TICK_SECONDS
        if late >= _TOLD_FROM_SECONDS:
            delays.append(Delay(began, late, time.thread_time() - own_began))


def _watched(serve: Callable[..., Awaitable[None]], seen_path: Path) -> Callable[..., Any]:
    @wraps(serve)
    async def serve_and_watch(*args: Any, **kwargs: Any) -> None:
        delays: list[Delay] = []
        watch = asyncio.ensure_future(_watch(delays))
        try:
            await serve(*args, **kwargs)
        finally:
            watch.cancel()
            _save(delays, seen_path)

    return serve_and_watch


if __name__ == "__main__":
    how = Launch.from_json(sys.argv[1])
    bot.discord_app.serve = _watched(bot.discord_app.serve, _seen_path(Path(how.clock_path)))
    launch(how, sys.argv[2:])
