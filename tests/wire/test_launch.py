"""What the launcher changes about a process: the time, and where it ends."""

import signal
from datetime import UTC, datetime

import pytest

from tests.end_to_end.server import text_of
from tests.wire.clock import ShiftedClock
from tests.wire.launch import Halt
from tests.wire.room import Room
from tests.wire.serving import Start
from tests.wire.wired_discord import WiredDiscord, is_answered

ANSWER = ("PATCH", "/webhooks/*/messages/@original")


@pytest.mark.parametrize(
    ("halt", "is_standing"),
    [
        pytest.param(Halt(*ANSWER, is_after=False), False, id="before it is sent"),
        pytest.param(Halt(*ANSWER, is_after=True), True, id="after it was answered"),
    ],
)
async def test_it_dies_at_a_request(
    wired: WiredDiscord, room: Room, start: Start, halt: Halt, *, is_standing: bool
) -> None:
    serving = await start(halt=halt)
    await wired.until_connected()

    asked = await room.ann.slash(room.channel, "search", query="cache")

    assert await serving.exit_code() == -signal.SIGKILL
    assert is_answered(asked) is is_standing


class TestAnotherTime:
    @pytest.fixture
    def clock(self) -> ShiftedClock:
        return ShiftedClock.starting_at(datetime(2026, 4, 13, 12, tzinfo=UTC))

    async def test_the_bot_and_discord_live_in_the_same(
        self, wired: WiredDiscord, room: Room, start: Start
    ) -> None:
        """The only digest is of the day after."""
        await start()
        await wired.until_connected()

        asked = await room.ann.slash(room.channel, "highlights")

        answer = await wired.answer_to(asked)
        assert text_of(answer).startswith("Highlights of Mon 13 Apr 2026")
        assert answer.message.created_at.date() == wired.clock.now_at().date()
