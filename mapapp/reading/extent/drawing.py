"""One phrase to geometry: each relation has its own small rule, and says in words what it drew."""

from __future__ import annotations

import math
from collections.abc import Callable

from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from mapapp.model import Extent, Place
from mapapp.reading.extent import shapes
from mapapp.reading.extent.borders import shared_edge
from mapapp.reading.extent.phrases import Phrase
from mapapp.reading.extent.places import SPOTS, WIDEST_KM, area_precision, extent_in, outline, spot_error_km
from mapapp.reading.resolvers.base import PlaceIndex

NEAR_KM = 10.0  # "near a town": UCDP's where_prec 2 reaches 25 km, ACLED's 2 "near it"; reports mean less than both
NEAR_SHAPE_KM = 5.0  # near a lake, a river or a stretch of land, from its edge
DIRECTION_KM = 30.0  # "south of X" without a distance
VAGUE_SHARE = 0.25  # a distance in a report is right to a quarter of itself
SECTOR_DEGREES = 22.5  # a compass point names a sector of an eighth of the circle
SIDE_SHARE = 0.5  # "the south of X" is its southern half
_TEXT = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")


def draw(phrase: Phrase, index: PlaceIndex) -> Extent:
    """Return what a phrase supports; a country stays in the tray unless a part of it is named."""
    place = phrase.place
    rule = _RULES.get(phrase.relation)
    shape = outline(place, index)
    if rule is None or shape is None or (place.kind == "country" and phrase.relation != "side"):
        return extent_in(place, index)
    return rule(phrase, shape) or extent_in(place, index)


def _near(phrase: Phrase, shape: BaseGeometry) -> Extent:
    place = phrase.place
    if place.kind in SPOTS:
        radius = NEAR_KM + spot_error_km(place)
        return Extent(shapes.disc(*shapes.middle(shape), radius), "near", radius, f"near {place.name}")
    around = shapes.buffer(shape, NEAR_SHAPE_KM + (0.0 if shape.area else place.radius_km or 0.0))
    reach = shapes.reach_km(around)
    if reach > WIDEST_KM:
        return Extent(None, "none", None, f"near {place.name} ({place.kind}): too wide to draw")
    precision = "near" if reach <= 2 * NEAR_KM else area_precision(place, reach)
    return Extent(around, precision, reach, f"near {place.name} ({place.kind})")


def _offset(phrase: Phrase, shape: BaseGeometry) -> Extent:
    assert phrase.distance_km is not None
    assert phrase.bearing is not None
    distance = phrase.distance_km
    target = shapes.offset(*_from(phrase.place, shape, phrase.bearing), phrase.bearing, distance)
    error = _slack(phrase.place) + distance * math.sin(math.radians(SECTOR_DEGREES))
    reason = f"{distance:g} km {_TEXT[round(phrase.bearing / 45) % 8]} of {phrase.place.name}"
    return Extent(shapes.disc(*target, error), "near", error, reason)


def _away(phrase: Phrase, shape: BaseGeometry) -> Extent:
    assert phrase.distance_km is not None
    distance, slack = phrase.distance_km, _slack(phrase.place)
    outer = shapes.buffer(shape, distance * (1 + VAGUE_SHARE) + slack)
    inner = distance * (1 - VAGUE_SHARE) - slack
    ring = outer.difference(shapes.buffer(shape, inner)) if inner > 0 else outer
    error = distance * (1 + VAGUE_SHARE) + slack
    return Extent(ring, "near", error, f"{distance:g} km from {phrase.place.name}")


def _within(phrase: Phrase, shape: BaseGeometry) -> Extent:
    assert phrase.distance_km is not None
    radius = phrase.distance_km + _slack(phrase.place)
    area = shapes.buffer(shape, radius)
    return Extent(area, "near", shapes.reach_km(area), f"within {phrase.distance_km:g} km of {phrase.place.name}")


def _into(phrase: Phrase, shape: BaseGeometry) -> Extent | None:
    """A strip along the inside of an area's edge; a spot or a lake is only ever come near to."""
    assert phrase.distance_km is not None
    place, depth = phrase.place, phrase.distance_km
    if place.kind in SPOTS or shapes.reach_km(shape) <= 2 * depth or shapes.reach_km(shape) < NEAR_SHAPE_KM:
        return _near(phrase, shape)
    if shapes.reach_km(shape) > WIDEST_KM:
        return None
    return into(place, shape, shape.boundary, depth, "its border")


def into(place: Place, area: BaseGeometry, edge: BaseGeometry, depth_km: float, edge_name: str) -> Extent:
    """Return the strip of an area along one edge of it, as deep as somebody came."""
    strip = shapes.strip_inside(area, edge, depth_km)
    reason = f"up to {depth_km:g} km into {place.name} from {edge_name}"
    return Extent(strip, "line", max(shapes.reach_km(edge), depth_km), reason)


def _side(phrase: Phrase, shape: BaseGeometry) -> Extent | None:
    assert phrase.bearing is not None
    place = phrase.place
    if not shape.area or place.kind in SPOTS:
        return _near(phrase, shape) if place.kind in SPOTS else None
    part = shapes.side(shape, phrase.bearing, SIDE_SHARE)
    reach = shapes.reach_km(part)
    if reach > WIDEST_KM:
        return Extent(None, "country" if place.kind == "country" else "none", None, f"{place.name}: too wide to draw")
    precision = "region" if place.kind == "country" else area_precision(place, reach)
    return Extent(part, precision, reach, f"the {_TEXT[round(phrase.bearing / 45) % 8]} of {place.name}")


def _towards(phrase: Phrase, shape: BaseGeometry) -> Extent:
    """South of X, no distance said: the sector of an eighth of a circle on that side."""
    assert phrase.bearing is not None
    reach = DIRECTION_KM + _slack(phrase.place)
    around = shapes.buffer(shape, reach)
    middle = shapes.middle(shape)
    far = 3 * (reach + shapes.reach_km(shape))
    edges = [
        shapes.offset(*middle, phrase.bearing + turn * SECTOR_DEGREES, far) for turn in (-1.0, -0.5, 0.0, 0.5, 1.0)
    ]
    sector = shapes.polygon([middle, *edges]).intersection(around)
    sector = sector.difference(shape) if shape.area and phrase.place.kind not in SPOTS else sector
    return Extent(sector, "near", reach, f"{_TEXT[round(phrase.bearing / 45) % 8]} of {phrase.place.name}")


def _slack(place: Place) -> float:
    return spot_error_km(place) if place.kind in SPOTS else 2.0


def _from(place: Place, shape: BaseGeometry, bearing: float) -> tuple[float, float]:
    """Return the spot distances are measured from: a settlement's point, the edge of an area on that side."""
    middle = shapes.middle(shape)
    if place.kind in SPOTS or not shape.area:
        return middle
    ray = shapes.line([middle, shapes.offset(*middle, bearing, 4 * shapes.reach_km(shape) + 1.0)])
    edge = ray.intersection(shape.boundary)
    if edge.is_empty:
        return middle
    spots = [part for part in shapes.parts(edge) if isinstance(part, Point)]
    farthest = max(spots, key=lambda spot: shapes.distance_km(middle, (spot.x, spot.y)), default=Point(middle))
    return farthest.x, farthest.y


def between(first: Place, second: Place, index: PlaceIndex) -> Extent | None:
    """Return the band between two places: along their shared edge, or from one to the other; None for countries."""
    one, other = outline(first, index), outline(second, index)
    if one is None or other is None or "country" in (first.kind, second.kind):
        return None
    reason = f"between {first.name} and {second.name}"
    edge = shared_edge(first.id, second.id, index) if one.area and other.area else None
    if edge is not None and edge.length:
        return Extent(shapes.buffer(edge, NEAR_SHAPE_KM), "line", shapes.reach_km(edge), reason)
    line = shapes.segment(*(shape if _is_area(shape, place) else Point(shapes.middle(shape))
                            for shape, place in ((one, first), (other, second))))  # fmt: skip
    half = shapes.reach_km(line)
    if half > WIDEST_KM:
        return None
    width = max(NEAR_SHAPE_KM, 0.15 * 2 * half)
    return Extent(shapes.buffer(line, width), "line", half + width, reason)


def _is_area(shape: BaseGeometry, place: Place) -> bool:
    return bool(shape.area) and place.kind not in SPOTS


def corridor(through: Place, ends: list[Place], index: PlaceIndex) -> Extent | None:
    """Return where a corridor through an area must run: between its edges with the two ends, else all of the area."""
    area = outline(through, index)
    if area is None or not area.area or through.kind == "country":
        return None
    edges = [edge for end in ends if (edge := _edge(through, area, end, index)) is not None]
    if len(edges) < 2:
        whole = extent_in(through, index)
        return Extent(whole.geometry, whole.precision, whole.error_km, f"a corridor through {through.name}")
    band = shapes.union(edges[:2]).convex_hull.intersection(area)
    names = " and ".join(end.name for end in ends[:2])
    return Extent(band, "line", shapes.reach_km(band), f"through {through.name}, between {names}")


def _edge(through: Place, area: BaseGeometry, end: Place, index: PlaceIndex) -> BaseGeometry | None:
    shape = outline(end, index)
    if shape is None:
        return None
    shared = area.boundary.intersection(shapes.buffer(shape, 1.0) if shape.area else shape)
    return shared if not shared.is_empty else None


_RULES: dict[str, Callable[[Phrase, BaseGeometry], Extent | None]] = {
    "near": _near, "offset": _offset, "away": _away, "within": _within, "into": _into, "side": _side,
    "towards": _towards,
}  # fmt: skip
