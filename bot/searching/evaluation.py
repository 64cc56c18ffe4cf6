"""Evaluation: how good a ranking is, by human judgments (qrels).

The measures are those of trec_eval: a document without judgment counts as not relevant, and the
gain of a document is its grade.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log2

Qrels = Mapping[str, Mapping[str, int]]  # query id → document id → grade, 0 for not relevant
Rankings = Mapping[str, Sequence[str]]  # query id → document ids, best first

NDCG_DEPTH = 10
RECALL_DEPTH = 100
MRR_DEPTH = 10


@dataclass(frozen=True, slots=True)
class Quality:
    """Means over the queries that have a relevant document; each from 0 to 1, higher is better."""

    query_count: int
    ndcg_at_10: float
    recall_at_100: float
    mrr: float  # over the whole ranking
    mrr_at_10: float


def measure_quality(rankings: Rankings, qrels: Qrels) -> Quality:
    """The quality of the rankings; a query that has none counts as answered with nothing.

    >>> measure_quality({"q": ["b", "a"]}, {"q": {"a": 1}})
    Quality(query_count=1, ndcg_at_10=0.6309..., recall_at_100=1.0, mrr=0.5, mrr_at_10=0.5)
    """
    judged = {query: grades for query, grades in qrels.items() if any(grades.values())}
    pairs = [(rankings.get(query, ()), grades) for query, grades in judged.items()]
    return Quality(
        query_count=len(pairs),
        ndcg_at_10=_mean([ndcg_at_10(ranking, grades) for ranking, grades in pairs]),
        recall_at_100=_mean([recall_at_100(ranking, grades) for ranking, grades in pairs]),
        mrr=_mean([reciprocal_rank(ranking, grades) for ranking, grades in pairs]),
        mrr_at_10=_mean(
            [reciprocal_rank(ranking[:MRR_DEPTH], grades) for ranking, grades in pairs]
        ),
    )


def ndcg_at_10(ranking: Sequence[str], grades: Mapping[str, int]) -> float:
    """The discounted gain of the first ten, as a share of the best possible."""
    best = _discounted_gain(sorted(grades.values(), reverse=True))
    return _discounted_gain([grades.get(document, 0) for document in ranking]) / best


def recall_at_100(ranking: Sequence[str], grades: Mapping[str, int]) -> float:
    """The share of the relevant documents that are among the first hundred."""
    relevant = {document for document, grade in grades.items() if grade > 0}
    return len(relevant.intersection(ranking[:RECALL_DEPTH])) / len(relevant)


def reciprocal_rank(ranking: Sequence[str], grades: Mapping[str, int]) -> float:
    """1 divided by the rank of the first relevant document; 0 where there is none."""
    return next(
        (1 / rank for rank, document in enumerate(ranking, 1) if grades.get(document, 0) > 0), 0.0
    )


def _discounted_gain(grades: Sequence[int]) -> float:
    return sum(grade / log2(place + 2) for place, grade in enumerate(grades[:NDCG_DEPTH]))


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
