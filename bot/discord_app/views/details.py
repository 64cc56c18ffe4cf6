"""The button that shows what is known of a paper."""

from bot.discord_app.conversation import answer
from bot.discord_app.desk import Interaction
from bot.discord_app.paper_cards import load_paper_card
from bot.discord_app.render.custom_ids import Press
from bot.discord_app.render.pick_answers import render_details_menu
from bot.discord_app.views.offered import take_up_pick


async def show_details(interaction: Interaction, press: Press) -> None:
    """Show the card of the paper to whoever pressed, or ask which of several is meant."""
    if (pick := await take_up_pick(interaction, press)) is None:
        return
    offered, is_single = pick
    if is_single:
        [paper] = offered.values()
        await answer(interaction, await load_paper_card(interaction, f"#{paper.paper_id}"))
    else:
        await answer(interaction, render_details_menu(offered))
