"""Fetching day after day: from the API, through the parser, into the index."""

import asyncio
import contextlib
import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from datetime import date, datetime, time
from functools import partial
from typing import Final, Protocol

from bot.background import in_background
from bot.clock import Clock
from bot.errors import FetchFailed, PaperboyError, WorkFailed
from bot.models import Digest, IngestReport, name_list
from bot.parsing import parse_content
from bot.services.fetching import (
    ingest_day,
    keep_outcome,
    load_fetch_state,
    load_fetched_days,
    next_time,
    plan_days,
)
from bot.services.ports import IndexWriter
from bot.sources.daily_papers import open_daily_papers
from bot.worker import Worker

_LOG = logging.getLogger(__name__)

# After a fetch that failed, the next one is tried.
RETRY_SECONDS: Final = 1800.0
# So long at most nobody looks at the clock, which may have been set.
_LOOK_EVERY_SECONDS: Final = 300.0

Sleep = Callable[[float], Awaitable[object]]
# Hears of each day what came of it: a report, nothing for an empty list, or an error.
Tell = Callable[[date, IngestReport | None, PaperboyError | None], None]
_LOCK_NAME: Final = "fetch"


class DailyLists(Protocol):
    """Where the lists come from."""

    async def load_day(self, day: date) -> bytes:
        """A day's list as JSON.

        Raises:
            FetchFailed: it cannot be had.
        """
        ...


async def fetch_days(
    lists: DailyLists,
    writer: Worker[IndexWriter],
    days: Sequence[date],
    *,
    clock: Clock,
    tell: Tell,
) -> int:
    """Read these days' lists one by one; a day that fails does not keep the others back.

    Args:
        lists: where they come from.
        writer: the index.
        days: in the order in which they are read.
        clock: says when a list was read.
        tell: hears of each day what came of it: a report, nothing for an empty list, or an error.

    Returns:
        How many days failed.
    """
    faults: list[str] = []
    for day in days:
        report, fault = None, None
        try:
            content = await lists.load_day(day)
            report = await writer.run(_take_in, day, content, clock)
        except PaperboyError as error:
            fault = error
            faults.append(f"{day}: {error}")
        tell(day, report, fault)
    await writer.run(_keep_outcome, faults, clock)
    return len(faults)


async def keep_fetching(
    lists: DailyLists,
    writer: Worker[IndexWriter],
    *,
    times: Sequence[time],
    clock: Clock,
    sleep: Sleep,
    hold: Callable[[contextlib.ExitStack], bool],
) -> None:
    """Fetch at these times of the day, in UTC, until cancelled; at once where one was missed.

    What fails is tried again in half an hour, and said once until it works again.

    Args:
        lists: where the lists come from.
        writer: the index.
        times: at least one.
        clock: tells when it is time.
        sleep: waits so many seconds.
        hold: takes the lock that lets one process fetch; False where another one has it.
    """
    complaint, last_at = "", await writer.run(_find_last_success)
    while True:
        now_at = clock.now_at()
        if last_at is not None:
            last_at = min(last_at, now_at)  # a clock that was set back, perhaps by years
        wait_seconds = (next_time(times, after=last_at) - now_at).total_seconds() if last_at else 0
        if wait_seconds > 0:
            await sleep(min(wait_seconds, _LOOK_EVERY_SECONDS))
            continue
        with contextlib.ExitStack() as held:
            fault = await _fetch_once(lists, writer, clock) if hold(held) else "busy"
        if not fault:
            if complaint:
                _LOG.info("Fetching from the Daily Papers API works again")
            complaint, last_at = "", now_at
            continue
        if fault not in ("busy", complaint):
            complaint = fault
            _LOG.error("The Daily Papers API was not read to the end; it is tried again. %s", fault)
        await sleep(RETRY_SECONDS)


async def _fetch_once(lists: DailyLists, writer: Worker[IndexWriter], clock: Clock) -> str:
    """Why it failed; empty where it did not."""
    faults: list[str] = []
    try:
        days = await writer.run(_plan, clock)

        def tell(day: date, report: IngestReport | None, error: PaperboyError | None) -> None:
            if error is not None:
                faults.append(str(error))
            elif report is not None and (report.added or report.updated):
                _LOG.info("Fetched %s: %d new, %d updated", day, report.added, report.updated)

        await fetch_days(lists, writer, days, clock=clock, tell=tell)
    except asyncio.CancelledError:
        raise
    except Exception as error:  # noqa: BLE001 - the bot serves on with what it has
        faults.append(f"{type(error).__name__}: {error}")
    return faults[0] if faults else ""


def _plan(index: IndexWriter, clock: Clock) -> list[date]:
    return plan_days(load_fetched_days(index), now_at=clock.now_at())


def _take_in(index: IndexWriter, day: date, content: bytes, clock: Clock) -> IngestReport | None:
    return ingest_day(index, day, _parse(day, content, clock), now_at=clock.now_at())


def _parse(day: date, content: bytes, clock: Clock) -> Digest | None:
    """A whole list or none: what is damaged is fetched again another time."""
    try:
        papers = json.loads(content)
    except ValueError as error:
        raise FetchFailed(f"The list came damaged ({error}); it will be fetched again.") from error
    if not papers:
        return None
    read = partial(parse_content, content, source=name_list(day))
    return read(today=clock.now_at().date(), issued_on=day)


def _keep_outcome(index: IndexWriter, faults: Sequence[str], clock: Clock) -> None:
    keep_outcome(index, faults, now_at=clock.now_at())


def _find_last_success(index: IndexWriter) -> datetime | None:
    """When a fetch last read everything; None where none did, or none was ever tried."""
    state = load_fetch_state(index)
    return state.last_at if state.fault is None else None


class Lock(Protocol):
    """Tells one process from others that would do the same."""

    def hold(self, name: str, held: contextlib.ExitStack) -> bool:
        """Take the lock of that name if nobody has it, for as long as the stack is open."""
        ...


class Fetcher:
    """Reads one server's lists into one index.

    Args:
        address: of the server.
        clock: tells the days, and when something is due.
        open_writer: the index for writing, in the thread that calls.
        lock: lets one process fetch at a time.
    """

    def __init__(
        self,
        *,
        address: str,
        clock: Clock,
        open_writer: Callable[[], IndexWriter],
        lock: Lock,
    ) -> None:
        self._address = address
        self._clock = clock
        self._open_writer = open_writer
        self._lock = lock

    def fetch(self, tell: Tell, *, on: date | None = None, since: date | None = None) -> int:
        """Read the list of a day, or all that are wanted; returns how many days failed.

        Raises:
            WrongUse: the day lies in the future.
            WorkFailed: another process is just fetching.
        """
        with contextlib.closing(self._open_writer()) as index:
            fetched = {} if on is not None else load_fetched_days(index)
        days = plan_days(fetched, now_at=self._clock.now_at(), since=on or since)

        async def run() -> int:
            writer = Worker(self._open_writer, name="writer")
            try:
                async with open_daily_papers(self._address, self._clock) as lists:
                    wanted = [on] if on is not None else days
                    return await fetch_days(lists, writer, wanted, clock=self._clock, tell=tell)
            finally:
                await writer.close()

        with contextlib.ExitStack() as held:
            if not self._lock.hold(_LOCK_NAME, held):
                raise WorkFailed("Another Paperboy is just fetching; try again in a minute.")
            return asyncio.run(run())

    def search(self, query: str) -> bytes:
        """What the server finds for a query, as it came.

        Raises:
            FetchFailed: it gave no such answer.
        """

        async def run() -> bytes:
            async with open_daily_papers(self._address, self._clock) as lists:
                return await lists.search(query)

        return asyncio.run(run())

    @contextlib.asynccontextmanager
    async def fetching(
        self, writer: Worker[IndexWriter], times: Sequence[time]
    ) -> AsyncIterator[None]:
        """Inside, lists are fetched at these times of the day; without times, never."""
        if not times:
            yield
            return
        async with open_daily_papers(self._address, self._clock) as lists:
            work = keep_fetching(
                lists,
                writer,
                times=times,
                clock=self._clock,
                sleep=asyncio.sleep,
                hold=partial(self._lock.hold, _LOCK_NAME),
            )
            async with in_background(work, "Fetching from the Daily Papers API"):
                yield
