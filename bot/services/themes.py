"""Themes: how far papers are about one thing, by the index's vectors and by their words."""

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Final

from bot.models import Paper
from bot.services.library import Library
from bot.text.similarity import WordWeights, cosine, weigh_words

if TYPE_CHECKING:
    from bot.searching.mutual_likeness import Matrix
    from bot.searching.nearest import Similarities
    from bot.services.meaning import Meaning

# How much closer than two papers of the index usually are (0) on the way to being equal (1), and
# the cosine of tf-idf over the candidates, titles counted twice. Fixed by reading the likest pairs
# among the seven most upvoted papers of 64 real days. By vectors alone, of the pairs just above
# 0.36 two in seven were of one field only; with a few telling words in common, too, none was.
SAME_THEME_FROM: Final = 0.36
COMMON_WORDS_FROM: Final = 0.11
# Without vectors the words decide, and must be more: from 0.16 on most pairs treat one task.
SAME_WORDS_FROM: Final = 0.16


class IndexThemes:
    """Compares candidates; what is needed for that is found out when it is first asked for."""

    def __init__(self, library: Library, papers: Sequence[Paper]) -> None:
        """Compare these papers with each other."""
        self._library = library
        self._papers = papers
        self._by_paper: dict[int, dict[int, float]] = {}

    def is_same(self, one: Paper, other: Paper) -> bool:
        """By vectors, backed by words; where a paper has no vector, by their words alone."""
        likeness = self._likenesses(one).get(other.paper_id)
        if likeness is None:
            return self._share_words(one, other) >= SAME_WORDS_FROM
        if likeness < SAME_THEME_FROM:
            return False
        return self._share_words(one, other) >= COMMON_WORDS_FROM

    def _share_words(self, one: Paper, other: Paper) -> float:
        return cosine(self._weights[one.paper_id], self._weights[other.paper_id])

    def _likenesses(self, one: Paper) -> dict[int, float]:
        """How much closer than usual each of the papers is to one of them; none: no vectors."""
        if one.paper_id not in self._by_paper:
            meaning = self._meaning
            similarities = None if meaning is None else meaning.compare_paper(one.paper_id)
            self._by_paper[one.paper_id] = self._scale(similarities) if similarities else {}
        return self._by_paper[one.paper_id]

    def _scale(self, similarities: "Similarities") -> dict[int, float]:
        usual = similarities.typical()
        paper_ids = [paper.paper_id for paper in self._papers]
        return {
            paper_id: (cosine - usual) / (1.0 - usual or 1.0)
            for paper_id, cosine in zip(paper_ids, similarities.of(paper_ids), strict=True)
            if cosine is not None
        }

    @cached_property
    def _meaning(self) -> "Meaning | None":
        return self._library.meaning

    @cached_property
    def _weights(self) -> dict[int, WordWeights]:
        weights = weigh_words([_words_for_theme(paper) for paper in self._papers])
        return {paper.paper_id: each for paper, each in zip(self._papers, weights, strict=True)}


def measure_likeness(library: Library, papers: Sequence[Paper]) -> "Matrix":
    """How much more alike every two of the papers are than two of them usually are.

    By their words, and by their vectors where the index has these; 0 is usual, 1 a standard
    deviation above that.
    """
    # numpy takes a tenth of a second to import: only where it is needed.
    from bot.searching.mutual_likeness import blend, compare_words  # noqa: PLC0415

    matrices = [compare_words(weigh_words([_words_for_theme(paper) for paper in papers]))]
    if library.meaning is not None:
        matrices.append(library.meaning.compare_among([paper.paper_id for paper in papers]))
    return blend(matrices)


def _words_for_theme(paper: Paper) -> str:
    return f"{paper.title}. {paper.title}. {paper.abstract} {', '.join(paper.keywords)}"
