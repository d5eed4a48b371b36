"""Gold files: documents with what a careful reader finds in them.

Two layouts are read: incidents' gold (one JSON object with `places`, `documents`, `incidents`; a document without a
`text` is one of the seeds that ship) and JSON Lines, one document a line with `text`, `toponyms` and `times` where a
corpus has them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson

from mapapp import paths
from mapapp.errors import BadInput
from mapapp.model import Document, Published
from mapapp.sources import edtf


@dataclass(frozen=True, slots=True)
class GoldToponym:
    """A place name a reader marked."""

    start: int
    end: int
    name: str
    role: str | None = None  # a Role, "either" (not scored), or None where the corpus has no roles
    section: str | None = None
    lat: float | None = None  # degrees; None where no point is expected
    lon: float | None = None
    geonameid: int | None = None
    tolerance_km: float | None = None  # a point within it is right; None = the corpus gives none
    place: str | None = None  # key into Gold.places, where there is one


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """A document with its gold; `raw` is the whole record for tasks that need more of it."""

    document: Document
    toponyms: tuple[GoldToponym, ...] = ()
    raw: Mapping[str, Any] = field(default_factory=dict)
    group: str = ""  # the publisher, for folds; the document's id where none is known


@dataclass(frozen=True, slots=True)
class Gold:
    """A gold file."""

    name: str
    documents: tuple[GoldDocument, ...]
    places: Mapping[str, Any] = field(default_factory=dict)  # incidents' gold only
    incidents: tuple[Mapping[str, Any], ...] = ()  # incidents' gold only


def load(path: Path, limit: int | None = None) -> Gold:
    """Read a gold file, at most `limit` documents of it. Raises BadInput."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise BadInput(f"{path}: wanted a gold file; {error.strerror}") from error
    try:
        if path.suffix == ".jsonl":
            lines = [line for line in content.splitlines() if line.strip()]
            records = [orjson.loads(line) for line in lines[:limit]]
            return _from_lines(path.stem, records)
        record = orjson.loads(content)
        return _from_seeds(path.stem, record, limit)
    except (orjson.JSONDecodeError, KeyError, TypeError) as error:
        raise BadInput(f"{path}: wanted a gold file (JSON Lines or the seeds' gold); {error!r}") from error


def _from_lines(stem: str, records: list[dict[str, Any]]) -> Gold:
    documents = []
    for record in records:
        published = record.get("published") or record.get("dct") or (record.get("dateline") or {}).get("date")
        document = Document(
            id=str(record["doc_id"]),
            text=record["text"],
            title=record.get("title"),
            publisher=record.get("domain") or record.get("source"),
            published=_published(published),
            url=record.get("url"),
        )
        toponyms = tuple(_toponym(item, {}) for item in record.get("toponyms") or ())
        documents.append(GoldDocument(document, toponyms, record, record.get("domain") or document.id))
    name = records[0].get("corpus", stem) if records else stem
    return Gold(name, tuple(documents))


def _published(value: str | None) -> Published:
    """Return a corpus's date of publication; what is none (TimeML's "PRESENT_REF") leaves the document undated."""
    try:
        return Published(edtf.checked(value), "editor") if value else Published()
    except BadInput:
        return Published()


def _from_seeds(stem: str, record: dict[str, Any], limit: int | None) -> Gold:
    documents = []
    for item in record["documents"][:limit]:
        # of a document that brings its text, reading has to find out itself when it was published
        document = Document(id=item["id"], text=item["text"]) if "text" in item else _seed(stem, item)
        toponyms = tuple(_toponym(toponym, record["places"]) for toponym in item["toponyms"])
        documents.append(GoldDocument(document, toponyms, item, document.id))
    return Gold(stem, tuple(documents), record["places"], tuple(record["incidents"]))


def _seed(stem: str, item: Mapping[str, Any]) -> Document:
    """Return a seed, told its date of publication as sources.toml tells it: the gold's dates follow from it."""
    found = sorted(paths.SEEDS.glob(f"{item['id']}.*"))
    if not found:
        raise BadInput(f"{stem}: wanted the text of {item['id']} in {paths.SEEDS}, there is none")
    with found[0].open(encoding="utf-8", newline="") as file:
        text = file.read()
    return Document(id=item["id"], text=text, published=Published(item["published"], item["published_basis"]))


def _toponym(item: dict[str, Any], places: Mapping[str, Any]) -> GoldToponym:
    place = places.get(item.get("place", ""), {})
    number = item.get("geonameid")
    return GoldToponym(
        start=item["start"],
        end=item["end"],
        name=item["name"],
        role=item.get("role"),
        section=item.get("section"),
        lat=item.get("lat", place.get("lat")),
        lon=item.get("lon", place.get("lon")),
        geonameid=int(number) if number else None,
        tolerance_km=place.get("tolerance_km"),
        place=item.get("place"),
    )
