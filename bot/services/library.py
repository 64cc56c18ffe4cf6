"""A reader of the index, with what is worth holding in memory while it hardly changes."""

import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from bot.errors import IndexUnusable
from bot.models import Coverage
from bot.searching.vocabulary import Vocabulary
from bot.services.derivation import refresh_terms
from bot.services.embedders import EmbedderChoice
from bot.services.ports import IndexReader, TermIndex
from bot.text.words import fold_word_parts

if TYPE_CHECKING:
    from bot.searching.completion import TitleCompleter
    from bot.services.meaning import Meaning

_LOG = logging.getLogger(__name__)
# A model takes part in the ranking from this share of the papers on: with fewer vectors, papers
# would be ranked by whether they have one.
MEANING_FROM: Final = 0.9
# An index up to this many papers is loaded anew whenever they changed: that takes no time.
_SMALL_PAPER_COUNT: Final = 2_000
# A larger one takes in papers that changed until they make such a share of all.
_TAKEN_IN_SHARE: Final = 0.05

T = TypeVar("T")


class Library:
    """What every reading service is handed.

    Everything beside the papers is loaded when first needed, so a command line that never
    misspells anything never pays for it. Of a large index's vocabulary and titles only what
    changed is taken in, within a second, until that is 5 % and everything is loaded anew. Words
    that a changed paper lost are counted for it until then.
    """

    def __init__(
        self,
        index: IndexReader,
        terms: TermIndex,
        embedders: Sequence[EmbedderChoice] = (),
    ) -> None:
        """Read the papers from the index.

        Args:
            index: the papers.
            terms: finds them by their words.
            embedders: the first with vectors for the papers decides what is near in meaning;
                none is opened before it has them. The first is the one that is wanted.
        """
        self.index = index
        self._terms = terms
        self._embedders = embedders
        self._meanings: dict[int, Meaning | None] = {}
        self._coverage = _Current(index, index.load_coverage)
        self._shelf = _Shelf(index, self._coverage)
        self._meaning = _Current(index, self._find_meaning)
        self._terms_version: int | None = None  # of the index, when the terms were last current
        self._complaints: set[str] = set()  # what was logged, and is not said again

    @property
    def terms(self) -> TermIndex:
        """Finds papers by their words, as the papers are now.

        While another process is writing what is missing, as they were a moment ago.

        Raises:
            IndexUnusable: it cannot be written and shows nothing; or another process is just
                making it for the first time.
        """
        version = self.index.version()
        if version != self._terms_version:
            if self._refresh_terms():
                self._terms_version = version
            elif self._terms.shown_revision() is None and self.coverage.paper_count:
                raise IndexUnusable(
                    "Another Paperboy is just making the search index; try again in a moment."
                )
            else:
                _LOG.debug("The search index is a moment behind")
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

    def warm_up(self) -> None:
        """Load everything now, so that nobody who asks waits for it: seconds in a large index."""
        with suppress(IndexUnusable):  # another process may be making it: questions look again
            _ = self.terms
        _ = self.vocabulary, self.coverage, self.meaning, self.completer

    def close(self) -> None:
        """Give the index back."""
        self.index.close()
        self._terms.close()

    def _refresh_terms(self) -> bool:
        """Whether the terms are current; papers as they were are better than no answer."""
        try:
            return refresh_terms(self.index, self._terms)
        except IndexUnusable as error:
            if self._terms.shown_revision() is None:
                raise
            self._complain(f"New papers are not found yet. {error}")
            return False

    def _fresh_shelf(self) -> "_Shelf":
        if not self._shelf.freshen():
            self._shelf = _Shelf(self.index, self._coverage)
        return self._shelf

    def _find_meaning(self) -> "Meaning | None":
        """The first embedder's that has vectors for nearly all papers."""
        stored = self.index.count_vectors()
        wanted = MEANING_FROM * self.coverage.paper_count
        for place, choice in enumerate(self._embedders):
            # What has no vectors yet is not opened: it may have to be fetched first.
            if any(choice.owns(model) and stored[model] >= wanted for model in stored):
                meaning = self._open_meaning(place)
                if meaning is not None and stored.get(meaning.model_name, 0) >= wanted:
                    meaning.refresh(self.index)
                    return meaning
            elif place == 0 and stored and (fault := choice.find_fault()):
                self._complain(f"Searching without the embedding model {choice.name}. {fault}")
        return None

    def _open_meaning(self, place: int) -> "Meaning | None":
        if place not in self._meanings:
            # numpy takes a tenth of a second to import: only where there are vectors.
            from bot.services.meaning import Meaning  # noqa: PLC0415

            choice = self._embedders[place]
            try:
                self._meanings[place] = Meaning(choice.open())
            except Exception as error:  # noqa: BLE001 - whatever it is, words alone answer, too
                self._meanings[place] = None
                self._complain(f"Searching without the embedding model {choice.name}. {error}")
        return self._meanings[place]

    def _complain(self, complaint: str) -> None:
        """Log a warning, once."""
        if complaint not in self._complaints:
            self._complaints.add(complaint)
            _LOG.warning("%s", complaint)


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
    """What was loaded from one state of the papers, and what changed since."""

    def __init__(self, index: IndexReader, coverage: _Current[Coverage]) -> None:
        self._index = index
        self._coverage = coverage
        self._version = index.version()
        self._first_revision = self._last_revision = index.latest_revision()

    @cached_property
    def vocabulary(self) -> Vocabulary:
        return Vocabulary(self._index.load_vocabulary())

    @cached_property
    def completer(self) -> "TitleCompleter":
        from bot.searching.completion import TitleCompleter  # noqa: PLC0415 - imports numpy

        return TitleCompleter(self._index.load_titles())

    def freshen(self) -> bool:
        """Take in what changed; False where everything should be loaded anew."""
        version = self._index.version()
        if version != self._version:
            revision = self._index.latest_revision()
            if revision != self._last_revision:
                is_followed = self._index.has_revision(self._last_revision)
                if not (is_followed and self._take_in()):
                    return False
                self._last_revision = revision
            self._version = version
        return True

    def _take_in(self) -> bool:
        """Add to what is loaded already; what is not will be loaded as it is now."""
        paper_count = self._coverage.get().paper_count
        limit = int(paper_count * _TAKEN_IN_SHARE)
        since = self._first_revision.number
        titles = list(islice(self._index.load_titles(since=since), limit + 1))
        if paper_count <= _SMALL_PAPER_COUNT or len(titles) > limit:
            return False
        if "completer" in self.__dict__:
            self.completer.take_in(titles, removed=self._index.load_removed_since(since))
        if "vocabulary" in self.__dict__:
            words = set[str]()
            for paper in self._index.iter_papers_since(self._last_revision.number):
                words.update(fold_word_parts(f"{paper.title} {paper.abstract}"))
            self.vocabulary.update(self._index.load_vocabulary(words))
        return True
