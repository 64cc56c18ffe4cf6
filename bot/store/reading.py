"""Questions to the index."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import groupby
from pathlib import Path

from sqlite_utils import Database

from bot.errors import IndexUnusable
from bot.models import (
    Coverage,
    MarkedText,
    Paper,
    SearchRequest,
    Sighting,
    SortOrder,
    TitleSuggestion,
)
from bot.services.ports import IndexHit, StoredDigest
from bot.store.rows import Row, row_to_paper, row_to_sighting, text_to_request
from bot.text.white_space import replace_surrogates

# A title match says more than an abstract match; 3 to 5 ranked best on public test sets.
TITLE_WEIGHT, ABSTRACT_WEIGHT = 3.0, 1.0
_RANKING = f"bm25(papers_fts, {TITLE_WEIGHT}, {ABSTRACT_WEIGHT})"
_ORDERS = {
    SortOrder.RELEVANCE: "",
    SortOrder.NEWEST: "papers.published_on DESC NULLS LAST,",
    SortOrder.COMMENTS: "papers.comment_count DESC NULLS LAST,",
    SortOrder.UPVOTES: "papers.upvotes DESC NULLS LAST,",
}
_FILTERS = """
    (:since IS NULL OR papers.published_on >= :since)
    AND (:until IS NULL OR papers.published_on <= :until)
    AND (:min_comments IS NULL OR papers.comment_count >= :min_comments)
    AND (:min_upvotes IS NULL OR papers.upvotes >= :min_upvotes)
    AND (NOT :has_code OR papers.code_url IS NOT NULL)
    AND (:excluded IS NULL OR papers.paper_id NOT IN
         (SELECT rowid FROM papers_fts WHERE papers_fts MATCH :excluded))
    AND (:organization IS NULL OR :organization IN
         (casefold(papers.organization_slug), casefold(papers.organization_name)))
"""
# What a search reads besides the paper, from where, and how equals are ordered: the papers that
# match, or all of them.
_MATCHING = (
    f"""-{_RANKING} AS score,
        highlight(papers_fts, 0, char(2), char(3)) AS marked_title,
        highlight(papers_fts, 1, char(2), char(3)) AS marked_abstract""",
    """FROM papers_fts JOIN papers ON papers.paper_id = papers_fts.rowid
        WHERE papers_fts MATCH :match""",
    f"{_RANKING}, papers.paper_id",
)
_ALL = (
    "0.0 AS score, title AS marked_title, abstract AS marked_abstract",
    "FROM papers WHERE TRUE",
    "papers.paper_id",
)
_SIGHTINGS = """
    SELECT sightings.*, digests.source, digests.format, digests.issued_on, digests.ingested_at,
           entries.facts
    FROM sightings JOIN digests USING (digest_id) JOIN entries USING (entry_id)
"""
_DIGESTS = """
    SELECT digest_id, source, format, issued_on, issued_on_is_inferred, ingested_at,
           json_array_length(skipped) AS skipped_count,
           (SELECT COUNT(*) FROM sightings WHERE sightings.digest_id = digests.digest_id)
               AS entry_count
    FROM digests
"""
_HAS_PAPERS = "digest_id IN (SELECT digest_id FROM sightings)"
_IS_DAILY = """
    0.5 <= (
        SELECT COALESCE(AVG(julianday(issued_on) - julianday(published_on) <= 30), 1)
        FROM sightings JOIN papers USING (paper_id)
        WHERE sightings.digest_id = digests.digest_id
    )
"""
# Characters that no text has: they mark where FTS5 found a match.
_MARK_START, _MARK_END = "\x02", "\x03"


class SqliteIndexReader:
    """Implements `bot.services.ports.IndexReader`; belongs to the thread that opened it."""

    def __init__(self, database: Database, path: Path | None) -> None:
        self._database = database
        self._path = path
        self._connection = database.conn
        self._connection.create_function("casefold", 1, _casefold, deterministic=True)

    def close(self) -> None:
        """Give the connection back."""
        self._database.close()

    def version(self) -> int:
        """Other connections' commits count through data_version, this one's by its changes."""
        (data_version,) = self._connection.execute("PRAGMA data_version").fetchone()
        return int(data_version) << 40 | self._connection.total_changes

    def find_paper(self, paper_id: int) -> Paper | None:
        """The paper with that local number."""
        return self._first_paper("paper_id = ?", paper_id)

    def find_paper_by_arxiv_id(self, arxiv_id: str) -> Paper | None:
        """The paper with that arXiv id (without version)."""
        return self._first_paper("arxiv_id = ?", arxiv_id)

    def find_papers_by_title_key(self, title_key: str) -> list[Paper]:
        """The papers with that title, earliest known first."""
        sql = "SELECT * FROM papers WHERE title_key = ? ORDER BY paper_id"
        return [row_to_paper(row) for row in self._query(sql, [title_key])]

    def find_papers(self, paper_ids: Sequence[int]) -> list[Paper]:
        """The papers with those numbers, in that order; unknown numbers are left out."""
        sql = "SELECT * FROM papers WHERE paper_id IN (SELECT value FROM json_each(?))"
        found = {row["paper_id"]: row for row in self._query(sql, [_numbers(paper_ids)])}
        return [row_to_paper(found[paper_id]) for paper_id in paper_ids if paper_id in found]

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

    def search(
        self, match_expression: str | None, request: SearchRequest, *, excluded: str | None = None
    ) -> tuple[int, list[IndexHit]]:
        """How many papers match and fulfil the request's filters, and the page asked for."""
        parameters: dict[str, object] = {
            "match": match_expression,
            "excluded": excluded,
            "since": request.since.isoformat() if request.since else None,
            "until": request.until.isoformat() if request.until else None,
            "organization": _fold_name(request.organization),
            "min_comments": request.min_comments,
            "min_upvotes": request.min_upvotes,
            "has_code": request.has_code,
            "limit": request.limit,
            "offset": request.offset,
        }
        columns, source, order = _ALL if match_expression is None else _MATCHING
        count_sql = f"SELECT COUNT(*) AS total {source} AND {_FILTERS}"
        page_sql = f"""
            SELECT papers.*, {columns} {source} AND {_FILTERS}
            ORDER BY {_ORDERS[request.sort]} {order} LIMIT :limit OFFSET :offset
        """
        total = next(self._query(count_sql, parameters))["total"]
        hits = [_row_to_hit(row) for row in self._query(page_sql, parameters)] if total else []
        return total, hits

    def load_titles(self) -> list[TitleSuggestion]:
        """All titles, the papers with most attention first."""
        sql = """
            SELECT paper_id, title FROM papers
            ORDER BY COALESCE(upvotes, 0) + 3 * COALESCE(comment_count, 0) DESC, paper_id
        """
        return [TitleSuggestion(row["paper_id"], row["title"]) for row in self._query(sql)]

    def load_vocabulary(self) -> dict[str, int]:
        """Every indexed word with the number of papers that have it."""
        sql = "SELECT word, paper_count FROM words WHERE paper_count > 0"
        return {row["word"]: row["paper_count"] for row in self._query(sql)}

    def load_papers_issued_on(self, day: date) -> list[tuple[Paper, Sighting]]:
        """The papers in that day's digests, each once, with its latest sighting of the day."""
        sql = f"{_SIGHTINGS} WHERE digests.issued_on = ? ORDER BY digest_id, position"
        latest = {
            row["paper_id"]: row_to_sighting(row) for row in self._query(sql, [day.isoformat()])
        }
        return [(paper, latest[paper.paper_id]) for paper in self.find_papers(list(latest))]

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
                return _day(row["issued_on"])
        return None

    def load_coverage(self) -> Coverage:
        """How much the index holds."""
        sql = """
            SELECT COUNT(*) AS paper_count,
                   (SELECT COUNT(*) FROM digests) AS digest_count,
                   MIN(published_on) AS first_published_on,
                   MAX(published_on) AS last_published_on,
                   COUNT(*) - COUNT(published_on) AS undated_count,
                   COUNT(*) - COUNT(arxiv_id) AS without_arxiv_id_count,
                   COUNT(*) - COUNT(author_count) AS without_author_count,
                   (SELECT MAX(issued_on) FROM digests) AS last_issued_on
            FROM papers
        """
        row = dict(next(self._query(sql)))
        for column in ("first_published_on", "last_published_on", "last_issued_on"):
            row[column] = _day(row[column])
        return Coverage(**row)

    def load_digests(self) -> list[StoredDigest]:
        """All digests in the order of their arrival."""
        return [_row_to_digest(row) for row in self._query(f"{_DIGESTS} ORDER BY digest_id")]

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

    def _first_paper(self, condition: str, value: object) -> Paper | None:
        sql = f"SELECT * FROM papers WHERE {condition}"  # noqa: S608 - conditions are literals above
        row = next(self._query(sql, [value]), None)
        return None if row is None else row_to_paper(row)

    def _query(
        self, sql: str, parameters: Sequence[object] | dict[str, object] = ()
    ) -> Iterator[Row]:
        """Rows by column name; what SQLite objects to becomes a sentence that names the file."""
        try:
            yield from self._database.query(sql, parameters)
        except sqlite3.Error as error:
            raise self._unusable(error) from error

    def _unusable(self, error: sqlite3.Error) -> IndexUnusable:
        return IndexUnusable(
            f"The index {self._path or 'in memory'} cannot be used ({error}). If another "
            "Paperboy is busy with it, try again; if it is damaged, restore a copy or begin anew."
        )


def _row_to_digest(row: Row) -> StoredDigest:
    return StoredDigest(
        digest_id=row["digest_id"],
        source=row["source"],
        format=row["format"],
        issued_on=_day(row["issued_on"]),
        issued_on_is_inferred=bool(row["issued_on_is_inferred"]),
        ingested_at=datetime.fromisoformat(row["ingested_at"]),
        entry_count=row["entry_count"],
        skipped_count=row["skipped_count"],
    )


def _row_to_hit(row: Row) -> IndexHit:
    return IndexHit(
        paper=row_to_paper(row),
        score=row["score"],
        title=_marked(row["marked_title"]),
        abstract=_marked(row["marked_abstract"]),
    )


def _marked(text: str) -> MarkedText:
    """Take the marks out of a text and note where they stood."""
    pieces: list[str] = []
    marks: list[tuple[int, int]] = []
    position = 0
    for count, piece in enumerate(text.split(_MARK_START)):
        marked, separator, rest = piece.partition(_MARK_END)
        if count and separator:
            marks.append((position, position + len(marked)))
        pieces += (marked, rest)
        position += len(marked) + len(rest)
    return MarkedText("".join(pieces), tuple(marks))


def _casefold(value: str | None) -> str | None:
    return None if value is None else value.casefold()


def _fold_name(name: str | None) -> str | None:
    """What somebody typed, as names are compared: without case, or white space at its ends."""
    return None if name is None else replace_surrogates(name).strip().casefold()


def _numbers(values: Iterable[int]) -> str:
    """Numbers as a JSON array, which takes one SQL parameter however many there are."""
    return f"[{','.join(str(int(value)) for value in values)}]"


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
