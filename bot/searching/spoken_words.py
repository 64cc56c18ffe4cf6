"""Spoken words: the texts of a discussion, so arranged that titles can be looked for in them."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from rapidfuzz.distance import OSA

from bot.searching.spelling import TWO_SLIPS_FROM_CHARS
from bot.text.words import fold_text, fold_word_parts, iter_word_spans

# Shorter words are like too many others to be corrected.
_SHORTEST_CORRECTED_CHARS: Final = 5
# Neighbouring words shorter than this together are no name that somebody took apart.
_SHORTEST_JOINED_CHARS: Final = 5


@dataclass(frozen=True, slots=True)
class Token:
    """A run of letters and digits of a text."""

    word: str  # folded, and corrected where a title's word was meant
    start: int
    end: int
    is_corrected: bool = False


class SpokenWords:
    """What is said in some texts: words, neighbours, and where they stand.

    A word that neither the index nor a title has is taken for the title's word that is nearest.
    """

    def __init__(
        self, texts: Sequence[str], title_words: Mapping[str, int], known: Collection[str]
    ) -> None:
        """Read the texts.

        Args:
            texts: one for each message.
            title_words: every word of a title, with the number of titles that have it.
            known: every word that is spelt rightly.
        """
        self._texts = texts
        parts = [fold_word_parts(text) for text in texts]
        strange = {
            word
            for words in parts
            for word in words
            if len(word) >= _SHORTEST_CORRECTED_CHARS
            and word.isalpha()
            and word not in title_words
            and word not in known
        }
        self.corrections = _match_slips(strange, title_words)
        self.places: dict[str, list[int]] = {}  # word or two words joined → texts with it
        self.neighbours: set[tuple[str, str]] = set()
        for place, words in enumerate(parts):
            self._take(place, [self.corrections.get(word, word) for word in words])
        self._tokens: dict[int, list[Token]] = {}

    def __contains__(self, word: str) -> bool:
        """Whether it is said, as one word or as two."""
        return word in self.places

    def __len__(self) -> int:
        """How many texts there are."""
        return len(self._texts)

    def text(self, place: int) -> str:
        """A text as it was given."""
        return self._texts[place]

    def tokens(self, place: int) -> list[Token]:
        """The words of one text with where they stand in it."""
        tokens = self._tokens.get(place)
        if tokens is None:
            tokens = self._tokens[place] = [
                Token(self.corrections.get(word, word), start, end, word in self.corrections)
                for start, end in iter_word_spans(self._texts[place])
                for word in fold_word_parts(fold_text(self._texts[place][start:end]))[:1]
            ]
        return tokens

    def _take(self, place: int, words: list[str]) -> None:
        self.neighbours.update(pairwise(words))
        joined = (
            one + other
            for one, other in pairwise(words)
            if len(one) + len(other) >= _SHORTEST_JOINED_CHARS
        )
        for word in {*words, *joined}:
            self.places.setdefault(word, []).append(place)


def count_title_words(titles: Iterable[str]) -> Counter[str]:
    """Each word of a title, with the number of titles that have it."""
    counts: Counter[str] = Counter()
    for title in titles:
        counts.update(set(fold_word_parts(title)))
    return counts


def _match_slips(strange: Collection[str], title_words: Mapping[str, int]) -> dict[str, str]:
    """For each strange word that is one, or two in long words, slips off a title's: that word.

    Words that are near have a form in common when at most one letter is left out of each: so
    no word is compared with all others.
    """
    if not strange:
        return {}
    by_form: dict[str, list[str]] = {}
    for word in strange:
        for form in _iter_forms(word):
            by_form.setdefault(form, []).append(word)
    best: dict[str, tuple[int, int, str]] = {}
    for meant, count in title_words.items():
        if len(meant) < _SHORTEST_CORRECTED_CHARS or not meant.isalpha():
            continue
        for form in _iter_forms(meant):
            for word in by_form.get(form, ()):
                slips = 2 if len(word) >= TWO_SLIPS_FROM_CHARS else 1
                distance = OSA.distance(word, meant, score_cutoff=slips)
                if distance <= slips:
                    best[word] = min(best.get(word, (9, 0, "")), (distance, -count, meant))
    return {word: meant for word, (_, _, meant) in best.items() if not _is_inflected(word, meant)}


def _iter_forms(word: str) -> Iterator[str]:
    yield word
    for place in range(len(word)):
        yield word[:place] + word[place + 1 :]


def _is_inflected(word: str, meant: str) -> bool:
    """Whether the two differ in their ending only: that is grammar, and no slip."""
    shorter, longer = sorted((word, meant), key=len)
    return longer.startswith(shorter) and longer[len(shorter) :] in {
        "s",
        "d",
        "r",
        "es",
        "ed",
        "ly",
    }
