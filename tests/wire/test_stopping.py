"""How a process ends."""

from aiohttp import WSCloseCode

from tests.end_to_end.server import text_of
from tests.wire.faults import Hold
from tests.wire.room import Room
from tests.wire.serving import Start
from tests.wire.wired_discord import WiredDiscord


async def test_a_stop_in_the_middle_of_a_command_waits_for_its_answer(
    wired: WiredDiscord, room: Room, start: Start
) -> None:
    hold = Hold()
    wired.faults.add("PATCH", "/webhooks/*/messages/@original", hold)
    serving = await start()
    await wired.until_connected()
    asked = await room.ann.slash(room.channel, "search", query="cache")
    await hold.has_arrived.wait()

    serving.terminate()
    await serving.until_said("Stopping: finishing what is in progress")
    too_late = await room.bob.slash(room.channel, "help")
    refused = await wired.answer_to(too_late)
    hold.release()

    assert "Results for “cache”" in text_of(await wired.answer_to(asked))
    assert refused.ephemeral
    assert "restart" in text_of(refused).casefold()
    assert await serving.exit_code() == 0
    assert wired.gateway.close_codes == [WSCloseCode.OK]


async def test_a_stop_while_nothing_goes_on_is_quick(wired: WiredDiscord, start: Start) -> None:
    serving = await start()
    await wired.until_connected()

    assert await serving.stop() == 0

    assert wired.gateway.close_codes == [WSCloseCode.OK]
    assert serving.lines[-1].endswith("Stopped")


async def test_a_stop_while_discord_is_away_is_quick(wired: WiredDiscord, start: Start) -> None:
    await wired.close_doors()
    serving = await start()
    await serving.until_said("No connection to Discord .*; next try in")

    assert await serving.stop() == 0


async def test_a_stop_while_a_connection_is_made_anew_is_quick(
    wired: WiredDiscord, start: Start
) -> None:
    serving = await start()
    await wired.until_connected()
    await wired.close_doors()
    await serving.until_said("Attempting a reconnect")

    assert await serving.stop() == 0


async def test_a_stop_while_discord_takes_its_time_is_quick(
    wired: WiredDiscord, start: Start
) -> None:
    hold = Hold()
    wired.faults.add("GET", "/users/@me", hold)
    serving = await start()
    await hold.has_arrived.wait()

    assert await serving.stop() == 0
    hold.release()
