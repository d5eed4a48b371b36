"""`mapapp verify`: every quote stands where it is said to stand, in a text that is the one that was added."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from mapapp.model import Incident, Reading, Report, content_id
from mapapp.store import codec
from mapapp.store.rows import column, document_listed
from mapapp.store.selecting import days_of

T = TypeVar("T")
_BESIDE = ("title", "publisher", "language", "published", "basis", "problem")
_SHOWN = ("kind", "status", "first_day", "end_day", "title")


@dataclass(frozen=True, slots=True)
class Fault:
    """Something `verify` found wrong."""

    where: str  # "document x", "incident y, report 2"
    what: str


def prove(connection: sqlite3.Connection) -> tuple[int, list[Fault]]:
    """Return how many quotes were proved and what is wrong.

    Checked are the file itself (SQLite's own integrity check and foreign keys), each text against its hash, each
    place name, date and quote as the half-open range of code points of its text, each incident's reports, and that
    the titles, dates and digests kept beside them for lists are theirs.
    """
    faults = [Fault("file", str(line)) for (line,) in connection.execute("PRAGMA integrity_check") if line != "ok"]
    faults += [
        Fault("file", f"table {row[0]} points to nothing") for row in connection.execute("PRAGMA foreign_key_check")
    ]
    texts: dict[str, str] = {}
    proved = _documents(connection, texts, faults) + _incidents(connection, texts, faults)
    return proved, faults


def _documents(connection: sqlite3.Connection, texts: dict[str, str], faults: list[Fault]) -> int:
    """Check every document, note its text, and return how many quotes were looked at."""
    proved = 0
    sql = f"SELECT id, text, sha256, reading, given, digest, {', '.join(_BESIDE)} FROM document"  # noqa: S608 - ours
    for document_id, text, digest, body, given, kept, *beside in connection.execute(sql):
        where = f"document {document_id}"
        if hashlib.sha256(text).hexdigest() != digest:
            faults.append(Fault(where, "its text is not the one that was added: the hash differs"))
        if content_id(digest, _text(given), _text(body)) != kept:
            faults.append(Fault(where, "what was read of it is not what was stored: its digest differs"))
        texts[document_id] = text.decode("utf-8", "surrogatepass")
        reading = _loaded(body, Reading, where, faults)
        if reading is not None:
            proved += len(reading.reports)
            faults += _marks(where, reading, texts[document_id])
            faults += _quotes(where, reading.reports, texts)
            faults += _listed(where, dict(zip(_BESIDE, beside, strict=True)), document_listed(reading))
    return proved


def _incidents(connection: sqlite3.Connection, texts: Mapping[str, str], faults: list[Fault]) -> int:
    """Check every incident, and return how many quotes were looked at."""
    proved = 0
    sql = (
        "SELECT incident.id, body, digest, incident.kind, incident.status, incident.first_day, incident.end_day,"
        " incident_row.title FROM incident LEFT JOIN incident_row ON incident_row.incident = seq"
    )
    for incident_id, body, kept, *beside in connection.execute(sql):
        where = f"incident {incident_id}"
        if content_id(incident_id, _text(body)) != kept:
            faults.append(Fault(where, "it is not what was stored: its digest differs"))
        incident = _loaded(body, Incident, where, faults)
        if incident is not None:
            proved += len(incident.reports)
            faults += _quotes(where, incident.reports, texts)
            faults += _listed(where, dict(zip(_SHOWN, beside, strict=True)), _shown(incident))
    return proved


def _shown(incident: Incident) -> dict[str, object]:
    """Return what lists say of an incident."""
    first, end = days_of(incident.when) or (None, None)
    return dict(zip(_SHOWN, (incident.kind, incident.status, first, end, column(incident.title)), strict=True))


def _listed(where: str, beside: Mapping[str, object], wanted: Mapping[str, object]) -> Iterator[Fault]:
    for name, value in beside.items():
        if value != wanted[name]:
            yield Fault(where, f"lists say {name.replace('_', ' ')} {value!r}, it is {wanted[name]!r}")


def _text(data: bytes | str) -> str:
    return data if isinstance(data, str) else data.decode("utf-8", "replace")


def _loaded(body: object, cls: type[T], where: str, faults: list[Fault]) -> T | None:
    try:
        assert isinstance(body, bytes | str)
        return codec.loads(body.encode() if isinstance(body, str) else body, cls)
    except Exception as error:  # bytes that were changed by anybody may fail in any way
        faults.append(Fault(where, f"what is stored of it cannot be read: {error}"))
        return None


def _marks(where: str, reading: Reading, text: str) -> Iterator[Fault]:
    for mention in reading.mentions:
        if text[mention.start : mention.end] != mention.name:
            yield Fault(where, f"the place name {mention.name!r} does not stand at [{mention.start}, {mention.end})")
    for time in reading.times:
        if text[time.start : time.end] != time.text:
            yield Fault(where, f"the date {time.text!r} does not stand at [{time.start}, {time.end})")


def _quotes(where: str, reports: Iterable[Report], texts: Mapping[str, str]) -> Iterator[Fault]:
    for number, report in enumerate(reports, start=1):
        text = texts.get(report.document_id)
        if text is None:
            yield Fault(f"{where}, report {number}", f"its document {report.document_id!r} is not stored")
        elif text[report.start : report.end] != report.quote:
            at = f"[{report.start}, {report.end}) of {report.document_id}"
            yield Fault(f"{where}, report {number}", f"{report.quote!r} does not stand at {at}")
