"""What the services need from outside, as protocols; the store implements them."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from bot.merging.matching import PaperIdentity
from bot.models import (
    Coverage,
    Digest,
    DigestEntry,
    MarkedText,
    Paper,
    SearchRequest,
    Sighting,
    TitleSuggestion,
)


@dataclass(frozen=True, slots=True)
class IndexHit:
    """A paper as the index's own ranking returns it."""

    paper: Paper
    score: float  # higher is better
    title: MarkedText
    abstract: MarkedText


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDigest:
    """A digest as the index remembers it."""

    digest_id: int
    source: str
    format: str
    issued_on: date | None
    issued_on_is_inferred: bool
    ingested_at: datetime
    entry_count: int
    skipped_count: int


class IndexReader(Protocol):
    """Questions to the index. Every answer is one consistent state."""

    def close(self) -> None:
        """Give the connection back."""
        ...

    def version(self) -> int:
        """A number that differs whenever the papers may have changed."""
        ...

    def find_paper(self, paper_id: int) -> Paper | None:
        """The paper with that local number."""
        ...

    def find_paper_by_arxiv_id(self, arxiv_id: str) -> Paper | None:
        """The paper with that arXiv id (without version)."""
        ...

    def find_papers_by_title_key(self, title_key: str) -> list[Paper]:
        """The papers with that title, earliest known first."""
        ...

    def find_papers(self, paper_ids: Sequence[int]) -> list[Paper]:
        """The papers with those numbers, in that order; unknown numbers are left out."""
        ...

    def iter_papers(self) -> Iterable[Paper]:
        """All papers by local number."""
        ...

    def load_sightings(self, paper_ids: Sequence[int]) -> Mapping[int, tuple[Sighting, ...]]:
        """Each paper's sightings, earliest digest first."""
        ...

    def search(
        self, match_expression: str | None, request: SearchRequest, *, excluded: str | None = None
    ) -> tuple[int, list[IndexHit]]:
        """How many papers match and fulfil the request's filters, and the page asked for.

        Args:
            match_expression: what a hit must hold; None where the filters alone decide.
            request: its filters, sort order, limit and offset count here, its words do not.
            excluded: an expression that no hit may match.
        """
        ...

    def load_titles(self) -> list[TitleSuggestion]:
        """All titles, the papers with most attention first."""
        ...

    def load_vocabulary(self) -> dict[str, int]:
        """Every indexed word with the number of papers that have it."""
        ...

    def load_papers_issued_on(self, day: date) -> list[tuple[Paper, Sighting]]:
        """The papers in that day's digests, each once, with its latest sighting of the day."""
        ...

    def find_latest_issue_day(self, until: date) -> date | None:
        """The newest day, not after `until`, of a daily digest; else of any digest with papers."""
        ...

    def load_coverage(self) -> Coverage:
        """How much the index holds."""
        ...

    def load_digests(self) -> list[StoredDigest]:
        """All digests in the order of their arrival."""
        ...

    def find_remembered_search(self, search_id: int) -> SearchRequest | None:
        """The search that was remembered under that number."""
        ...

    def find_kept_value(self, key: str) -> str | None:
        """A small fact kept between runs."""
        ...


class IndexWriter(IndexReader, Protocol):
    """Changes to the index; only one connection at a time makes them."""

    def transaction(self) -> AbstractContextManager[object]:
        """All or nothing: what fails or is killed inside leaves the index as it was."""
        ...

    def load_identities(self, entries: Sequence[DigestEntry]) -> list[PaperIdentity]:
        """The known papers that share an arXiv id, external id or title key with an entry."""
        ...

    def add_digest(self, digest: Digest, paper_ids: Sequence[int], *, ingested_at: datetime) -> int:
        """Record the digest and its sightings; idempotent by its content.

        Args:
            digest: what was received.
            paper_ids: for each entry, in order, the paper it is a sighting of.
            ingested_at: kept from the first time where the digest is known.

        Returns:
            The digest's local number.
        """
        ...

    def find_digest(self, content_hash: str) -> StoredDigest | None:
        """The digest with that content."""
        ...

    def has_recorded(self, digest: Digest) -> bool:
        """Whether the digest is known with exactly this day and these entries."""
        ...

    def next_paper_id(self) -> int:
        """The first local number that was never given."""
        ...

    def save_papers(self, papers: Sequence[Paper]) -> None:
        """Add or replace these papers and their place in the full-text index."""
        ...

    def change_vocabulary(self, changes: Mapping[str, int]) -> None:
        """Add to (or, negative, take from) the number of papers that have each word."""
        ...

    def remember_search(self, request: SearchRequest) -> int:
        """A number under which the search can be found again; the same for equal searches."""
        ...

    def keep_value(self, key: str, value: str) -> None:
        """Keep a small fact between runs."""
        ...
