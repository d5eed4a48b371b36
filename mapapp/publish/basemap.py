"""The background of the maps that leave the server: borders around what is shown, small enough to inline."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pyogrio.raw
import shapely
from numpy.typing import NDArray

from mapapp import paths
from mapapp.publish.geometry import to_geojson

MARGIN = 1.0  # how much of the view's own size is drawn on each side of it
LEAST_MARGIN = 4.0  # degrees
DETAIL = 2500  # the drawn width over this is the coarsest error allowed: about a pixel when zoomed to the view
DECIMALS = 3  # a hundred metres: finer than the simplified borders are
WIDEST_DIVISIONS = 40.0  # degrees; above, first-order divisions are too fine to tell apart
Box = tuple[float, float, float, float]
Shapes = NDArray[np.object_]


def around(view: list[float]) -> dict[str, Any]:
    """Return countries, first-order divisions and disputed borders around [west, south, east, north] as GeoJSON.

    Geometries only, without names: a border drawn here asserts nothing about who holds what.
    """
    box, width = _enlarged(view)
    shapes, (countries,) = _read("divisions.fgb.zip", box, ["country"])
    shapes = shapely.coverage_simplify(shapes, (box[2] - box[0]) / DETAIL)
    whole = [shapely.union_all(shapes[countries == country]) for country in dict.fromkeys(countries)]
    disputed, _ = _read("disputed_borders.fgb.zip", box, [])
    return {
        "countries": _collection(whole),
        "divisions": _collection(shapes if width <= WIDEST_DIVISIONS else []),
        "disputed": _collection(disputed),
    }


def _enlarged(view: list[float]) -> tuple[Box, float]:
    """Return the view with its margins, and the width of the view itself, in degrees."""
    west, south, east, north = view
    if east < west:  # across 180 degrees: the whole band of latitude
        west, east = -180.0, 180.0
    wide, high = max((east - west) * MARGIN, LEAST_MARGIN), max((north - south) * MARGIN, LEAST_MARGIN)
    box = (max(-180.0, west - wide), max(-85.0, south - high), min(180.0, east + wide), min(85.0, north + high))
    return box, east - west


def _read(name: str, box: Box, columns: list[str]) -> tuple[Shapes, list[NDArray[np.object_]]]:
    _, _, found, fields = pyogrio.raw.read(paths.DATA / "boundaries" / name, bbox=box, columns=columns)
    return shapely.clip_by_rect(shapely.from_wkb(found), *box), fields


def _collection(shapes: Iterable[Any]) -> dict[str, Any]:
    written = (to_geojson(shape, DECIMALS) for shape in shapes)
    features = [{"type": "Feature", "properties": {}, "geometry": shape} for shape in written if shape]
    return {"type": "FeatureCollection", "features": features}
