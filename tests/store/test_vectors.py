import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.errors import IndexUnusable
from bot.services.derivation import embed_pending
from bot.services.ingest import ingest_digest
from bot.store import open_reader, open_writer
from tests.builders import NOW_AT, make_digest, make_entry
from tests.services.toy_embedder import ToyEmbedder


def test_damaged_vectors_are_explained(tmp_path: Path) -> None:
    path = tmp_path / "index.db"
    with closing(open_writer(path)) as index:
        ingest_digest(index, make_digest(make_entry("Small Caches")), ingested_at=NOW_AT)
        embed_pending(index, ToyEmbedder())
    spoil_table(path, "embeddings")

    with (
        closing(open_reader(path)) as index,
        pytest.raises(IndexUnusable, match=r"index\.db cannot be used .*malformed"),
    ):
        index.load_vectors("toy")


def spoil_table(path: Path, table: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        ((page_size,),) = connection.execute("PRAGMA page_size")
        ((page,),) = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = ?", [table]
        )
    with path.open("r+b") as file:
        file.seek((page - 1) * page_size)
        file.write(b"\xff" * page_size)
