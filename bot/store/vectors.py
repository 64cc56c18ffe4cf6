"""The papers' vectors, as embedders made them."""

import hashlib
from collections.abc import Sequence

from bot.models import Paper, Vector
from bot.services.ports import StoredVector
from bot.store.queries import SqliteQueries
from bot.store.rows import row_to_paper

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

    def load_vectors(self, model: str, *, after: int = 0) -> list[StoredVector]:
        """The vectors of that model which were stored after that number, in their order."""
        sql = """
            SELECT embedding_id, paper_id, vector
            FROM embeddings JOIN embedding_models USING (model_id)
            WHERE name = ? AND embedding_id > ? ORDER BY embedding_id
        """
        return [StoredVector(*row) for row in self._connection.execute(sql, [model, after])]

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

    def load_pending_papers(self, model: str, limit: int) -> list[Paper]:
        """The next papers that want a vector of that model."""
        sql = f"""
            SELECT papers.* {_PENDING}
            AND embeddings.text_hash IS NOT text_hash(papers.title, papers.abstract)
            ORDER BY papers.revision, papers.paper_id LIMIT :limit
        """
        return [row_to_paper(row) for row in self._query(sql, {"model": model, "limit": limit})]


class VectorWriting(VectorReading):
    """Changes to the stored vectors, each inside a transaction of the caller's."""

    def save_vectors(self, model: str, papers: Sequence[Paper], vectors: Sequence[Vector]) -> None:
        """Store the vectors of papers, in the order in which `load_pending_papers` gave them."""
        model_id = self._find_or_add_model(model)
        self._connection.executemany(
            """
            INSERT OR REPLACE INTO embeddings (model_id, paper_id, text_hash, vector)
            VALUES (?, ?, ?, ?)
            """,
            [
                (model_id, paper.paper_id, hash_text(paper.title, paper.abstract), vector)
                for paper, vector in zip(papers, vectors, strict=True)
            ],
        )
        if papers:
            self._move_pointer(model_id, "paper_id = ?", [papers[-1].paper_id])

    def close_pending(self, model: str) -> None:
        """Note that no paper wants a vector of that model any more."""
        model_id = self._find_or_add_model(model)
        self._move_pointer(model_id, "TRUE", [])

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

    def _move_pointer(self, model_id: int, condition: str, values: list[object]) -> None:
        self._connection.execute(
            f"""
            UPDATE embedding_models SET (done_revision, done_paper_id) = (
                SELECT revision, paper_id FROM papers WHERE {condition}
                ORDER BY revision DESC, paper_id DESC LIMIT 1
            )
            WHERE model_id = ? AND EXISTS (SELECT 1 FROM papers WHERE {condition})
            """,  # noqa: S608 - conditions are literals above
            [*values, model_id, *values],
        )


def hash_text(title: str, abstract: str) -> bytes:
    """Tells whether a vector is of this text."""
    return hashlib.blake2b(f"{title}\0{abstract}".encode(), digest_size=8).digest()
