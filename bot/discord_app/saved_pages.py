"""A page of saved papers, and their export, from the index to the reply."""

import json
from collections.abc import Callable, Sequence

from bot.discord_app.desk import Interaction
from bot.discord_app.render.reply import AttachedFile, Reply
from bot.discord_app.render.saved_page import (
    SavedPlace,
    count_pages,
    render_saved_file,
    render_saved_page,
)
from bot.exporting.bibtex import iter_bibtex
from bot.exporting.paper_forms import paper_form
from bot.models import PaperDetails, SavedPaper, SearchRequest
from bot.services.remembering import remember_search
from bot.services.saved_papers import load_saved_details, load_saves, select_saved

_Exported = Sequence[tuple[SavedPaper, PaperDetails]]


async def load_saved_page(
    interaction: Interaction, query: str | None, page: int = 1, *, search_id: int | None = None
) -> Reply:
    """The member's saved papers; a page beyond the last shows the last.

    Args:
        interaction: whose papers are wanted, and where the index is.
        query: what they hold; None for all.
        page: from 1.
        search_id: the number that the query is remembered under, where it is already.

    Raises:
        WrongUse: the query is not understood.
    """
    desk = interaction.client.desk
    saves = await desk.community.run(load_saves, interaction.user.id)
    saved = await desk.reader.run(select_saved, saves, query)
    if query is not None and search_id is None and saved.papers:
        request = SearchRequest(query=query, limit=desk.page_size)
        search_id = await desk.writer.run(remember_search, request)
    page = max(min(page, count_pages(saved, desk.page_size)), 1)
    return render_saved_page(saved, SavedPlace(page, desk.page_size, search_id))


async def load_saved_bibtex(interaction: Interaction, query: str | None) -> Reply:
    """The member's saved papers as a BibTeX file."""
    return await _export(interaction, query, "BibTeX", "saved_papers.bib", _write_bibtex)


async def load_saved_json(interaction: Interaction, query: str | None) -> Reply:
    """The member's saved papers as a JSON file."""
    return await _export(interaction, query, "JSON", "saved_papers.json", _write_json)


async def _export(
    interaction: Interaction,
    query: str | None,
    kind: str,
    name: str,
    write: Callable[[_Exported], str],
) -> Reply:
    desk = interaction.client.desk
    saves = await desk.community.run(load_saves, interaction.user.id)
    exported = await desk.reader.run(load_saved_details, saves, query)
    content = write(exported).encode()
    file = AttachedFile(name, content)
    return render_saved_file(file, len(exported), kind, limit_bytes=interaction.filesize_limit)


def _write_bibtex(exported: _Exported) -> str:
    return "\n".join(iter_bibtex(saved.paper for saved, _ in exported))


def _write_json(exported: _Exported) -> str:
    forms = [
        {**paper_form(details), "saved_at": saved.saved_at.isoformat()}
        for saved, details in exported
    ]
    return json.dumps(forms, ensure_ascii=False, indent=2, default=str) + "\n"
