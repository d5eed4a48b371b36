"""Write merged places as the files of an index (see layout)."""

from __future__ import annotations

import math
from pathlib import Path

import marisa_trie
import numpy as np
import orjson
import shapely

from mapapp.gazetteer import layout
from mapapp.gazetteer.entries import Entries, Entry, Tables
from mapapp.gazetteer.kinds import KINDS, POPULATED
from mapapp.gazetteer.ranking import Ranking

KIND_NUMBER = {kind: number for number, kind in enumerate(KINDS)}


def write(entries: Entries, demonyms: Tables, seats: Tables, folder: Path) -> None:
    """Write all files of an index into an empty folder."""
    ids = marisa_trie.Trie(entries)
    ids.save(str(folder / layout.IDS))
    rows: list[Entry] = [entries[ids.restore_key(number)] for number in range(len(ids))]
    _write_names(rows, Ranking(entries, seats), folder)
    layout.write_packed(folder, layout.RECORDS, (orjson.dumps(_record(entry)) for entry in rows))
    layout.write_packed(folder, layout.SPELLINGS, (orjson.dumps(list(entry.names.items())) for entry in rows))
    areas = [number for number, entry in enumerate(rows) if entry.geometry is not None]
    shapes = [rows[number].geometry for number in areas]
    layout.write_packed(folder, layout.SHAPES, shapely.to_wkb(shapes).tolist() if shapes else [])
    layout.write_array(folder, layout.AREAS, np.array(areas, dtype="<u4"))
    layout.write_array(folder, layout.BOUNDS, shapely.bounds(shapes) if shapes else np.empty((0, 4)))
    points = [(math.nan if e.lon is None else e.lon, math.nan if e.lat is None else e.lat) for e in rows]
    layout.write_array(folder, layout.POINTS, np.array(points, dtype="<f8").reshape(-1, 2))
    layout.write_array(folder, layout.KIND_NUMBERS, np.array([KIND_NUMBER[e.kind] for e in rows], dtype="u1"))
    people = [min(e.population or 0, layout.LARGEST) for e in rows]
    layout.write_array(folder, layout.PEOPLE, np.array(people, dtype="<u4"))
    layout.write_array(folder, layout.SPELT, np.array([len(e.names) for e in rows], dtype="<u4"))
    populated = [number for number, e in enumerate(rows) if e.kind in POPULATED and e.lon is not None]
    layout.write_array(folder, layout.POPULATED, np.array(populated, dtype="<u4"))
    (folder / layout.DEMONYMS).write_bytes(orjson.dumps(demonyms))
    (folder / layout.SEATS).write_bytes(orjson.dumps(seats))


def _write_names(rows: list[Entry], ranking: Ranking, folder: Path) -> None:
    keys: list[str] = []
    bearers: list[int] = []
    marks: list[int] = []
    ranks: list[float] = []
    for number, entry in enumerate(rows):
        for key, mark, rank in ranking.ranked(entry):
            keys.append(key)
            bearers.append(number)
            marks.append(mark)
            ranks.append(rank)
    trie = marisa_trie.Trie(keys)
    trie.save(str(folder / layout.NAMES))
    numbers = np.fromiter((trie[key] for key in keys), dtype=np.int64, count=len(keys))
    order = np.lexsort((np.array(bearers), -np.array(ranks), numbers))
    offsets = np.zeros(len(trie) + 1, dtype="<u4")
    np.cumsum(np.bincount(numbers, minlength=len(trie)), out=offsets[1:])
    layout.write_array(folder, f"{layout.BEARERS}.idx.npy", offsets)
    layout.write_array(folder, f"{layout.BEARERS}.npy", np.array(bearers, dtype="<u4")[order])
    ordered = np.array(marks, dtype="u1")[order]
    layout.write_array(folder, layout.BEARER_MARKS, ordered)
    layout.write_array(folder, layout.KEY_MARKS, np.minimum.reduceat(ordered, offsets[:-1].astype(np.int64)))


def _record(entry: Entry) -> list[object]:
    shape = "none" if entry.lon is None and entry.geometry is None else "point"
    if entry.geometry is not None:
        shape = "polygon" if entry.geometry.area else "line" if entry.geometry.length else "point"
    country = None if entry.disputed else entry.country
    return [
        entry.name, entry.kind, entry.lon, entry.lat, entry.radius_km, shape, entry.population, country, entry.within,
        entry.geonameid, entry.disputed,
    ]  # fmt: skip
