"""The database's shape, as numbered steps.

Append only: a step that has been released is never edited, so a database of any earlier version
opens and is brought up to date. Each step runs in a transaction of its own.
"""

from collections import Counter

from sqlite_utils import Database, Migrations

from bot.store.first_tables import (
    COMMUNITY_STATEMENTS,
    FULL_TEXT_STATEMENTS,
    REVISION_STATEMENTS,
    TABLE_STATEMENTS,
)
from bot.text.title_key import title_key
from bot.text.words import fold_word_parts

MIGRATIONS = Migrations("paperboy")


@MIGRATIONS(name="0001_papers_digests_sightings")
def create_index(db: Database) -> None:
    """Papers drawn together from sightings; sightings of entries as they were received.

    An entry's facts are stored once however often a digest repeats them, so a day that is read
    again because its counts grew costs a sighting and nothing more.
    """
    for statement in (*TABLE_STATEMENTS, *FULL_TEXT_STATEMENTS):
        db.execute(statement)


@MIGRATIONS(name="0002_remembered_searches_and_kept_values")
def create_memory(db: Database) -> None:
    """What buttons lead back to, and small facts kept between runs."""
    db.execute(
        """
        CREATE TABLE remembered_searches (
            search_id INTEGER PRIMARY KEY,
            request TEXT NOT NULL UNIQUE
        ) STRICT
        """
    )
    db.execute(
        "CREATE TABLE kept_values (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID"
    )


@MIGRATIONS(name="0003_revisions_and_embeddings")
def create_revisions(db: Database) -> None:
    """Every change of papers is numbered, so that what is derived from them can follow.

    Finding papers by their words moves out, to an index that is made anew whenever in doubt; the
    vocabulary is counted anew because words are compared as people type them. Vectors stay here:
    they cost too much to be made anew.
    """
    for name in ("insert", "delete", "update"):
        db.execute(f"DROP TRIGGER papers_fts_{name}")
    for statement in REVISION_STATEMENTS:
        db.execute(statement)
    count_words(db)


def count_words(db: Database) -> None:
    """Fill the vocabulary from the papers."""
    counts: Counter[str] = Counter()
    for title, abstract in db.execute("SELECT title, abstract FROM papers"):
        counts.update(set(fold_word_parts(f"{title} {abstract}")))
    db.execute("DELETE FROM words")
    db.conn.executemany("INSERT INTO words VALUES (?, ?)", counts.items())


@MIGRATIONS(name="0004_schedules_and_members")
def create_community(db: Database) -> None:
    """What servers and their members asked Paperboy to do and to keep.

    One index may serve several applications (a bot, its test twin, the playground): what belongs
    to a connection names its application.
    """
    for statement in COMMUNITY_STATEMENTS:
        db.execute(statement)


@MIGRATIONS(name="0005_discussions")
def create_discussions(db: Database) -> None:
    """Which thread a paper is discussed in, in each channel: so that there is no second one."""
    db.execute(
        """
        CREATE TABLE discussions (
            application_id INTEGER NOT NULL,
            channel_id INTEGER NOT NULL,
            paper_id INTEGER NOT NULL,
            guild_id INTEGER NOT NULL,
            thread_id INTEGER NOT NULL,
            PRIMARY KEY (application_id, channel_id, paper_id)
        ) STRICT, WITHOUT ROWID
        """
    )


@MIGRATIONS(name="0006_removed_schedules")
def keep_removed_schedules(db: Database) -> None:
    """What a schedule posted outlives it: its channel is not to be shown that again."""
    db.execute("ALTER TABLE schedules ADD COLUMN is_removed INTEGER NOT NULL DEFAULT 0")


@MIGRATIONS(name="0008_left_out_members")
def create_left_out_members(db: Database) -> None:
    """Who wants to be left out of summaries of discussions, whichever bot makes them."""
    db.execute(
        """
        CREATE TABLE left_out_members (
            member_id INTEGER PRIMARY KEY,
            since_at TEXT NOT NULL
        ) STRICT
        """
    )


@MIGRATIONS(name="0009_discussions_by_thread")
def index_discussed_threads(db: Database) -> None:
    """Whoever asks something in a thread asks about the paper that it was opened for."""
    db.execute("CREATE INDEX discussions_thread_id ON discussions (thread_id)")


@MIGRATIONS(name="0010_near_titles")
def index_near_titles(db: Database) -> None:
    """Titles are found by their ends, as `bot.merging.near_titles` cuts them."""
    db.execute(
        "CREATE INDEX entries_head ON entries "
        "(length(title_key), substr(title_key, 1, length(title_key) / 2 - 1))"
    )
    db.execute(
        "CREATE INDEX entries_tail ON entries "
        "(length(title_key), substr(title_key, 1 - length(title_key) / 2))"
    )


@MIGRATIONS(name="0011_united_papers")
def keep_successors(db: Database) -> None:
    """The number of a paper that turned out to be another one leads to that one for good."""
    db.execute("ALTER TABLE removed_papers ADD COLUMN united_with INTEGER")
    db.execute(
        "CREATE INDEX removed_papers_united_with ON removed_papers (united_with) "
        "WHERE united_with IS NOT NULL"
    )
    write_and_signs_out(db)


def write_and_signs_out(db: Database) -> None:
    """Bring the keys of titles with an "&" up to date, which is read as "and" from now on."""
    for table, number, title in (
        ("entries", "entry_id", "facts ->> '$.title'"),
        ("papers", "paper_id", "title"),
    ):
        known = db.execute(f"SELECT {number}, {title} FROM {table} WHERE {title} LIKE '%&%'")  # noqa: S608 - names
        keys = [(title_key(title), number) for number, title in known.fetchall()]
        db.conn.executemany(f"UPDATE {table} SET title_key = ? WHERE {number} = ?", keys)  # noqa: S608 - names


@MIGRATIONS(name="0012_given_days")
def keep_given_days(db: Database) -> None:
    """A day that the operator gave is known from one that the digest tells itself.

    Of these forms none tells its day with the year: where it was known, it had been given.
    """
    db.execute("ALTER TABLE digests ADD COLUMN issued_on_is_given INTEGER NOT NULL DEFAULT 0")
    db.execute(
        """
        UPDATE digests SET issued_on_is_given = 1
        WHERE issued_on IS NOT NULL AND issued_on_is_inferred = 0
            AND format IN ('paper_lines', 'paper_table', 'text_cards', 'text_pairs')
        """
    )
