"""Permissions: what the bot, and whoever asks it, needs for something in a place."""

from discord import app_commands

from bot.discord_app.desk import Interaction


class ManagersGroup(app_commands.Group):
    """Commands for those who may manage the server."""

    async def interaction_check(self, interaction: Interaction, /) -> bool:  # type: ignore[override]
        """Discord asks the same by itself, unless the server told it to let others in, too."""
        if not interaction.permissions.manage_guild:
            raise app_commands.MissingPermissions(["manage_guild"])
        return True


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
