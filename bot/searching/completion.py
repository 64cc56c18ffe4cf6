"""Completion: the titles that someone may be typing, from memory.

Importing this module imports numpy, which takes a tenth of a second: whoever may never complete
anything imports it late.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from bot.models import KnownTitle, TitleSuggestion
from bot.text.words import fold_word_parts

# Entries are sorted by so many bytes; what was typed beyond them is compared one by one.
_SORTED_BYTES = 16
# Of more entries than these the best known are not found by sorting.
_SORTED_AT_ONCE = 4_096
# Instead, those below the lowest few of so many samples are, then those below more of them.
_SAMPLE_SIZE = 1_024
_SAMPLED_BOUNDS = [8, 64, 256]
_SPACE, _TITLE_END = b" \n"
# A title may hold half a surrogate pair, which strict UTF-8 refuses.
_ENCODING = ("utf-8", "surrogatepass")


class TitleCompleter:
    """Titles by any word's beginning; about 250 bytes a title.

    A title is entered once for each of its words. Titles that came after the others were arranged
    can be taken in quickly.
    """

    def __init__(self, titles: Iterable[KnownTitle]) -> None:
        """Arrange the titles, given with the best known first, equals by their number."""
        self._lists = [_TitleList(titles)]

    def take_in(self, titles: Iterable[KnownTitle], *, removed: Iterable[int] = ()) -> None:
        """Follow the index since the titles were given, at the cost of what changed alone.

        Args:
            titles: of all papers that were added or changed since, ordered like the first ones.
            removed: the numbers of all papers that were removed since.
        """
        recent = _TitleList(titles)
        self._lists[0].hide([*removed, *recent.paper_ids])
        self._lists = [self._lists[0], recent]

    def complete(self, typed: str, limit: int) -> list[TitleSuggestion]:
        """Up to `limit` titles with a word (or run of words) beginning so, best known first.

        Titles that begin with the typed text come before those that have it further in; nothing
        typed yet offers the best known titles.
        """
        prefix = " ".join(fold_word_parts(typed)).encode(*_ENCODING)
        found = [
            (rank, -titles.attention(place), titles.paper_id(place), titles, place)
            for titles in self._lists
            for rank, places in enumerate(titles.find(prefix, limit))
            for place in places
        ]
        found.sort(key=lambda entry: entry[:3])
        return [titles.suggest(place) for *_, titles, place in found[:limit]]


class _TitleList:
    """Titles in their order, in few large arrays instead of many small objects."""

    def __init__(self, titles: Iterable[KnownTitle]) -> None:
        folded, shown = bytearray(), bytearray()
        folded_ends, shown_ends = array("i"), array("i", [0])
        paper_ids, attention = array("q"), array("q")
        for title in titles:
            folded += " ".join(fold_word_parts(title.title)).encode(*_ENCODING) + b"\n"
            shown += title.title.encode(*_ENCODING)
            folded_ends.append(len(folded))
            shown_ends.append(len(shown))
            paper_ids.append(title.paper_id)
            attention.append(title.attention)
        self._shown, self._shown_ends = shown, shown_ends
        self.paper_ids, self._attention = paper_ids, attention
        self._hidden: NDArray[np.bool_] | None = None
        self._first_words, self._later_words = _arrange(folded, folded_ends)

    def find(self, prefix: bytes, limit: int) -> tuple[list[int], list[int]]:
        """The best known places with the prefix at the title's beginning, and further in."""
        if not prefix:
            shown = (place for place in range(len(self.paper_ids)) if not self._is_hidden(place))
            return list(islice(shown, limit)), []
        begin_so = self._first_words.find_best(prefix, limit, self._hidden)
        if len(begin_so) == limit:
            return begin_so, []
        have_it = self._later_words.find_best(prefix, limit, self._hidden)
        return begin_so, [place for place in have_it if place not in begin_so]

    def hide(self, paper_ids: list[int]) -> None:
        """Find these papers no more; those hidden before are found again."""
        self._hidden = np.isin(np.frombuffer(self.paper_ids, np.int64), paper_ids)

    def paper_id(self, place: int) -> int:
        return self.paper_ids[place]

    def attention(self, place: int) -> int:
        return self._attention[place]

    def suggest(self, place: int) -> TitleSuggestion:
        start, end = self._shown_ends[place : place + 2]
        return TitleSuggestion(self.paper_id(place), self._shown[start:end].decode(*_ENCODING))

    def _is_hidden(self, place: int) -> bool:
        return self._hidden is not None and bool(self._hidden[place])


class _Entries:
    """Words of titles, sorted by how the title reads from there on."""

    def __init__(
        self, folded: NDArray[np.uint8], positions: NDArray[np.int32], ends: "array[int]"
    ) -> None:
        """Sort the entries.

        Args:
            folded: all titles as bytes, each with its end mark, and `_SORTED_BYTES` more.
            positions: where in them the words begin.
            ends: where in them the titles end.
        """
        self._folded, self._bytes = folded, folded.data
        self._positions = _sort(folded, positions)
        self._places = np.searchsorted(ends, self._positions, side="right").astype(np.int32)

    def find_best(self, prefix: bytes, limit: int, hidden: NDArray[np.bool_] | None) -> list[int]:
        """The lowest places, up to `limit`, of the entries with that prefix, each once."""
        key, rest = prefix[:_SORTED_BYTES], prefix[_SORTED_BYTES:]
        begin = self._beginnings(len(key))
        first = bisect_left(self._positions, key, key=begin)
        last = bisect_right(self._positions, key, lo=first, key=begin)
        places = self._places[first:last]
        if rest:
            places = places[self._have_next(self._positions[first:last], rest)]
        if hidden is not None:
            places = places[~hidden[places]]
        return _lowest(places, limit)

    def _beginnings(self, size: int) -> Callable[[int], bytes]:
        return lambda position: bytes(self._bytes[position : position + size])

    def _have_next(self, positions: NDArray[np.int32], rest: bytes) -> NDArray[np.intp]:
        """Which of the positions go on so; a title's end mark is in no text that is typed."""
        which = np.arange(len(positions))
        for offset, byte in enumerate(rest, _SORTED_BYTES):
            if not len(which):
                break
            which = which[self._folded[positions[which] + offset] == byte]
        return which


def _arrange(folded: bytearray, ends: "array[int]") -> tuple[_Entries, _Entries]:
    """The entries of the titles' first words, and those of all their later ones.

    They read on in the same bytes, which nobody else may change.
    """
    folded += bytes(_SORTED_BYTES)
    signs = np.frombuffer(folded, np.uint8)
    first = np.frombuffer(array("i", [0]) + ends, np.int32)[:-1]
    later = np.flatnonzero(signs == _SPACE).astype(np.int32) + np.int32(1)
    return (
        _Entries(signs, first[signs[first] != _TITLE_END], ends),
        _Entries(signs, later, ends),
    )


def _sort(folded: NDArray[np.uint8], positions: NDArray[np.int32]) -> NDArray[np.int32]:
    """The positions by the bytes that follow them, one first byte after another.

    That keeps what sorting takes in memory small. Every step on large arrays gives up Python's
    lock; a few others of numpy's functions do not.
    """
    windows = np.lib.stride_tricks.sliding_window_view(folded, _SORTED_BYTES)
    first_bytes = folded[positions]
    order = np.argsort(first_bytes, kind="stable")
    arranged = positions[order]
    changes = np.flatnonzero(np.diff(first_bytes[order])) + 1
    for group in np.split(arranged, changes):
        keys = windows[group].view(f"S{_SORTED_BYTES}").ravel()
        group[:] = group[np.argsort(keys)]
    return arranged


def _lowest(places: NDArray[np.int32], limit: int) -> list[int]:
    """The lowest distinct places; of many places only those below a sampled bound are sorted."""
    if len(places) > _SORTED_AT_ONCE:
        sample = np.sort(places[:: len(places) // _SAMPLE_SIZE])
        for bound in sample[_SAMPLED_BOUNDS]:
            lowest = _distinct(places[places < bound])
            if len(lowest) >= limit:
                return list(map(int, lowest[:limit]))
    return list(map(int, _distinct(places)[:limit]))


def _distinct(places: NDArray[np.int32]) -> NDArray[np.int32]:
    """The places in order, each once; `numpy.unique` does more, and loads more to do it."""
    ordered = np.sort(places)
    return np.concatenate([ordered[:1], ordered[1:][ordered[1:] != ordered[:-1]]])
