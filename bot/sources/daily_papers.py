"""The Daily Papers API of Hugging Face, asked politely.

At most two requests a second, with a name of our own; where the server wants to be left alone for
a while (429, 503 with Retry-After), it is. What is no list of papers is asked for again, and
refused in the end: nothing half is ever handed on.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from importlib.metadata import version
from typing import Final

import aiohttp

from bot.clock import Clock
from bot.errors import FetchFailed

_LOG = logging.getLogger(__name__)

Sleep = Callable[[float], Awaitable[object]]

DEFAULT_ADDRESS: Final = "https://huggingface.co"
# Two requests a second at most.
PAUSE_SECONDS: Final = 0.5
# How long to wait before asking again, where the server does not say.
WAITS_SECONDS: Final = (1.0, 4.0, 15.0, 60.0)
# Who wants to be left alone for longer is asked another day.
LONGEST_WAIT_SECONDS: Final = 300.0
_TIMEOUT: Final = aiohttp.ClientTimeout(total=60, sock_connect=15, sock_read=30)
_ANSWER_LIMIT_BYTES: Final = 64 * 2**20
_SEARCH_LIMIT: Final = 100
_LOST: Final = (aiohttp.ClientError, OSError, TimeoutError)
# Asking again may help.
_PASSING: Final = frozenset(
    {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY}
)


class _Refused(Exception):
    """An answer that is not the one; perhaps another time."""

    def __init__(self, reason: str, *, is_passing: bool, wait_seconds: float | None = None) -> None:
        super().__init__(reason)
        self.is_passing: Final = is_passing
        self.wait_seconds: Final = wait_seconds


class DailyPapersApi:
    """Asks one server, one question after another.

    Args:
        session: where the connections are kept.
        address: of the server, without a path.
        clock: says when the server may be asked next.
        sleep: waits so many seconds.
    """

    def __init__(
        self,
        session: aiohttp.ClientSession,
        *,
        clock: Clock,
        address: str = DEFAULT_ADDRESS,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._session = session
        self._address = address.rstrip("/")
        self._clock = clock
        self._sleep = sleep
        self._asked_at: datetime | None = None

    async def load_day(self, day: date) -> bytes:
        """The list of a day, as it came: a JSON list, which may be empty.

        Raises:
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
        url = f"{self._address}{path}"
        for wait_seconds in (*WAITS_SECONDS, None):
            await self._pause()
            try:
                return await self._ask(url, parameters)
            except _Refused as refusal:
                reason, told, is_passing = str(refusal), refusal.wait_seconds, refusal.is_passing
            except _LOST as error:
                reason, told, is_passing = f"{error}" or type(error).__name__, None, True
            wait = told if told is not None else wait_seconds
            if not is_passing or wait_seconds is None or (wait or 0) > LONGEST_WAIT_SECONDS:
                break
            _LOG.debug("%s: %s; asking again in %.0f s", url, reason, wait)
            await self._sleep(wait or 0)
        asked = ", ".join(f"{name}={value}" for name, value in parameters.items())
        raise FetchFailed(f"{url} ({asked}) cannot be fetched: {reason.rstrip('.')}.")

    async def _pause(self) -> None:
        """Keep the distance to the last question."""
        if self._asked_at is not None:
            passed = (self._clock.now_at() - self._asked_at).total_seconds()
            if 0 <= passed < PAUSE_SECONDS:
                await self._sleep(PAUSE_SECONDS - passed)
        self._asked_at = self._clock.now_at()

    async def _ask(self, url: str, parameters: dict[str, str]) -> bytes:
        headers = {"User-Agent": f"Paperboy/{version('paperboy')}", "Accept": "application/json"}
        async with self._session.get(
            url, params=parameters, headers=headers, timeout=_TIMEOUT
        ) as response:
            if response.status != HTTPStatus.OK:
                raise _Refused(
                    f"the server answers {response.status} {response.reason or ''}".rstrip(),
                    is_passing=response.status in _PASSING or response.status >= 500,  # noqa: PLR2004
                    wait_seconds=self._find_wait(response.headers.get("Retry-After")),
                )
            content = bytearray()
            async for chunk in response.content.iter_any():
                content += chunk
                if len(content) > _ANSWER_LIMIT_BYTES:
                    raise _Refused("the answer does not end", is_passing=False)
        answer = bytes(content).strip()
        if not (answer.startswith(b"[") and answer.endswith(b"]")):
            found = answer[:40].decode("utf-8", "replace") or "nothing"
            raise _Refused(f"expected a list of papers, found “{found}…”", is_passing=True)
        return bytes(content)

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


@asynccontextmanager
async def open_daily_papers(
    address: str, clock: Clock, *, sleep: Sleep = asyncio.sleep
) -> AsyncIterator[DailyPapersApi]:
    """The API at an address, with connections of its own."""
    async with aiohttp.ClientSession() as session:
        yield DailyPapersApi(session, address=address, clock=clock, sleep=sleep)
