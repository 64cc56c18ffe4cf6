"""Searching the papers, and completing titles."""

from bot.errors import WrongUse
from bot.models import SearchHit, SearchRequest, SearchResults, TitleSuggestion
from bot.searching.query import match_expression, parse_query
from bot.searching.snippets import cut_snippet
from bot.searching.spelling import correct_text
from bot.services.library import Library
from bot.services.ports import IndexHit

# What Discord shows at once while one types.
COMPLETION_LIMIT = 25
NEAR_TITLE_LIMIT = 3
# A title that begins with so many of the query's letters may be meant.
_NEAR_BEGINNING_CHARS = 4


def search_papers(library: Library, request: SearchRequest) -> SearchResults:
    """Rank the papers that hold any of the query's words.

    Words that no paper has are corrected first, and the answer says so.

    Raises:
        EmptyQuery: there is no word in the query.
        WrongUse: the period ends before it begins.
        IndexUnusable: the index cannot be read.
    """
    parse_query(request.query)
    if request.since and request.until and request.since > request.until:
        raise WrongUse(
            f"Nothing is published both since {request.since} and until {request.until}; "
            "swap the two."
        )
    corrected = correct_text(request.query, library.vocabulary)
    query = parse_query(corrected or request.query)
    total, found = library.index.search(match_expression(query), request)
    return SearchResults(
        request=request,
        corrected_query=corrected,
        total=total,
        hits=tuple(_as_search_hit(hit, rank) for rank, hit in enumerate(found, request.offset + 1)),
        near_titles=() if total else find_near_titles(library, corrected or request.query),
    )


def complete_titles(
    library: Library, typed: str, *, limit: int = COMPLETION_LIMIT
) -> list[TitleSuggestion]:
    """Titles that may be meant, best known first; misspelt words are corrected where needed."""
    found = library.completer.complete(typed, limit)
    if not found and (corrected := correct_text(typed, library.vocabulary)):
        found = library.completer.complete(corrected, limit)
    return found


def find_near_titles(library: Library, query: str) -> tuple[TitleSuggestion, ...]:
    """What to offer where nothing was found: papers with any of the words, else like beginnings."""
    request = SearchRequest(query=query, limit=NEAR_TITLE_LIMIT)
    _, found = library.index.search(match_expression(parse_query(query)), request)
    if found:
        return tuple(TitleSuggestion(hit.paper.paper_id, hit.paper.title) for hit in found)
    return tuple(library.completer.complete(query[:_NEAR_BEGINNING_CHARS], NEAR_TITLE_LIMIT))


def _as_search_hit(hit: IndexHit, rank: int) -> SearchHit:
    return SearchHit(
        paper=hit.paper,
        rank=rank,
        score=round(hit.score, 4),
        title=hit.title,
        snippet=cut_snippet(hit.abstract),
    )
