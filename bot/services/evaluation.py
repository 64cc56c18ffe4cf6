"""Evaluating the search on a test set."""

from collections.abc import Iterable

from bot.errors import EmptyQuery, MalformedQuery
from bot.models import Leg, SearchRequest
from bot.searching.evaluation import RECALL_DEPTH, Qrels, Quality, measure_quality
from bot.services.library import Library
from bot.services.search import search_papers


def evaluate_search(
    library: Library,
    queries: Iterable[tuple[str, str]],
    qrels: Qrels,
    *,
    leg: Leg = Leg.FUSED,
) -> Quality:
    """Search for every query that has judgments, and measure the rankings.

    Args:
        library: the test set's documents, their ids as external ids.
        queries: ids and texts.
        qrels: the judgments.
        leg: what the search goes by.
    """
    rankings = {
        query_id: _rank(library, text, leg) for query_id, text in queries if query_id in qrels
    }
    return measure_quality(rankings, qrels)


def _rank(library: Library, text: str, leg: Leg) -> list[str]:
    """The external ids of the best hits; none for a query that cannot be asked."""
    try:
        results = search_papers(library, SearchRequest(query=text, limit=RECALL_DEPTH), leg=leg)
    except (EmptyQuery, MalformedQuery):
        return []
    return [hit.paper.external_id or "" for hit in results.hits]
