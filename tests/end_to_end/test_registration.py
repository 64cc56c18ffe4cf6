import logging

import discord
import pytest
import simcord
from discord import app_commands

from bot.discord_app import create_client
from bot.discord_app.desk import Desk
from tests.end_to_end.server import Server


def registrations(env: simcord.Env) -> int:
    return sum(
        request.method == "PUT" and request.path.endswith("/commands")
        for request in env.http_requests
    )


async def test_discord_is_told_about_the_commands_once(server: Server, desk: Desk) -> None:
    assert registrations(server.env) == 1

    await server.restart(desk)
    await server.restart(desk)

    assert registrations(server.env) == 1
    assert {"search", "paper", "related", "highlights", "summarise", "help"} <= set(
        server.ann.available_commands(server.channel)
    )


async def test_discord_is_told_again_when_a_command_changed(server: Server, desk: Desk) -> None:
    client = create_client(desk)
    client.tree.add_command(app_commands.Command(name="new", description="x", callback=_do_nothing))

    await server.env.restart_bot(client)

    assert registrations(server.env) == 2


async def test_discord_is_told_again_when_it_lost_the_commands(server: Server, desk: Desk) -> None:
    server.env.backend.commands.clear()

    await server.restart(desk)

    assert registrations(server.env) == 2


async def test_another_application_is_told_for_itself(server: Server, new_desk: Desk) -> None:
    await server.restart(new_desk)

    assert registrations(server.env) == 2


async def test_the_bot_starts_although_discord_refuses_the_commands(
    server: Server, new_desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    server.env.inject_error("PUT", "/applications/*/commands", status=503)

    with caplog.at_level(logging.WARNING):
        client = await server.restart(new_desk)

    assert "could not be registered" in caplog.text
    assert client.command_ids == {}


async def _do_nothing(interaction: discord.Interaction) -> None:
    """Do nothing."""
