"""`/digest`: admins put digests into the index, and see how it fares."""

from typing import Final

import discord
from discord import app_commands

from bot.discord_app.conversation import acknowledge, answer
from bot.discord_app.desk import Interaction
from bot.discord_app.digest_additions import add_attached
from bot.discord_app.digest_status import load_status_page
from bot.discord_app.permissions import ManagersGroup

digest: Final = ManagersGroup(
    name="digest",
    description="Put digests into the index, and see what it holds",
    guild_only=True,
    default_permissions=discord.Permissions(manage_guild=True),
)


@digest.command(name="add")
@app_commands.describe(
    file="A page, mail, feed, table or answer of the API, or a zip of them; up to 25 MiB",
    issued_on="The day of the digest, as 2026-03-10, where it does not say",
)
async def add(
    interaction: Interaction,
    file: discord.Attachment,
    issued_on: app_commands.Range[str, 1, 30] | None = None,
) -> None:
    """Put the papers of an attached digest into the index."""
    await acknowledge(interaction, is_private=True)
    await answer(interaction, await add_attached(interaction, file, issued_on))


@digest.command(name="status")
async def status(interaction: Interaction) -> None:
    """What the index holds, what was skipped and why, and the last fetch."""
    await acknowledge(interaction, is_private=True)
    await answer(interaction, await load_status_page(interaction))
