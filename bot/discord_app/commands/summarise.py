"""`/summarise`: what the papers say about a topic, or people in a thread; and a message menu."""

from functools import partial
from typing import Final

import discord
from discord import app_commands

from bot.discord_app.conversation import acknowledge, answer
from bot.discord_app.desk import Interaction
from bot.discord_app.discussion_summaries import check_discussion, load_discussion
from bot.discord_app.thread_history import Span
from bot.discord_app.topic_overviews import give_overview

EVERYONE: Final = "everyone"
ONLY_ME: Final = "only me"


@app_commands.command()
@app_commands.describe(
    topic="What to summarise; without it, in a thread, what was said there",
    visibility="Who sees it; at first everyone with a topic, only you without",
)
@app_commands.choices(
    visibility=[
        app_commands.Choice(name=EVERYONE, value=EVERYONE),
        app_commands.Choice(name=ONLY_ME, value=ONLY_ME),
    ]
)
async def summarise(
    interaction: Interaction,
    topic: app_commands.Range[str, 1, 300] | None = None,
    visibility: str | None = None,
) -> None:
    """What the papers say about a topic; in a thread, without a topic: what was said there."""
    if topic is not None:
        is_private = visibility == ONLY_ME
        await acknowledge(interaction, is_private=is_private)
        desk, say = interaction.client.desk, partial(answer, interaction)
        await give_overview(desk, topic, say, is_private=is_private)
        return
    check_discussion(interaction)
    is_private = visibility != EVERYONE
    await acknowledge(interaction, is_private=is_private)
    await answer(interaction, await load_discussion(interaction, is_private=is_private))


@app_commands.context_menu(name="Summarise from here")
async def summarise_from_here(interaction: Interaction, message: discord.Message) -> None:
    """What was said from a message on, for whoever asks."""
    await acknowledge(interaction, is_private=True)
    span = Span(first_id=message.id)
    await answer(interaction, await load_discussion(interaction, span, is_private=True))
