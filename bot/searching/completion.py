"""Completion: the titles that someone may be typing, from memory."""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import islice

from bot.models import TitleSuggestion
from bot.text.words import fold_word_parts

# The highest code point: sorts after every text that begins with what stands before it.
_AFTER_ALL = "\U0010ffff"
# Of this many entries that fit what was typed, the best known are offered.
_LOOKED_AT_LIMIT = 2_000


class TitleCompleter:
    """Titles by any word's beginning.

    Every title is entered once for each of its words, from that word on; the entries are sorted,
    so those that begin with what was typed stand together and are found by bisection.
    """

    def __init__(self, titles: Sequence[TitleSuggestion]) -> None:
        """Arrange the titles, given with the best known first."""
        self._titles = titles
        entries: list[tuple[str, int]] = []
        for place, suggestion in enumerate(titles):
            words = fold_word_parts(suggestion.title)
            entries.extend((" ".join(words[first:]), place) for first in range(len(words)))
        entries.sort()
        self._entries = entries

    def complete(self, typed: str, limit: int) -> list[TitleSuggestion]:
        """Up to `limit` titles with a word (or run of words) beginning so, best known first.

        Titles that begin with the typed text come before those that have it further in; nothing
        typed yet offers the best known titles.
        """
        prefix = " ".join(fold_word_parts(typed))
        if not prefix:
            return list(self._titles[:limit])
        first = bisect_left(self._entries, (prefix, -1))
        last = bisect_left(self._entries, (prefix + _AFTER_ALL, -1))
        places = {
            place for _, place in islice(self._entries, first, min(last, first + _LOOKED_AT_LIMIT))
        }
        ordered = sorted(places, key=lambda place: (not self._begins_with(place, prefix), place))
        return [self._titles[place] for place in ordered[:limit]]

    def _begins_with(self, place: int, prefix: str) -> bool:
        return " ".join(fold_word_parts(self._titles[place].title)).startswith(prefix)
