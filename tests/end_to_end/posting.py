"""A simulated server whose clock a test moves, and the postman's rounds in it."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

import discord
import simcord

from bot.discord_app import create_client
from bot.discord_app.client import PaperboyClient
from bot.discord_app.desk import Desk
from bot.models import Digest
from bot.services.ingest import ingest_digest
from tests.builders import make_digest, make_entry
from tests.end_to_end.faults import Wire
from tests.end_to_end.server import shown, text_of

STARTED_AT = datetime(2026, 4, 14, 6, tzinfo=UTC)
THEMES = (
    "Quantizing Caches to Two Bits",
    "Robots That Fold Laundry",
    "Speech From Brain Recordings",
    "Proteins Drawn by Diffusion",
    "Maps of Deserts From Orbit",
    "Chess Without Search Trees",
    "Poems Scanned by Machines",
)


def make_day(day: date, *titles: str, upvotes: int = 10, **facts: int) -> Digest:
    entries = [
        make_entry(title, f"{title} is what this is about.", upvotes=upvotes - place, **facts)
        for place, title in enumerate(titles)
    ]
    return make_digest(*entries, issued_on=day, source=f"{day}-{upvotes}.json")


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
    wire: Wire = field(default_factory=Wire)

    async def at(self, text: str) -> None:
        """Let the clock show a time, "2026-04-14 09:00" in UTC, and make a round."""
        moment = datetime.fromisoformat(text).replace(tzinfo=UTC)
        self.env.backend.clock.advance((moment - self.env.now()).total_seconds())
        await self.make_round()

    async def make_round(self) -> None:
        """Let the postman serve what is due."""
        await self.client._rounds.make_round()

    async def restart(self) -> None:
        """A new process on the same index."""
        self.client = create_client(self.desk)
        await self.env.restart_bot(self.client)
        self.wire.watch(self.client)

    async def add_schedule(self, **options: Any) -> simcord.InteractionResult:
        """Add a schedule as the admin."""
        return await self.admin.slash(self.channel, "schedule add", **options)

    async def ingest(self, *digests: Digest) -> None:
        """Let digests arrive."""
        for digest in digests:
            await self.desk.writer.run(ingest_digest, digest, ingested_at=self.desk.clock.now_at())

    async def refused(self, name: str, **options: Any) -> str:
        """What the admin is told when a command cannot be carried out; the error is expected."""
        known = len(self.env.errors)
        result = await self.admin.slash(self.channel, f"schedule {name}", **options)
        assert len(self.env.errors) == known + 1
        message = shown(result)
        assert message.ephemeral
        return text_of(message)

    def posts(self, channel: simcord.ChannelHandle | None = None) -> list[discord.Message]:
        """What the bot posted by itself, oldest first."""
        return [
            message
            for message in (channel or self.channel).history()
            if message.author.id == self.env.backend.bot_user.id
            and message.type is discord.MessageType.default
        ]
