"""The statements of the first steps, by what they make.

They are history: a step that has been released is never edited, and what came later is in the
steps after it.
"""

TABLE_STATEMENTS = (
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
FULL_TEXT_STATEMENTS = (
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
REVISION_STATEMENTS = (
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
)

COMMUNITY_STATEMENTS = (
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
