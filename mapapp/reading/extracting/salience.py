"""Which of a story's incidents it is about: violence placed by its own words, told often and early."""

from __future__ import annotations

import math
from collections.abc import Iterable

from mapapp.model import Incident, Report

LOOSE = "no place of its own"  # how the reason of a place taken from around begins (settling.py)
# points against an incident being what a story is about
UNPLACED, BACKGROUND, OTHER_KIND, GENERAL, TAKEN_FROM_AROUND = 2.75, 0.8, 0.9, 0.8, 0.3
TOLD_AGAIN = 0.45  # points for it, by the logarithm of how often it is told
LATE = 4000  # characters after which it first being told counts a whole point against it


def most_salient(incidents: Iterable[Incident]) -> tuple[Incident, ...]:
    """Return incidents with those in front that a story is about."""
    return tuple(sorted(incidents, key=lambda incident: (_points(incident), incident.id)))


def _points(incident: Incident) -> float:
    when = incident.when
    against = min(report.start for report in incident.reports) / LATE
    against += UNPLACED * (not incident.places)
    against += BACKGROUND * (when is None or when.start is None or when.end is None)
    against += OTHER_KIND * (incident.kind != "assault")
    against += GENERAL * (incident.mode in ("clash", "war"))
    against += TAKEN_FROM_AROUND * all(is_loose(report) for report in incident.reports)
    return against - TOLD_AGAIN * math.log(len(incident.reports))


def is_loose(report: Report) -> bool:
    """Tell whether a report has its place from around, not from its own words."""
    return any(reason.startswith(LOOSE) for reason in report.reasons)
