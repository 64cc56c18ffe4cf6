"""Asking SQLite, telling it, and saying what it objects to."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from bot.errors import IndexUnusable
from bot.store.rows import Row


class SqliteQueries:
    """A connection, which belongs to the thread that opened it."""

    def __init__(self, database: Database, path: Path | None) -> None:
        """Ask that database; the path, None in memory, is for messages."""
        self._database = database
        self._path = path
        self._connection = database.conn

    def close(self) -> None:
        """Give the connection back."""
        self._database.close()

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Inside, all answers are of one state, whatever others write meanwhile."""
        try:
            self._connection.execute("BEGIN")
        except sqlite3.Error as error:
            raise self._unusable(error) from error
        try:
            yield
        finally:
            self._connection.rollback()

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


class SqliteChanges(SqliteQueries):
    """A connection that changes what is stored."""

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing: what fails or is killed inside leaves everything as it was.

        The lock is taken at once, waiting for another process's transaction: one that reads first
        and writes then is refused by SQLite without any waiting.
        """
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._connection.rollback()
                raise
            self._connection.commit()
        except sqlite3.Error as error:
            raise self._unusable(error) from error

    def _write(self, sql: str, rows: Sequence[tuple[object, ...]]) -> None:
        if not rows:
            return
        try:
            self._connection.executemany(sql, rows)
        except sqlite3.Error as error:
            raise self._unusable(error) from error
