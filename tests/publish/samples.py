"""Small real incidents to publish, drawn on a grid rather than typed as coordinates."""

from datetime import date
from typing import Any

from shapely import LineString, Point, box
from shapely.geometry.base import BaseGeometry

from mapapp.model import (
    Document,
    Extent,
    Incident,
    IncidentPlace,
    Place,
    Precision,
    Published,
    Report,
    When,
    content_id,
)

HOSTILE = (
    'Troops <script>alert(1)</script> "crossed" <img src=x onerror=alert(2)> '
    "the </script> \u202egnp.exe\u0000 border."
)
TEXT = f"Azerbaijani forces crossed the border near Sev Lake on May 12. {HOSTILE}"
DOCUMENT = Document(
    "r1", TEXT, title="A <b>bold</b> title", publisher="AFP", published=Published("2021-05-14", "stated")
)
MAY_12 = When("2021-05-12", date(2021, 5, 12), date(2021, 5, 13), "stated")
GRID: dict[str, BaseGeometry | None] = {
    "point": Point(46.231, 39.598),
    "square": box(45, 39, 46, 40),
    "clockwise": box(45, 39, 46, 40, ccw=False),
    "line": LineString([(45, 39), (46, 40)]),
    "across": box(179, 10, 181, 12),
    "none": None,
}


def report(start: int = 0, end: int = 62, **changes: Any) -> Report:
    """A report of one range of TEXT."""
    return Report("r1", start, end, TEXT[start:end], "assault", "reported", "asserts", **changes)


def incident(shape: str = "point", precision: Precision = "near", **changes: Any) -> Incident:
    """An incident of one grid shape."""
    place = Place("sc:sev-lake", "Sev Lake", "lake", 46.2312345678, 39.598, 1.2)
    facts: dict[str, Any] = {
        "id": content_id(shape, precision),
        "kind": "assault",
        "status": "reported",
        "title": "Incursion near Sev Lake",
        "when": MAY_12,
        "places": (IncidentPlace(place, "Sev Lake"),),
        "extent": Extent(GRID[shape], precision, 5.0, "near Sev Lake"),
        "reports": (report(),),
    }
    return Incident(**{**facts, **changes})
