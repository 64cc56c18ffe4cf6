"""Launches the genuine `paperboy serve` against a simulated Discord, as a process of its own.

    python -m tests.wire.launch '{"url": "http://127.0.0.1:4321", "clock_path": "/tmp/c"}' serve

Outside Paperboy it changes where discord.py finds Discord; inside, only what can be passed in
anyway: the clock, and how long waiting takes. It can also end the process at a chosen point.
"""

import asyncio
import fnmatch
import importlib
import json
import os
import signal
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial, wraps
from pathlib import Path
from typing import Any, Final

import discord
import yarl
from discord.webhook.async_ import AsyncWebhookAdapter

import bot.discord_app
from bot.cli import main
from bot.discord_app.client import PaperboyClient, create_client
from bot.discord_app.desk import Desk
from tests.wire.clock import SharedClock

_API_PATH: Final = "/api/v10"
# For so long discord.py waits for yet another server; in a hurry, for much less than its 2 s.
GUILD_READY_SECONDS: Final = 0.2


@dataclass(frozen=True)
class Halt:
    """A point at which the process is killed: just before or just after a request.

    "After" is when the answer has arrived, and nothing has been done with it yet.
    """

    method: str
    path: str  # a pattern, in which * stands for anything
    is_after: bool

    def fits(self, route: Any) -> bool:
        """Whether this is the request."""
        path = route.url.partition(_API_PATH)[2]
        return bool(route.method == self.method and fnmatch.fnmatch(path, self.path))


@dataclass(frozen=True)
class Launch:
    """How to launch; what is not said is as always."""

    url: str  # of the simulated Discord
    clock_path: str  # of the file that moves the clock
    hurry: float = 1.0  # Paperboy's and discord.py's waits for nothing take so many times less
    halt: Halt | None = None

    @classmethod
    def from_json(cls, text: str) -> "Launch":
        """Read what `as_json` wrote."""
        given = json.loads(text)
        halt = given.pop("halt", None)
        return cls(**given, halt=halt and Halt(**halt))


def point_discord_at(url: str) -> None:
    """Let discord.py in this process find Discord there."""
    discord.http.Route.BASE = url + _API_PATH
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(url) / "gateway"
    discord.asset.Asset.BASE = url


def hurry(times: float) -> None:
    """Shorten the waits of serving and of posting, and of discord.py round a connection."""

    async def sleep(seconds: float) -> None:
        await asyncio.sleep(seconds / times)

    def create(desk: Desk) -> PaperboyClient:
        client = create_client(desk)
        client._connection.guild_ready_timeout = GUILD_READY_SECONDS
        return client

    _replace(bot.discord_app, "serve", lambda serve: partial(serve, sleep=sleep))
    _replace(bot.discord_app, "create_client", lambda _: create)
    _replace(bot.discord_app.client, "Rounds", lambda rounds: partial(rounds, sleep=sleep))
    _replace(discord.client, "ExponentialBackoff", lambda kind: partial(kind, base=1 / times))


def halt_at(point: Halt) -> None:
    """Kill this process, as `kill -9` does, when it gets to that point."""
    for client in (discord.http.HTTPClient, AsyncWebhookAdapter):
        _replace(client, "request", lambda request: _halting(request, point))


def _replace(owner: Any, name: str, change: Callable[[Any], Any]) -> None:
    """Put in the place of something what is made of it."""
    setattr(owner, name, change(getattr(owner, name)))


def _halting(request: Callable[..., Awaitable[Any]], point: Halt) -> Callable[..., Awaitable[Any]]:
    @wraps(request)
    async def request_or_die(self: Any, route: Any, *args: Any, **kwargs: Any) -> Any:
        is_meant = point.fits(route)
        if is_meant and not point.is_after:
            _die()
        answer = await request(self, route, *args, **kwargs)
        if is_meant:
            _die()
        return answer

    return request_or_die


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def launch(how: Launch, arguments: list[str]) -> None:
    """Run Paperboy's command line."""
    point_discord_at(how.url)
    if how.hurry != 1.0:
        hurry(how.hurry)
    if how.halt is not None:
        halt_at(how.halt)
    clock = SharedClock(Path(how.clock_path))
    # `bot.cli.main` is the function; the module of that name makes the App.
    command_line = importlib.import_module("bot.cli.main")
    _replace(command_line, "App", lambda app: partial(app, clock=clock))
    main(arguments)


if __name__ == "__main__":
    launch(Launch.from_json(sys.argv[1]), sys.argv[2:])
