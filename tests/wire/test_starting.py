"""What a new process does first, and what it finds of an earlier one."""

import pytest

from tests.end_to_end.server import text_of
from tests.wire.faults import Strike, refuse
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
    assert len(wired.exchanges("PUT", "*/commands")) == 1

    wired.world.backend.commands.clear()
    await start()
    await wired.until_connected()
    assert len(wired.exchanges("PUT", "*/commands")) == 2


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


async def test_discord_may_come_up_later(wired: WiredDiscord, room: Room, start: Start) -> None:
    await wired.close_doors()
    serving = await start(hurry=HURRY)
    await serving.until_said("No connection to Discord .*; next try in")

    await wired.open_doors()
    await wired.until_connected()

    asked = await room.ann.slash(room.channel, "help")
    assert "/search" in text_of(await wired.answer_to(asked))


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        pytest.param(("GET", "/users/@me", refuse(401)), "refuses the token", id="at the login"),
        pytest.param(("GET", "/users/@me", refuse(403)), "HTTP 403", id="whoever asks"),
    ],
)
async def test_what_trying_again_cannot_mend_is_said_in_a_sentence(
    wired: WiredDiscord, start: Start, fault: tuple[str, str, Strike], words: str
) -> None:
    wired.faults.add(*fault)

    serving = await start()

    assert await serving.exit_code() == 2
    assert serving.lines[-1].startswith("paperboy: Discord refuses")
    assert words in serving.lines[-1]


async def test_commands_that_cannot_be_registered_keep_nobody_waiting(
    wired: WiredDiscord, start: Start
) -> None:
    wired.faults.add("PUT", "/applications/*/commands", refuse(403))

    serving = await start()
    await wired.until_connected()

    assert "The commands could not be registered" in serving.log
