"""What a new process does first, and what it finds of an earlier one."""

from tests.end_to_end.server import text_of
from tests.wire.faults import refuse
from tests.wire.room import Room
from tests.wire.serving import Start
from tests.wire.wired_discord import GATEWAY_PATH, WiredDiscord

HURRY = 20


async def test_a_slash_command_is_answered(wired: WiredDiscord, room: Room, start: Start) -> None:
    await start()
    await wired.until_connected()

    asked = await room.ann.slash(room.channel, "search", query="cache")

    assert "Results for “cache”" in text_of(await wired.answer_to(asked))


async def test_commands_are_registered_only_when_they_changed(
    wired: WiredDiscord, start: Start
) -> None:
    for _ in range(2):
        serving = await start()
        await wired.until_connected()
        assert await serving.stop() == 0
    assert len(wired.exchanges("PUT", "/commands")) == 1

    wired.world.backend.commands.clear()
    await start()
    await wired.until_connected()
    assert len(wired.exchanges("PUT", "/commands")) == 2


async def test_a_button_of_an_earlier_process_works(
    wired: WiredDiscord, room: Room, start: Start
) -> None:
    first = await start()
    await wired.until_connected()
    asked = await room.ann.slash(room.channel, "search", query="cache")
    message = await wired.answer_to(asked)
    await first.kill()

    await start()
    await wired.until_connected()
    await room.ann.click(message, label="Next ▶")

    await wired.pulse.until(lambda: "Page 2 of 2" in text_of(message))


async def test_a_refused_first_handshake_is_tried_again(
    wired: WiredDiscord, room: Room, start: Start
) -> None:
    wired.faults.add("GET", GATEWAY_PATH, refuse(503), times=2)

    serving = await start(hurry=HURRY)
    await wired.until_connected()

    assert serving.log.count("No connection to Discord (the first handshake was refused)") == 2
    asked = await room.ann.slash(room.channel, "help")
    assert "/search" in text_of(await wired.answer_to(asked))
