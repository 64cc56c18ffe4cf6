"""Misspelt words: finding the indexed word that was meant."""

import re

from bot.searching.vocabulary import Vocabulary
from bot.text.words import fold_text

_WORD = re.compile(r"[^\W_]+")
# Words shorter than this have too many neighbours to guess from.
SHORTEST_CORRECTED_CHARS = 4
# Shorter words than this are corrected only where one near word is so many times commoner than
# any other: of simulated slips nine in ten are then undone rightly, without it eight.
_SURE_FROM_CHARS, _CLEARLY_COMMONER = 5, 3
# And only into words of so many papers: a small index lacks too many right words ("fold").
_COMMON_FROM = 10
# From this length on two slips are forgiven, below it one.
TWO_SLIPS_FROM_CHARS = 8


def correct_text(text: str, vocabulary: Vocabulary) -> str | None:
    """The text with words that no paper has replaced by indexed ones; None where nothing changed.

    Numbers, words with digits such as `w4a8kv4` and short ones with capitals such as `VRNN` are
    names: they are left alone.

    >>> correct_text("quantizaton of caches", Vocabulary({"quantization": 9, "caches": 3}))
    'quantization of caches'
    """
    corrected = _WORD.sub(lambda found: _correct_written(found.group(), vocabulary), text)
    return None if corrected == text else corrected


def correct_word(word: str, vocabulary: Vocabulary) -> str | None:
    """The indexed word within one slip (two in long words); ties go to the commoner word.

    A slip is an insertion, a deletion, a substitution or a swap of neighbours (the optimal
    string alignment distance).

    Returns:
        None where the word is indexed, too short, a name with digits, or like no indexed word;
        and where it has four letters and is like none that is common, or like several.
    """
    if word in vocabulary or len(word) < SHORTEST_CORRECTED_CHARS or not word.isalpha():
        return None
    slips = 2 if len(word) >= TWO_SLIPS_FROM_CHARS else 1
    near = vocabulary.find_near(word, slips)
    # "heading" is no slip where "headings" are indexed: stems find those.
    if not near or vocabulary.has_form(word):
        return None
    best, *others = sorted(near, key=lambda found: (near[found], -vocabulary[found], found))
    if len(word) >= _SURE_FROM_CHARS:
        return best
    rival = vocabulary[others[0]] if others else 0
    return best if vocabulary[best] >= max(_COMMON_FROM, _CLEARLY_COMMONER * rival) else None


def _correct_written(written: str, vocabulary: Vocabulary) -> str:
    # A short word with capitals inside is likelier a new acronym than misspelt.
    if len(written) < _SURE_FROM_CHARS and any(sign.isupper() for sign in written[1:]):
        return written
    return correct_word(fold_text(written), vocabulary) or written
