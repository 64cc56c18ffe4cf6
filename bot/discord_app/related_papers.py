"""Papers like one paper or text, from the index to the reply: for commands and buttons."""

from bot.discord_app.desk import Desk
from bot.discord_app.render.related_page import render_related
from bot.discord_app.render.reply import Reply
from bot.models import RelatedPapers
from bot.services.library import Library
from bot.services.papers import find_paper
from bot.services.related import find_papers_like, find_related


async def load_related_page(desk: Desk, reference: str) -> Reply:
    """The papers like the one that is meant.

    Raises:
        PaperNotFound: none fits the reference; the error names the nearest titles.
    """
    return render_related(await desk.reader.run(_find_by_reference, reference, desk.page_size))


async def load_page_like_text(desk: Desk, text: str) -> Reply:
    """The papers like a text.

    Raises:
        EmptyQuery: the text holds no word.
    """
    found = await desk.reader.run(find_papers_like, text, limit=desk.page_size)
    return render_related(found)


def _find_by_reference(library: Library, reference: str, limit: int) -> RelatedPapers:
    return find_related(library, find_paper(library, reference), limit=limit)
