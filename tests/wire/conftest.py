"""The genuine `paperboy serve`, as a process, against a simulated Discord on a socket."""

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.services.ingest import ingest_digest
from bot.store import open_writer
from tests.builders import NOW_AT, make_digest, make_entry
from tests.end_to_end.wire_checks import check_requests
from tests.wire.clock import SharedClock
from tests.wire.room import Room
from tests.wire.serving import Serving, Start
from tests.wire.wired_discord import TOKEN, WiredDiscord

DIGEST_ON = date(2026, 4, 20)


@pytest.fixture
def clock(tmp_path: Path) -> SharedClock:
    """The time that the bot and Discord live in."""
    return SharedClock(tmp_path / "clock")


@pytest_asyncio.fixture
async def wired(clock: SharedClock) -> AsyncIterator[WiredDiscord]:
    """The simulated Discord, with its doors open."""
    wired = WiredDiscord(clock)
    await wired.open()
    yield wired
    await wired.close()
    assert not wired.rest.gaps


@pytest.fixture
def room(wired: WiredDiscord) -> Room:
    return Room.build(wired)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder with an index of a few papers, all in the digest of one day."""
    entries = [
        make_entry(f"Cache Study {number}", f"Study {number} measures how a cache behaves.")
        for number in range(1, 9)
    ]
    index = open_writer(tmp_path / "index.db")
    ingest_digest(index, make_digest(*entries, issued_on=DIGEST_ON), ingested_at=NOW_AT)
    index.close()
    return tmp_path


@pytest_asyncio.fixture
async def start(wired: WiredDiscord, home: Path) -> AsyncIterator[Start]:
    """Starts serving, and ends it with the test: `await start()`, keywords as of `Serving.start`.

    Whatever a test is about, everything that is sent is checked, and no process may write its
    token or a traceback.
    """
    started: list[Serving] = []

    async def start_serving(**how: Any) -> Serving:
        started.append(await Serving.start(wired, home, **how))
        return started[-1]

    yield start_serving
    for serving in started:
        await serving.kill()
        assert "Traceback" not in serving.log, serving.log
        assert TOKEN not in serving.log
    check_requests(wired.world.http_requests)
