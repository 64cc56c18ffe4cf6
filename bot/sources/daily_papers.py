"""The Daily Papers API of Hugging Face, asked politely.

At most two requests a second, with a name of our own; where the server wants to be left alone for
a while (429, 503 with Retry-After), it is. What is no list of papers is asked for again, and
refused in the end: nothing half is ever handed on. Whoever asks hears of each wait.
"""

import asyncio
import json
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from importlib.metadata import version
from typing import Final
from urllib.parse import urljoin

import aiohttp

from bot.clock import Clock
from bot.errors import FetchFailed, ServerAway

Sleep = Callable[[float], Awaitable[object]]
# Hears why a question is asked again, and in how many seconds.
TellWait = Callable[[str], None]

DEFAULT_ADDRESS: Final = "https://huggingface.co"
# Two requests a second at most.
PAUSE_SECONDS: Final = 0.5
# How long to wait before asking again, where the server does not say.
WAITS_SECONDS: Final = (1.0, 4.0, 15.0, 60.0)
# Who wants to be left alone for longer is asked another day.
LONGEST_WAIT_SECONDS: Final = 300.0
# A wait for longer than this is a mistake of the server's, or of its clock.
_LONGEST_REST: Final = timedelta(days=1)
_TIMEOUT: Final = aiohttp.ClientTimeout(total=60, sock_connect=15, sock_read=30)
_ANSWER_LIMIT_BYTES: Final = 64 * 2**20
_SEARCH_LIMIT: Final = 100
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_REDIRECT_LIMIT: Final = 5
_LOST: Final = (aiohttp.ClientError, OSError, TimeoutError)
# Of these, the first that fits is said.
_REASONS: Final[tuple[tuple[type[Exception], str], ...]] = (
    (aiohttp.ClientConnectorDNSError, "its name cannot be looked up"),
    (aiohttp.ClientConnectorCertificateError, "its certificate is not accepted"),
    (aiohttp.ClientSSLError, "no secure connection can be made"),
    (aiohttp.InvalidURL, "it is no address that can be asked"),
    (aiohttp.NonHttpUrlClientError, "it leads to no address that can be asked"),
    (aiohttp.ClientConnectorError, "no connection can be made"),
    (TimeoutError, "nothing came in time"),
    (aiohttp.ClientResponseError, "it does not answer as a web server does"),
    (aiohttp.ClientPayloadError, "the answer broke off"),
)
# Asking again does not help.
_LASTING: Final = (
    aiohttp.ClientConnectorCertificateError, aiohttp.InvalidURL, aiohttp.NonHttpUrlClientError
)  # fmt: skip
# Asking again may help.
_PASSING: Final = frozenset(
    {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY}
)


class _Refused(Exception):
    """An answer that is not the one; perhaps another time."""

    def __init__(
        self,
        reason: str,
        *,
        is_passing: bool,
        is_lost: bool = False,
        wants_rest: bool = False,
        wait_seconds: float | None = None,
    ) -> None:
        super().__init__(reason)
        self.is_passing: Final = is_passing
        self.is_lost: Final = is_lost  # there was no answer, or not all of it
        self.wants_rest: Final = wants_rest  # whatever it is asked for
        self.wait_seconds: Final = wait_seconds


def _stay_silent(_: str) -> None:
    """Tell nobody."""


class DailyPapersApi:
    """Asks one server, one question after another.

    Args:
        session: where the connections are kept.
        address: of the server, without a path.
        clock: says when the server may be asked next.
        sleep: waits so many seconds.
        tell_wait: hears why a question is asked again, and when.
    """

    def __init__(
        self,
        session: aiohttp.ClientSession,
        *,
        clock: Clock,
        address: str = DEFAULT_ADDRESS,
        sleep: Sleep = asyncio.sleep,
        tell_wait: TellWait = _stay_silent,
    ) -> None:
        self._session = session
        self.address: Final = address.rstrip("/")
        self._clock = clock
        self._sleep = sleep
        self._tell_wait = tell_wait
        self._asked_at: datetime | None = None

    async def load_day(self, day: date) -> bytes:
        """The list of a day, as it came: a JSON list, which may be empty.

        Raises:
            ServerAway: it cannot be reached, or wants to be left alone.
            FetchFailed: there is no such answer, however often it was asked for.
        """
        return await self._load("/api/daily_papers", {"date": day.isoformat()})

    async def search(self, query: str) -> bytes:
        """The papers that a search finds, as they came.

        Raises:
            FetchFailed: likewise.
        """
        return await self._load("/api/papers/search", {"q": query, "limit": str(_SEARCH_LIMIT)})

    async def _load(self, path: str, parameters: dict[str, str]) -> bytes:
        url = f"{self.address}{path}"
        for wait_seconds in (*WAITS_SECONDS, None):
            try:
                return await self._ask(url, parameters)
            except _Refused as error:
                refusal = error
            except _LOST as error:
                is_passing = not isinstance(error, _LASTING)
                refusal = _Refused(_say_loss(error), is_passing=is_passing, is_lost=True)
            wait = max(wait_seconds or 0.0, refusal.wait_seconds or 0.0)
            if wait_seconds is None or not refusal.is_passing or wait > LONGEST_WAIT_SECONDS:
                break
            self._tell_wait(f"{self.address}: {refusal}; asking again in {wait:.0f} s")
            await self._sleep(wait)
        asked = ", ".join(f"{name}={value}" for name, value in parameters.items())
        raise self._give_up(f"{url} ({asked})", refusal)

    def _give_up(self, asked: str, refusal: _Refused) -> FetchFailed:
        """What is raised after the last try."""
        if refusal.is_lost:
            return ServerAway(
                f"{self.address} gives no answer: {refusal}. Check the network, and the setting "
                "fetch.address (PAPERBOY_FETCH_ADDRESS)."
            )
        if refusal.wait_seconds is not None:
            rest = timedelta(seconds=min(refusal.wait_seconds, _LONGEST_REST.total_seconds()))
            until_at = self._clock.now_at() + rest
            return ServerAway(
                f"{self.address} wants to be left alone until {until_at:%Y-%m-%d %H:%M} UTC: "
                f"{refusal}. Fetch again after that.",
                until_at=until_at,
            )
        if refusal.wants_rest:
            return ServerAway(f"{self.address} wants to be left alone: {refusal}. Fetch later.")
        reason = f"{asked} cannot be fetched: {refusal}."
        return FetchFailed(reason, is_passing=refusal.is_passing)

    async def _pause(self) -> None:
        """Keep the distance to the last question."""
        if self._asked_at is not None:
            passed = (self._clock.now_at() - self._asked_at).total_seconds()
            if 0 <= passed < PAUSE_SECONDS:
                await self._sleep(PAUSE_SECONDS - passed)
        self._asked_at = self._clock.now_at()

    async def _ask(self, url: str, parameters: dict[str, str]) -> bytes:
        headers = {"User-Agent": f"Paperboy/{version('paperboy')}", "Accept": "application/json"}
        for _ in range(1 + _REDIRECT_LIMIT):
            # A redirection is a request of its own, for which there has to be time, too.
            await self._pause()
            async with self._session.get(
                url, params=parameters, headers=headers, timeout=_TIMEOUT, allow_redirects=False
            ) as response:
                place = response.headers.get("Location")
                if response.status not in _REDIRECTS or place is None:
                    return await self._read(response)
                url, parameters = urljoin(str(response.url), place), {}
        raise _Refused("the server sends us from one place to the next", is_passing=False)

    async def _read(self, response: aiohttp.ClientResponse) -> bytes:
        status = response.status
        if status != HTTPStatus.OK:
            is_passing = status in _PASSING or status >= HTTPStatus.INTERNAL_SERVER_ERROR
            written = response.headers.get("Retry-After") if is_passing else None
            raise _Refused(
                f"the server answers {status} {response.reason or ''}".rstrip(),
                is_passing=is_passing,
                wants_rest=status == HTTPStatus.TOO_MANY_REQUESTS,
                wait_seconds=self._find_wait(written),
            )
        content = bytearray()
        async for chunk in response.content.iter_any():
            content += chunk
            if len(content) > _ANSWER_LIMIT_BYTES:
                limit = f"{_ANSWER_LIMIT_BYTES // 2**20} MiB"
                raise _Refused(f"the answer is larger than {limit}", is_passing=False)
        answer = bytes(content)
        # Away from the event loop, since a large answer takes a while.
        fault = await asyncio.to_thread(_find_fault, answer)
        if fault is not None:
            raise _Refused(fault, is_passing=True)
        return answer

    def _find_wait(self, written: str | None) -> float | None:
        """What Retry-After says, in seconds from now: a number, or a date."""
        if written is None:
            return None
        if written.strip().isdecimal():
            return float(written)
        try:
            until = parsedate_to_datetime(written)
        except ValueError:
            return None
        aware = until if until.tzinfo else until.replace(tzinfo=UTC)
        return max(0.0, (aware - self._clock.now_at()).total_seconds())


def _find_fault(answer: bytes) -> str | None:
    """Why this is no whole list; None where it is one."""
    expected = "expected a list of papers, found"
    try:
        found = json.loads(answer)
    except (ValueError, RecursionError) as error:
        if answer.lstrip().startswith(b"["):
            return f"{expected} a damaged one ({error})"
    else:
        if isinstance(found, list):
            return None
    beginning = answer.strip()[:40].decode("utf-8", "replace")
    return f"{expected} “{beginning}…”" if beginning else f"{expected} nothing"


def _say_loss(error: Exception) -> str:
    """Why there is no answer, in words for people.

    >>> _say_loss(TimeoutError())
    'nothing came in time'
    """
    reasons = (reason for kind, reason in _REASONS if isinstance(error, kind))
    reason = next(reasons, "the connection broke off")
    # Of a name that is not known the number means something else.
    if type(error) is aiohttp.ClientConnectorError and error.errno:
        reason += f" ({os.strerror(error.errno)})"
    return reason


@asynccontextmanager
async def open_daily_papers(
    address: str,
    clock: Clock,
    *,
    sleep: Sleep = asyncio.sleep,
    tell_wait: TellWait = _stay_silent,
) -> AsyncIterator[DailyPapersApi]:
    """The API at an address, with connections of its own."""
    async with aiohttp.ClientSession() as session:
        yield DailyPapersApi(
            session, address=address, clock=clock, sleep=sleep, tell_wait=tell_wait
        )
