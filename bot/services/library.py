"""A reader of the index, with what is worth holding in memory while it hardly changes."""

import logging
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from bot.models import Coverage
from bot.searching.vocabulary import Vocabulary
from bot.services.derivation import refresh_terms
from bot.services.ports import Embedder, IndexReader, TermIndex
from bot.text.words import fold_word_parts

if TYPE_CHECKING:
    from bot.searching.completion import TitleCompleter
    from bot.services.meaning import Meaning

_LOG = logging.getLogger(__name__)
# A model takes part in the ranking from this share of the papers on: with fewer vectors, papers
# would be ranked by whether they have one.
MEANING_FROM: Final = 0.9
# An index up to this many papers is loaded anew whenever it changed: that takes no time.
_SMALL_PAPER_COUNT: Final = 2_000
# A larger one takes new papers in until they make such a share of what was loaded.
_TAKEN_IN_SHARE: Final = 0.05

T = TypeVar("T")


class Library:
    """What every reading service is handed.

    Everything beside the papers is loaded when first needed, so a command line that never
    misspells anything never pays for it. Searches show new papers at once. Of the vocabulary and
    the titles of a large index only new papers' are taken in: what known papers gained or lost
    since (attention, other words, a corrected title) counts there once the new ones are 5 % and
    everything is loaded anew.
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
        self._coverage = _Current(index, index.load_coverage)
        self._meaning = _Current(index, self._find_meaning)
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
    def vocabulary(self) -> Vocabulary:
        """Every indexed word with the number of papers that have it."""
        return self._fresh_shelf().vocabulary

    @property
    def completer(self) -> "TitleCompleter":
        """The titles, arranged for completion while typing."""
        return self._fresh_shelf().completer

    @property
    def coverage(self) -> Coverage:
        """How much the index holds."""
        return self._coverage.get()

    @property
    def meaning(self) -> "Meaning | None":
        """The papers' vectors; None where there are none, or too few of them."""
        return self._meaning.get()

    def close(self) -> None:
        """Give the index back."""
        self.index.close()
        self._terms.close()

    def _fresh_shelf(self) -> "_Shelf":
        if not self._shelf.freshen():
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


class _Current(Generic[T]):
    """Something that is found out again when the index has changed."""

    def __init__(self, index: IndexReader, find: Callable[[], T]) -> None:
        self._index = index
        self._find = find
        self._found: tuple[int, T] | None = None

    def get(self) -> T:
        version = self._index.version()
        if self._found is None or self._found[0] != version:
            self._found = (version, self._find())
        return self._found[1]


class _Shelf:
    """What was loaded from one version of the index, and new papers since."""

    def __init__(self, index: IndexReader) -> None:
        self._index = index
        self._version = index.version()
        self._first_loaded_id = self._last_loaded_id = index.last_paper_id()

    @cached_property
    def vocabulary(self) -> Vocabulary:
        return Vocabulary(self._index.load_vocabulary())

    @cached_property
    def completer(self) -> "TitleCompleter":
        from bot.searching.completion import TitleCompleter  # noqa: PLC0415 - imports numpy

        return TitleCompleter(self._index.load_titles())

    def freshen(self) -> bool:
        """Take in the papers that came; False where everything should be loaded anew."""
        version = self._index.version()
        if version != self._version:
            last_id = self._index.last_paper_id()
            if not self._is_worth_keeping(last_id):
                return False
            if last_id > self._last_loaded_id:
                self._take_in(last_id)
            self._version = version
        return True

    def _is_worth_keeping(self, last_id: int) -> bool:
        new_count = last_id - self._first_loaded_id
        limit = int(self._first_loaded_id * _TAKEN_IN_SHARE)
        return self._first_loaded_id > _SMALL_PAPER_COUNT and 0 <= new_count <= limit

    def _take_in(self, last_id: int) -> None:
        """Add to what is loaded already; what is not will be loaded with these papers."""
        if "vocabulary" in self.__dict__:
            new_ids = range(self._last_loaded_id + 1, last_id + 1)
            for paper in self._index.find_papers(new_ids):
                self.vocabulary.add(set(fold_word_parts(f"{paper.title} {paper.abstract}")))
        if "completer" in self.__dict__:
            since = self.completer.last_paper_id
            self.completer.take_in(self._index.load_titles(since=since))
        self._last_loaded_id = last_id
