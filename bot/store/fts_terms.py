"""The term index as an SQLite database with FTS5: for where the search engine is not installed.

It finds what the engine does, only slower where there are many papers, and ranks nearly alike:
FTS5 weighs columns, not terms, and has no terms that count without being needed.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from bot.errors import IndexUnusable
from bot.models import SearchRequest, SortOrder
from bot.searching.query import PAIR_WEIGHT, Phrase, TermQuery
from bot.searching.terms import NAME_SIGNS, TERMS_VERSION
from bot.services.ports import Revision, TermDocument
from bot.store.term_filters import (
    column_limits,
    column_values,
    organization_names,
    wanted_organization,
)

_LAYOUT_VERSION: Final = 1
_COLUMNS: Final = {
    SortOrder.NEWEST: "newest",
    SortOrder.COMMENTS: "comments",
    SortOrder.UPVOTES: "upvotes",
}
_SIGNS: Final = NAME_SIGNS.replace("'", "''''")
_TABLES: Final = {
    "facts": """
        CREATE TABLE IF NOT EXISTS facts (
            paper_id INTEGER PRIMARY KEY, newest INTEGER, comments INTEGER, upvotes INTEGER,
            has_code INTEGER, organization TEXT
        )
    """,
    "terms": f"""
        CREATE VIRTUAL TABLE IF NOT EXISTS terms USING fts5 (
            words, pairs, tokenize='unicode61 remove_diacritics 0 tokenchars ''{_SIGNS}'''
        )
    """,
    "term_counts": "CREATE VIRTUAL TABLE IF NOT EXISTS term_counts USING fts5vocab (terms, col)",
    "shown": "CREATE TABLE IF NOT EXISTS shown (version INTEGER, number INTEGER, token TEXT)",
}
# Another process that makes the file takes a moment; one that fills it may take minutes, and
# nobody waits for that.
_OPENING_TIMEOUT_SECONDS: Final = 10.0
_LOCK_TIMEOUT_MILLISECONDS: Final = 500
_DAMAGE_CODES: Final = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_LOW_BYTE: Final = 0xFF


class FtsTermIndex:
    """Implements `bot.services.ports.TermIndex`; belongs to the thread that opened it."""

    engine = "SQLite FTS5"

    def __init__(self, path: Path | None, *, as_it_is: bool = False) -> None:
        """Open or make the index in that file; without a path, in memory.

        Args:
            path: the file.
            as_it_is: make nothing, and nothing anew: for looking whether something is wrong.

        Raises:
            IndexUnusable: the file cannot be written; or what is there cannot be used as it is.
        """
        self._path = path
        self._as_it_is = as_it_is
        self._connection = self._open()
        self._file_number = self._find_file_number()

    def close(self) -> None:
        """Give the connection back."""
        self._connection.close()

    def shown_revision(self) -> Revision | None:
        """The state of the papers that searches show; None where it is of another version."""
        if self._find_file_number() != self._file_number:
            self._reopen()
        sql = "SELECT number, token FROM shown WHERE version = :version"
        try:
            rows = self._query(sql, {"version": _version()})
        except IndexUnusable as error:
            if self._as_it_is or not _is_damage(error.__cause__):
                raise
            self._reopen()
            rows = self._query(sql, {"version": _version()})
        return Revision(*rows[0]) if rows else None

    def load_paper_ids(self) -> set[int]:
        """The numbers of all papers that searches show."""
        sql = "SELECT paper_id FROM facts WHERE paper_id IN (SELECT rowid FROM terms)"
        return {row[0] for row in self._query(sql, {})}

    def search(
        self, query: TermQuery, request: SearchRequest, *, limit: int, offset: int = 0
    ) -> tuple[int, list[tuple[int, float]]]:
        """How many papers match and fulfil the request's filters; and some of them."""
        expression = _match_expression(query)
        filters, parameters = _filters(query, request)
        if expression is None:
            source, score = "facts", "0.0"
        else:
            source = "terms JOIN facts ON facts.paper_id = terms.rowid"
            score = f"-bm25(terms, 1.0, {PAIR_WEIGHT})"
            filters.insert(0, "terms MATCH :match")
        where = " AND ".join(["TRUE", *filters])
        column = _COLUMNS.get(request.sort)
        order = f"{column} DESC" if column else "score DESC, facts.paper_id"
        parameters |= {"match": expression, "limit": limit, "offset": offset}
        (total,) = self._query(f"SELECT COUNT(*) FROM {source} WHERE {where}", parameters)[0]  # noqa: S608 - constants
        sql = f"""SELECT facts.paper_id, {"0.0" if column else score} AS score FROM {source}
            WHERE {where} ORDER BY {order} LIMIT :limit OFFSET :offset"""  # noqa: S608 - constants
        return total, [tuple(row) for row in self._query(sql, parameters)]

    def keep_matching(
        self, paper_ids: Sequence[int], query: TermQuery, request: SearchRequest
    ) -> set[int]:
        """Those of the papers that match the query and fulfil the request's filters."""
        filters, parameters = _filters(query, request)
        filters.append("facts.paper_id IN (SELECT value FROM json_each(:paper_ids))")
        if (expression := _match_expression(query)) is not None:
            filters.append("facts.paper_id IN (SELECT rowid FROM terms WHERE terms MATCH :match)")
        parameters |= {"paper_ids": json.dumps(list(paper_ids)), "match": expression}
        sql = f"SELECT paper_id FROM facts WHERE {' AND '.join(filters)}"  # noqa: S608 - constants
        return {row[0] for row in self._query(sql, parameters)}

    def count_papers(self, words: Iterable[str], pairs: Iterable[str]) -> dict[str, int]:
        """In how many papers each word or pair stands; those in none are left out."""
        sql = """SELECT term, doc FROM term_counts
            WHERE col = :field AND term IN (SELECT value FROM json_each(:terms))"""
        return {
            term: count
            for field, terms in (("words", words), ("pairs", pairs))
            for term, count in self._query(sql, {"field": field, "terms": json.dumps(list(terms))})
        }

    @contextmanager
    def writing(self) -> Iterator["_FtsTermWriter | None"]:
        """A way to change the index; None while another process has it."""
        try:
            self._connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise self._unusable(error) from error
            yield None
            return
        try:
            yield _FtsTermWriter(self._connection)
        except sqlite3.Error as error:
            raise self._unusable(error) from error
        finally:
            if self._connection.in_transaction:
                self._connection.rollback()

    def _open(self) -> sqlite3.Connection:
        try:
            if self._path is not None:
                self._path.parent.mkdir(parents=True, exist_ok=True)
            try:
                return self._connect()
            except sqlite3.DatabaseError as error:
                if self._path is None or self._as_it_is or not _is_damage(error):
                    raise
                self._discard()
                return self._connect()
        except (sqlite3.Error, OSError) as error:
            raise self._unusable(error) from error

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self._path or ":memory:", timeout=_OPENING_TIMEOUT_SECONDS, isolation_level=None
        )
        try:
            if not self._as_it_is:
                _lay_out(connection, is_shared=self._path is not None)
            connection.execute(f"PRAGMA busy_timeout = {_LOCK_TIMEOUT_MILLISECONDS}")
        except BaseException:
            connection.close()
            raise
        return connection

    def _reopen(self) -> None:
        """Begin anew: the file was taken away, put in another's place, or is damaged."""
        self._connection.close()
        self._connection = self._open()
        try:
            self._connection.execute("SELECT COUNT(*) FROM shown").fetchone()
        except sqlite3.DatabaseError as error:
            if not _is_damage(error):
                raise self._unusable(error) from error
            self._connection.close()
            self._discard()
            self._connection = self._open()
        self._file_number = self._find_file_number()

    def _discard(self) -> None:
        """Take the file away: it is derived, so nothing is lost."""
        assert self._path is not None  # noqa: S101 - what is in memory has no file
        for ending in ("", "-wal", "-shm"):
            self._path.with_name(self._path.name + ending).unlink(missing_ok=True)

    def _find_file_number(self) -> int:
        """Another one when the file was taken away, or another put in its place."""
        try:
            return 0 if self._path is None else self._path.stat().st_ino
        except OSError:
            return -1

    def _query(self, sql: str, parameters: Mapping[str, object]) -> list[Any]:
        try:
            return self._connection.execute(sql, dict(parameters)).fetchall()
        except sqlite3.Error as error:
            raise self._unusable(error) from error

    def _unusable(self, error: Exception) -> IndexUnusable:
        return IndexUnusable(
            f"The search index {self._path or 'in memory'} cannot be used ({error}). "
            "Mend it with: paperboy doctor --repair"
        )


class _FtsTermWriter:
    """Implements `bot.services.ports.TermWriter`, inside a transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def clear(self) -> None:
        """Forget everything; what was of another version is laid out anew."""
        for table in _TABLES:
            self._connection.execute(f"DROP TABLE {table}")
        for statement in _TABLES.values():
            self._connection.execute(statement)

    def put(self, documents: Iterable[TermDocument]) -> None:
        """Add or replace papers."""
        for document in documents:
            paper = document.paper
            self.remove([paper.paper_id])
            columns = {_COLUMNS[order]: value for order, value in column_values(paper).items()}
            self._connection.execute(
                "INSERT INTO facts VALUES "
                "(:paper_id, :newest, :comments, :upvotes, :has_code, :organization)",
                {
                    "paper_id": paper.paper_id,
                    "has_code": paper.code_url is not None,
                    "organization": _line(organization_names(paper.organization)),
                    **columns,
                },
            )
            self._connection.execute(
                "INSERT INTO terms (rowid, words, pairs) VALUES (?, ?, ?)",
                [paper.paper_id, document.terms.words, document.terms.pairs],
            )

    def remove(self, paper_ids: Iterable[int]) -> None:
        """Take papers out."""
        for paper_id in paper_ids:
            self._connection.execute("DELETE FROM facts WHERE paper_id = ?", [paper_id])
            self._connection.execute("DELETE FROM terms WHERE rowid = ?", [paper_id])

    def commit(self, revision: Revision) -> None:
        """Show all of it, as the papers' state of that revision."""
        self._connection.execute("DELETE FROM shown")
        self._connection.execute(
            "INSERT INTO shown VALUES (?, ?, ?)", [_version(), revision.number, revision.token]
        )
        self._connection.commit()
        self._connection.execute("BEGIN IMMEDIATE")


def _lay_out(connection: sqlite3.Connection, *, is_shared: bool) -> None:
    if is_shared:
        # SQLite refuses that at once while another process does the same, which is as good.
        with suppress(sqlite3.OperationalError):
            connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    for statement in _TABLES.values():
        connection.execute(statement)


def _is_damage(error: BaseException | None) -> bool:
    """Whether the file itself is at fault, and not that it is locked or may not be written."""
    code = getattr(error, "sqlite_errorcode", None)
    return code is not None and code & _LOW_BYTE in _DAMAGE_CODES


def _version() -> int:
    return TERMS_VERSION * 1000 + _LAYOUT_VERSION


def _match_expression(query: TermQuery) -> str | None:
    """The query for FTS5; None where every paper matches.

    Inside quotes FTS5 knows no operators, so text that people typed is harmless.
    """
    alternatives = [
        *(f"words : {_phrase((term,))}" for term in query.words),
        *(f"pairs : {_phrase((pair,))}" for pair in query.pairs),
    ]
    wanted = [f"({' OR '.join(alternatives)})"] if alternatives else []
    return " AND ".join([*wanted, *map(_phrase, query.phrases)]) or None


def _phrase(terms: Phrase) -> str:
    return f'"{" ".join(terms)}"'


def _filters(query: TermQuery, request: SearchRequest) -> tuple[list[str], dict[str, object]]:
    """Conditions, and the values of their parameters."""
    conditions: list[str] = []
    parameters: dict[str, object] = {}
    for order, (least, most) in column_limits(request).items():
        column = _COLUMNS[order]
        conditions.append(f"facts.{column} >= :least_{column}")
        parameters[f"least_{column}"] = least
        if most is not None:
            conditions.append(f"facts.{column} <= :most_{column}")
            parameters[f"most_{column}"] = most
    if request.has_code:
        conditions.append("facts.has_code")
    if (organization := wanted_organization(request)) is not None:
        conditions.append("instr(facts.organization, :organization)")
        parameters["organization"] = _line([organization])
    if query.excluded:
        conditions.append(
            "facts.paper_id NOT IN (SELECT rowid FROM terms WHERE terms MATCH :excluded)"
        )
        parameters["excluded"] = " OR ".join(map(_phrase, query.excluded))
    return conditions, parameters


def _line(names: Sequence[str]) -> str:
    """Names in one text, each between line ends, so that only a whole one is found in it."""
    return "\n".join(["", *names, ""])
