"""Mutual likeness: how much more alike two papers of a set are than papers of it usually are."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from bot.text.similarity import WordWeights

Matrix = npt.NDArray[np.float32]


def compare_words(weights: Sequence[WordWeights]) -> Matrix:
    """The cosine of every two texts, whose weights are those of `bot.text.similarity`.

    >>> compare_words([{"a": 1.0}, {"a": 0.6, "b": 0.8}]).round(1).tolist()
    [[1.0, 0.6000000238418579], [0.6000000238418579, 1.0]]
    """
    columns: dict[str, int] = {}
    for words in weights:
        for word in words:
            columns.setdefault(word, len(columns))
    table = np.zeros((len(weights), len(columns)), np.float32)
    for row, words in enumerate(weights):
        table[row, [columns[word] for word in words]] = list(words.values())
    return np.asarray(table @ table.T, np.float32)


def blend(matrices: Sequence[Matrix]) -> Matrix:
    """One measure out of several: 0 is usual for the set, 1 a standard deviation above that.

    What one matrix does not know (NaN) counts as usual. A paper is no measure of itself: 0.
    """
    size = len(matrices[0])
    outside = ~np.eye(size, dtype=bool)
    blended = np.zeros((size, size), np.float32)
    for matrix in matrices:
        known = matrix[outside & ~np.isnan(matrix)]
        if known.size > 1 and (spread := float(known.std())) > 0:
            blended += np.nan_to_num((matrix - float(known.mean())) / spread, nan=0.0)
    blended *= outside
    return np.asarray(blended / len(matrices), np.float32)


def link(likeness: Matrix, places: Sequence[int], at_least: float) -> list[list[int]]:
    """Groups of those papers that are alike: average linkage, as far as the likeness reaches.

    Args:
        likeness: of every two papers.
        places: the rows of the papers to group; each is in one group, perhaps alone.
        at_least: two groups whose papers are less alike on average stay apart.

    >>> alike = np.array([[0, 2, -1], [2, 0, -1], [-1, -1, 0]], np.float32)
    >>> link(alike, [0, 1, 2], at_least=1.0)
    [[0, 1], [2]]
    """
    groups = [[place] for place in places]
    between = likeness[np.ix_(places, places)].astype(np.float64)
    np.fill_diagonal(between, -np.inf)
    while len(groups) > 1:
        one, other = sorted(divmod(int(between.argmax()), len(groups)))
        if between[one, other] < at_least:
            break
        sizes = len(groups[one]), len(groups[other])
        merged = np.average(between[[one, other]], axis=0, weights=sizes)
        between[one, :] = between[:, one] = merged
        between[one, one] = -np.inf
        between = np.delete(np.delete(between, other, axis=0), other, axis=1)
        groups[one] += groups.pop(other)
    return [sorted(group) for group in groups]
