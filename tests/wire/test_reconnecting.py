"""What becomes of a broken connection.

A few seconds stand for a minute and more: the waits between two tries are divided by HURRY.
"""

from collections.abc import Awaitable, Callable
from functools import partial

import pytest

from tests.end_to_end.server import text_of
from tests.wire.faults import Hold, refuse
from tests.wire.gateway import Gateway
from tests.wire.room import Room
from tests.wire.serving import Start
from tests.wire.wired_discord import RESUME_PATH, WiredDiscord

HURRY = 75


async def is_answering(wired: WiredDiscord, room: Room) -> bool:
    asked = await room.ann.slash(room.channel, "search", query="cache")
    return "Results for “cache”" in text_of(await wired.answer_to(asked))


async def test_what_happened_meanwhile_is_answered_after_resuming(
    wired: WiredDiscord, room: Room, start: Start
) -> None:
    await start()
    await wired.until_connected()
    hold = Hold()
    wired.faults.add("GET", RESUME_PATH, hold)

    wired.gateway.cut()
    await hold.has_arrived.wait()
    asked = await room.ann.slash(room.channel, "search", query="cache")
    bot_id = wired.world.backend.bot_user.id
    await room.ann.send(room.channel, f"<@{bot_id}> what is a cache?")
    hold.release()
    await wired.until_exchanged("POST", "*/messages")

    assert "Results for “cache”" in text_of(await wired.answer_to(asked))
    assert (wired.gateway.identified_count, wired.gateway.resumed_count) == (1, 1)
    assert len(wired.exchanges("POST", "*/callback")) == 1
    assert len(wired.exchanges("POST", "*/messages")) == 1


@pytest.mark.parametrize(
    "ask",
    [
        pytest.param(Gateway.ask_to_reconnect, id="to reconnect"),
        pytest.param(partial(Gateway.invalidate, is_resumable=True), id="to resume"),
    ],
)
async def test_it_resumes_when_asked(
    wired: WiredDiscord, room: Room, start: Start, ask: Callable[[Gateway], Awaitable[None]]
) -> None:
    await start()
    await wired.until_connected()

    await ask(wired.gateway)
    await wired.pulse.until(lambda: wired.gateway.resumed_count)
    await wired.until_connected()

    assert await is_answering(wired, room)
    assert wired.gateway.identified_count == 1


async def test_a_forgotten_session_is_made_anew(
    wired: WiredDiscord, room: Room, start: Start
) -> None:
    await start()
    await wired.until_connected()

    wired.gateway.forget_sessions()
    wired.gateway.cut()
    await wired.pulse.until(lambda: wired.gateway.identified_count == 2)

    assert await is_answering(wired, room)
    assert wired.gateway.resumed_count == 0


async def test_discord_may_be_away_for_a_while(
    wired: WiredDiscord, room: Room, start: Start
) -> None:
    serving = await start(hurry=HURRY)
    await wired.until_connected()

    await wired.close_doors()
    for _ in range(3):
        await serving.until_said("Attempting a reconnect")
        serving.lines.clear()
    await wired.open_doors()
    await wired.until_connected()

    assert await is_answering(wired, room)
    assert wired.gateway.identified_count == 1


async def test_a_resume_address_that_stays_dead_ends_the_process(
    wired: WiredDiscord, room: Room, start: Start
) -> None:
    serving = await start(hurry=HURRY)
    await wired.until_connected()
    assert await is_answering(wired, room)

    wired.faults.add("GET", RESUME_PATH, refuse(503), times=None)
    wired.gateway.cut()

    assert await serving.exit_code() == 1
    assert serving.lines[-1] == (
        "paperboy: Discord has not answered for 300 seconds; "
        "start Paperboy again, or let the service manager do it."
    )
