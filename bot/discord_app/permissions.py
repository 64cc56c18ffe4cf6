"""Permissions: what the bot, and whoever asks it, needs for something in a place."""

from discord import app_commands

from bot.discord_app.desk import Interaction


def check_own_permissions(interaction: Interaction, *names: str) -> None:
    """Check what the bot may do where it was asked; in direct messages it may do all.

    Raises:
        BotMissingPermissions: it lacks some of them.
    """
    given = interaction.app_permissions
    missing = [name for name in names if not getattr(given, name)]
    if interaction.guild_id is not None and missing and not given.administrator:
        raise app_commands.BotMissingPermissions(missing)


def check_members_permissions(interaction: Interaction, *names: str) -> None:
    """Check what whoever asks may do there: the bot is not to do more for them.

    Raises:
        MissingPermissions: they lack some of them.
    """
    given = interaction.permissions
    missing = [name for name in names if not getattr(given, name)]
    if interaction.guild_id is not None and missing and not given.administrator:
        raise app_commands.MissingPermissions(missing)
