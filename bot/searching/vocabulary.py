"""The vocabulary: every indexed word, and quick ways to the words that are near another."""

from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator, Mapping
from itertools import islice, product
from string import ascii_lowercase

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.text.words import stem

# A stem's last letters may differ from the word's, no more than these: happi, happy.
_CHANGED_CHARS = 2
# Forms of one word are never further apart in length: form, formalizations.
_ENDING_CHARS = 10
# How far into the words that begin so the commonest is looked for.
_BEGINNING_LIMIT = 200
# Whoever types asks for the same finished words at every letter.
_KEPT_LIMIT = 1_000
# No letter, each letter, and each two letters.
_BEGINNINGS = [["".join(some) for some in product(ascii_lowercase, repeat=n)] for n in range(3)]


class Vocabulary(Mapping[str, int]):
    """Each indexed word with the number of papers that have it.

    What looking for near words needs is arranged when it is first asked for.

    >>> words = Vocabulary({"cache": 3, "caches": 1})
    >>> words["cache"], words.find_near("cahce", 1)
    (3, {'cache': 1})
    """

    def __init__(self, counts: Mapping[str, int] | Iterable[tuple[str, int]] = ()) -> None:
        """Take the words; it is quickest when they come in their order."""
        self._counts = dict(counts)
        self._ordered: list[str] = []
        self._near = _NearWords()
        self._found: dict[tuple[str, int], Mapping[str, int]] = {}
        self._arranged_count = 0

    def __getitem__(self, word: str) -> int:
        """The number of papers that have the word."""
        return self._counts[word]

    def __contains__(self, word: object) -> bool:
        """Whether the word is indexed."""
        return word in self._counts

    def __iter__(self) -> Iterator[str]:
        """The words in the order of their arrival."""
        return iter(self._counts)

    def __len__(self) -> int:
        """How many words are indexed."""
        return len(self._counts)

    def update(self, counts: Mapping[str, int]) -> None:
        """Take in new words, and new counts of known ones."""
        self._counts.update(counts)

    def find_near(self, word: str, slips: int) -> Mapping[str, int]:
        """The words of letters that are nearest to the word, with their distance.

        Distances are those of optimal string alignment: an insertion, a deletion, a substitution
        or a swap of neighbours is one slip.

        Args:
            word: one that is not indexed.
            slips: the greatest distance, 1 or 2; only where nothing is at 1 is 2 looked for.
        """
        self._arrange()
        found = self._found.get((word, slips))
        if found is None:
            if len(self._found) >= _KEPT_LIMIT:
                self._found.clear()
            found = self._found[word, slips] = self._near.find(word, slips, self._counts)
        return found

    def has_form(self, word: str) -> bool:
        """Whether an indexed word differs only in its ending."""
        self._arrange()
        form = stem(word)
        shared = word[: max(3, len(form) - _CHANGED_CHARS)]
        return any(
            stem(known) == form
            for known in self._iter_beginning(shared)
            if len(known) <= len(form) + _ENDING_CHARS
        )

    def count_beginning(self, beginning: str) -> int:
        """In how many papers the commonest word stands that begins so; 0 where there is none."""
        self._arrange()
        first = bisect_left(self._ordered, beginning)
        if first == len(self._ordered) or not self._ordered[first].startswith(beginning):
            return 0
        words = islice(self._iter_beginning(beginning), _BEGINNING_LIMIT)
        return max(map(self._counts.__getitem__, words))

    def _iter_beginning(self, beginning: str) -> Iterator[str]:
        for place in range(bisect_left(self._ordered, beginning), len(self._ordered)):
            word = self._ordered[place]
            if not word.startswith(beginning):
                return
            yield word

    def _arrange(self) -> None:
        """Bring what is derived from the words up to date; words are never taken out."""
        if self._arranged_count == len(self._counts):
            return
        # Words that come in their order, as an index gives them, are sorted in one pass.
        words = list(self._counts)
        for word in words[self._arranged_count :]:
            self._near.add(word)
        self._arranged_count = len(words)
        self._found.clear()
        words.sort()
        self._ordered = words


class _NearWords:
    """Words of letters in buckets by length and by one of their first two letters.

    A word within two slips of another shares one of these letters with it, in its place or the
    other's, unless both slips are in the first two letters.
    """

    def __init__(self) -> None:
        self._buckets: dict[tuple[int, str, int], list[str]] = {}

    def add(self, word: str) -> None:
        if len(word) > 1 and word.isalpha():
            for place in (0, 1):
                self._buckets.setdefault((place, word[place], len(word)), []).append(word)

    def find(self, word: str, slips: int, indexed: Container[str]) -> dict[str, int]:
        """The nearest words; a single scan is of one bucket, so that it never takes long."""
        first, second = word[0], word[1]
        near = self._scan(word, 1, [(0, first)])
        near |= {meant: 1 for meant in _iter_other_beginnings(word, 1) if meant in indexed}
        if near or slips == 1:
            return near
        near = self._scan(word, 2, [(0, first), (0, second), (1, first), (1, second)])
        return near | {meant: 2 for meant in _iter_other_beginnings(word, 2) if meant in indexed}

    def _scan(self, word: str, slips: int, letters: list[tuple[int, str]]) -> dict[str, int]:
        lengths = range(len(word) - slips, len(word) + slips + 1)
        return {
            near: distance
            for length in lengths
            for place, letter in letters
            for near, distance, _ in process.extract(
                word,
                self._buckets.get((place, letter, length), ()),
                scorer=OSA.distance,
                score_cutoff=slips,
                limit=None,
            )
        }


def _iter_other_beginnings(word: str, slips: int) -> Iterator[str]:
    """What the word may be where so many of its first letters are wrong, missing or too many."""
    if slips == 1:
        yield word[1] + word[0] + word[2:]
    for kept in (word[count:] for count in range(slips + 1)):
        for count in range(slips + 1):
            yield from (beginning + kept for beginning in _BEGINNINGS[count])
