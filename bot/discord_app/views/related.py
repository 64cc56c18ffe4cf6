"""The button that shows papers like the one on a card."""

from bot.discord_app.conversation import acknowledge, answer, answer_privately
from bot.discord_app.desk import Interaction
from bot.discord_app.related_papers import load_related_page
from bot.discord_app.render.custom_ids import Press
from bot.discord_app.render.notices import OLD_COMPONENT, render_notice


async def show_related(interaction: Interaction, press: Press) -> None:
    """Show the papers to whoever pressed; to show them to everybody there is the command."""
    match press.numbers():
        case (paper_id,):
            await acknowledge(interaction, is_private=True)
            desk = interaction.client.desk
            await answer(interaction, await load_related_page(desk, f"#{paper_id}"))
        case _:
            await answer_privately(interaction, render_notice(OLD_COMPONENT))
