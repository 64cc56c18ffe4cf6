"""A simulated Discord on a socket."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.wire.clock import ShiftedClock
from tests.wire.room import Room
from tests.wire.wired_discord import WiredDiscord


@pytest.fixture
def clock() -> ShiftedClock:
    """The time that the bot and Discord live in; a test of another one overrides it."""
    return ShiftedClock()


@pytest_asyncio.fixture
async def wired(clock: ShiftedClock) -> AsyncIterator[WiredDiscord]:
    """The simulated Discord, with its doors open."""
    wired = WiredDiscord(clock)
    await wired.open()
    yield wired
    await wired.close()
    assert not wired.rest.gaps


@pytest.fixture
def room(wired: WiredDiscord) -> Room:
    return Room.build(wired)
