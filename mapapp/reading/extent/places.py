"""The extent of a place by itself: what "in X" supports, by kind."""

from __future__ import annotations

from contextlib import suppress

from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from mapapp.errors import NotFound
from mapapp.model import Extent, Place, Precision
from mapapp.reading.extent import shapes
from mapapp.reading.resolvers.base import PlaceIndex

WIDEST_KM = 350.0  # beyond this a region ("the Caucasus") says less about where than a country does: the tray
WIDEST_WATER_KM = 600.0  # a sea is a place by itself, where a region of that size is a saying

SPOTS = frozenset({
    "city", "town", "village", "locality", "building", "base", "border_crossing", "pass", "mountain", "airport",
    "port", "bridge", "dam", "power_plant", "mine", "monastery", "site",
})  # fmt: skip
_WATERS = frozenset({"sea", "gulf", "strait", "bay", "lake"})
_LINES = frozenset({"river", "road", "corridor", "border", "railway", "canal", "pipeline"})
_TOO_WIDE = frozenset({"continent", "historical", "ocean"})
_DISTRICTS = frozenset({"district", "county", "municipality", "neighbourhood"})
_SPOT_KM = {"city": 8.0, "town": 4.0, "village": 2.0, "building": 0.5, "base": 2.0}
_UNKNOWN_SPOT_KM = 3.0


def fineness(place: Place) -> float:
    """Order places from fine to wide: the radius in km they stand for, as far as it can be told."""
    if place.kind in _TOO_WIDE:
        return 9999.0
    if place.kind == "country":
        return 5000.0
    usual = {"province": 80.0, "region": 150.0, "sea": 300.0, "district": 25.0, "range": 60.0, "desert": 200.0}
    default = usual.get(place.kind, _SPOT_KM.get(place.kind, 5.0 if place.kind in SPOTS else 20.0))
    return min(place.radius_km or default, 4000.0)


def outline(place: Place, index: PlaceIndex) -> BaseGeometry | None:
    """Return the place's own shape: its polygon or line, the disc of its radius, or its point."""
    shape = None
    with suppress(NotFound):  # another resolver may name places this gazetteer has not
        shape = index.geometry(place.id)
    if shape is None and place.lon is not None and place.lat is not None:
        shape = Point(place.lon, place.lat)
    if isinstance(shape, Point) and place.radius_km and place.kind not in SPOTS:
        return shapes.disc(shape.x, shape.y, place.radius_km)
    return shape


def spot_error_km(place: Place) -> float:
    """Return how far from a settlement's point something "in" it may be."""
    return place.radius_km or _SPOT_KM.get(place.kind, _UNKNOWN_SPOT_KM)


def extent_in(place: Place, index: PlaceIndex) -> Extent:
    """Return the extent of "in X": a point for a settlement, its outline for an area, the tray for a country."""
    if place.kind == "country":
        return Extent(None, "country", None, f"{place.name} (country)")
    shape = outline(place, index)
    if place.kind in _TOO_WIDE or shape is None:
        return Extent(None, "none", None, f"{place.name} ({place.kind}): no place on the map")
    if place.kind in SPOTS:
        return Extent(Point(*shapes.middle(shape)), "exact", spot_error_km(place), f"in {place.name}")
    if shape.area:
        return _within(place, shape)
    if shape.length:
        return _along(place, shape)
    # a lake or valley known by its point alone: near it is all that can be said
    return Extent(shapes.buffer(shape, 5.0), "near", 5.0, f"at {place.name} ({place.kind})")


def _within(place: Place, area: BaseGeometry) -> Extent:
    reach = shapes.reach_km(area)
    if reach > (WIDEST_WATER_KM if place.kind in _WATERS else WIDEST_KM):
        return Extent(None, "none", None, f"{place.name} ({place.kind}): too wide to draw")
    return Extent(area, area_precision(place, reach), reach, f"in {place.name} ({place.kind})")


def _along(place: Place, line: BaseGeometry) -> Extent:
    half_width = place.radius_km or 5.0
    reason = f"along {place.name} ({place.kind})"
    return Extent(shapes.buffer(line, half_width), "line", half_width, reason)


def area_precision(place: Place, reach_km: float) -> Precision:
    """Return the class of an area by what it is and how wide it is."""
    if place.kind in _LINES:
        return "line"
    if place.kind in ("province", "region") or reach_km > 60.0:
        return "region"
    if place.kind in _DISTRICTS or reach_km > 5.0:
        return "area"
    return "near"
