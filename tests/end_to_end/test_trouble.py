"""What people see when something is not as it should be."""

import logging
import re
from collections.abc import AsyncIterator
from dataclasses import replace

import discord
import pytest
import pytest_asyncio
import simcord

from bot.discord_app.desk import Desk
from bot.errors import IndexUnusable
from bot.services.library import Library
from bot.worker import Worker
from tests.end_to_end.server import Server, items_of, menu_of, shown, text_of

COMMANDS = [
    ("search", {"query": "cache"}),
    ("paper", {"title": "#1"}),
    ("related", {"title": "#1"}),
    ("highlights", {}),
    ("ask", {"question": "what is a cache?"}),
    ("summarise", {"topic": "cache"}),
    ("saved", {}),
    ("help", {}),
]


def failing_desk(desk: Desk, error: Exception) -> Desk:
    """A desk whose every question to the index fails."""

    def open_nothing() -> Library:
        raise error

    return replace(desk, reader=Worker(open_nothing, name="failing"))


@pytest_asyncio.fixture
async def broken_desk(desk: Desk) -> AsyncIterator[Desk]:
    broken = failing_desk(desk, ZeroDivisionError("secret detail"))
    yield broken
    await broken.reader.close()


@pytest.mark.parametrize(("name", "options"), COMMANDS, ids=[name for name, _ in COMMANDS])
async def test_an_unexpected_error_has_an_id_that_the_log_knows(
    server: Server,
    broken_desk: Desk,
    caplog: pytest.LogCaptureFixture,
    name: str,
    options: dict[str, str],
) -> None:
    await server.restart(broken_desk)

    result = await server.ann.slash(server.channel, name, **options)

    message = shown(result)
    assert message.ephemeral
    assert (found := re.search(r"\(error ([0-9a-f]{6})\)", text_of(message)))
    assert "secret detail" not in text_of(message)
    (record,) = (record for record in caplog.records if record.levelno == logging.ERROR)
    assert f"Error {found[1]} in /{name}" in record.getMessage()
    assert record.exc_info
    assert server.channel.history(viewer=server.bob) == []
    assert server.take_errors()


async def test_an_error_behind_a_button_has_an_id_too(
    server: Server, broken_desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    message = shown(await server.ann.slash(server.channel, "search", query="cache"))
    before = text_of(message)
    await server.restart(broken_desk)

    pressed = await server.ann.click(message, label="Next ▶")
    chosen = await server.ann.select(message, [next(iter(menu_of(message).values()))])

    assert "(error " in text_of(pressed.followups[0])
    assert pressed.followups[0].ephemeral
    assert "(error " in text_of(shown(chosen))
    assert text_of(message) == before
    assert caplog.text.count("ZeroDivisionError") == 2


async def test_an_expected_error_is_shown_in_its_own_words(server: Server, desk: Desk) -> None:
    broken = failing_desk(desk, IndexUnusable("The index is *locked*; try again in a minute."))
    await server.restart(broken)

    result = await server.ann.slash(server.channel, "help")

    assert text_of(shown(result)) == "The index is \\*locked\\*; try again in a minute."
    assert server.take_errors()
    await broken.reader.close()


async def test_completion_stays_empty_when_the_index_fails(
    server: Server, broken_desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    await server.restart(broken_desk)

    assert await server.ann.autocomplete(server.channel, "search", "query", "cache") == []
    assert "Titles could not be completed" in caplog.text


@pytest.mark.parametrize(("name", "options"), COMMANDS, ids=[name for name, _ in COMMANDS])
async def test_answers_come_where_the_bot_may_neither_write_nor_embed(
    server: Server, mute_channel: simcord.ChannelHandle, name: str, options: dict[str, str]
) -> None:
    assert shown(await server.ann.slash(mute_channel, name, **options)).embeds


@pytest.mark.parametrize(("name", "options"), COMMANDS, ids=[name for name, _ in COMMANDS])
async def test_answers_come_in_direct_messages(
    server: Server, name: str, options: dict[str, str]
) -> None:
    assert shown(await server.ann.user.slash(name, **options)).embeds


@pytest.mark.parametrize(
    "custom_id",
    [
        pytest.param("pb0:search:1:2", id="earlier version"),
        pytest.param("pb12:future", id="later version"),
        pytest.param("pb1:vote:3", id="unknown kind"),
        pytest.param("pb1:search:x:y", id="details that are none"),
        pytest.param("pb1:search", id="details that are missing"),
        pytest.param("pb1:\n", id="nothing"),
    ],
)
async def test_a_button_of_another_version_is_answered_politely(
    server: Server, custom_id: str
) -> None:
    message = await send_button(server, custom_id)

    result = await server.ann.click(message, custom_id=custom_id)

    assert shown(result).ephemeral
    assert "from before an update" in text_of(shown(result))


async def send_button(server: Server, custom_id: str) -> discord.Message:
    """A message of the bot's with a button that this version never made."""
    message = server.env.backend.create_message(
        server.channel.id,
        server.env.backend.bot_user.id,
        "old",
        components=[
            {
                "type": 1,
                "components": [{"type": 2, "style": 2, "label": "x", "custom_id": custom_id}],
            }
        ],
    )
    return next(one for one in server.channel.history() if one.id == message.id)


async def test_an_answer_that_discord_refuses_is_complained_about(
    server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    server.env.inject_error("PATCH", "/webhooks/*/messages/@original", status=400, code=50035)

    result = await server.ann.slash(server.channel, "search", query="cache")

    assert "Discord did not take the answer" in text_of(shown(result))
    assert shown(result).ephemeral
    assert "/search could not be answered" in caplog.text
    assert server.take_errors()


async def test_a_complaint_comes_in_the_open_where_it_cannot_come_otherwise(
    server: Server,
) -> None:
    server.env.inject_error("PATCH", "/webhooks/*/messages/@original", status=503, times=2)

    result = await server.ann.slash(server.channel, "search", query="cache")

    assert "Discord did not take the answer" in text_of(shown(result))
    assert server.take_errors()


async def test_nothing_breaks_when_discord_takes_no_answer_at_all(server: Server) -> None:
    server.env.inject_error("*", "/webhooks/*", status=503, times=None)

    result = await server.ann.slash(server.channel, "search", query="cache")

    assert result.acknowledged
    assert server.take_errors()


async def test_an_interaction_that_expired_is_let_go(
    server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    server.env.inject_error("POST", "/interactions/*/callback", status=404, code=10062)

    with caplog.at_level(logging.INFO, logger="bot"):
        result = await server.ann.slash(server.channel, "search", query="cache")

    assert not result.acknowledged
    assert "Nobody waits for the answer to /search any more" in caplog.text
    assert server.take_errors()


async def test_who_asks_while_the_bot_stops_is_told(
    server: Server, simcord_bot: discord.Client
) -> None:
    message = shown(await server.ann.slash(server.channel, "search", query="cache"))
    await simcord_bot.finish_work()  # type: ignore[attr-defined]

    asked = await server.ann.slash(server.channel, "help")
    pressed = await server.ann.click(message, label="Next ▶")

    for result in (asked, pressed):
        assert shown(result).ephemeral
        assert "about to restart" in text_of(shown(result))
    assert await server.ann.autocomplete(server.channel, "search", "query", "c") == []


async def test_two_readers_are_answered_side_by_side(server: Server) -> None:
    first = shown(await server.ann.slash(server.channel, "search", query="cache"))
    second = shown(await server.bob.slash(server.channel, "search", query="sand"))

    assert text_of(first) != text_of(second)
    assert not [item for item in items_of(second) if item.get("label")]
