"""The command tree: all commands and message menus, with one way to deal with their errors."""

import discord
from discord import app_commands

from bot.discord_app.commands import COMMANDS, MESSAGE_MENUS
from bot.discord_app.complaint import complain
from bot.discord_app.desk import DeskClient, Interaction


class PaperboyTree(app_commands.CommandTree[DeskClient]):
    """The commands for servers and for direct messages with the bot."""

    def __init__(self, client: DeskClient) -> None:
        super().__init__(
            client,
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True),
            allowed_installs=app_commands.AppInstallationType(guild=True),
        )
        for command in COMMANDS:
            self.add_command(command)
        for menu in MESSAGE_MENUS:
            self.add_command(menu)

    async def interaction_check(self, interaction: Interaction, /) -> bool:
        """Whether there is still time to answer."""
        return await self.client.admit(interaction)

    async def on_error(
        self, interaction: Interaction, error: app_commands.AppCommandError, /
    ) -> None:
        """Tell the person; an autocompletion has nobody to tell."""
        if interaction.type is not discord.InteractionType.autocomplete:
            name = interaction.command.qualified_name if interaction.command else "?"
            is_menu = isinstance(interaction.command, app_commands.ContextMenu)
            await complain(interaction, error, place=name if is_menu else f"/{name}")
