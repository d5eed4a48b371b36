"""A gazetteer of a few dozen places drawn on a grid, for tests that must not depend on the real one.

One degree is a cell. Two countries share the meridian 45; each has provinces two cells wide and districts one cell
wide, named after their column and row, and a lake and a river where the tests need them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

import shapely
from shapely.geometry import LineString, Point, Polygon, box
from shapely.geometry.base import BaseGeometry

from mapapp.errors import NotFound
from mapapp.model import Place
from mapapp.reading.resolvers.base import NameMatch


def fold(name: str) -> str:
    flat = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^\w\s]", "", flat.replace("-", " ")).split())


@dataclass
class TinyIndex:
    """A PlaceIndex in a dictionary; places bear their name and any others given."""

    rows: dict[str, Place] = field(default_factory=dict)
    shapes: dict[str, BaseGeometry] = field(default_factory=dict)
    spellings: dict[str, list[str]] = field(default_factory=dict)
    demonyms: dict[str, tuple[str, ...]] = field(default_factory=dict)
    seats: dict[str, tuple[str, ...]] = field(default_factory=dict)
    fingerprint: str = "tiny"

    def add(
        self, place_id: str, name: str, kind: str, shape: BaseGeometry | None, *others: str, **more: object
    ) -> None:
        centre = shape.representative_point() if shape is not None else None
        form = {"Point": "point", "LineString": "line", "Polygon": "polygon"}.get(
            shape.geom_type if shape is not None else "", "none"
        )
        self.rows[place_id] = Place(
            id=place_id, name=name, kind=kind, lon=centre.x if centre else None, lat=centre.y if centre else None,
            shape=form, **more,  # type: ignore[arg-type]
        )  # fmt: skip
        if shape is not None:
            self.shapes[place_id] = shape
        for spelling in (name, *others):
            self.spellings.setdefault(fold(spelling), []).append(place_id)

    def candidates(self, name: str) -> tuple[Place, ...]:
        found = [self.rows[place_id] for place_id in self.spellings.get(fold(name), [])]
        return tuple(sorted(found, key=lambda place: -(place.population or 0)))

    def has(self, name: str) -> bool:
        return fold(name) in self.spellings

    def kinds(self, name: str) -> tuple[tuple[str, int], ...]:
        return tuple((place.kind, place.population or 0) for place in self.candidates(name))

    def scan(self, text: str) -> Iterable[NameMatch]:
        names = sorted(self.spellings, key=len, reverse=True)
        low, at = text.casefold(), 0
        while at < len(text):
            hit = next((n for n in names if low.startswith(n, at) and not low[at - 1 : at].isalnum()), None)
            if hit and not low[at + len(hit) : at + len(hit) + 1].isalnum():
                yield NameMatch(at, at + len(hit))
                at += len(hit)
            else:
                at += 1

    def place(self, place_id: str) -> Place:
        if place_id not in self.rows:
            raise NotFound(f"place {place_id!r}: not in the gazetteer")
        return self.rows[place_id]

    def names(self, place_id: str) -> tuple[tuple[str, str | None], ...]:
        return tuple((spelling, None) for spelling, ids in self.spellings.items() if place_id in ids)

    def fame(self, place_id: str) -> int:
        return len(self.names(place_id))

    def geometry(self, place_id: str) -> BaseGeometry | None:
        self.place(place_id)
        return self.shapes.get(place_id)

    def demonym(self, word: str) -> tuple[str, ...]:
        return self.demonyms.get(fold(word), ())

    def seat(self, place_id: str) -> tuple[str, ...]:
        return self.seats.get(place_id, ())

    def boundary(self, first_id: str, second_id: str) -> BaseGeometry | None:
        first, second = self.shapes.get(first_id), self.shapes.get(second_id)
        if first is None or second is None:
            return None
        shared = shapely.line_merge(shapely.intersection(shapely.boundary(first), shapely.boundary(second)))
        return shared if shared.length else None

    def containing(self, lon: float, lat: float) -> tuple[str, ...]:
        around = [
            (shape.area, key) for key, shape in self.shapes.items() if shape.area and shape.covers(Point(lon, lat))
        ]
        return tuple(key for _, key in sorted(around))


def tiny_world() -> TinyIndex:
    """Westland (43..45 E) and Eastland (45..48 E), both 39..42 N, and a far country with towns of the same names."""
    world = TinyIndex()
    west, east, far = (f"iso:{code}" for code in ("WL", "EL", "FL"))
    world.add(
        west, "Westland", "country", box(43, 39, 45, 42), "Republic of Westland", country="WL", population=3_000_000
    )
    world.add(east, "Eastland", "country", box(45, 39, 48, 42), country="EL", population=10_000_000)
    world.add(far, "Farland", "country", box(-100, 30, -90, 40), country="FL", population=50_000_000)
    world.add("w:oldunion", "Old Union", "historical", None)
    world.add("w:farwest", "Eurasia", "continent", None)
    within = {"country": "WL", "within": (west,)}
    world.add("iso:WL-SY", "Southern Marches", "province", box(43, 39, 45, 40), "Marches", **within)
    world.add("iso:WL-NO", "Northern Marches", "province", box(43, 41, 45, 42), **within)
    for number, name in enumerate(("Ashen", "Birch", "Cedar")):
        more = {"country": "EL", "within": (east,)}
        world.add(
            f"sc:{name.lower()}", f"{name} District", "district", box(45, 39 + number, 46, 40 + number), name, **more
        )
        town = Point(45.5, 39.5 + number)
        world.add(
            f"gn:{number}", name, "town", town, population=9_000, country="EL", within=(f"sc:{name.lower()}", east)
        )
    south = {"country": "WL", "within": ("iso:WL-SY", west)}
    world.add("gn:10", "Lorn", "town", Point(44.5, 39.5), population=20_000, radius_km=2.0, **south)
    world.add(
        "gn:11", "Paris", "town", Point(-95.5, 33.6), population=25_000, country="FL", within=("iso:FL-TX", far)
    )
    world.add("gn:12", "Paris", "city", Point(2.35, 48.86), population=2_100_000, country="FR", within=("iso:FR",))
    world.add(
        "iso:FL-TX", "Texas", "province", box(-100, 30, -92, 36), country="FL", within=(far,), population=29_000_000
    )
    world.add("gn:13", "Westland", "town", Point(-93, 33), population=15_000, country="FL", within=("iso:FL-TX", far))
    world.add("sc:lake", "Sev Lake", "lake", Point(44.9, 39.6), "Sev Lidj", radius_km=2.0, **south)
    world.add("gn:14", "Sev", "village", Point(-94, 31), population=900, country="FL", within=("iso:FL-TX", far))
    world.add(
        "sc:corridor", "Birch corridor", "corridor", LineString([(45, 40.5), (46, 40.5)]), radius_km=2.5, country="EL"
    )
    world.add("sc:river", "Arax", "river", LineString([(43, 39.1), (48, 39.1)]))
    world.add("w:ring", "Ring Hills", "range", Polygon([(43, 41), (44, 41), (44, 41.5), (43, 41.5)]))
    world.add("w:wide", "Wide Lands", "region", box(20, 10, 60, 42))
    world.demonyms.update({"westlandic": (west,), "eastern": (), "eastlandic": (east,), "farlandic": (far,)})
    world.seats["gn:12"] = ("iso:FR",)
    return world
