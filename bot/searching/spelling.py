"""Misspelt words: finding the indexed word that was meant."""

import re
import unicodedata
from collections.abc import Mapping

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.text.words import iter_word_parts, stem

# Words shorter than this have too many neighbours to guess from: "tips" would become "tops".
SHORTEST_CORRECTED_CHARS = 5
# From this length on two slips are forgiven, below it one.
TWO_SLIPS_FROM_CHARS = 8


def correct_text(text: str, vocabulary: Mapping[str, int]) -> str | None:
    """The text with words that no paper has replaced by indexed ones; None where nothing changed.

    Numbers, and words with digits such as `w4a8kv4`, are names: they are left alone.

    >>> correct_text("quantizaton of kv caches", {"quantization": 9, "kv": 4, "caches": 3})
    'quantization of kv caches'
    """
    corrected = text
    for word in dict.fromkeys(iter_word_parts(text)):
        meant = correct_word(word, vocabulary)
        if meant is not None:
            corrected = _replace_word(corrected, word, meant)
    return None if corrected == text else corrected


def correct_word(word: str, vocabulary: Mapping[str, int]) -> str | None:
    """The indexed word within one slip (two in long words); ties go to the commoner word.

    A slip is an insertion, a deletion, a substitution or a swap of neighbours (the optimal
    string alignment distance).

    Returns:
        None where the word is indexed, too short, a name with digits, or like no indexed word.
    """
    if word in vocabulary or len(word) < SHORTEST_CORRECTED_CHARS or not word.isalpha():
        return None
    slips = 2 if len(word) >= TWO_SLIPS_FROM_CHARS else 1
    near = process.extract(
        word,
        vocabulary.keys(),
        scorer=OSA.distance,
        score_cutoff=slips,
        limit=None,
    )
    # "heading" is no slip where "headings" are indexed: the full-text index finds those.
    if not near or _is_form_of_indexed(word, vocabulary):
        return None
    best, _, _ = min(near, key=lambda found: (found[1], -vocabulary[found[0]], found[0]))
    return best


def _is_form_of_indexed(word: str, vocabulary: Mapping[str, int]) -> bool:
    """Whether an indexed word differs only in its ending or its accents."""
    beginning, form = _plain(word)[:3], stem(_plain(word))
    return any(
        known[:1] == word[:1]
        and _plain(known).startswith(beginning)
        and stem(_plain(known)) == form
        for known in vocabulary
    )


def _plain(word: str) -> str:
    """The word without accents."""
    decomposed = unicodedata.normalize("NFKD", word)
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


def _replace_word(text: str, word: str, replacement: str) -> str:
    """Replace the word wherever it stands whole, whatever its case."""
    whole_word = rf"(?<![^\W_]){re.escape(word)}(?![^\W_])"
    return re.sub(whole_word, replacement, text, flags=re.IGNORECASE)
