import discord
from discord import app_commands

from bot.discord_app.client import PaperboyClient
from tests.end_to_end.server import Server, shown, text_of


async def test_every_command_can_be_tapped(server: Server, simcord_bot: PaperboyClient) -> None:
    result = await server.ann.slash(server.channel, "help")

    assert result.ephemeral
    text = text_of(shown(result))
    registered = await simcord_bot.tree.fetch_commands()
    slash = [one for one in registered if one.type is discord.AppCommandType.chat_input]
    assert slash
    for command in slash:
        grouped = [one for one in command.options if isinstance(one, app_commands.AppCommandGroup)]
        mentions = [(each.mention, each.description) for each in grouped]
        for mention, description in mentions or [(command.mention, command.description)]:
            assert f"{mention} {description}" in text.replace("\\", "")


async def test_it_says_what_is_known_and_what_is_kept(server: Server) -> None:
    text = text_of(shown(await server.ann.slash(server.channel, "help")))

    assert "From 2 digests, 9 papers, 2026, 7 without a date" in text
    assert "I read the words of no message but those that mention me" in text
    assert "/privacy summaries leaves yours out" in text
    assert "/privacy show lists all of it, /privacy forget deletes it" in text
    assert "then Apps: **Find papers like this**, **Summarise from here**" in text
