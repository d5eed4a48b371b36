"""Adding to a store, removing from it, and keeping its incidents merged.

One document, one transaction: with it go the incidents that told of the document before, and its own come in, not yet
merged with anybody else's. `settle` then merges, in one more transaction, what hangs together with what changed (all
of it, where much has). A process killed at any moment leaves whole documents whose quotes are all on the map; what
had no time to be merged is merged when the store is next opened for writing.
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

from mapapp.errors import BadInput, NotFound
from mapapp.model import Document, Incident, Reading, Report, Ruling, content_id
from mapapp.store import codec, schema, searching
from mapapp.store.linking import InOnePiece, Loaded, MakeMerging, Merging, Node, Nodes, closure
from mapapp.store.rows import document_row, write_incident
from mapapp.store.sqlite import Merge, Store, connect, explained

_MODULUS = 1 << 128
WHOLE = 4  # when more than a quarter of the documents are new, everything is merged anew
Old = Mapping[str, str]  # id of an incident -> digest


@dataclass(frozen=True, slots=True)
class Change:
    """What adding one document did."""

    document_id: str
    kind: Literal["added", "replaced", "unchanged", "duplicate"]
    other: str | None = None  # of a duplicate: the id its text is already stored under


class WritableStore(Store):
    """A store one process at a time adds to; others read on undisturbed."""

    def __init__(self, connection: sqlite3.Connection, path: Path, merge: Merge | MakeMerging) -> None:
        super().__init__(connection, path)
        self._merge = merge
        self._nodes = Nodes(connection, self._merging().window)

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
            old, rest = self._drop(document_id)
            names = ", ".join(row)
            marks = ", ".join(f":{name}" for name in row)
            self._connection.execute(f"INSERT INTO document ({names}) VALUES ({marks})", row)  # noqa: S608 - our names
            searching.note(self._connection, document_id, reading.document.text)
            self._connection.execute("INSERT OR IGNORE INTO unlinked VALUES (?)", (document_id,))
            self._shift("documents", str(row["digest"]), 1)
            self._replace(old, (*rest, *self._merged([reading])))
        return Change(document_id, "replaced" if before else "added")

    def remove(self, document_ids: Sequence[str]) -> None:
        """Take documents out, one transaction each, then merge the rest. Raises NotFound before anything is done."""
        for document_id in document_ids:
            self._document(document_id, "id, id")
        for document_id in dict.fromkeys(document_ids):
            with self._transaction():
                self._replace(*self._drop(document_id))
        self.settle()

    def is_dated(self) -> bool:
        """Tell whether publication dates were inferred over all documents since one last changed.

        Where every document came with its date, or states it, there is nothing to infer.
        """
        if self._fact("dated") == self._fact("documents"):
            return True
        return not self._rows("SELECT 1 FROM document WHERE basis IS NULL OR basis = 'inferred' LIMIT 1")

    def mark_dated(self) -> None:
        """Note that publication dates have been inferred over all documents there are."""
        if not self.is_dated():
            with self._transaction():
                self._set("dated", self._fact("documents"))

    def decide(self, ruling: Ruling) -> None:
        """Keep somebody's decision on merging, and merge what it is about anew."""
        with self._transaction():
            self._connection.execute("INSERT INTO ruling VALUES (?, ?)", (ruling.id, codec.dumps(ruling)))
            self._shift("rulings", content_id(ruling.id), 1)
            self._unlink(ruling)
        self.settle()

    def undo(self, ruling_id: str) -> Ruling:
        """Take a decision back, and merge what it was about anew. Raises NotFound."""
        found = next((ruling for ruling in self.rulings() if ruling.id == ruling_id), None)
        if found is None:
            raise NotFound(
                f"decision {ruling_id!r}: wanted the id of a decision; `mapapp store decisions` lists them"
            )
        with self._transaction():
            self._connection.execute("DELETE FROM ruling WHERE id = ?", (ruling_id,))
            self._shift("rulings", content_id(ruling_id), -1)
            self._unlink(found)
        self.settle()
        return found

    def _unlink(self, ruling: Ruling) -> None:
        """Have the documents that a decision is about put together anew, and what was together with them."""
        for document_id in sorted({mark.document_id for mark in (*ruling.one, *ruling.other)}):
            if self._rows("SELECT 1 FROM document WHERE id = ?", (document_id,)):
                self._nodes.forget(document_id)
                self._nodes.touch_documents(self._beside(document_id))
                self._connection.execute("INSERT OR IGNORE INTO unlinked VALUES (?)", (document_id,))

    def settle(self) -> None:
        """Merge what hangs together with what has changed since that was last done, in one transaction."""
        merging = self._merging()
        current = self._fact("merging") == merging.version
        unlinked = [str(row[0]) for row in self._rows("SELECT document FROM unlinked ORDER BY document")]
        touched = self._nodes.touched()
        if current and not unlinked and not touched:
            return
        ((count,),) = self._rows("SELECT count(*) FROM document")
        with self._transaction():
            if not current or len(unlinked) * WHOLE > count or not self._settle_part(merging, unlinked, touched):
                self._merge_all()
            self._connection.execute("DELETE FROM unlinked")
            self._connection.execute("DELETE FROM touched")
            self._set("merging", merging.version)

    def _settle_part(self, merging: Merging, unlinked: Sequence[str], touched: Sequence[int]) -> bool:
        """Merge anew what hangs together with some documents and nodes; False when that cannot be told apart."""
        seeds = set(touched)
        made: dict[str, Sequence[Node]] = {}
        for document_id in unlinked:
            made[document_id] = merging.nodes(self.reading(document_id))
            self._nodes.keep(made[document_id])
        fresh = {node.id: node for nodes in made.values() for node in nodes}
        loaded = Loaded(self._nodes, lambda name: made.get(name) or merging.nodes(self.reading(name)))

        def linked(one: int, other: int) -> bool:
            ours, theirs = loaded.get(one), loaded.get(other)
            return ours is not None and theirs is not None and merging.linked(ours, theirs) is not None

        for node in fresh.values():
            seeds.add(node.id)
            seeds.update(self._nodes.parted(node, fresh.keys(), linked))
        nodes, edges = closure(self._nodes, seeds, merging, loaded)
        found = {_exactly(report) for node in nodes.values() for report in node.reports}
        old: dict[str, str] = {}
        for key, digest, incident in self._of_documents({node.document_id for node in nodes.values()}):
            held = {_exactly(report) for report in incident.reports}
            if held.isdisjoint(found):
                continue
            if not held <= found:
                return False
            old[key] = digest
        self._replace(old, merging.incidents(nodes, edges))
        return True

    def _merge_all(self) -> None:
        merging = self._merging()
        self._nodes.clear()
        nodes: dict[int, Node] = {}
        for reading in self.readings():
            made = merging.nodes(reading)
            self._nodes.keep(made)
            nodes.update((node.id, node) for node in made)
        old = {str(key): str(digest) for key, digest in self._rows("SELECT id, digest FROM incident")}
        self._replace(old, merging.incidents(nodes, merging.edges(nodes)))

    def _merging(self) -> Merging:
        """Return what merges, told all decisions; made for one pass."""
        if isinstance(self._merge, type):
            merging: Merging = self._merge(self.rulings())
            return merging
        return InOnePiece(self._merge)

    def _merged(self, readings: Iterable[Reading]) -> tuple[Incident, ...]:
        merging = self._merging()
        nodes = {node.id: node for reading in readings for node in merging.nodes(reading)}
        return merging.incidents(nodes, merging.edges(nodes))

    def _of_documents(self, document_ids: Iterable[str]) -> Iterator[tuple[str, str, Incident]]:
        """Yield id, digest and body of the incidents that documents report, each once."""
        rows = self._connection.execute(
            "SELECT id, digest, body FROM incident WHERE seq IN (SELECT incident FROM incident_source"
            " WHERE document IN (SELECT value FROM json_each(?)))",
            (json.dumps(sorted(document_ids)),),
        )
        for key, digest, body in rows:
            yield str(key), str(digest), codec.loads(body, Incident)

    def _beside(self, document_id: str) -> set[str]:
        """Return the documents that report an incident this one reports."""
        return {r.document_id for _, _, incident in self._of_documents([document_id]) for r in incident.reports}

    def _drop(self, document_id: str) -> tuple[Old, tuple[Incident, ...]]:
        """Take a document out; return the incidents it reported, and what others still report of them."""
        reported = list(self._of_documents([document_id]))
        self._nodes.forget(document_id)
        self._connection.execute("DELETE FROM unlinked WHERE document = ?", (document_id,))
        for (digest,) in self._rows("SELECT digest FROM document WHERE id = ?", (document_id,)):
            searching.forget(self._connection, document_id)
            self._connection.execute("DELETE FROM document WHERE id = ?", (document_id,))
            self._shift("documents", str(digest), -1)
        rest: dict[str, set[tuple[object, ...]]] = defaultdict(set)
        for _, _, incident in reported:
            for report in incident.reports:
                if report.document_id != document_id:
                    rest[report.document_id].add(_exactly(report))
        self._nodes.touch_documents(rest)
        readings = [
            replace(reading, reports=tuple(report for report in reading.reports if _exactly(report) in wanted))
            for other, wanted in sorted(rest.items())
            for reading in [self.reading(other)]
        ]
        return {key: digest for key, digest, _ in reported}, self._merged(readings) if readings else ()

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
        gone: dict[str, Incident] = {}
        for key, digest in old.items():
            if key not in new:
                gone[key] = self.incident(key)
            if digests.get(key) != digest:
                self._connection.execute("DELETE FROM incident WHERE id = ?", (key,))
                self._shift("incidents", digest, -1)
        for key in sorted(new):
            if digests[key] != old.get(key):
                write_incident(self._connection, new[key], bodies[key], digests[key])
                self._shift("incidents", digests[key], 1)
        self._set("numbering", str(int(self._fact("numbering", "0")) + 1))
        self._redirect(gone, new)

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


def open_writable(path: Path, merge: Merge | MakeMerging) -> WritableStore:
    """Open a store to add to, making it when there is none, and merge what an interrupted run left unmerged.

    `merge` is a class that merges in parts (reading.merging.Merging, joined on by the pipeline), or any function that
    makes incidents of readings; then everything is merged anew when anything changes. Raises BadInput when the
    file is something else, Unavailable when it cannot be opened or another process keeps writing.
    """
    with explained(path):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise BadInput(f"its folder cannot be made: {error.strerror}") from error
        if path.is_dir():
            raise BadInput(f"wanted a file, this is a folder; {path / 'store.sqlite'} could be one")
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


def _exactly(report: Report) -> tuple[object, ...]:
    """What tells the reports of one reading apart; one that names no event is of the kind it was merged under."""
    kind = (report.kind, report.mode) if report.trigger else ()
    return report.document_id, report.start, report.end, *kind, report.trigger, report.stance
