"""A thousand posts due at once, while members go on asking: `python tests/benchmarks/schedules.py`.

`paperboy serve`, as a process of its own, posts to a simulated Discord on a socket that allows 50
requests a second, and few in each channel, as the real one does. Every channel had a post the day
before, and one digest has arrived since: the last of those in ../shared where they are, else one
that is made up. Meanwhile members search, look at highlights and papers, vote and save.

The simulated Discord runs in this process and takes a good part of a processor, so on two of them
the answers' times are upper bounds. Nothing here passes or fails.
"""

import argparse
import asyncio
import itertools
import os
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from datetime import time as time_of_day
from functools import partial
from http import HTTPStatus
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT))

import simcord
from aiohttp import web

from bot.app import App
from bot.config import Settings
from bot.models import ScheduleDraft
from bot.services import ledger
from bot.services.community_ports import Community
from tests.benchmarks.measuring import Figure, figure_of_times, timed
from tests.benchmarks.posting_day import at, draft_all, draft_of, fill, list_digests, timing_of
from tests.benchmarks.watched_launch import Delay, load_delays
from tests.wire.clock import SharedClock
from tests.wire.faults import CarryOut, Strike
from tests.wire.rest import Exchange
from tests.wire.room import Room
from tests.wire.serving import Serving
from tests.wire.wired_discord import WiredDiscord

REQUESTS_A_SECOND = 50
MESSAGES_OF_CHANNEL = 5
ASKED_A_SECOND = 4
QUIET_SECONDS = 20.0
STALL_SECONDS = 0.01
IDLE_COUNTS = (1_000, 10_000)
RUNS = 9
IDLE_AT = datetime(2026, 4, 14, 8, tzinfo=UTC)
QUERIES = ("kv cache compression", "agents", "video diffusion", "quantizaton", "safety of models")
Act = Callable[[], Awaitable[simcord.InteractionResult]]
POST = ("POST", "/channels/*/messages")


@dataclass(frozen=True)
class Asked:
    """Something that a member did, and how long it took to be answered."""

    what: str
    began: float
    seconds: float


@dataclass(frozen=True)
class Load:
    """What a process had used when it was looked at."""

    cpu_seconds: float
    resident_mib: float

    @classmethod
    def of(cls, pid: int) -> "Load":
        """Look now."""
        facts = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        ticks = int(facts[11]) + int(facts[12])
        status = Path(f"/proc/{pid}/status").read_text()
        resident_kib = float(status.split("VmRSS:")[1].split()[0])
        return cls(ticks / os.sysconf("SC_CLK_TCK"), resident_kib / 1024)


@dataclass(frozen=True)
class Spell:
    """A spell of time in which a process was watched; times as `time.perf_counter` tells."""

    name: str
    since: float
    until: float
    asked: Sequence[Asked]
    load_before: Load
    load_after: Load

    @property
    def seconds(self) -> float:
        """How long it lasted."""
        return self.until - self.since

    def holds(self, began: float, ended: float) -> bool:
        """Whether something was wholly within it."""
        return self.since <= began and ended <= self.until


def main() -> None:
    """Measure and print."""
    options = _parse_options()
    with tempfile.TemporaryDirectory() as folder:
        measure_idle_rounds(Path(folder))
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(measure_burst(Path(folder), options))


def measure_idle_rounds(folder: Path) -> None:
    """A round in which nothing is due, as the thread of the ledger feels it."""
    for count in IDLE_COUNTS:
        with closing(App(Settings(home=folder / str(count))).open_community()) as community:
            with community.transaction():
                for number in range(count):
                    draft = replace(draft_of(number, 1, number), timing=timing_of(number))
                    community.add_schedule(draft, application_id=1, created_at=IDLE_AT)
            rounds = [partial(make_idle_round, community, number) for number in range(1, RUNS + 1)]
            times = [timed(make_round) for make_round in rounds]
            print(figure_of_times(f"nothing due, {count:,} schedules: a round", times))


def make_idle_round(community: Community, number: int) -> None:
    """What a round asks the ledger."""
    now_at = IDLE_AT + timedelta(seconds=30 * number)
    for step in (ledger.enter_due_slots, ledger.load_tasks, ledger.load_refresh_tasks):
        assert not step(community, application_id=1, now_at=now_at)


async def measure_burst(home: Path, options: argparse.Namespace) -> None:
    """Let everything become due, and look."""
    clock = SharedClock(home / "clock")
    wired = WiredDiscord(clock)
    digests, day = list_digests()
    clock.set(at(day, "08:56:40"))
    rooms = [Room.build(wired, f"Server {number}") for number in range(options.servers)]
    drafts = draft_all(rooms, options.schedules)
    application_id = wired.world.backend.application_id
    fill(App(Settings(home=home)), digests, day, drafts, application_id)
    wired.rest.rate_limit = REQUESTS_A_SECOND
    wired.rest.channel_limit = MESSAGES_OF_CHANNEL
    if options.latency:
        wired.faults.add("*", "*", hold_up(options.latency / 1000), times=None)
    await wired.open()
    serving = await Serving.start(wired, home, launcher="tests.benchmarks.watched_launch")
    await wired.until_connected()
    members = Members(wired, rooms[0])
    await members.prepare()

    began, load = time.perf_counter(), Load.of(serving.pid)
    asked = await members.ask_until(lambda: time.perf_counter() >= began + QUIET_SECONDS)
    quiet = Spell("quiet", began, time.perf_counter(), asked, load, Load.of(serving.pid))

    clock.set(at(day, "09:00:00"))
    asking = asyncio.ensure_future(members.ask_until(lambda: len(list_posts(wired)) >= len(drafts)))
    await wired.until_exchanged(*POST)
    load = Load.of(serving.pid)
    asked = await asking
    answered = [post.answered for post in list_posts(wired)]
    posting = Spell("posting", answered[0], answered[-1], asked, load, Load.of(serving.pid))
    await serving.stop()
    await wired.close()

    print(f"\n{len(drafts):,} posts to {len(rooms)} servers, {options.latency} ms a request")
    print_posts(wired, posting, drafts)
    for spell in (quiet, posting):
        print_spell(spell, load_delays(clock.path))


def print_posts(wired: WiredDiscord, spell: Spell, drafts: Sequence[ScheduleDraft]) -> None:
    """How fast the posts came, and whether in order."""
    posts = list_posts(wired)
    minutes = {str(draft.channel_id): draft.timing.local_time for draft in drafts}
    due = [minutes[post.path.split("/")[2]] for post in posts]
    refused = sum(each.status == 429 for each in wired.rest.exchanges)
    print(Figure("until all stood", spell.seconds, "s"))
    print(Figure("posts a second", len(posts) / spell.seconds, ""))
    print(Figure("refused for coming too often (429)", refused, ""))
    print(Figure("posts that overtook one due earlier", count_overtaking(due), ""))
    used = spell.load_after.cpu_seconds - spell.load_before.cpu_seconds
    print(Figure("processor time a post, with answers", 1000 * used / len(posts), "ms"))


def print_spell(spell: Spell, delays: Sequence[Delay]) -> None:
    """How long members waited, how late the event loop was, and what it cost."""
    name = spell.name
    asked = [each for each in spell.asked if spell.holds(each.began, each.began + each.seconds)]
    by_kind = defaultdict(list)
    for each in asked:
        by_kind[each.what].append(each.seconds)
    print(figure_of_times(f"{name}: answered", [each.seconds for each in asked]))
    for what, times in sorted(by_kind.items()):
        print(figure_of_times(f"{name}:   {what}", times))
    inside = [each for each in delays if spell.holds(each.at, each.at + each.seconds)]
    late = max((each.seconds for each in inside), default=0.0)
    own = max((each.own_seconds for each in inside), default=0.0)
    often = sum(each.seconds >= STALL_SECONDS for each in inside)
    print(Figure(f"{name}: event loop late by at most", 1000 * late, "ms"))
    print(Figure(f"{name}:   so often by 10 ms or more", often, ""))
    print(Figure(f"{name}:   itself computing for at most", 1000 * own, "ms"))
    used = spell.load_after.cpu_seconds - spell.load_before.cpu_seconds
    print(Figure(f"{name}: processor time a second", 1000 * used / spell.seconds, "ms"))
    print(Figure(f"{name}: memory afterwards", spell.load_after.resident_mib, "MiB"))


def list_posts(wired: WiredDiscord) -> list[Exchange]:
    """The posts that stand, in their order."""
    return [each for each in wired.exchanges(*POST) if each.status == HTTPStatus.OK]


def count_overtaking(due: Sequence[time_of_day]) -> int:
    """How many stood before something that was due in an earlier minute."""
    earliest_behind = list(itertools.accumulate(reversed(due), min))[::-1]
    return sum(each > behind for each, behind in zip(due, earliest_behind, strict=True))


class Members:
    """Members of one server, who ask and press in turn."""

    def __init__(self, wired: WiredDiscord, room: Room) -> None:
        self._wired = wired
        self._room = room
        self._channel = room.guild.create_text_channel("questions")
        self._queries = itertools.cycle(QUERIES)
        self._acts: Iterator[tuple[str, Act]] = itertools.cycle(
            [
                ("/search", self._search),
                ("Vote", partial(self._press, "Vote")),
                ("/highlights", partial(self._slash, "highlights")),
                ("Save", partial(self._press, "Save")),
                ("/paper", partial(self._slash, "paper", title="#7")),
            ]
        )

    async def prepare(self) -> None:
        """Have a card at hand that can be pressed, and everything loaded."""
        self._card = await self._wired.answer_to(await self._slash("paper", title="#5"))
        for _ in range(10):
            await self._ask(*next(self._acts))

    async def ask_until(self, is_over: Callable[[], bool]) -> list[Asked]:
        """Do something every fraction of a second, however long the answers take."""
        tasks = []
        while not is_over():
            tasks.append(asyncio.ensure_future(self._ask(*next(self._acts))))
            await asyncio.sleep(1 / ASKED_A_SECOND)
        return await asyncio.gather(*tasks)

    async def _ask(self, what: str, act: Act) -> Asked:
        began = time.perf_counter()
        await self._wired.answer_to(await act())
        return Asked(what, began, time.perf_counter() - began)

    async def _search(self) -> simcord.InteractionResult:
        return await self._slash("search", query=next(self._queries))

    async def _slash(self, name: str, **options: str) -> simcord.InteractionResult:
        return await self._room.ann.slash(self._channel, name, **options)

    async def _press(self, label: str) -> simcord.InteractionResult:
        return await self._room.bob.click(self._card, label=label)


def hold_up(seconds: float) -> Strike:
    """Let every request take so long."""

    async def strike(carry_out: CarryOut) -> web.StreamResponse:
        await asyncio.sleep(seconds)
        return await carry_out()

    return strike


def _parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--schedules", type=int, default=1_000)
    parser.add_argument("--servers", type=int, default=40)
    parser.add_argument("--latency", type=int, default=0, help="of every request, in ms")
    return parser.parse_args()


if __name__ == "__main__":
    main()
