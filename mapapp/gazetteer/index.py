"""Names to places: the built index, opened with memory maps. Fits reading's PlaceIndex."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import marisa_trie
import numpy as np
import orjson
import shapely
from shapely.geometry.base import BaseGeometry

from mapapp.errors import NotFound, Unavailable
from mapapp.gazetteer import layout, state
from mapapp.gazetteer.folding import ARTICLE, fold, without_article
from mapapp.gazetteer.kinds import KINDS
from mapapp.gazetteer.scanning import Scanner
from mapapp.model import Place

EARTH_KM = 6371.0088  # mean radius


class Match(NamedTuple):
    """A stretch of text that is a name in the gazetteer: text[start:end]."""

    start: int
    end: int


def open_index(folder: Path) -> Index:
    """Open a built index. Raises Unavailable naming the command that builds it."""
    for _ in range(3):  # a build may clear the old files away between two of the lines below
        made = state.read(folder)
        if made and made["format"] == layout.FORMAT:
            with contextlib.suppress(FileNotFoundError):
                return Index(folder / made["folder"], made["fingerprint"])
    what = "is of another version" if made else "is not there or not complete"
    raise Unavailable(f"gazetteer: the index in {folder} {what}; run `mapapp gazetteer build`")


class Index:
    """The places of the world by name and id. Safe to share between threads; processes share its memory."""

    def __init__(self, folder: Path, fingerprint: str) -> None:
        self.folder = folder
        self.fingerprint = fingerprint
        self._ids = marisa_trie.Trie().mmap(str(folder / layout.IDS))
        self._names = marisa_trie.Trie().mmap(str(folder / layout.NAMES))
        self._first = layout.map_array(folder, f"{layout.BEARERS}.idx.npy").data
        self._bearers = layout.map_array(folder, f"{layout.BEARERS}.npy").data
        self._marks = layout.map_array(folder, layout.BEARER_MARKS).data
        self._records = layout.Packed(folder, layout.RECORDS)
        self._spellings = layout.Packed(folder, layout.SPELLINGS)
        self._shapes = layout.Packed(folder, layout.SHAPES)
        self._areas = layout.map_array(folder, layout.AREAS)
        self._bounds = layout.map_array(folder, layout.BOUNDS)
        self._points = layout.map_array(folder, layout.POINTS)
        self._kinds = layout.map_array(folder, layout.KIND_NUMBERS).data
        self._people = layout.map_array(folder, layout.PEOPLE).data
        self._spelt = layout.map_array(folder, layout.SPELT).data
        self._populated = layout.map_array(folder, layout.POPULATED)
        self._demonyms: dict[str, list[str]] = orjson.loads((folder / layout.DEMONYMS).read_bytes())
        self._seats: dict[str, list[str]] = orjson.loads((folder / layout.SEATS).read_bytes())
        self._scanner = Scanner(self._names, layout.map_array(folder, layout.KEY_MARKS))
        self._place = lru_cache(maxsize=1 << 15)(self._load)
        self._shape = lru_cache(maxsize=512)(self._load_shape)
        self._candidates = lru_cache(maxsize=1 << 13)(self._find)

    def __len__(self) -> int:
        return len(self._ids)

    def __contains__(self, place_id: object) -> bool:
        """Tell whether there is a place of this id."""
        return isinstance(place_id, str) and place_id in self._ids

    def has(self, name: str) -> bool:
        """Tell whether any place bears the name; abbreviations count as in `candidates`."""
        key = fold(name)
        if key in self._names or key.startswith(ARTICLE):
            return bool(self._rows(key, _written(name)))
        return False

    def candidates(self, name: str) -> tuple[Place, ...]:
        """Return every place that bears the name, most prominent first; empty when none does.

        Abbreviations (US, Fla.) count only in capitals or with a full stop behind, postal codes (TX) only as two
        capitals; both stand before all others then.
        """
        return self._candidates(fold(name), _written(name))

    def _find(self, key: str, written: int) -> tuple[Place, ...]:
        return tuple([self._place(row) for row in self._rows(key, written)])

    def _rows(self, key: str, written: int) -> list[int]:
        rows = self._bearing(key, written)
        bare = without_article(key)
        if bare != key:
            rows += [row for row in self._bearing(bare, written) if row not in rows]
        return rows

    def _bearing(self, key: str, written: int) -> list[int]:
        number = self._names.get(key)
        if number is None:
            return []
        bearers = slice(self._first[number], self._first[number + 1])
        rows: list[int] = self._bearers[bearers].tolist()
        marks = self._marks[bearers].tolist()
        if not any(marks):
            return rows
        bearing = list(zip(rows, marks, strict=True))
        # what is written as an abbreviation is one first of all: "Kan." is Kansas before it is Ganzhou
        first = [row for row, mark in bearing if layout.PLAIN < mark <= written]
        return first + [row for row, mark in bearing if mark == layout.PLAIN]

    def kinds(self, name: str) -> tuple[tuple[str, int], ...]:
        """Return (kind, inhabitants) of every place that bears the name, in the order of `candidates`."""
        return tuple([(KINDS[self._kinds[row]], self._people[row]) for row in self._rows(fold(name), _written(name))])

    def scan(self, text: str) -> Iterator[Match]:
        """Yield the longest name at each capitalised or caseless word, left to right, non-overlapping."""
        for start, end in self._scanner.scan(text):
            yield Match(start, end)

    def place(self, place_id: str) -> Place:
        """Return a place by id; raises NotFound."""
        return self._place(self._row(place_id))

    def names(self, place_id: str) -> tuple[tuple[str, str | None], ...]:
        """Return all (name, language) of a place, its preferred name first; raises NotFound."""
        spellings = orjson.loads(self._spellings[self._row(place_id)])
        return tuple((name, language) for name, language in spellings)

    def fame(self, place_id: str) -> int:
        """Return how many names a place has (cheaper than `names`); raises NotFound."""
        return self._spelt[self._row(place_id)]

    def geometry(self, place_id: str) -> BaseGeometry | None:
        """Return the place's polygon, line or point in WGS 84, None when it has none; raises NotFound."""
        row = self._row(place_id)
        shape = self._shape_of(row)
        if shape is not None:
            return shape
        lon, lat = self._points[row].tolist()
        return None if lon != lon else shapely.Point(lon, lat)  # noqa: PLR0124 - only NaN differs from itself

    def demonym(self, word: str) -> tuple[str, ...]:
        """Return ids of the places an adjective or demonym ("Armenian", "Azeri") belongs to."""
        return tuple(self._demonyms.get(fold(word), ()))

    def seat(self, place_id: str) -> tuple[str, ...]:
        """Return ids of the places governed from here; empty for a place that is no seat."""
        return tuple(self._seats.get(place_id, ()))

    def boundary(self, first_id: str, second_id: str) -> BaseGeometry | None:
        """Return the line two areas share, None when they do not touch; raises NotFound."""
        first, second = (self._shape_of(self._row(place_id)) for place_id in (first_id, second_id))
        if first is None or second is None:
            return None
        shared = shapely.line_merge(shapely.intersection(shapely.boundary(first), shapely.boundary(second)))
        lines = [part for part in shapely.get_parts(shared) if part.length]
        return shapely.multilinestrings(lines) if len(lines) > 1 else lines[0] if lines else None

    def containing(self, lon: float, lat: float) -> tuple[str, ...]:
        """Return ids of the areas a point lies in, smallest first."""
        west, south, east, north = self._bounds.T
        point = shapely.Point(lon, lat)
        found = []
        for number in np.flatnonzero((west <= lon) & (lon <= east) & (south <= lat) & (lat <= north)).tolist():
            shape = self._shape(number)
            if shapely.intersects(shape, point):
                found.append((shape.area, self._ids.restore_key(int(self._areas[number]))))
        return tuple(place_id for _, place_id in sorted(found))

    def near(self, lon: float, lat: float, km: float) -> tuple[tuple[str, float], ...]:
        """Return (id, distance in km) of the populated places within `km` of a point, nearest first.

        Great-circle distance on a sphere (haversine).
        """
        lons, lats = np.radians(self._points[self._populated].T)
        here_lon, here_lat = np.radians((lon, lat))
        half = np.sin((lats - here_lat) / 2) ** 2
        half += np.cos(lats) * np.cos(here_lat) * np.sin((lons - here_lon) / 2) ** 2
        distance = 2 * EARTH_KM * np.arcsin(np.sqrt(half))
        inside = np.flatnonzero(distance <= km)
        order = inside[np.argsort(distance[inside], kind="stable")]
        rows = self._populated[order].tolist()
        return tuple((self._ids.restore_key(row), float(d)) for row, d in zip(rows, distance[order], strict=True))

    def _row(self, place_id: str) -> int:
        row: int | None = self._ids.get(place_id)
        if row is None:
            raise NotFound(f"place {place_id!r}: not in the gazetteer; `mapapp gazetteer lookup NAME` finds ids")
        return row

    def _load(self, row: int) -> Place:
        name, kind, lon, lat, radius, shape, population, country, within, geonameid, disputed = orjson.loads(
            self._records[row]
        )
        return Place(
            self._ids.restore_key(row), name, kind, lon, lat, radius, shape, population, country, tuple(within),
            geonameid, disputed,
        )  # fmt: skip

    def _shape_of(self, row: int) -> BaseGeometry | None:
        number = int(np.searchsorted(self._areas, row))
        if number == len(self._areas) or int(self._areas[number]) != row:
            return None
        return self._shape(number)

    def _load_shape(self, number: int) -> BaseGeometry:
        return shapely.from_wkb(self._shapes[number])


def _written(name: str) -> int:
    """Return the highest mark a name may have as it is written (see layout.MARKS)."""
    if len(name) == 2 and name.isalpha() and name.isupper():
        return layout.POSTAL
    return layout.ABBREVIATION if name.isupper() or name.rstrip().endswith(".") else layout.PLAIN
