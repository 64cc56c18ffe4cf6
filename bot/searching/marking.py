"""Marking: the places in a text that a query's terms stand in, for people to see."""

import re
from collections.abc import Iterator, Sequence

from bot.models import MarkedText
from bot.searching.query import Phrase, TermQuery
from bot.searching.terms import find_names, word_term
from bot.text.words import fold_text

_PART = re.compile(r"[^\W_]+")
_Span = tuple[int, int]


def mark_terms(text: str, query: TermQuery) -> MarkedText:
    """Mark the words, names and phrases of the query; a phrase only where all of it stands.

    >>> query = TermQuery(words={"cach": 1.0}, pairs={}, phrases=(("page", "attent"),))
    >>> mark_terms("Paged attention, cached pages", query).marks
    ((0, 15), (17, 23))
    """
    spans = [match.span() for match in _PART.finditer(text)]
    terms = [word_term(text[start:end]) for start, end in spans]
    found = [span for span, term in zip(spans, terms, strict=True) if term in query.words]
    for phrase in (*query.phrases, *query.parted):
        found += _iter_phrase_spans(phrase, terms, spans)
    found += _iter_name_spans(text, query)
    return MarkedText(text, tuple(_iter_merged(sorted(found))))


def _iter_phrase_spans(
    phrase: Phrase, terms: Sequence[str], spans: Sequence[_Span]
) -> Iterator[_Span]:
    length = len(phrase)
    for first, term in enumerate(terms):
        if term == phrase[0] and tuple(terms[first : first + length]) == phrase:
            yield spans[first][0], spans[first + length - 1][1]


def _iter_name_spans(text: str, query: TermQuery) -> Iterator[_Span]:
    """Names, where folding left every character in its place."""
    if not all(map(str.isalnum, query.words)) and len(fold_text(text)) == len(text):
        for name in find_names(text):
            if name.term in query.words:
                yield name.start, name.end


def _iter_merged(spans: Sequence[_Span]) -> Iterator[_Span]:
    """The spans, those that overlap as one."""
    start = end = 0
    for next_start, next_end in spans:
        if next_start < end:
            end = max(end, next_end)
            continue
        if end:
            yield start, end
        start, end = next_start, next_end
    if end:
        yield start, end
