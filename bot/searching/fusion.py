"""Fusion: one ranking out of how well papers fit a query's words and how close they are to it.

Both scores are divided by the best one of their kind, and summed with weights. On public test
sets that ranked a little better than bringing the worst to 0, and both better than fusing ranks
(reciprocal rank fusion).
"""

from collections.abc import Mapping, Sequence

Scored = tuple[int, float]  # a paper's number; a score, higher is better


def fuse_scores(
    lexical: Mapping[int, float], cosines: Mapping[int, float], *, meaning_share: float
) -> list[Scored]:
    """Rank all papers that have either score, the best first; equals by their numbers.

    Args:
        lexical: the scores of papers that hold words of the query, above 0.
        cosines: from -1 to 1; below 0, and unknown, counts as 0.
        meaning_share: what the cosines count of the sum, from 0 to 1.

    >>> fuse_scores({1: 8.0, 2: 4.0}, {1: 0.2, 2: 0.5, 3: 0.5}, meaning_share=0.5)
    [(2, 0.75), (1, 0.7), (3, 0.5)]
    """
    best_lexical = max(lexical.values(), default=0.0) or 1.0
    best_cosine = max(cosines.values(), default=0.0)

    def score(paper_id: int) -> float:
        words = lexical.get(paper_id, 0.0) / best_lexical
        cosine = max(cosines.get(paper_id, 0.0), 0.0)
        meaning = cosine / best_cosine if best_cosine > 0 else 0.0
        return (1 - meaning_share) * words + meaning_share * meaning

    ranked = [(paper_id, score(paper_id)) for paper_id in {**lexical, **cosines}]
    return sort_scored(ranked)


def sort_scored(scored: Sequence[Scored]) -> list[Scored]:
    """The best first; equals by their numbers."""
    return sorted(scored, key=lambda each: (-each[1], each[0]))
