"""Which pieces of the stored documents merging has to look at again when some of them change.

`reading.merging` says what the pieces (nodes) of a document are, under which keys they meet, and which two are
linked; here they are kept, sorted under their keys, so that only what hangs together with a change is merged anew.
Each node meets the `window` nodes to each side of it under a key: putting one in, or taking one out, also changes who
meets across the gap, and those are looked at again too.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any, Protocol

from mapapp.model import Incident, Reading, Report, content_id

Edge = tuple[int, int, float]


class Node(Protocol):
    """What one document tells of one incident."""

    @property
    def id(self) -> int:
        """Of its content: the same node, the same id."""

    @property
    def document_id(self) -> str:
        """The document."""

    @property
    def keys(self) -> Sequence[tuple[int, int]]:
        """Under which keys it stands, and where; under odd ones it meets others whatever the day."""

    @property
    def days(self) -> tuple[int, int]:
        """First day and the day after the last, ordinals: under even keys it meets those whose days overlap."""

    @property
    def reports(self) -> list[Report]:
        """What it is made of."""


class Merging(Protocol):
    """Merging in parts (reading.merging.Merging)."""

    window: int  # nodes to each side that a node meets under a key
    version: str  # another one keeps other keys, or links otherwise

    def nodes(self, reading: Reading) -> Sequence[Any]:
        """Return what a document tells of, as `Node`s."""

    def edges(self, nodes: Mapping[int, Any]) -> Iterable[Edge]:
        """Return the links among nodes that could meet no others."""

    def linked(self, one: Any, other: Any) -> float | None:
        """Return how strongly two nodes that meet are linked, None when they are not."""

    def incidents(self, nodes: Mapping[int, Any], edges: Iterable[Edge]) -> tuple[Incident, ...]:
        """Return the incidents of nodes that hang together with no others."""


MakeMerging = type[Any]  # called with the rulings it makes a Merging

_LEFT = """SELECT node FROM node_key WHERE key = :key AND (stand < :stand OR (stand = :stand AND node < :node))
ORDER BY stand DESC, node DESC LIMIT :window"""
_RIGHT = """SELECT node FROM node_key WHERE key = :key AND (stand > :stand OR (stand = :stand AND node > :node))
ORDER BY stand, node LIMIT :window"""
# most names that two documents could share are shared by no other: one look for all keys spares two for each of those
_SHARED = """SELECT value FROM json_each(?)
WHERE EXISTS (SELECT 1 FROM node_key WHERE key = value AND node <> ?)"""


class Nodes:
    """The kept nodes. Every change belongs into the caller's transaction."""

    def __init__(self, connection: sqlite3.Connection, window: int) -> None:
        self._connection = connection
        self._window = window

    def keep(self, nodes: Iterable[Node]) -> None:
        """Put the nodes of a document in."""
        for node in nodes:
            self._connection.execute(
                "INSERT OR REPLACE INTO node VALUES (?, ?, ?, ?)", (node.id, node.document_id, *node.days)
            )
            self._connection.executemany(
                "INSERT OR REPLACE INTO node_key VALUES (?, ?, ?)",
                [(key, stand, node.id) for key, stand in node.keys],
            )

    def forget(self, document_id: str) -> None:
        """Take the nodes of a document out; those that meet across the gaps are touched."""
        own = [row[0] for row in self._rows("SELECT id FROM node WHERE document = ?", (document_id,))]
        gaps = [
            (key, stand, node)
            for node in own
            for key, stand in self._rows("SELECT key, stand FROM node_key WHERE node = ?", (node,))
        ]
        for node in own:
            self._connection.execute("DELETE FROM node_key WHERE node = ?", (node,))
            self._connection.execute("DELETE FROM node WHERE id = ?", (node,))
        self.touch(other for gap in gaps for other in self.across(*gap))

    def clear(self) -> None:
        """Take all nodes out, and what there was to do with them."""
        for table in ("node_key", "node", "touched", "unlinked"):
            self._connection.execute(f"DELETE FROM {table}")  # noqa: S608 - our own names

    def touch(self, nodes: Iterable[int]) -> None:
        """Note that nodes have to be merged anew."""
        self._connection.executemany("INSERT OR IGNORE INTO touched VALUES (?)", [(node,) for node in nodes])

    def touch_documents(self, document_ids: Iterable[str]) -> None:
        """Note that all that documents tell of has to be merged anew."""
        self._connection.execute(
            "INSERT OR IGNORE INTO touched SELECT id FROM node WHERE document IN (SELECT value FROM json_each(?))",
            (json.dumps(sorted(set(document_ids))),),
        )

    def across(self, key: int, stand: int, node: int) -> list[int]:
        """Return the nodes beside a place under a key that meet, or no longer meet, because of what stands there."""
        left, right = self._beside(key, stand, node)
        return [*left, *right] if left and right and len(left) + len(right) > self._window else []

    def parted(self, node: Node, fresh: Set[int], linked: Callable[[int, int], bool]) -> set[int]:
        """Return the nodes that were linked and no longer meet under a key, since a node stands between them.

        `fresh`: all that were put in with it; where several stand together all about them are returned.
        """
        found: set[int] = set()
        for key, stand in self._shared(node):
            left, right = self._beside(key, stand, node.id)
            if not fresh.isdisjoint((*left, *right)):
                found.update(self.across(key, stand, node.id))
                continue
            for at, one in enumerate(left):
                # they were as far apart as nodes may stand that meet, and are one further now
                for other in right[self._window - 1 - at : self._window - at]:
                    if linked(one, other):
                        found.update((one, other))
        return found

    def _beside(self, key: int, stand: int, node: int) -> tuple[list[int], list[int]]:
        """Return the nodes to the left and to the right of a place under a key, the nearest first."""
        at = {"key": key, "stand": stand, "node": node, "window": self._window}
        return [row[0] for row in self._rows(_LEFT, at)], [row[0] for row in self._rows(_RIGHT, at)]

    def neighbours(self, node: Node) -> set[int]:
        """Return the nodes that a node meets."""
        first, end = node.days
        found: set[int] = set()
        dated: set[int] = set()
        for key, stand in self._shared(node):
            meets = found if key & 1 else dated
            meets.update(*self._beside(key, stand, node.id))
        marks = json.dumps(sorted(dated))
        sql = "SELECT id FROM node WHERE id IN (SELECT value FROM json_each(?)) AND first_day < ? AND end_day > ?"
        found.update(row[0] for row in self._rows(sql, (marks, end, first)))
        return found

    def _shared(self, node: Node) -> list[tuple[int, int]]:
        """Return the keys of a node that others have too, with where it stands under them."""
        stands = dict(node.keys)
        return [(key, stands[key]) for (key,) in self._rows(_SHARED, (json.dumps(list(stands)), node.id))]

    def document_of(self, node: int) -> str | None:
        """Return the document of a node, None when it is no longer there."""
        rows = self._rows("SELECT document FROM node WHERE id = ?", (node,))
        return str(rows[0][0]) if rows else None

    def touched(self) -> list[int]:
        """Return the nodes that have to be merged anew."""
        return [row[0] for row in self._rows("SELECT node FROM touched ORDER BY node")]

    def _rows(self, sql: str, values: Any = ()) -> list[tuple[Any, ...]]:
        return self._connection.execute(sql, values).fetchall()


class Loaded:
    """Nodes by their ids, made again out of the readings of their documents; `read` returns those of a document."""

    def __init__(self, nodes: Nodes, read: Callable[[str], Iterable[Node]]) -> None:
        self._nodes = nodes
        self._read = read
        self._known: dict[int, Node] = {}
        self._documents: set[str] = set()

    def get(self, node_id: int) -> Node | None:
        """Return a node, None when its document is gone."""
        if node_id not in self._known:
            document = self._nodes.document_of(node_id)
            if document is None or document in self._documents:
                return None
            self._documents.add(document)
            self._known.update((node.id, node) for node in self._read(document))
        return self._known.get(node_id)


def closure(
    nodes: Nodes, seeds: Collection[int], merging: Merging, loaded: Loaded
) -> tuple[dict[int, Node], list[Edge]]:
    """Return all nodes that hang together with the seeds, and their links."""
    found: dict[int, Node] = {}
    edges: dict[tuple[int, int], float] = {}
    compared: set[tuple[int, int]] = set()
    waiting = list(seeds)
    while waiting:
        here = loaded.get(waiting.pop())
        if here is None or here.id in found:
            continue
        found[here.id] = here
        for other_id in nodes.neighbours(here):
            pair = (min(here.id, other_id), max(here.id, other_id))
            if pair in compared:
                continue
            compared.add(pair)
            other = loaded.get(other_id)
            score = merging.linked(here, other) if other is not None else None
            if score is not None:
                edges[pair] = score
                waiting.append(other_id)
    return found, [(one, other, score) for (one, other), score in edges.items()]


@dataclass(frozen=True, slots=True)
class Whole:
    """A document as the one node of a merging that cannot be done in parts."""

    reading: Reading
    keys: tuple[tuple[int, int], ...] = ((1, 0),)  # meets all others
    days: tuple[int, int] = (0, 1)

    @property
    def id(self) -> int:
        """Of the document's id."""
        return int(content_id(self.document_id), 16) >> 1

    @property
    def document_id(self) -> str:
        """The document."""
        return self.reading.document.id

    @property
    def reports(self) -> list[Report]:
        """All of its reports."""
        return list(self.reading.reports)


class InOnePiece:
    """A function from readings to incidents as merging in parts: everything hangs together."""

    window = 1 << 31
    version = "in one piece"

    def __init__(self, merge: Callable[[Sequence[Reading]], tuple[Incident, ...]]) -> None:
        self._merge = merge

    def nodes(self, reading: Reading) -> list[Whole]:
        """Return the document."""
        return [Whole(reading)]

    def edges(self, nodes: Mapping[int, Whole]) -> list[Edge]:
        """Return none: they are not asked for."""
        return []

    def linked(self, one: Whole, other: Whole) -> float:
        """Link everything."""
        return 0.0

    def incidents(self, nodes: Mapping[int, Whole], edges: Iterable[Edge]) -> tuple[Incident, ...]:
        """Return the incidents of all."""
        readings = sorted((node.reading for node in nodes.values()), key=lambda reading: reading.document.id)
        return self._merge(readings) if readings else ()
