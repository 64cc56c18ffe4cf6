"""The buttons below saved papers: other pages, and exports."""

from collections.abc import Awaitable, Callable

from bot.discord_app.conversation import (
    acknowledge,
    acknowledge_change,
    answer,
    answer_privately,
)
from bot.discord_app.desk import Interaction
from bot.discord_app.render.custom_ids import Press
from bot.discord_app.render.notices import FORGOTTEN_SEARCH, OLD_COMPONENT, render_notice
from bot.discord_app.render.reply import Reply
from bot.discord_app.saved_pages import load_saved_bibtex, load_saved_json, load_saved_page
from bot.errors import WrongUse
from bot.services.remembering import recall_search


async def turn_saved_page(interaction: Interaction, press: Press) -> None:
    """Show another page in place."""
    match press.numbers():
        case (search_id, page):
            await acknowledge_change(interaction)
            query = await _recall_query(interaction, search_id)
            reply = await load_saved_page(interaction, query, page, search_id=search_id or None)
            await answer(interaction, reply)
        case _:
            await answer_privately(interaction, render_notice(OLD_COMPONENT))


async def export_bibtex(interaction: Interaction, press: Press) -> None:
    """Send the papers of all pages as BibTeX."""
    await _export(interaction, press, load_saved_bibtex)


async def export_json(interaction: Interaction, press: Press) -> None:
    """Send the papers of all pages as JSON."""
    await _export(interaction, press, load_saved_json)


async def _export(
    interaction: Interaction,
    press: Press,
    load: Callable[[Interaction, str | None], Awaitable[Reply]],
) -> None:
    match press.numbers():
        case (search_id,):
            await acknowledge(interaction, is_private=True)
            query = await _recall_query(interaction, search_id)
            await answer(interaction, await load(interaction, query))
        case _:
            await answer_privately(interaction, render_notice(OLD_COMPONENT))


async def _recall_query(interaction: Interaction, search_id: int) -> str | None:
    """The filter remembered under that number; none under 0."""
    if search_id == 0:
        return None
    request = await interaction.client.desk.reader.run(recall_search, search_id)
    if request is None:
        raise WrongUse(FORGOTTEN_SEARCH)
    return request.query
