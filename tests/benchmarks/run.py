"""The speeds that people feel, measured on this machine: `python tests/benchmarks/run.py`.

Reads the real digests in ../shared where they are, else the sample digests. Prints medians; the
figures are for comparing on one machine, so nothing here passes or fails.
"""

import asyncio
import gc
import math
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Self

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT))

import simcord

from bot.app import App, find_shipped_path
from bot.config import Settings
from bot.discord_app import create_client
from bot.fronts import open_desk
from bot.models import SearchRequest
from bot.services.highlights import pick_highlights
from bot.services.papers import get_paper_details
from bot.services.search import complete_titles, search_papers
from bot.services.summaries import summarise_topic
from tests.benchmarks.measuring import figure_of_times, timed
from tests.shared_files import SHARED

RUNS = 15
SLASH_COMMANDS: dict[str, dict[str, str]] = {
    "search": {"query": "kv cache compression"},
    "paper": {"title": "flashattention-4"},
    "highlights": {},
    "summarise": {"topic": "quantization"},
    "help": {},
}


def main() -> None:
    """Measure and print, from the whole process down to one service."""
    digests = SHARED / "digests" if SHARED.is_dir() else find_shipped_path("samples")
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        print(f"digests: {'../shared/digests' if SHARED.is_dir() else 'samples'}\n")
        measure_processes(home, digests)
        app = App(Settings(home=home))
        measure_services(app)
        asyncio.run(measure_discord(app))


def measure_processes(home: Path, digests: Path) -> None:
    """Whole processes, as an operator waits for them."""
    environment = {"PAPERBOY_HOME": str(home), "PATH": "/usr/bin:/bin"}

    def paperboy(*arguments: str) -> None:
        subprocess.run(
            [sys.executable, "-m", "bot", *arguments],
            cwd=ROOT,
            env=environment,
            check=True,
            capture_output=True,
        )

    report("process: ingest, first time", [timed(partial(paperboy, "ingest", str(digests)))])
    report("process: ingest, again", [timed(partial(paperboy, "ingest", str(digests)))])
    for arguments in (["search", "kv cache compression"], ["search", "quantizaton"], ["status"]):
        times = [timed(partial(paperboy, *arguments)) for _ in range(RUNS)]
        report(f"process: {' '.join(arguments)}", times)
    times = [
        timed(partial(subprocess.run, [sys.executable, "-c", "pass"], check=True))
        for _ in range(RUNS)
    ]
    report("process: python alone", times)


def measure_services(app: App) -> None:
    """One service call, with the library open."""
    today = app.clock.now_at().date()
    with app.library() as library:
        calls: dict[str, Callable[[], object]] = {
            "search": partial(search_papers, library, SearchRequest(query="kv cache compression")),
            "misspelt search": partial(search_papers, library, SearchRequest(query="quantizaton")),
            "completion": partial(complete_titles, library, "atten"),
            "paper": partial(get_paper_details, library, "flashattention-4"),
            "highlights": partial(pick_highlights, library, today=today),
            "summarise": partial(summarise_topic, library, "quantization"),
        }
        for name, call in calls.items():
            call()
            report(f"service: {name}", [timed(call) for _ in range(RUNS)])


async def measure_discord(app: App) -> None:
    """Slash commands through genuine discord.py: the first sign, the answer, the loop's stalls."""
    async with open_desk(app) as desk, simcord.run(create_client(desk)) as env:
        guild = env.create_guild()
        channel = guild.create_text_channel("papers")
        member = guild.add_member(env.create_user("ada"))
        for name, options in SLASH_COMMANDS.items():
            await member.slash(channel, name, **options)
            watches = []
            for _ in range(RUNS):
                with LoopWatch(partial(count_acknowledged, env)) as watch:
                    await member.slash(channel, name, **options)
                watches.append(watch)
            report(f"/{name}: acknowledged", [watch.changed_seconds for watch in watches])
            report(f"/{name}: answered", [watch.total_seconds for watch in watches])
            report(f"/{name}: longest stall of the loop", [w.stall_seconds for w in watches])


def report(name: str, seconds: list[float]) -> None:
    """One line."""
    print(figure_of_times(name, seconds))


def count_acknowledged(env: simcord.Env) -> int:
    """How many interactions have been acknowledged so far."""
    return sum(request.path.endswith("/callback") for request in env.http_requests)


class LoopWatch:
    """Looks at the running event loop's every turn while something goes on."""

    def __init__(self, count: Callable[[], int]) -> None:
        self._count = count
        self._loop = asyncio.get_running_loop()
        self.stall_seconds = 0.0  # the longest time between two turns
        self.changed_seconds = math.nan  # until the count changed
        self.total_seconds = math.nan

    def __enter__(self) -> Self:
        """Begin to watch."""
        gc.collect()
        self._before = self._count()
        self._started = self._last = time.perf_counter()
        self._next_turn = self._loop.call_soon(self._turn)
        return self

    def __exit__(self, *_: object) -> None:
        """Watch no more."""
        self._next_turn.cancel()
        self.total_seconds = time.perf_counter() - self._started

    def _turn(self) -> None:
        now = time.perf_counter()
        self.stall_seconds = max(self.stall_seconds, now - self._last)
        if math.isnan(self.changed_seconds) and self._count() != self._before:
            self.changed_seconds = now - self._started
        self._last = time.perf_counter()
        self._next_turn = self._loop.call_soon(self._turn)


if __name__ == "__main__":
    main()
