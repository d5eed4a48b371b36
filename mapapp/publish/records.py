"""Readings and incidents as plain dictionaries: the contract for machines of `mapapp read` and /incidents.geojson.

Keys may be added, never renamed; docs/schema/ holds the JSON Schemas, a test validates real output against them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from mapapp.model import (
    Answered,
    Incident,
    IncidentPlace,
    Mention,
    Place,
    Published,
    Quantity,
    Reading,
    Report,
    TimeExpression,
)
from mapapp.publish.geometry import to_geojson
from mapapp.publish.ledger import ledger, ledger_record

Record = dict[str, Any]


def reading_record(reading: Reading, incidents: Iterable[Incident]) -> Record:
    """Return everything read out of one document; `incidents` are those made from this document alone."""
    document = reading.document
    return {
        "doc_id": document.id,
        "title": document.title,
        "publisher": document.publisher,
        "publisher_basis": document.publisher_basis,
        "language": document.language,
        "sha256": document.sha256,
        "published": published_record(document.published),
        "problem": reading.problem,
        "toponyms": [toponym_record(mention) for mention in reading.mentions],
        "times": [time_record(time) for time in reading.times],
        "incidents": [incident_record(incident) for incident in incidents],
        "made_by": reading.made_by,
    }


def published_record(published: Published) -> Record:
    """Return `value` (EDTF or None), `basis` (stated, inferred, editor or None), why, how surely, and what else."""
    return {
        "value": published.value,
        "basis": published.basis,
        "reason": published.reason,
        "confidence": published.confidence,
        "candidates": [
            {"value": candidate.value, "weight": candidate.weight, "evidence": list(candidate.evidence)}
            for candidate in published.candidates
        ],
    }


def toponym_record(mention: Mention) -> Record:
    """Return one place name with its span, role, section and the place it means, None where unresolved."""
    place = mention.place
    return {
        "start": mention.start,
        "end": mention.end,
        "name": mention.name,
        "role": mention.role,
        "section": mention.section,
        "place_id": place.id if place else None,
        "gazetteer_name": place.name if place else None,
        "geonameid": place.geonameid if place else None,
        **_lonlat(place),
        "kind": place.kind if place else None,
        "confidence": None if mention.confidence is None else round(mention.confidence, 4),
        "reason": mention.reason,
    }


def time_record(time: TimeExpression) -> Record:
    """Return one date expression: span, text, EDTF `value`, TIMEX3 `timex_value`."""
    return {
        "start": time.start,
        "end": time.end,
        "text": time.text,
        "type": time.type,
        "value": time.when.value if time.when else None,
        "timex_value": time.timex_value,
        "basis": time.when.basis if time.when else None,
        "reason": time.reason,
    }


def incident_record(incident: Incident) -> Record:
    """Return one incident with every report of it; `extent` is a GeoJSON geometry or None."""
    when = incident.when
    return {
        "id": incident.id,
        "title": incident.title,
        "kind": incident.kind,
        "mode": incident.mode,
        "when": when.value if when else None,
        "when_start": when.start.isoformat() if when and when.start else None,
        "when_end": when.end.isoformat() if when and when.end else None,
        "when_basis": when.basis if when else None,
        "status": incident.status,
        "contested": any(report.stance == "disputes" for report in incident.reports),
        "places": [place_record(place) for place in incident.places],
        "extent": to_geojson(incident.extent.geometry),
        "precision": incident.extent.precision,
        "error_km": incident.extent.error_km,
        "extent_reason": incident.extent.reason,
        "reasons": list(incident.reasons),
        "sources": [{"documents": list(each.documents), "reason": each.reason} for each in incident.sources],
        "independent_sources": len(incident.sources) or None,
        "reports": [report_record(report) for report in incident.reports],
        "ledger": ledger_record(ledger(incident, {})),
    }


def place_record(item: IncidentPlace) -> Record:
    """Return one place of an incident: the text's own name beside the gazetteer's."""
    place = item.place
    return {
        "place_id": place.id,
        "name": item.name,
        "gazetteer_name": place.name,
        **_lonlat(place),
        "kind": place.kind,
        "disputed": place.disputed,
    }


def report_record(report: Report) -> Record:
    """Return one report: whose word, where it stands, and which way it leans."""
    return {
        "doc_id": report.document_id,
        "start": report.start,
        "end": report.end,
        "quote": report.quote,
        "trigger": list(report.trigger) if report.trigger else None,
        "kind": report.kind,
        "status": report.status,
        "stance": report.stance,
        "speaker": report.speaker,
        "how": report.how,
        "manner": report.manner,
        "speaker_kind": report.speaker_kind,
        "sides": list(report.sides),
        "through": list(report.through),
        "answers": answered_record(report.answers) if report.answers else None,
        "when": report.when.value if report.when else None,
        "when_span": list(report.when_span) if report.when_span else None,
        "quantities": [quantity_record(quantity) for quantity in report.quantities],
        "reasons": list(report.reasons),
    }


def answered_record(answered: Answered) -> Record:
    """Return where the claim that a report answers stands."""
    return {"doc_id": answered.document_id, "start": answered.start, "end": answered.end}


def quantity_record(quantity: Quantity) -> Record:
    """Return one number with its unit and hedge."""
    return {
        "start": quantity.start,
        "end": quantity.end,
        "value": quantity.value,
        "unit": quantity.unit,
        "hedge": quantity.hedge,
    }


def _lonlat(place: Place | None) -> Record:
    """GeoJSON's limit of six decimals holds for points in properties too."""
    if place is None or place.lon is None or place.lat is None:
        return {"lat": None, "lon": None}
    return {"lat": round(place.lat, 6), "lon": round(place.lon, 6)}
