"""Incidents as one GeoJSON FeatureCollection, RFC 7946 to the letter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import orjson

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
