"""A reader of the index, with what is worth holding in memory while it does not change."""

from collections.abc import Mapping, Sequence
from functools import cached_property

from bot.searching.completion import TitleCompleter
from bot.searching.variants import find_unfolded
from bot.services.ports import IndexReader


class Library:
    """What every reading service is handed.

    The vocabulary and the titles are loaded when first needed and again when the index changed,
    so a command line that never misspells anything never pays for them.
    """

    def __init__(self, index: IndexReader) -> None:
        self.index = index
        self._shelf = _Shelf(index)

    @property
    def vocabulary(self) -> Mapping[str, int]:
        """Every indexed word with the number of papers that have it."""
        return self._fresh_shelf().vocabulary

    @property
    def unfolded(self) -> Mapping[str, Sequence[str]]:
        """The indexed words with characters that nobody types, by how they are typed."""
        return self._fresh_shelf().unfolded

    @property
    def completer(self) -> TitleCompleter:
        """The titles, arranged for completion while typing."""
        return self._fresh_shelf().completer

    def close(self) -> None:
        """Give the index back."""
        self.index.close()

    def _fresh_shelf(self) -> "_Shelf":
        if self._shelf.version != self.index.version():
            self._shelf = _Shelf(self.index)
        return self._shelf


class _Shelf:
    """What was loaded from one version of the index."""

    def __init__(self, index: IndexReader) -> None:
        self.version = index.version()
        self._index = index

    @cached_property
    def vocabulary(self) -> Mapping[str, int]:
        return self._index.load_vocabulary()

    @cached_property
    def unfolded(self) -> Mapping[str, Sequence[str]]:
        return find_unfolded(self.vocabulary)

    @cached_property
    def completer(self) -> TitleCompleter:
        return TitleCompleter(self._index.load_titles())
