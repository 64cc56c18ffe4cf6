"""A simulated server whose clock a test moves, and the postman's rounds in it."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import discord
import simcord

from bot.discord_app.client import PaperboyClient
from bot.discord_app.desk import Desk
from bot.models import Digest
from bot.services.ingest import ingest_digest


class ServerClock:
    """The simulated server's own clock, once there is a server."""

    def __init__(self, started_at: datetime) -> None:
        self._started_at = started_at
        self._env: simcord.Env | None = None

    def follow(self, env: simcord.Env) -> None:
        """Follow the server's clock, which is set to this one's first."""
        env.backend.clock.advance((self._started_at - env.now()).total_seconds())
        self._env = env

    def now_at(self) -> datetime:
        """The present instant."""
        return self._started_at if self._env is None else self._env.now()


@dataclass
class Newsroom:
    """Where posts go out by themselves."""

    env: simcord.Env
    desk: Desk
    client: PaperboyClient
    guild: simcord.GuildHandle
    channel: simcord.ChannelHandle
    admin: simcord.MemberActor

    async def at(self, text: str) -> None:
        """Let the clock show a time, "2026-04-14 09:00" in UTC, and make a round."""
        moment = datetime.fromisoformat(text).replace(tzinfo=UTC)
        self.env.backend.clock.advance((moment - self.env.now()).total_seconds())
        await self.make_round()

    async def make_round(self) -> None:
        """Let the postman serve what is due."""
        await self.client._rounds.make_round()

    async def add_schedule(self, **options: Any) -> simcord.InteractionResult:
        """Add a schedule as the admin."""
        return await self.admin.slash(self.channel, "schedule add", **options)

    async def ingest(self, *digests: Digest) -> None:
        """Let digests arrive."""
        for digest in digests:
            await self.desk.writer.run(ingest_digest, digest, ingested_at=self.desk.clock.now_at())

    def posts(self, channel: simcord.ChannelHandle | None = None) -> list[discord.Message]:
        """What the bot posted by itself, oldest first."""
        return [
            message
            for message in (channel or self.channel).history()
            if message.author.id == self.env.backend.bot_user.id
        ]
