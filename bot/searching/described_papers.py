"""Described papers: those that people call by what they are about, "the caching paper"."""

import re
from collections.abc import Iterator
from typing import Final

from bot.searching.spoken_words import SpokenWords
from bot.searching.title_names import TitleNames
from bot.text.words import STOP_WORDS, fold_word_parts

_DESCRIBED: Final = re.compile(
    r"\b(?:the|this|that|their|your|our|last|from)\s+((?:[\w-]+\s+){1,5}?)(?:paper|preprint|article|study)\b",
    re.IGNORECASE,
)
# Words that tell none of several papers.
_POINTING: Final = frozenset(
    """
    new recent latest same other first second third last previous next whole original linked good
    nice great short long related survey interesting cited main old actual full current arxiv
    research deep model models learning ai llm llms language large great today two three best
    """.split()
)
_LONG_WORD_CHARS: Final = 7


class Descriptions:
    """Papers called by what they are about: "the diagonal distillation paper"."""

    def __init__(self, spoken: SpokenWords) -> None:
        """Read the descriptions in some texts."""
        self._by_word: dict[str, list[int]] = {}
        self._wanted: list[tuple[set[str], int]] = []
        self._met: dict[int, list[TitleNames]] = {}
        texts = {
            place
            for word in ("paper", "preprint", "article", "study")
            for place in spoken.places.get(word, ())
        }
        for place in sorted(texts):
            for found in _DESCRIBED.finditer(spoken.text(place)):
                folded = [spoken.corrections.get(w, w) for w in fold_word_parts(found[1])]
                words = {w for w in folded if w not in STOP_WORDS and w not in _POINTING}
                if words and any(len(word) >= _LONG_WORD_CHARS for word in words):
                    for word in words:
                        self._by_word.setdefault(word, []).append(len(self._wanted))
                    self._wanted.append((words, place))

    def meet(self, names: TitleNames) -> None:
        """Note what a title could be called."""
        if not self._by_word:
            return
        for number in {n for word in names.words for n in self._by_word.get(word, ())}:
            if self._wanted[number][0].issubset(names.words):
                self._met.setdefault(number, []).append(names)

    def unambiguous(self) -> Iterator[tuple[TitleNames, int]]:
        """The titles that alone fit a description, with the text that has it."""
        for number, titles in self._met.items():
            if len(titles) == 1:
                yield titles[0], self._wanted[number][1]
