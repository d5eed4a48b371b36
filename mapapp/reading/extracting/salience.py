"""Which of a story's incidents it is about: told most often, told first, with a place and a date of its own."""

from __future__ import annotations

from collections.abc import Iterable

from mapapp.model import Incident


def most_salient(incidents: Iterable[Incident]) -> tuple[Incident, ...]:
    """Return incidents with the one their reports tell of most, and first, in front."""
    return tuple(sorted(incidents, key=_rank))


def _rank(incident: Incident) -> tuple[int, int, str]:
    return -len(incident.reports), min(report.start for report in incident.reports), incident.id
