"""Marking: the places in a text that a query's terms stand in, for people to see."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.models import MarkedText
from bot.searching.query import Phrase, TermQuery
from bot.searching.terms import find_names, word_term
from bot.text.words import fold_text

_PART = re.compile(r"[^\W_]+")
# In stems so short the last letter is the word's, unless it is i (ai, ay).
_SHORT_CHARS = 2
_Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Marker:
    """Marks the words, names and phrases of one query in texts; a phrase only as a whole.

    >>> query = TermQuery(words={"cach": 1.0}, pairs={}, phrases=(("page", "attent"),))
    >>> marker_of(query).mark("Paged attention, cached pages").marks
    ((0, 15), (17, 23))
    """

    query: TermQuery
    phrases: tuple[Phrase, ...]
    candidates: re.Pattern[str]  # finds every word that may have a term of the query, and others
    has_names: bool

    def mark(self, text: str) -> MarkedText:
        """The text with the places that the query's terms stand in."""
        folded = fold_text(text)
        # A sign such as ﬁ stands for two: then places in the folded text are not the text's.
        is_in_place = len(folded) == len(text)
        words = self._iter_candidates(folded) if is_in_place else _PART.finditer(text)
        found = [word.span() for word in words if word_term(word.group()) in self.query.words]
        for phrase in self.phrases:
            found += _iter_phrase_spans(phrase, text)
        if self.has_names and is_in_place:
            names = find_names(text)
            found += [(name.start, name.end) for name in names if name.term in self.query.words]
        return MarkedText(text, tuple(_iter_merged(sorted(found))))

    def _iter_candidates(self, folded: str) -> Iterator[re.Match[str]]:
        for match in self.candidates.finditer(folded):
            if not folded[max(match.start() - 1, 0) : match.start()].isalnum():
                yield match


def marker_of(query: TermQuery) -> Marker:
    """What marks the terms of that query."""
    beginnings = {_shared_beginning(term) for term in query.words}
    # That a word begins here is looked at afterwards: so the search passes over others quickly.
    starts = "|".join(map(re.escape, sorted(beginnings))) or r"(?!)"
    return Marker(
        query,
        (*query.phrases, *query.parted),
        re.compile(rf"(?:{starts})[^\W_]*"),
        has_names=not all(map(str.isalnum, query.words)),
    )


def _shared_beginning(term: str) -> str:
    """What every word of that stem begins with: the last letter may differ (happi, happy)."""
    if len(term) > _SHORT_CHARS or term[1:] == "i":
        return term[:-1]
    return term


def _iter_phrase_spans(phrase: Phrase, text: str) -> Iterator[_Span]:
    spans = [match.span() for match in _PART.finditer(text)]
    terms = [word_term(text[start:end]) for start, end in spans]
    length = len(phrase)
    for first, term in enumerate(terms):
        if term == phrase[0] and tuple(terms[first : first + length]) == phrase:
            yield spans[first][0], spans[first + length - 1][1]


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
