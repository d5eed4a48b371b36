"""Incidents as a GeoDataFrame, one row each: what a notebook wants.

Importing this module imports geopandas (about a second): import it where a frame is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

import geopandas
import pandas

from mapapp.model import Incident

Frame: TypeAlias = geopandas.GeoDataFrame
COLUMNS = (
    "id", "title", "kind", "mode", "status", "when", "start", "end", "place", "precision", "error_km", "contested",
    "sources", "quotes", "geometry",
)  # fmt: skip


def to_frame(incidents: Iterable[Incident]) -> geopandas.GeoDataFrame:
    """Return a GeoDataFrame in WGS 84 (EPSG:4326) indexed by incident id.

    `start` and `end` are the half-open day interval (datetime64, NaT where open or unknown), `sources` and `quotes`
    tuples in step with each other, `geometry` the extent (None for the unlocated).
    """
    rows = [_row(incident) for incident in incidents]
    frame = geopandas.GeoDataFrame(rows, columns=list(COLUMNS), geometry="geometry", crs="EPSG:4326")
    for column in ("start", "end"):
        # a day far outside pandas' nanosecond range (1677-2262) still fits at second resolution
        frame[column] = pandas.to_datetime(frame[column]).astype("datetime64[s]")
    return frame.set_index("id")


def _row(incident: Incident) -> dict[str, object]:
    when = incident.when
    return {
        "id": incident.id,
        "title": incident.title,
        "kind": incident.kind,
        "mode": incident.mode,
        "status": incident.status,
        "when": when.value if when else None,
        "start": when.start if when else None,
        "end": when.end if when else None,
        "place": incident.places[0].name if incident.places else None,
        "precision": incident.extent.precision,
        "error_km": incident.extent.error_km,
        "contested": any(report.stance == "disputes" for report in incident.reports),
        "sources": tuple(report.document_id for report in incident.reports),
        "quotes": tuple(report.quote for report in incident.reports),
        "geometry": incident.extent.geometry,
    }
