"""Serving, with clients that do what Discord has been seen to do."""

import asyncio
import logging
import os
import signal
from types import SimpleNamespace
from typing import Any, cast

import aiohttp
import discord
import pytest

from bot.discord_app.heartbeat import SILENCE_LIMIT_SECONDS
from bot.discord_app.serving import delay_seconds, serve
from bot.errors import IndexUnusable, NotAdmitted, ServingFailed

TOKEN = "the.secret.token"  # noqa: S105 - not a real one


class FakeClient:
    """Plays one connection: raises what it is given, or stays connected."""

    def __init__(self, error: Exception | None = None, latency: float = 0.05) -> None:
        self.error = error
        self.latency = latency if error is None else float("nan")
        self.deeds: list[str] = []
        self.when_started: Any = None

    async def start(self, token: str) -> None:
        assert token == TOKEN
        self.deeds.append("start")
        if self.error is not None:
            raise self.error
        if self.when_started is not None:
            self.when_started()
        try:
            await asyncio.Event().wait()
        finally:
            self.deeds.append("hang up")

    async def finish_work(self) -> None:
        self.deeds.append("finish work")

    async def close(self) -> None:
        self.deeds.append("close")


class FakeSleep:
    """Time that passes at once and is written down."""

    def __init__(self) -> None:
        self.slept: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.slept.append(seconds)
        await asyncio.sleep(0)


def http_error(kind: type[discord.HTTPException], status: int) -> discord.HTTPException:
    return kind(cast("Any", SimpleNamespace(status=status, reason="x")), "x")


def no_gateway() -> discord.GatewayNotFound:
    make: Any = discord.GatewayNotFound
    error: discord.GatewayNotFound = make()
    return error


def closed(code: int) -> discord.ConnectionClosed:
    socket = cast("Any", SimpleNamespace(close_code=code))
    return discord.ConnectionClosed(socket, shard_id=None, code=code)


def handshake_refused() -> AttributeError:
    """What discord.py raises where the first handshake is answered with 503."""
    websocket: Any = None
    try:
        websocket.sequence  # noqa: B018
    except AttributeError as error:
        return error
    raise AssertionError


async def run_serve(
    *clients: FakeClient, stop: asyncio.Event | None = None, sleep: FakeSleep | None = None
) -> FakeSleep:
    """Serve with these clients, one after the other; the last one is stopped once connected."""
    stop, sleep = stop or asyncio.Event(), sleep or FakeSleep()
    clients[-1].when_started = stop.set
    line = iter(clients)
    await serve(lambda: next(line), TOKEN, stop=stop, sleep=sleep, jitter=lambda: 1.0)
    return sleep


async def test_a_stop_finishes_the_work_and_closes() -> None:
    client = FakeClient()

    await run_serve(client)

    assert client.deeds == ["start", "finish work", "hang up", "close"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_stops(number: signal.Signals) -> None:
    client = FakeClient()
    client.when_started = lambda: os.kill(os.getpid(), number)

    await serve(lambda: client, TOKEN, sleep=FakeSleep(), jitter=lambda: 1.0)

    assert client.deeds == ["start", "finish work", "hang up", "close"]


@pytest.mark.parametrize(
    "error",
    [
        pytest.param(handshake_refused(), id="first handshake refused"),
        pytest.param(aiohttp.ClientConnectionError("no network"), id="no network"),
        pytest.param(TimeoutError(), id="no answer"),
        pytest.param(no_gateway(), id="no gateway"),
        pytest.param(http_error(discord.DiscordServerError, 503), id="Discord is down"),
        pytest.param(http_error(discord.HTTPException, 429), id="too many requests"),
    ],
)
async def test_a_passing_failure_is_tried_again_with_a_new_client(
    error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    failing, again, good = FakeClient(error), FakeClient(error), FakeClient()

    with caplog.at_level(logging.WARNING, logger="bot"):
        sleep = await run_serve(failing, again, good)

    assert failing.deeds == again.deeds == ["start", "close"]
    assert [delay for delay in sleep.slept if delay in {2.0, 4.0}] == [2.0, 4.0]
    assert [record.getMessage().count("\n") for record in caplog.records] == [0, 0]
    assert TOKEN not in caplog.text


@pytest.mark.parametrize(
    ("error", "advice"),
    [
        pytest.param(discord.LoginFailure("x"), "refuses the token", id="wrong token"),
        pytest.param(closed(4004), "refuses the token", id="wrong token at the gateway"),
        pytest.param(
            discord.PrivilegedIntentsRequired(None), "refuses an intent", id="intent not enabled"
        ),
        pytest.param(closed(4013), "code 4013", id="closed for good"),
        pytest.param(http_error(discord.Forbidden, 403), "HTTP 403", id="refused"),
    ],
)
async def test_what_will_not_pass_is_explained_in_a_sentence(error: Exception, advice: str) -> None:
    client = FakeClient(error)

    with pytest.raises(NotAdmitted, match=advice) as raised:
        await run_serve(client)

    assert client.deeds == ["start", "close"]
    assert TOKEN not in str(raised.value)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    "error",
    [
        pytest.param(IndexUnusable("The index is damaged."), id="our own error"),
        pytest.param(AttributeError("a slip of ours", name="sequence", obj=object()), id="a slip"),
    ],
)
async def test_other_errors_are_passed_on(error: Exception) -> None:
    with pytest.raises(type(error)) as raised:
        await run_serve(FakeClient(error))

    assert raised.value is error


async def test_discord_py_still_trips_over_a_refused_first_handshake(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """When this fails, discord.py has mended it, and our special case can go."""

    async def refuse(*_: Any, **__: Any) -> None:
        raise aiohttp.ClientConnectionError

    async def wait_not(_seconds: float) -> None:
        """Discord.py waits a moment before it trips."""

    monkeypatch.setattr(discord.gateway.DiscordWebSocket, "from_client", refuse)
    monkeypatch.setattr(asyncio, "sleep", wait_not)
    client = discord.Client(intents=discord.Intents.none())

    with pytest.raises(AttributeError) as raised:
        await client.connect()

    assert (raised.value.obj, raised.value.name) == (None, "sequence")


@pytest.mark.parametrize("latency", [float("inf"), float("nan")])
async def test_a_silent_connection_ends_the_process(latency: float) -> None:
    client, sleep = FakeClient(latency=latency), FakeSleep()

    with pytest.raises(ServingFailed, match="has not answered for 300 seconds"):
        await serve(lambda: client, TOKEN, sleep=sleep, jitter=lambda: 1.0)

    assert sum(sleep.slept) == SILENCE_LIMIT_SECONDS
    assert client.deeds == ["start", "hang up", "close"]


async def test_a_heartbeat_that_comes_back_is_forgiven() -> None:
    client, stop, sleep = FakeClient(), asyncio.Event(), FakeSleep()

    class Recovering(FakeSleep):
        async def __call__(self, seconds: float) -> None:
            await super().__call__(seconds)
            client.latency = 0.05 if len(self.slept) % 10 == 0 else float("inf")
            if len(self.slept) > 100:
                stop.set()

    sleep = Recovering()
    await serve(lambda: client, TOKEN, stop=stop, sleep=sleep, jitter=lambda: 1.0)

    assert sum(sleep.slept) > SILENCE_LIMIT_SECONDS


async def test_a_stop_while_waiting_for_the_next_try_is_obeyed() -> None:
    stop, client = asyncio.Event(), FakeClient(no_gateway())

    async def sleep(_seconds: float) -> None:
        stop.set()
        await asyncio.Event().wait()

    await serve(lambda: client, TOKEN, stop=stop, sleep=sleep, jitter=lambda: 1.0)

    assert client.deeds == ["start", "close"]


def test_delays_grow_to_five_minutes_and_are_spread() -> None:
    assert [delay_seconds(n, 1.0) for n in (1, 2, 3, 8, 9, 1_000)] == [2, 4, 8, 256, 300, 300]
    assert delay_seconds(3, 0.0) == 4
