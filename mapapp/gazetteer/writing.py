"""Write merged places as the files of an index (see layout), a place in memory at a time."""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterator
from pathlib import Path

import marisa_trie
import numpy as np
import orjson
import shapely
from shapely.geometry.base import BaseGeometry

from mapapp.gazetteer import layout
from mapapp.gazetteer.entries import Entry, Tables
from mapapp.gazetteer.kinds import KINDS, POPULATED
from mapapp.gazetteer.ranking import Ranking
from mapapp.gazetteer.spool import Places

KIND_NUMBER = {kind: number for number, kind in enumerate(KINDS)}


def write(places: Places, demonyms: Tables, seats: Tables, folder: Path) -> None:
    """Write all files of an index into a folder."""
    ids = marisa_trie.Trie(places.ids())
    ids.save(str(folder / layout.IDS))
    columns = _Columns(len(ids))
    names = _Names(folder)
    shapes: dict[int, BaseGeometry] = {}
    ranking = Ranking(places, seats)
    with (
        layout.Packing(folder, layout.RECORDS, len(ids)) as records,
        layout.Packing(folder, layout.SPELLINGS, len(ids)) as spellings,
    ):
        for entry in places:
            row = ids[entry.id]
            records[row] = orjson.dumps(_record(entry))
            spellings[row] = orjson.dumps(list(entry.names.items()))
            columns.put(row, entry)
            if entry.geometry is not None:
                shapes[row] = entry.geometry
            for key, mark, rank in ranking.ranked(entry):
                names.add(key, row, mark, rank)
    columns.write(folder)
    names.write()
    _write_shapes(shapes, folder)
    (folder / layout.DEMONYMS).write_bytes(orjson.dumps(demonyms))
    (folder / layout.SEATS).write_bytes(orjson.dumps(seats))


def _write_shapes(shapes: dict[int, BaseGeometry], folder: Path) -> None:
    rows = sorted(shapes)
    ordered = [shapes[row] for row in rows]
    with layout.Packing(folder, layout.SHAPES, len(rows)) as packing:
        for number, shape in enumerate(ordered):
            packing[number] = shapely.to_wkb(shape)
    layout.write_array(folder, layout.AREAS, np.array(rows, dtype="<u4"))
    layout.write_array(folder, layout.BOUNDS, shapely.bounds(ordered) if ordered else np.empty((0, 4)))


class _Columns:
    """The columns of numbers, by row."""

    def __init__(self, rows: int) -> None:
        self.points = np.full((rows, 2), math.nan, dtype="<f8")
        self.kinds, self.people, self.spelt = (np.zeros(rows, dtype=kind) for kind in ("u1", "<u4", "<u4"))

    def put(self, row: int, entry: Entry) -> None:
        """Fill in the row of a place."""
        self.points[row] = (
            math.nan if entry.lon is None else entry.lon,
            math.nan if entry.lat is None else entry.lat,
        )
        self.kinds[row] = KIND_NUMBER[entry.kind]
        self.people[row] = min(entry.population or 0, layout.LARGEST)
        self.spelt[row] = len(entry.names)

    def write(self, folder: Path) -> None:
        """Write them, and the rows of populated places with a point."""
        settled = np.isin(self.kinds, [KIND_NUMBER[kind] for kind in POPULATED]) & ~np.isnan(self.points[:, 0])
        for name, column in (
            (layout.POINTS, self.points),
            (layout.KIND_NUMBERS, self.kinds),
            (layout.PEOPLE, self.people),
            (layout.SPELT, self.spelt),
            (layout.POPULATED, np.flatnonzero(settled).astype("<u4")),
        ):
            layout.write_array(folder, name, column)


class _Names:
    """The keys places are looked up by and who bears them; the keys wait in a file, one a line."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._path = folder / "keys.txt"
        self._stream = self._path.open("w", encoding="utf-8", newline="\n")
        self._bearers, self._marks, self._ranks = array("I"), array("B"), array("d")

    def add(self, key: str, row: int, mark: int, rank: float) -> None:
        """Note that the place of a row bears a key, which has no line break, as it is folded."""
        self._stream.write(f"{key}\n")
        self._bearers.append(row)
        self._marks.append(mark)
        self._ranks.append(rank)

    def write(self) -> None:
        """Write the trie of keys, and for each key its bearers, the most prominent first."""
        self._stream.close()
        trie = marisa_trie.Trie(self._keys())
        trie.save(str(self._folder / layout.NAMES))
        count = len(self._bearers)
        numbers = np.fromiter((trie[key] for key in self._keys()), dtype=np.uint32, count=count)
        bearers, ranks = np.frombuffer(self._bearers, dtype=np.uintc), np.frombuffer(self._ranks)
        order = np.lexsort((bearers, -ranks, numbers))
        offsets = np.zeros(len(trie) + 1, dtype="<u4")
        np.cumsum(np.bincount(numbers, minlength=len(trie)), out=offsets[1:])
        layout.write_array(self._folder, f"{layout.BEARERS}.idx.npy", offsets)
        layout.write_array(self._folder, f"{layout.BEARERS}.npy", bearers[order].astype("<u4"))
        ordered = np.frombuffer(self._marks, dtype="u1")[order]
        layout.write_array(self._folder, layout.BEARER_MARKS, ordered)
        layout.write_array(
            self._folder, layout.KEY_MARKS, np.minimum.reduceat(ordered, offsets[:-1].astype(np.int64))
        )
        self._path.unlink()

    def _keys(self) -> Iterator[str]:
        with self._path.open(encoding="utf-8", newline="\n") as stream:
            for line in stream:
                yield line[:-1]


def _record(entry: Entry) -> list[object]:
    shape = "none" if entry.lon is None and entry.geometry is None else "point"
    if entry.geometry is not None:
        shape = "polygon" if entry.geometry.area else "line" if entry.geometry.length else "point"
    country = None if entry.disputed else entry.country
    return [
        entry.name, entry.kind, entry.lon, entry.lat, entry.radius_km, shape, entry.population, country, entry.within,
        entry.geonameid, entry.disputed,
    ]  # fmt: skip
