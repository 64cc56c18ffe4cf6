"""What the launcher changes about a process: the time, and where it ends."""

import signal
from datetime import UTC, datetime

import pytest

from tests.end_to_end.server import text_of
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


async def test_the_bot_and_discord_live_in_the_time_of_the_test(
    wired: WiredDiscord, room: Room, start: Start
) -> None:
    """The only digest is of the 20th."""
    await start()
    await wired.until_connected()

    headings = []
    for day in (19, 20):
        wired.clock.set(datetime(2026, 4, day, 12, tzinfo=UTC))
        asked = await room.ann.slash(room.channel, "highlights")
        answer = await wired.answer_to(asked)
        headings.append(text_of(answer).partition("\n")[0])
        assert answer.message.created_at.date() == wired.clock.now_at().date()

    assert headings == ["Highlights of Sun 19 Apr 2026", "Highlights of Mon 20 Apr 2026"]
