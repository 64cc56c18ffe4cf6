"""Variants: other ways in which papers may write the words of a query, by exact rules only.

A correction replaces a word that no paper has; a variant is searched for beside the word.
"""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from bot.searching.query import QUERY_WORD_LIMIT
from bot.text.words import STOP_WORDS, iter_word_parts, iter_words


def find_variants(
    text: str, vocabulary: Mapping[str, int], unfolded: Mapping[str, Sequence[str]]
) -> tuple[str, ...]:
    """What to search for besides the words of a text, no more than a query has words.

    Args:
        text: the words.
        vocabulary: each indexed word with the number of papers that have it.
        unfolded: what `find_unfolded` gives for that vocabulary.

    >>> find_variants("kv cache", {}, {}), find_variants("KVcache", {"kv": 4, "cache": 9}, {})
    (('kvcache',), ('kv cache',))
    >>> find_variants("UFO3", {"ufo³": 1}, find_unfolded({"ufo³": 1}))
    ('ufo³',)
    """
    variants = list(_iter_joined(text))
    for word in iter_word_parts(text):
        if word in STOP_WORDS:
            continue
        folded = fold_word(word)
        variants += [folded] if folded != word else []
        variants += unfolded.get(folded, ())
        if halves := split_word(word, vocabulary):
            variants.append(halves)
    return tuple(dict.fromkeys(variants))[:QUERY_WORD_LIMIT]


def find_unfolded(vocabulary: Mapping[str, int]) -> dict[str, list[str]]:
    """The words written with compatibility characters (³, ₈, ﬁ), by how they are typed."""
    unfolded: dict[str, list[str]] = {}
    for word in vocabulary:
        if not word.isascii() and (folded := fold_word(word)) != word:
            unfolded.setdefault(folded, []).append(word)
    return unfolded


def fold_word(word: str) -> str:
    """The word with compatibility characters made plain.

    >>> fold_word("UFO³"), fold_word("E₈")
    ('ufo3', 'e8')
    """
    return unicodedata.normalize("NFKC", word).casefold()


def split_word(word: str, vocabulary: Mapping[str, int]) -> str | None:
    """The two indexed words that the word is made of, each at least as common as the whole.

    >>> split_word("kvcache", {"kv": 4, "cache": 9, "kvcache": 1})
    'kv cache'
    """
    whole = max(1, vocabulary.get(word, 0))
    halves = [(word[:cut], word[cut:]) for cut in range(2, len(word))]
    known = [
        (min(vocabulary.get(left, 0), vocabulary.get(right, 0)), f"{left} {right}")
        for left, right in halves
        if len(right) > 1 or right.isdecimal()
    ]
    count, best = max(known, default=(0, ""))
    return best if count >= whole else None


def _iter_joined(text: str) -> Iterator[str]:
    """Words with nothing but a space or a hyphen between them, written as one.

    Numbers side by side are not joined (2:4 is no 24), nor are stop words.
    """
    for word in iter_words(text):
        parts = word.split("-")
        if len(parts) > 1 and _are_joinable(*parts):
            yield "".join(parts)
    for left, right in pairwise(text.casefold().split()):
        right_word = right.rstrip(".,;:!?")
        if _are_joinable(left, right_word):
            yield left + right_word


def _are_joinable(*parts: str) -> bool:
    return (
        all(part.isalnum() for part in parts)
        and not all(part.isdecimal() for part in parts)
        and STOP_WORDS.isdisjoint(parts)
    )
