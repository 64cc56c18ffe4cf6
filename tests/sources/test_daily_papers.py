"""Asking the API: politely, again where it helps, and never taking half an answer."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.errors import FetchFailed, ServerAway
from bot.sources.daily_papers import PAUSE_SECONDS, open_daily_papers
from tests.sources.lists_server import (
    Answer,
    ListsServer,
    break_off,
    dawdle,
    gzipped,
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
        pytest.param(text("[{]", 200), 1.0, id="a damaged list"),
        pytest.param(text("[" * 9_999 + "]" * 9_999, 200), 1.0, id="lists in lists in lists"),
        pytest.param(text("", 503, Retry_After="0"), 1.0, id="at once is too soon"),
        pytest.param(
            text("", 503, Retry_After="Wed, 11 Mar 2026 02:00:00 GMT"), 1.0, id="503 till long ago"
        ),
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


REST_UNTIL = "wants to be left alone until 2026-03-11 0"


@pytest.mark.parametrize(
    ("faults", "asked_count", "kind", "reason"),
    [
        pytest.param([text("", 404)], 1, FetchFailed, "the server answers 404", id="404"),
        pytest.param([text("", 401)], 1, FetchFailed, "the server answers 401", id="401"),
        pytest.param(
            [text("", 500)] * 5, 5, FetchFailed, "the server answers 500", id="500 again and again"
        ),
        pytest.param([text("<html>")] * 5, 5, FetchFailed, "found “<html>…”", id="always HTML"),
        pytest.param(
            [text(" ")] * 5, 5, FetchFailed, "a list of papers, found nothing.", id="always nothing"
        ),
        pytest.param([text("[" + " " * 2**26)], 1, FetchFailed, "than 64 MiB", id="huge"),
        pytest.param(
            [text("", 302, Location="/api/daily_papers?date=a")] * 9, 6, FetchFailed,
            "from one place to the next", id="round in circles",
        ),
        pytest.param([text("", 302)] * 5, 1, FetchFailed, "answers 302", id="to nowhere"),
        pytest.param(
            [text("", 302, Location="ftp://papers")] * 5, 1, ServerAway, "no address",
            id="to where nobody can go",
        ),
        pytest.param([text("", 429)] * 5, 5, ServerAway, "left alone: the server answers 429",
                     id="429 again and again"),
        pytest.param([text("", 429, Retry_After="3600")], 1, ServerAway, f"{REST_UNTIL}4:00 UTC",
                     id="an hour's rest"),
        pytest.param([text("", 503, Retry_After="Wed, 11 Mar 2026 05:30:00 GMT")], 1, ServerAway,
                     f"{REST_UNTIL}5:30 UTC", id="a rest until an instant"),
        pytest.param([text("", 429, Retry_After="9" * 400)], 1, ServerAway,
                     "until 2026-03-12 03:00", id="a rest for ever is one day"),
        pytest.param([text("", 429, Retry_After="9")] * 5, 5, ServerAway, REST_UNTIL,
                     id="another rest after each"),
        pytest.param([break_off] * 5, 5, ServerAway, "gives no answer: the answer broke off",
                     id="never a whole answer"),
        pytest.param(
            [text("[]", Content_Encoding="gzip")] * 5, 5, ServerAway, "no answer",
            id="packed by name only",
        ),
    ],
)  # fmt: skip
async def test_what_does_not_pass_is_an_error(
    faults: list[Answer], asked_count: int, kind: type[FetchFailed], reason: str
) -> None:
    async with serve_lists({}) as server:
        server.faults = list(faults)
        with pytest.raises(FetchFailed) as caught:
            await load(server, MovedClock())
        assert len(server.asked) == asked_count
        assert server.address in str(caught.value)
    assert type(caught.value) is kind
    assert reason in str(caught.value)
    assert kind is ServerAway or "date=2026-03-10" in str(caught.value)


async def test_a_redirection_is_followed_as_slowly_as_all_else() -> None:
    clock = MovedClock()
    async with serve_lists({"2026-03-10": LIST}) as server:
        server.faults = [text("", 307, Location="/api/daily_papers?date=2026-03-10")]
        assert await load(server, clock) == LIST.encode()
    assert clock.slept == [PAUSE_SECONDS]


async def test_a_packed_answer_is_unpacked() -> None:
    async with serve_lists({}) as server:
        server.faults = [gzipped(LIST)]
        assert await load(server, MovedClock()) == LIST.encode()


async def test_whoever_asks_hears_of_each_wait() -> None:
    clock = MovedClock()
    told: list[str] = []
    async with (
        serve_lists({}) as server,
        open_daily_papers(server.address, clock, sleep=clock.sleep, tell_wait=told.append) as api,
    ):
        server.faults = [text("", 429, Retry_After="7"), break_off]
        await api.load_day(DAY)
    assert told == [
        f"{server.address}: the server answers 429 Too Many Requests; asking again in 7 s",
        f"{server.address}: the answer broke off; asking again in 4 s",
    ]


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


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        pytest.param(
            "http://127.0.0.1:9", "no connection can be made (Connection refused)",
            id="nobody listens",
        ),
        pytest.param("http://no.such.invalid", "its name cannot be looked up", id="no such name"),
        pytest.param("http://127.0.0.1:99999", "it is no address", id="no such port"),
    ],
)  # fmt: skip
async def test_a_server_that_is_not_there_is_an_error(address: str, reason: str) -> None:
    clock = MovedClock()
    async with open_daily_papers(address, clock, sleep=clock.sleep) as api:
        with pytest.raises(ServerAway) as caught:
            await api.load_day(DAY)
    assert f"{address} gives no answer: {reason}" in str(caught.value)
    assert "Check the network, and the setting fetch.address" in str(caught.value)


async def test_a_server_that_speaks_no_tls_is_told_as_that() -> None:
    clock = MovedClock()
    async with serve_lists({}) as server:
        address = server.address.replace("http:", "https:")
        async with open_daily_papers(address, clock, sleep=clock.sleep) as api:
            with pytest.raises(ServerAway, match="no secure connection can be made"):
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
