"""Questions to the index."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import groupby
from pathlib import Path
from typing import Literal

from sqlite_utils import Database

from bot.models import Coverage, KnownTitle, Paper, SearchRequest, Sighting
from bot.services.ports import Revision, StoredDigest
from bot.store.checking import SelfChecking
from bot.store.rows import Row, day_of, row_to_paper, row_to_sighting, text_to_request
from bot.store.uniting import UnitedReading
from bot.store.vectors import VectorReading, hash_text

_SIGHTINGS = """
    SELECT sightings.*, digests.source, digests.format, digests.issued_on,
           digests.issued_on_is_inferred, digests.ingested_at, entries.facts
    FROM sightings JOIN digests USING (digest_id) JOIN entries USING (entry_id)
"""
_DIGESTS = """
    SELECT digest_id, source, format, issued_on, issued_on_is_inferred, issued_on_is_given,
           ingested_at,
           json_array_length(skipped) AS skipped_count,
           (SELECT COUNT(*) FROM sightings WHERE sightings.digest_id = digests.digest_id)
               AS entry_count
    FROM digests
"""
# Differs wherever papers, digests or vectors do; found out in microseconds.
_STATE = """
    SELECT (SELECT MAX(revision) FROM revisions),
           (SELECT token FROM revisions ORDER BY revision DESC LIMIT 1),
           (SELECT COUNT(*) FROM digests),
           (SELECT MAX(issued_on) FROM digests),
           (SELECT MIN(issued_on_is_inferred) FROM digests
            WHERE issued_on = (SELECT MAX(issued_on) FROM digests)),
           (SELECT MAX(embedding_id) FROM embeddings),
           (SELECT group_concat(name || ' ' || done_revision || ' ' || done_paper_id)
            FROM embedding_models)
"""
# The twin of `bot.merging.readings.digest_key`: equal for the readings of one digest.
_DIGEST_KEY = "COALESCE(issued_on || ' ' || format || ' ' || source, digest_id)"
_HAS_PAPERS = "digest_id IN (SELECT digest_id FROM sightings)"
_DAY = "COALESCE(digests.issued_on, date(digests.ingested_at))"
_FRESH = f"julianday({_DAY}) - julianday(papers.published_on) <= 30"
_IS_DAILY = f"""
    0.5 <= (
        SELECT COALESCE(AVG({_FRESH}), 1)
        FROM sightings JOIN papers USING (paper_id)
        WHERE sightings.digest_id = digests.digest_id
    )
"""  # noqa: S608 - only constants are put together


class SqliteIndexReader(VectorReading, UnitedReading, SelfChecking):
    """Implements `bot.services.ports.IndexReader`; belongs to the thread that opened it."""

    def __init__(self, database: Database, path: Path | None) -> None:
        """Ask that database; the path, None in memory, is for messages."""
        super().__init__(database, path)
        self._connection.create_function("text_hash", 2, hash_text, deterministic=True)
        self._version = 0
        self._seen_commits: tuple[int, int] | None = None
        self._seen_state: tuple[object, ...] | None = None

    def version(self) -> int:
        """Looks into the index only after a commit; most of them are none of its.

        Other connections' commits count through data_version, this one's by its changes.
        """
        (data_version,) = self._connection.execute("PRAGMA data_version").fetchone()
        commits = (data_version, self._connection.total_changes)
        if commits != self._seen_commits:
            state = tuple(next(self._query(_STATE)).values())
            self._version += state != self._seen_state
            self._seen_commits, self._seen_state = commits, state
        return self._version

    def find_paper(self, paper_id: int) -> Paper | None:
        """The paper with that local number, or the one that it was united with."""
        sql = """
            paper_id = COALESCE((SELECT united_with FROM removed_papers WHERE paper_id = ?1), ?1)
        """
        return self._first_paper(sql, paper_id)

    def find_paper_by_arxiv_id(self, arxiv_id: str) -> Paper | None:
        """The paper with that arXiv id (without version)."""
        return self._first_paper("arxiv_id = ?", arxiv_id)

    def find_papers_by_title_key(self, title_key: str) -> list[Paper]:
        """The papers with that title, else those once seen under it, earliest known first."""
        seen = """
            paper_id IN (SELECT paper_id FROM entries JOIN sightings USING (entry_id)
                         WHERE entries.title_key = ?)
        """
        for condition in ("title_key = ?", seen):
            sql = f"SELECT * FROM papers WHERE {condition} ORDER BY paper_id"  # noqa: S608 - literals
            if rows := list(self._query(sql, [title_key])):
                return [row_to_paper(row) for row in rows]
        return []

    def find_papers(self, paper_ids: Sequence[int]) -> list[Paper]:
        """The papers with those numbers, in that order; unknown numbers are left out."""
        sql = "SELECT * FROM papers WHERE paper_id IN (SELECT value FROM json_each(?))"
        found = {row["paper_id"]: row for row in self._query(sql, [_numbers(paper_ids)])}
        return [row_to_paper(found[paper_id]) for paper_id in paper_ids if paper_id in found]

    def load_days(self, paper_ids: Sequence[int]) -> list[tuple[date | None, bool]]:
        """When each of those papers was published, in any order; and whether that was inferred."""
        sql = """
            SELECT published_on, published_on_is_inferred FROM papers
            WHERE paper_id IN (SELECT value FROM json_each(?))
        """
        return [
            (day_of(row["published_on"]), bool(row["published_on_is_inferred"]))
            for row in self._query(sql, [_numbers(paper_ids)])
        ]

    def iter_papers(self) -> Iterator[Paper]:
        """All papers by local number."""
        for row in self._query("SELECT * FROM papers ORDER BY paper_id"):
            yield row_to_paper(row)

    def load_sightings(self, paper_ids: Sequence[int]) -> Mapping[int, tuple[Sighting, ...]]:
        """Each paper's sightings, earliest digest first; digests without a day by arrival."""
        sql = f"""{_SIGHTINGS}
            WHERE paper_id IN (SELECT value FROM json_each(?))
            ORDER BY paper_id, COALESCE(issued_on, date(ingested_at)), digest_id, position
        """  # noqa: S608 - only constants are put together
        rows = self._query(sql, [_numbers(paper_ids)])
        return {
            paper_id: tuple(row_to_sighting(row) for row in group)
            for paper_id, group in groupby(rows, key=lambda row: int(row["paper_id"]))
        }

    def latest_revision(self) -> Revision:
        """The state that the papers are in now."""
        row = next(self._query("SELECT * FROM revisions ORDER BY revision DESC LIMIT 1"))
        return Revision(row["revision"], row["token"])

    def has_revision(self, revision: Revision) -> bool:
        """Whether the papers were ever in that state."""
        sql = "SELECT 1 FROM revisions WHERE revision = ? AND token = ?"
        return any(self._query(sql, [revision.number, revision.token]))

    def iter_papers_since(self, revision_number: int) -> Iterator[Paper]:
        """The papers that were added or changed after that revision."""
        sql = "SELECT * FROM papers WHERE revision > ? ORDER BY paper_id"
        for row in self._query(sql, [revision_number]):
            yield row_to_paper(row)

    def load_removed_since(self, revision_number: int) -> list[int]:
        """The numbers of the papers that were removed after that revision."""
        sql = "SELECT paper_id FROM removed_papers WHERE revision > ?"
        return [row["paper_id"] for row in self._query(sql, [revision_number])]

    def count_changes_since(self, revision_number: int) -> int:
        """How many papers were added, changed or removed after that revision."""
        sql = """
            SELECT (SELECT COUNT(*) FROM papers WHERE revision > :number)
                 + (SELECT COUNT(*) FROM removed_papers WHERE revision > :number) AS changes
        """
        return int(next(self._query(sql, {"number": revision_number}))["changes"])

    def load_paper_ids(self) -> set[int]:
        """The numbers of all papers."""
        return {row["paper_id"] for row in self._query("SELECT paper_id FROM papers")}

    def load_titles(self, *, since: int = 0) -> Iterator[KnownTitle]:
        """The titles of papers added or changed after a revision, most attention first."""
        sql = """
            SELECT paper_id, title, COALESCE(upvotes, 0) + 3 * COALESCE(comment_count, 0)
                AS attention
            FROM papers WHERE revision > ? ORDER BY attention DESC, paper_id
        """
        for row in self._query(sql, [since]):
            yield KnownTitle(**row)

    def load_vocabulary(self, words: Iterable[str] | None = None) -> dict[str, int]:
        """Each indexed word, or those of these words, with the number of papers that have it."""
        sql = """
            SELECT word, paper_count FROM words
            WHERE paper_count > 0 AND (?1 IS NULL OR word IN (SELECT value FROM json_each(?1)))
            ORDER BY word
        """
        wanted = None if words is None else json.dumps(list(words))
        return {row["word"]: row["paper_count"] for row in self._query(sql, [wanted])}

    def load_papers_issued_on(self, day: date) -> list[tuple[Paper, Sighting]]:
        """The papers in that day's digests, each once, with its latest sighting of the day."""
        sql = f"{_SIGHTINGS} WHERE digests.issued_on = ? ORDER BY digest_id, position"
        latest = {
            row["paper_id"]: row_to_sighting(row) for row in self._query(sql, [day.isoformat()])
        }
        return [(paper, latest[paper.paper_id]) for paper in self.find_papers(list(latest))]

    def load_papers_received(
        self, *, after_digest_id: int, since: date, until: date
    ) -> list[tuple[Paper, Sighting]]:
        """The news of later digests of that period: each paper with its latest sighting there.

        Digests without a day count by their arrival. All papers of a daily digest are news; of
        a saved search those that were fresh on its day.
        """
        sql = f"""{_SIGHTINGS} JOIN papers USING (paper_id)
            WHERE digests.digest_id > ? AND {_DAY} BETWEEN ? AND ? AND ({_FRESH} OR {_IS_DAILY})
            ORDER BY digest_id, position
        """
        period = [after_digest_id, since.isoformat(), until.isoformat()]
        latest = {row["paper_id"]: row_to_sighting(row) for row in self._query(sql, period)}
        return [(paper, latest[paper.paper_id]) for paper in self.find_papers(list(latest))]

    def latest_digest_id(self) -> int | None:
        """The number of the digest that arrived last; None where there is none."""
        row = next(self._query("SELECT MAX(digest_id) AS latest FROM digests"))
        return None if row["latest"] is None else int(row["latest"])

    def load_papers_issued_between(self, first_on: date, last_on: date) -> list[Paper]:
        """The papers in the digests of these days, each once, by local number."""
        sql = """
            SELECT * FROM papers WHERE paper_id IN (
                SELECT paper_id FROM sightings JOIN digests USING (digest_id)
                WHERE issued_on BETWEEN ? AND ?
            ) ORDER BY paper_id
        """
        days = [first_on.isoformat(), last_on.isoformat()]
        return [row_to_paper(row) for row in self._query(sql, days)]

    def load_daily_digest_ids(self, first_on: date, last_on: date) -> set[int]:
        """The numbers of the daily digests of these days, as `find_latest_issue_day` has them."""
        sql = f"SELECT digest_id FROM digests WHERE issued_on BETWEEN ? AND ? AND {_IS_DAILY}"  # noqa: S608 - only constants are put together
        days = [first_on.isoformat(), last_on.isoformat()]
        return {row["digest_id"] for row in self._query(sql, days)}

    def find_latest_issue_day(self, until: date) -> date | None:
        """The newest day, not after `until`, of a daily digest; else of any digest with papers.

        A digest is daily where at least half of its papers, as far as they have a date, were fresh
        on its day: a search that was saved has papers of many years.
        """
        for condition in (_IS_DAILY, _HAS_PAPERS):
            sql = f"""
                SELECT issued_on FROM digests WHERE issued_on <= ? AND {condition}
                ORDER BY issued_on DESC LIMIT 1
            """  # noqa: S608 - only constants are put together
            row = next(self._query(sql, [until.isoformat()]), None)
            if row is not None:
                return day_of(row["issued_on"])
        return None

    def is_issue_day_inferred(self, day: date) -> bool:
        """Whether all digests of that day are of it by inference only; False without digests."""
        sql = "SELECT MIN(issued_on_is_inferred) AS inferred FROM digests WHERE issued_on = ?"
        return bool(next(self._query(sql, [day.isoformat()]))["inferred"])

    def load_coverage(self) -> Coverage:
        """How much the index holds."""
        sql = f"""
            SELECT COUNT(*) AS paper_count,
                   (SELECT COUNT(DISTINCT {_DIGEST_KEY}) FROM digests) AS digest_count,
                   MIN(published_on) AS first_published_on,
                   MAX(published_on) AS last_published_on,
                   COUNT(*) - COUNT(published_on) AS undated_count,
                   COUNT(*) - COUNT(arxiv_id) AS without_arxiv_id_count,
                   COUNT(*) - COUNT(author_count) AS without_author_count,
                   (SELECT MAX(issued_on) FROM digests) AS last_issued_on
            FROM papers
        """  # noqa: S608 - only constants are put together
        row = dict(next(self._query(sql)))
        for column in ("first_published_on", "last_published_on", "last_issued_on"):
            row[column] = day_of(row[column])
        coverage = Coverage(**row)
        first_on, last_on = coverage.first_published_on, coverage.last_published_on
        last_issued_on = coverage.last_issued_on
        first_told_on, last_told_on = self._find_told_day("ASC"), self._find_told_day("DESC")
        return replace(
            coverage,
            first_published_on_is_inferred=first_on != first_told_on,
            last_published_on_is_inferred=last_on != last_told_on,
            first_year_is_inferred=_year_of(first_on) != _year_of(first_told_on),
            last_year_is_inferred=_year_of(last_on) != _year_of(last_told_on),
            last_issued_on_is_inferred=(
                last_issued_on is not None and self.is_issue_day_inferred(last_issued_on)
            ),
        )

    def load_digests(self) -> list[StoredDigest]:
        """All digests in the order of their arrival."""
        return [_row_to_digest(row) for row in self._query(f"{_DIGESTS} ORDER BY digest_id")]

    def load_given_days(self) -> Mapping[str, date]:
        """The days that the operator gave, by the digests' content hashes."""
        sql = """
            SELECT content_hash, issued_on FROM digests
            WHERE issued_on_is_given = 1 AND issued_on IS NOT NULL
        """
        return {
            row["content_hash"]: date.fromisoformat(row["issued_on"]) for row in self._query(sql)
        }

    def load_skipped_reasons(self) -> Mapping[int, Sequence[str]]:
        """For each digest of which something was skipped, by number, why each of it was."""
        sql = """
            SELECT digest_id, json_group_array(json_extract(value, '$.reason')) AS reasons
            FROM digests, json_each(skipped) GROUP BY digest_id
        """
        return {row["digest_id"]: json.loads(row["reasons"]) for row in self._query(sql)}

    def find_digest(self, content_hash: str) -> StoredDigest | None:
        """The digest with that content."""
        row = next(self._query(f"{_DIGESTS} WHERE content_hash = ?", [content_hash]), None)
        return None if row is None else _row_to_digest(row)

    def find_remembered_search(self, search_id: int) -> SearchRequest | None:
        """The search that was remembered under that number."""
        sql = "SELECT request FROM remembered_searches WHERE search_id = ?"
        row = next(self._query(sql, [search_id]), None)
        return None if row is None else text_to_request(row["request"])

    def find_kept_value(self, key: str) -> str | None:
        """A small fact kept between runs."""
        row = next(self._query("SELECT value FROM kept_values WHERE key = ?", [key]), None)
        return None if row is None else str(row["value"])

    def _find_told_day(self, order: Literal["ASC", "DESC"]) -> date | None:
        """The first, or last, day of publication whose year was told."""
        # In the order of an index: of the few papers beyond that day alone the row is read.
        sql = f"""
            SELECT published_on FROM papers
            WHERE published_on IS NOT NULL AND published_on_is_inferred = 0
            ORDER BY published_on {order} LIMIT 1
        """  # noqa: S608 - one of two words
        row = next(self._query(sql), None)
        return None if row is None else day_of(row["published_on"])

    def _first_paper(self, condition: str, value: object) -> Paper | None:
        sql = f"SELECT * FROM papers WHERE {condition}"  # noqa: S608 - conditions are literals above
        row = next(self._query(sql, [value]), None)
        return None if row is None else row_to_paper(row)


def _row_to_digest(row: Row) -> StoredDigest:
    return StoredDigest(
        digest_id=row["digest_id"],
        source=row["source"],
        format=row["format"],
        issued_on=day_of(row["issued_on"]),
        issued_on_is_inferred=bool(row["issued_on_is_inferred"]),
        issued_on_is_given=bool(row["issued_on_is_given"]),
        ingested_at=datetime.fromisoformat(row["ingested_at"]),
        entry_count=row["entry_count"],
        skipped_count=row["skipped_count"],
    )


def _year_of(day: date | None) -> int | None:
    return None if day is None else day.year


def _numbers(values: Iterable[int]) -> str:
    """Numbers as a JSON array, which takes one SQL parameter however many there are."""
    return f"[{','.join(str(int(value)) for value in values)}]"
