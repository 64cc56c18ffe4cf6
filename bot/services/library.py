"""A reader of the index, with what is worth holding in memory while it does not change."""

import logging
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Final

from bot.models import Coverage
from bot.services.derivation import refresh_terms
from bot.services.ports import Embedder, IndexReader, TermIndex

if TYPE_CHECKING:
    from bot.searching.completion import TitleCompleter
    from bot.services.meaning import Meaning

_LOG = logging.getLogger(__name__)
# A model takes part in the ranking from this share of the papers on: with fewer vectors, papers
# would be ranked by whether they have one.
MEANING_FROM: Final = 0.9


class Library:
    """What every reading service is handed.

    Everything beside the papers is loaded when first needed and brought up to date when the
    papers changed, so a command line that never misspells anything never pays for it.
    """

    def __init__(
        self,
        index: IndexReader,
        terms: TermIndex,
        embedders: Sequence[Callable[[], Embedder | None]] = (),
    ) -> None:
        """Read the papers from the index.

        Args:
            index: the papers.
            terms: finds them by their words.
            embedders: the first with vectors for the papers decides what is near in meaning;
                each is opened when it is needed.
        """
        self.index = index
        self._terms = terms
        self._embedders = embedders
        self._meanings: dict[int, Meaning | None] = {}
        self._shelf = _Shelf(index)
        self._terms_version: int | None = None  # of the index, when the terms were last current

    @property
    def terms(self) -> TermIndex:
        """Finds papers by their words, as the papers are now.

        While another process is writing what is missing, as they were a moment ago.
        """
        version = self.index.version()
        if version != self._terms_version:
            if refresh_terms(self.index, self._terms):
                self._terms_version = version
            else:
                _LOG.debug("Another process is bringing the search index up to date")
        return self._terms

    @property
    def vocabulary(self) -> Mapping[str, int]:
        """Every indexed word with the number of papers that have it."""
        return self._fresh_shelf().vocabulary

    @property
    def coverage(self) -> Coverage:
        """How much the index holds."""
        return self._fresh_shelf().coverage

    @property
    def completer(self) -> "TitleCompleter":
        """The titles, arranged for completion while typing."""
        return self._fresh_shelf().completer

    @property
    def meaning(self) -> "Meaning | None":
        """The papers' vectors; None where there are none, or too few of them."""
        return self._fresh_shelf().find_meaning(self._find_meaning)

    def close(self) -> None:
        """Give the index back."""
        self.index.close()
        self._terms.close()

    def _fresh_shelf(self) -> "_Shelf":
        if self._shelf.version != self.index.version():
            self._shelf = _Shelf(self.index)
        return self._shelf

    def _find_meaning(self) -> "Meaning | None":
        """The first embedder's that has vectors for nearly all papers."""
        stored = self.index.count_vectors()
        wanted = MEANING_FROM * self.coverage.paper_count
        for place in range(len(self._embedders)) if stored else ():
            meaning = self._open_meaning(place)
            if meaning is not None and stored.get(meaning.model_name, 0) >= wanted:
                meaning.refresh(self.index)
                return meaning
        return None

    def _open_meaning(self, place: int) -> "Meaning | None":
        if place not in self._meanings:
            # numpy takes a tenth of a second to import: only where there are vectors.
            from bot.services.meaning import Meaning  # noqa: PLC0415

            embedder = self._embedders[place]()
            self._meanings[place] = None if embedder is None else Meaning(embedder)
        return self._meanings[place]


class _Shelf:
    """What was loaded from one version of the index."""

    def __init__(self, index: IndexReader) -> None:
        self.version = index.version()
        self._index = index
        self._meaning: tuple[Meaning | None] | None = None

    @cached_property
    def coverage(self) -> Coverage:
        return self._index.load_coverage()

    @cached_property
    def vocabulary(self) -> Mapping[str, int]:
        return self._index.load_vocabulary()

    @cached_property
    def completer(self) -> "TitleCompleter":
        from bot.searching.completion import TitleCompleter  # noqa: PLC0415 - seldom needed

        return TitleCompleter(self._index.load_titles())

    def find_meaning(self, find: "Callable[[], Meaning | None]") -> "Meaning | None":
        if self._meaning is None:
            self._meaning = (find(),)
        return self._meaning[0]
