"""Evaluating the search on a test set."""

from collections.abc import Iterable

from bot.errors import EmptyQuery, MalformedQuery
from bot.models import SearchRequest
from bot.searching.evaluation import RECALL_DEPTH, Qrels, Quality, measure_quality
from bot.services.library import Library
from bot.services.search import search_papers


def evaluate_search(library: Library, queries: Iterable[tuple[str, str]], qrels: Qrels) -> Quality:
    """Search for every query that has judgments, and measure the rankings.

    Args:
        library: the test set's documents, their ids as external ids.
        queries: ids and texts.
        qrels: the judgments.
    """
    rankings = {query_id: _rank(library, text) for query_id, text in queries if query_id in qrels}
    return measure_quality(rankings, qrels)


def _rank(library: Library, text: str) -> list[str]:
    """The external ids of the best hits; none for a query that cannot be asked."""
    try:
        results = search_papers(library, SearchRequest(query=text, limit=RECALL_DEPTH))
    except (EmptyQuery, MalformedQuery):
        return []
    return [hit.paper.external_id or "" for hit in results.hits]
