"""Unfinished texts: what somebody who is still typing may mean, where it is misspelt."""

from collections.abc import Iterator
from string import ascii_lowercase

from bot.searching.spelling import TWO_SLIPS_FROM_CHARS, correct_word
from bot.searching.variants import split_word
from bot.searching.vocabulary import Vocabulary
from bot.text.words import fold_word_parts, stem

# Beyond this many words a text was pasted, not typed.
_TYPED_WORD_LIMIT = 24
# No indexed word that could be meant is longer, and every letter has half a hundred slips.
_LONGEST_TYPED_CHARS = 40
# Shorter beginnings of words have too many neighbours. One that some paper has is doubted only
# from the second length on, and only where a near one is so many times commoner.
_SHORTEST_CORRECTED_CHARS, _SHORTEST_DOUBTED_CHARS, _FAR_COMMONER = 4, 6, 10
_BEGINNING_LIMIT = 6


def iter_meant(typed: str, vocabulary: Vocabulary) -> Iterator[str]:
    """Texts that may be meant instead of the one being typed, the likeliest first.

    Finished words are corrected as anywhere. The last one may go on, so it is corrected as the
    beginning of a word, too. Neighbours may also be written as one word, one word as two, and
    the last word in another form.

    >>> words = Vocabulary({"attention": 90, "flashattention": 3, "kv": 9, "cache": 9})
    >>> [next(iter_meant(typed, words)) for typed in ("atention m", "attem", "flash at", "kvcache")]
    ['attention m', 'atte', 'flashat', 'kv cache']
    """
    words = fold_word_parts(typed)
    if not words or len(words) > _TYPED_WORD_LIMIT:
        return
    if max(map(len, words)) > _LONGEST_TYPED_CHARS:
        return
    is_finished = not typed[-1].isalnum()
    head = [correct_word(word, vocabulary) or word for word in words[:-1]]
    last = words[-1]
    endings: list[str | None] = [last]
    if not is_finished:
        endings += find_near_beginnings(last, vocabulary)
    # Single slips are found among the beginnings.
    if is_finished or len(last) >= TWO_SLIPS_FROM_CHARS:
        endings.append(correct_word(last, vocabulary))
    for ending in endings:
        if ending is not None and [*head, ending] != words:
            yield " ".join([*head, ending])
    yield from _iter_divided([*head, last], vocabulary)
    if _SHORTEST_CORRECTED_CHARS <= len(form := stem(last)) < len(last):
        yield " ".join([*head, form])


def find_near_beginnings(beginning: str, vocabulary: Vocabulary) -> list[str]:
    """Beginnings of indexed words within one slip of a word's beginning, of commoner words first.

    >>> find_near_beginnings("quantisz", Vocabulary({"quantization": 9, "quartz": 2}))
    ['quantiz']
    """
    if len(beginning) < _SHORTEST_CORRECTED_CHARS or not beginning.isalpha():
        return []
    own_count = vocabulary.count_beginning(beginning)
    if own_count and len(beginning) < _SHORTEST_DOUBTED_CHARS:
        return []
    counts = {near: vocabulary.count_beginning(near) for near in _iter_slips(beginning)}
    if not own_count:
        counts[beginning[:-1]] = vocabulary.count_beginning(beginning[:-1])
    wanted = max(1, own_count * _FAR_COMMONER)
    commonest = sorted(counts, key=lambda near: (-counts[near], -len(near), near))
    return [near for near in commonest[:_BEGINNING_LIMIT] if counts[near] >= wanted]


def _iter_slips(beginning: str) -> Iterator[str]:
    """The texts that are one slip away, but for those that only make the last letter another."""
    for place in range(len(beginning)):
        head, tail = beginning[:place], beginning[place:]
        yield from (head + letter + tail for letter in ascii_lowercase)
        if len(tail) > 1:
            yield head + tail[1:]
            yield head + tail[1] + tail[0] + tail[2:]
            yield from (head + letter + tail[1:] for letter in ascii_lowercase)


def _iter_divided(words: list[str], vocabulary: Vocabulary) -> Iterator[str]:
    """The text with two of its words written as one, or one as two, where papers do."""
    for place, word in enumerate(words):
        before, after = words[:place], words[place + 1 :]
        if after and vocabulary.count_beginning(word + after[0]):
            yield " ".join([*before, word + after[0], *after[1:]])
        if halves := split_word(word, vocabulary):
            yield " ".join([*before, *halves, *after])
