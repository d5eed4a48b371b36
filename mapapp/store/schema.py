"""The store's tables, as registered migrations: each one is applied once, in its own transaction, in order.

Never change a migration that has shipped; add the next one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from mapapp.errors import BadInput, Unavailable
from mapapp.store import searching
from mapapp.store.rows import fill_rows, fill_sides

Step = str | Callable[[sqlite3.Connection], None]  # an SQL statement, or what SQL cannot say

APPLICATION_ID = 0x6D61_7061  # "mapa": tells a store from any other SQLite file

_FIRST = (
    """CREATE TABLE fact (  -- what is known of the store as a whole
        name TEXT PRIMARY KEY,
        value TEXT NOT NULL
    ) WITHOUT ROWID""",
    """CREATE TABLE document (
        id TEXT PRIMARY KEY,
        text BLOB NOT NULL,      -- UTF-8, never altered; a blob, since SQL's own functions stop at a null byte
        sha256 TEXT NOT NULL,    -- of the text: what quotes are checked against
        likeness TEXT NOT NULL UNIQUE,  -- hash of text, publisher and url: one report is kept once
        characters INTEGER NOT NULL,
        title TEXT, publisher TEXT, language TEXT, published TEXT, basis TEXT, problem TEXT,  -- as read, for lists
        made_by TEXT NOT NULL,
        document BLOB NOT NULL,  -- the Document as read, without text
        given BLOB NOT NULL,     -- the Document as it came, without text: what a new reading starts from
        reading BLOB NOT NULL,   -- the Reading, without text
        digest TEXT NOT NULL     -- of given, text and reading: what `version` adds up
    )""",
    """CREATE TABLE incident (
        seq INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL, status TEXT NOT NULL, precision TEXT NOT NULL,
        first_day INTEGER,       -- proleptic Gregorian ordinal; NULL = undated, 0 = open towards the past
        end_day INTEGER,         -- the day after the last
        long INTEGER,            -- 1: more than selecting.SHORT days, so that the search for a day can skip the past
        shape BLOB,              -- WKB where the geometry is more than a point, for the exact test of a bbox
        located INTEGER NOT NULL,
        words TEXT NOT NULL,     -- folded title, places and quotes, for the search for text
        body BLOB NOT NULL,      -- the Incident
        digest TEXT NOT NULL
    )""",
    "CREATE INDEX incident_day ON incident (long, first_day, end_day)",
    "CREATE INDEX incident_unlocated ON incident (seq) WHERE NOT located",
    """CREATE TABLE incident_cell (  -- where and when: cells of one degree, each sorted by day
        cell INTEGER NOT NULL,   -- -1: an extent of too many cells, tested by its box alone
        first_day INTEGER NOT NULL, end_day INTEGER NOT NULL,  -- undated: 0 and forever
        incident INTEGER NOT NULL REFERENCES incident (seq) ON DELETE CASCADE,
        part INTEGER NOT NULL,   -- an extent cut at the antimeridian has a box for each part
        west REAL NOT NULL, south REAL NOT NULL, east REAL NOT NULL, north REAL NOT NULL,
        PRIMARY KEY (cell, first_day, incident, part)
    ) WITHOUT ROWID""",
    "CREATE INDEX incident_cell_incident ON incident_cell (incident)",
    """CREATE TABLE incident_place (
        place TEXT NOT NULL,
        incident INTEGER NOT NULL REFERENCES incident (seq) ON DELETE CASCADE,
        named INTEGER NOT NULL,  -- 1: the incident's own place, 0: a place that contains it
        PRIMARY KEY (place, incident)
    ) WITHOUT ROWID""",
    "CREATE INDEX incident_place_incident ON incident_place (incident)",
    """CREATE TABLE incident_source (
        document TEXT NOT NULL REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED,
        incident INTEGER NOT NULL REFERENCES incident (seq) ON DELETE CASCADE,
        PRIMARY KEY (document, incident)
    ) WITHOUT ROWID""",
    "CREATE INDEX incident_source_incident ON incident_source (incident)",
    """CREATE TABLE redirect (     -- ids that once stood in an address, and where their reports went
        old TEXT PRIMARY KEY,
        new TEXT NOT NULL
    ) WITHOUT ROWID""",
)
_ROWS: tuple[Step, ...] = (
    """CREATE TABLE incident_row (    -- what lists, maps and timelines show, small enough to read whole
        incident INTEGER PRIMARY KEY REFERENCES incident (seq) ON DELETE CASCADE,
        id TEXT NOT NULL,
        kind TEXT NOT NULL, status TEXT NOT NULL, precision TEXT NOT NULL,
        lon REAL, lat REAL,         -- where its marker stands; NULL = it has no place
        first_day INTEGER, end_day INTEGER,  -- as in `incident`
        day INTEGER,                -- what lists are ordered by: the first day, else the last; NULL = no day known
        title TEXT NOT NULL,
        dated TEXT,                 -- EDTF; NULL = undated
        place TEXT,                 -- the first place, as its source names it
        error_km REAL,
        sources INTEGER NOT NULL, reports INTEGER NOT NULL, contested INTEGER NOT NULL
    )""",
    "ALTER TABLE incident_place ADD COLUMN name TEXT",  # the gazetteer's; NULL for what contains it
    fill_rows,
)
_MERGING: tuple[Step, ...] = (
    """CREATE TABLE node (           -- what one document tells of one incident: the pieces that merging links
        id INTEGER PRIMARY KEY,     -- of its content
        document TEXT NOT NULL,
        first_day INTEGER NOT NULL, end_day INTEGER NOT NULL  -- as in incident_cell
    )""",
    "CREATE INDEX node_document ON node (document)",
    """CREATE TABLE node_key (       -- where nodes meet, each key sorted as reading.merging.linking says
        key INTEGER NOT NULL,       -- odd: met whatever the day
        stand INTEGER NOT NULL,
        node INTEGER NOT NULL,
        PRIMARY KEY (key, stand, node)
    ) WITHOUT ROWID""",
    "CREATE INDEX node_key_node ON node_key (node)",
    # what `settle` has to do: documents whose nodes are not kept yet, nodes whose neighbours have changed
    "CREATE TABLE unlinked (document TEXT PRIMARY KEY) WITHOUT ROWID",
    "CREATE TABLE touched (node INTEGER PRIMARY KEY)",
    """CREATE TABLE ruling (         -- what persons decided on merging
        id TEXT PRIMARY KEY,
        body BLOB NOT NULL          -- the Ruling
    ) WITHOUT ROWID""",
)
_SIDES: tuple[Step, ...] = (
    """CREATE TABLE incident_side (   -- who acts, is acted on, or speaks: folded names
        side TEXT NOT NULL,
        incident INTEGER NOT NULL REFERENCES incident (seq) ON DELETE CASCADE,
        PRIMARY KEY (side, incident)
    ) WITHOUT ROWID""",
    "CREATE INDEX incident_side_incident ON incident_side (incident)",
    fill_sides,
)
_WORDS: tuple[Step, ...] = (
    "ALTER TABLE incident_row ADD COLUMN headline TEXT",  # JSON of the Headline; NULL = the title is made of no facts
    # an index of every three characters in a row: FTS5, https://sqlite.org/fts5.html#the_trigram_tokenizer; it says
    # which incidents may have a word, selecting.where tests those
    """CREATE VIRTUAL TABLE incident_words USING fts5 (
        words, content='incident', content_rowid='seq', tokenize='trigram case_sensitive 1', detail=none, columnsize=0
    )""",
    """CREATE TRIGGER incident_words_in AFTER INSERT ON incident BEGIN
        INSERT INTO incident_words (rowid, words) VALUES (new.seq, new.words);
    END""",
    """CREATE TRIGGER incident_words_out AFTER DELETE ON incident BEGIN
        INSERT INTO incident_words (incident_words, rowid, words) VALUES ('delete', old.seq, old.words);
    END""",
    "INSERT INTO incident_words (incident_words) VALUES ('rebuild')",
    "CREATE INDEX document_published ON document (published)",
)
_PUBLISHERS: tuple[Step, ...] = ("CREATE INDEX document_publisher ON document (publisher)",)  # what pages say of all
_TEXTS: tuple[Step, ...] = (*searching.TABLES, searching.fill)
MIGRATIONS: tuple[tuple[Step, ...], ...] = (_FIRST, _ROWS, _SIDES, _MERGING, _WORDS, _PUBLISHERS, _TEXTS)


def version_of(connection: sqlite3.Connection) -> int:
    """Return how many migrations a store has had. Raises BadInput for a file that is no store, Unavailable for a
    store made by a later mapapp."""
    try:
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.DatabaseError as error:
        raise BadInput(f"wanted a mapapp store, this is not one ({error})") from error
    if application != APPLICATION_ID and tables:
        raise BadInput("wanted a mapapp store, this is another program's SQLite file")
    if version > len(MIGRATIONS):
        raise Unavailable(
            f"made by a later mapapp (schema {version}, this one knows {len(MIGRATIONS)}); upgrade mapapp"
        )
    return int(version)


def migrate(connection: sqlite3.Connection) -> None:
    """Bring a store up to date. A process killed half-way leaves whole migrations only."""
    if version_of(connection) == len(MIGRATIONS):
        return
    connection.execute("PRAGMA journal_mode = WAL")
    for number, statements in enumerate(MIGRATIONS, start=1):
        connection.execute("BEGIN IMMEDIATE")
        try:
            if version_of(connection) < number:  # another process may have come first
                for step in statements:
                    if isinstance(step, str):
                        connection.execute(step)
                    else:
                        step(connection)
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                connection.execute(f"PRAGMA user_version = {number}")
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise
