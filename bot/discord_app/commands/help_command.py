"""`/help`: what Paperboy can do."""

from collections.abc import Iterator

import discord
from discord import app_commands

from bot.discord_app.conversation import acknowledge, answer
from bot.discord_app.desk import DeskClient, Interaction
from bot.discord_app.render.help_page import CommandLine, render_help
from bot.services.coverage import get_coverage


@app_commands.command(name="help")
async def help_command(interaction: Interaction) -> None:
    """What Paperboy can do, what its index covers, and what it keeps about you."""
    await acknowledge(interaction, is_private=True)
    menus = [
        menu.name
        for menu in interaction.client.tree.get_commands(type=discord.AppCommandType.message)
    ]
    desk = interaction.client.desk
    coverage = await desk.reader.run(get_coverage)
    model = None if desk.phrasing is None else desk.phrasing.model
    commands = list(_iter_commands(interaction.client))
    await answer(interaction, render_help(commands, menus, coverage, model=model))


def _iter_commands(client: DeskClient) -> Iterator[CommandLine]:
    """The commands as they are in the tree, those of groups one by one."""
    for command in client.tree.walk_commands():
        if isinstance(command, app_commands.Command):
            root = command.root_parent or command
            yield CommandLine(
                command.qualified_name, command.description, client.command_ids.get(root.name)
            )
