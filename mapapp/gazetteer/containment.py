"""Which areas hold which populated places: one vectorised point-in-polygon pass over the whole world."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

from mapapp.gazetteer.entries import Entries, Entry

COAST = 0.15  # degrees: how far outside the simplified shore or border a place may lie and still belong


def add_countries(entries: Entries) -> None:
    """Give countries the union of their divisions as shape, and their label point."""
    parts: dict[str, list[Entry]] = {}
    for entry in entries.values():
        if entry.division and entry.geometry is not None and entry.country:
            parts.setdefault(entry.country, []).append(entry)
    for code, divisions in parts.items():
        country = entries.get(f"iso:{code}")
        if country is not None and country.geometry is None:
            country.geometry = shapely.coverage_union_all([division.geometry for division in divisions])


def locate(entries: Entries) -> None:
    """Set `within` of every populated place to its division and country; sum inhabitants into divisions."""
    divisions = [e for e in entries.values() if e.division and e.geometry is not None]
    towns = [e for e in entries.values() if e.id.startswith("gn:") and e.geometry is None and e.lon is not None]
    if not divisions or not towns:
        return
    points = np.asarray(shapely.points(np.array([(town.lon, town.lat) for town in towns], dtype=float)))
    countries = np.array([division.country or "" for division in divisions])
    shapes = np.array([division.geometry for division in divisions], dtype=object)
    found = _holders(points, shapes, np.array([town.country or "" for town in towns]), countries)
    inhabitants = np.zeros(len(divisions))
    for town, number in zip(towns, found.tolist(), strict=True):
        if number < 0:
            continue
        division = divisions[number]
        inhabitants[number] += town.population or 0
        town.within = (division.id, *town.within) if len(town.within) < 2 else town.within
    for division, count in zip(divisions, inhabitants.tolist(), strict=True):
        division.population = division.population or int(count) or None


def _holders(
    points: NDArray[np.object_], areas: NDArray[np.object_], wanted: NDArray[np.str_], held: NDArray[np.str_]
) -> NDArray[np.int64]:
    """Return for each point the number of the area that holds it, or is nearest within `COAST`; -1 for none.

    Only an area of the country GeoNames gives is taken: borders are simplified, and a village on the wrong side of
    one by a few hundred metres stays with its country.
    """
    tree = shapely.STRtree(areas)
    found = np.full(len(points), -1, dtype=np.int64)
    which, area = tree.query(points, predicate="within")
    right = wanted[which] == held[area]
    found[which[right]] = area[right]
    rest = np.flatnonzero(found < 0)
    which, area = tree.query(points[rest], predicate="dwithin", distance=COAST)
    right = wanted[rest[which]] == held[area]
    which, area = which[right], area[right]
    distance = shapely.distance(points[rest[which]], areas[area])
    for number in np.argsort(-distance, kind="stable"):
        found[rest[which[number]]] = area[number]
    return found
