"""Retrieving: which papers fit a query that is understood and corrected, and how well."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from bot.models import Leg, Paper, SearchRequest, SortOrder
from bot.searching.fusion import Scored, fuse_scores
from bot.searching.query import TermQuery, term_query
from bot.services.library import Library
from bot.services.meaning import Meaning

# So many of the best by their words are ranked by meaning, too; those behind them keep the order
# of their words. 100 to 300 ranked alike on public test sets.
POOL_SIZE: Final = 200
# So many of the closest are looked at for papers that hold none of the words, and they are taken
# from this cosine on: texts of another field reach it hardly ever.
NEIGHBOUR_LIMIT: Final = 100
CLOSE_FROM: Final = 0.5


@dataclass(frozen=True, slots=True)
class Retrieved:
    """The papers of one page, and how many there are."""

    query: TermQuery
    total: int  # papers that match by words or by meaning, and fulfil the filters
    by_meaning_count: int  # of these, how many hold none of the words
    scored: Sequence[Scored]  # best first; scores compare within one answer only
    lexical: Mapping[int, float] = field(default_factory=dict)  # of the best by words
    cosines: Mapping[int, float] = field(default_factory=dict)  # of those that were fused


def retrieve(
    library: Library,
    request: SearchRequest,
    leg: Leg = Leg.FUSED,
    *,
    without: Collection[int] = (),
) -> Retrieved:
    """The page of papers that a request asks for.

    Sorted by relevance they are ranked by words and meaning together, where the library has
    vectors; in another order, words alone decide what is found.

    Args:
        library: the index.
        request: what is asked for.
        leg: what the ranking goes by.
        without: papers that are ranked, counted and compared with as little as if they were not
            indexed; few. Only where words and meaning are ranked together, or words by relevance.
    """
    query = term_query(request, library.vocabulary)
    by_relevance = request.wording and request.sort is SortOrder.RELEVANCE
    meaning = library.meaning if by_relevance and leg is not Leg.WORDS else None
    if leg is Leg.MEANING:
        return _retrieve_by_meaning(library, meaning, request, query)
    if meaning is None:
        total, scored = library.terms.search(
            query, request, limit=request.limit + len(without), offset=request.offset
        )
        scored = [each for each in scored if each[0] not in without][: request.limit]
        return Retrieved(query, total, 0, scored, dict(scored))
    return _retrieve_fused(library, meaning, request, query, without)


def find_by_words(library: Library, text: str, limit: int) -> tuple[int, list[tuple[Paper, float]]]:
    """How many papers hold any word of the text, and the best by these alone, with scores."""
    request = SearchRequest(query=text, limit=limit)
    query = term_query(request, library.vocabulary)
    if not (query.words or query.pairs):
        return 0, []
    total, scored = library.terms.search(query, request, limit=limit)
    scores = dict(scored)
    papers = library.index.find_papers(list(scores))
    return total, [(paper, scores[paper.paper_id]) for paper in papers]


def _retrieve_fused(
    library: Library,
    meaning: Meaning,
    request: SearchRequest,
    query: TermQuery,
    without: Collection[int],
) -> Retrieved:
    end = request.offset + request.limit
    limit = max(POOL_SIZE, end) + len(without)
    total, lexical = library.terms.search(query, request, limit=limit)
    lexical = [each for each in lexical if each[0] not in without]
    pool, behind = dict(lexical[:POOL_SIZE]), lexical[POOL_SIZE:]
    similarities = meaning.compare(request.ranked_by)
    close = [
        paper_id
        for paper_id, _ in similarities.nearest(NEIGHBOUR_LIMIT, at_least=CLOSE_FROM)
        if paper_id not in pool and paper_id not in without
    ]
    close, wordless_count = _admit(library, close, query, request)
    ranked_ids = [*pool, *close]
    cosines = zip(ranked_ids, similarities.of(ranked_ids), strict=True)
    known_cosines = {paper_id: cosine for paper_id, cosine in cosines if cosine is not None}
    ranked = fuse_scores(pool, known_cosines, meaning_share=meaning.share)
    # Scores of fused and of lexical rankings do not compare: what is behind comes last.
    already = set(close)
    rest = [(paper_id, 0.0) for paper_id, _ in behind if paper_id not in already]
    page = [*ranked, *rest][request.offset : end]
    return Retrieved(query, total + wordless_count, wordless_count, page, pool, known_cosines)


def _retrieve_by_meaning(
    library: Library, meaning: Meaning | None, request: SearchRequest, query: TermQuery
) -> Retrieved:
    """What comes out with the words left out of account: for measuring."""
    if meaning is None:
        return Retrieved(query, 0, 0, [])
    end = request.offset + request.limit
    nearest = meaning.compare(request.ranked_by).nearest(max(POOL_SIZE, end))
    admitted, wordless_count = _admit(library, [each for each, _ in nearest], query, request)
    cosines = dict(nearest)
    page = [(each, cosines[each]) for each in admitted][request.offset : end]
    return Retrieved(query, len(admitted), wordless_count, page)


def _admit(
    library: Library, close: Sequence[int], query: TermQuery, request: SearchRequest
) -> tuple[list[int], int]:
    """Those that the request does not rule out; and how many of them hold none of its words."""
    if not close:
        return [], 0
    demands = replace(query, words={}, pairs={})
    admitted = library.terms.keep_matching(close, demands, request)
    with_words = library.terms.keep_matching(sorted(admitted), query, request)
    return [each for each in close if each in admitted], len(admitted) - len(with_words)
