"""Opening the database: settings of the connection, migrations, and what can go wrong."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from bot.errors import IndexUnusable
from bot.store.community import SqliteCommunity
from bot.store.migrations import MIGRATIONS
from bot.store.reading import SqliteIndexReader
from bot.store.writing import SqliteIndexWriter

# How long a connection waits for another process's transaction before it gives up.
LOCK_TIMEOUT_SECONDS = 10.0
_WAL_ATTEMPTS = 100
# What many digests change alike is copied from the log into the database once in so many pages.
_CHECKPOINT_PAGES = 4_000


def open_reader(path: Path) -> SqliteIndexReader:
    """A connection that only reads; the database is created or brought up to date first.

    Raises:
        IndexUnusable: the file is no database of Paperboy's, or cannot be opened.
    """
    with _explained(path), _connected(path) as database:
        _check_owner(database, path)
        if MIGRATIONS.pending(database):
            open_writer(path).close()
        database.execute("PRAGMA query_only = 1")
        return SqliteIndexReader(database, path)


def open_writer(path: Path | None) -> SqliteIndexWriter:
    """A connection that reads and writes; without a path, an index in memory.

    Raises:
        IndexUnusable: the file is no database of Paperboy's, or cannot be opened or written.
    """
    with _explained(path), _connected(path) as database:
        _prepare_writing(database, path)
        return SqliteIndexWriter(database, path)


def open_community(path: Path | None) -> SqliteCommunity:
    """A connection to what servers and members asked for; without a path, in memory.

    Raises:
        IndexUnusable: the file is no database of Paperboy's, or cannot be opened or written.
    """
    with _explained(path), _connected(path) as database:
        _prepare_writing(database, path)
        # That a message is about to be sent must be known even after the power failed.
        database.execute("PRAGMA synchronous = FULL")
        # Each statement outside a transaction is at once there for others to see.
        database.conn.isolation_level = None
        return SqliteCommunity(database, path)


def _prepare_writing(database: Database, path: Path | None) -> None:
    _check_owner(database, path)
    _bring_up_to_date(database)
    if path is not None:
        _switch_to_wal(database)
    database.execute("PRAGMA synchronous = NORMAL")
    database.execute(f"PRAGMA wal_autocheckpoint = {_CHECKPOINT_PAGES}")
    database.execute("PRAGMA foreign_keys = 1")


def _check_owner(database: Database, path: Path | None) -> None:
    """Leave another program's database alone: it has tables, and none of our migrations."""
    tables = set(database.table_names()) - {MIGRATIONS.migrations_table}
    if tables and not MIGRATIONS.applied(database):
        raise IndexUnusable(
            f"{path} is another program's database. Name another folder in PAPERBOY_HOME."
        )


def _bring_up_to_date(database: Database) -> None:
    """Apply what is pending, once whoever does the same at the same time has done it."""
    if MIGRATIONS.pending(database):
        database.conn.execute("BEGIN IMMEDIATE")
        try:
            MIGRATIONS.apply(database)
        except BaseException:
            database.conn.rollback()
            raise
        database.conn.commit()


def _switch_to_wal(database: Database) -> None:
    """Switch the journal; SQLite refuses that at once while another connection looks in."""
    for _ in range(_WAL_ATTEMPTS):
        if database.journal_mode == "wal":
            return
        try:
            database.enable_wal()
        except sqlite3.OperationalError:
            database.conn.execute("BEGIN IMMEDIATE")  # waits for the other one
            database.conn.rollback()
    database.enable_wal()


@contextmanager
def _connected(path: Path | None) -> Iterator[Database]:
    """A connection that stays open, unless it turns out to be of no use."""
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path or ":memory:", timeout=LOCK_TIMEOUT_SECONDS)
    try:
        yield Database(connection)
    except BaseException:
        connection.close()
        raise


@contextmanager
def _explained(path: Path | None) -> Iterator[None]:
    """Turn what SQLite and the file system say into a sentence that names the file."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise IndexUnusable(
            f"The index {path} cannot be opened ({error}). Check that the file is Paperboy's "
            "and that this user may write to its folder, or move it away to begin a new index."
        ) from error
