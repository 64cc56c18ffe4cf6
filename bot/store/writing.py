"""Changes to the index."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime

from bot.merging.matching import PaperIdentity
from bot.merging.near_titles import iter_near_pieces
from bot.merging.same_work import is_telling
from bot.models import Digest, DigestEntry, Paper, SearchRequest
from bot.store.reading import SqliteIndexReader
from bot.store.rows import entry_to_facts, facts_hash, paper_to_row, request_to_text
from bot.store.uniting import UnitedWriting
from bot.store.vectors import VectorWriting
from bot.text.title_key import TitleKey, title_key


class SqliteIndexWriter(SqliteIndexReader, VectorWriting, UnitedWriting):
    """Implements `bot.services.tldrs.TldrWriter`; belongs to the thread that opened it."""

    def load_identities(self, entries: Sequence[DigestEntry]) -> list[PaperIdentity]:
        """The known papers that an entry may be about, by identifier, title, or nearly its title.

        A paper is known by every title under which it was ever seen, not only the one shown; one
        that no digest has any more, by that.
        """
        keys = {title_key(entry.title) for entry in entries}
        condition = """
            SELECT paper_id FROM papers
            WHERE arxiv_id IN (SELECT value FROM json_each(:arxiv_ids))
            UNION SELECT paper_id FROM papers
            WHERE external_id IN (SELECT value FROM json_each(:external_ids))
            UNION SELECT paper_id FROM papers
            WHERE title_key IN (SELECT value FROM json_each(:title_keys))
            UNION SELECT paper_id FROM sightings JOIN entries USING (entry_id)
            WHERE entries.title_key IN (SELECT value FROM json_each(:title_keys))
        """
        parameters: dict[str, object] = {
            "arxiv_ids": _texts(entry.arxiv_id for entry in entries),
            "external_ids": _texts(entry.external_id for entry in entries),
            "title_keys": _texts(keys),
        }
        known = self._find_identities(condition, parameters)
        unknown = keys - {each.title_key for each in known if is_telling(each.abstract)}
        unknown |= {TitleKey(each.title_key) for each in known if not is_telling(each.abstract)}
        pieces = {piece for key in unknown for piece in iter_near_pieces(TitleKey(key))}
        # The order of the tables is SQLite's to keep: it cannot know how few pieces there are.
        near = self._find_identities(
            """
            SELECT paper_id FROM json_each(:heads) AS piece CROSS JOIN entries
                ON length(title_key) = piece.value ->> 0
                AND substr(title_key, 1, length(title_key) / 2 - 1) = piece.value ->> 1
                CROSS JOIN sightings USING (entry_id)
            UNION SELECT paper_id FROM json_each(:tails) AS piece CROSS JOIN entries
                ON length(title_key) = piece.value ->> 0
                AND substr(title_key, 1 - length(title_key) / 2) = piece.value ->> 1
                CROSS JOIN sightings USING (entry_id)
            """,
            {
                "heads": json.dumps([piece[1:] for piece in pieces if piece[0] == "head"]),
                "tails": json.dumps([piece[1:] for piece in pieces if piece[0] == "tail"]),
            },
        )
        return sorted({*known, *near}, key=lambda identity: identity.paper_id)

    def load_digest_paper_ids(self, digest_id: int) -> list[int]:
        """The numbers of the papers in that digest, as it was read last."""
        sql = "SELECT DISTINCT paper_id FROM sightings WHERE digest_id = ? ORDER BY paper_id"
        return [row["paper_id"] for row in self._query(sql, [digest_id])]

    def has_recorded(self, digest: Digest) -> bool:
        """Whether the digest is known with exactly this day and these entries."""
        sql = """
            SELECT issued_on, issued_on_is_inferred, issued_on_is_given, position, line,
                   facts_hash, comment_count, upvotes
            FROM digests LEFT JOIN sightings USING (digest_id) LEFT JOIN entries USING (entry_id)
            WHERE content_hash = ? ORDER BY position
        """
        recorded = [tuple(row.values()) for row in self._query(sql, [digest.content_hash])]
        if not recorded:
            return False
        issued_on = digest.issued_on.isoformat() if digest.issued_on else None
        day = (issued_on, int(digest.issued_on_is_inferred), int(digest.issued_on_is_given))
        entries: list[tuple[object, ...]] = [
            (*day, e.position, e.line, facts_hash(entry_to_facts(e)), e.comment_count, e.upvotes)
            for e in digest.entries
        ]
        return recorded == (entries or [(*day, None, None, None, None, None)])

    def next_paper_id(self) -> int:
        """The first local number that was never given."""
        sql = "SELECT MAX(seq) AS last FROM sqlite_sequence WHERE name = 'papers'"
        return int(next(self._query(sql))["last"] or 0) + 1

    def add_digest(self, digest: Digest, paper_ids: Sequence[int], *, ingested_at: datetime) -> int:
        """Record the digest and its sightings; idempotent by its content."""
        digest_id = self._add_digest_row(digest, ingested_at)
        entry_ids = self._add_entries(digest.entries)
        self._write(
            """
            INSERT INTO sightings
                (digest_id, position, line, paper_id, entry_id, comment_count, upvotes)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            [
                (digest_id, e.position, e.line, paper_id, entry_id, e.comment_count, e.upvotes)
                for e, paper_id, entry_id in zip(digest.entries, paper_ids, entry_ids, strict=True)
            ],
        )
        return digest_id

    def save_papers(self, papers: Sequence[Paper]) -> None:
        """Add or replace these papers, as a new revision."""
        if papers:
            revision = self._next_revision()
            rows = [{**paper_to_row(paper), "revision": revision} for paper in papers]
            columns = list(rows[0])
            changes = ", ".join(f"{column} = excluded.{column}" for column in columns)
            self._write(
                f"""
                INSERT INTO papers ({", ".join(columns)})
                VALUES ({", ".join("?" * len(columns))})
                ON CONFLICT (paper_id) DO UPDATE SET {changes}
                """,  # noqa: S608 - the names of columns
                [tuple(row.values()) for row in rows],
            )

    def replace_tldrs(self, tldrs: Mapping[int, str]) -> None:
        """Replace the tldrs of the papers with those numbers; no new revision."""
        self._write(
            "UPDATE papers SET tldr = ? WHERE paper_id = ?",
            [(tldr, paper_id) for paper_id, tldr in tldrs.items()],
        )

    def remove_papers(self, paper_ids: Sequence[int]) -> None:
        """Take papers out that no digest has any more, as a new revision."""
        if paper_ids:
            revision = self._next_revision()
            numbers = [(paper_id,) for paper_id in paper_ids]
            self._write("DELETE FROM papers WHERE paper_id = ?", numbers)
            self._write("DELETE FROM embeddings WHERE paper_id = ?", numbers)
            self._write(
                "INSERT OR REPLACE INTO removed_papers (paper_id, revision) VALUES (?, ?)",
                [(paper_id, revision) for paper_id in paper_ids],
            )

    def change_vocabulary(self, changes: Mapping[str, int]) -> None:
        """Add to (or, negative, take from) the number of papers that have each word."""
        # Thousands of words a digest: handing them over together takes a fifth of the time off.
        self._write(
            """
            INSERT INTO words (word, paper_count)
            SELECT key, value FROM json_each(?) WHERE value <> 0
            ON CONFLICT (word) DO UPDATE SET paper_count = paper_count + excluded.paper_count
            """,
            [(json.dumps(changes),)],
        )

    def replace_vocabulary(self, counts: Mapping[str, int]) -> None:
        """Set, for every word there is, the number of papers that have it."""
        self._write("DELETE FROM words", [()])
        self._write("INSERT INTO words VALUES (?, ?)", list(counts.items()))

    def remember_search(self, request: SearchRequest) -> int:
        """A number under which the search can be found again; the same for equal searches."""
        text = request_to_text(request)
        with self.transaction():
            self._write(
                "INSERT INTO remembered_searches (request) VALUES (?) ON CONFLICT DO NOTHING",
                [(text,)],
            )
            sql = "SELECT search_id FROM remembered_searches WHERE request = ?"
            return int(next(self._query(sql, [text]))["search_id"])

    def keep_value(self, key: str, value: str) -> None:
        """Keep a small fact between runs."""
        with self.transaction():
            self._database.table("kept_values").upsert({"key": key, "value": value}, pk="key")

    def _find_identities(
        self, condition: str, parameters: dict[str, object]
    ) -> list[PaperIdentity]:
        sql = f"""
            SELECT papers.paper_id, arxiv_id, external_id,
                   COALESCE(entries.title_key, papers.title_key) AS title_key,
                   COALESCE(facts ->> '$.title', papers.title) AS title, abstract
            FROM papers LEFT JOIN sightings USING (paper_id) LEFT JOIN entries USING (entry_id)
            WHERE papers.paper_id IN ({condition})
            GROUP BY papers.paper_id, entries.title_key
            ORDER BY papers.paper_id, MIN(entries.entry_id)
        """  # noqa: S608 - the conditions are literals above
        return [PaperIdentity(**row) for row in self._query(sql, parameters)]

    def _next_revision(self) -> int:
        return int(self._connection.execute("INSERT INTO revisions DEFAULT VALUES").lastrowid or 0)

    def _add_digest_row(self, digest: Digest, ingested_at: datetime) -> int:
        """The digest's number; what was read of it before makes room for this reading."""
        self._write(
            """
            INSERT INTO digests
                (content_hash, source, format, issued_on, issued_on_is_inferred,
                 issued_on_is_given, ingested_at, skipped)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (content_hash) DO UPDATE SET
                format = excluded.format, issued_on = excluded.issued_on,
                issued_on_is_inferred = excluded.issued_on_is_inferred,
                issued_on_is_given = excluded.issued_on_is_given, skipped = excluded.skipped
            """,
            [
                (
                    digest.content_hash,
                    digest.source,
                    digest.format,
                    digest.issued_on.isoformat() if digest.issued_on else None,
                    int(digest.issued_on_is_inferred),
                    int(digest.issued_on_is_given),
                    ingested_at.isoformat(),
                    json.dumps([asdict(skipped) for skipped in digest.skipped]),
                )
            ],
        )
        sql = "SELECT digest_id FROM digests WHERE content_hash = ?"
        digest_id = int(next(self._query(sql, [digest.content_hash]))["digest_id"])
        self._write("DELETE FROM sightings WHERE digest_id = ?", [(digest_id,)])
        return digest_id

    def _add_entries(self, entries: Sequence[DigestEntry]) -> list[int]:
        """The number of each entry's facts; facts that stood before are not stored again."""
        facts = [entry_to_facts(entry) for entry in entries]
        hashes = [facts_hash(text) for text in facts]
        self._write(
            "INSERT INTO entries (facts_hash, title_key, facts) VALUES (?, ?, ?) "
            "ON CONFLICT DO NOTHING",
            [
                (hashed, title_key(entry.title), text)
                for hashed, entry, text in zip(hashes, entries, facts, strict=True)
            ],
        )
        sql = """
            SELECT facts_hash, entry_id FROM entries
            WHERE facts_hash IN (SELECT value FROM json_each(?))
        """
        numbers = {row["facts_hash"]: row["entry_id"] for row in self._query(sql, [_texts(hashes)])}
        return [numbers[text] for text in hashes]


def _texts(values: Iterable[str | None]) -> str:
    """Texts as a JSON array, which takes one SQL parameter however many there are."""
    return json.dumps([value for value in values if value is not None])
