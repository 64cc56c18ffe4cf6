"""The gateway: the socket over which Discord tells a bot what happens.

A session is a growing list of events, and a connection a reader of it: to resume is to read on
from where the last connection ended.
"""

import asyncio
import json
import zlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from enum import IntEnum
from functools import partial
from itertools import count
from types import SimpleNamespace
from typing import Any, Final

import discord
from aiohttp import WSCloseCode, web
from simcord.backend import Backend, serializers
from simcord.gateway import FakeGateway

from tests.wire.pulse import Pulse

HEARTBEAT_SECONDS: Final = 5.0
AUTHENTICATION_FAILED: Final = 4004
UNKNOWN_OPERATION: Final = 4001
# A bot that closes so is done; any other code leaves its session to be resumed.
_FAREWELLS: Final = frozenset({WSCloseCode.OK, WSCloseCode.GOING_AWAY})


class Operation(IntEnum):
    """What a message on the socket is about."""

    DISPATCH = 0
    HEARTBEAT = 1
    IDENTIFY = 2
    PRESENCE = 3
    RESUME = 6
    RECONNECT = 7
    INVALID_SESSION = 9
    HELLO = 10
    HEARTBEAT_ACK = 11


class Session:
    """What one bot has been told since it identified itself."""

    def __init__(self, session_id: str, backend: Backend, intents: int, pulse: Pulse) -> None:
        self.id = session_id
        self.events: list[tuple[str, Any]] = []  # an event's sequence number is its place, from 1
        self._pulse = pulse
        # simcord knows what a bot with these intents is shown; it asks the parsers of discord.py.
        state = SimpleNamespace(
            intents=discord.Intents._from_value(intents), parsers=_Parsers(self.tell)
        )
        self.hear = FakeGateway(backend, state).feed

    def tell(self, event: str, payload: Any) -> None:
        """Add an event."""
        self.events.append((event, payload))
        self._pulse.beat()


class Gateway:
    """Answers the gateway's sockets."""

    def __init__(
        self, backend: Backend, token: str, pulse: Pulse, resume_url: Callable[[], str]
    ) -> None:
        self.identified_count = 0
        self.resumed_count = 0
        self.close_codes: list[int | None] = []  # how each connection ended; None: it was cut
        self._backend = backend
        self._token = token
        self._pulse = pulse
        self._resume_url = resume_url
        self._numbers = count(1)
        self._sessions: dict[str, Session] = {}
        self._connections: set[_Connection] = set()

    @property
    def is_connected(self) -> bool:
        """Whether a bot is connected that has taken in what it was told at the beginning."""
        return any(connection.has_caught_up for connection in self._connections)

    async def answer(self, request: web.Request) -> web.WebSocketResponse:
        """Answer one socket, until it ends."""
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        connection = _Connection(request, socket)
        self._connections.add(connection)
        try:
            await connection.send(
                Operation.HELLO, {"heartbeat_interval": int(HEARTBEAT_SECONDS * 1000)}
            )
            async for message in socket:
                await self._receive(connection, message.json())
        except ConnectionResetError:
            pass  # the bot, or the test, cut it
        finally:
            self._connections.discard(connection)
            connection.stop_reading()
            self._end(connection)
        return socket

    def cut(self) -> None:
        """Cut all connections, as a broken network does."""
        for connection in self._connections:
            connection.cut()

    async def ask_to_reconnect(self) -> None:
        """Tell all bots to connect again and resume."""
        for connection in list(self._connections):
            await connection.send(Operation.RECONNECT, None)

    async def invalidate(self, *, is_resumable: bool) -> None:
        """Tell all bots that their session is not valid."""
        for connection in list(self._connections):
            await connection.send(Operation.INVALID_SESSION, is_resumable)

    def forget_sessions(self) -> None:
        """Resume none of the present sessions."""
        for session in self._sessions.values():
            self._backend.subscribers.remove(session.hear)
        self._sessions.clear()

    async def _receive(self, connection: "_Connection", message: Mapping[str, Any]) -> None:
        match message["op"], message.get("d"):
            case Operation.HEARTBEAT, sequence:
                connection.seen_place = sequence or 0
                self._pulse.beat()
                await connection.send(Operation.HEARTBEAT_ACK, None)
            case (Operation.IDENTIFY | Operation.RESUME, {"token": token}) if token != self._token:
                await connection.socket.close(code=AUTHENTICATION_FAILED)
            case Operation.IDENTIFY, {"intents": int(intents)}:
                self._identify(connection, intents)
            case Operation.RESUME, {"session_id": session_id, "seq": sequence}:
                await self._resume(connection, session_id, sequence)
            case Operation.PRESENCE, _:
                pass
            case _:
                await connection.socket.close(code=UNKNOWN_OPERATION)

    def _identify(self, connection: "_Connection", intents: int) -> None:
        self.identified_count += 1
        session = Session(f"session-{next(self._numbers)}", self._backend, intents, self._pulse)
        self._sessions[session.id] = session
        guilds = list(self._backend.guilds.values())
        session.tell(
            "READY",
            {
                "v": 10,
                "user": serializers.user_payload(self._backend.bot_user),
                "guilds": [{"id": str(guild.id), "unavailable": True} for guild in guilds],
                "session_id": session.id,
                "resume_gateway_url": self._resume_url(),
                "application": {"id": str(self._backend.application_id), "flags": 0},
            },
        )
        for guild in guilds:
            session.hear("GUILD_CREATE", serializers.guild_create_payload(self._backend, guild))
        self._backend.subscribers.append(session.hear)
        connection.read(session, from_place=0)
        self._pulse.beat()

    async def _resume(self, connection: "_Connection", session_id: Any, sequence: Any) -> None:
        session = self._sessions.get(session_id)
        if session is None or sequence is None:
            await connection.send(Operation.INVALID_SESSION, data=False)
            return
        self.resumed_count += 1
        session.tell("RESUMED", {})
        connection.read(session, from_place=sequence)

    def _end(self, connection: "_Connection") -> None:
        code = connection.socket.close_code
        self.close_codes.append(None if code == WSCloseCode.ABNORMAL_CLOSURE else code)
        session = connection.session
        if session is not None and session.id in self._sessions and code in _FAREWELLS:
            self._backend.subscribers.remove(session.hear)
            del self._sessions[session.id]
        self._pulse.beat()


class _Connection:
    """One socket, and the session that is read out on it."""

    def __init__(self, request: web.Request, socket: web.WebSocketResponse) -> None:
        self.socket = socket
        self.session: Session | None = None
        self.seen_place = 0  # as far as the bot has read, by its last heartbeat
        self._first_places = 0  # what was there to be read when it began
        self._request = request
        # Where another compression is asked for, plain text is sent: clients take it as well.
        is_compressed = request.query.get("compress") == "zlib-stream"
        self._compressor = zlib.compressobj() if is_compressed else None
        self._turn = asyncio.Lock()  # a stream is compressed in the order in which it is sent
        self._reader: asyncio.Task[None] | None = None

    @property
    def has_caught_up(self) -> bool:
        """Whether the bot has read all that there was when it connected."""
        return self.session is not None and self.seen_place >= self._first_places

    def read(self, session: Session, *, from_place: int) -> None:
        """Send the session's events from there on, and all that come."""
        self.session = session
        self._first_places = len(session.events)
        self._reader = asyncio.ensure_future(self._read(session, from_place))

    def stop_reading(self) -> None:
        """Send no more events."""
        if self._reader is not None:
            self._reader.cancel()

    def cut(self) -> None:
        """End at once, without a word."""
        self.stop_reading()
        if self._request.transport is not None:
            self._request.transport.abort()

    async def send(
        self, operation: Operation, data: Any, sequence: int | None = None, event: str | None = None
    ) -> None:
        """Send one message."""
        message = json.dumps({"op": operation, "d": data, "s": sequence, "t": event})
        async with self._turn:
            if self._compressor is None:
                await self.socket.send_str(message)
                return
            compressed = self._compressor.compress(message.encode())
            await self.socket.send_bytes(compressed + self._compressor.flush(zlib.Z_SYNC_FLUSH))

    async def _read(self, session: Session, place: int) -> None:
        with suppress(ConnectionResetError):
            while True:
                while place < len(session.events):
                    event, payload = session.events[place]
                    place += 1
                    await self.send(Operation.DISPATCH, payload, place, event)
                    if place == self._first_places:
                        # Asks for a heartbeat, which tells how far the bot has read.
                        await self.send(Operation.HEARTBEAT, None)
                await session._pulse.wait()


class _Parsers(dict[str, Callable[[Any], None]]):
    """A parser for every event there is, which passes it on under its name."""

    def __init__(self, tell: Callable[[str, Any], None]) -> None:
        super().__init__()
        self._tell = tell

    def __missing__(self, event: str) -> Callable[[Any], None]:
        return partial(self._tell, event)
