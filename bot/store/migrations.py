"""The database's shape, as numbered steps.

Append only: a step that has been released is never edited, so a database of any earlier version
opens and is brought up to date. Each step runs in a transaction of its own.
"""

from collections import Counter

from sqlite_utils import Database, Migrations

from bot.text.words import fold_word_parts

MIGRATIONS = Migrations("paperboy")


_TABLE_STATEMENTS = (
    """
    CREATE TABLE papers (
        paper_id INTEGER PRIMARY KEY AUTOINCREMENT,
        title TEXT NOT NULL,
        title_key TEXT NOT NULL,
        abstract TEXT NOT NULL,
        tldr TEXT NOT NULL,
        arxiv_id TEXT UNIQUE,
        external_id TEXT,
        published_on TEXT,
        published_on_is_inferred INTEGER NOT NULL,
        authors TEXT NOT NULL,
        author_count INTEGER,
        organization_slug TEXT,
        organization_name TEXT,
        comment_count INTEGER,
        upvotes INTEGER,
        keywords TEXT NOT NULL,
        code_url TEXT,
        first_seen_on TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX papers_title_key ON papers (title_key)",
    "CREATE INDEX papers_external_id ON papers (external_id) WHERE external_id IS NOT NULL",
    """
    CREATE TABLE digests (
        digest_id INTEGER PRIMARY KEY,
        content_hash TEXT NOT NULL UNIQUE,
        source TEXT NOT NULL,
        format TEXT NOT NULL,
        issued_on TEXT,
        issued_on_is_inferred INTEGER NOT NULL,
        ingested_at TEXT NOT NULL,
        skipped TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX digests_issued_on ON digests (issued_on)",
    """
    CREATE TABLE entries (
        entry_id INTEGER PRIMARY KEY,
        facts_hash TEXT NOT NULL UNIQUE,
        title_key TEXT NOT NULL,
        facts TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX entries_title_key ON entries (title_key)",
    """
    CREATE TABLE sightings (
        digest_id INTEGER NOT NULL REFERENCES digests (digest_id),
        position INTEGER NOT NULL,
        line INTEGER NOT NULL,
        paper_id INTEGER NOT NULL
            REFERENCES papers (paper_id) DEFERRABLE INITIALLY DEFERRED,
        entry_id INTEGER NOT NULL REFERENCES entries (entry_id),
        comment_count INTEGER,
        upvotes INTEGER,
        PRIMARY KEY (digest_id, position)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX sightings_paper_id ON sightings (paper_id)",
    "CREATE INDEX sightings_entry_id ON sightings (entry_id)",
    """
    CREATE TABLE words (
        word TEXT PRIMARY KEY,
        paper_count INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
)
_FULL_TEXT_STATEMENTS = (
    """
    CREATE VIRTUAL TABLE papers_fts USING fts5 (
        title, abstract, content='papers', content_rowid='paper_id',
        tokenize='porter unicode61 remove_diacritics 2'
    )
    """,
    """
    CREATE TRIGGER papers_fts_insert AFTER INSERT ON papers BEGIN
        INSERT INTO papers_fts (rowid, title, abstract)
        VALUES (new.paper_id, new.title, new.abstract);
    END
    """,
    """
    CREATE TRIGGER papers_fts_delete AFTER DELETE ON papers BEGIN
        INSERT INTO papers_fts (papers_fts, rowid, title, abstract)
        VALUES ('delete', old.paper_id, old.title, old.abstract);
    END
    """,
    # A grown count must not cost a new place in the full-text index: hence WHEN.
    """
    CREATE TRIGGER papers_fts_update AFTER UPDATE OF title, abstract ON papers
    WHEN old.title IS NOT new.title OR old.abstract IS NOT new.abstract BEGIN
        INSERT INTO papers_fts (papers_fts, rowid, title, abstract)
        VALUES ('delete', old.paper_id, old.title, old.abstract);
        INSERT INTO papers_fts (rowid, title, abstract)
        VALUES (new.paper_id, new.title, new.abstract);
    END
    """,
)


@MIGRATIONS(name="0001_papers_digests_sightings")
def create_index(db: Database) -> None:
    """Papers drawn together from sightings; sightings of entries as they were received.

    An entry's facts are stored once however often a digest repeats them, so a day that is read
    again because its counts grew costs a sighting and nothing more.
    """
    for statement in (*_TABLE_STATEMENTS, *_FULL_TEXT_STATEMENTS):
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
    for statement in (
        "DROP TABLE papers_fts",
        # A token tells two states of one number apart, as after a backup was put back.
        """
        CREATE TABLE revisions (
            revision INTEGER PRIMARY KEY AUTOINCREMENT,
            token TEXT NOT NULL DEFAULT (lower(hex(randomblob(8))))
        ) STRICT
        """,
        "INSERT INTO revisions DEFAULT VALUES",
        "ALTER TABLE papers ADD COLUMN revision INTEGER NOT NULL DEFAULT 1",
        "CREATE INDEX papers_revision ON papers (revision)",
        # What is known of how many papers is told without reading all abstracts.
        "CREATE INDEX papers_coverage ON papers (published_on, arxiv_id, author_count)",
        """
        CREATE TABLE removed_papers (
            paper_id INTEGER PRIMARY KEY,
            revision INTEGER NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE embedding_models (
            model_id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            done_revision INTEGER NOT NULL,
            done_paper_id INTEGER NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE embeddings (
            embedding_id INTEGER PRIMARY KEY AUTOINCREMENT,
            model_id INTEGER NOT NULL REFERENCES embedding_models (model_id),
            paper_id INTEGER NOT NULL,
            text_hash BLOB NOT NULL,
            vector BLOB NOT NULL,
            UNIQUE (model_id, paper_id)
        ) STRICT
        """,
    ):
        db.execute(statement)
    count_words(db)


def count_words(db: Database) -> None:
    """Fill the vocabulary from the papers."""
    counts: Counter[str] = Counter()
    for title, abstract in db.execute("SELECT title, abstract FROM papers"):
        counts.update(set(fold_word_parts(f"{title} {abstract}")))
    db.execute("DELETE FROM words")
    db.conn.executemany("INSERT INTO words VALUES (?, ?)", counts.items())


_COMMUNITY_STATEMENTS = (
    """
    CREATE TABLE guilds (
        application_id INTEGER NOT NULL,
        guild_id INTEGER NOT NULL,
        zone TEXT,
        left_at TEXT,
        PRIMARY KEY (application_id, guild_id)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE schedules (
        schedule_id INTEGER PRIMARY KEY AUTOINCREMENT,
        application_id INTEGER NOT NULL,
        token TEXT NOT NULL DEFAULT (lower(hex(randomblob(16)))),
        kind TEXT NOT NULL,
        guild_id INTEGER,
        channel_id INTEGER,
        owner_id INTEGER NOT NULL,
        local_time TEXT NOT NULL,
        zone TEXT NOT NULL,
        weekdays TEXT NOT NULL,
        pick_count INTEGER NOT NULL,
        topic TEXT,
        excluded TEXT,
        min_comments INTEGER,
        role_id INTEGER,
        opens_thread INTEGER NOT NULL,
        publishes INTEGER NOT NULL,
        says_quiet_days INTEGER NOT NULL,
        created_at TEXT NOT NULL,
        checked_until_at TEXT NOT NULL,
        paused_at TEXT,
        pause_reason TEXT,
        is_owner_told INTEGER NOT NULL DEFAULT 0,
        refused_count INTEGER NOT NULL DEFAULT 0
    ) STRICT
    """,
    "CREATE INDEX schedules_guild_id ON schedules (guild_id)",
    # One inbox a member, however often it is asked for.
    """
    CREATE UNIQUE INDEX schedules_inbox ON schedules (application_id, owner_id)
    WHERE kind = 'inbox'
    """,
    """
    CREATE TABLE slots (
        slot_id INTEGER PRIMARY KEY AUTOINCREMENT,
        schedule_id INTEGER NOT NULL REFERENCES schedules (schedule_id) ON DELETE CASCADE,
        local_on TEXT NOT NULL,
        due_at TEXT NOT NULL,
        state TEXT NOT NULL,
        attempt_count INTEGER NOT NULL DEFAULT 0,
        tried_at TEXT,
        next_try_at TEXT,
        content TEXT,
        reason TEXT,
        place_id INTEGER,
        message_id INTEGER,
        sent_at TEXT,
        is_complete INTEGER NOT NULL DEFAULT 0,
        refresh TEXT NOT NULL DEFAULT 'waiting',
        last_digest_id INTEGER,
        UNIQUE (schedule_id, local_on)
    ) STRICT
    """,
    # The few that there is something left to do for are found among years of others.
    """
    CREATE INDEX slots_unsettled ON slots (due_at)
    WHERE state IN ('planned', 'sending') OR (state = 'sent' AND is_complete = 0)
    """,
    """
    CREATE INDEX slots_to_refresh ON slots (sent_at) WHERE state = 'sent' AND refresh <> 'done'
    """,
    """
    CREATE TABLE posted_papers (
        slot_id INTEGER NOT NULL REFERENCES slots (slot_id) ON DELETE CASCADE,
        paper_id INTEGER NOT NULL,
        target_id INTEGER NOT NULL,
        upvotes INTEGER,
        comment_count INTEGER,
        PRIMARY KEY (slot_id, paper_id)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX posted_papers_target_id ON posted_papers (target_id)",
    """
    CREATE TABLE follows (
        follow_id INTEGER PRIMARY KEY AUTOINCREMENT,
        member_id INTEGER NOT NULL,
        topic TEXT NOT NULL,
        excluded TEXT,
        followed_at TEXT NOT NULL,
        UNIQUE (member_id, topic, excluded)
    ) STRICT
    """,
    """
    CREATE TABLE saves (
        member_id INTEGER NOT NULL,
        paper_id INTEGER NOT NULL,
        saved_at TEXT NOT NULL,
        PRIMARY KEY (member_id, paper_id)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE votes (
        guild_id INTEGER NOT NULL,
        paper_id INTEGER NOT NULL,
        member_id INTEGER NOT NULL,
        voted_at TEXT NOT NULL,
        PRIMARY KEY (guild_id, paper_id, member_id)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX votes_member_id ON votes (member_id)",
    """
    CREATE TABLE looks (
        member_id INTEGER PRIMARY KEY,
        looked_at TEXT NOT NULL,
        last_digest_id INTEGER
    ) STRICT
    """,
)


@MIGRATIONS(name="0004_schedules_and_members")
def create_community(db: Database) -> None:
    """What servers and their members asked Paperboy to do and to keep.

    One index may serve several applications (a bot, its test twin, the playground): what belongs
    to a connection names its application.
    """
    for statement in _COMMUNITY_STATEMENTS:
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
