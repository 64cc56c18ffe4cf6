"""The buttons that turn the pages of a search."""

from bot.discord_app.conversation import (
    acknowledge,
    acknowledge_change,
    answer,
    answer_privately,
)
from bot.discord_app.desk import Interaction
from bot.discord_app.render.custom_ids import Press
from bot.discord_app.render.notices import FORGOTTEN_SEARCH, OLD_COMPONENT, render_notice
from bot.discord_app.search_pages import load_search_page
from bot.services.remembering import recall_search


async def turn_search_page(interaction: Interaction, press: Press) -> None:
    """Show another page in place; somebody else's search is turned in a copy of one's own."""
    match press.numbers():
        case (search_id, page):
            pass
        case _:
            await answer_privately(interaction, render_notice(OLD_COMPONENT))
            return
    if is_own(interaction):
        await acknowledge_change(interaction)
    else:
        await acknowledge(interaction, is_private=True)
    desk = interaction.client.desk
    request = await desk.reader.run(recall_search, search_id)
    if request is None:
        await answer_privately(interaction, render_notice(FORGOTTEN_SEARCH))
        return
    await answer(interaction, await load_search_page(desk, request, page, search_id=search_id))


def is_own(interaction: Interaction) -> bool:
    """Whether who presses is who asked; on a message of unknown origin everybody may turn."""
    message = interaction.message
    asked = message.interaction_metadata if message is not None else None
    return asked is None or asked.user.id == interaction.user.id
