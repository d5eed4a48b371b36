"""Whole reports searched for words, by an index of three characters in a row.

FTS5's trigram index (https://sqlite.org/fts5.html#the_trigram_tokenizer) says which reports may have a word; their
texts are then looked at. It keeps no text of its own: what it is told when a report goes must be what it was told
when the report came, so both come from the stored text.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from mapapp.store.selecting import grams, searchable, searched

TABLES = (
    """CREATE TABLE document_number (  -- the index knows reports by number
        number INTEGER PRIMARY KEY,
        of TEXT NOT NULL UNIQUE REFERENCES document (id) ON DELETE CASCADE
    )""",
    """CREATE VIRTUAL TABLE document_words USING fts5 (
        words, content='', tokenize='trigram case_sensitive 1', detail=none, columnsize=0
    )""",
)
_ALL = "SELECT id FROM document ORDER BY published IS NULL, published, id"
_SOME = """SELECT id FROM document_words JOIN document_number ON number = document_words.rowid
    JOIN document ON id = of WHERE document_words MATCH ? ORDER BY published IS NULL, published, id"""


def note(connection: sqlite3.Connection, document_id: str, text: str) -> None:
    """Take a report just stored into the index."""
    number = connection.execute("INSERT INTO document_number (of) VALUES (?)", (document_id,)).lastrowid
    connection.execute("INSERT INTO document_words (rowid, words) VALUES (?, ?)", (number, searched(text)))


def forget(connection: sqlite3.Connection, document_id: str) -> None:
    """Take a report about to be removed out of the index."""
    sql = "SELECT number, text FROM document_number JOIN document ON id = of WHERE of = ?"
    for number, text in connection.execute(sql, (document_id,)).fetchall():
        connection.execute(
            "INSERT INTO document_words (document_words, rowid, words) VALUES ('delete', ?, ?)",
            (number, _folded(text)),
        )


def fill(connection: sqlite3.Connection) -> None:
    """Index the reports of a store that is older than the index."""
    for (document_id,) in connection.execute("SELECT id FROM document ORDER BY id").fetchall():
        ((text,),) = connection.execute("SELECT text FROM document WHERE id = ?", (document_id,))
        note(connection, document_id, text.decode("utf-8", "surrogatepass"))


def holding(connection: sqlite3.Connection, words: str) -> Iterator[str]:
    """Yield the ids of reports whose text has every one of some words, each also as a part of another, in order of
    publication, then id, the undated last. Only words of one or two characters have every text looked at."""
    wanted = searchable(words)
    match = grams(wanted)
    rows = connection.execute(_SOME, (match,)) if match else connection.execute(_ALL)
    for (document_id,) in rows:
        ((text,),) = connection.execute("SELECT text FROM document WHERE id = ?", (document_id,))
        folded = _folded(text)
        if all(word in folded for word in wanted):
            yield document_id


def _folded(text: bytes) -> str:
    return searched(text.decode("utf-8", "surrogatepass"))
