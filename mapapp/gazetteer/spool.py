"""The places of an index while it is built: the bundled ones in memory, those that only imports know on disk.

A dump of millions then takes hardly more memory than one of thousands. The places on disk are points: shapes come
with the bundled sources alone.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

import orjson

from mapapp.gazetteer.entries import Entries, Entry

BATCH = 20_000  # places on disk that are in memory at a time
_FIELDS = (
    "id", "name", "kind", "lon", "lat", "radius_km", "population", "country", "geonameid", "disputed", "imported",
)  # fmt: skip
_SCHEMA = """
    PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE;
    CREATE TABLE place (id TEXT UNIQUE, geonameid INTEGER, entry BLOB);
    CREATE INDEX numbered ON place (geonameid) WHERE geonameid IS NOT NULL;
    BEGIN
"""


class Places:
    """All places of an index, each once; with it a scratch file in `folder` that goes when it is closed."""

    def __init__(self, entries: Entries, folder: Path) -> None:
        self.entries = entries  # those in memory, by id
        self._path = folder / "imported.sqlite"
        self._base = sqlite3.connect(self._path, isolation_level=None)
        self._base.executescript(_SCHEMA)

    def __enter__(self) -> Places:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._base.close()
        self._path.unlink(missing_ok=True)

    def __iter__(self) -> Iterator[Entry]:
        yield from self.entries.values()
        for batch in self.batches():
            yield from batch

    def ids(self) -> Iterator[str]:
        """Yield the id of each place."""
        yield from self.entries
        for (place_id,) in self._base.execute("SELECT id FROM place"):
            yield place_id

    def named_by(self, geonameid: int) -> str | None:
        """Return the id of the place on disk that has a GeoNames id."""
        row = self._base.execute("SELECT id FROM place WHERE geonameid = ?", (geonameid,)).fetchone()
        return row[0] if row else None

    def spooled(self, place_id: str) -> Entry | None:
        """Return a copy of a place on disk; `spool` takes it back."""
        row = self._base.execute("SELECT entry FROM place WHERE id = ?", (place_id,)).fetchone()
        return _entry(row[0]) if row else None

    def spool(self, entry: Entry) -> None:
        """Put a place on disk, in the stead of one that has its id."""
        self._base.execute(
            "INSERT INTO place VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE"
            " SET geonameid = excluded.geonameid, entry = excluded.entry",
            (entry.id, entry.geonameid, _bytes(entry)),
        )

    def batches(self) -> Iterator[list[Entry]]:
        """Yield the places on disk, so many at a time; a change to one is kept by `spool`."""
        last = 0
        while rows := self._base.execute(
            "SELECT rowid, entry FROM place WHERE rowid > ? ORDER BY rowid LIMIT ?", (last, BATCH)
        ).fetchall():
            last = rows[-1][0]
            yield [_entry(entry) for _, entry in rows]


def _bytes(entry: Entry) -> bytes:
    values = [getattr(entry, name) for name in _FIELDS]
    return orjson.dumps([*values, entry.within, list(entry.names.items())])


def _entry(stored: bytes) -> Entry:
    *values, within, names = orjson.loads(stored)
    return Entry(**dict(zip(_FIELDS, values, strict=True)), within=tuple(within), names=dict(names))
