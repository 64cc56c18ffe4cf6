"""Serving: keeping a client connected until somebody says stop.

Once connected, discord.py reconnects by itself. What it does not survive is handled here: a first
connection that fails, a connection that only seems alive, and the signals that end a process.
"""

import asyncio
import contextlib
import logging
import random
import signal
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from typing import Any, Final, Protocol

import aiohttp
import discord

from bot.discord_app.heartbeat import Beating, HeartbeatWatch, Sleep
from bot.discord_app.reconnection_log import short_connection_log
from bot.errors import NotAdmitted

_LOG = logging.getLogger(__name__)

TOKEN_PLACE: Final = "PAPERBOY_DISCORD_TOKEN or the file that PAPERBOY_DISCORD_TOKEN_FILE names"  # noqa: S105 - names, no secret
FIRST_DELAY_SECONDS: Final = 2.0
LONGEST_DELAY_SECONDS: Final = 300.0
# The first that fits is said.
_PASSING_ERRORS: Final[tuple[tuple[type[Exception], str], ...]] = (
    (discord.GatewayNotFound, "it names no gateway"),
    (aiohttp.ClientConnectorDNSError, "its address cannot be looked up"),
    (asyncio.TimeoutError, "no answer in time"),
    (aiohttp.ClientError, "the connection was refused or cut"),
    (OSError, "the connection was refused or cut"),
)
_BAD_TOKEN_CLOSE_CODE: Final = 4004
_TOO_MANY_REQUESTS: Final = 429
_SERVER_ERROR: Final = 500


class Servable(Beating, Protocol):
    """What can be served: a discord.Client that can finish its work."""

    def start(self, token: str) -> Coroutine[Any, Any, None]:
        """Connect, and stay connected."""
        ...

    async def finish_work(self) -> None:
        """Take no more work, and finish what is in progress."""
        ...

    async def close(self) -> None:
        """Disconnect."""
        ...


async def serve(
    create_client: Callable[[], Servable],
    token: str,
    *,
    stop: asyncio.Event | None = None,
    sleep: Sleep = asyncio.sleep,
    jitter: Callable[[], float] = random.random,
) -> None:
    """Answer on Discord until SIGTERM, SIGINT or the event says stop.

    Args:
        create_client: a new client for each attempt to connect.
        token: the bot's; never logged.
        stop: ends serving when set.
        sleep: waits so many seconds.
        jitter: a number from 0 to 1 that spreads the attempts of many bots over time.

    Raises:
        NotAdmitted: trying again would not help; says what to do.
        ServingFailed: the connection only seemed alive.
    """
    stop = stop or asyncio.Event()
    failed_count = 0
    with _stopping_on_signals(stop), short_connection_log():
        while not stop.is_set():
            attempt = _Attempt(create_client(), stop, sleep)
            reason = await attempt.run(token)
            if reason is None:
                break
            failed_count = 1 if attempt.has_been_connected else failed_count + 1
            delay = delay_seconds(failed_count, jitter())
            _LOG.warning("No connection to Discord (%s); next try in %.0f s", reason, delay)
            await _first_of(stop.wait(), sleep(delay))
    _LOG.info("Stopped")


def delay_seconds(failed_count: int, jitter: float) -> float:
    """How long to wait after so many failures in a row: ever longer, never twice the same.

    >>> delay_seconds(1, 1.0), delay_seconds(4, 1.0), delay_seconds(50, 0.0)
    (2.0, 16.0, 150.0)
    """
    longest = min(FIRST_DELAY_SECONDS * 2.0 ** min(failed_count - 1, 30), LONGEST_DELAY_SECONDS)
    return longest * (0.5 + 0.5 * jitter)


class _Attempt:
    """One client, from its start to its end."""

    def __init__(self, client: Servable, stop: asyncio.Event, sleep: Sleep) -> None:
        self._client = client
        self._stop = stop
        self._watch = HeartbeatWatch(client, sleep)

    @property
    def has_been_connected(self) -> bool:
        """Whether there was a heartbeat."""
        return self._watch.has_beaten

    async def run(self, token: str) -> str | None:
        """Serve; why another attempt should be made, or None after a stop.

        Raises:
            NotAdmitted: another attempt would not help.
            ServingFailed: the connection only seemed alive.
        """
        connection = asyncio.ensure_future(self._client.start(token))
        try:
            await _first_of(asyncio.shield(connection), self._watch.watch(), self._stop.wait())
            if not self._stop.is_set():
                return "the connection ended"
            _LOG.info("Stopping: finishing what is in progress")
            await self._client.finish_work()
        except Exception as error:
            if reason := _reason_to_retry(error):
                return reason
            if explanation := _explain(error):
                raise NotAdmitted(explanation) from error
            raise
        finally:
            # Nobody may be listening any more when the client closes: otherwise the socket is
            # closed as if to resume, and the bot seems to be online for minutes.
            connection.cancel()
            await asyncio.gather(connection, return_exceptions=True)
            await self._client.close()
        return None


async def _first_of(*awaitables: Awaitable[object]) -> None:
    """Wait for the first to end, end the others, and raise what the first raised."""
    tasks = [asyncio.ensure_future(awaitable) for awaitable in awaitables]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    for task in tasks:
        if task in done:
            task.result()


def _reason_to_retry(error: Exception) -> str | None:
    """What to log where another attempt may succeed; None where it will not."""
    if isinstance(error, discord.HTTPException):
        is_passing = error.status >= _SERVER_ERROR or error.status == _TOO_MANY_REQUESTS
        return f"HTTP {error.status}" if is_passing else None
    for kind, words in _PASSING_ERRORS:
        if isinstance(error, kind):
            return f"{words}: {type(error).__name__}"
    # discord.py 2.7 trips over its own feet where the very first handshake is refused: it reads
    # the sequence number of the connection that it does not have yet.
    if isinstance(error, AttributeError) and error.obj is None and error.name == "sequence":
        return "the first handshake was refused"
    return None


def _explain(error: Exception) -> str | None:
    """What the operator can do, in one sentence and without the token; None for other errors."""
    if isinstance(error, discord.LoginFailure) or (
        isinstance(error, discord.ConnectionClosed) and error.code == _BAD_TOKEN_CLOSE_CODE
    ):
        return (
            f"Discord refuses the token from {TOKEN_PLACE}; copy it anew from Discord's developer "
            "portal (Bot, Reset Token)."
        )
    if isinstance(error, discord.PrivilegedIntentsRequired):
        return (
            "Discord refuses an intent; switch it on in Discord's developer portal "
            "(Bot, Privileged Gateway Intents), then start Paperboy again."
        )
    if isinstance(error, discord.ConnectionClosed):
        return f"Discord closed the connection for good (code {error.code})."
    if isinstance(error, discord.HTTPException):
        return f"Discord refuses to talk to this bot (HTTP {error.status})."
    return None


@contextlib.contextmanager
def _stopping_on_signals(stop: asyncio.Event) -> Iterator[None]:
    """Let SIGTERM and SIGINT set the event; where the platform cannot, they end the process."""
    loop = asyncio.get_running_loop()
    handled = []
    for number in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError, RuntimeError):
            loop.add_signal_handler(number, stop.set)
            handled.append(number)
    try:
        yield
    finally:
        for number in handled:
            loop.remove_signal_handler(number)
