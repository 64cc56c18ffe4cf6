"""`/paper`: one paper's card."""

from discord import app_commands

from bot.discord_app.commands.completion import Choices, complete_with_papers
from bot.discord_app.conversation import acknowledge, answer
from bot.discord_app.desk import Interaction
from bot.discord_app.paper_cards import load_paper_card


@app_commands.command()
@app_commands.describe(title="A title, or a part of it; a number such as #12; an arXiv id or link")
async def paper(interaction: Interaction, title: app_commands.Range[str, 1, 300]) -> None:
    """A paper's card: what it says, who and when, attention, links, where it was seen."""
    await acknowledge(interaction)
    await answer(interaction, await load_paper_card(interaction, title))


@paper.autocomplete("title")
async def _complete_title(interaction: Interaction, typed: str) -> Choices:
    return await complete_with_papers(interaction, typed)
