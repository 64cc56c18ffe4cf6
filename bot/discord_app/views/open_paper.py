"""The menu that opens a paper's card."""

from bot.discord_app.conversation import acknowledge, answer
from bot.discord_app.desk import Interaction
from bot.discord_app.paper_cards import load_paper_card
from bot.discord_app.render.custom_ids import Press


async def open_paper(interaction: Interaction, press: Press) -> None:
    """Show the chosen paper's card to whoever chose it."""
    await acknowledge(interaction, is_private=True)
    reference = "#" + "".join(press.chosen[:1])
    await answer(interaction, await load_paper_card(interaction, reference))
