"""A page of search results, from the index to the reply: for the command and its buttons."""

from dataclasses import replace

from bot.discord_app.desk import Desk
from bot.discord_app.render.reply import Reply
from bot.discord_app.render.search_page import PagePlace, render_search_page
from bot.models import Coverage, SearchRequest, SearchResults
from bot.services.coverage import get_coverage
from bot.services.library import Library
from bot.services.remembering import remember_search
from bot.services.search import search_papers


async def load_search_page(
    desk: Desk, request: SearchRequest, page: int = 1, *, search_id: int | None = None
) -> Reply:
    """Search, and render the page; a page beyond the last shows the last.

    Args:
        desk: where the index is.
        request: the search; its limit is the size of a page, its offset does not matter.
        page: from 1.
        search_id: the number that the search is remembered under, where it is already.
    """
    results, coverage = await desk.reader.run(_search, request, page)
    page_count = count_pages(results)
    if search_id is None and page_count > 1:
        search_id = await desk.writer.run(remember_search, replace(request, offset=0))
    literal_id = None
    if results.corrected_query is not None:
        literal = replace(request, is_literal=True, offset=0)
        literal_id = await desk.writer.run(remember_search, literal)
    page = results.request.offset // request.limit + 1
    place = PagePlace(page, page_count, search_id, literal_id)
    return render_search_page(results, coverage, place)


def count_pages(results: SearchResults) -> int:
    """How many pages the whole search has."""
    return -(-results.total // results.request.limit)


def _search(library: Library, request: SearchRequest, page: int) -> tuple[SearchResults, Coverage]:
    """Everything that a page needs, in one visit to the index."""
    results = search_papers(library, _at_page(request, page))
    if not results.hits and results.total:
        results = search_papers(library, _at_page(request, count_pages(results)))
    return results, get_coverage(library)


def _at_page(request: SearchRequest, page: int) -> SearchRequest:
    return replace(request, offset=max(page - 1, 0) * request.limit)
