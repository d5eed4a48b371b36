"""Incidents as one GeoJSON FeatureCollection, RFC 7946 to the letter."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import orjson
import shapely

from mapapp.model import Document, Incident
from mapapp.publish.geometry import bbox
from mapapp.publish.records import incident_record, published_record

MEDIA_TYPE = "application/geo+json"


def feature(incident: Incident) -> dict[str, Any]:
    """Return one Feature; its id is repeated in `properties`, unlocated incidents have `geometry: null`."""
    properties = incident_record(incident)
    shape: dict[str, Any] = {
        "type": "Feature",
        "id": incident.id,
        "geometry": properties["extent"],
        "properties": properties,
    }
    box = bbox([incident.extent.geometry]) if incident.extent.geometry is not None else None
    return {**shape, "bbox": box} if box else shape


def feature_collection(
    incidents: Iterable[Incident],
    documents: Iterable[Document] = (),
    about: Mapping[str, object] | None = None,
) -> dict[str, Any]:
    """Return a FeatureCollection.

    `sources` (what is known of each document, without its text) and `about` (say, the filters that were applied)
    stand beside the features as foreign members, which RFC 7946 section 6.1 allows.
    """
    chosen = list(incidents)
    box = bbox([incident.extent.geometry for incident in chosen if incident.extent.geometry is not None])
    return {
        "type": "FeatureCollection",
        **({"bbox": box} if box else {}),
        "features": [feature(incident) for incident in chosen],
        "sources": {document.id: source_record(document) for document in documents},
        **({"about": dict(about)} if about else {}),
    }


def stream(
    incidents: Iterable[Incident],
    documents: Callable[[list[str]], Iterable[Document]],
    about: Mapping[str, object],
) -> Iterator[bytes]:
    """Yield the same collection in pieces, for more incidents than memory should hold at once.

    `documents` is asked at the end for those the incidents were told of in, by id; `bbox` comes last as well.
    """
    boxes: set[tuple[float, float, float, float]] = set()  # many incidents share a spot
    names: set[str] = set()
    yield b'{"type":"FeatureCollection","about":' + orjson.dumps(dict(about)) + b',"features":['
    comma = b""
    for incident in incidents:
        geometry = incident.extent.geometry
        if geometry is not None and not geometry.is_empty:
            boxes.update(part.bounds for part in getattr(geometry, "geoms", (geometry,)))
        names.update(report.document_id for report in incident.reports)
        yield comma + orjson.dumps(feature(incident))
        comma = b","
    yield b'],"sources":{'
    comma = b""
    for document in documents(sorted(names)):
        yield comma + orjson.dumps(document.id) + b":" + orjson.dumps(source_record(document))
        comma = b","
    around = bbox([shapely.box(*box) for box in boxes])
    yield b'},"bbox":' + orjson.dumps(around) + b"}" if around else b"}}"


def source_record(document: Document) -> dict[str, Any]:
    """Return what is known of a document beside its text."""
    return {
        "title": document.title,
        "publisher": document.publisher,
        "language": document.language,
        "published": published_record(document.published),
        "sha256": document.sha256,
    }


def dumps(collection: Mapping[str, Any]) -> bytes:
    """Return the bytes of a GeoJSON document; the same incidents always give the same bytes."""
    return orjson.dumps(collection)
