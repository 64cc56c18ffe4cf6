"""The menu that opens a paper's card."""

from bot.discord_app.conversation import acknowledge, answer
from bot.discord_app.desk import Interaction
from bot.discord_app.render.custom_ids import Press
from bot.discord_app.render.paper_card import render_paper_card
from bot.services.papers import get_paper_details


async def open_paper(interaction: Interaction, press: Press) -> None:
    """Show the chosen paper's card to whoever chose it."""
    await acknowledge(interaction, is_private=True)
    reference = "#" + "".join(press.chosen[:1])
    details = await interaction.client.desk.reader.run(get_paper_details, reference)
    await answer(interaction, render_paper_card(details))
