"""Readings and incidents as rows of the store's tables."""

from __future__ import annotations

import hashlib
import sqlite3
from dataclasses import replace

import orjson
import shapely
from shapely import Point

from mapapp.model import Document, Incident, Reading, content_id
from mapapp.store import codec
from mapapp.store.cells import boxes, cells
from mapapp.store.selecting import OPEN_FUTURE, OPEN_PAST, SHORT, days_of, words_of

_ROW = (
    "incident, id, kind, status, precision, lon, lat, first_day, end_day, day, title, dated, place, error_km,"
    " sources, reports, contested"
)


def document_row(reading: Reading, given: Document) -> dict[str, object]:
    """Return the columns of table `document`; `given` is the document as it came."""
    document = reading.document
    text = document.text.encode("utf-8", "surrogatepass")
    came = codec.dumps(replace(given, text=""))
    read = codec.dumps(replace(reading, document=replace(document, text="")))
    return {
        "id": document.id,
        "text": text,
        "sha256": document.sha256,
        "likeness": _likeness(given),
        "characters": len(document.text),
        **document_listed(reading),
        "made_by": reading.made_by,
        "document": codec.dumps(replace(document, text="")),
        "given": came,
        "reading": read,
        "digest": content_id(document.sha256, came.decode("utf-8"), read.decode("utf-8")),
    }


def document_listed(reading: Reading) -> dict[str, object]:
    """Return the columns of table `document` that lists show."""
    document = reading.document
    return {
        "title": column(document.title),
        "publisher": column(document.publisher),
        "language": column(document.language),
        "published": column(document.published.value),
        "basis": document.published.basis,
        "problem": column(reading.problem),
    }


def write_incident(connection: sqlite3.Connection, incident: Incident, body: bytes, digest: str) -> None:
    """Insert an incident with everything it is looked up by."""
    geometry = incident.extent.geometry
    if geometry is not None and geometry.is_empty:
        geometry = None
    days = days_of(incident.when)
    point = geometry is None or geometry.geom_type == "Point"
    cursor = connection.execute(
        "INSERT INTO incident"
        " (id, kind, status, precision, first_day, end_day, long,"
        " shape, located, words, body, digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            incident.id, incident.kind, incident.status, incident.extent.precision,
            *(days or (None, None)), days and days[1] - days[0] > SHORT,
            None if point else shapely.to_wkb(geometry), geometry is not None,
            words_of(incident), body, digest,
        ),
    )  # fmt: skip
    number = cursor.lastrowid
    if geometry is not None:
        first, end = days or (OPEN_PAST, OPEN_FUTURE)
        connection.executemany(
            "INSERT INTO incident_cell VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (cell, first, end, number, part, *box)
                for part, box in enumerate(boxes(geometry))
                for cell in cells(box)
            ],
        )
    own = {item.place.id: column(item.place.name) for item in incident.places}
    around = {place_id: None for item in incident.places for place_id in item.place.within}
    connection.executemany(
        "INSERT INTO incident_place (place, incident, named, name) VALUES (?, ?, ?, ?)",
        [(key, number, key in own, name) for key, name in (around | own).items()],
    )
    write_row(connection, int(number or 0), incident)
    if incident.headline:
        headline = column(orjson.dumps(incident.headline).decode("utf-8"))
        connection.execute("UPDATE incident_row SET headline = ? WHERE incident = ?", (headline, number))
    _write_sides(connection, int(number or 0), incident)
    sources = dict.fromkeys(report.document_id for report in incident.reports)
    connection.executemany("INSERT INTO incident_source VALUES (?, ?)", [(key, number) for key in sources])


def write_row(connection: sqlite3.Connection, number: int, incident: Incident) -> None:
    """Insert what lists, maps and timelines show of the incident of this number."""
    first, end = days_of(incident.when) or (None, None)
    when, spot = incident.when, spot_of(incident)
    day = (when.start or when.end) if when else None
    connection.execute(
        f"INSERT INTO incident_row ({_ROW}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608 - our own names
        (
            number, incident.id, incident.kind, incident.status, incident.extent.precision,
            *(spot or (None, None)), first, end, day.toordinal() if day else None,
            column(incident.title), when.value if when else None,
            column(incident.places[0].name) if incident.places else None, incident.extent.error_km,
            len({report.document_id for report in incident.reports}), len(incident.reports),
            any(report.stance == "disputes" for report in incident.reports),
        ),
    )  # fmt: skip


def fill_rows(connection: sqlite3.Connection) -> None:
    """Write the rows and the names of places that a store made before there were any does not have."""
    for number, body in connection.execute("SELECT seq, body FROM incident"):
        incident = codec.loads(body, Incident)
        write_row(connection, number, incident)
        connection.executemany(
            "UPDATE incident_place SET name = ? WHERE place = ? AND incident = ?",
            [(column(item.place.name), item.place.id, number) for item in incident.places],
        )


def fill_sides(connection: sqlite3.Connection) -> None:
    """Write the sides of what a store made before they were kept."""
    for number, body in connection.execute("SELECT seq, body FROM incident"):
        _write_sides(connection, number, codec.loads(body, Incident))


def sides_of(incident: Incident) -> tuple[str, ...]:
    """Return the sides and persons that act, are acted on, or speak, by their folded names."""
    named = (side for report in incident.reports for side in (*report.sides, *report.actors, *report.targets))
    return tuple(dict.fromkeys(named))


def _write_sides(connection: sqlite3.Connection, number: int, incident: Incident) -> None:
    sides = dict.fromkeys(column(side) for side in sides_of(incident))
    connection.executemany("INSERT INTO incident_side VALUES (?, ?)", [(side, number) for side in sides])


def spot_of(incident: Incident) -> tuple[float, float] | None:
    """Return (lon, lat) of an incident's marker, None for the unlocated: a spot inside its extent; of several parts,
    in the one at the most telling place."""
    geometry = incident.extent.geometry
    if geometry is None or geometry.is_empty:
        return None
    parts = list(getattr(geometry, "geoms", [geometry]))
    place = incident.places[0].place if incident.places else None
    if len(parts) > 1 and place and place.lon is not None and place.lat is not None:
        geometry = min(parts, key=Point(place.lon, place.lat).distance)
    spot = geometry if isinstance(geometry, Point) else geometry.representative_point()
    return spot.x, spot.y


def _likeness(given: Document) -> str:
    parts = (given.text, given.publisher or "", given.url or "")
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def column(value: str | None) -> str | None:
    """Return a value for a list to show; the reading keeps it unaltered."""
    return None if value is None else value.encode("utf-8", "replace").decode("utf-8")
