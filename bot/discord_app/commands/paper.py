"""`/paper`: one paper's card."""

from discord import app_commands

from bot.discord_app.commands.completion import Choices, complete_with_papers
from bot.discord_app.conversation import acknowledge, answer
from bot.discord_app.desk import Interaction
from bot.discord_app.render.paper_card import render_paper_card
from bot.services.papers import get_paper_details


@app_commands.command()
@app_commands.describe(title="A title, or a part of it; a number such as #12; an arXiv id or link")
async def paper(interaction: Interaction, title: app_commands.Range[str, 1, 300]) -> None:
    """A paper's card: what it says, who and when, attention, links, where it was seen."""
    await acknowledge(interaction)
    details = await interaction.client.desk.reader.run(get_paper_details, title)
    await answer(interaction, render_paper_card(details))


@paper.autocomplete("title")
async def _complete_title(interaction: Interaction, typed: str) -> Choices:
    return await complete_with_papers(interaction, typed)
