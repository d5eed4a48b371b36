"""Which areas hold which populated places: vectorised point-in-polygon passes over the whole world."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from mapapp.gazetteer.entries import Entries, Entry
from mapapp.gazetteer.kinds import CONTINENT, COUNTRY, LOCALITY, POPULATED
from mapapp.gazetteer.spool import Places

COAST = 0.15  # degrees: how far outside the simplified shore or border a place may lie and still belong
_WIDE = frozenset({CONTINENT, COUNTRY, "ocean", "sea"})  # imported as points, they lie in no division
KM_PER_DEGREE = 111.195  # mean Earth radius 6371.0088 km


def label_point(geometry: BaseGeometry) -> tuple[float, float]:
    """Return (lon, lat) of a point of an area or line: the centroid of its largest part, or a point on that."""
    parts = shapely.get_parts(geometry)
    part = parts[(shapely.area(parts) + shapely.length(parts) / 1e9).argmax()]
    point = shapely.centroid(part)
    if not shapely.intersects(part, point):
        point = shapely.point_on_surface(part)
    return round(point.x, 5), round(point.y, 5)


def equal_radius_km(geometry: BaseGeometry) -> float:
    """Return the radius in km of a circle as large as the area (spherical, good to a few percent)."""
    latitude = math.radians(shapely.centroid(geometry).y)
    return round(math.sqrt(geometry.area * math.cos(latitude) / math.pi) * KM_PER_DEGREE, 1)


def add_countries(entries: Entries) -> None:
    """Give countries the union of their divisions as shape; one all of whose land is disputed is so itself."""
    parts: dict[str, list[Entry]] = {}
    for entry in entries.values():
        if entry.level == 1 and entry.geometry is not None and entry.country:
            parts.setdefault(entry.country, []).append(entry)
    for code, divisions in parts.items():
        country = entries.get(f"iso:{code}")
        if country is None or country.geometry is not None:
            continue
        country.geometry = shapely.coverage_union_all([division.geometry for division in divisions])
        country.disputed = country.disputed or all(division.disputed for division in divisions)
        country.radius_km = country.radius_km or equal_radius_km(country.geometry)
        if country.lon is None or country.lat is None:
            country.lon, country.lat = label_point(country.geometry)


def locate(places: Places) -> None:
    """Set `within` of every populated place that no table placed by hand; sum inhabitants into the areas.

    A place in a disputed area is disputed itself and lies within that area only.
    """
    locator = _Locator(places.entries)
    locator.locate(list(places.entries.values()))
    for batch in places.batches():
        locator.locate(batch)
        for entry in batch:
            places.spool(entry)
    locator.count()


class _Locator:
    """Finds the areas that hold places, some places at a time."""

    def __init__(self, entries: Entries) -> None:
        self.entries = entries
        areas = [entry for entry in entries.values() if entry.geometry is not None]
        self.coarse, self.fine = (_Areas([e for e in areas if e.level == level], True) for level in (1, 2))
        self.contested = _Areas([e for e in areas if e.disputed and not e.level and _is_area(e)], False)
        self.inhabitants: dict[str, int] = {}  # of areas, by id

    def locate(self, entries: Sequence[Entry]) -> None:
        """Place the towns among some places."""
        towns = [e for e in entries if _is_spot(e) and e.geometry is None and e.lon is not None]
        if not towns:
            return
        points = np.asarray(shapely.points(np.array([(town.lon, town.lat) for town in towns], dtype=float)))
        codes = np.array([town.country or "" for town in towns])
        coarse, fine = self.coarse.holders(points, codes), self.fine.holders(points, codes)
        for town, large, small in zip(towns, coarse, fine, strict=True):
            own = (f"iso:{town.country}",) if town.country else ()
            # a county is believed only where it agrees with the state: the two come from different maps
            holder = small if small is not None and large is not None and large.id in small.within else large
            chain = (holder.id, *holder.within) if holder is not None else own
            town.within = town.within or chain
            town.disputed = town.disputed or (holder is not None and holder.disputed)
        for town, holder in zip(towns, self.contested.holders(points, codes), strict=True):
            if holder is not None and holder.id not in town.within:
                town.disputed, town.within = True, (holder.id, *holder.within)
        self._sum(towns)

    def _sum(self, towns: Sequence[Entry]) -> None:
        for town in towns:
            if town.imported and town.kind not in POPULATED - {LOCALITY}:
                continue  # a district's people are those of its towns, a quarter's those of its town
            for holder in town.within:
                self.inhabitants[holder] = self.inhabitants.get(holder, 0) + (town.population or 0)

    def count(self) -> None:
        """Give areas without a number of inhabitants that of their towns."""
        for holder, count in self.inhabitants.items():
            if holder in self.entries and self.entries[holder].geometry is not None and count:
                self.entries[holder].population = self.entries[holder].population or count


def _is_spot(entry: Entry) -> bool:
    """Tell whether a place is one whose holders are looked for: a town of GeoNames, any spot or division imported."""
    return entry.kind not in _WIDE if entry.imported else entry.id.startswith("gn:")


def _is_area(entry: Entry) -> bool:
    return entry.geometry is not None and entry.geometry.area > 0 and entry.id[:4] != "iso:"


class _Areas:
    """Areas in a tree (STR-packed R-tree).

    With `same_country` a point is held only by an area of the country GeoNames gives it, the nearest within `COAST`
    where none holds it: borders are simplified, and a village on the wrong side of one by a few hundred metres stays
    with its country.
    """

    def __init__(self, areas: Sequence[Entry], same_country: bool) -> None:
        self.areas, self.same_country = areas, same_country
        self.shapes = np.array([area.geometry for area in areas], dtype=object)
        self.codes = np.array([area.country or "" for area in areas])
        self.tree = shapely.STRtree(self.shapes)

    def holders(self, points: NDArray[np.object_], codes: NDArray[np.str_]) -> list[Entry | None]:
        """Return for each point, of a country each, the area that holds it."""
        if not self.areas:
            return [None] * len(points)
        found = np.full(len(points), -1, dtype=np.int64)
        which, area = self.tree.query(points, predicate="within")
        right = codes[which] == self.codes[area] if self.same_country else np.full(len(which), True)
        found[which[right]] = area[right]
        if self.same_country:
            rest = np.flatnonzero(found < 0)
            which, area = self.tree.query(points[rest], predicate="dwithin", distance=COAST)
            right = codes[rest[which]] == self.codes[area]
            which, area = rest[which[right]], area[right]
            farthest_first = np.argsort(-shapely.distance(points[which], self.shapes[area]), kind="stable")
            found[which[farthest_first]] = area[farthest_first]
        return [self.areas[number] if number >= 0 else None for number in found.tolist()]
