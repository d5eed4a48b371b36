"""Which of a story's incidents it is about: violence first, placed by its own words, told most often, told first."""

from __future__ import annotations

from collections.abc import Iterable

from mapapp.model import Incident, Report

Rank = tuple[bool, bool, bool, int, int, str]
LOOSE = "no place of its own"  # how the reason of a place taken from around begins (settling.py)


def most_salient(incidents: Iterable[Incident]) -> tuple[Incident, ...]:
    """Return incidents with those in front that a story is about."""
    return tuple(sorted(incidents, key=_rank))


def _rank(incident: Incident) -> Rank:
    first = min(report.start for report in incident.reports)
    loose = all(is_loose(report) for report in incident.reports)
    return incident.kind != "assault", not incident.places, loose, -len(incident.reports), first, incident.id


def is_loose(report: Report) -> bool:
    """Tell whether a report has its place from around, not from its own words."""
    return any(reason.startswith(LOOSE) for reason in report.reasons)
