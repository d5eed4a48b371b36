"""Geometries as RFC 7946 wants them: lon/lat, right-hand rings, cut at the antimeridian, six decimals at most."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import antimeridian
import shapely
from shapely.geometry import GeometryCollection, MultiPolygon, Polygon, mapping, shape
from shapely.geometry.polygon import orient

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

DECIMALS = 6  # 0.1 m at the equator; RFC 7946 section 11.2 calls more false precision


def to_geojson(geometry: BaseGeometry | None, decimals: int = DECIMALS) -> dict[str, Any] | None:
    """Return a GeoJSON geometry, None for none; the same shape always gives the same bytes."""
    if geometry is None or geometry.is_empty:
        return None
    rounded = _rounded(mapping(_cut(geometry)), decimals)
    return dict(rounded) if isinstance(rounded, dict) else None


def bbox(geometries: list[BaseGeometry]) -> list[float] | None:
    """Return [west, south, east, north]; west > east where the shapes lie on both sides of the antimeridian."""
    shapes = [_cut(geometry) for geometry in geometries if geometry is not None and not geometry.is_empty]
    if not shapes:
        return None
    bounds = shapely.GeometryCollection(shapes).bounds
    if bounds[2] - bounds[0] > 180:
        parts = [shapely.box(*part.bounds) for whole in shapes for part in getattr(whole, "geoms", [whole])]
        bounds = _widest_gap(parts)
    return [round(float(value), DECIMALS) for value in bounds]


def _widest_gap(parts: list[BaseGeometry]) -> tuple[float, float, float, float]:
    """Return the box that leaves out the widest band of longitude no part touches, perhaps across 180 degrees."""
    spans = sorted((part.bounds[0], part.bounds[2]) for part in parts)
    south, north = min(part.bounds[1] for part in parts), max(part.bounds[3] for part in parts)
    west, east = spans[0][0], max(end for _, end in spans)
    widest, reach = west + 360 - east, spans[0][1]
    for start, end in spans[1:]:
        if start - reach > widest:
            widest, west, east = start - reach, start, reach
        reach = max(reach, end)
    return west, south, east, north


def _cut(geometry: BaseGeometry) -> BaseGeometry:
    """Wind rings right-handed and cut what runs past 180 degrees (RFC 7946 sections 3.1.6 and 3.1.9)."""
    west, _, east, _ = geometry.bounds
    if west < -180 or east > 180:
        geometry = shape(antimeridian.fix_shape(mapping(geometry), great_circle=False))
    return _oriented(geometry)


def _oriented(geometry: BaseGeometry) -> BaseGeometry:
    if isinstance(geometry, Polygon):
        return orient(geometry, 1.0)
    if isinstance(geometry, MultiPolygon):
        return MultiPolygon([orient(part, 1.0) for part in geometry.geoms])
    if isinstance(geometry, GeometryCollection):
        return GeometryCollection([_oriented(part) for part in geometry.geoms])
    return geometry


def _rounded(value: Any, decimals: int) -> Any:
    if isinstance(value, dict):
        return {key: _rounded(part, decimals) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_rounded(part, decimals) for part in value]
    return round(value, decimals) if isinstance(value, float) else value
