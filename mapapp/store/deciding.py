"""Decisions of persons on merging, made from what they point at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from mapapp.errors import BadInput, NotFound
from mapapp.model import Incident, Mark, Report, Ruling, Verdict, content_id


def split(incident: Incident, names: Iterable[str], why: str, by: str) -> Ruling:
    """Return the decision that some reports of an incident tell of another one.

    `names`: numbers of reports, counted from 1 in the incident's order, or ids of documents for all of theirs. Raises
    NotFound for other names, BadInput when none or all are chosen, or nobody says why.
    """
    chosen: dict[Report, None] = {}
    for name in names:
        found = [
            report
            for number, report in enumerate(incident.reports, start=1)
            if name in (str(number), report.document_id)
        ]
        if not found:
            raise NotFound(f"report {name!r}: wanted a number up to {len(incident.reports)} or a document's id")
        chosen.update(dict.fromkeys(found))
    rest = [report for report in incident.reports if report not in chosen]
    if not chosen or not rest:
        raise BadInput(
            f"split {incident.id}: wanted some of its {len(incident.reports)} reports, neither none nor all"
        )
    return _ruling("apart", list(chosen), rest, why, by)


def join(one: Incident, other: Incident, why: str, by: str) -> Ruling:
    """Return the decision that two incidents are one. Raises BadInput when they are, or nobody says why."""
    if one.id == other.id:
        raise BadInput(f"join {one.id} {other.id}: these are one incident already")
    return _ruling("together", one.reports, other.reports, why, by)


def _ruling(verdict: Verdict, one: Sequence[Report], other: Sequence[Report], why: str, by: str) -> Ruling:
    if not why.strip() or not by.strip():
        raise BadInput("a decision on merging: wanted a reason and who decides")
    at = datetime.now(UTC).isoformat(timespec="microseconds")
    first, second = tuple(map(Mark.of, one)), tuple(map(Mark.of, other))
    named = " ".join(f"{mark.document_id} {mark.start}" for mark in (*first, *second))
    return Ruling(content_id(verdict, named, at), verdict, first, second, by.strip(), at, why.strip())
