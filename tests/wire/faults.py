"""Faults: what goes wrong between the bot and Discord, where and as often as a test says.

A fault strikes a request that fits it. What a strike does is a function that is given the way to
carry the request out: it decides whether, when, and what is answered in the end.
"""

import asyncio
import fnmatch
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from aiohttp import web
from aiohttp.abc import AbstractStreamWriter

CarryOut = Callable[[], Awaitable[web.StreamResponse]]
Strike = Callable[[CarryOut], Awaitable[web.StreamResponse]]

MISSING_PERMISSIONS: Final = 50013
NO_ANSWER: Final = 0  # the status where the connection was cut instead


def answer_json(
    payload: Any, status: int = 200, headers: Mapping[str, str] | None = None
) -> web.Response:
    """A response as Discord words it; discord.py insists on the bare content type."""
    body = json.dumps(payload).encode()
    return web.Response(body=body, status=status, content_type="application/json", headers=headers)


def answer_too_many(retry_after_seconds: float, *, is_global: bool = False) -> web.Response:
    """A 429; without `Via` discord.py takes it for a ban."""
    payload = {
        "message": "You are being rate limited.",
        "retry_after": retry_after_seconds,
        "global": is_global,
    }
    headers = {"Via": "1.1 google", "Retry-After": f"{retry_after_seconds:.3f}"}
    return answer_json(payload, status=429, headers=headers)


def refuse(status: int, code: int = 0) -> Strike:
    """Nothing takes effect, and an error is answered."""

    async def strike(_carry_out: CarryOut) -> web.StreamResponse:
        return _answer_error(status, code)

    return strike


def refuse_afterwards(status: int) -> Strike:
    """The request takes effect, and an error is answered all the same."""

    async def strike(carry_out: CarryOut) -> web.StreamResponse:
        await carry_out()
        return _answer_error(status, code=0)

    return strike


def limit_rate(retry_after_seconds: float) -> Strike:
    """Nothing takes effect; the bot is told to come back later."""

    async def strike(_carry_out: CarryOut) -> web.StreamResponse:
        return answer_too_many(retry_after_seconds)

    return strike


async def lose_response(carry_out: CarryOut) -> web.StreamResponse:
    """A strike: the request takes effect, and the connection is cut before the answer."""
    await carry_out()
    return _Nothing(status=NO_ANSWER)


class Hold:
    """A strike: requests stand still, without effect, until they are let go."""

    def __init__(self) -> None:
        self.has_arrived = asyncio.Event()
        self._is_released = asyncio.Event()

    async def __call__(self, carry_out: CarryOut) -> web.StreamResponse:
        """Let the test know, and wait for it."""
        self.has_arrived.set()
        await self._is_released.wait()
        return await carry_out()

    def release(self) -> None:
        """Let go what stands still, and whatever comes."""
        self._is_released.set()


@dataclass(eq=False)
class Fault:
    """One fault; `method` and `path` are patterns, in which * stands for anything."""

    method: str
    path: str
    strike: Strike
    remaining: int | None  # how often it will strike yet; None: always

    def fits(self, method: str, path: str) -> bool:
        """Whether it strikes such a request."""
        is_meant = fnmatch.fnmatch(method, self.method) and fnmatch.fnmatch(path, self.path)
        return is_meant and self.remaining != 0


class Faults:
    """The faults that are in force; of those that fit a request, the oldest strikes."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []

    def add(self, method: str, path: str, strike: Strike, *, times: int | None = 1) -> Fault:
        """Let the next requests of that kind be struck, so often; None: until it is lifted."""
        fault = Fault(method, path, strike, times)
        self._faults.append(fault)
        return fault

    def forbid(self, channel_id: int) -> Fault:
        """Refuse everything in a channel, until it is lifted."""
        strike = refuse(web.HTTPForbidden.status_code, MISSING_PERMISSIONS)
        return self.add("*", f"/channels/{channel_id}/*", strike, times=None)

    def lift(self, fault: Fault) -> None:
        """End a fault."""
        self._faults.remove(fault)

    async def carry_out(self, method: str, path: str, carry_out: CarryOut) -> web.StreamResponse:
        """Carry out a request, or let it be struck."""
        for fault in self._faults:
            if fault.fits(method, path):
                if fault.remaining is not None:
                    fault.remaining -= 1
                return await fault.strike(carry_out)
        return await carry_out()


def _answer_error(status: int, code: int) -> web.Response:
    return answer_json({"code": code, "message": "a fault of the test"}, status)


class _Nothing(web.Response):
    """No response: the connection is cut."""

    async def prepare(self, request: web.BaseRequest) -> AbstractStreamWriter | None:
        assert request.transport is not None
        request.transport.abort()
        raise ConnectionResetError
