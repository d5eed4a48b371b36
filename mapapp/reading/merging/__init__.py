"""Incidents: reports of one document or many that tell of the same thing, put together with reasons.

The most telling reports (a place, a narrow date) are put together first, vaguer ones then join the incident they fit
best. Everything is done in an order that follows from the reports' content, so the order of the input does not
matter. Candidates are found through keys (family of events, fortnight, place or side), which keeps the work near
linear.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mapapp.model import Incident, Reading, content_id
from mapapp.reading.extracting.actors import folded
from mapapp.reading.merging.clustering import cluster
from mapapp.reading.merging.evidence import Origin, Told, sides_of_persons
from mapapp.reading.merging.summing import incident_of

__all__ = ["merge"]


def merge(readings: Sequence[Reading]) -> tuple[Incident, ...]:
    """Return the incidents of all the readings, oldest first; the order of `readings` changes nothing."""
    known = {
        folded(mention.place.name): mention.place.name
        for reading in readings
        for mention in reading.mentions
        if mention.place is not None
    }
    belongs = sides_of_persons((report for reading in readings for report in reading.reports), known)
    told = [
        Told.of(report, origin, known, belongs)
        for reading, origin in ((reading, Origin.of(reading)) for reading in readings if reading.reports)
        for report in reading.reports
    ]
    told.sort(key=lambda item: item.order)
    incidents = [incident_of(group.told, tuple(group.reasons), known, belongs) for group in cluster(told)]
    return _told_apart(sorted(incidents, key=_oldest_first))


def _told_apart(incidents: Sequence[Incident]) -> tuple[Incident, ...]:
    """Return incidents with ids of their own: one text published twice, months apart, tells of two under one id."""
    taken: dict[str, Incident] = {}
    for incident in incidents:
        own, number = incident.id, 0
        while own in taken:
            number += 1
            own = content_id(incident.id, incident.reports[0].document_id, str(number))
        taken[own] = incident if own == incident.id else replace(incident, id=own)
    return tuple(taken.values())


def _oldest_first(incident: Incident) -> tuple[str, str]:
    return (incident.when.value if incident.when else "~", incident.id)
