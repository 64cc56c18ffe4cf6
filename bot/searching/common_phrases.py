"""Common phrases: what several papers of a small set are about, in the papers' own words.

A phrase names a theme where some of the papers have it in their titles or keywords, and few
papers of the index do. Each paper counts for one theme only, so that shares add up.
"""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.models import Paper
from bot.searching.sharing import Terms, holds, known_terms, read_paper
from bot.searching.telling import Rarity
from bot.text.words import stem

# Two papers that share a phrase are a coincidence.
FEWEST_PAPERS: Final = 3
# What more than this share of the index has names no theme in it.
_COMMON_SHARE: Final = 0.2
_FEW_COUNT: Final = 5  # in a small index, whatever their share
# Beyond this, rarity says more about chance than about the theme.
_RARITY_LIMIT: Final = 3.0
# A longer phrase stands for its part where it is said of so many of the part's papers.
_WHOLE_SHARE: Final = 0.7
# Papers of every theme call their things so; a phrase of nothing else tells none of them apart.
ANY_THEME: Final = frozenset(
    stem(word)
    for word in """
    ai artificial autonomous base benchmark data dataset deep efficient foundation framework
    general generalist generative intelligence language large learning llm llms lm lms machine
    mllm mllms model modern multi multimodal network neural open pretrained question answering
    scale source state system task technical report text training unified
    """.split()
)
_JOINED: Final = re.compile(r"[-‐–/]|ed$")


@dataclass(frozen=True, slots=True)
class CommonPhrase:
    """A phrase, and the papers that it says something about."""

    text: str  # as the papers write it
    paper_ids: tuple[int, ...]  # the weightiest first


class CommonPhrases:
    """Reads a set of papers, and finds the phrases that several of them are about."""

    def __init__(self, papers: Sequence[Paper]) -> None:
        self._written: dict[Terms, Counter[str]] = {}
        named_by: dict[Terms, set[int]] = {}
        for paper in papers:
            phrases = read_paper(paper)
            for phrase in phrases.chosen:
                if len(phrase) > 1:
                    named_by.setdefault(phrase, set()).add(paper.paper_id)
            for phrase, ways in phrases.written.items():
                self._written.setdefault(phrase, Counter()).update(ways)
        self._named_by = {
            phrase: ids for phrase, ids in named_by.items() if len(ids) >= FEWEST_PAPERS
        }

    def terms(self) -> Collection[str]:
        """What to ask an index about, to know how rare the phrases are."""
        return {term for phrase in self._named_by for term in known_terms(phrase)}

    def find(
        self, weights: Mapping[int, float], rarity: Rarity, *, limit: int
    ) -> list[CommonPhrase]:
        """Up to `limit` phrases, no two of which share a paper; the weightiest first.

        Args:
            weights: what each paper counts, by its number; none is negative.
            rarity: of the terms that `terms` names.
            limit: how many at most.
        """
        left = {
            phrase: frozenset(ids)
            for phrase, ids in self._named_by.items()
            if self._is_telling(phrase, rarity)
        }
        found: list[CommonPhrase] = []
        while left and len(found) < limit:
            rated = {phrase: _rate(phrase, ids, weights, rarity) for phrase, ids in left.items()}
            best = max(rated, key=lambda phrase: (rated[phrase], phrase))
            taken = left[best]
            text = self._write(_lengthen(best, left))
            members = sorted(taken, key=lambda paper_id: (-weights[paper_id], paper_id))
            found.append(CommonPhrase(text[0].upper() + text[1:], tuple(members)))
            rest = {phrase: ids - taken for phrase, ids in left.items()}
            left = {phrase: ids for phrase, ids in rest.items() if len(ids) >= FEWEST_PAPERS}
        return found

    def _is_telling(self, phrase: Terms, rarity: Rarity) -> bool:
        """Whether few papers have it, and it names a thing rather than describing one."""
        count = min(rarity.paper_counts.get(term, 0) for term in known_terms(phrase))
        is_common = count > max(_FEW_COUNT, _COMMON_SHARE * rarity.paper_count)
        if is_common or ANY_THEME.issuperset(phrase):
            return False
        # "long-horizon" and "models trained" describe; "long-horizon planning" names.
        _, space, last = self._write(phrase).rpartition(" ")
        return bool(space) and _JOINED.search(last) is None

    def _write(self, phrase: Terms) -> str:
        """The commonest way to write it; small letters rather than capitals."""
        ways = self._written[phrase]
        return max(ways, key=lambda way: (ways[way], way))


def _rate(
    phrase: Terms, paper_ids: Collection[int], weights: Mapping[int, float], rarity: Rarity
) -> float:
    """By the weight of its papers, each counting a little in any case, and by its rarity."""
    weight = sum(weights[paper_id] + 1 for paper_id in paper_ids)
    return weight * min(_RARITY_LIMIT, max(map(rarity.of, known_terms(phrase))))


def _lengthen(best: Terms, left: Mapping[Terms, Collection[int]]) -> Terms:
    """The longest phrase that holds it and is said of most of its papers, too."""
    wholes = [
        phrase
        for phrase, ids in left.items()
        if holds(phrase, best) and len(ids) >= _WHOLE_SHARE * len(left[best])
    ]
    return max(wholes, key=lambda phrase: (len(phrase), len(left[phrase]), phrase))
