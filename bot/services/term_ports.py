"""What the services need of an index that finds papers by their terms."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from bot.models import Paper, SearchRequest
from bot.searching.query import TermQuery
from bot.searching.terms import TextTerms


@dataclass(frozen=True, slots=True)
class Revision:
    """A state that the papers were in: what is derived from them says which it shows."""

    number: int  # grows with every change
    token: str  # tells states of one number apart, as after a backup was put back


@dataclass(frozen=True, slots=True, kw_only=True)
class TermDocument:
    """A paper as the term index holds it."""

    paper: Paper  # its date, counts, organisation and code link serve as filters
    terms: TextTerms


class TermIndex(Protocol):
    """Finds papers by their terms; derived from the papers, and made anew whenever in doubt."""

    @property
    def engine(self) -> str:
        """What it is kept in, as people call it."""
        ...

    def close(self) -> None:
        """Give everything back."""
        ...

    def load_paper_ids(self) -> set[int]:
        """The numbers of all papers that searches show."""
        ...

    def shown_revision(self) -> Revision | None:
        """The state of the papers that searches show; None where nothing was ever written."""
        ...

    def search(
        self, query: TermQuery, request: SearchRequest, *, limit: int, offset: int = 0
    ) -> tuple[int, list[tuple[int, float]]]:
        """How many papers match and fulfil the request's filters; and some of them, with scores.

        Args:
            query: what they hold; without words, pairs and phrases every paper matches.
            request: its filters and its sort order count here, its words, limit and offset do
                not. Equals, and papers whose date or count is unknown, come last, in the order
                of their numbers.
            limit: how many are wanted at most, from 1.
            offset: how many to leave out before.
        """
        ...

    def keep_matching(
        self, paper_ids: Sequence[int], query: TermQuery, request: SearchRequest
    ) -> set[int]:
        """Those of the papers that match the query and fulfil the request's filters."""
        ...

    def count_papers(self, words: Iterable[str], pairs: Iterable[str]) -> Mapping[str, int]:
        """In about how many papers each word or pair stands; those in none are left out.

        Papers that were taken out or replaced a moment ago may still be counted.
        """
        ...

    def writing(self) -> AbstractContextManager["TermWriter | None"]:
        """A way to change the index; None while another process has it."""
        ...


class TermWriter(Protocol):
    """Changes to the term index; seen by nobody until they are committed together."""

    def clear(self) -> None:
        """Forget everything."""
        ...

    def put(self, documents: Iterable[TermDocument]) -> None:
        """Add or replace papers."""
        ...

    def remove(self, paper_ids: Iterable[int]) -> None:
        """Take papers out."""
        ...

    def commit(self, revision: Revision) -> None:
        """Show all of it, as the papers' state of that revision."""
        ...
