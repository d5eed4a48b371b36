"""The store in one SQLite file: what readers do. `store.writing` adds, removes and merges.

A Store holds one connection and belongs to one thread; the web app opens one for each request.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import shapely

from mapapp.errors import BadInput, MapappError, NotFound, Unavailable
from mapapp.model import Document, Incident, Published, Reading, Ruling
from mapapp.query import Query
from mapapp.store import codec, schema, searching
from mapapp.store.proof import Fault, prove
from mapapp.store.selecting import where

Merge = Callable[[Sequence[Reading]], tuple[Incident, ...]]
_EVERYTHING = Query(statuses=())
TOGETHER = 100  # incidents read at a time where very many are
WAIT = 30.0  # seconds to wait for another writer


@dataclass(frozen=True, slots=True)
class Summary:
    """A stored document without its text, for lists."""

    id: str
    title: str | None
    publisher: str | None
    language: str | None
    published: Published
    characters: int
    problem: str | None  # why it could not be read; None = it was
    incidents: int  # how many incidents, of any status, it reports


class Store:
    """Documents and incidents, read-only."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self.path = path

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection; the store can be opened again."""
        self._connection.close()

    def hold(self) -> None:
        """Answer from what is stored now until closed, whatever others write meanwhile."""
        self._connection.execute("BEGIN")
        self.version()  # SQLite takes its snapshot with the first look

    def version(self) -> str:
        """Return a hash that changes when, and only when, what is stored changes."""
        return self._fact("content")

    def edition(self) -> str:
        """Return what changes also when the same content goes by other numbers: taken out and put in again."""
        try:
            file = self.path.stat().st_ino
        except OSError:  # taken away while it is open
            file = 0
        return f"{self.version()} {self._fact('numbering', '0')} {file}"

    def documents(self) -> list[Document]:
        """Return every document, in the order of `summaries`."""
        rows = self._rows("SELECT text, document FROM document ORDER BY published IS NULL, published, id")
        return [replace(codec.loads(body, Document), text=_text(text)) for text, body in rows]

    def with_words(self, text: str, most: int) -> list[str]:
        """Return the ids of documents whose text has every one of some words, `most` at most: `store.searching`."""
        return list(islice(searching.holding(self._connection, text), most))

    def summaries(
        self, *, limit: int | None = None, offset: int = 0, only: Sequence[str] | None = None
    ) -> list[Summary]:
        """Return documents (`only` those of these ids) without their text, in order of publication, then id; the
        undated last."""
        ids = None if only is None else json.dumps(list(only))
        rows = self._rows(
            "SELECT id, title, publisher, language, published, basis, characters, problem,"
            " (SELECT count(*) FROM incident_source WHERE document = document.id)"
            " FROM document WHERE ?1 IS NULL OR id IN (SELECT value FROM json_each(?1))"
            " ORDER BY published IS NULL, published, id LIMIT ?2 OFFSET ?3",
            (ids, -1 if limit is None else limit, offset),
        )
        return [
            Summary(key, title, publisher, language, Published(published, basis), characters, problem, incidents)
            for key, title, publisher, language, published, basis, characters, problem, incidents in rows
        ]

    def document(self, document_id: str) -> Document:
        """Return a document, with `published` and `language` as reading found them. Raises NotFound."""
        text, body = self._document(document_id, "text, document")
        return replace(codec.loads(body, Document), text=_text(text))

    def given(self, document_id: str) -> Document:
        """Return a document as it came, before anything was read out of it. Raises NotFound."""
        text, body = self._document(document_id, "text, given")
        return replace(codec.loads(body, Document), text=_text(text))

    def reading(self, document_id: str) -> Reading:
        """Return everything read out of a document. Raises NotFound."""
        text, body = self._document(document_id, "text, reading")
        return _reading(text, body)

    def readings(self) -> Iterator[Reading]:
        """Yield every reading, in order of document id."""
        for text, body in self._rows("SELECT text, reading FROM document ORDER BY id"):
            yield _reading(text, body)

    def incidents(self, query: Query | None = None, *, limit: int | None = None, offset: int = 0) -> list[Incident]:
        """Return the incidents a query asks for (None: all of the default statuses), the earliest first, the undated
        last. Incidents that have no place or no date are among the answers wherever they possibly fit."""
        condition = where(query or Query())
        rows = self._rows(
            f"SELECT body FROM incident WHERE {condition.sql}"  # noqa: S608 - values are bound, names are our own
            " ORDER BY first_day IS NULL, first_day, end_day, id LIMIT ? OFFSET ?",
            (*condition.values, -1 if limit is None else limit, offset),
        )
        return [codec.loads(body, Incident) for (body,) in rows]

    def numbered(self, numbers: Sequence[int]) -> Iterator[Incident]:
        """Yield incidents by the store's own numbers (`store.columns`), in the order given, some at a time."""
        for start in range(0, len(numbers), TOGETHER):
            wanted = json.dumps(numbers[start : start + TOGETHER])
            found = self._rows("SELECT body FROM json_each(?) JOIN incident ON seq = value ORDER BY key", (wanted,))
            yield from (codec.loads(body, Incident) for (body,) in found)

    def count(self, query: Query | None = None) -> int:
        """Return how many incidents a query asks for."""
        condition = where(query or Query())
        ((number,),) = self._rows(f"SELECT count(*) FROM incident WHERE {condition.sql}", condition.values)  # noqa: S608
        return int(number)

    def incident(self, incident_id: str) -> Incident:
        """Return an incident, following redirects. Raises NotFound."""
        for (body,) in self._rows("SELECT body FROM incident WHERE id = ?", (_bindable(incident_id),)):
            return codec.loads(body, Incident)
        moved = self.redirect(incident_id)
        if moved is None:
            raise NotFound(f"incident {incident_id!r}: wanted the id of a stored incident, there is no such one")
        return self.incident(moved)

    def incidents_of(self, document_id: str) -> list[Incident]:
        """Return the incidents, of every status, that a document reports."""
        return self.incidents(replace(_EVERYTHING, sources=(document_id,)))

    def rulings(self) -> list[Ruling]:
        """Return what persons decided on merging, the earliest first."""
        found = [codec.loads(body, Ruling) for (body,) in self._rows("SELECT body FROM ruling")]
        return sorted(found, key=lambda ruling: (ruling.at, ruling.id))

    def redirect(self, incident_id: str) -> str | None:
        """Return the id an incident's reports are found under now, None when it is no former id."""
        current, seen = _bindable(incident_id), set[str]()
        while current not in seen:
            seen.add(current)
            if self._rows("SELECT 1 FROM incident WHERE id = ?", (current,)):
                return current if current != incident_id else None
            found = self._rows("SELECT new FROM redirect WHERE old = ?", (current,))
            if not found:
                return None
            ((current,),) = found
        return None

    def verify(self) -> tuple[int, list[Fault]]:
        """Check the whole store; return how many quotes were proved and what is wrong. See `store.proof`."""
        return prove(self._connection)

    def read_otherwise(self, made_by: str) -> int:
        """Return how many documents were read by another reader than the one that signs so."""
        ((number,),) = self._rows("SELECT count(*) FROM document WHERE made_by <> ?", (made_by,))
        return int(number)

    def select(self, sql: str, values: Sequence[object] = ()) -> sqlite3.Cursor:
        """Run a SELECT for another module of this room."""
        return self._connection.execute(sql, values)

    def _document(self, document_id: str, columns: str) -> tuple[bytes, bytes]:
        rows = self._rows(f"SELECT {columns} FROM document WHERE id = ?", (_bindable(document_id),))  # noqa: S608
        if not rows:
            raise NotFound(f"document {document_id!r}: wanted the id of a stored report, there is no such one")
        text, body = rows[0]
        return text, body

    def _fact(self, name: str, otherwise: str = "") -> str:
        rows = self._rows("SELECT value FROM fact WHERE name = ?", (name,))
        return str(rows[0][0]) if rows else otherwise

    def _rows(self, sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        return self._connection.execute(sql, values).fetchall()


def open_store(path: Path) -> Store:
    """Open a store for reading. Raises NotFound when there is none, BadInput when the file is something else,
    Unavailable when it cannot be opened."""
    if path.is_dir():
        raise BadInput(f"store {path}: wanted a file, this is a folder")
    if not path.is_file():
        raise NotFound(f"store {path}: no such file; `mapapp add PATH` makes it")
    with explained(path):
        # a store on a disk one cannot write to has no companion files, and SQLite must be told so
        alone = not os.access(path.parent, os.W_OK) and not path.with_name(f"{path.name}-wal").exists()
        mode = "immutable=1" if alone else "mode=ro"
        connection = connect(f"{path.resolve().as_uri()}?{mode}")
        if schema.version_of(connection) < len(schema.MIGRATIONS):
            connection.close()
            upgrade = connect(f"{path.resolve().as_uri()}?mode=rw")
            schema.migrate(upgrade)
            upgrade.close()
            connection = connect(f"{path.resolve().as_uri()}?{mode}")
    return Store(connection, path)


def connect(uri: str) -> sqlite3.Connection:
    """Return a connection as every part of the store expects it: autocommit, foreign keys enforced."""
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=WAIT)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.create_function("meets", 5, _meets, deterministic=True)
    return connection


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what SQLite and the store's own checks say into errors that name the file."""
    try:
        yield
    except MapappError as error:
        raise type(error)(f"store {path}: {error}") from error
    except sqlite3.OperationalError as error:
        raise Unavailable(f"store {path}: {error}; is another `mapapp add` running, or the disk full?") from error
    except sqlite3.DatabaseError as error:
        raise BadInput(f"store {path}: {error}") from error


def _meets(shape: bytes, west: float, south: float, east: float, north: float) -> bool:
    return bool(shapely.intersects(shapely.from_wkb(shape), shapely.box(west, south, east, north)))


def _bindable(value: str) -> str:
    """Return an id as SQLite can take it; one that is not Unicode matches nothing."""
    return value.encode("utf-8", "replace").decode("utf-8")


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogatepass")


def _reading(text: bytes, body: bytes) -> Reading:
    reading = codec.loads(body, Reading)
    return replace(reading, document=replace(reading.document, text=_text(text)))
