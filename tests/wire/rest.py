"""REST: Discord's HTTP interface over the simulated Discord.

simcord carries the requests out. What it does not know is done here: who may ask, how often, and
that a nonce makes no second message.
"""

import io
import re
import time
from collections import defaultdict, deque
from dataclasses import dataclass, field
from typing import Any, Final

import aiohttp
import discord
from aiohttp import web
from simcord.backend import Backend
from simcord.backend.errors import BackendError
from simcord.http import RouteNotImplemented, UnsupportedField
from simcord.http.router import dispatch, parse_form

from tests.wire.faults import Faults, answer_json, answer_too_many
from tests.wire.pulse import Pulse

PREFIX: Final = "/api/v10"
NONCE_MEMORY_SECONDS: Final = 300.0  # Discord says "some minutes"
RATE_WINDOW_SECONDS: Final = 1.0
CHANNEL_WINDOW_SECONDS: Final = 5.0
_MESSAGES: Final = re.compile(r"/channels/\d+/messages")
# What carries its own token in its path needs no other, and does not count for the bot's rate.
_OPEN_PATHS: Final = ("/interactions/", "/webhooks/")


@dataclass(frozen=True)
class Exchange:
    """A request and how it was answered; the status is NO_ANSWER where the connection was cut."""

    method: str
    path: str
    body: Any
    status: int
    answered: float  # when, as `time.perf_counter` tells


@dataclass
class _Call:
    method: str
    path: str
    params: dict[str, Any]
    token: str
    body: Any = None
    files: list[discord.File] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        return self.path.startswith(_OPEN_PATHS)

    @property
    def nonce_key(self) -> tuple[str, str] | None:
        """What makes this message the same as another; None where nothing does."""
        if isinstance(self.body, dict) and self.body.get("enforce_nonce"):
            return self.path, str(self.body["nonce"])
        return None


class _Window:
    """What came within the last seconds."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._moments: deque[float] = deque()

    def count(self, limit: int | None) -> float:
        """Count one more, or tell after how many seconds there is room for it."""
        now = time.monotonic()
        while self._moments and self._moments[0] <= now - self._seconds:
            self._moments.popleft()
        if limit is not None and len(self._moments) >= limit:
            return self._moments[0] + self._seconds - now
        self._moments.append(now)
        return 0.0


class Rest:
    """Answers Discord's HTTP interface."""

    def __init__(self, backend: Backend, token: str, faults: Faults, pulse: Pulse) -> None:
        self.exchanges: list[Exchange] = []
        self.gaps: list[str] = []  # what simcord does not know: a test with such a request is void
        self.rate_limit: int | None = None  # requests a second; None: as many as come
        self.channel_limit: int | None = None  # messages into a channel in its window, likewise
        self._backend = backend
        self._authorization = f"Bot {token}"
        self._faults = faults
        self._pulse = pulse
        self._admitted = _Window(RATE_WINDOW_SECONDS)
        self._messages: dict[str, _Window] = defaultdict(lambda: _Window(CHANNEL_WINDOW_SECONDS))
        self._messages_by_nonce: dict[tuple[str, str], tuple[float, Any]] = {}

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Answer a request below the prefix."""
        call = await _read_call(request)

        async def carry_out() -> web.StreamResponse:
            return self._admit(call) or self._carry_out(call)

        response = await self._faults.carry_out(call.method, call.path, carry_out)
        self.exchanges.append(
            Exchange(call.method, call.path, call.body, response.status, time.perf_counter())
        )
        self._pulse.beat()
        return response

    def _admit(self, call: _Call) -> web.Response | None:
        """The refusal of a request that nobody looks at; None where it is admitted."""
        if call.is_open:
            return None
        if call.token != self._authorization:
            return answer_json({"code": 0, "message": "401: Unauthorized"}, 401)
        wait_seconds = self._admitted.count(self.rate_limit)
        if wait_seconds:
            return answer_too_many(wait_seconds, is_global=True)
        if call.method == "POST" and _MESSAGES.fullmatch(call.path):
            wait_seconds = self._messages[call.path].count(self.channel_limit)
            if wait_seconds:
                return answer_too_many(wait_seconds)
        return None

    def _carry_out(self, call: _Call) -> web.Response:
        if (message := self._find_by_nonce(call)) is not None:
            return answer_json(message)
        try:
            answer = dispatch(
                self._backend,
                call.method,
                call.path,
                json=call.body,
                params=call.params,
                files=list(call.files),
            )
        except (RouteNotImplemented, UnsupportedField) as gap:
            self.gaps.append(str(gap))
            return answer_json(gap.to_json(), gap.status)
        except BackendError as error:
            return answer_json(error.to_json(), error.status)
        if call.nonce_key is not None:
            answer["nonce"] = call.nonce_key[1]
            self._messages_by_nonce[call.nonce_key] = (time.monotonic(), answer)
        return web.Response(status=204) if answer is None else answer_json(answer)

    def _find_by_nonce(self, call: _Call) -> Any:
        """The message that this call would make a second time."""
        if call.nonce_key is None or call.nonce_key not in self._messages_by_nonce:
            return None
        made, message = self._messages_by_nonce[call.nonce_key]
        return message if time.monotonic() - made < NONCE_MEMORY_SECONDS else None


async def _read_call(request: web.Request) -> _Call:
    call = _Call(
        method=request.method,
        path=request.path.removeprefix(PREFIX),
        params=dict(request.query),
        token=request.headers.get("Authorization", ""),
    )
    if request.content_type == "multipart/form-data":
        call.body, call.files = await _read_form(request)
    elif request.can_read_body:
        call.body = await request.json()
    return call


async def _read_form(request: web.Request) -> tuple[Any, list[discord.File]]:
    fields: list[dict[str, Any]] = []
    files: list[discord.File] = []
    async for part in await request.multipart():
        assert isinstance(part, aiohttp.BodyPartReader)
        if part.filename is None:
            fields.append({"name": part.name, "value": await part.text()})
        else:
            files.append(discord.File(io.BytesIO(await part.read()), part.filename))
    body, _ = parse_form(fields, [])
    for attachment in (body or {}).get("attachments", []):
        files[int(attachment["id"])].description = attachment.get("description")
    return body, files
