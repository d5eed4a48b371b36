"""Incidents as the page shows them: rows for list, map and timeline, cards with every quote in its context."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any, Protocol, cast

from shapely import Point

from mapapp.model import Document, Incident, Quantity, Reading, Report
from mapapp.publish.geometry import to_geojson
from mapapp.query import Query
from mapapp.web.words import say_date, say_published, visible

CONTEXT = 160  # code points of the report shown on either side of a quote, at most
OPENING = 60  # code points of a report by which it is called when it has neither publisher nor title
SIMPLIFY_DEG = 0.002  # shapes on screen: 200 m is below a pixel at the zooms areas are drawn at


class Readings(Protocol):
    """What a card needs of the store."""

    def reading(self, document_id: str, /) -> Reading:
        """Return what was read out of one document. Raises NotFound."""
        ...


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text on the page and what is said of it."""

    text: str
    mark: str = ""  # "", "quote", "trigger", "when"


@dataclass(frozen=True, slots=True)
class QuoteCard:
    """One report of an incident, ready to be shown."""

    report: Report
    document: Document
    source: str  # publisher, else title, else opening words
    title: str  # title, empty where it is the source already
    published: str  # in words
    pieces: tuple[Piece, ...]  # context before, quote with trigger and date marked, context after
    date_printed: str  # as the source gave it, empty when it gave none
    date_resolved: str


@dataclass(frozen=True, slots=True)
class Card:
    """One incident with everything said of it."""

    incident: Incident
    quotes: tuple[QuoteCard, ...]
    numbers: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]  # (unit, ((number as given, source), ...))
    asserting: int  # distinct sources with at least one report that asserts
    disputing: int


def ordered(incidents: Iterable[Incident]) -> list[Incident]:
    """Return incidents newest first, undated last; ties by title and id so that every reload agrees."""
    return sorted(incidents, key=_order)


def _order(incident: Incident) -> tuple[bool, int, str, str]:
    when = incident.when
    day = (when.start or when.end) if when else None
    return day is None, -(day or date.min).toordinal(), incident.title, incident.id


def row(incident: Incident) -> dict[str, Any]:
    """Return what list, map and timeline need to know of an incident; its shape goes separately."""
    when, extent = incident.when, incident.extent
    point = _spot(incident)
    return {
        "id": incident.id,
        "kind": incident.kind,
        "status": incident.status,
        "title": visible(incident.title),
        "date": say_date(when.value) if when else "undated",
        "start": when.start.isoformat() if when and when.start else None,
        "end": when.end.isoformat() if when and when.end else None,
        "place": visible(incident.places[0].name) if incident.places else "",
        "precision": extent.precision,
        "error_km": extent.error_km,
        "point": [round(point.x, 5), round(point.y, 5)] if point else None,
        "sources": len({report.document_id for report in incident.reports}),
        "reports": len(incident.reports),
        "contested": any(report.stance == "disputes" for report in incident.reports),
    }


def _spot(incident: Incident) -> Point | None:
    """Return where the marker stands: inside the extent; of several parts, in the one at the most telling place."""
    geometry = incident.extent.geometry
    if geometry is None:
        return None
    parts = list(getattr(geometry, "geoms", [geometry]))
    place = incident.places[0].place if incident.places else None
    if len(parts) > 1 and place and place.lon is not None and place.lat is not None:
        named = Point(place.lon, place.lat)
        geometry = min(parts, key=named.distance)
    return cast(Point, geometry.representative_point())


def layer(incidents: Sequence[Incident]) -> dict[str, Any]:
    """Return rows and the distinct shapes they lie in: {"rows": [...], "shapes": [GeoJSON geometry, ...]}.

    A row's `shape` is an index into `shapes`, None for points and the unlocated. Twenty incidents in one province
    share one outline, which is then sent and drawn once.
    """
    shapes: list[dict[str, Any]] = []
    known: dict[bytes, int] = {}
    rows = []
    for incident in incidents:
        geometry = incident.extent.geometry
        number = None
        if geometry is not None and geometry.geom_type not in ("Point", "MultiPoint"):
            key = geometry.wkb
            if key not in known:
                drawn = to_geojson(geometry.simplify(SIMPLIFY_DEG)) or to_geojson(geometry)
                if drawn is not None:
                    known[key] = len(shapes)
                    shapes.append(drawn)
            number = known.get(key)
        rows.append({**row(incident), "shape": number})
    return {"rows": rows, "shapes": shapes}


def times(incidents: Iterable[Incident]) -> list[tuple[str | None, str | None, int]]:
    """Count incidents by interval for the timeline: (first day, day after the last, how many), None where open."""
    counts: dict[tuple[str | None, str | None], int] = {}
    for incident in incidents:
        when = incident.when
        start = when.start.isoformat() if when and when.start else None
        end = when.end.isoformat() if when and when.end else None
        counts[start, end] = counts.get((start, end), 0) + 1
    return sorted(((start, end, number) for (start, end), number in counts.items()), key=str)


class Titled(Protocol):
    """A document, or the store's summary of one."""

    @property
    def id(self) -> str:
        """Return its id."""
        ...

    @property
    def title(self) -> str | None:
        """Return its title, if it has one."""
        ...

    @property
    def publisher(self) -> str | None:
        """Return its publisher, if one is known."""
        ...


def source_name(document: Titled) -> str:
    """Return how a source is called: its publisher, else its title, else its id."""
    return visible(document.publisher or document.title or document.id)


def card(incident: Incident, store: Readings) -> Card:
    """Return an incident's card; its quotes are read from the stored reports, never from copies.

    They stand in the incident's own order: first what put its marker there (reading.merging.summing).
    """
    readings = {name: store.reading(name) for name in dict.fromkeys(item.document_id for item in incident.reports)}
    quotes = [_quote(report, readings[report.document_id]) for report in incident.reports]
    by_stance = {
        stance: len({item.document_id for item in incident.reports if item.stance == stance})
        for stance in ("asserts", "disputes")
    }
    return Card(incident, tuple(quotes), _numbers(quotes), by_stance["asserts"], by_stance["disputes"])


def _quote(report: Report, reading: Reading) -> QuoteCard:
    document = reading.document
    text = document.text
    printed = text[slice(*report.when_span)] if report.when_span else ""
    return QuoteCard(
        report,
        document,
        _source(document),
        visible(document.title or "").rstrip(".") if document.publisher else "",
        say_published(document.published),
        _pieces(report, reading),
        visible(" ".join(printed.split())),
        say_date(report.when.value) if report.when else "",
    )


def _source(document: Document) -> str:
    """Return how a card calls a source; a report without publisher and title by its opening words."""
    return source_name(document).rstrip(".") if document.publisher else title_of(document).rstrip(".")


def title_of(document: Document) -> str:
    """Return a report's title, its opening words in quotation marks where it has none."""
    if document.title:
        return visible(document.title)
    opening = " ".join(document.text[:200].split())
    return f"“{visible(opening if len(opening) <= OPENING else opening[:OPENING].rsplit(' ', 1)[0] + ' …')}”"


def _pieces(report: Report, reading: Reading) -> tuple[Piece, ...]:
    """Cut the passages around a quote into runs: the rest of its sentence first and last, marks inside."""
    text = reading.document.text
    around = [item for item in reading.passages if item.start < report.end and item.end > report.start]
    left = max([min([item.start for item in around], default=report.start), report.start - CONTEXT])
    right = min([max([item.end for item in around], default=report.end), report.end + CONTEXT])
    left, right = min(left, report.start), max(right, report.end)
    marks = {"trigger": report.trigger, "when": report.when_span}
    edges = {left, right, report.start, report.end}
    for span in marks.values():
        edges.update(edge for edge in span or () if report.start <= edge <= report.end)
    cuts = sorted(edges)
    pieces = []
    for start, end in pairwise(cuts):
        inside = report.start <= start and end <= report.end
        mark = "quote" if inside else ""
        for name, span in marks.items():
            if inside and span and span[0] <= start and end <= span[1]:
                mark = name
                break
        pieces.append(Piece(visible(" ".join(text[start:end].splitlines())), mark))
    return tuple(pieces)


def _say_number(quantity: Quantity) -> str:
    number = f"{quantity.value:,.10g}".replace(",", "\N{NARROW NO-BREAK SPACE}")
    return f"{quantity.hedge} {number}" if quantity.hedge else number


def _numbers(quotes: Sequence[QuoteCard]) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Group numbers by what they count; only what at least two reports number, side by side, never averaged."""
    found: dict[str, dict[tuple[str, str], None]] = {}
    for quote in quotes:
        for quantity in quote.report.quantities:
            entries = found.setdefault(quantity.unit, {})
            entries[(visible(_say_number(quantity)), quote.report.speaker or quote.source)] = None
    return tuple((unit, tuple(entries)) for unit, entries in sorted(found.items()) if len(entries) > 1)


def facet_counts(incidents: Iterable[Incident], query: Query) -> dict[str, dict[str, int]]:
    """Count by kind, status, source and place what choosing each would show, the other filters staying as they are.

    `incidents` are those that match the query without these four filters.
    """
    counts: dict[str, dict[str, int]] = {"kind": {}, "status": {}, "source": {}, "place": {}}
    for incident in incidents:
        has: dict[str, set[str]] = {
            "kind": {incident.kind},
            "status": {incident.status},
            "source": {report.document_id for report in incident.reports},
            "place": {name for item in incident.places for name in (item.place.id, *item.place.within)},
        }
        wanted: dict[str, tuple[str, ...]] = {
            "kind": query.kinds, "status": query.statuses, "source": query.sources, "place": query.places,
        }  # fmt: skip
        misses = {name for name, values in wanted.items() if values and not has[name].intersection(values)}
        for name, values in has.items():
            if misses <= {name}:
                for value in values:
                    counts[name][value] = counts[name].get(value, 0) + 1
    return counts


def place_names(incidents: Iterable[Incident]) -> dict[str, str]:
    """Return the name of every place of these incidents, as the first source names it."""
    names: dict[str, str] = {}
    for incident in incidents:
        for item in incident.places:
            names.setdefault(item.place.id, item.place.name)
    return dict(sorted(names.items(), key=lambda pair: pair[1].casefold()))
