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
    KnownTitle,
    Paper,
    Picture,
    Recap,
    SearchRequest,
    Sighting,
    Vector,
)
from bot.services.term_ports import Revision, TermDocument, TermIndex, TermWriter

__all__ = [
    "IndexReader",
    "IndexWriter",
    "PendingPapers",
    "PictureMaker",
    "Revision",
    "StoredDigest",
    "StoredVector",
    "TermDocument",
    "TermIndex",
    "TermWriter",
    "VectorHolding",
]


@dataclass(frozen=True, slots=True)
class StoredVector:
    """A paper's vector as it was stored."""

    embedding_id: int  # grows with every vector that is stored
    paper_id: int
    vector: Vector


@dataclass(frozen=True, slots=True)
class PendingPapers:
    """Papers that want a vector, in the order in which they are to get theirs."""

    papers: Sequence[Paper]
    until: tuple[int, int]  # revision and paper number: up to there none was overlooked


@dataclass(frozen=True, slots=True)
class VectorHolding:
    """The vectors of one model."""

    model: str
    count: int
    byte_count: int
    removed_count: int  # how many are of papers that were removed


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDigest:
    """A digest as the index remembers it."""

    digest_id: int
    source: str
    format: str
    issued_on: date | None
    issued_on_is_inferred: bool
    issued_on_is_given: bool  # the operator's word
    ingested_at: datetime
    entry_count: int
    skipped_count: int

    @property
    def digest(self) -> str:
        """Its source, by the name that sightings have for it."""
        return self.source


class IndexReader(Protocol):
    """Questions to the index. Every answer is one consistent state."""

    def close(self) -> None:
        """Give the connection back."""
        ...

    def version(self) -> int:
        """A number that differs whenever the papers may have changed."""
        ...

    def find_paper(self, paper_id: int) -> Paper | None:
        """The paper with that local number, or the one that it was united with."""
        ...

    def load_successors(self, paper_ids: Sequence[int]) -> Mapping[int, int]:
        """Those of the numbers that were given up, each with the paper's it was united with."""
        ...

    def load_former_ids(self, paper_id: int) -> list[int]:
        """The numbers that were given up for that one."""
        ...

    def find_paper_by_arxiv_id(self, arxiv_id: str) -> Paper | None:
        """The paper with that arXiv id (without version)."""
        ...

    def find_papers_by_title_key(self, title_key: str) -> list[Paper]:
        """The papers with that title, else those once seen under it, earliest known first."""
        ...

    def find_papers(self, paper_ids: Sequence[int]) -> list[Paper]:
        """The papers with those numbers, in that order; unknown numbers are left out."""
        ...

    def load_days(self, paper_ids: Sequence[int]) -> list[tuple[date | None, bool]]:
        """When each of those papers was published, in any order; and whether that was inferred."""
        ...

    def iter_papers(self) -> Iterable[Paper]:
        """All papers by local number."""
        ...

    def load_sightings(self, paper_ids: Sequence[int]) -> Mapping[int, tuple[Sighting, ...]]:
        """Each paper's sightings, earliest digest first."""
        ...

    def latest_revision(self) -> Revision:
        """The state that the papers are in now."""
        ...

    def has_revision(self, revision: Revision) -> bool:
        """Whether the papers were ever in that state."""
        ...

    def iter_papers_since(self, revision_number: int) -> Iterable[Paper]:
        """The papers that were added or changed after that revision."""
        ...

    def load_removed_since(self, revision_number: int) -> list[int]:
        """The numbers of the papers that were removed after that revision."""
        ...

    def count_changes_since(self, revision_number: int) -> int:
        """How many papers were added, changed or removed after that revision."""
        ...

    def load_paper_ids(self) -> set[int]:
        """The numbers of all papers."""
        ...

    def load_unsighted_ids(self) -> list[int]:
        """The numbers of the papers that no digest has any more."""
        ...

    def snapshot(self) -> AbstractContextManager[object]:
        """Inside, all answers are of one state, whatever others write meanwhile."""
        ...

    def find_damage(self) -> list[str]:
        """What is wrong with the database itself, in its own words; takes long."""
        ...

    def load_vectors(self, model: str, *, after: int = 0, limit: int = -1) -> list[StoredVector]:
        """The first vectors of that model stored after that number, in order; -1 for all."""
        ...

    def count_vectors(self) -> Mapping[str, int]:
        """For each model that has any, how many papers have its vector."""
        ...

    def count_pending_papers(self, model: str) -> int:
        """How many papers may still want a vector of that model."""
        ...

    def count_papers_without_vector(self, model: str) -> int:
        """How many papers have no vector of that model and their text; takes long."""
        ...

    def load_vector_holdings(self) -> list[VectorHolding]:
        """What is stored of each model, the model that was used first before others."""
        ...

    def load_titles(self, *, since: int = 0) -> Iterable[KnownTitle]:
        """The titles of papers added or changed after a revision, most attention first.

        They are read while they are asked for.
        """
        ...

    def load_vocabulary(self, words: Iterable[str] | None = None) -> dict[str, int]:
        """The number of papers that have each indexed word, or each of these, in their order."""
        ...

    def load_papers_issued_on(self, day: date) -> list[tuple[Paper, Sighting]]:
        """The papers in that day's digests, each once, with its latest sighting of the day."""
        ...

    def load_papers_received(
        self, *, after_digest_id: int, since: date, until: date
    ) -> list[tuple[Paper, Sighting]]:
        """The news of later digests of that period: each paper with its latest sighting there.

        Digests without a day count by their arrival. All papers of a daily digest are news; of
        a saved search (most of its papers are old) those that were fresh on its day.
        """
        ...

    def latest_digest_id(self) -> int | None:
        """The number of the digest that arrived last; None where there is none."""
        ...

    def load_papers_issued_between(self, first_on: date, last_on: date) -> list[Paper]:
        """The papers in the digests of these days, each once, by local number."""
        ...

    def load_daily_digest_ids(self, first_on: date, last_on: date) -> set[int]:
        """The numbers of those days' digests of which most papers were fresh."""
        ...

    def find_latest_issue_day(self, until: date) -> date | None:
        """The newest day, not after `until`, of a daily digest; else of any digest with papers."""
        ...

    def is_issue_day_inferred(self, day: date) -> bool:
        """Whether all digests of that day are of it by inference only; False without digests."""
        ...

    def load_coverage(self) -> Coverage:
        """How much the index holds."""
        ...

    def load_digests(self) -> list[StoredDigest]:
        """All digests in the order of their arrival."""
        ...

    def load_given_days(self) -> Mapping[str, date]:
        """The days that the operator gave, by the digests' content hashes."""
        ...

    def load_skipped_reasons(self) -> Mapping[int, Sequence[str]]:
        """For each digest of which something was skipped, by number, why each of it was."""
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
        """The papers that an entry may be about, by identifier, title, or nearly its title."""
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

    def load_digest_paper_ids(self, digest_id: int) -> list[int]:
        """The numbers of the papers in that digest, as it was read last."""
        ...

    def has_recorded(self, digest: Digest) -> bool:
        """Whether the digest is known with exactly this day and these entries."""
        ...

    def next_paper_id(self) -> int:
        """The first local number that was never given."""
        ...

    def save_papers(self, papers: Sequence[Paper]) -> None:
        """Add or replace these papers, as a new revision."""
        ...

    def remove_papers(self, paper_ids: Sequence[int]) -> None:
        """Take papers out that no digest has any more, as a new revision."""
        ...

    def move_to_successors(self, unions: Mapping[int, int]) -> None:
        """Have what is kept of the papers with those numbers be kept of the others.

        The papers themselves are still to be removed, and to be composed anew.
        """
        ...

    def lead_to_successors(self, unions: Mapping[int, int]) -> None:
        """Have the removed papers' numbers, and whatever led to them, lead to the others."""
        ...

    def load_pending_papers(self, model: str, limit: int) -> PendingPapers:
        """The next papers that want a vector of that model."""
        ...

    def save_vectors(self, model: str, pending: PendingPapers, vectors: Sequence[Vector]) -> None:
        """Store the vectors of pending papers, and note how far that was."""
        ...

    def reopen_pending(self, model: str) -> None:
        """Look at all papers again for those that want a vector of that model."""
        ...

    def forget_removed_vectors(self) -> None:
        """Forget the vectors of papers that were removed."""
        ...

    def forget_vectors(self, model: str) -> None:
        """Forget all vectors of that model."""
        ...

    def change_vocabulary(self, changes: Mapping[str, int]) -> None:
        """Add to (or, negative, take from) the number of papers that have each word."""
        ...

    def replace_vocabulary(self, counts: Mapping[str, int]) -> None:
        """Set, for every word there is, the number of papers that have it."""
        ...

    def remember_search(self, request: SearchRequest) -> int:
        """A number under which the search can be found again; the same for equal searches."""
        ...

    def keep_value(self, key: str, value: str) -> None:
        """Keep a small fact between runs."""
        ...


class PictureMaker(Protocol):
    """Draws pictures for messages, off the event loop."""

    def find_fault(self) -> str | None:
        """Why there are no pictures; None where there are."""
        ...

    def draw_recap(self, recap: Recap) -> Picture | None:
        """The recap's picture; None where there is nothing to draw, or no way to draw it."""
        ...
