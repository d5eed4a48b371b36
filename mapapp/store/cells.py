"""Where an extent lies, as boxes over cells of one degree: the key of the store's index over space and time."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

from shapely.geometry.base import BaseGeometry

WIDE = -1  # the cell of extents that would fill too many
MOST_CELLS = 64  # beyond 8 by 8 degrees the box alone is tested: few extents are so large
COLUMNS = 360


class Box(NamedTuple):
    """A box in degrees that does not cross the antimeridian."""

    west: float
    south: float
    east: float
    north: float


def cell_of(lon: float, lat: float) -> int:
    """Return the number of the cell a point lies in, row by row from the south-west."""
    column = min(math.floor(lon) + 180, COLUMNS - 1)
    row = min(math.floor(lat) + 90, 179)
    return row * COLUMNS + column


def runs(box: Box) -> Iterator[tuple[int, int]]:
    """Yield the first and last cell of each row a box touches."""
    low, high = cell_of(box.west, box.south), cell_of(box.east, box.north)
    width = high % COLUMNS - low % COLUMNS
    for first in range(low, high - width + 1, COLUMNS):
        yield first, first + width


def boxes(geometry: BaseGeometry) -> list[Box]:
    """Return the box of each part of a geometry (RFC 7946 cuts what crosses the antimeridian into parts)."""
    parts = getattr(geometry, "geoms", (geometry,))
    found = [Box(*(float(value) for value in part.bounds)) for part in parts if not part.is_empty]
    whole = Box(
        min(box.west for box in found), min(box.south for box in found),
        max(box.east for box in found), max(box.north for box in found),
    )  # fmt: skip
    # many parts close together (an archipelago) are one box; those on both sides of the antimeridian stay two
    if whole.east - whole.west <= 180:
        return [whole]
    halves = ([box for box in found if box.east <= 0], [box for box in found if box.east > 0])
    return [
        Box(
            min(b.west for b in half),
            min(b.south for b in half),
            max(b.east for b in half),
            max(b.north for b in half),
        )
        for half in halves
        if half
    ]


def cells(box: Box) -> list[int]:
    """Return every cell a box touches, or `WIDE` alone when they are too many."""
    found: list[int] = []
    for first, last in runs(box):
        found.extend(range(first, last + 1))
        if len(found) > MOST_CELLS:
            return [WIDE]
    return found


def split(bbox: tuple[float, float, float, float]) -> list[Box]:
    """Return a (west, south, east, north) that may cross the antimeridian as boxes that do not."""
    west, south, east, north = bbox
    if west <= east:
        return [Box(west, south, east, north)]
    return [Box(west, south, 180.0, north), Box(-180.0, south, east, north)]
