"""An incident out of its reports: its date, places, extent, status, title and id."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from mapapp import headlines
from mapapp.model import Extent, Incident, IncidentPlace, Published, Report, Status, When, content_id
from mapapp.reading.extracting.stretches import published_day, shifted
from mapapp.reading.extracting.timing import BACKGROUND_DAYS
from mapapp.reading.merging.copies import sources_of
from mapapp.reading.merging.decisions import Rulings
from mapapp.reading.merging.groups import Group
from mapapp.reading.merging.titles import headline_of, place_name
from mapapp.reading.merging.told import Told, sides_of_persons

FINENESS = ("exact", "near", "line", "area", "region", "country", "none")


def incident_of(together: Group, rulings: Rulings) -> Incident:
    """Return the incident a group of reports tells of."""
    group = sorted(together.told, key=lambda item: item.order)
    reports = [item.report for item in group]
    first = group[0]
    best = first.report
    sides = {key: name for origin in together.origins.values() for key, name in origin.known.items()}
    belongs = sides_of_persons(reports, sides)
    when = _when(reports)
    places = _places(reports)
    extent = min((r.extent for r in reports if r.extent is not None), key=_finest, default=Extent(None, "none"))
    mode = Counter(report.mode for report in reports).most_common(1)[0][0]
    status = _status(group, when)
    what = "demand" if (best.kind, mode) == ("request", "call") else mode or best.kind  # not one by telephone
    headline = headline_of(what, places, reports, extent, sides, belongs)
    return Incident(
        id=content_id(first.source, str(best.start), str(best.end), best.kind, str(best.trigger), best.stance),
        kind=best.kind,
        status=status,
        title=headlines.say(headline),
        when=when,
        places=places,
        extent=extent,
        reports=tuple(item.report for item in sorted(group, key=lambda item: _telling(item, when, places))),
        mode=mode,
        reasons=(*together.reasons, *(rulings.reasons(group) if rulings else ())),
        joined=tuple(together.joined),
        sources=sources_of(group, together.origins),
        headline=headline,
    )


def _telling(item: Told, when: When | None, places: Sequence[IncidentPlace]) -> tuple[object, ...]:
    """Order reports: first those that put the marker there, by their own words for place and date; then by date."""
    report = item.report
    own_place = bool(places) and any(
        each.place.id == places[0].place.id and each.name in report.quote for each in report.places
    )
    own_date = report.when_span is not None and report.when == when
    return (
        2 - own_place - own_date, not own_place, report.stance != "asserts", item.published or "~",
        report.document_id, report.start, report.end, report.trigger or (0, 0), report.stance,
    )  # fmt: skip


def _finest(extent: Extent) -> int:
    return FINENESS.index(extent.precision)


def _when(reports: Sequence[Report]) -> When | None:
    """Return the narrowest date told, one in the text before an inferred one."""
    dates = [report.when for report in reports if report.when is not None]
    return min(
        dates,
        key=lambda when: (
            when.days is None,
            when.days or 0,
            when.start is None,
            when.basis == "inferred",
            when.value,
        ),
        default=None,
    )


def _places(reports: Sequence[Report]) -> tuple[IncidentPlace, ...]:
    """Return the places told, finest and most often told first, each by the name most reports use.

    A place that is only guessed from what is told around counts where no report of the incident has another.
    """
    votes: Counter[str] = Counter()
    names: dict[str, Counter[str]] = {}
    known: dict[str, IncidentPlace] = {}
    rank: dict[str, int] = {}
    told = [report for report in reports if report.places and not _is_guessed(report)]
    for report in told or reports:
        for place in report.places:
            votes[place.place.id] += 1
            names.setdefault(place.place.id, Counter())[place.name] += 1
            known.setdefault(place.place.id, place)
            wide = place.place.kind in ("country", "continent")
            rank[place.place.id] = min(rank.get(place.place.id, 99), 9 if wide else report.places.index(place))
    ordered = sorted(known, key=lambda key: (rank[key], -votes[key], key))
    return tuple(replace(known[key], name=place_name(known[key], names[key])) for key in ordered)


def _is_guessed(report: Report) -> bool:
    """Tell whether a report is listed under places that it neither names nor is drawn at."""
    drawn = report.extent is not None and report.extent.precision != "none"
    return not drawn and bool(report.places) and report.places[0].name not in report.quote


def _status(group: Sequence[Told], when: When | None) -> Status:
    """Return the surest status told; what lay far back when the first report came is history."""
    order: tuple[Status, ...] = ("reported", "historical", "planned", "threatened", "hypothetical", "negated")
    dated = [item for item in group if item.report.when is not None and item.report.when.start is not None]
    status = min((item.report.status for item in dated or group), key=order.index)
    days = [
        day
        for item in group
        if (day := published_day(Published(item.published or None, "stated" if item.published else None)))
    ]
    long_ago = min(days, default=None)
    if status == "reported" and when and when.end and long_ago and when.end < shifted(long_ago, -BACKGROUND_DAYS):
        return "historical"
    return status
