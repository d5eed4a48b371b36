"""One view of the map: what its filters let through, made once for each content of the store and each set of filters.

Up to `WHOLE` incidents the page holds all of them; above, it asks for clusters of the tiles in view and for pages of
the list. docs/layers.md describes both.
"""

from __future__ import annotations

import json
import math
import threading
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import orjson
from numpy.typing import NDArray

from mapapp.model import KINDS, PRECISIONS
from mapapp.query import Query, serialize
from mapapp.store import columns as store_columns
from mapapp.store import columns_file
from mapapp.store.columns import Chosen, Columns, Mask
from mapapp.store.sqlite import Store
from mapapp.web import rows
from mapapp.web.languages import current
from mapapp.web.opening import opening
from mapapp.web.tiles import Points, Tile, codes
from mapapp.web.views import Listed, full_name, openings
from mapapp.web.words import visible

WHOLE = 2000  # incidents a page holds by itself
KEPT = 16  # views; one of 100,000 incidents takes some 3 MB
VALUES = 200  # of a facet listed, beside those chosen
MOST_TIMES = 4000  # intervals sent to the timeline as they are
OUTLINES = 150  # incidents by themselves in view whose areas are drawn
EPOCH = 719_163  # 1970-01-01 as an ordinal

Box = tuple[float, float, float, float]
Rows = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Layer:
    """What the map page needs for one set of filters."""

    query: Query
    columns: Columns
    rows: Rows  # positions in the columns, in the order of the list
    points: Points  # those that have a place
    body: bytes  # JSON for /api/layer.json

    @property
    def total(self) -> int:
        """How many incidents the filters let through."""
        return len(self.rows)

    @property
    def dated(self) -> bool:
        """Whether there is anything for a timeline."""
        return bool(self.columns.dated[self.rows].any())

    def numbers(self, chosen: Rows) -> list[int]:
        """Return the store's numbers of some rows."""
        return [int(number) for number in self.columns.seq[chosen]]

    def inside(self, box: Box) -> Mask:
        """Return which of `rows` have their marker in a (west, south, east, north) that may cross 180 degrees."""
        west, south, east, north = box
        lon, lat = self.columns.lon[self.rows], self.columns.lat[self.rows]
        across = (lon >= west) & (lon <= east) if west <= east else (lon >= west) | (lon <= east)
        found: Mask = across & (lat >= south) & (lat <= north)  # NaN is in no box
        return found

    def located(self) -> Mask:
        """Return which of `rows` have a marker."""
        found: Mask = ~np.isnan(self.columns.lon[self.rows])
        return found

    def clusters(self, store: Store, zoom: int, tiles: Sequence[tuple[int, int]]) -> dict[str, Any]:
        """Return the cells of tiles at a zoom; a cell of one incident has its row."""
        found = {(x, y): list(self.points.cells(Tile(zoom, x, y))) for x, y in tiles}
        singles = [cell.row for cells in found.values() for cell in cells if cell.number == 1]
        told = rows.layer(store, self.columns.seq[singles], shapes=len(singles) <= OUTLINES)
        row = dict(zip(singles, told["rows"], strict=True))
        return {
            "zoom": zoom,
            "tiles": {
                f"{x}/{y}": [
                    {
                        "cell": [cell.x, cell.y],
                        "at": [round(cell.lon, 5), round(cell.lat, 5)],
                        "count": cell.number,
                        "kinds": {KINDS[kind]: number for kind, number in cell.kinds.items()},
                        **({"row": row[cell.row]} if cell.number == 1 else {"spot": cell.one_spot}),
                    }
                    for cell in cells
                ]
                for (x, y), cells in found.items()
            },
            "shapes": told["shapes"],
        }

    def counted(self, chosen: Rows) -> dict[str, dict[str, int]]:
        """Count some rows by kind and by precision, most first: the legend of what is in view."""
        found = {}
        for name, values, names in (
            ("kinds", self.columns.kind[chosen], KINDS),
            ("precisions", self.columns.precision[chosen], PRECISIONS),
        ):
            numbers = np.bincount(values, minlength=len(names))
            order = np.argsort(-numbers, kind="stable")
            found[name] = {names[index]: int(numbers[index]) for index in order if numbers[index]}
        return found


class Layers:
    """The layers made last; safe to share between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._columns = columns_file.Kept()
        self._points: tuple[str, Points] | None = None
        self._kept: OrderedDict[tuple[str, Query, str], Layer] = OrderedDict()

    def get(self, store: Store, query: Query) -> Layer:
        """Return the layer of a query over a store as it is now."""
        key = store.edition(), query, current()  # rows say their dates
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        made = self._make(store, query)
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return made

    def statuses(self, store: Store) -> dict[str, int]:
        """Count all incidents by status."""
        return store_columns.choose(self._columns.get(store), store, Query(statuses=())).counts()["status"]

    def values(self, store: Store, query: Query, facet: str) -> tuple[dict[str, int], dict[str, str]]:
        """Return all values of a facet (source, place or side) that the other filters leave: counts and names."""
        columns = self._columns.get(store)
        counts = store_columns.choose(columns, store, query).counts()[facet]
        if facet == "source":
            return counts, source_names(store, counts)
        if facet == "side":
            return counts, {side: visible(side.title()) for side in counts}
        own = columns.place_names
        return {key: counts[key] for key in counts if key in own}, {key: visible(own[key]) for key in own}

    def _make(self, store: Store, query: Query) -> Layer:
        columns = self._columns.get(store)
        chosen = store_columns.choose(columns, store, query)
        mask = chosen.mask()
        found = np.flatnonzero(mask).astype(np.int32)
        points = self._all_points(columns).where(mask)
        about = {
            "total": len(found),
            "located": len(points.row),
            "times": times(columns, chosen.mask(without="days"), query),
            **_facets(chosen, store, query),
            "filters": serialize(query),
        }
        if len(found) <= WHOLE:
            body = {"mode": "whole", **about, **rows.layer(store, columns.seq[found])}
        else:
            bounds = _bounds(points)
            first = opening(Layer(query, columns, found, points, b""), store, bounds) if bounds else None
            body = {"mode": "tiles", **about, "bounds": bounds, "opening": first}
        return Layer(query, columns, found, points, orjson.dumps(body))

    def _all_points(self, columns: Columns) -> Points:
        with self._lock:
            kept = self._points
        if kept is None or kept[0] != columns.edition:
            located = np.flatnonzero(columns.located).astype(np.int32)
            code = codes(columns.lon[located], columns.lat[located])
            order = np.argsort(code, kind="stable")
            row = located[order]
            kept = columns.edition, Points(code[order], row, columns.lon[row], columns.lat[row], columns.kind[row])
            with self._lock:
                self._points = kept
        return kept[1]


def times(columns: Columns, mask: Mask, query: Query) -> list[tuple[str | None, str | None, int]]:
    """Count incidents by interval for the timeline: (first day, day after the last, how many), None where open.

    Where there are very many different intervals, those a timeline of months and years would not tell apart are taken
    together: each then fills whole months, except around the days the query asks for.
    """
    dated = mask & columns.dated
    first, end = columns.first[dated].astype(np.int64), columns.end[dated].astype(np.int64)
    pairs, numbers = np.unique(first << 32 | end, return_counts=True)
    if len(pairs) > MOST_TIMES:
        coarse = _whole_months(pairs >> 32, pairs & 0xFFFFFFFF, query)
        pairs, place = np.unique(coarse, return_inverse=True)
        numbers = np.bincount(place, weights=numbers).astype(np.int64)
    found = [
        (rows.iso(int(pair) >> 32), rows.iso(int(pair) & 0xFFFFFFFF), int(number))
        for pair, number in zip(pairs, numbers, strict=True)
    ]
    undated = int(np.count_nonzero(mask & ~columns.dated))
    return [*found, (None, None, undated)] if undated else found


def _whole_months(first: NDArray[np.int64], end: NDArray[np.int64], query: Query) -> NDArray[np.int64]:
    """Widen intervals to whole months; those near the days asked for, and open or very early ones, stay."""
    wide = (first > 366) & (end < OPEN_LATE)
    if query.start or query.end:
        low = query.start.toordinal() if query.start else int(first[wide].min(initial=OPEN_LATE))
        high = query.end.toordinal() if query.end else int(end[wide].max(initial=0))
        margin = max((high - low) // 2, 3) + 31
        wide &= (end < low - margin) | (first > high + margin)
    months = (first[wide] - EPOCH).astype("M8[D]").astype("M8[M]")
    last = (end[wide] - 1 - EPOCH).astype("M8[D]").astype("M8[M]") + 1
    first, end = first.copy(), end.copy()
    first[wide] = months.astype("M8[D]").astype(np.int64) + EPOCH
    end[wide] = last.astype("M8[D]").astype(np.int64) + EPOCH
    return first << 32 | end


OPEN_LATE = 3_600_000  # days later than any calendar needs: year 9857


def _facets(chosen: Chosen, store: Store, query: Query) -> dict[str, Any]:
    """Return counts of the most frequent values of each facet and of those chosen, their names, and how many there
    are."""
    wanted = {"source": query.sources, "place": query.places, "side": query.sides}
    counts = chosen.counts()
    sizes = {name: len(values) for name, values in counts.items()}
    own = chosen.columns.place_names
    counts["place"] = {place: number for place, number in counts["place"].items() if place in own}
    sizes["place"] = len(counts["place"])
    listed = {name: _listed(values, wanted.get(name, ())) for name, values in counts.items()}
    names = {
        "place": {place: visible(own.get(place, place)) for place in [*listed["place"], *query.places]},
        "source": source_names(store, [*listed["source"], *query.sources]),
        "side": {side: visible(side.title()) for side in [*listed["side"], *query.sides]},
    }
    return {"facets": listed, "facet_sizes": sizes, "names": names}


def _listed(counts: dict[str, int], wanted: Iterable[str]) -> dict[str, int]:
    most = dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:VALUES])
    return most | {value: counts[value] for value in wanted if value in counts}


def source_names(store: Store, documents: Iterable[str]) -> dict[str, str]:
    """Return how the page calls these documents, by id: a publisher may have thousands, so the title goes with it."""
    wanted = json.dumps(list(documents))
    found = store.select(
        "SELECT document.id, title, publisher FROM json_each(?) JOIN document ON document.id = value", (wanted,)
    )
    named = {key: full_name(Listed(key, title, publisher)) for key, title, publisher in found.fetchall()}
    return named | openings(store, [key for key, name in named.items() if name == visible(key)])


def _bounds(points: Points) -> Box | None:
    if not len(points.row):
        return None
    low, high = (points.lon.min(), points.lat.min()), (points.lon.max(), points.lat.max())
    west, south = (math.floor(edge * 1e5) / 1e5 for edge in low)
    east, north = (math.ceil(edge * 1e5) / 1e5 for edge in high)
    return west, south, east, north
