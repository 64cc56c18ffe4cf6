"""Searching the papers, and completing titles."""

from dataclasses import replace

from bot.models import SearchHit, SearchRequest, SearchResults, TitleSuggestion
from bot.searching.query import match_expression, parse_query
from bot.searching.snippets import cut_snippet
from bot.searching.spelling import correct_text
from bot.services.library import Library
from bot.services.ports import IndexHit

# What Discord shows at once while one types.
COMPLETION_LIMIT = 25
NEAR_TITLE_LIMIT = 3


def search_papers(library: Library, request: SearchRequest) -> SearchResults:
    """Rank the papers that hold any of the query's words.

    Words that no paper has are corrected first, and the answer says so.

    Raises:
        EmptyQuery: there is no word in the query.
        IndexUnusable: the index cannot be read.
    """
    parse_query(request.query)
    corrected = correct_text(request.query, library.vocabulary)
    query = parse_query(corrected or request.query)
    total, found = library.index.search(match_expression(query), request)
    return SearchResults(
        request=request,
        corrected_query=corrected,
        total=total,
        hits=tuple(_as_search_hit(hit, rank) for rank, hit in enumerate(found, request.offset + 1)),
        near_titles=() if total else _find_near_titles(library, request, corrected),
    )


def complete_titles(
    library: Library, typed: str, *, limit: int = COMPLETION_LIMIT
) -> list[TitleSuggestion]:
    """Titles that may be meant, best known first; misspelt words are corrected where needed."""
    found = library.completer.complete(typed, limit)
    if not found and (corrected := correct_text(typed, library.vocabulary)):
        found = library.completer.complete(corrected, limit)
    return found


def _as_search_hit(hit: IndexHit, rank: int) -> SearchHit:
    return SearchHit(
        paper=hit.paper,
        rank=rank,
        score=round(hit.score, 4),
        title=hit.title,
        snippet=cut_snippet(hit.abstract),
    )


def _find_near_titles(
    library: Library, request: SearchRequest, corrected: str | None
) -> tuple[str, ...]:
    """What a search without filters finds, or titles that begin like the query."""
    query = corrected or request.query
    anywhere = replace(SearchRequest(query=query), sort=request.sort, limit=NEAR_TITLE_LIMIT)
    _, found = library.index.search(match_expression(parse_query(query)), anywhere)
    if found:
        return tuple(hit.paper.title for hit in found)
    return tuple(each.title for each in library.completer.complete(query[:4], NEAR_TITLE_LIMIT))
