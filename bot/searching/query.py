"""The query: words that a person typed, and the terms that an index is asked for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice, pairwise
from typing import Final

from bot.errors import EmptyQuery
from bot.models import SearchRequest
from bot.searching.terms import find_names, pair_term
from bot.searching.variants import find_variants
from bot.text.words import STOP_WORDS, fold_text, fold_word_parts, iter_words, stem

# Beyond this many different words a query is a pasted text: the first ones say what it is about,
# and an index of any size answers quickly.
QUERY_WORD_LIMIT: Final = 64
# What it counts that two words of the query stand side by side, as a share of what a word of
# that rarity counts. Fixed on public test sets; 0.1 to 0.3 ranked about as well.
PAIR_WEIGHT: Final = 0.2
# Two words of the query written as one may be another word: "over time", overtime.
JOINED_WEIGHT: Final = 0.5


@dataclass(frozen=True, slots=True)
class Query:
    """A query taken apart: distinct words in order, compounds whole, without stop words."""

    words: tuple[str, ...]


Phrase = tuple[str, ...]  # terms that stand side by side


@dataclass(frozen=True, slots=True, kw_only=True)
class TermQuery:
    """What an index is asked for; terms are those of `bot.searching.terms`.

    A paper matches that holds one of the words or pairs, where there are any, and all phrases,
    and nothing that is excluded. The score is the weighted sum over words, pairs, phrases and
    extras (BM25).
    """

    words: Mapping[str, float]  # term → weight
    pairs: Mapping[str, float]
    parted: tuple[Phrase, ...] = ()  # those of the pairs that stand for one word of the query
    phrases: tuple[Phrase, ...] = ()
    extra_words: Mapping[str, float] = field(default_factory=dict)  # count, but are not needed
    extra_pairs: Mapping[str, float] = field(default_factory=dict)  # likewise
    excluded: tuple[Phrase, ...] = ()


def parse_query(text: str) -> Query:
    """The words of a query; stop words count only where there is nothing else.

    Raises:
        EmptyQuery: there is no letter or digit in it.

    >>> parse_query("What is the kv-cache?").words
    ('kv-cache',)
    >>> parse_query("to be or not to be").words
    ('to', 'be', 'or', 'not')
    """
    words = tuple(dict.fromkeys(iter_words(text)))
    if not words:
        raise EmptyQuery("There is no word to search for; type a few, such as: kv cache")
    telling = tuple(word for word in words if word not in STOP_WORDS)
    return Query((telling or words)[:QUERY_WORD_LIMIT])


def term_query(request: SearchRequest, vocabulary: Mapping[str, int]) -> TermQuery:
    """The terms of a request that was parsed: of its words, phrases and exclusions.

    Args:
        request: its filters do not count here.
        vocabulary: each indexed word with the number of papers that have it; words that others
            write as two are looked for where it has both.

    >>> query = term_query(SearchRequest(query="the KV caches"), {})
    >>> query.words, query.pairs
    ({'kv': 1.0, 'cach': 1.0, 'kvcach': 0.5}, {'kv_cach': 0.2})
    >>> query = term_query(SearchRequest(query="fast", phrases=("paged cache",)), {})
    >>> query.words, query.phrases, query.extra_words
    ({'fast': 1.0}, (('page', 'cach'),), {'page': 1.0, 'cach': 1.0})
    """
    variants = find_variants(request.query, vocabulary)
    words = _weigh_words(request.query, variants.joined)
    pairs = _weigh_pairs(request.query, variants.parted)
    # The phrases' words, and how they stand among the others, say what comes first.
    ranked_by = request.ranked_by if request.phrases else ""
    return TermQuery(
        words=words,
        pairs=pairs,
        parted=tuple(tuple(map(stem, halves)) for halves in variants.parted),
        phrases=tuple(_iter_phrases(request.phrases)),
        extra_words=_without(words, _weigh_words(ranked_by, ())),
        extra_pairs=_without(pairs, _weigh_pairs(ranked_by, ())),
        excluded=tuple(_iter_phrases(request.excluded)),
    )


def _weigh_words(text: str, joined: Iterable[str]) -> dict[str, float]:
    """Names, then the words around and inside them, then joined forms; each counts once."""
    names = find_names(text)
    folded = fold_text(text)
    between, position = [], 0
    for name in names:
        inside = folded[name.start : name.end] if name.is_divisible else ""
        between += [folded[position : name.start], _without_numbers(inside)]
        position = name.end
    parts = fold_word_parts(" ".join([*between, folded[position:]]))
    words = [word for word in parts if word not in STOP_WORDS]
    if not (words or names):
        words = parts
    terms = dict.fromkeys([*(name.term for name in names), *map(stem, words)], 1.0)
    terms |= {stem(word): JOINED_WEIGHT for word in joined if stem(word) not in terms}
    return dict(islice(terms.items(), QUERY_WORD_LIMIT))


def _weigh_pairs(text: str, parted: Iterable[tuple[str, str]]) -> dict[str, float]:
    """Neighbours, once stop words are left out; and the halves of a word that others part."""
    words = [word for word in fold_word_parts(text) if word not in STOP_WORDS]
    pairs = [pair_term(left, right) for left, right in pairwise(words)][:QUERY_WORD_LIMIT]
    return dict.fromkeys(pairs, PAIR_WEIGHT) | {pair_term(*halves): 1.0 for halves in parted}


def _without(known: Mapping[str, float], weights: Mapping[str, float]) -> dict[str, float]:
    return {term: weight for term, weight in weights.items() if term not in known}


def _iter_phrases(texts: Iterable[str]) -> Iterable[Phrase]:
    """What stands in quotes or behind a minus sign, as terms; a name stays a single term."""
    for text in texts:
        names = find_names(text)
        if names and names[0].start == 0 and names[0].end == len(fold_text(text)):
            yield (names[0].term,)
        elif parts := fold_word_parts(text):
            yield tuple(map(stem, parts))


def _without_numbers(text: str) -> str:
    return " ".join(part for part in fold_word_parts(text) if not part.isdecimal())
