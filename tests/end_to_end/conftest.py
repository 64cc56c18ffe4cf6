"""The genuine bot on a genuine index, in a simulated Discord."""

from collections.abc import AsyncIterator, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import discord
import pytest
import pytest_asyncio
import simcord

from bot.discord_app import create_client
from bot.discord_app.client import PaperboyClient
from bot.discord_app.desk import Desk
from bot.models import Digest, Organization, QuestionContext
from bot.services.answers import answer_question
from bot.services.ingest import ingest_digest
from bot.store import open_writer
from tests.builders import NOW_AT, make_digest, make_entry
from tests.end_to_end.server import Server, open_desk
from tests.end_to_end.wire_checks import check_requests

LATEST_DAY = date(2026, 4, 14)


def make_digests() -> list[Digest]:
    """Two days about caches and one other matter, with traps in the titles."""
    first = make_digest(
        make_entry(
            "Small Caches for Long Contexts",
            "We shrink the cache of a decoder by 2.7×. Accuracy stays within 0.3%.",
            arxiv_id="2604.00001",
            published_on=date(2026, 4, 9),
            author_count=6,
            upvotes=17,
            comment_count=1,
        ),
        issued_on=date(2026, 4, 10),
        source="friday.json",
    )
    second = make_digest(
        make_entry(
            "Small Caches for Long Contexts",
            "We shrink the cache of a decoder by 2.7×. Accuracy stays within 0.3%.",
            arxiv_id="2604.00001",
            published_on=date(2026, 4, 9),
            author_count=6,
            upvotes=38,
            comment_count=3,
            code_url="https://github.com/example/small_caches",
        ),
        make_entry(
            "@everyone *Evicting* the Cache <@1> [now](https://example.org)",
            "This eviction policy for the cache of a decoder needs no training.",
            published_on=date(2026, 4, 12),
            organization=Organization("nvidia", "NVIDIA"),
            upvotes=52,
            comment_count=5,
        ),
        *(
            make_entry(
                f"Cache Study {number}",
                f"Study {number} measures how a cache behaves under load. It reports {number}0%.",
                upvotes=number,
            )
            for number in range(1, 7)
        ),
        make_entry("A Map of Deserts", "Where sand moves, and why. Satellites see it."),
        issued_on=LATEST_DAY,
        source="tuesday.json",
    )
    return [first, second]


@pytest.fixture
def digests() -> list[Digest]:
    """What the index holds; a test of an empty one overrides it."""
    return make_digests()


@pytest.fixture
def index_path(tmp_path: Path, digests: list[Digest]) -> Path:
    path = tmp_path / "index.db"
    writer = open_writer(path)
    for digest in digests:
        ingest_digest(writer, digest, ingested_at=NOW_AT)
    writer.close()
    return path


@pytest_asyncio.fixture
async def desk(index_path: Path) -> AsyncIterator[Desk]:
    async with open_desk(index_path) as desk:
        yield desk


@pytest_asyncio.fixture
async def new_desk(tmp_path: Path) -> AsyncIterator[Desk]:
    """A desk whose index was begun anew."""
    async with open_desk(tmp_path / "new.db") as desk:
        yield desk


@pytest.fixture
def simcord_bot(desk: Desk) -> PaperboyClient:
    return create_client(desk)


@pytest.fixture
def contexts(desk: Desk) -> list[QuestionContext]:
    """The contexts that questions are asked in, as they are asked."""
    seen: list[QuestionContext] = []
    run: Any = desk.reader.run

    async def watched(*args: Any, **kwargs: Any) -> Any:
        if args[0] is answer_question:
            seen.append(args[2])
        return await run(*args, **kwargs)

    desk.reader.run = watched  # type: ignore[method-assign]
    return seen


@pytest.fixture(autouse=True)
def wire(simcord_env: simcord.Env) -> Iterator[None]:
    """Whatever a test is about, everything that the bot sends is checked."""
    yield
    check_requests(simcord_env.http_requests)


@pytest.fixture
def server(simcord_env: simcord.Env) -> Server:
    guild = simcord_env.create_guild("Reading Room")
    channel = guild.create_text_channel("papers")
    ann, bob = (guild.add_member(simcord_env.create_user(name)) for name in ("ann", "bob"))
    return Server(simcord_env, guild, channel, ann, bob)


@pytest.fixture
def mute_channel(server: Server) -> simcord.ChannelHandle:
    """A channel in which the bot may neither write nor embed links."""
    return server.guild.create_text_channel(
        "quiet",
        overwrites={
            server.guild.default_role: discord.PermissionOverwrite(
                send_messages=False, embed_links=False
            )
        },
    )
