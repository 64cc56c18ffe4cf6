"""Telling terms: what a text is about, as terms that an index knows and few of its papers have.

A whole abstract makes a poor query: most of its words stand in every other abstract. So only the
terms are taken that tell most, by how often the text has them and how few papers do.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from heapq import nlargest
from itertools import chain, pairwise
from math import log
from typing import Final

from bot.searching.query import PAIR_WEIGHT, TermQuery
from bot.searching.terms import TITLE_COUNT, find_names, pair_term
from bot.text.words import STOP_WORDS, fold_word_parts, stem

# So many of the most telling words and pairs stand for a text.
WORD_LIMIT: Final = 20
PAIR_LIMIT: Final = 10
_KEYWORD_COUNT: Final = 2  # what somebody chose as a keyword counts so often


@dataclass(frozen=True, slots=True)
class Rarity:
    """How few papers of an index have a term."""

    paper_counts: Mapping[str, int]  # term → papers that have it
    paper_count: int  # papers in the index

    def of(self, term: str) -> float:
        """From 0, for a term that every paper has; one that no paper has tells as much as most.

        >>> rarity = Rarity({"kv": 4, "model": 1000}, 1000)
        >>> round(rarity.of("kv"), 1), rarity.of("model")
        (5.5, 0.0)
        """
        return log(max(self.paper_count, 1) / max(self.paper_counts.get(term, 0), 1))


@dataclass(frozen=True, slots=True)
class TermTally:
    """How often a text has each word (or name) and each pair, as terms."""

    words: Counter[str]
    pairs: Counter[str]

    def terms(self) -> Collection[str]:
        """All of them; the two kinds never look alike."""
        return [*self.words, *self.pairs]


def tally_terms(title: str, text: str = "", keywords: Collection[str] = ()) -> TermTally:
    """Count the terms of a paper, or of any text without a title.

    >>> tally_terms("KV Caches", "The cache of GPT-5").words.most_common(2)
    [('cach', 4), ('kv', 3)]
    """
    words: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    parts = [(title, TITLE_COUNT), (text, 1), *((each, _KEYWORD_COUNT) for each in keywords)]
    for part, count in parts:
        folded = fold_word_parts(part)
        for term in chain(
            (stem(word) for word in folded if _can_tell(word)),
            (name.term for name in find_names(part)),
        ):
            words[term] += count
        for left, right in pairwise(folded):
            if STOP_WORDS.isdisjoint((left, right)):
                pairs[pair_term(left, right)] += count
    return TermTally(words, pairs)


def telling_query(tally: TermTally, rarity: Rarity) -> TermQuery:
    """A query for the papers that have what tells most of a text."""
    weights = {term: 1 + log(count) for term, count in (tally.words + tally.pairs).items()}

    def choose(terms: Counter[str], limit: int) -> list[str]:
        return nlargest(limit, terms, key=lambda term: (weights[term] * rarity.of(term), term))

    return TermQuery(
        words={term: weights[term] for term in choose(tally.words, WORD_LIMIT)},
        pairs={term: PAIR_WEIGHT * weights[term] for term in choose(tally.pairs, PAIR_LIMIT)},
    )


def share_of_terms(query: TermQuery, tally: TermTally, rarity: Rarity) -> float:
    """How much of the query's terms a text has, rare ones weighing more: from 0 to 1."""
    weights = {
        term: weight * rarity.of(term) for term, weight in {**query.words, **query.pairs}.items()
    }
    held = sum(weights[term] for term in weights if term in tally.words or term in tally.pairs)
    return held / (sum(weights.values()) or 1.0)


def _can_tell(word: str) -> bool:
    """Not stop words, single letters and numbers: of an index of any size few papers have a 7."""
    return word not in STOP_WORDS and len(word) > 1 and not word.isdecimal()
