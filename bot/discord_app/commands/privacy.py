"""`/privacy`: what is kept about whoever asks, and what may be summarised."""

from typing import Final

from discord import app_commands

from bot.discord_app.conversation import acknowledge, answer
from bot.discord_app.desk import Interaction
from bot.discord_app.privacy_pages import (
    load_forget_question,
    load_kept_page,
    save_summaries_choice,
)

LEAVE_ME_OUT: Final = "leave me out"
INCLUDE_ME: Final = "include me"

privacy: Final = app_commands.Group(name="privacy", description="What I keep about you")


@privacy.command()
async def show(interaction: Interaction) -> None:
    """Everything that I keep about you, as a file, for your eyes only."""
    await acknowledge(interaction, is_private=True)
    await answer(interaction, await load_kept_page(interaction))


@privacy.command()
@app_commands.describe(
    choice="Leave out what you write, everywhere, or include it as I do at first"
)
@app_commands.choices(
    choice=[
        app_commands.Choice(name=LEAVE_ME_OUT, value=LEAVE_ME_OUT),
        app_commands.Choice(name=INCLUDE_ME, value=INCLUDE_ME),
    ]
)
async def summaries(interaction: Interaction, choice: str) -> None:
    """Whether what you write may stand in summaries of discussions."""
    await acknowledge(interaction, is_private=True)
    reply = await save_summaries_choice(interaction, is_left_out=choice == LEAVE_ME_OUT)
    await answer(interaction, reply)


@privacy.command()
async def forget(interaction: Interaction) -> None:
    """Delete everything that I keep about you, at once."""
    await acknowledge(interaction, is_private=True)
    await answer(interaction, await load_forget_question(interaction))
