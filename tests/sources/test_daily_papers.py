"""Asking the API: politely, again where it helps, and never taking half an answer."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.errors import FetchFailed
from bot.sources.daily_papers import PAUSE_SECONDS, open_daily_papers
from tests.sources.lists_server import (
    Answer,
    ListsServer,
    break_off,
    dawdle,
    serve_lists,
    text,
)

DAY = date(2026, 3, 10)
LIST = '[{"paper": {"id": "2603.00001", "title": "Owls"}}]'


class MovedClock:
    """A clock that sleeping moves, and nothing else."""

    def __init__(self) -> None:
        self.at = datetime(2026, 3, 11, 3, tzinfo=UTC)
        self.slept: list[float] = []

    def now_at(self) -> datetime:
        return self.at

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.at += timedelta(seconds=seconds)


async def load(server: ListsServer, clock: MovedClock, day: date = DAY) -> bytes:
    async with open_daily_papers(server.address, clock, sleep=clock.sleep) as api:
        return await api.load_day(day)


async def test_a_days_list_comes_as_it_is() -> None:
    async with serve_lists({"2026-03-10": LIST}) as server:
        assert await load(server, MovedClock()) == LIST.encode()
        assert server.asked == ["2026-03-10"]
        assert server.agents == {f"Paperboy/{_version()}"}


@pytest.mark.parametrize(
    ("fault", "waited"),
    [
        pytest.param(text("slow down", 429, Retry_After="7"), 7.0, id="429 with seconds"),
        pytest.param(
            text("", 503, Retry_After="Wed, 11 Mar 2026 03:00:20 GMT"), 20.0, id="503 with a date"
        ),
        pytest.param(text("slow down", 429, Retry_After="soon"), 1.0, id="429 with nonsense"),
        pytest.param(text("oh", 500), 1.0, id="500"),
        pytest.param(text("<!doctype html><html>", 200), 1.0, id="HTML instead of JSON"),
        pytest.param(text('{"error": "no"}', 200), 1.0, id="an object instead of a list"),
        pytest.param(text('[{"paper": {', 200), 1.0, id="half a list"),
        pytest.param(text("", 200), 1.0, id="nothing"),
        pytest.param(break_off, 1.0, id="the connection breaks off"),
    ],
)
async def test_what_may_pass_is_asked_for_again(fault: Answer, waited: float) -> None:
    clock = MovedClock()
    async with serve_lists({"2026-03-10": LIST}) as server:
        server.faults = [fault]
        assert await load(server, clock) == LIST.encode()
    assert clock.slept[0] == waited


@pytest.mark.parametrize(
    ("faults", "asked_count", "reason"),
    [
        pytest.param([text("", 404)], 1, "the server answers 404", id="404"),
        pytest.param([text("", 401)], 1, "the server answers 401", id="401"),
        pytest.param([text("", 500)] * 5, 5, "the server answers 500", id="500 again and again"),
        pytest.param([text("", 429, Retry_After="3600")], 1, "answers 429", id="an hour's rest"),
        pytest.param([text("<html>")] * 5, 5, "found “<html>…”", id="always HTML"),
        pytest.param([break_off] * 5, 5, "cannot be fetched", id="never a whole answer"),
    ],
)
async def test_what_does_not_pass_is_an_error(
    faults: list[Answer], asked_count: int, reason: str
) -> None:
    async with serve_lists({}) as server:
        server.faults = list(faults)
        with pytest.raises(FetchFailed, match="cannot be fetched") as caught:
            await load(server, MovedClock())
        assert len(server.asked) == asked_count
    assert reason in str(caught.value)
    assert "date=2026-03-10" in str(caught.value)


async def test_an_empty_list_is_an_answer() -> None:
    async with serve_lists({}) as server:
        server.faults = [dawdle]
        assert (await load(server, MovedClock())).split() == [b"[", b"]"]


async def test_nobody_asks_more_than_twice_a_second() -> None:
    clock = MovedClock()
    async with (
        serve_lists({}) as server,
        open_daily_papers(server.address, clock, sleep=clock.sleep) as api,
    ):
        for number in range(5):
            await api.load_day(DAY + timedelta(days=number))
    assert clock.slept == [PAUSE_SECONDS] * 4


async def test_a_server_that_is_not_there_is_an_error() -> None:
    clock = MovedClock()
    async with open_daily_papers("http://127.0.0.1:9", clock, sleep=clock.sleep) as api:
        with pytest.raises(FetchFailed, match=r"127\.0\.0\.1:9/api/daily_papers"):
            await api.load_day(DAY)


async def test_a_search_is_asked_for_by_its_words() -> None:
    clock = MovedClock()
    async with (
        serve_lists({"night owls & co": LIST}) as server,
        open_daily_papers(server.address, clock) as api,
    ):
        assert await api.search("night owls & co") == LIST.encode()


def _version() -> str:
    from importlib.metadata import version  # noqa: PLC0415

    return version("paperboy")
