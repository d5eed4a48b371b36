"""Points on the tiles of a web map: who lies in which tile, and how many in each cell of it.

Tiles are those of every web map (Web Mercator, x from the antimeridian, y from the north, 2^zoom a side). Each is
cut into 8 by 8 cells of 32 pixels. A point's place in the world is one number, its Morton code: the bits of x and y
taken in turns (G. M. Morton, "A computer oriented geodetic data base", IBM 1966). Points sorted by it have those of
any tile and of any cell at any zoom side by side, so one sorted array serves all zooms, and counting is cutting it
where the leading bits change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

BITS = 24  # of x and of y: 2.4 m at the equator
CELL_BITS = 3  # 8 by 8 cells a tile
DEEPEST = BITS - CELL_BITS  # zoom
MOST_NORTH = 85.0511287798066  # degrees: Web Mercator is square; what lies beyond stands at its edge

Codes = NDArray[np.int64]


class Tile(NamedTuple):
    """A tile, or a cell where one is meant: zoom and position."""

    zoom: int
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Cell:
    """Some points that share a cell of a tile."""

    x: int  # position among all cells of the zoom: tile x * 8 + 0..7
    y: int
    lon: float  # mean of the points
    lat: float
    number: int
    kinds: dict[int, int]  # how many of each kind, most first
    row: int  # the first point's row
    one_spot: bool  # all stand at the same spot


def codes(lon: ArrayLike, lat: ArrayLike) -> Codes:
    """Return the Morton code of each point in degrees, WGS 84; poles and antimeridian belong to the edge tiles."""
    x, y = (np.clip(np.floor(part * 2.0**BITS), 0, 2**BITS - 1).astype(np.int64) for part in (across(lon), down(lat)))
    return _spread(x) | (_spread(y) << 1)


def across(lon: ArrayLike) -> NDArray[np.float64]:
    """Return how far from the antimeridian eastward on the square world: 0 to 1."""
    return (np.asarray(lon, np.float64) + 180.0) / 360.0


def down(lat: ArrayLike) -> NDArray[np.float64]:
    """Return how far from its northern edge: 0 to 1."""
    north = np.radians(np.clip(np.asarray(lat, np.float64), -MOST_NORTH, MOST_NORTH))
    return np.asarray((1.0 - np.arcsinh(np.tan(north)) / np.pi) / 2.0)


def _spread(bits: Codes) -> Codes:
    """Put a nought before each of 24 bits."""
    bits = (bits | bits << 16) & 0x0000FFFF0000FFFF
    bits = (bits | bits << 8) & 0x00FF00FF00FF00FF
    bits = (bits | bits << 4) & 0x0F0F0F0F0F0F0F0F
    bits = (bits | bits << 2) & 0x3333333333333333
    return (bits | bits << 1) & 0x5555555555555555


def _gathered(bits: Codes) -> Codes:
    """Take every second bit: what `_spread` undoes."""
    bits = bits & 0x5555555555555555
    bits = (bits | bits >> 1) & 0x3333333333333333
    bits = (bits | bits >> 2) & 0x0F0F0F0F0F0F0F0F
    bits = (bits | bits >> 4) & 0x00FF00FF00FF00FF
    bits = (bits | bits >> 8) & 0x0000FFFF0000FFFF
    return (bits | bits >> 16) & 0x00000000FFFFFFFF


@dataclass(frozen=True, slots=True)
class Points:
    """Points in the order of their Morton codes; arrays of one length."""

    code: Codes
    row: NDArray[np.int32]  # what each point is, for its owner
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    kind: NDArray[np.uint8]

    def where(self, mask: NDArray[np.bool_]) -> Points:
        """Return the points whose row is masked."""
        kept = mask[self.row]
        return Points(self.code[kept], self.row[kept], self.lon[kept], self.lat[kept], self.kind[kept])

    def cells(self, tile: Tile) -> Iterator[Cell]:
        """Yield the cells of a tile that have points, each point in exactly one of them."""
        low, high = self._range(tile)
        if low == high:
            return
        depth = 2 * (BITS - tile.zoom - CELL_BITS)
        keys = self.code[low:high] >> depth
        starts = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])))
        ends = np.append(starts[1:], high - low)
        numbers = ends - starts
        lon = np.add.reduceat(self.lon[low:high], starts) / numbers
        lat = np.add.reduceat(self.lat[low:high], starts) / numbers
        x, y = _gathered(keys[starts]), _gathered(keys[starts] >> 1)
        kinds = self._kinds(low, high, starts)
        spot = self.code[low:high][starts] == self.code[low:high][ends - 1]
        for index, number in enumerate(numbers):
            yield Cell(
                int(x[index]), int(y[index]), float(lon[index]), float(lat[index]), int(number),
                kinds[index], int(self.row[low + starts[index]]), bool(spot[index]),
            )  # fmt: skip

    def rows(self, tiles: Iterable[Tile]) -> NDArray[np.int32]:
        """Return the rows of the points in these tiles (or cells: a tile 3 zooms deeper), ascending; all apart."""
        parts = [self.row[slice(*self._range(tile))] for tile in tiles]
        return np.sort(np.concatenate(parts)) if parts else np.zeros(0, np.int32)

    def _range(self, tile: Tile) -> tuple[int, int]:
        """Return where the points of a tile begin and end."""
        depth = 2 * (BITS - tile.zoom)
        first = int(_spread(np.int64(tile.x)) | (_spread(np.int64(tile.y)) << 1))  # type: ignore[arg-type]
        low, high = np.searchsorted(self.code, [first << depth, (first + 1) << depth])
        return int(low), int(high)

    def _kinds(self, low: int, high: int, starts: NDArray[np.intp]) -> Sequence[dict[int, int]]:
        width = int(self.kind.max(initial=0)) + 1
        cell = np.zeros(high - low, np.int64)
        cell[starts[1:]] = 1
        counted = np.bincount(np.cumsum(cell) * width + self.kind[low:high], minlength=len(starts) * width)
        found: list[dict[int, int]] = [{} for _ in starts]
        taken = np.flatnonzero(counted)
        for place in taken[np.argsort(-counted[taken], kind="stable")]:
            found[int(place) // width][int(place) % width] = int(counted[place])
        return found
