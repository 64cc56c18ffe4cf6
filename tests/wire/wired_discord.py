"""A simulated Discord on a loopback socket, for bots in other processes.

simcord keeps the world, and its people act in it; rest.py and gateway.py carry it over the wire.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from fnmatch import fnmatch
from typing import Any, Final

import discord
import simcord
from aiohttp import web
from simcord.backend import Backend

from tests.end_to_end.server import shown
from tests.wire.clock import RunningClock, SharedClock
from tests.wire.faults import Faults
from tests.wire.gateway import Gateway
from tests.wire.pulse import PATIENCE_SECONDS, Pulse
from tests.wire.rest import PREFIX, Exchange, Rest

TOKEN: Final = "made.up.token"  # noqa: S105 - it opens nothing
# How fast time flies: so slowly that nothing becomes too late in the meantime.
FLIGHT_STEP: Final = timedelta(seconds=15)
FLIGHT_STEP_SECONDS: Final = 0.05
HOST: Final = "127.0.0.1"
GATEWAY_PATH: Final = "/gateway"
RESUME_PATH: Final = "/gateway/resume"  # Discord, too, has another address for resuming


class World(simcord.Env):
    """simcord's world without a bot inside: whoever acts in it goes on at once.

    What an action leads to arrives later, over the wire: wait for it with `WiredDiscord`.
    """

    def __init__(self, clock: SharedClock) -> None:
        super().__init__(discord.Client(intents=discord.Intents(guilds=True)))
        self.backend = Backend(clock=RunningClock(clock))

    async def _settle_internal(self, **_: Any) -> None:
        """Nobody in this process is at work."""


class WiredDiscord:
    """The simulated Discord: its world, its faults, and its doors."""

    def __init__(self, clock: SharedClock) -> None:
        self.clock = clock
        self.world = World(clock)
        self.pulse = Pulse()
        self.faults = Faults()
        self.rest = Rest(self.world.backend, TOKEN, self.faults, self.pulse)
        self.gateway = Gateway(self.world.backend, TOKEN, self.pulse, self._resume_url)
        self._port = 0  # the system chooses one, which is kept
        self._runner = web.AppRunner(self._build_app(), shutdown_timeout=1.0)
        self._site: web.TCPSite | None = None

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://{HOST}:{self._port}"

    async def open(self) -> None:
        """Take up work; the doors are open afterwards."""
        await self._runner.setup()
        await self.open_doors()

    async def close(self) -> None:
        """End everything."""
        await self.close_doors()
        await self._runner.cleanup()

    async def open_doors(self) -> None:
        """Let bots connect."""
        self._site = web.TCPSite(self._runner, HOST, self._port, reuse_address=True)
        await self._site.start()
        self._port = self._site.port

    async def close_doors(self) -> None:
        """Be away: cut every connection, and let nobody in; sessions and world live on."""
        if self._site is not None:
            await self._site.stop()
            self._site = None
        assert self._runner.server is not None
        for connection in self._runner.server.connections:
            connection.force_close()

    async def until_connected(self) -> None:
        """Wait until a bot is connected and knows its servers."""
        await self.pulse.until(lambda: self.gateway.is_connected)

    async def answer_to(self, asked: simcord.InteractionResult) -> simcord.ResponseMessage:
        """Wait for the whole answer to a command or press, beyond "thinking…"."""
        await self.pulse.until(lambda: is_answered(asked))
        return shown(asked)

    def exchanges(self, method: str, path: str) -> list[Exchange]:
        """The requests that came, in order; in both patterns * stands for anything."""
        return [
            exchange
            for exchange in self.rest.exchanges
            if fnmatch(exchange.method, method) and fnmatch(exchange.path, path)
        ]

    async def until_exchanged(self, method: str, path: str, count: int = 1) -> None:
        """Wait until so many such requests, or more, were answered."""
        await self.pulse.until(lambda: len(self.exchanges(method, path)) >= count)

    def messages_in(self, channel: simcord.ChannelHandle) -> list[simcord.ResponseMessage]:
        """What stands in a channel for everybody to read, oldest first."""
        messages = self.world.backend.messages.get(channel.id, {}).values()
        return [
            simcord.ResponseMessage(self.world, message)
            for message in sorted(messages, key=lambda message: message.id)
            if not message.is_ephemeral
        ]

    async def until_posted(self, channel: simcord.ChannelHandle, count: int) -> None:
        """Wait until so many messages, or more, stand in a channel."""
        await self.pulse.until(lambda: len(self.messages_in(channel)) >= count)

    async def let_time_pass(self, look: Callable[[], object]) -> None:
        """Let time fly until looking finds something."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not look():
                self.clock.set(self.clock.now_at() + FLIGHT_STEP)
                await asyncio.sleep(FLIGHT_STEP_SECONDS)

    def _build_app(self) -> web.Application:
        app = web.Application()
        app.router.add_route("*", PREFIX + "/{path:.*}", self.rest.answer)
        for path in (GATEWAY_PATH, RESUME_PATH):
            app.router.add_get(path, self._connect)
        return app

    async def _connect(self, request: web.Request) -> web.StreamResponse:
        """Answer the handshake of a socket, unless a fault strikes it."""

        async def carry_out() -> web.StreamResponse:
            return await self.gateway.answer(request)

        with suppress(ConnectionResetError):
            return await self.faults.carry_out("GET", request.path, carry_out)
        return web.Response()

    def _resume_url(self) -> str:
        return f"ws://{HOST}:{self._port}{RESUME_PATH}"


def is_answered(asked: simcord.InteractionResult) -> bool:
    """Whether there is more than a first sign."""
    return asked.acknowledged and not asked._interaction.loading
