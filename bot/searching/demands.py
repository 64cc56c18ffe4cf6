"""Demands: what a text must hold, word by word, where it is to be about all that was asked for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from bot.models import SearchRequest
from bot.searching.query import JOINED_WEIGHT, Phrase, TermQuery, term_query
from bot.searching.terms import find_names, pair_term
from bot.searching.variants import find_variants
from bot.text.words import STOP_WORDS, fold_word_parts, stem


@dataclass(frozen=True, slots=True)
class Demand:
    """One thing that a paper must hold, or must not."""

    shown: str  # as people read it: a word, or a phrase in quotes
    query: TermQuery  # a paper holds it if it matches
    stems: frozenset[str]  # any of these in a title says that the title has it


def list_demands(request: SearchRequest, vocabulary: Mapping[str, int]) -> list[Demand]:
    """What a parsed request asks for: each word, in any of its spellings, and each phrase.

    Args:
        request: its filters and exclusions do not count here.
        vocabulary: each indexed word with the number of papers that have it.

    >>> [demand.shown for demand in list_demands(SearchRequest(query="the KV caches"), {})]
    ['kv', 'caches']
    """
    return [*_iter_words(request, vocabulary), *_iter_phrases(request.phrases)]


def list_neighbours(request: SearchRequest) -> list[TermQuery]:
    """The words of a parsed request that stand side by side there, for papers that have them so.

    >>> [query.pairs for query in list_neighbours(SearchRequest(query="paged KV caches"))]
    [{'page_kv': 1.0}, {'kv_cach': 1.0}]
    """
    words = [word for word in fold_word_parts(request.query) if word not in STOP_WORDS]
    return [
        TermQuery(words={stem(left + right): 1.0}, pairs={pair_term(left, right): 1.0})
        for left, right in pairwise(words)
    ]


def list_exclusions(request: SearchRequest) -> list[Demand]:
    """What a parsed request leaves out: a paper that holds one of these is not wanted."""
    return list(_iter_phrases(request.excluded))


def _iter_words(request: SearchRequest, vocabulary: Mapping[str, int]) -> Iterator[Demand]:
    query = term_query(SearchRequest(query=request.query), vocabulary)
    shown = _written_words(request.query)
    joined = _find_joined(request.query, query)
    parted = {
        stem("".join(halves)): pair_term(*halves)
        for halves in find_variants(request.query, vocabulary).parted
    }
    for term, weight in query.words.items():
        if weight != JOINED_WEIGHT:
            others = joined.get(term, set())
            pairs = {parted[term]: 1.0} if term in parted else {}
            yield Demand(
                shown.get(term, term),
                TermQuery(words=dict.fromkeys([term, *others], 1.0), pairs=pairs),
                frozenset([term, *others]),
            )


def _iter_phrases(phrases: tuple[str, ...]) -> Iterator[Demand]:
    for text in phrases:
        for phrase in term_query(SearchRequest(query="", phrases=(text,)), {}).phrases:
            yield _demand_phrase(text, phrase)


def _demand_phrase(text: str, phrase: Phrase) -> Demand:
    shown = f"“{text}”" if len(phrase) > 1 else text
    query = TermQuery(words={}, pairs={}, phrases=(phrase,))
    return Demand(shown, query, frozenset([" ".join(phrase)]))


def _find_joined(text: str, query: TermQuery) -> dict[str, set[str]]:
    """For each word that others write as one with its neighbour, that one word."""
    found: dict[str, set[str]] = {}
    words = fold_word_parts(text)
    for left, right in pairwise(words):
        whole = stem(left + right)
        if query.words.get(whole) == JOINED_WEIGHT and STOP_WORDS.isdisjoint((left, right)):
            for each in (left, right):
                found.setdefault(stem(each), set()).add(whole)
    return found


def _written_words(text: str) -> dict[str, str]:
    """For each term the word that it is of, as it was typed but for its case."""
    written = {stem(word): word for word in reversed(fold_word_parts(text))}
    return {**written, **{name.term: name.term for name in find_names(text)}}
