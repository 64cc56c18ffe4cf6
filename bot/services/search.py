"""Searching the papers, and completing titles."""

from collections.abc import Iterator
from dataclasses import replace

from bot.models import Leg, Paper, SearchHit, SearchRequest, SearchResults, TitleSuggestion
from bot.searching.marking import Marker, marker_of
from bot.searching.query_language import parse_request
from bot.searching.snippets import cut_snippet
from bot.searching.spelling import correct_text
from bot.searching.unfinished import iter_meant
from bot.services.library import Library
from bot.services.retrieval import find_by_words, retrieve
from bot.text.title_key import title_key

# What Discord shows at once while one types.
COMPLETION_LIMIT = 25
NEAR_TITLE_LIMIT = 3
# A title that begins with so many of the query's letters may be meant.
_NEAR_BEGINNING_CHARS = 4


def search_papers(
    library: Library, request: SearchRequest, *, leg: Leg = Leg.FUSED
) -> SearchResults:
    """Rank the papers that hold any of the query's words and all its phrases.

    Papers that hold none of the words, but are close to what the query means, are ranked too.
    Words that no paper has are corrected first, unless the request is literal. Phrases that find
    nothing are corrected too, and if that does not help, searched for as words; the answer says
    so.

    Raises:
        EmptyQuery: there is no word, phrase or filter in the request.
        MalformedQuery: a filter in the query is not understood.
        WrongUse: the period ends before it begins.
        IndexUnusable: the index cannot be read.
    """
    understood = _understand(library, request)
    for searched in _iter_corrected(library, understood):
        found = retrieve(library, searched, leg)
        if found.total:
            break
    papers = library.index.find_papers([paper_id for paper_id, _ in found.scored])
    scores = dict(found.scored)
    marker = marker_of(found.query)
    return SearchResults(
        request=request,
        understood=understood,
        searched=searched,
        total=found.total,
        by_meaning_count=found.by_meaning_count,
        hits=tuple(
            _as_hit(paper, rank, scores[paper.paper_id], marker)
            for rank, paper in enumerate(papers, request.offset + 1)
        ),
        near_titles=()
        if found.total or not searched.wording
        else find_near_titles(library, searched.wording),
    )


def complete_titles(
    library: Library, typed: str, *, limit: int = COMPLETION_LIMIT
) -> list[TitleSuggestion]:
    """Titles that have what is typed, best known first; then those of what may be meant by it."""
    found = dict.fromkeys(library.completer.complete(typed, limit))
    if len(found) < limit:
        for meant in iter_meant(typed, library.vocabulary):
            found |= dict.fromkeys(library.completer.complete(meant, limit))
            if len(found) >= limit:
                break
    return list(found)[:limit]


def find_near_titles(library: Library, query: str) -> tuple[TitleSuggestion, ...]:
    """What to offer where nothing was found: papers with any of the words, else like beginnings."""
    _, found = find_by_words(library, query, NEAR_TITLE_LIMIT)
    if found:
        return tuple(TitleSuggestion(paper.paper_id, paper.title) for paper, _ in found)
    return tuple(library.completer.complete(query[:_NEAR_BEGINNING_CHARS], NEAR_TITLE_LIMIT))


def _understand(library: Library, request: SearchRequest) -> SearchRequest:
    """The request parsed; but a known title, which may hold quotes and dashes, is only words."""
    parsed = parse_request(request)
    typed = " ".join(request.query.split())
    if parsed.query != typed:
        same_title = library.index.find_papers_by_title_key(title_key(typed))
        if any(paper.title == typed for paper in same_title):
            return replace(request, query=typed)
    return parsed


def _iter_corrected(library: Library, request: SearchRequest) -> Iterator[SearchRequest]:
    """The request with its words corrected, then its phrases too, then these taken as words."""
    if request.is_literal or not request.wording:
        yield request
        return
    corrected = replace(
        request,
        query=_correct(library, request.query),
        typed_order=_correct(library, request.typed_order),
    )
    yield corrected
    phrases = tuple(_correct(library, phrase) for phrase in request.phrases)
    if phrases != request.phrases:
        yield replace(corrected, phrases=phrases)
    if phrases:
        yield replace(corrected, query=replace(corrected, phrases=phrases).ranked_by, phrases=())


def _correct(library: Library, text: str) -> str:
    return correct_text(text, library.vocabulary) or text


def _as_hit(paper: Paper, rank: int, score: float, marker: Marker) -> SearchHit:
    return SearchHit(
        paper=paper,
        rank=rank,
        score=round(score, 4),
        title=marker.mark(paper.title),
        snippet=cut_snippet(marker.mark(paper.abstract)),
    )
