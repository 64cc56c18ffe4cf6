"""Variants: other ways in which papers may write the words of a query, by exact rules only.

A correction replaces a word that no paper has; a variant is searched for beside the word.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from bot.text.words import STOP_WORDS, fold_text, fold_word_parts, iter_words


@dataclass(frozen=True, slots=True)
class Variants:
    """Other spellings of a text's words."""

    joined: tuple[str, ...] = ()  # two words written as one: kvcache for kv cache
    parted: tuple[tuple[str, str], ...] = ()  # one word written as two: kv cache for kvcache


def find_variants(text: str, vocabulary: Mapping[str, int]) -> Variants:
    """The words of a text written as one; and those written as two, where both are indexed.

    Args:
        text: the words.
        vocabulary: each indexed word with the number of papers that have it.

    >>> find_variants("kv cache", {}).joined
    ('kvcache',)
    >>> find_variants("KVcache", {"kv": 4, "cache": 9}).parted
    (('kv', 'cache'),)
    """
    folded = fold_text(text)
    words = [word for word in dict.fromkeys(fold_word_parts(folded)) if word not in STOP_WORDS]
    parted = [halves for word in words if (halves := split_word(word, vocabulary))]
    return Variants(tuple(dict.fromkeys(_iter_joined(folded))), tuple(parted))


def split_word(word: str, vocabulary: Mapping[str, int]) -> tuple[str, str] | None:
    """The two indexed words that the word is made of, each at least as common as the whole.

    >>> split_word("kvcache", {"kv": 4, "cache": 9, "kvcache": 1})
    ('kv', 'cache')
    """
    whole = max(1, vocabulary.get(word, 0))
    halves = [(word[:cut], word[cut:]) for cut in range(2, len(word))]
    known = [
        (min(vocabulary.get(left, 0), vocabulary.get(right, 0)), (left, right))
        for left, right in halves
        if len(right) > 1 or right.isdecimal()
    ]
    count, best = max(known, default=(0, None))
    return best if count >= whole else None


def _iter_joined(folded: str) -> Iterator[str]:
    """Words with nothing but a space or a hyphen between them, written as one.

    Numbers side by side are not joined (2:4 is no 24), nor are stop words.
    """
    for word in iter_words(folded):
        parts = word.split("-")
        if len(parts) > 1 and _are_joinable(*parts):
            yield "".join(parts)
    for left, right in pairwise(folded.split()):
        right_word = right.rstrip(".,;:!?")
        if _are_joinable(left, right_word):
            yield left + right_word


def _are_joinable(*parts: str) -> bool:
    return (
        all(part.isalnum() for part in parts)
        and not all(part.isdecimal() for part in parts)
        and STOP_WORDS.isdisjoint(parts)
    )
