"""The papers' vectors, as embedders made them."""

import hashlib
import sqlite3
from collections.abc import Sequence

from bot.models import Vector
from bot.services.ports import PendingPapers, StoredVector, VectorHolding
from bot.store.queries import SqliteQueries
from bot.store.rows import row_to_paper

_LARGEST_ID = 2**63 - 1
# The papers that have no vector of the model, or one of another text, as far as they come after
# the last one that was looked at: (revision, paper_id) only grows.
_PENDING = """
    FROM papers
    LEFT JOIN embedding_models AS model ON model.name = :model
    LEFT JOIN embeddings USING (model_id, paper_id)
    WHERE (papers.revision, papers.paper_id)
          > (COALESCE(model.done_revision, 0), COALESCE(model.done_paper_id, 0))
"""


class VectorReading(SqliteQueries):
    """Questions to the stored vectors."""

    def load_vectors(self, model: str, *, after: int = 0, limit: int = -1) -> list[StoredVector]:
        """The first vectors of that model stored after that number, in order; -1 for all."""
        sql = """
            SELECT embedding_id, paper_id, vector
            FROM embeddings JOIN embedding_models USING (model_id)
            WHERE name = ? AND embedding_id > ? ORDER BY embedding_id LIMIT ?
        """
        try:
            rows = self._connection.execute(sql, [model, after, limit])
            return [StoredVector(*row) for row in rows]
        except sqlite3.Error as error:
            raise self._unusable(error) from error

    def count_vectors(self) -> dict[str, int]:
        """For each model that has any, how many papers have its vector."""
        sql = """
            SELECT name, COUNT(*) AS vectors
            FROM embeddings JOIN embedding_models USING (model_id) GROUP BY model_id
        """
        return {row["name"]: row["vectors"] for row in self._query(sql)}

    def count_pending_papers(self, model: str) -> int:
        """How many papers may still want a vector of that model."""
        sql = f"SELECT COUNT(*) AS pending {_PENDING}"
        return int(next(self._query(sql, {"model": model}))["pending"])

    def load_pending_papers(self, model: str, limit: int) -> PendingPapers:
        """The next papers that want a vector of that model."""
        # What others add from now on is of a later revision, and waits for the next time.
        (latest,) = next(self._query("SELECT MAX(revision) AS latest FROM revisions")).values()
        sql = f"""
            SELECT papers.* {_PENDING} AND papers.revision <= :latest
            AND embeddings.text_hash IS NOT text_hash(papers.title, papers.abstract)
            ORDER BY papers.revision, papers.paper_id LIMIT :limit
        """
        rows = list(self._query(sql, {"model": model, "latest": latest, "limit": limit}))
        is_last = len(rows) < limit
        until = (latest, _LARGEST_ID) if is_last else (rows[-1]["revision"], rows[-1]["paper_id"])
        return PendingPapers([row_to_paper(row) for row in rows], until)

    def count_papers_without_vector(self, model: str) -> int:
        """How many papers have no vector of that model and their text."""
        sql = """
            SELECT COUNT(*) AS missing
            FROM papers
            LEFT JOIN embedding_models AS model ON model.name = ?
            LEFT JOIN embeddings USING (model_id, paper_id)
            WHERE embeddings.text_hash IS NOT text_hash(papers.title, papers.abstract)
        """
        return int(next(self._query(sql, [model]))["missing"])

    def load_vector_holdings(self) -> list[VectorHolding]:
        """What is stored of each model, the model that was used first before others."""
        sql = """
            SELECT name, COUNT(embedding_id) AS vectors,
                   COALESCE(SUM(LENGTH(vector)), 0) AS bytes,
                   COUNT(embedding_id) - COUNT(papers.paper_id) AS removed
            FROM embedding_models
            LEFT JOIN embeddings USING (model_id)
            LEFT JOIN papers ON papers.paper_id = embeddings.paper_id
            GROUP BY model_id ORDER BY model_id
        """
        return [VectorHolding(*row.values()) for row in self._query(sql)]


class VectorWriting(VectorReading):
    """Changes to the stored vectors, each inside a transaction of the caller's."""

    def save_vectors(self, model: str, pending: PendingPapers, vectors: Sequence[Vector]) -> None:
        """Store the vectors of pending papers, and note how far that was.

        Others may have written since they were loaded: a paper that was removed is left out, and
        one that was changed is of a later revision, so its turn comes again.
        """
        model_id = self._find_or_add_model(model)
        self._connection.executemany(
            """
            INSERT OR REPLACE INTO embeddings (model_id, paper_id, text_hash, vector)
            SELECT ?, paper_id, ?, ? FROM papers WHERE paper_id = ?
            """,
            [
                (model_id, hash_text(paper.title, paper.abstract), vector, paper.paper_id)
                for paper, vector in zip(pending.papers, vectors, strict=True)
            ],
        )
        self._connection.execute(
            """
            UPDATE embedding_models SET done_revision = ?, done_paper_id = ?
            WHERE model_id = ? AND (done_revision, done_paper_id) < (?, ?)
            """,
            [*pending.until, model_id, *pending.until],
        )

    def reopen_pending(self, model: str) -> None:
        """Look at all papers again for those that want a vector of that model."""
        self._connection.execute(
            "UPDATE embedding_models SET done_revision = 0, done_paper_id = 0 WHERE name = ?",
            [model],
        )

    def forget_removed_vectors(self) -> None:
        """Forget the vectors of papers that were removed."""
        self._connection.execute(
            "DELETE FROM embeddings WHERE paper_id NOT IN (SELECT paper_id FROM papers)"
        )

    def forget_vectors(self, model: str) -> None:
        """Forget all vectors of that model."""
        self._connection.execute(
            "DELETE FROM embeddings WHERE model_id = "
            "(SELECT model_id FROM embedding_models WHERE name = ?)",
            [model],
        )
        self._connection.execute("DELETE FROM embedding_models WHERE name = ?", [model])

    def _find_or_add_model(self, model: str) -> int:
        self._connection.execute(
            """
            INSERT INTO embedding_models (name, done_revision, done_paper_id)
            VALUES (?, 0, 0) ON CONFLICT DO NOTHING
            """,
            [model],
        )
        sql = "SELECT model_id FROM embedding_models WHERE name = ?"
        return int(next(self._query(sql, [model]))["model_id"])


def hash_text(title: str, abstract: str) -> bytes:
    """Tells whether a vector is of this text."""
    return hashlib.blake2b(f"{title}\0{abstract}".encode(), digest_size=8).digest()
