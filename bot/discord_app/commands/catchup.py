"""`/catchup`: what one missed."""

from discord import app_commands

from bot.discord_app.catch_up import show_catch_up
from bot.discord_app.desk import Interaction


@app_commands.command()
async def catchup(interaction: Interaction) -> None:
    """What you missed since you last looked, for your eyes only."""
    await show_catch_up(interaction)
