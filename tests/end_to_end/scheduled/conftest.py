"""A server whose clock stands at six in the morning, with a day's digest in the index."""

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import discord
import pytest
import pytest_asyncio
import simcord

from bot.discord_app.client import PaperboyClient
from bot.discord_app.desk import Desk
from bot.models import Digest
from tests.end_to_end.posting import STARTED_AT, THEMES, Newsroom, ServerClock, make_day
from tests.end_to_end.server import open_desk


@pytest.fixture
def clock() -> ServerClock:
    return ServerClock(STARTED_AT)


@pytest_asyncio.fixture
async def desk(index_path: Path, clock: ServerClock) -> AsyncIterator[Desk]:
    async with open_desk(index_path, clock=clock) as desk:
        yield desk


@pytest.fixture
def digests() -> list[Digest]:
    return [make_day(date(2026, 4, 13), *THEMES)]


@pytest.fixture
def newsroom(
    simcord_env: simcord.Env, clock: ServerClock, desk: Desk, simcord_bot: PaperboyClient
) -> Newsroom:
    clock.follow(simcord_env)
    guild = simcord_env.create_guild("Reading Room")
    channel = guild.create_text_channel("papers")
    admins = guild.create_role("Admins", permissions=discord.Permissions(manage_guild=True))
    admin = guild.add_member(simcord_env.create_user("ann"), roles=[admins])
    newsroom = Newsroom(simcord_env, desk, simcord_bot, guild, channel, admin)
    newsroom.wire.watch(simcord_bot)
    return newsroom
