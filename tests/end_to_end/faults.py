"""Faults on purpose: a process that is killed at any step, and a Discord that misbehaves."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

import aiohttp
import discord

from bot.discord_app.client import PaperboyClient
from bot.discord_app.desk import Desk
from bot.errors import IndexUnusable

Request = Callable[..., Awaitable[Any]]


UNREACHABLE: Final = aiohttp.ClientOSError(101, "Network is unreachable")
THREAD_OF_MESSAGE: Final = "/channels/{channel_id}/messages/{message_id}/threads"
PUBLICATION: Final = "/channels/{channel_id}/messages/{message_id}/crosspost"


class Killed(BaseException):
    """The process is gone; nothing that it would have done after this is done."""


@dataclass
class Tripwire:
    """Kills the process at one of its steps: before or after a change or a request."""

    step: int | None = None  # the one to be killed at, from 0; None: none
    steps_seen: int = field(default=0, init=False)
    has_killed: bool = field(default=False, init=False)

    def arm(self, step: int) -> None:
        """Kill at that step from now."""
        self.step, self.steps_seen, self.has_killed = step, 0, False

    def disarm(self) -> None:
        """Kill no more."""
        self.step = None

    def touch(self) -> None:
        """A step is taken."""
        if self.step is not None:
            if self.has_killed or self.steps_seen == self.step:
                self.has_killed = True
                raise Killed
            self.steps_seen += 1

    def guard_desk(self, desk: Desk) -> None:
        """Make every question and change to the community two steps."""
        run: Any = desk.community.run

        async def guarded(*args: Any, **kwargs: Any) -> Any:
            self.touch()
            answer = await run(*args, **kwargs)
            self.touch()
            return answer

        desk.community.run = guarded  # type: ignore[method-assign]


def make_busy(desk: Desk, change: Callable[..., object]) -> None:
    """Let another process hold the database the next time that this change is to be made."""
    run: Any = desk.community.run

    async def run_unless_busy(*args: Any, **kwargs: Any) -> Any:
        if args[0] is change:
            desk.community.run = run  # type: ignore[method-assign]
            raise IndexUnusable("database is locked")
        return await run(*args, **kwargs)

    desk.community.run = run_unless_busy  # type: ignore[method-assign]


async def put_back_backup(desk: Desk, made_at: datetime) -> None:
    """Let the ledger know as much as a backup of that time did."""

    def forget(community: Any) -> None:
        community._connection.execute("DELETE FROM slots")
        community._connection.execute(
            "UPDATE schedules SET checked_until_at = ?", [made_at.isoformat()]
        )

    await desk.community.run(forget)


def just_before(desk: Desk, change: Callable[..., object], do: Callable[[], Any]) -> None:
    """Let somebody do something just before the next time that this change is made."""
    run: Any = desk.community.run

    async def run_afterwards(*args: Any, **kwargs: Any) -> Any:
        if args[0] is change:
            desk.community.run = run  # type: ignore[method-assign]
            await do()
        return await run(*args, **kwargs)

    desk.community.run = run_afterwards  # type: ignore[method-assign]


@dataclass
class Wire:
    """The way to Discord: what becomes of the requests of a client, once it is watched."""

    tripwire: Tripwire = field(default_factory=Tripwire)
    # What happens to the next messages, one after another: see `_misbehave`.
    script: list[str] = field(default_factory=list)
    failing_paths: dict[str, Exception] = field(default_factory=dict)
    unfit_channels: set[int] = field(default_factory=set)  # that take no such messages
    forbidden_channels: set[int] = field(default_factory=set)
    is_blindfolded: bool = False  # whether looking for a message is refused

    def watch(self, client: PaperboyClient) -> None:
        """Stand between the client and the simulated Discord."""
        request: Request = client.http.request

        async def watched(route: discord.http.Route, **kwargs: Any) -> Any:
            self.tripwire.touch()
            answer = await self._answer(request, route, kwargs)
            self.tripwire.touch()
            return answer

        client.http.request = watched  # type: ignore[method-assign]

    async def _answer(
        self, request: Request, route: discord.http.Route, kwargs: dict[str, Any]
    ) -> Any:
        is_post = route.method == "POST" and route.path in {
            "/channels/{channel_id}/messages",
            "/channels/{channel_id}/threads",
        }
        if self.is_blindfolded and route.path == "/channels/{channel_id}/messages" and not is_post:
            raise discord.NotFound(_Response(404), {"code": 10008, "message": "No"})  # type: ignore[arg-type]
        if route.path in self.failing_paths:
            raise self.failing_paths[route.path]
        if not is_post:
            return await request(route, **kwargs)
        if int(route.channel_id or 0) in self.unfit_channels:
            message = "A tag is required to create a forum post in this channel"
            raise discord.HTTPException(_Response(400), {"code": 40067, "message": message})  # type: ignore[arg-type]
        if int(route.channel_id or 0) in self.forbidden_channels:
            raise discord.Forbidden(_Response(403), {"code": 50013, "message": "No"})  # type: ignore[arg-type]
        return await self._misbehave(request, route, kwargs)

    async def _misbehave(
        self, request: Request, route: discord.http.Route, kwargs: dict[str, Any]
    ) -> Any:
        match self.script.pop(0) if self.script else "":
            case "429":
                raise discord.HTTPException(_Response(429), {"code": 0, "message": "Slow down"})  # type: ignore[arg-type]
            case "500 before":
                raise discord.DiscordServerError(_Response(500), "Internal Server Error")  # type: ignore[arg-type]
            case "500 after":
                await request(route, **kwargs)
                raise discord.DiscordServerError(_Response(500), "Internal Server Error")  # type: ignore[arg-type]
            case "lost":
                await request(route, **kwargs)
                raise aiohttp.ServerDisconnectedError
            case "silence":
                return await asyncio.Event().wait()
            case "unreachable":
                raise aiohttp.ClientOSError(101, "Network is unreachable")
            case _:
                return await request(route, **kwargs)


def refusal(status: int, code: int) -> discord.HTTPException:
    """What discord.py raises where Discord refuses."""
    return discord.HTTPException(_Response(status), {"code": code, "message": "No"})  # type: ignore[arg-type]


@dataclass
class _Response:
    status: int
    reason: str = "on purpose"
