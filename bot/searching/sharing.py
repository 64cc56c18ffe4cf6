"""Sharing: what two texts have in common, as people would say it.

Told are phrases and words that both have and few other papers do, written as they stand there. A
phrase tells more than its words apart, and what a title or a keyword says more than what an
abstract mentions.
"""

import re
from collections import Counter
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import log
from typing import Final

from bot.models import Organization, Paper, SharedTraits
from bot.searching.telling import Rarity
from bot.searching.terms import TITLE_COUNT, join_terms, word_term
from bot.text.words import STOP_WORDS, fold_text, stem

TERM_LIMIT: Final = 3
# What more than this share of the papers have tells nothing; phrases may be a little commoner.
_COMMON_WORD_SHARE: Final = 0.1
_COMMON_PHRASE_SHARE: Final = 0.2
# In a small index even what only these two and a third paper have would be common.
_FEW_COUNT: Final = 3
_KEYWORD_COUNT: Final = 2
_LONGEST_PHRASE_WORDS: Final = 4
# Words say something only where a title or keywords have them, or both texts say them again.
_DWELT_ON_COUNT: Final = 2
# A paper's own phrases are rarer than its words, and are not to win by that alone.
_PHRASE_BONUS: Final = 1.3
# A longer phrase stands for its part from this share of the part's rating on.
_WHOLE_SHARE: Final = 0.5
# What tells so much less than the best is not worth saying.
_LEAST_SHARE_OF_BEST: Final = 0.4
_RUNNING_TEXT_WEIGHT: Final = 10

_PART: Final = re.compile(r"[^\W_]+")
_BETWEEN: Final = frozenset({" ", "-", "‐", "–", "/"})  # joins the words of a phrase
_HYPHENS: Final = frozenset({"-", "‐", "–"})
_COMPOUND_GOES_ON: Final = re.compile(r"[-‐–](?=[^\W\d_])")  # Attention-2 is an attention
Terms = tuple[str, ...]  # of a run of words

# What papers of any field say about themselves and others. Two such words side by side are rare
# by chance, yet none says what a paper is about. Stems, since these come in all forms.
_ANY_FIELD: Final = frozenset(
    stem(word)
    for word in """
    achieve across additional address advance aim allow analysis analyze apply approach
    available baseline become better beyond bring broad build capability challenge combine
    compare comparable comprehensive computational conduct consider consistent contribute
    contribution crucial current dataset deliver demonstrate depend describe design despite
    develop difficult diverse downstream effective effectiveness efficient efficiency eliminate
    emerge employ enable enhance ensure essential establish evaluate evaluation evidence examine
    example existing exhibit experiment experimental extensive facilitate finding framework
    further future general generally great help highlight however identify impact implement
    important improve improvement include incorporate increase indicate insight instead
    integrate introduce investigate issue lead level leverage limit limitation maintain major
    make mechanism method methodology modern moreover multiple need new notable novel number
    observe obtain offer often outperform overall particular perform performance popular
    potential powerful practical practice present preserve previous prior problem produce
    project promising propose provide recent reduce reduction rely remain remarkable report
    represent require research researcher result reveal rich robust several show significant
    similar simple solution solve specific standard strategy strong study substantial success
    successful suffer suggest suite superior support surpass tackle target technique therefore
    thus today traditional typical unified variety various work yield
    """.split()
)


class Sharing:
    """Finds what papers have in common with one paper, or with a text."""

    def __init__(self, asked: Paper | str, rarity: Rarity) -> None:
        """Read what others are held against.

        Args:
            asked: a paper, or a text without a title.
            rarity: of its words and pairs.
        """
        self._paper = asked if isinstance(asked, Paper) else None
        self._phrases = _read([(asked, 1)]) if isinstance(asked, str) else read_paper(asked)
        self._rarity = rarity

    def find(self, other: Paper) -> SharedTraits:
        """What a paper shares with the asked, the most telling first."""
        also = read_paper(other, known=self._phrases.counts)
        terms = _choose_terms(self._phrases, also, self._rarity)
        return SharedTraits(
            tuple(terms), _find_organization(self._paper, other), _find_author(self._paper, other)
        )


def _find_organization(asked: Paper | None, other: Paper) -> Organization | None:
    if asked is None or asked.organization is None or other.organization is None:
        return None
    return asked.organization if asked.organization.slug == other.organization.slug else None


def _find_author(asked: Paper | None, other: Paper) -> str | None:
    names = {fold_text(name) for name in other.authors}
    return (
        next((name for name in asked.authors if fold_text(name) in names), None) if asked else None
    )


@dataclass(slots=True)
class Phrases:
    """The runs of words in a text, by their terms."""

    counts: Counter[Terms] = field(default_factory=Counter)
    written: dict[Terms, Counter[str]] = field(default_factory=dict)
    chosen: set[Terms] = field(default_factory=set)  # those that stand in title or keywords


def read_paper(paper: Paper, known: Collection[Terms] | None = None) -> Phrases:
    """The phrases of a paper, all of them or those that are known."""
    keywords = ((keyword, _KEYWORD_COUNT) for keyword in paper.keywords)
    return _read([(paper.title, TITLE_COUNT), *keywords, (paper.abstract, 1)], known)


def read_name(paper: Paper) -> Phrases:
    """The phrases of a paper's title and keywords."""
    return _read([(paper.title, TITLE_COUNT), *((each, _KEYWORD_COUNT) for each in paper.keywords)])


def _read(texts: Iterable[tuple[str, int]], known: Collection[Terms] | None = None) -> Phrases:
    """Every run of up to four words, or those that are known.

    A text that counts more than once is a title or a keyword.
    """
    read = Phrases()
    firsts = None if known is None else {terms[0] for terms in known}
    for text, count in texts:
        for terms, written in _iter_runs(text, firsts):
            if known is not None and terms not in known:
                continue
            read.counts[terms] += count
            # Titles have capitals, and keywords hyphens, that words have nowhere else.
            weight = _RUNNING_TEXT_WEIGHT if count == 1 else 1
            read.written.setdefault(terms, Counter())[written] += weight
            if count > 1:
                read.chosen.add(terms)
    return read


def _iter_runs(text: str, firsts: Container[str] | None = None) -> Iterator[tuple[Terms, str]]:
    """Runs of words that may name something, with their terms, as they are written.

    Where only runs that begin with certain terms are of interest, the others are left out.
    """
    parts = list(_PART.finditer(text))
    terms = [word_term(part.group()) for part in parts]
    is_edge = [_can_name(part.group(), term) for part, term in zip(parts, terms, strict=True)]
    for first, part in enumerate(parts):
        if firsts is not None and terms[first] not in firsts:
            continue
        if not is_edge[first] or text[max(part.start() - 1, 0) : part.start()] in _HYPHENS:
            continue
        for last in range(first, min(first + _LONGEST_PHRASE_WORDS, len(parts))):
            if last > first and not _is_joined(text, parts[last - 1], parts[last]):
                break
            if is_edge[last] and not _COMPOUND_GOES_ON.match(text, parts[last].end()):
                yield tuple(terms[first : last + 1]), text[part.start() : parts[last].end()]


def _can_name(word: str, term: str) -> bool:
    """Whether the word can begin or end what names something."""
    return (
        term not in _ANY_FIELD
        and not word.isdecimal()
        and (lowered := word.lower()) not in STOP_WORDS
        and not lowered.endswith("ly")
    )


def _is_joined(text: str, left: re.Match[str], right: re.Match[str]) -> bool:
    is_beside = text[left.end() : right.start()] in _BETWEEN
    return is_beside and right.group().lower() not in STOP_WORDS


def _choose_terms(asked: Phrases, other: Phrases, rarity: Rarity) -> list[str]:
    rated = {
        terms: _rate(terms, asked, other, rarity)
        for terms in asked.counts
        if terms in other.counts and _is_telling(terms, asked, other, rarity)
    }
    chosen: list[Terms] = []
    for best in sorted(rated, key=lambda terms: (-rated[terms], terms)):
        whole = _lengthen(best, rated)
        is_new = all(set(whole).isdisjoint(better) for better in chosen)
        if is_new and rated[best] >= _LEAST_SHARE_OF_BEST * max(rated.values()):
            chosen.append(whole)
    return [_as_written(terms, asked, other) for terms in chosen[:TERM_LIMIT]]


def _lengthen(terms: Terms, rated: Mapping[Terms, float]) -> Terms:
    """The longest shared phrase that it is a part of and that is nearly as telling."""
    wholes = [
        whole
        for whole, rating in rated.items()
        if rating >= _WHOLE_SHARE * rated[terms] and holds(whole, terms)
    ]
    return max(wholes, key=lambda whole: (len(whole), rated[whole], whole))


def holds(whole: Terms, part: Terms) -> bool:
    """Whether the one phrase is the other, or longer by some words."""
    return any(whole[start : start + len(part)] == part for start in range(len(whole)))


def _is_telling(terms: Terms, asked: Phrases, other: Phrases, rarity: Rarity) -> bool:
    count = min(rarity.paper_counts.get(term, 0) for term in known_terms(terms))
    share = _COMMON_WORD_SHARE if len(terms) == 1 else _COMMON_PHRASE_SHARE
    if 2 * count >= rarity.paper_count or count > max(_FEW_COUNT, share * rarity.paper_count):
        return False
    if len(terms) > 1:
        return True
    is_dwelt_on = min(asked.counts[terms], other.counts[terms]) >= _DWELT_ON_COUNT
    is_word = len(terms[0]) > 1 and not terms[0][0].isdecimal()
    return is_word and (is_dwelt_on or terms in asked.chosen | other.chosen)


def _rate(terms: Terms, asked: Phrases, other: Phrases, rarity: Rarity) -> float:
    """By how few papers have it, and by how much is made of it in both texts."""
    rareness = max(map(rarity.of, known_terms(terms)))
    if len(terms) > 1:
        # Common words stand side by side by chance.
        rareness = _PHRASE_BONUS * min(rareness, sum(map(rarity.of, terms)))
    return rareness * (1 + log(min(asked.counts[terms], other.counts[terms])))


def known_terms(terms: Terms) -> Sequence[str]:
    """What the index knows of a phrase: its pairs."""
    return terms if len(terms) == 1 else [join_terms(*pair) for pair in pairwise(terms)]


def _as_written(terms: Terms, asked: Phrases, other: Phrases) -> str:
    """The commonest way to write it in both; else as the asked does, in small letters."""
    own = asked.written[terms]
    ways = own + other.written[terms]
    return max(ways, key=lambda way: (ways[way], own[way], way.swapcase()))
