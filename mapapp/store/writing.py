"""Adding to a store, removing from it, and keeping its incidents merged.

One document, one transaction: with it go the incidents that told of the document before, and its own come in, not yet
merged with anybody else's. `settle` then merges everything in one more transaction. A process killed at any moment
leaves whole documents whose quotes are all on the map; what had no time to be merged is merged when the store is next
opened for writing.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from mapapp.errors import BadInput
from mapapp.model import Document, Incident, Reading, Report, content_id
from mapapp.store import codec, schema
from mapapp.store.rows import document_row, write_incident
from mapapp.store.sqlite import Merge, Store, connect, explained

_MODULUS = 1 << 128
Old = Mapping[str, tuple[str, Incident]]  # id -> digest and incident


@dataclass(frozen=True, slots=True)
class Change:
    """What adding one document did."""

    document_id: str
    kind: Literal["added", "replaced", "unchanged", "duplicate"]
    other: str | None = None  # of a duplicate: the id its text is already stored under


class WritableStore(Store):
    """A store one process at a time adds to; others read on undisturbed."""

    def __init__(self, connection: sqlite3.Connection, path: Path, merge: Merge) -> None:
        super().__init__(connection, path)
        self._merge = merge

    def known(self, given: Document, made_by: str) -> bool:
        """Tell whether exactly this document, read by exactly this reader, is stored: no need to read it again."""
        rows = self._rows("SELECT sha256, given, made_by FROM document WHERE id = ?", (checked_id(given.id),))
        return rows == [(given.sha256, codec.dumps(replace(given, text="")), made_by)]

    def add(self, readings: Iterable[Reading], given: Mapping[str, Document] | None = None) -> list[Change]:
        """Add readings, one transaction each, then merge. `given` has the documents as they came, by id."""
        known = given or {}
        changes = [self.put(reading, known.get(reading.document.id)) for reading in readings]
        self.settle()
        return changes

    def put(self, reading: Reading, given: Document | None = None) -> Change:
        """Add or replace one document; when this returns it is on the disk. Call `settle` after the last.

        The same report under another id (same text, publisher and address) is a duplicate, and is not stored twice.
        Raises BadInput for an id that is not Unicode.
        """
        row = document_row(reading, given or reading.document)
        document_id = checked_id(reading.document.id)
        with self._transaction():
            twins = self._rows(
                "SELECT id FROM document WHERE likeness = ? AND id <> ?", (row["likeness"], document_id)
            )
            if twins:
                return Change(document_id, "duplicate", str(twins[0][0]))
            before = self._rows("SELECT digest FROM document WHERE id = ?", (document_id,))
            if before == [(row["digest"],)]:
                return Change(document_id, "unchanged")
            old = self._reporting(document_id)
            self._drop(document_id)
            names = ", ".join(row)
            marks = ", ".join(f":{name}" for name in row)
            self._connection.execute(f"INSERT INTO document ({names}) VALUES ({marks})", row)  # noqa: S608 - our names
            self._shift("documents", str(row["digest"]), 1)
            self._replace(old, (*self._merge_rest(old, document_id), *self._merge([reading])))
        return Change(document_id, "replaced" if before else "added")

    def remove(self, document_ids: Sequence[str]) -> None:
        """Take documents out, one transaction each, then merge the rest. Raises NotFound before anything is done."""
        for document_id in document_ids:
            self._document(document_id, "id, id")
        for document_id in dict.fromkeys(document_ids):
            with self._transaction():
                old = self._reporting(document_id)
                self._drop(document_id)
                self._replace(old, self._merge_rest(old, document_id))
        self.settle()

    def is_dated(self) -> bool:
        """Tell whether publication dates were inferred over all documents since one last changed."""
        return self._fact("dated") == self._fact("documents")

    def mark_dated(self) -> None:
        """Note that publication dates have been inferred over all documents there are."""
        if not self.is_dated():
            with self._transaction():
                self._set("dated", self._fact("documents"))

    def settle(self) -> None:
        """Merge all reports anew, in one transaction, when a document has changed since that was last done."""
        if self._fact("merged") == self._fact("documents"):
            return
        with self._transaction():
            self._merge_all()
            self._set("merged", self._fact("documents"))

    def _merge_all(self) -> None:
        self._replace(self._old("SELECT id, digest, body FROM incident"), self._merge(list(self.readings())))

    def _reporting(self, document_id: str) -> Old:
        """Return the incidents that a document reports."""
        return self._old(
            "SELECT id, digest, body FROM incident JOIN incident_source ON incident = seq WHERE document = ?",
            (document_id,),
        )

    def _old(self, sql: str, values: Sequence[object] = ()) -> Old:
        return {
            str(row[0]): (str(row[1]), codec.loads(row[2], Incident)) for row in self._connection.execute(sql, values)
        }

    def _drop(self, document_id: str) -> None:
        for (digest,) in self._rows("SELECT digest FROM document WHERE id = ?", (document_id,)):
            self._connection.execute("DELETE FROM document WHERE id = ?", (document_id,))
            self._shift("documents", str(digest), -1)

    def _merge_rest(self, old: Old, document_id: str) -> tuple[Incident, ...]:
        """Merge what documents other than this one report of incidents."""
        rest: dict[str, set[tuple[int, int, str]]] = defaultdict(set)
        for _, incident in old.values():
            for report in incident.reports:
                if report.document_id != document_id:
                    rest[report.document_id].add((report.start, report.end, report.kind))
        if not rest:
            return ()
        readings = [(self.reading(other), wanted) for other, wanted in sorted(rest.items())]
        return self._merge(
            [
                replace(reading, reports=tuple(r for r in reading.reports if (r.start, r.end, r.kind) in wanted))
                for reading, wanted in readings
            ]
        )

    def _replace(self, old: Old, incidents: Sequence[Incident]) -> None:
        """Put incidents in the place of old ones; an id that goes leaves a redirect to where its reports went."""
        new = {incident.id: incident for incident in incidents}
        taken = self._rows(
            "SELECT id FROM incident WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(sorted(new)),)
        )
        if len(new) < len(incidents) or {row[0] for row in taken} - set(old):
            self._merge_all()  # merged by parts two incidents look the same; together they do not
            return
        bodies = {key: codec.dumps(incident) for key, incident in new.items()}
        digests = {key: content_id(key, body.decode("utf-8")) for key, body in bodies.items()}
        for key, (digest, _) in old.items():
            if digests.get(key) != digest:
                self._connection.execute("DELETE FROM incident WHERE id = ?", (key,))
                self._shift("incidents", digest, -1)
        for key in sorted(new):
            if key not in old or old[key][0] != digests[key]:
                write_incident(self._connection, new[key], bodies[key], digests[key])
                self._shift("incidents", digests[key], 1)
        self._redirect({key: incident for key, (_, incident) in old.items() if key not in new}, new)

    def _redirect(self, gone: Mapping[str, Incident], new: Mapping[str, Incident]) -> None:
        """Lead each vanished id to the incident that has most of its reports now; none, when none has any."""
        for key in new:
            for (target,) in self._rows("DELETE FROM redirect WHERE old = ? RETURNING new", (key,)):
                self._shift("redirects", content_id(key, str(target)), -1)
        holders: dict[tuple[str, str, str], list[str]] = defaultdict(list)
        for key, incident in new.items():
            for report in incident.reports:
                holders[_mark(report)].append(key)
        for key, incident in sorted(gone.items()):
            shares = Counter(holder for report in incident.reports for holder in set(holders[_mark(report)]))
            if shares:
                target = min(shares, key=lambda holder: (-shares[holder], holder))
                self._connection.execute("INSERT OR REPLACE INTO redirect VALUES (?, ?)", (key, target))
                self._shift("redirects", content_id(key, target), 1)

    def _shift(self, name: str, digest: str, sign: int) -> None:
        """Add a digest to, or take it from, a sum that does not depend on the order of additions."""
        for fact in (name, "content"):
            total = (int(self._fact(fact) or "0", 16) + sign * int(digest, 16)) % _MODULUS
            self._set(fact, f"{total:032x}")

    def _set(self, name: str, value: str) -> None:
        self._connection.execute("INSERT OR REPLACE INTO fact VALUES (?, ?)", (name, value))

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with explained(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")


def open_writable(path: Path, merge: Merge) -> WritableStore:
    """Open a store to add to, making it when there is none, and merge what an interrupted run left unmerged.

    `merge` makes incidents of readings (reading.merging.merge, joined on by the pipeline). Raises BadInput when the
    file is something else, Unavailable when it cannot be opened or another process keeps writing.
    """
    with explained(path):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise BadInput(f"its folder cannot be made: {error.strerror}") from error
        connection = connect(f"{path.resolve().as_uri()}?mode=rwc")
        schema.migrate(connection)
    store = WritableStore(connection, path, merge)
    store.settle()
    return store


def checked_id(document_id: str) -> str:
    """Return a document's id if it can be kept. Raises BadInput."""
    try:
        document_id.encode("utf-8")
    except UnicodeEncodeError:
        raise BadInput(f"document {document_id!r}: wanted an id in Unicode") from None
    return document_id


def _mark(report: Report) -> tuple[str, str, str]:
    """What a report is known by when its text has changed around it."""
    return report.document_id, report.kind, report.quote
