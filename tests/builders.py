"""Records for tests, made from the few facts that a test is about."""

import hashlib
import sqlite3
import weakref
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import Any

from bot.models import Digest, DigestEntry, Paper, Sighting
from bot.services.ingest import ingest_digest
from bot.services.library import Library
from bot.services.ports import IndexReader
from bot.store import open_terms, open_writer
from bot.store.writing import SqliteIndexWriter

NOW_AT = datetime(2026, 4, 20, 12, tzinfo=UTC)
TODAY = NOW_AT.date()


def make_entry(title: str = "Small Caches", abstract: str = "", **facts: Any) -> DigestEntry:
    facts.setdefault("position", 1)
    facts.setdefault("line", facts["position"])
    return DigestEntry(
        title=title, title_received=title, abstract=abstract, abstract_received=abstract, **facts
    )


def make_digest(
    *entries: DigestEntry,
    issued_on: date | None = date(2026, 4, 14),
    source: str = "page.txt",
    form: str = "text_cards",
) -> Digest:
    numbered = tuple(
        DigestEntry(**{**fields(entry), "position": position, "line": position})
        for position, entry in enumerate(entries, 1)
    )
    content = repr((issued_on, source, numbered)).encode()
    return Digest(
        source=source,
        format=form,
        content_hash=hashlib.sha256(content).hexdigest(),
        issued_on=issued_on,
        issued_on_is_inferred=False,
        entries=numbered,
    )


def make_sighting(
    entry: DigestEntry, *, issued_on: date | None = None, number: int = 1, **facts: Any
) -> Sighting:
    known: dict[str, Any] = {
        "digest": f"{number}.txt",
        "format": "text_cards",
        "issued_on_is_inferred": False,
        "ingested_at": NOW_AT,
    }
    return Sighting(digest_id=number, issued_on=issued_on, entry=entry, **{**known, **facts})


def make_paper(paper_id: int = 1, title: str = "Small Caches", **facts: Any) -> Paper:
    unknown: dict[str, Any] = {
        "abstract": "",
        "tldr": title,
        "arxiv_id": None,
        "external_id": None,
        "published_on": None,
        "published_on_is_inferred": False,
        "authors": (),
        "author_count": None,
        "organization": None,
        "comment_count": None,
        "upvotes": None,
        "keywords": (),
        "code_url": None,
        "first_seen_on": TODAY,
    }
    return Paper(paper_id=paper_id, title=title, **{**unknown, **facts})


def make_index(*digests: Digest) -> SqliteIndexWriter:
    """A genuine index in memory that holds the digests."""
    index = open_writer(None)
    # Closed when the test drops it: Python 3.13 complains of connections that nobody closes.
    weakref.finalize(index, _close, index._connection)
    for digest in digests:
        ingest_digest(index, digest, ingested_at=NOW_AT)
    return index


def _close(connection: sqlite3.Connection) -> None:
    with suppress(sqlite3.ProgrammingError):  # the garbage collector may run in any thread
        connection.close()


def make_library(*entries: DigestEntry) -> Library:
    """A genuine library over one digest with the entries."""
    return library_over(make_index(make_digest(*entries)))


def library_over(index: IndexReader) -> Library:
    """A genuine library over an index in memory, without vectors."""
    return Library(index, open_terms(None))


def fields(record: Any) -> dict[str, Any]:
    return {name: getattr(record, name) for name in record.__dataclass_fields__}
