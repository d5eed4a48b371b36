"""What the map of very many incidents shows first, sent along with its layer so that the page need not ask twice."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from mapapp.store.sqlite import Store
from mapapp.web import rows
from mapapp.web.tiles import across, down

if TYPE_CHECKING:
    from mapapp.web.layers import Box, Layer

PAGE = 50  # rows of a list sent at a time
PARTS = ("inside", "outside", "unlocated")  # of the map
TILE = 256  # pixels
ROOM = (700, 616)  # pixels of the map on a screen of 1440 by 900, beside what lies on it: static/js/map.js, fitTo
WIDEST, CLOSEST = 2, 10  # zooms the map goes to by itself


def opening(layer: Layer, store: Store, bounds: Box) -> dict[str, Any]:
    """Return the clusters of the zoom that fits `bounds` on a screen, and the list of all that has a place."""
    zoom = fitting(bounds)
    west, south, east, north = bounds
    xs, ys = (
        (int(part * 2**zoom) for part in pair) for pair in ((across(west), across(east)), (down(north), down(south)))
    )
    columns, lines = (range(first, min(last, 2**zoom - 1) + 1) for first, last in (xs, ys))
    tiles = [(x, y) for y in lines for x in columns]
    return {"clusters": layer.clusters(store, zoom, tiles), "view": seen(layer, store, Seen())}


def fitting(bounds: Box) -> int:
    """Return the closest whole zoom at which bounds (west <= east) fit on a screen, as Leaflet's fitBounds has it."""
    west, south, east, north = bounds
    wide, high = across(east) - across(west), down(south) - down(north)
    room = min(
        (pixels / (TILE * size) for pixels, size in zip(ROOM, (wide, high), strict=True) if size > 0),
        default=2.0**CLOSEST,
    )
    return min(max(math.floor(math.log2(room)), WIDEST), CLOSEST)


@dataclass(frozen=True, slots=True)
class Seen:
    """What is asked of a list: incidents of one part of the map."""

    within: Box | None = None  # the map's view; None = everywhere
    part: str = PARTS[0]
    offset: int = 0
    limit: int = PAGE


def seen(layer: Layer, store: Store, asked: Seen) -> dict[str, Any]:
    """Return how many a view has, beyond it and without a place, of which kinds, and the rows asked for."""
    located = layer.located()
    inside = layer.inside(asked.within) if asked.within else located
    parts = dict(zip(PARTS, (inside, located & ~inside, ~located), strict=True))
    chosen = layer.rows[parts[asked.part]]
    told = rows.layer(store, layer.numbers(chosen[asked.offset : asked.offset + asked.limit]), shapes=False)
    return {
        "total": len(chosen),
        "offset": asked.offset,
        **{name: int(np.count_nonzero(mask)) for name, mask in parts.items()},
        **layer.counted(layer.rows[inside]),
        **told,
    }
