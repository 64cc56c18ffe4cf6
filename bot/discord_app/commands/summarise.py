"""`/summarise`: what the indexed papers say about a topic."""

from typing import Final

from discord import app_commands

from bot.discord_app.conversation import acknowledge, answer
from bot.discord_app.desk import Interaction
from bot.discord_app.topic_overviews import load_overview

EVERYONE: Final = "everyone"
ONLY_ME: Final = "only me"


@app_commands.command()
@app_commands.describe(topic="What to summarise", visibility="Who sees the summary")
@app_commands.choices(
    visibility=[
        app_commands.Choice(name=EVERYONE, value=EVERYONE),
        app_commands.Choice(name=ONLY_ME, value=ONLY_ME),
    ]
)
async def summarise(
    interaction: Interaction,
    topic: app_commands.Range[str, 1, 300],
    visibility: str = EVERYONE,
) -> None:
    """What the papers say about a topic, in their own sentences, each with its source."""
    await acknowledge(interaction, is_private=visibility == ONLY_ME)
    await answer(interaction, await load_overview(interaction.client.desk, topic))
