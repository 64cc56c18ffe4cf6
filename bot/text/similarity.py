"""Similarity: how much two texts of a small set are about the same thing."""

from collections import Counter
from collections.abc import Sequence
from math import log, sqrt

from bot.text.words import content_words, stem

WordWeights = dict[str, float]


def weigh_words(texts: Sequence[str]) -> list[WordWeights]:
    """For each text, its words weighted by how telling they are within the set (tf-idf).

    The weights of a text form a vector of length 1, or are empty. Words that stand in only one
    text count too: they keep texts apart.

    >>> first, second, third = weigh_words(["small cache", "cache for keys", "robot arms"])
    >>> cosine(first, second) > cosine(first, third) == 0.0
    True
    """
    counts = [Counter(stem(word) for word in content_words(text)) for text in texts]
    in_how_many = Counter(word for words in counts for word in words)
    return [_unit_length(words, in_how_many, len(texts)) for words in counts]


def cosine(one: WordWeights, other: WordWeights) -> float:
    """From 0 (no word shared) to 1 (the same words in the same measure)."""
    if len(one) > len(other):
        one, other = other, one
    return sum(weight * other[word] for word, weight in one.items() if word in other)


def _unit_length(words: Counter[str], in_how_many: Counter[str], text_count: int) -> WordWeights:
    weights = {
        word: (1 + log(count)) * log(1 + text_count / in_how_many[word])
        for word, count in words.items()
    }
    length = sqrt(sum(weight * weight for weight in weights.values()))
    return {word: weight / length for word, weight in weights.items()} if length else {}
