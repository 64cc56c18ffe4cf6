"""Fetching into an index: what is wanted, resuming, failing days, and the times of the day."""

import asyncio
import contextlib
import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.errors import FetchFailed, PaperboyError, WrongUse
from bot.fetching import RETRY_SECONDS, Fetcher, fetch_days, keep_fetching
from bot.models import FetchedDay, IngestReport
from bot.services.fetching import (
    keep_outcome,
    load_fetch_state,
    load_fetched_days,
    next_time,
    plan_days,
)
from bot.services.ports import IndexWriter
from bot.store import open_writer
from bot.worker import Worker

# A Wednesday.
NOW_AT = datetime(2026, 3, 11, 12, tzinfo=UTC)
MONDAY, TUESDAY, WEDNESDAY = date(2026, 3, 9), date(2026, 3, 10), date(2026, 3, 11)


def read(day: date, *, fetched_at: datetime) -> FetchedDay:
    return FetchedDay(day, fetched_at, 3)


@pytest.mark.parametrize(
    ("fetched", "since", "days"),
    [
        pytest.param([], None, "4 5 6 9 10 11", id="nothing known: the last week, no weekend"),
        pytest.param([], date(2026, 3, 2), "2 3 4 5 6 9 10 11", id="since a day"),
        pytest.param(
            [read(WEDNESDAY, fetched_at=NOW_AT - timedelta(hours=1))], WEDNESDAY, "", id="fresh"
        ),
        pytest.param(
            [read(TUESDAY, fetched_at=NOW_AT - timedelta(hours=5))], TUESDAY, "10 11", id="growing"
        ),
        pytest.param(
            [read(date(2026, 3, 2), fetched_at=datetime(2026, 3, 3, 3, tzinfo=UTC))],
            date(2026, 3, 2), "3 4 5 6 9 10 11", id="complete, and no longer growing",
        ),
        pytest.param(
            [read(date(2026, 3, 2), fetched_at=datetime(2026, 3, 2, 23, tzinfo=UTC))],
            date(2026, 3, 2), "2 3 4 5 6 9 10 11", id="read before it was complete",
        ),
        pytest.param(
            [read(date(2026, 3, 2), fetched_at=datetime(2026, 3, 3, 3, tzinfo=UTC))],
            None, "3 4 5 6 9 10 11", id="goes on where it stopped",
        ),
    ],
)  # fmt: skip
def test_the_days_that_are_wanted(fetched: list[FetchedDay], since: date | None, days: str) -> None:
    known = {each.day: each for each in fetched}
    assert plan_days(known, now_at=NOW_AT, since=since) == [
        date(2026, 3, int(day)) for day in days.split()
    ]


def test_a_day_to_come_has_no_list() -> None:
    with pytest.raises(WrongUse, match="2026-03-12 lies in the future"):
        plan_days({}, now_at=NOW_AT, since=date(2026, 3, 12))


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        pytest.param("2026-03-11T02:59", "2026-03-11T03:00", id="just before"),
        pytest.param("2026-03-11T03:00", "2026-03-11T18:00", id="at it: the next one"),
        pytest.param("2026-03-11T20:00", "2026-03-12T03:00", id="in the evening"),
    ],
)
def test_the_next_time_of_the_day(after: str, expected: str) -> None:
    instants = [datetime.fromisoformat(f"{each}:00+00:00") for each in (after, expected)]
    assert next_time([time(3), time(18)], after=instants[0]) == instants[1]


def paper_list(*upvotes: int) -> bytes:
    papers = [
        {"paper": {"id": f"2603.0000{n}", "title": f"Owls {n}", "summary": "Hoot.", "upvotes": up}}
        for n, up in enumerate(upvotes)
    ]
    return json.dumps(papers).encode()


class Lists:
    """Lists by day; a day without one fails."""

    def __init__(self, lists: Mapping[date, bytes]) -> None:
        self.lists = dict(lists)
        self.asked: list[date] = []

    async def load_day(self, day: date) -> bytes:
        self.asked.append(day)
        if day not in self.lists:
            raise FetchFailed("the server answers 500.")
        return self.lists[day]


class Wall:
    """A clock that stands on the wall, and is moved by sleeping."""

    def __init__(self, at: datetime = NOW_AT, naps: int = 1000) -> None:
        self.at = at
        self.naps = naps
        self.slept: list[float] = []

    def now_at(self) -> datetime:
        return self.at

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.at += timedelta(seconds=seconds)
        if len(self.slept) >= self.naps:
            raise asyncio.CancelledError


@contextlib.asynccontextmanager
async def writing() -> AsyncIterator[Worker[IndexWriter]]:
    worker: Worker[IndexWriter] = Worker(lambda: open_writer(None), name="writer")
    yield worker
    await worker.close()


Told = list[tuple[date, IngestReport | None, PaperboyError | None]]


async def run_fetch(lists: Lists, writer: Worker[IndexWriter], *days: date) -> Told:
    told: Told = []
    await fetch_days(lists, writer, days, clock=Wall(), tell=lambda *heard: told.append(heard))
    return told


async def test_days_are_read_one_by_one_and_kept() -> None:
    async with writing() as writer:
        told = await run_fetch(
            Lists({MONDAY: paper_list(1, 2), TUESDAY: b" [] "}), writer, MONDAY, TUESDAY
        )
        fetched = await writer.run(load_fetched_days)
        digests = await writer.run(lambda index: index.load_digests())
    assert [(day, report and report.added, fault) for day, report, fault in told] == [
        (MONDAY, 2, None),
        (TUESDAY, None, None),
    ]
    assert {day: each.paper_count for day, each in fetched.items()} == {MONDAY: 2, TUESDAY: 0}
    assert [(each.source, each.issued_on) for each in digests] == [
        ("Daily Papers of 2026-03-09", MONDAY)
    ]


@pytest.mark.parametrize(
    "damaged",
    [pytest.param(b'[{"paper": {"id": "26]', id="cut"), pytest.param(b"[1, 2]", id="no papers")],
)
async def test_a_failing_day_keeps_no_other_back_and_writes_nothing(damaged: bytes) -> None:
    lists = Lists({MONDAY: damaged, WEDNESDAY: paper_list(5)})
    async with writing() as writer:
        told = await run_fetch(lists, writer, MONDAY, TUESDAY, WEDNESDAY)
        fetched = await writer.run(load_fetched_days)
        state = await writer.run(load_fetch_state)
        papers = await writer.run(lambda index: index.load_coverage().paper_count)
    assert [fault is not None for _, _, fault in told] == [True, True, False]
    assert (list(fetched), papers) == ([WEDNESDAY], 1)
    assert state.fault is not None
    assert state.fault.startswith("2026-03-09: ")


async def test_a_day_read_again_brings_its_counts_up_to_date() -> None:
    lists = Lists({MONDAY: paper_list(1)})
    async with writing() as writer:
        await run_fetch(lists, writer, MONDAY)
        lists.lists[MONDAY] = paper_list(9)
        [(_, report, _)] = await run_fetch(lists, writer, MONDAY)
        sightings = await writer.run(lambda index: index.load_sightings([1])[1])
    assert report is not None
    assert (report.added, report.updated) == (0, 1)
    assert [each.entry.upvotes for each in sightings] == [1, 9]


async def keep(
    lists: Lists, writer: Worker[IndexWriter], wall: Wall,
    hold: Callable[[contextlib.ExitStack], bool] = lambda _: True,
) -> None:  # fmt: skip
    sleep: Callable[[float], Awaitable[object]] = wall.sleep
    with contextlib.suppress(asyncio.CancelledError):
        await keep_fetching(
            lists, writer, times=[time(3), time(18)], clock=wall, sleep=sleep, hold=hold
        )


async def test_what_was_missed_is_fetched_at_once_and_then_at_its_times() -> None:
    days = [date(2026, 3, day) for day in range(2, 14)]
    lists = Lists(dict.fromkeys(days, b"[]"))
    wall = Wall(naps=6 * 12 + 1)  # to the evening, in steps of five minutes
    async with writing() as writer:
        await keep(lists, writer, wall)
        first = lists.asked[:6]
        state = await writer.run(load_fetch_state)
    assert first == [date(2026, 3, day) for day in (4, 5, 6, 9, 10, 11)]
    assert len(lists.asked) == 12
    assert state.last_at == datetime(2026, 3, 11, 18, tzinfo=UTC)


async def test_failures_are_said_once_until_it_works_again(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO, "bot.fetching")
    lists = Lists({})
    wall = Wall(naps=4)
    async with writing() as writer:
        await keep(lists, writer, wall)
        assert wall.slept == [RETRY_SECONDS] * 4
        assert [record.levelname for record in caplog.records] == ["ERROR"]
        assert "the server answers 500" in caplog.text


async def test_while_another_process_fetches_nobody_asks() -> None:
    lists = Lists({})
    async with writing() as writer:
        await keep(lists, writer, Wall(naps=2), hold=lambda _: False)
    assert lists.asked == []


async def test_a_clock_that_was_set_back_does_not_end_fetching() -> None:
    wall = Wall(NOW_AT + timedelta(days=400))
    lists = Lists({})
    async with writing() as writer:
        await writer.run(lambda index: keep_outcome(index, (), now_at=wall.now_at()))
        wall = Wall(NOW_AT, naps=6 * 12 + 1)  # to the evening, in steps of five minutes
        await keep(lists, writer, wall)
    assert MONDAY in lists.asked


def test_a_list_that_was_read_in_the_future_is_read_again() -> None:
    known = read(WEDNESDAY, fetched_at=NOW_AT + timedelta(days=400))
    assert WEDNESDAY in plan_days({WEDNESDAY: known}, now_at=NOW_AT)


class FullDisk:
    """A lock that cannot be laid down."""

    def __init__(self) -> None:
        self.is_asked = asyncio.Event()

    def hold(self, name: str, held: contextlib.ExitStack) -> bool:
        held.callback(self.is_asked.set)
        raise OSError(f"no space left for {name}")


async def test_fetching_that_breaks_off_is_heard_of(caplog: pytest.LogCaptureFixture) -> None:
    lock = FullDisk()
    fetcher = Fetcher(
        address="http://127.0.0.1:9", clock=Wall(), open_writer=lambda: open_writer(None), lock=lock
    )
    async with writing() as writer, fetcher.fetching(writer, [time(3)]):
        await asyncio.wait_for(lock.is_asked.wait(), 20)
    assert "Fetching from the Daily Papers API has broken off" in caplog.text
    assert "no space left for fetch" in caplog.text
