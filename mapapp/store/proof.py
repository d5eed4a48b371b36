"""`mapapp verify`: every quote stands where it is said to stand, in a text that is the one that was added."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from mapapp.model import Incident, Reading, Report
from mapapp.store import codec

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Fault:
    """Something `verify` found wrong."""

    where: str  # "document x", "incident y, report 2"
    what: str


def prove(connection: sqlite3.Connection) -> tuple[int, list[Fault]]:
    """Return how many quotes were proved and what is wrong.

    Checked are the file itself (SQLite's own integrity check and foreign keys), each text against its hash, each
    place name, date and quote as the half-open range of code points of its text, and each incident's reports.
    """
    faults = [Fault("file", str(line)) for (line,) in connection.execute("PRAGMA integrity_check") if line != "ok"]
    faults += [
        Fault("file", f"table {row[0]} points to nothing") for row in connection.execute("PRAGMA foreign_key_check")
    ]
    texts: dict[str, str] = {}
    proved = 0
    for document_id, text, digest, body in connection.execute("SELECT id, text, sha256, reading FROM document"):
        where = f"document {document_id}"
        if hashlib.sha256(text).hexdigest() != digest:
            faults.append(Fault(where, "its text is not the one that was added: the hash differs"))
        texts[document_id] = text.decode("utf-8", "surrogatepass")
        reading = _loaded(body, Reading, where, faults)
        if reading is not None:
            proved += len(reading.reports)
            faults += _marks(where, reading, texts[document_id])
            faults += _quotes(where, reading.reports, texts)
    for incident_id, body in connection.execute("SELECT id, body FROM incident"):
        where = f"incident {incident_id}"
        incident = _loaded(body, Incident, where, faults)
        if incident is not None:
            proved += len(incident.reports)
            faults += _quotes(where, incident.reports, texts)
    return proved, faults


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
