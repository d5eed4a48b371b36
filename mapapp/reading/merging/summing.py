"""An incident out of its reports: its date, places, extent, status, title and id."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

from mapapp.model import Extent, Incident, IncidentPlace, Published, Report, Status, When, content_id
from mapapp.reading.extracting.timing import BACKGROUND_DAYS, published_day
from mapapp.reading.merging.evidence import Told

FINENESS = ("exact", "near", "line", "area", "region", "country", "none")
MUTUAL = ("clash", "war", "talks", "meeting", "call", "agreement", "ceasefire")
NAMES = {
    "incursion": "Incursion", "seizure": "Seizure of ground", "war": "War", "clash": "Clash", "attack": "Attack",
    "bombing": "Bombing or shelling", "killing": "Killing", "abduction": "Abduction", "expulsion": "Expulsion",
    "withdrawal": "Withdrawal", "transfer": "Hand-over", "release": "Release", "surrender": "Surrender",
    "positions": "Troops take positions", "presence": "Troops present", "deployment": "Deployment",
    "peacekeeping": "Peacekeepers", "aid": "Aid", "appeal": "Appeal", "call": "Call", "talks": "Talks",
    "meeting": "Meeting", "visit": "Visit", "ceasefire": "Ceasefire", "agreement": "Agreement",
    "demonstration": "Protest", "riot": "Riot", "strike": "Strike", "sanction": "Sanction", "arrest": "Arrest",
    "restriction": "Restriction", "threat": "Threat", "rejection": "Rejection", "inquiry": "Inquiry",
    "support": "Declaration of support", "concession": "Concession", "cooperation": "Cooperation",
}  # fmt: skip


def incident_of(group: Sequence[Told], reasons: tuple[str, ...] = ()) -> Incident:
    """Return the incident a group of reports tells of."""
    reports = [item.report for item in group]
    first = min(group, key=lambda item: item.order)
    best = first.report
    when = _when(reports)
    places = _places(reports)
    extent = min((r.extent for r in reports if r.extent is not None), key=_finest, default=Extent(None, "none"))
    mode = Counter(report.mode for report in reports).most_common(1)[0][0]
    status = _status(group, when)
    return Incident(
        id=content_id(first.source, str(best.start), str(best.end), best.kind, str(best.trigger), best.stance),
        kind=best.kind,
        status=status,
        title=_title(mode or best.kind, places, reports, extent),
        when=when,
        places=places,
        extent=extent,
        reports=tuple(sorted(reports, key=lambda r: (r.document_id, r.start, r.end, r.stance))),
        mode=mode,
        reasons=reasons,
    )


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
    """Return the places told, finest and most often told first."""
    votes: Counter[str] = Counter()
    known: dict[str, IncidentPlace] = {}
    rank: dict[str, int] = {}
    for report in reports:
        for place in report.places:
            votes[place.place.id] += 1
            known.setdefault(place.place.id, place)
            wide = place.place.kind in ("country", "continent")
            rank[place.place.id] = min(rank.get(place.place.id, 99), 9 if wide else report.places.index(place))
    return tuple(known[key] for key in sorted(known, key=lambda key: (rank[key], -votes[key], key)))


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
    if (
        status == "reported"
        and when
        and when.end
        and long_ago
        and when.end < long_ago - timedelta(days=BACKGROUND_DAYS)
    ):
        return "historical"
    return status


def _title(mode: str, places: Sequence[IncidentPlace], reports: Sequence[Report], extent: Extent) -> str:
    """Return "Clash: Armenia and Azerbaijan, on the border of Armenia and Azerbaijan": who, then where."""
    who = Counter(
        name for report in reports for name in (*report.actors, *(report.targets if mode in MUTUAL else ()))
    )
    names = [name.title() for name, _ in sorted(who.items(), key=lambda pair: (-pair[1], pair[0]))[:2]]
    title = NAMES.get(mode, mode.capitalize())
    if names:
        title += ": " + " and ".join(sorted(names))
    return title + _where(places, extent)


def _where(places: Sequence[IncidentPlace], extent: Extent) -> str:
    countries = [each.place.name for each in places if each.place.kind == "country"]
    fine = [each for each in places if each.place.kind not in ("country", "continent")]
    if extent.precision == "line" and not fine and len(countries) > 1:
        return f", on the border of {countries[0]} and {countries[1]}"
    if not places:
        return ""
    at = {"exact": "in", "near": "near", "line": "along"}.get(extent.precision, "in")
    return f", {at} {(fine or list(places))[0].place.name}"
