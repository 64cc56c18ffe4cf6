"""Fetching into an index: what is wanted, resuming, failing days, and the times of the day."""

import asyncio
import contextlib
import json
import logging
from collections.abc import AsyncIterator, Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from bot.errors import FetchFailed, IndexUnusable, PaperboyError, ServerAway, WrongUse
from bot.fetching import Fetcher, FetchLog, fetch_days, keep_fetching
from bot.models import FetchedDay, FetchOutcome, FetchState, IngestReport, ServerRest
from bot.services.fetching import (
    RETRY,
    check_day,
    find_next_fetch,
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
RETRY_SECONDS = RETRY.total_seconds()
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
    ("day", "reason"),
    [
        pytest.param(date(2026, 3, 12), "lies in the future", id="to come"),
        pytest.param(date(2023, 5, 3), "the first is that of 2023-05-04", id="before the first"),
    ],
)
def test_a_day_that_can_have_no_list(day: date, reason: str) -> None:
    check_day(WEDNESDAY, now_at=NOW_AT)
    with pytest.raises(WrongUse, match=reason):
        check_day(day, now_at=NOW_AT)


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


def march(text: str) -> datetime:
    """An instant in March 2026, such as 11 12:30."""
    return datetime.strptime(f"2026 3 {text} +0000", "%Y %m %d %H:%M %z")


@pytest.mark.parametrize(
    ("complete_at", "failed_at", "next_at"),
    [
        pytest.param(None, None, "11 12:00", id="never: at once"),
        pytest.param("11 03:00", None, "11 18:00", id="at the next time"),
        pytest.param("10 18:30", None, "11 12:00", id="one was missed: at once"),
        pytest.param("10 18:30", "11 11:50", "11 12:20", id="half an hour after it failed"),
        pytest.param("10 18:30", "11 05:00", "11 12:00", id="long after it failed"),
        pytest.param("11 03:00", "11 11:50", "11 18:00", id="what failed was not what is due"),
        pytest.param("21 03:00", None, "11 18:00", id="the clock was set back"),
        pytest.param(None, "21 03:00", "11 12:30", id="it was set back after a failure"),
    ],
)
def test_when_the_next_fetch_comes(
    complete_at: str | None, failed_at: str | None, next_at: str
) -> None:
    last_at = failed_at or complete_at
    state = FetchState(
        last_at=march(last_at) if last_at else None,
        fault="cut" if failed_at else None,
        complete_at=march(complete_at) if complete_at else None,
        day_count=0,
        last_day=None,
    )
    assert find_next_fetch(state, [time(3), time(18)], now_at=NOW_AT) == march(next_at)
    assert find_next_fetch(state, [], now_at=NOW_AT) is None


@pytest.mark.parametrize(
    ("until_at", "next_at"),
    [
        pytest.param("11 14:00", "11 14:00", id="later than it would be tried"),
        pytest.param("11 12:10", "11 12:20", id="sooner"),
        pytest.param("10 12:00", "11 12:20", id="it is over"),
        pytest.param("13 12:00", "11 12:20", id="the clock was set back"),
    ],
)
def test_a_server_that_rests_is_not_fetched_from(until_at: str, next_at: str) -> None:
    state = FetchState(
        last_at=march("11 11:50"),
        fault="429",
        complete_at=None,
        day_count=0,
        last_day=None,
        rest=ServerRest("http://lists", march(until_at)),
    )
    assert find_next_fetch(state, [time(3), time(18)], now_at=NOW_AT) == march(next_at)


def paper_list(*upvotes: int) -> bytes:
    papers = [
        {"paper": {"id": f"2603.0000{n}", "title": f"Owls {n}", "summary": "Hoot.", "upvotes": up}}
        for n, up in enumerate(upvotes)
    ]
    return json.dumps(papers).encode()


class Lists:
    """Lists by day; a day without one fails."""

    address = "http://lists"

    def __init__(self, lists: Mapping[date, bytes], fault: FetchFailed | None = None) -> None:
        self.lists = dict(lists)
        self.asked: list[date] = []
        self.fault = fault

    async def load_day(self, day: date) -> bytes:
        self.asked.append(day)
        if day not in self.lists:
            raise self.fault or FetchFailed(f"{day}: the server answers 404.")
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

    def tell(*heard: Any) -> None:
        told.append(heard)

    await fetch_days(lists, writer, days, clock=Wall(), tell=tell, is_whole=True)
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
    [
        pytest.param(b'[{"paper": {"id": "26]', id="cut"),
        pytest.param(b"[1, 2]", id="no papers"),
        pytest.param(b"[" * 100_000 + b"]" * 100_000, id="lists in lists in lists"),
    ],
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


DAYS = [date(2026, 3, day) for day in range(2, 12)]


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        pytest.param(FetchFailed("404"), FetchOutcome(9), id="refused: the others are asked for"),
        pytest.param(
            FetchFailed("500", is_passing=True), FetchOutcome(3, left_count=6),
            id="in trouble: three days in a row are enough",
        ),
        pytest.param(
            ServerAway("no answer", until_at=NOW_AT),
            FetchOutcome(1, 8, ServerRest("http://lists", NOW_AT)),
            id="away: nobody asks again",
        ),
    ],
)  # fmt: skip
async def test_a_server_in_trouble_ends_a_span(fault: FetchFailed, outcome: FetchOutcome) -> None:
    lists = Lists({DAYS[0]: b"[]"}, fault)
    async with writing() as writer:
        found = await fetch_days(
            lists, writer, DAYS, clock=Wall(), tell=lambda *_: None, is_whole=True
        )
        state = await writer.run(load_fetch_state)
    assert found == outcome
    assert lists.asked == DAYS[: 1 + outcome.failed_count]
    assert state.fault == f"2026-03-03: {fault}"
    assert state.complete_at is None


async def test_days_that_fail_here_and_there_are_no_server_in_trouble() -> None:
    every_third = dict.fromkeys(DAYS[::3], b"[]")
    lists = Lists(every_third, FetchFailed("500", is_passing=True))
    async with writing() as writer:
        found = await fetch_days(
            lists, writer, DAYS, clock=Wall(), tell=lambda *_: None, is_whole=True
        )
    assert found == FetchOutcome(6)
    assert lists.asked == DAYS


async def test_chosen_days_are_no_whole_fetch() -> None:
    async with writing() as writer:
        for lists, days, is_whole in (
            (Lists({MONDAY: b"[]"}), [MONDAY], True),
            (Lists({}), [TUESDAY], False),
            (Lists({WEDNESDAY: b"[]"}), [WEDNESDAY], False),
        ):
            clock = Wall(datetime(2026, 3, 11, days[0].day, tzinfo=UTC))
            await fetch_days(
                lists, writer, days, clock=clock, tell=lambda *_: None, is_whole=is_whole
            )
        state = await writer.run(load_fetch_state)
    assert state.complete_at == datetime(2026, 3, 11, 9, tzinfo=UTC)
    assert state.last_at == datetime(2026, 3, 11, 11, tzinfo=UTC)


async def test_what_an_earlier_version_kept_is_understood() -> None:
    async with writing() as writer:
        kept = json.dumps({"at": NOW_AT.isoformat(), "fault": None})
        await writer.run(lambda index: index.keep_value("fetch_state", kept))
        assert (await writer.run(load_fetch_state)).complete_at == NOW_AT


async def test_an_index_that_cannot_be_written_ends_a_span() -> None:
    lists = Lists(dict.fromkeys(DAYS, paper_list(1)))

    def refuse(*_: object, **__: object) -> None:
        raise IndexUnusable("the disk is full")

    async with writing() as writer:
        await writer.run(lambda index: setattr(index, "add_digest", refuse))
        with pytest.raises(IndexUnusable, match="the disk is full"):
            await run_fetch(lists, writer, *DAYS)
    assert lists.asked == DAYS[:1]


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
    lists: Lists,
    writer: Worker[IndexWriter],
    wall: Wall,
    hold: Callable[[contextlib.ExitStack], bool] = lambda _: True,
) -> None:
    with contextlib.suppress(asyncio.CancelledError):
        await keep_fetching(
            lists,
            writer,
            times=[time(3), time(18)],
            clock=wall,
            sleep=wall.sleep,
            hold=hold,
            log=FetchLog(),
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
    lists = Lists({}, ServerAway("no answer at 12:30"))
    wall = Wall(naps=4)
    async with writing() as writer:
        await keep(lists, writer, wall)
        assert wall.slept == [RETRY_SECONDS] * 4
        assert [record.levelname for record in caplog.records] == ["ERROR"]
        assert "no answer at 12:30" in caplog.text


class Recovering(Lists):
    """Each question finds another state of things."""

    def __init__(self, *faults: FetchFailed | None) -> None:
        super().__init__({})
        self._faults = [*faults]

    async def load_day(self, day: date) -> bytes:
        self.asked.append(day)
        fault = self._faults.pop(0) if self._faults else None
        if fault is not None:
            raise fault
        return b"[]"


async def test_what_fails_anew_or_otherwise_is_said_again(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO, "bot.fetching")
    away, worse = ServerAway("no answer at 12:00"), ServerAway("no certificate")
    later = ServerAway("no answer at 13:00")
    lists = Recovering(away, later, worse, away, *[None] * 6, later)
    async with writing() as writer:
        await keep(lists, writer, Wall(naps=4 + 4 * 12 + 1))
    said = [(each.levelname, each.getMessage().rpartition(". ")[2]) for each in caplog.records]
    assert said == [
        ("ERROR", "no answer at 12:00"),
        ("ERROR", "no certificate"),
        ("INFO", "Fetching from the Daily Papers API works again"),
        ("ERROR", "no answer at 13:00"),
    ]


@pytest.mark.parametrize(
    ("address", "asked_at"),
    [
        pytest.param("http://lists", NOW_AT + timedelta(hours=5), id="the same server"),
        pytest.param("http://others", NOW_AT, id="another one"),
    ],
)
async def test_a_server_that_wants_its_rest_has_it(address: str, asked_at: datetime) -> None:
    until_at = NOW_AT + timedelta(hours=5)
    async with writing() as writer:
        # Half an hour, and then in steps of five minutes.
        wall = Wall(naps=1 + 54)
        lists = Lists({}, ServerAway("429", until_at=until_at))
        await keep(lists, writer, wall)
        assert wall.at == until_at
        assert len(lists.asked) == 1
        anew = Wall(naps=62)  # a process that was started anew
        lists.address = address
        lists.lists = dict.fromkeys(DAYS, b"[]")
        await keep(lists, writer, anew)
        state = await writer.run(load_fetch_state)
    assert state.complete_at == asked_at


async def test_a_wait_is_no_news_while_fetching_fails_anyway(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO, "bot.fetching")
    log = FetchLog()
    log.tell_wait("the server: it answers 500; asking again in 4 s")
    assert "Waiting for the server" in caplog.text
    log.tell_fault("it answers 500")
    caplog.clear()
    log.tell_wait("the server: it answers 500; asking again in 4 s")
    assert not caplog.records


async def test_while_another_process_fetches_nobody_asks() -> None:
    lists = Lists({})
    async with writing() as writer:
        await keep(lists, writer, Wall(naps=2), hold=lambda _: False)
    assert lists.asked == []


async def test_a_clock_that_was_set_back_does_not_end_fetching() -> None:
    wall = Wall(NOW_AT + timedelta(days=400))
    lists = Lists({})
    async with writing() as writer:
        await writer.run(lambda index: keep_outcome(index, (), is_whole=True, now_at=wall.now_at()))
        wall = Wall(NOW_AT, naps=6 * 12 + 1)  # to the evening, in steps of five minutes
        await keep(lists, writer, wall)
    assert MONDAY in lists.asked


def test_a_list_that_was_read_in_the_future_is_read_again() -> None:
    known = read(WEDNESDAY, fetched_at=NOW_AT + timedelta(days=400))
    assert WEDNESDAY in plan_days({WEDNESDAY: known}, now_at=NOW_AT)


async def test_a_lock_that_cannot_be_laid_down_is_tried_again(
    caplog: pytest.LogCaptureFixture,
) -> None:
    tries: list[contextlib.ExitStack] = []

    def hold(held: contextlib.ExitStack) -> bool:
        tries.append(held)
        if len(tries) < 3:
            raise OSError("no space left")
        return True

    lists = Lists(dict.fromkeys([date(2026, 3, day) for day in range(4, 12)], b"[]"))
    async with writing() as writer:
        await keep(lists, writer, Wall(naps=3), hold)
    assert caplog.text.count("no space left") == 1
    assert lists.asked


class FullDisk:
    """A lock that cannot be laid down."""

    def __init__(self) -> None:
        self.is_asked = asyncio.Event()

    def hold(self, name: str, held: contextlib.ExitStack) -> bool:
        held.callback(self.is_asked.set)
        raise OSError(f"no space left for {name}")


async def test_fetching_in_the_background_is_heard_of(caplog: pytest.LogCaptureFixture) -> None:
    lock = FullDisk()
    fetcher = Fetcher(
        address="http://127.0.0.1:9", clock=Wall(), open_writer=lambda: open_writer(None), lock=lock
    )
    async with writing() as writer, fetcher.fetching(writer, [time(3)]):
        await asyncio.wait_for(lock.is_asked.wait(), 20)
    assert "no space left for fetch" in caplog.text
