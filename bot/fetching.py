"""Fetching day after day: from the API, through the parser, into the index."""

import asyncio
import contextlib
import json
import logging
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from functools import partial
from typing import Final, Protocol

from bot.background import in_background
from bot.clock import Clock
from bot.errors import DigestError, FetchFailed, PaperboyError, ServerAway, WorkFailed
from bot.models import Digest, FetchOutcome, FetchState, IngestReport, ServerRest, name_list
from bot.parsing import parse_content
from bot.services.fetching import (
    RETRY,
    check_day,
    find_next_fetch,
    find_rest_end,
    ingest_day,
    keep_outcome,
    load_fetch_state,
    load_fetched_days,
    plan_days,
)
from bot.services.ports import IndexWriter
from bot.sources.daily_papers import DailyPapersApi, TellWait, open_daily_papers
from bot.worker import Worker

_LOG = logging.getLogger(__name__)

# So long at most nobody looks at the clock, which may have been set.
_LOOK_EVERY_SECONDS: Final = 300.0
# After so many days in a row that the server did not give, asked again and again, it is in trouble.
_PATIENCE_COUNT: Final = 3
_NUMBER: Final = re.compile(r"\d+")
_LOCK_NAME: Final = "fetch"

Sleep = Callable[[float], Awaitable[object]]
# Hears of each day what came of it: a report, nothing for an empty list, or an error.
Tell = Callable[[date, IngestReport | None, PaperboyError | None], None]


class DailyLists(Protocol):
    """Where the lists come from."""

    @property
    def address(self) -> str:
        """Of the server."""
        ...

    async def load_day(self, day: date) -> bytes:
        """A day's list as JSON.

        Raises:
            ServerAway: it cannot be had, and nor can any other.
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
    is_whole: bool,
) -> FetchOutcome:
    """Read these days' lists one by one; a day that fails does not keep the others back.

    Where the server is away, nobody asks for the others.

    Args:
        lists: where they come from.
        writer: the index.
        days: in the order in which they are read.
        clock: says when a list was read.
        tell: hears of each day what came of it: a report, nothing for an empty list, or an error.
        is_whole: whether these are all days that are wanted.

    Raises:
        IndexUnusable: the index cannot be written.
    """
    faults: list[str] = []
    outcome = FetchOutcome(0)
    trouble_count = 0
    for number, day in enumerate(days, 1):
        report, fault = None, None
        try:
            content = await lists.load_day(day)
            report = await writer.run(_take_in, day, content, clock)
        except (FetchFailed, DigestError) as error:
            fault = error
            faults.append(f"{day}: {error}")
        tell(day, report, fault)
        is_trouble = isinstance(fault, FetchFailed) and fault.is_passing
        trouble_count = trouble_count + 1 if is_trouble else 0
        rest = None
        if isinstance(fault, ServerAway) and fault.until_at is not None:
            rest = ServerRest(lists.address, fault.until_at)
        outcome = FetchOutcome(len(faults), rest=rest)
        if isinstance(fault, ServerAway) or trouble_count == _PATIENCE_COUNT:
            outcome = replace(outcome, left_count=len(days) - number)
            break
    await writer.run(_keep_outcome, faults, clock, is_whole=is_whole, rest=outcome.rest)
    return outcome


class FetchLog:
    """Tells the operator of fetches that fail: once, until one works again."""

    def __init__(self) -> None:
        self._said: set[str] = set()

    def tell_wait(self, reason: str) -> None:
        """A question is asked again; no news while fetching fails anyway."""
        _LOG.log(logging.DEBUG if self._said else logging.INFO, "Waiting for %s", reason)

    def tell_fault(self, fault: str, trace: Exception | None = None) -> None:
        """A fetch failed; only days and times differ in what is no news."""
        kind = _NUMBER.sub("", fault)
        level = logging.DEBUG if kind in self._said else logging.ERROR
        self._said.add(kind)
        text = "The Daily Papers API was not read to the end; it is tried again. %s"
        _LOG.log(level, text, fault, exc_info=trace)

    def tell_success(self) -> None:
        """A fetch worked."""
        if self._said:
            _LOG.info("Fetching from the Daily Papers API works again")
        self._said.clear()


async def keep_fetching(
    lists: DailyLists,
    writer: Worker[IndexWriter],
    *,
    times: Sequence[time],
    clock: Clock,
    sleep: Sleep,
    hold: Callable[[contextlib.ExitStack], bool],
    log: FetchLog,
) -> None:
    """Fetch at these times of the day, in UTC, until cancelled; at once where one was missed.

    What fails is tried again in half an hour, or when the server wants to be asked again.

    Args:
        lists: where the lists come from.
        writer: the index.
        times: at least one.
        clock: tells when it is time.
        sleep: waits so many seconds.
        hold: takes the lock that lets one process fetch; False where another one has it.
        log: hears what fails.
    """
    state: FetchState | None = None
    while True:
        rest_seconds = RETRY.total_seconds()
        try:
            now_at = clock.now_at()
            if state is None:  # a process that was started anew waits for no failure to pass
                state = replace(await writer.run(_load_state, clock), fault=None)
                if state.rest is not None and state.rest.address != lists.address:
                    state = replace(state, rest=None)
            next_at = find_next_fetch(state, times, now_at=now_at) or now_at
            if next_at > now_at:
                await sleep(min((next_at - now_at).total_seconds(), _LOOK_EVERY_SECONDS))
                continue
            with contextlib.ExitStack() as held:
                if hold(held):
                    rest_seconds = await _fetch_once(lists, writer, clock, log)
                    state = await writer.run(_load_state, clock)
        except asyncio.CancelledError:
            raise
        except Exception as error:  # noqa: BLE001 - the bot serves on with what it has
            is_ours = isinstance(error, PaperboyError | OSError)
            fault = str(error) if is_ours else f"{type(error).__name__}: {error}"
            log.tell_fault(fault, None if is_ours else error)
        if rest_seconds:
            await sleep(rest_seconds)


async def _fetch_once(
    lists: DailyLists, writer: Worker[IndexWriter], clock: Clock, log: FetchLog
) -> float:
    """Fetch what is wanted; returns for how many seconds to rest then."""
    faults: list[str] = []

    def tell(day: date, report: IngestReport | None, error: PaperboyError | None) -> None:
        if error is not None:
            faults.append(str(error))
        elif report is not None and (report.added or report.updated):
            _LOG.info("Fetched %s: %d new, %d updated", day, report.added, report.updated)

    days = await writer.run(_plan, clock)
    await fetch_days(lists, writer, days, clock=clock, tell=tell, is_whole=True)
    if not faults:
        log.tell_success()
        return 0.0
    log.tell_fault(faults[0])
    return RETRY.total_seconds()


def _load_state(index: IndexWriter, clock: Clock) -> FetchState:
    """How fetching stands; nothing was read after now, even where the clock was set back."""
    state = load_fetch_state(index)
    if state.complete_at is None:
        return state
    return replace(state, complete_at=min(state.complete_at, clock.now_at()))


def _plan(index: IndexWriter, clock: Clock) -> list[date]:
    return plan_days(load_fetched_days(index), now_at=clock.now_at())


def _take_in(index: IndexWriter, day: date, content: bytes, clock: Clock) -> IngestReport | None:
    return ingest_day(index, day, _parse(day, content, clock), now_at=clock.now_at())


def _parse(day: date, content: bytes, clock: Clock) -> Digest | None:
    """A whole list or none: what is damaged is fetched again another time."""
    try:
        papers = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise FetchFailed(f"The list came damaged ({error}); it will be fetched again.") from error
    if not papers:
        return None
    read = partial(parse_content, content, source=name_list(day))
    return read(today=clock.now_at().date(), issued_on=day)


def _keep_outcome(
    index: IndexWriter,
    faults: Sequence[str],
    clock: Clock,
    *,
    is_whole: bool,
    rest: ServerRest | None,
) -> None:
    keep_outcome(index, faults, is_whole=is_whole, now_at=clock.now_at(), rest=rest)


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
        self._address = address.rstrip("/")
        self._clock = clock
        self._open_writer = open_writer
        self._lock = lock

    def fetch(
        self,
        tell: Tell,
        tell_wait: TellWait,
        *,
        on: date | None = None,
        since: date | None = None,
    ) -> FetchOutcome:
        """Read the list of a day, or all that are wanted.

        Args:
            tell: hears of each day what came of it.
            tell_wait: hears why a list is asked for again, and when.
            on: the day; None: all that are wanted.
            since: all days since then; None: those that are not known yet, and recent ones.

        Raises:
            WrongUse: there can be no list of that day.
            ServerAway: the server wanted to be left alone, and it is not yet time.
            WorkFailed: another process is just fetching, or the index cannot be written.
        """
        now_at = self._clock.now_at()
        if on is not None:
            check_day(on, now_at=now_at)
        with contextlib.closing(self._open_writer()) as index:
            fetched = load_fetched_days(index)
            state = load_fetch_state(index)
        self._check_rest(state, now_at)
        wanted = plan_days(fetched, now_at=now_at)
        days = [on] if on is not None else plan_days(fetched, now_at=now_at, since=since)
        is_whole = set(wanted) <= set(days)

        async def run() -> FetchOutcome:
            writer = Worker(self._open_writer, name="writer")
            try:
                async with self._open_lists(tell_wait) as lists:
                    return await fetch_days(
                        lists, writer, days, clock=self._clock, tell=tell, is_whole=is_whole
                    )
            finally:
                await writer.close()

        with contextlib.ExitStack() as held:
            if not self._lock.hold(_LOCK_NAME, held):
                raise WorkFailed("Another Paperboy is just fetching; try again in a minute.")
            return asyncio.run(run())

    def search(self, query: str, tell_wait: TellWait) -> bytes:
        """What the server finds for a query, as it came.

        Raises:
            ServerAway: the server wanted to be left alone, and it is not yet time.
            FetchFailed: it gave no such answer.
        """
        with contextlib.closing(self._open_writer()) as index:
            self._check_rest(load_fetch_state(index), self._clock.now_at())

        async def run() -> bytes:
            async with self._open_lists(tell_wait) as lists:
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
        log = FetchLog()
        async with self._open_lists(log.tell_wait) as lists:
            work = keep_fetching(
                lists,
                writer,
                times=times,
                clock=self._clock,
                sleep=asyncio.sleep,
                hold=partial(self._lock.hold, _LOCK_NAME),
                log=log,
            )
            async with in_background(work, "Fetching from the Daily Papers API"):
                yield

    def _check_rest(self, state: FetchState, now_at: datetime) -> None:
        until_at = find_rest_end(state, now_at=now_at)
        if until_at is None or state.rest is None or state.rest.address != self._address:
            return
        raise ServerAway(
            f"{self._address} wants to be left alone until {until_at:%Y-%m-%d %H:%M} UTC. "
            "Fetch again after that.",
            until_at=until_at,
        )

    def _open_lists(
        self, tell_wait: TellWait
    ) -> contextlib.AbstractAsyncContextManager[DailyPapersApi]:
        return open_daily_papers(self._address, self._clock, tell_wait=tell_wait)
