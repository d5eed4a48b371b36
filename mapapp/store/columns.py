"""The store's incidents as columns in memory: what a map of very many is filtered, counted and clustered from.

Read from the narrow table `incident_row`, not from the incidents themselves, once for each content of the store.
A filter that is not known here by column is asked of the database (`store.selecting.where`), so that every Query
gives exactly the incidents `Store.incidents` gives for it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mapapp.model import KINDS, PRECISIONS, STATUSES
from mapapp.query import Query
from mapapp.store.selecting import OPEN_FUTURE, OPEN_PAST, where
from mapapp.store.sqlite import Store

Numbers = NDArray[np.int32]
Mask = NDArray[np.bool_]
FACETS = ("kind", "status", "source", "place", "side", "precision", "contested")
_EVERYTHING = Query(statuses=())
_BY_COLUMN: dict[str, Any] = {
    "kinds": (), "statuses": (), "sources": (), "places": (), "sides": (), "precisions": (), "contested": None,
    "start": None, "end": None, "certain": False,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Links:
    """Which incidents each of many keys (a report, a place, a side) belongs to."""

    keys: tuple[str, ...]
    numbers: dict[str, int]  # key -> its position in `keys`
    key: Numbers  # of each link, ascending
    row: Numbers  # the incident it leads to, as its position in the columns
    starts: Numbers  # links of key k are starts[k] .. starts[k + 1]

    def mask(self, wanted: tuple[str, ...], size: int) -> Mask:
        """Return which of `size` incidents have any of these keys."""
        found = np.zeros(size, np.bool_)
        for name in wanted:
            number = self.numbers.get(name)
            if number is not None:
                found[self.row[self.starts[number] : self.starts[number + 1]]] = True
        return found

    def counts(self, mask: Mask) -> dict[str, int]:
        """Count the masked incidents of each key; keys without any are left out."""
        found = np.bincount(self.key[mask[self.row]], minlength=len(self.keys))
        return {self.keys[number]: int(found[number]) for number in np.flatnonzero(found)}


@dataclass(frozen=True, slots=True)
class Columns:
    """Every incident of a store, newest first, the undated last (ties by title and id); arrays of one length."""

    edition: str  # of the store
    seq: NDArray[np.int64]  # its number in the database
    lon: NDArray[np.float64]  # where its marker stands; NaN = it has no place
    lat: NDArray[np.float64]
    first: Numbers  # first day as an ordinal, OPEN_PAST = open; undated: OPEN_FUTURE
    end: Numbers  # the day after the last, OPEN_FUTURE = open; undated: OPEN_PAST
    dated: Mask
    kind: NDArray[np.uint8]  # position in model.KINDS
    status: NDArray[np.uint8]  # in model.STATUSES
    precision: NDArray[np.uint8]  # in model.PRECISIONS
    contested: Mask
    source: Links  # by document
    side: Links  # by folded name
    place: Links  # by place, also by those that contain it
    place_names: dict[str, str]  # of the incidents' own places

    @property
    def located(self) -> Mask:
        """Which incidents have a marker."""
        return ~np.isnan(self.lon)


def read(store: Store) -> Columns:
    """Read the columns of a store: some 7 microseconds an incident. Call `Store.hold` first if others may write."""
    rows = store.select(
        "SELECT incident, lon, lat, first_day, end_day, kind, status, precision, contested FROM incident_row"
        " ORDER BY day IS NULL, day DESC, title, id"
    ).fetchall()
    seq, lon, lat, first, end, kind, status, precision, contested = zip(*rows, strict=True) if rows else ((),) * 9
    numbers = np.array(seq, np.int64)
    dated = np.array([day is not None for day in first], np.bool_)
    order = np.argsort(numbers)
    return Columns(
        edition=store.edition(),
        seq=numbers,
        lon=np.array(lon, np.float64),  # None becomes NaN
        lat=np.array(lat, np.float64),
        first=np.array([OPEN_FUTURE if day is None else day for day in first], np.int32),
        end=np.array([OPEN_PAST if day is None else day for day in end], np.int32),
        dated=dated,
        kind=_coded(kind, KINDS),
        status=_coded(status, STATUSES),
        precision=_coded(precision, PRECISIONS),
        contested=np.array(contested, np.bool_),
        side=_links(store, "SELECT side, incident FROM incident_side ORDER BY side", numbers, order),
        source=_links(store, "SELECT document, incident FROM incident_source ORDER BY document", numbers, order),
        place=_links(store, "SELECT place, incident FROM incident_place ORDER BY place", numbers, order),
        place_names=dict(
            store.select(
                "SELECT place, min(name) FROM incident_place WHERE name IS NOT NULL GROUP BY place"
            ).fetchall()
        ),
    )


def _coded(values: tuple[str, ...], known: tuple[str, ...]) -> NDArray[np.uint8]:
    number = {value: index for index, value in enumerate(known)}
    return np.array([number[value] for value in values], np.uint8)


def _links(store: Store, sql: str, seq: NDArray[np.int64], order: NDArray[np.intp]) -> Links:
    """Return links sorted by key; `order` sorts `seq`."""
    pairs = store.select(sql).fetchall()
    keys = tuple(dict.fromkeys(key for key, _ in pairs))
    numbers = {key: index for index, key in enumerate(keys)}
    key = np.array([numbers[key] for key, _ in pairs], np.int32)
    incident = np.array([incident for _, incident in pairs], np.int64)
    row = order[np.searchsorted(seq[order], incident)] if len(pairs) else np.zeros(0, np.intp)
    starts = np.searchsorted(key, np.arange(len(keys) + 1))
    return Links(keys, numbers, key, row.astype(np.int32), starts.astype(np.int32))


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a query asks for, condition by condition: a facet is counted with all conditions but its own."""

    columns: Columns
    rest: Mask  # what all conditions but those on facets and days let through
    days: Mask
    facets: dict[str, Mask]  # by name in FACETS

    def mask(self, *, without: str = "") -> Mask:
        """Return which incidents all conditions let through, all but the one named (a facet, or "days")."""
        found = self.rest if without == "days" else self.rest & self.days
        for name, mask in self.facets.items():
            if name != without:
                found = found & mask
        return found

    def counts(self) -> dict[str, dict[str, int]]:
        """Count by facet what choosing each of its values would show, the other filters as they are."""
        columns = self.columns
        contested = columns.contested[self.mask(without="contested")].astype(np.uint8)
        return {
            "kind": _counted(columns.kind[self.mask(without="kind")], KINDS),
            "status": _counted(columns.status[self.mask(without="status")], STATUSES),
            "source": columns.source.counts(self.mask(without="source")),
            "place": columns.place.counts(self.mask(without="place")),
            "side": columns.side.counts(self.mask(without="side")),
            "precision": _counted(columns.precision[self.mask(without="precision")], PRECISIONS),
            "contested": _counted(contested, ("false", "true")),
        }


def _counted(values: NDArray[np.uint8], names: tuple[str, ...]) -> dict[str, int]:
    found = np.bincount(values, minlength=len(names))
    return {name: int(number) for name, number in zip(names, found, strict=True) if number}


def choose(columns: Columns, store: Store, query: Query) -> Chosen:
    """Return what a query asks for; `columns` are those of the store as it is now."""
    size = len(columns.seq)
    everything = np.ones(size, np.bool_)
    return Chosen(
        columns,
        _asked(columns, store, query),
        _within(columns, query),
        {
            "kind": _among(columns.kind, query.kinds, KINDS) if query.kinds else everything,
            "status": _among(columns.status, query.statuses, STATUSES) if query.statuses else everything,
            "source": columns.source.mask(query.sources, size) if query.sources else everything,
            "place": columns.place.mask(query.places, size) if query.places else everything,
            "side": columns.side.mask(query.sides, size) if query.sides else everything,
            "precision": _among(columns.precision, query.precisions, PRECISIONS) if query.precisions else everything,
            "contested": columns.contested == query.contested if query.contested is not None else everything,
        },
    )


def _among(values: NDArray[np.uint8], wanted: tuple[str, ...], known: tuple[str, ...]) -> Mask:
    table = np.zeros(256, np.bool_)
    table[[known.index(name) for name in wanted if name in known]] = True
    return table[values]


def _within(columns: Columns, query: Query) -> Mask:
    """Return what lies in the wanted days: `store.selecting` has the same conditions in SQL."""
    if query.start is None and query.end is None:
        return np.ones(len(columns.seq), np.bool_)
    start = query.start.toordinal() if query.start else OPEN_PAST
    end = query.end.toordinal() if query.end else OPEN_FUTURE
    if query.certain:
        return columns.dated & (columns.first >= start) & (columns.end - 1 <= end)
    return ~columns.dated | ((columns.first <= end) & (columns.end > start))


def _asked(columns: Columns, store: Store, query: Query) -> Mask:
    """Return what the conditions that are not by column let through: words, areas, and what is added one day."""
    rest = replace(query, **_BY_COLUMN)
    if rest == _EVERYTHING:
        return np.ones(len(columns.seq), np.bool_)
    condition = where(rest)
    found = store.select(f"SELECT seq FROM incident WHERE {condition.sql}", condition.values)  # noqa: S608 - our names
    return np.isin(columns.seq, np.fromiter((seq for (seq,) in found), np.int64))
