"""`mapapp verify`: every quote stands where it is said to stand, in a text that is the one that was added."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from mapapp.model import Incident, Reading, Report
from mapapp.store import codec


@dataclass(frozen=True, slots=True)
class Fault:
    """Something `verify` found wrong."""

    where: str  # "document x", "incident y, report 2"
    what: str


def prove(connection: sqlite3.Connection) -> tuple[int, list[Fault]]:
    """Return how many quotes were proved and what is wrong.

    Checked are the file itself (SQLite's own integrity check and foreign keys), each text against its hash, each
    report's quote as the half-open range of code points of its text, and each incident's reports.
    """
    faults = [Fault("file", str(line)) for (line,) in connection.execute("PRAGMA integrity_check") if line != "ok"]
    faults += [
        Fault("file", f"table {row[0]} points to nothing") for row in connection.execute("PRAGMA foreign_key_check")
    ]
    texts: dict[str, str] = {}
    proved = 0
    for document_id, text, digest, body in connection.execute("SELECT id, text, sha256, reading FROM document"):
        if hashlib.sha256(text).hexdigest() != digest:
            faults.append(
                Fault(f"document {document_id}", "its text is not the one that was added: the hash differs")
            )
        texts[document_id] = text.decode("utf-8", "surrogatepass")
        reading = codec.loads(body, Reading)
        for number, report in enumerate(reading.reports, start=1):
            proved += 1
            faults += _quote(f"document {document_id}, report {number}", report, texts)
        for mention in reading.mentions:
            if texts[document_id][mention.start : mention.end] != mention.name:
                faults.append(Fault(f"document {document_id}", f"{mention.name!r} does not stand at {mention.start}"))
    for incident_id, body in connection.execute("SELECT id, body FROM incident"):
        incident = codec.loads(body, Incident)
        for number, report in enumerate(incident.reports, start=1):
            proved += 1
            faults += _quote(f"incident {incident_id}, report {number}", report, texts)
    return proved, faults


def _quote(where: str, report: Report, texts: dict[str, str]) -> Iterator[Fault]:
    text = texts.get(report.document_id)
    if text is None:
        yield Fault(where, f"its document {report.document_id!r} is not stored")
    elif text[report.start : report.end] != report.quote:
        yield Fault(
            where, f"{report.quote!r} does not stand at [{report.start}, {report.end}) of {report.document_id}"
        )
