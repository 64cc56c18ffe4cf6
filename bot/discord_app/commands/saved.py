"""`/saved`: the papers that one saved."""

from discord import app_commands

from bot.discord_app.conversation import acknowledge, answer
from bot.discord_app.desk import Interaction
from bot.discord_app.saved_pages import load_saved_page


@app_commands.command()
@app_commands.describe(query="Only papers that hold these words; /search's filters work, too")
async def saved(
    interaction: Interaction, query: app_commands.Range[str, 1, 300] | None = None
) -> None:
    """Your saved papers, for your eyes only; take them along as BibTeX or JSON."""
    await acknowledge(interaction, is_private=True)
    await answer(interaction, await load_saved_page(interaction, query))
