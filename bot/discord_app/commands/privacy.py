"""`/privacy`: what is kept about whoever asks."""

from typing import Final

from discord import app_commands

from bot.discord_app.conversation import acknowledge, answer
from bot.discord_app.desk import Interaction
from bot.discord_app.privacy_pages import load_forget_question, load_kept_page

privacy: Final = app_commands.Group(name="privacy", description="What I keep about you")


@privacy.command()
async def show(interaction: Interaction) -> None:
    """Everything that I keep about you, as a file, for your eyes only."""
    await acknowledge(interaction, is_private=True)
    await answer(interaction, await load_kept_page(interaction))


@privacy.command()
async def forget(interaction: Interaction) -> None:
    """Delete everything that I keep about you, at once."""
    await acknowledge(interaction, is_private=True)
    await answer(interaction, await load_forget_question(interaction))
