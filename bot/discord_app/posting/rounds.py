"""Rounds: again and again, whatever is due goes out, in order and within Discord's limits."""

import asyncio
import contextlib
import logging
from collections import deque
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Final, TypeVar

from bot.discord_app.desk import DeskClient
from bot.discord_app.posting.pace import Pace, Sleep
from bot.discord_app.posting.postman import Postman
from bot.discord_app.posting.refreshing import Refresher
from bot.services import ledger
from bot.services.guilds import forget_left_guilds
from bot.services.ledger import MissedSlots, Task
from bot.text.counting import count_of

_LOG = logging.getLogger(__name__)

T = TypeVar("T")

# Schedules go by the minute; a look at every half of one is at most a moment late.
ROUND_SECONDS: Final = 30.0
STANDBY_SECONDS: Final = 30.0
# So many posts are on their way at once, to different places: as many as are sent, at their pace,
# while Discord takes a quarter of a second for each.
LANE_COUNT: Final = 8
_REFRESH_FOR: Final = timedelta(seconds=ROUND_SECONDS)
_TIDY_EVERY: Final = timedelta(hours=6)
_CONTENT_KEPT: Final = timedelta(days=2)


class Rounds:
    """Makes rounds for a client that is connected, until it stops."""

    def __init__(self, client: DeskClient, sleep: Sleep = asyncio.sleep) -> None:
        self._client = client
        self._desk = client.desk
        self._sleep = sleep
        self._pace = Pace(sleep)
        self._postman = Postman(client, self._pace)
        self._refresher = Refresher(client, self._pace)
        self._is_stopping = False
        self._is_idle = asyncio.Event()
        self._is_idle.set()
        self._tidied_at: datetime | None = None

    async def keep_going(self) -> None:
        """Make rounds until cancelled, as the only process that does so for this application."""
        await self._client.wait_until_ready()
        with contextlib.ExitStack() as held:
            await self._hold_lock(held)
            while not self._is_stopping:
                try:
                    await self.make_round()
                except Exception:  # noqa: BLE001 - the next round may fare better
                    _LOG.exception("A round was cut short")
                await self._sleep(seconds_to_next_round(self._desk.clock.now_at()))

    async def stop(self) -> None:
        """Begin nothing more, and wait for what is on its way."""
        self._is_stopping = True
        await self._is_idle.wait()

    async def make_round(self) -> None:
        """Serve everything that is due now."""
        if self._is_stopping:
            return
        self._is_idle.clear()
        self._pace.begin_round()
        try:
            await self._serve_due()
            await self._refresh_posts()
            if not self._is_stopping:
                await self._tidy()
        finally:
            self._is_idle.set()

    async def _serve_due(self) -> None:
        for missed in await self._load(ledger.enter_due_slots):
            _LOG.warning("%s", say_missed(missed))
        queue = group_by_place(await self._load(ledger.load_tasks))
        lanes = [self._serve_lane(queue) for _ in range(min(LANE_COUNT, len(queue)))]
        await asyncio.gather(*lanes)

    async def _serve_lane(self, queue: deque[list[Task]]) -> None:
        """Serve one place after another; what goes to the same place goes in order."""
        while queue and not self._is_stopping:
            for task in queue.popleft():
                if self._is_stopping:
                    return
                try:
                    await self._postman.serve(task)
                except Exception:  # noqa: BLE001 - the other places are not to suffer
                    _LOG.exception("Slot %d could not be dealt with", task.slot.slot_id)

    async def _refresh_posts(self) -> None:
        """Edit posts until the next round is due: what is left then waits for new posts."""
        began_at = self._desk.clock.now_at()
        for task in await self._load(ledger.load_refresh_tasks):
            if self._is_stopping or self._desk.clock.now_at() - began_at >= _REFRESH_FOR:
                return
            await self._refresher.refresh(task)

    async def _load(self, load: Callable[..., list[T]]) -> list[T]:
        return await self._desk.community.run(
            load,
            application_id=self._client.application_id or 0,
            now_at=self._desk.clock.now_at(),
        )

    async def _hold_lock(self, held: contextlib.ExitStack) -> None:
        """Wait until no other process makes rounds for the same application."""
        name = f"schedules-{self._client.application_id}"
        is_announced = False
        while not (is_held := self._try_lock(name, held)):
            if is_held is False and not is_announced:
                _LOG.warning("Another Paperboy posts what is scheduled; this one stands by")
                is_announced = True
            await self._sleep(STANDBY_SECONDS)
        if is_announced:
            _LOG.info("The other Paperboy is gone; this one posts what is scheduled")

    def _try_lock(self, name: str, held: contextlib.ExitStack) -> bool | None:
        """Whether the lock was free; None where it could not be tried."""
        try:
            return self._desk.lock.hold(name, held)
        except OSError:
            _LOG.exception("Nothing is posted: the lock that keeps others from it cannot be taken")
            return None

    async def _tidy(self) -> None:
        """Now and then, forget what nobody needs any more."""
        now_at = self._desk.clock.now_at()
        if self._tidied_at is not None and now_at - self._tidied_at < _TIDY_EVERY:
            return
        self._tidied_at = now_at
        await self._desk.community.run(lambda c: c.forget_old_content(now_at - _CONTENT_KEPT))
        for guild_id in await self._load(forget_left_guilds):
            _LOG.info("Forgot the settings of server %d, which was left long ago", guild_id)


def seconds_to_next_round(now_at: datetime) -> float:
    """How long until the clock shows a whole half minute again.

    >>> from datetime import UTC
    >>> seconds_to_next_round(datetime(2026, 4, 14, 9, 0, 12, tzinfo=UTC))
    18.0
    """
    past = (now_at.second + now_at.microsecond / 1e6) % ROUND_SECONDS
    return ROUND_SECONDS - past


def group_by_place(tasks: Iterable[Task]) -> deque[list[Task]]:
    """The tasks of each place together, the places in the order of what is due there first."""
    groups: dict[tuple[bool, int], list[Task]] = {}
    for task in tasks:
        draft = task.schedule.draft
        place = (draft.channel_id is None, draft.channel_id or draft.owner_id)
        groups.setdefault(place, []).append(task)
    return deque(groups.values())


def say_missed(missed: MissedSlots) -> str:
    """What a schedule missed, for the log."""
    first, last = missed.days[0].local_on, missed.days[-1].local_on
    days = str(first) if first == last else f"{first} to {last}"
    slots = count_of(len(missed.days), "post")
    return (
        f"Schedule {missed.schedule.schedule_id} missed {slots} ({days}): Paperboy was not there "
        "in time"
    )
