"""Geometry on the ellipsoid: discs, buffers, offsets and border strips, all in WGS 84 lon/lat.

Distances are geodesic (pyproj's Geod). Buffers of lines and polygons are made in an azimuthal equidistant projection
centred on the shape, which is true to distance from its centre and off by under 0.1 % within 500 km of it (Snyder,
"Map projections: a working manual", 1987, chapter 25).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import shapely
import shapely.affinity
from numpy.typing import NDArray
from pyproj import Geod
from shapely.geometry import LineString, MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import nearest_points, unary_union

Points = NDArray[np.float64]  # (n, 2)

_GEOD = Geod(ellps="WGS84")
_DISC_CORNERS = 64


def disc(lon: float, lat: float, radius_km: float) -> Polygon:
    """Return the geodesic disc around a point, counter-clockwise."""
    bearings = [-360.0 * step / _DISC_CORNERS for step in range(_DISC_CORNERS)]
    size = len(bearings)
    lons, lats, _ = _GEOD.fwd([lon] * size, [lat] * size, bearings, [radius_km * 1000.0] * size)
    return Polygon(zip(lons, lats, strict=True))


def offset(lon: float, lat: float, bearing: float, distance_km: float) -> tuple[float, float]:
    """Return the (lon, lat) reached from a point by going a distance at a bearing (degrees clockwise from north)."""
    to_lon, to_lat, _ = _GEOD.fwd(lon, lat, bearing, distance_km * 1000.0)
    return float(to_lon), float(to_lat)


def distance_km(first: tuple[float, float], second: tuple[float, float]) -> float:
    """Return the geodesic distance between two (lon, lat)."""
    return float(_GEOD.inv(*first, *second)[2]) / 1000.0


def area_km2(shape: BaseGeometry) -> float:
    """Return the geodesic area of a shape, 0 for points and lines."""
    return (
        sum(abs(float(_GEOD.geometry_area_perimeter(part)[0])) for part in parts(shape) if isinstance(part, Polygon))
        / 1e6
    )


def reach_km(shape: BaseGeometry) -> float:
    """Return the radius of the disc that has the shape's area (half the length for a line, 0 for a point)."""
    if shape.is_empty:
        return 0.0
    if shape.area:
        return math.sqrt(area_km2(shape) / math.pi)
    return float(_GEOD.geometry_length(shape)) / 2000.0 if shape.length else 0.0


def parts(shape: BaseGeometry) -> list[BaseGeometry]:
    """Return the single geometries a shape is made of."""
    return list(getattr(shape, "geoms", [shape]))


def buffer(shape: BaseGeometry, radius_km: float) -> BaseGeometry:
    """Return everything within a distance of the shape; a negative distance shrinks a polygon."""
    if isinstance(shape, Point):
        return disc(shape.x, shape.y, radius_km)
    centre = shape.envelope.centroid
    flat = _flat(shape, centre.x, centre.y)
    grown = flat.buffer(radius_km * 1000.0, quad_segs=16)
    return _round(grown, centre.x, centre.y)


def _flat(shape: BaseGeometry, lon: float, lat: float) -> BaseGeometry:
    """Project a shape to metres east and north of a centre: azimuthal equidistant, by geodesics."""

    def project(points: Points) -> Points:
        count = len(points)
        bearing, _, metres = _GEOD.inv([lon] * count, [lat] * count, points[:, 0], points[:, 1])
        turn = np.radians(bearing)
        return np.column_stack((metres * np.sin(turn), metres * np.cos(turn)))

    flat: BaseGeometry = shapely.transform(shape, project)
    return flat


def _round(shape: BaseGeometry, lon: float, lat: float) -> BaseGeometry:
    """Undo `_flat`."""

    def project(points: Points) -> Points:
        count = len(points)
        bearing = np.degrees(np.arctan2(points[:, 0], points[:, 1]))
        lons, lats, _ = _GEOD.fwd([lon] * count, [lat] * count, bearing, np.hypot(points[:, 0], points[:, 1]))
        return np.column_stack((lons, lats))

    back: BaseGeometry = shapely.transform(shape, project)
    return back


def polygon(corners: Sequence[tuple[float, float]]) -> Polygon:
    """Return the polygon through corners (lon, lat)."""
    return Polygon(corners)


def line(points: Sequence[tuple[float, float]]) -> LineString:
    """Return the line through points (lon, lat)."""
    return LineString(points)


def union(shapes: Sequence[BaseGeometry]) -> BaseGeometry:
    """Return one shape that covers all the given ones."""
    return shapes[0] if len(shapes) == 1 else unary_union(list(shapes))


def largest(shape: BaseGeometry) -> BaseGeometry:
    """Return the polygon of greatest area, or the shape itself when it has no parts."""
    return max(shape.geoms, key=lambda part: part.area) if isinstance(shape, MultiPolygon) else shape


def middle(shape: BaseGeometry) -> tuple[float, float]:
    """Return a (lon, lat) inside the shape, as central as can be."""
    point = shape.centroid
    if shape.area and not shape.covers(point):
        point = shape.representative_point()
    return point.x, point.y


def segment(first: BaseGeometry, second: BaseGeometry) -> LineString:
    """Return the shortest line between two shapes' nearest spots, bent along the geodesic where it is long."""
    start, end = nearest_points(first, second)
    steps = int(distance_km((start.x, start.y), (end.x, end.y)) // 100)
    between = _GEOD.npts(start.x, start.y, end.x, end.y, steps) if steps else []
    return LineString([(start.x, start.y), *between, (end.x, end.y)])


def strip_inside(area: BaseGeometry, edge: BaseGeometry, depth_km: float) -> BaseGeometry:
    """Return the part of an area that lies within a depth of a line on its edge."""
    return area.intersection(buffer(edge, depth_km))


def side(area: BaseGeometry, bearing: float, share: float = 0.5) -> BaseGeometry:
    """Return the part of an area that lies towards a bearing: `share` of its width that way (0..1)."""
    centre = area.envelope.centroid
    flat = _flat(area, centre.x, centre.y)
    turned = shapely.affinity.rotate(flat, bearing, origin=(0, 0))  # bearing now points up
    west, south, east, north = turned.bounds
    cut = shapely.box(west, north - (north - south) * share, east, north)
    kept = shapely.affinity.rotate(turned.intersection(cut), -bearing, origin=(0, 0))
    return _round(kept, centre.x, centre.y)
