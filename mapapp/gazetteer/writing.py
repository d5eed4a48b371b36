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
from mapapp.gazetteer.folding import fold, without_article
from mapapp.gazetteer.kinds import COUNTRY, DISTRICT, POPULATED, PROVINCE

ALTERNATE = 1.0  # how much less prominent a place is under a name that is not its first
BEGINNING = 0.4  # the same, where the first name only goes on (New York City) or is romanised otherwise (Ar Raqqah)
ARTICLES = frozenset(
    {"al", "el", "ul", "ar", "as", "ash", "ad", "adh", "an", "at", "ath", "az", "er", "es", "ed", "en"}
)
SOFT = str.maketrans("", "", "aeiouyhw")
BONUS = dict.fromkeys(POPULATED, 0.0) | {COUNTRY: 3.0, PROVINCE: -1.0, DISTRICT: -1.5}
# Kinds that stand in the tables because everyone writes of them, not because they are large
RENOWN = {"continent": 8.0, "ocean": 8.0, "historical": 6.5, "building": 6.0}


def write(entries: Entries, demonyms: Tables, seats: Tables, folder: Path) -> None:
    """Write all files of an index into an empty folder."""
    ids = marisa_trie.Trie(entries)
    ids.save(str(folder / layout.IDS))
    rows: list[Entry] = [entries[ids.restore_key(number)] for number in range(len(ids))]
    _write_names(rows, folder)
    layout.write_packed(folder, layout.RECORDS, (orjson.dumps(_record(entry)) for entry in rows))
    layout.write_packed(folder, layout.SPELLINGS, (orjson.dumps(list(entry.names.items())) for entry in rows))
    areas = [number for number, entry in enumerate(rows) if entry.geometry is not None]
    shapes = [rows[number].geometry for number in areas]
    layout.write_packed(folder, layout.SHAPES, shapely.to_wkb(shapes).tolist() if shapes else [])
    layout.write_array(folder, layout.AREAS, np.array(areas, dtype="<u4"))
    layout.write_array(folder, layout.BOUNDS, shapely.bounds(shapes) if shapes else np.empty((0, 4)))
    points = [(math.nan if e.lon is None else e.lon, math.nan if e.lat is None else e.lat) for e in rows]
    layout.write_array(folder, layout.POINTS, np.array(points, dtype="<f8").reshape(-1, 2))
    populated = [number for number, e in enumerate(rows) if e.kind in POPULATED and e.lon is not None]
    layout.write_array(folder, layout.POPULATED, np.array(populated, dtype="<u4"))
    (folder / layout.DEMONYMS).write_bytes(orjson.dumps(demonyms))
    (folder / layout.SEATS).write_bytes(orjson.dumps(seats))


def _write_names(rows: list[Entry], folder: Path) -> None:
    keys: list[str] = []
    bearers: list[int] = []
    ranks: list[float] = []
    marks: list[int] = []
    for number, entry in enumerate(rows):
        rank = prominence(entry)
        first = fold(entry.name)
        seen: set[str] = set()
        for name, language in entry.names.items():
            key = fold(name)
            mark = layout.MARKS.get((language or "").partition("-x-")[2], layout.PLAIN)
            # "The Hague" is looked for with its article, "the Kremlin" is not: its name in a text is Kremlin
            own = name == entry.name and entry.kind in POPULATED
            for form in ({key, without_article(key)} if own else {without_article(key)}) - seen:
                seen.add(form)
                if form:
                    keys.append(form)
                    bearers.append(number)
                    marks.append(mark)
                    ranks.append(rank - _penalty(form, first))
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


def _penalty(form: str, first: str) -> float:
    if form in {first, without_article(first)}:
        return 0.0
    return BEGINNING if first.startswith(form + " ") or _bones(form) == _bones(first) else ALTERNATE


def _bones(key: str) -> str:
    """Return a name's consonants without Arabic articles: what the ways to romanise it have in common."""
    return "".join(word for word in key.split() if word not in ARTICLES).translate(SOFT)


def prominence(entry: Entry) -> float:
    """Return how likely a place is meant when only its name is known: about log10 of the people it stands for.

    A division counts a tenth of its people: of "Donetsk" and "Lima" the city is meant. What no one lives in counts
    by its reach, ten kilometres as much as a town of 30,000.
    """
    people = math.log10((entry.population or 0) + 100)
    if entry.kind in BONUS:
        return people + BONUS[entry.kind]
    if entry.kind in RENOWN:
        return RENOWN[entry.kind]
    if entry.radius_km is None:
        return 6.5
    return 4.5 + math.log10(max(entry.radius_km, 10) / 10)


def _record(entry: Entry) -> list[object]:
    shape = "none" if entry.lon is None and entry.geometry is None else "point"
    if entry.geometry is not None:
        shape = "polygon" if entry.geometry.area else "line" if entry.geometry.length else "point"
    country = None if entry.disputed else entry.country
    return [
        entry.name, entry.kind, entry.lon, entry.lat, entry.radius_km, shape, entry.population, country, entry.within,
        entry.geonameid, entry.disputed,
    ]  # fmt: skip
