from types import SimpleNamespace
from typing import Any, cast

import aiohttp
import discord
import pytest
from discord import app_commands

from bot.discord_app.error_table import ERROR_TABLE, explain, unwrap
from bot.errors import EmptyQuery, IndexUnusable, PaperNotFound


def http_error(kind: type[discord.HTTPException], status: int, code: int) -> Exception:
    response = cast("Any", SimpleNamespace(status=status, reason="x"))
    return kind(response, {"code": code, "message": "x"})


def make_command() -> app_commands.Command[Any, ..., Any]:
    async def callback(interaction: discord.Interaction) -> None:
        """Do nothing."""

    return app_commands.Command(name="x", description="x", callback=callback)


@pytest.mark.parametrize(
    ("error", "part_of_text"),
    [
        pytest.param(EmptyQuery("Type a word."), "Type a word.", id="own words"),
        pytest.param(PaperNotFound("No such paper.", ["A"]), "No such paper.", id="no such paper"),
        pytest.param(IndexUnusable("It is locked."), "It is locked.", id="index unusable"),
        pytest.param(app_commands.NoPrivateMessage(), "in a server only", id="no direct message"),
        pytest.param(
            app_commands.MissingPermissions(["manage_guild"]),
            "you need the permission “Manage Guild”",
            id="person lacks a permission",
        ),
        pytest.param(
            app_commands.BotMissingPermissions(["send_messages", "embed_links"]),
            "Paperboy needs the permission “Send Messages” and “Embed Links”",
            id="bot lacks permissions",
        ),
        pytest.param(
            app_commands.CommandOnCooldown(app_commands.Cooldown(1, 5), 4.2),
            "try again in 4 seconds",
            id="too quick",
        ),
        pytest.param(app_commands.CheckFailure(), "may not do that", id="refused by a check"),
        pytest.param(
            app_commands.TransformerError(
                "x", discord.AppCommandOptionType.string, app_commands.Transformer()
            ),
            "not of the kind",
            id="wrong kind of value",
        ),
        pytest.param(
            app_commands.CommandSignatureMismatch(make_command()), "has changed", id="changed"
        ),
        pytest.param(app_commands.CommandNotFound("x", []), "is gone", id="gone"),
        pytest.param(
            http_error(discord.Forbidden, 403, 50013), "may not do that here", id="forbidden"
        ),
        pytest.param(
            http_error(discord.DiscordServerError, 503, 0), "did not take", id="Discord is down"
        ),
        pytest.param(
            aiohttp.ClientConnectionError(), "could not be reached", id="the network is down"
        ),
    ],
)
def test_a_person_reads_one_sentence_that_helps(error: Exception, part_of_text: str) -> None:
    is_expected, explanation = explain(error)

    assert is_expected
    assert explanation is not None
    assert part_of_text in explanation.text


@pytest.mark.parametrize(
    "error",
    [
        pytest.param(http_error(discord.NotFound, 404, 10062), id="too late"),
        pytest.param(http_error(discord.NotFound, 404, 10008), id="message deleted"),
        pytest.param(http_error(discord.HTTPException, 400, 40060), id="answered twice"),
        pytest.param(http_error(discord.HTTPException, 401, 50027), id="token expired"),
    ],
)
def test_nobody_is_told_where_nobody_waits(error: Exception) -> None:
    assert explain(error) == (True, None)


def test_other_errors_are_unexpected() -> None:
    assert explain(ValueError("x")) == (False, None)


def test_near_titles_are_passed_on() -> None:
    _, explanation = explain(PaperNotFound("No.", ["A", "B"]))

    assert explanation is not None
    assert explanation.near_titles == ("A", "B")


def test_what_discord_py_wrapped_is_unwrapped() -> None:
    error = EmptyQuery("x")

    assert unwrap(app_commands.CommandInvokeError(make_command(), error)) is error


def test_no_row_hides_behind_a_wider_one() -> None:
    kinds = [kind for kind, _ in ERROR_TABLE]

    for place, kind in enumerate(kinds):
        assert not any(issubclass(kind, earlier) for earlier in kinds[:place]), kind
