"""Words: what a text is split into for searching, comparing and counting."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import Stemmer

# Letters and digits of any script, with marks that belong inside a word: C++, C#, GPT-4.5, k-NN.
_WORD = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*(?:\+\+|#)?")
_PART = re.compile(r"[^\W_]+")
# For each ASCII character itself, or a space where it belongs to no word.
_ASCII_PARTS = "".join(chr(code) if chr(code).isalnum() else " " for code in range(128))
# Accents over Latin, Greek and Cyrillic letters. Marks of other scripts tell words apart.
ACCENTS = re.compile("[\u0300-\u036f]")

_STEMMER = Stemmer.Stemmer("porter", 0)  # without a cache of its own

# Words that tell one paper from another in no collection. Kept short on purpose: a word such as
# "learning" is common too, but how common depends on the index, and the ranking weighs that.
STOP_WORDS = frozenset(
    """
    a about above after again all also am an and any are as at be because been before being below
    between both but by can could did do does doing down during each few for from further had has
    have having he her here hers him his how i if in into is it its itself just me more most my no
    nor not of off on once only or other our ours out over own same she should so some such than
    that the their theirs them then there these they this those through to too under until up very
    was we were what when where which while who whom why will with would you your yours
    find me papers paper show tell give using used use via based
    """.split()
)


def iter_words(text: str) -> Iterator[str]:
    """The words of a text in lower case, compounds whole.

    >>> list(iter_words("The KV-cache of GPT-4.5, in C++ (O(1))"))
    ['the', 'kv-cache', 'of', 'gpt-4.5', 'in', 'c++', 'o', '1']
    """
    return iter_written_words(text.casefold())


def iter_written_words(text: str) -> Iterator[str]:
    """The words of a text as they are written, compounds whole."""
    return iter(_WORD.findall(text))


def iter_word_parts(text: str) -> Iterator[str]:
    """The runs of letters and digits of a text in lower case, compounds taken apart.

    >>> list(iter_word_parts("KV-cache, GPT-4.5"))
    ['kv', 'cache', 'gpt', '4', '5']
    """
    return iter(split_parts(text.casefold()))


def split_parts(text: str) -> list[str]:
    """The runs of letters and digits of a text, as they are written.

    >>> split_parts("KV-cache, GPT_4")
    ['KV', 'cache', 'GPT', '4']
    """
    if text.isascii():  # most texts are, and are split in a third of the time
        return text.translate(_ASCII_PARTS).split()
    return _PART.findall(text)


def iter_word_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where the runs of letters and digits of a text begin and end.

    >>> list(iter_word_spans("KV-cache"))
    [(0, 2), (3, 8)]
    """
    return (found.span() for found in _PART.finditer(text))


def fold_text(text: str) -> str:
    """The text as people type it: lower case, without accents, ³ as 3, ﬁ as fi.

    >>> fold_text("UFO³ by Erdős")
    'ufo3 by erdos'
    """
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return unicodedata.normalize("NFKC", ACCENTS.sub("", decomposed))


def fold_word_parts(text: str) -> list[str]:
    """The runs of letters and digits of a text as people type them, compounds taken apart.

    >>> fold_word_parts("UFO³ and E₈")
    ['ufo3', 'and', 'e8']
    """
    return split_parts(fold_text(text))


def content_words(text: str) -> list[str]:
    """The words of a text in order, without stop words and without single letters.

    >>> content_words("What is the KV-cache, and who needs it?")
    ['kv-cache', 'needs']
    """
    return [
        word
        for word in iter_words(text)
        if word not in STOP_WORDS and (len(word) > 1 or not word.isalpha())
    ]


def word_forms(text: str) -> set[str]:
    """What a text's words can be compared by: the stems of their parts, and names such as C++.

    >>> sorted(word_forms("Caching in C++"))
    ['c', 'c++', 'cach', 'in']
    """
    names = {word for word in iter_words(text) if word.endswith(("+", "#"))}
    return names | {stem(part) for part in iter_word_parts(text)}


def forms_of_word(word: str) -> list[str]:
    """The forms that a text with the word must all have: C++ is not found in what has a C.

    >>> forms_of_word("kv-caching"), forms_of_word("c++")
    (['kv', 'cach'], ['c++'])
    """
    if word.endswith(("+", "#")):
        return [word]
    return [stem(part) for part in iter_word_parts(word)]


@lru_cache(maxsize=2**16)
def stem(word: str) -> str:
    """The word without its English endings: for comparing only, never for display.

    The algorithm is Porter's. Both term indexes are given these stems, so that all agree on which
    words are one.

    >>> [stem(word) for word in ("caching", "cached", "quantized", "quantization", "class")]
    ['cach', 'cach', 'quantiz', 'quantiz', 'class']
    """
    return str(_STEMMER.stemWord(word)) or word  # of "s" the algorithm leaves nothing
