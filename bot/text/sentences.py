"""Sentences: where they begin and end in an abstract, so that they can be quoted and cited."""

import re
from collections.abc import Iterator
from functools import lru_cache

# A sentence ends at . ! or ?, closing quotes or brackets, and white space before something that
# can begin a sentence. The look back comes behind the first sign: so it is quicker.
_BEHIND_SIGN = r"""(?<![.!?]{2})[.!?]*+["'”’)\]]*+)\s++(?=["'“‘(\[]*[A-Z0-9\W])"""
_END = re.compile(rf"(?P<end>[.!?]{_BEHIND_SIGN}")
# Most texts have full stops alone, which are looked for ten times as fast.
_STOP = re.compile(rf"(?P<end>\.{_BEHIND_SIGN}")
_ABBREVIATION = re.compile(
    r"""(?:\b(?:(?i:e\.g|i\.e|cf|vs|etc|al|resp|approx|viz|w\.r\.t|a\.k\.a|incl)
        |Figs?|Eqs?|Secs?|Tab|Refs?|Nos?|Dr|Prof|Mr|Mrs|Ms|St|Inc|Ltd|Co|Corp|Alg|Thm|Ch|Vol|pp)
        |(?<![A-Za-z0-9])[A-Z])\.$""",
    re.VERBOSE,
)
_LONGEST_ABBREVIATION_CHARS = len("approx")
# Abbreviations after which a new sentence may well begin.
_MAY_END = re.compile(r"\b(?:etc|al|Inc|Ltd|Co|Corp)\.$")
_STARTS_UPPER = re.compile(r"""["'“‘(\[]*[A-Z]""")


def iter_sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of each sentence; together they cover all but the space between them.

    Abbreviations ("e.g.", "et al.", single initials) and numbers with a point do not end one.
    """
    start = len(text) - len(text.lstrip())
    pattern = _END if "?" in text or "!" in text else _STOP
    for match in pattern.finditer(text):
        end = match.end("end")
        if end > start and _ends_here(text, end, match.end()):
            yield start, end
            start = match.end()
    end = len(text.rstrip())
    if start < end:
        yield start, end


def _ends_here(text: str, end: int, next_start: int) -> bool:
    sentence_tail = text[max(0, end - 12) : end]
    letters = sentence_tail[-2 - _LONGEST_ABBREVIATION_CHARS : -1]
    if len(letters) > _LONGEST_ABBREVIATION_CHARS and letters.isascii() and letters.isalpha():
        return True
    if not _ABBREVIATION.search(sentence_tail):
        return True
    return bool(_MAY_END.search(sentence_tail) and _STARTS_UPPER.match(text, next_start))


@lru_cache(maxsize=4096)
def split_sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text, verbatim, in order.

    >>> split_sentences("Caches, e.g. of keys, grow. We shrink them by 2.7×! Code is public.")
    ('Caches, e.g. of keys, grow.', 'We shrink them by 2.7×!', 'Code is public.')
    """
    return tuple(text[start:end] for start, end in iter_sentence_spans(text))
