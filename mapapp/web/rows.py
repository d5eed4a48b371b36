"""What list, map and timeline show of incidents, straight from the store's narrow table."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any

import shapely

from mapapp.publish.geometry import to_geojson
from mapapp.store.selecting import OPEN_FUTURE, OPEN_PAST
from mapapp.store.sqlite import Store
from mapapp.web.languages import current
from mapapp.web.words import say_date, say_headline, visible

SIMPLIFY_DEG = 0.002  # shapes on screen: 200 m is below a pixel at the zooms areas are drawn at
_FIELDS = (
    "incident_row.id, kind, status, title, headline, dated, first_day, end_day, place, precision, error_km, lon, lat,"
    " sources, reports, contested"
)


def layer(store: Store, numbers: Iterable[int], *, shapes: bool = True) -> dict[str, Any]:
    """Return rows of incidents and the distinct shapes they lie in: {"rows": [...], "shapes": [GeoJSON, ...]}.

    `numbers` are the store's own, in the order wanted. A row's `shape` is an index into `shapes`, None for points and
    the unlocated. Twenty incidents in one province share one outline, which is then sent and drawn once.
    """
    wanted = json.dumps([int(number) for number in numbers])
    found = store.select(
        f"SELECT incident, {_FIELDS} FROM json_each(?) JOIN incident_row ON incident = value ORDER BY key",  # noqa: S608
        (wanted,),
    ).fetchall()
    outlines: dict[int, bytes] = {}
    if shapes:
        outlines = dict(
            store.select(
                "SELECT seq, shape FROM json_each(?) JOIN incident ON seq = value WHERE shape IS NOT NULL", (wanted,)
            ).fetchall()
        )
    drawn: list[dict[str, Any]] = []
    known: dict[bytes, int | None] = {}
    rows = []
    for number, *fields in found:
        outline = outlines.get(number)
        if outline is not None and outline not in known:
            shape = _drawn(outline)
            known[outline] = len(drawn) if shape else None
            drawn.extend([shape] if shape else [])
        rows.append({**_row(fields), "shape": known.get(outline) if outline is not None else None})
    return {"rows": rows, "shapes": drawn}


def layer_of(store: Store, incident_ids: Iterable[str]) -> dict[str, Any]:
    """Return the same for incidents by id."""
    wanted = json.dumps(list(incident_ids))
    found = store.select("SELECT seq FROM json_each(?) JOIN incident ON incident.id = value ORDER BY key", (wanted,))
    return layer(store, [number for (number,) in found.fetchall()])


def iso(day: int | None) -> str | None:
    """Return a day of the store as YYYY-MM-DD, None for none and for an open end."""
    return None if day is None or day in (OPEN_PAST, OPEN_FUTURE) else date.fromordinal(day).isoformat()


def _row(fields: list[Any]) -> dict[str, Any]:
    key, kind, status, title, headline, dated, first, end, *fields = fields
    place, precision, error, lon, lat, sources, reports, contested = fields
    return {
        "id": key,
        "kind": kind,
        "status": status,
        "title": visible(say_headline(headline, current()) if headline else title),
        "date": say_date(dated),
        "start": iso(first),
        "end": iso(end),
        "place": visible(place or ""),
        "precision": precision,
        "error_km": error,
        "point": None if lon is None else [round(lon, 5), round(lat, 5)],
        "sources": sources,
        "reports": reports,
        "contested": bool(contested),
    }


@lru_cache(maxsize=4096)
def _drawn(outline: bytes) -> dict[str, Any] | None:
    """Return a shape (WKB) as it is drawn, None for points, which have a marker."""
    geometry = shapely.from_wkb(outline)
    if geometry.geom_type in ("Point", "MultiPoint"):
        return None
    return to_geojson(geometry.simplify(SIMPLIFY_DEG)) or to_geojson(geometry)
