"""What the map page asks for: the layer of its filters, clusters of tiles, pages of the list, values of a facet.

docs/layers.md describes these answers; up to 2,000 incidents /api/layer.json has all of them at once.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

import numpy as np
import orjson
from flask import Blueprint, Response

from mapapp.errors import BadInput
from mapapp.query import Query
from mapapp.store.selecting import fold
from mapapp.web import rows
from mapapp.web.caching import tagged, unchanged
from mapapp.web.context import context, store
from mapapp.web.layers import Layer, Rows
from mapapp.web.opening import PAGE, PARTS, Seen, seen
from mapapp.web.pages import arguments, filters
from mapapp.web.tiles import CELL_BITS, DEEPEST, Tile

blueprint = Blueprint("layer_api", __name__)

MOST_TILES = 400  # in one request: a screen of 5120 by 2880 has 260
MOST_CELLS = 400
MOST_ROWS = 500
FOUND = 50  # values of a facet sent for a search


@blueprint.get("/api/layer.json")
def layer() -> Response:
    """Return counts for the filters in the address, and all rows and shapes where the page can hold them."""
    query = filters(arguments())
    return unchanged(store().version()) or _answer(context().layers.get(store(), query).body)


@blueprint.get("/api/clusters.json")
def clusters() -> Response:
    """Return how many incidents each cell of the tiles asked for has, by kind."""
    query, own = _asked("zoom", "tiles")
    zoom = _number("zoom", own["zoom"], 0, DEEPEST)
    tiles = _positions("tiles", own["tiles"], zoom, MOST_TILES)
    found = unchanged(store().version())
    return found or _answer(orjson.dumps(context().layers.get(store(), query).clusters(store(), zoom, tiles)))


@blueprint.get("/api/rows.json")
def listed() -> Response:
    """Return a page of the list: of what is in view, out of view, without a place, or in the cells asked for."""
    query, own = _asked("part", "within", "zoom", "cells", "ids", "offset", "limit")
    part = own["part"] or "inside"
    if part not in PARTS:
        raise BadInput(f"part: wanted one of {', '.join(PARTS)}, got {part!r}")
    page = _Page(
        _number("offset", own["offset"] or "0", 0, 10**9), _number("limit", own["limit"] or str(PAGE), 1, MOST_ROWS)
    )
    within = filters({"bbox": [own["within"]]}).bbox
    fresh = unchanged(store().version())
    if fresh:
        return fresh
    made = context().layers.get(store(), query)
    if own["ids"]:
        return _page(made, _by_id(made, own["ids"]), page, shapes=True)
    if own["cells"]:
        zoom = _number("zoom", own["zoom"], 0, DEEPEST) + CELL_BITS
        cells = _positions("cells", own["cells"], zoom, MOST_CELLS)
        return _page(made, made.points.rows(Tile(zoom, x, y) for x, y in cells), page)
    return _answer(orjson.dumps(seen(made, store(), Seen(within, part, page.offset, page.limit))))


@blueprint.get("/api/values.json")
def values() -> Response:
    """Return the sources, places or sides, of those the filters leave, whose name has the words asked for."""
    query, own = _asked("facet", "like")
    if own["facet"] not in ("source", "place", "side"):
        raise BadInput(f"facet: wanted source, place or side, got {own['facet']!r}")
    fresh = unchanged(store().version())
    if fresh:
        return fresh
    counts, names = context().layers.values(store(), query, own["facet"])
    words = fold(own["like"]).split()
    found = [key for key in counts if all(word in fold(names[key]) for word in words)]
    found.sort(key=lambda key: (-counts[key], names[key]))
    told = [{"value": key, "name": names[key], "count": counts[key]} for key in found[:FOUND]]
    return _answer(orjson.dumps({"total": len(found), "values": told}))


@dataclass(frozen=True, slots=True)
class _Page:
    """Which part of a list is wanted."""

    offset: int
    limit: int


def _page(made: Layer, chosen: Rows, page: _Page, *, shapes: bool = False) -> Response:
    wanted = chosen[page.offset : page.offset + page.limit]
    told = rows.layer(store(), made.numbers(wanted), shapes=shapes)
    return _answer(orjson.dumps({"total": len(chosen), "offset": page.offset, **told}))


def _answer(body: bytes) -> Response:
    return tagged(Response(body, content_type="application/json"), store().version())


def _asked(*names: str) -> tuple[Query, dict[str, str]]:
    """Return the filters, and a request's own parameters by name, empty where not given. Raises BadInput."""
    given = arguments()
    own = {name: given.pop(name, [""]) for name in names}
    for name, several in own.items():
        if len(several) > 1:
            raise BadInput(f"{name}: wanted one value, got {len(several)}")
    return filters(given), {name: several[0] for name, several in own.items()}


def _number(name: str, value: str, least: int, most: int) -> int:
    if not (value.isascii() and value.isdigit() and len(value) <= 10 and least <= int(value) <= most):
        raise BadInput(f"{name}: wanted a whole number from {least} to {most}, got {value!r}")
    return int(value)


def _positions(name: str, value: str, zoom: int, most: int) -> list[tuple[int, int]]:
    """Read "x/y,x/y" of a zoom. Raises BadInput."""
    parts = value.split(",")
    if len(parts) > most:
        raise BadInput(f"{name}: wanted at most {most} of them, got {len(parts)}")
    found = []
    for part in parts:
        x, slash, y = part.partition("/")
        if not slash:
            raise BadInput(f"{name}: wanted x/y,x/y and so on, got {value[:100]!r}")
        found.append((_number(name, x, 0, 2**zoom - 1), _number(name, y, 0, 2**zoom - 1)))
    return list(dict.fromkeys(found))


def _by_id(made: Layer, ids: str) -> Rows:
    """Return the rows, among those the filters let through, of incidents by id."""
    wanted = json.dumps(ids.split(",")[:MOST_ROWS])
    found = store().select("SELECT seq FROM json_each(?) JOIN incident ON incident.id = value", (wanted,)).fetchall()
    chosen: Rows = made.rows[np.isin(made.columns.seq[made.rows], [seq for (seq,) in found])]
    return chosen
