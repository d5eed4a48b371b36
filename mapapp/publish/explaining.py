"""Why an incident is what it is: every passage, rule, candidate and score behind it, traced to the readings.

Nothing is worked out anew: what reading and merging kept is looked up and put in order. `explain` makes the view,
`explanation_record` the plain data, `lines` the text of `mapapp explain`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from mapapp.model import Candidate, Incident, IncidentPlace, Mention, Reading, Report, TimeExpression
from mapapp.publish.ledger import Ledger, ledger, ledger_record

MOST_CANDIDATES = 8  # of a name; the rest is counted


@dataclass(frozen=True, slots=True)
class CandidateWhy:
    """A place a name can mean."""

    place_id: str
    name: str
    kind: str
    lon: float | None
    lat: float | None
    score: float  # 0..1, comparable within one name only
    reason: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class PlaceWhy:
    """How a place name was read: where it stands and which places it can mean, best first."""

    name: str  # as printed
    document_id: str
    start: int
    end: int
    role: str
    place_id: str | None
    confidence: float | None
    reason: str
    candidates: tuple[CandidateWhy, ...]
    further: int  # candidates not listed


@dataclass(frozen=True, slots=True)
class DateWhy:
    """How a report was dated."""

    value: str | None  # EDTF
    basis: str | None
    printed: str  # as the text has it; "" where it has none
    reason: str  # how the printed date became the value
    published: str | None
    published_basis: str | None
    published_reason: str


@dataclass(frozen=True, slots=True)
class ReportWhy:
    """How one report was read."""

    number: int
    document_id: str
    source: str
    start: int
    end: int
    quote: str
    trigger: str  # the words that tell of the event
    kind: str
    mode: str | None
    status: str
    stance: str
    speaker: str | None
    how: str
    manner: str
    speaker_kind: str | None
    through: tuple[str, ...]
    answers: tuple[int, ...]
    rules: tuple[str, ...]  # the rules that made it, in words, in the order they were applied
    extent: str  # why the words support this extent
    places: tuple[PlaceWhy, ...]
    date: DateWhy


@dataclass(frozen=True, slots=True)
class JoinedWhy:
    """Why a report was put under the incident."""

    number: int  # of the report
    score: float
    needed: float
    evidence: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything behind an incident."""

    id: str
    title: str
    kind: str
    mode: str | None
    status: str
    when: str | None
    precision: str
    error_km: float | None
    extent: str
    places: tuple[str, ...]
    reports: tuple[ReportWhy, ...]
    joined: tuple[JoinedWhy, ...]
    reasons: tuple[str, ...]
    ledger: Ledger
    made_by: tuple[str, ...]  # what read the documents


def explain(incident: Incident, readings: Mapping[str, Reading], names: Mapping[str, str]) -> Explanation:
    """Return everything behind an incident; `readings` and `names` are those of its documents, by id."""
    told = ledger(incident, names)
    answers = {
        (w.report.document_id, w.report.start, w.report.stance, w.report.speaker): w.answers
        for party in told.parties
        for w in party.words
    }
    bare = () if any(report.places for report in incident.reports) else incident.places
    reports = tuple(
        _report(
            number, replace(report, places=report.places or bare), readings[report.document_id], names,
            answers.get((report.document_id, report.start, report.stance, report.speaker), ()),
        )
        for number, report in enumerate(incident.reports, start=1)
    )  # fmt: skip
    numbers = {(r.document_id, r.start, r.end, r.trigger): n for n, r in enumerate(incident.reports, start=1)}
    joined = tuple(
        JoinedWhy(numbers.get((j.document_id, j.start, j.end, j.trigger), 0), j.score, j.needed, j.evidence)
        for j in incident.joined
    )
    return Explanation(
        id=incident.id,
        title=incident.title,
        kind=incident.kind,
        mode=incident.mode,
        status=incident.status,
        when=incident.when.value if incident.when else None,
        precision=incident.extent.precision,
        error_km=incident.extent.error_km,
        extent=incident.extent.reason,
        places=tuple(_place_name(place) for place in incident.places),
        reports=reports,
        joined=tuple(sorted(joined, key=lambda each: each.number)),
        reasons=incident.reasons,
        ledger=told,
        made_by=tuple(sorted({reading.made_by for reading in readings.values() if reading.made_by})),
    )


def _place_name(item: IncidentPlace) -> str:
    return item.name if item.name == item.place.name else f"{item.name} ({item.place.name})"


def _report(
    number: int, report: Report, reading: Reading, names: Mapping[str, str], answers: tuple[int, ...]
) -> ReportWhy:
    text = reading.document.text
    return ReportWhy(
        number=number,
        document_id=report.document_id,
        source=names.get(report.document_id, report.document_id),
        start=report.start,
        end=report.end,
        quote=report.quote,
        trigger=text[slice(*report.trigger)] if report.trigger else "",
        kind=report.kind,
        mode=report.mode,
        status=report.status,
        stance=report.stance,
        speaker=report.speaker,
        how=report.how,
        manner=report.manner,
        speaker_kind=report.speaker_kind,
        through=report.through,
        answers=answers,
        rules=report.reasons,
        extent=report.extent.reason if report.extent else "",
        places=tuple(_place(item, report, reading) for item in report.places),
        date=_date(report, reading),
    )


def _place(item: IncidentPlace, report: Report, reading: Reading) -> PlaceWhy:
    """Return how the name of a report's place was read, at the mention nearest to the report."""
    named = [mention for mention in reading.mentions if mention.place and mention.place.id == item.place.id]
    mention = min(named, key=lambda each: (_apart(each, report), each.start), default=None)
    if mention is None:
        return PlaceWhy(
            item.name,
            report.document_id,
            report.start,
            report.end,
            "",
            item.place.id,
            None,
            "named by no mention",
            (),
            0,
        )
    only = (Candidate(item.place, 1.0 if mention.confidence is None else mention.confidence),)
    candidates = tuple(
        CandidateWhy(
            place_id=each.place.id, name=each.place.name, kind=each.place.kind, lon=each.place.lon,
            lat=each.place.lat, score=round(each.score, 4), reason=each.reason, chosen=each.place.id == item.place.id,
        )
        for each in mention.alternatives or only
    )  # fmt: skip
    shown = candidates[:MOST_CANDIDATES]
    return PlaceWhy(
        mention.name, report.document_id, mention.start, mention.end, mention.role, item.place.id,
        mention.confidence, mention.reason, shown, len(candidates) - len(shown),
    )  # fmt: skip


def _apart(mention: Mention, report: Report) -> int:
    """Return how far a mention stands from a report's quote, 0 inside it."""
    return max(report.start - mention.end, mention.start - report.end, 0)


def _date(report: Report, reading: Reading) -> DateWhy:
    text, published = reading.document.text, reading.document.published
    span = report.when_span
    printed = " ".join(text[slice(*span)].split()) if span else ""
    expression = _expression(span, reading) if span else None
    return DateWhy(
        value=report.when.value if report.when else None,
        basis=report.when.basis if report.when else None,
        printed=printed,
        reason=expression.reason if expression else "",
        published=published.value,
        published_basis=published.basis,
        published_reason=published.reason,
    )


def _expression(span: tuple[int, int], reading: Reading) -> TimeExpression | None:
    return next((time for time in reading.times if time.start < span[1] and time.end > span[0]), None)


def explanation_record(why: Explanation) -> dict[str, Any]:
    """Return an explanation as plain data, for machines."""
    record = {name: value for name, value in asdict(why).items() if name != "ledger"}
    return {**record, "ledger": ledger_record(why.ledger)}


def lines(why: Explanation) -> Iterator[tuple[int, str]]:
    """Yield an explanation as text: (depth of indentation, line)."""
    when = why.when or "undated"
    yield 0, why.title
    yield 1, f"{why.id}: {why.kind}{f' ({why.mode})' if why.mode else ''}, {why.status}, {when}"
    yield 0, "Why here?"
    around = f", within about {max(why.error_km, 1):.0f} km" if why.error_km else ""
    yield 1, f"{', '.join(why.places) or 'no place is named'}: {why.precision}{around}; {why.extent or 'no reason'}"
    for places in names_of(why):
        yield from _place_lines(places)
    yield 0, "Why then?"
    for report in why.reports:
        yield 1, f"[{report.number}] {_date_line(report.date)}"
    yield 0, "Who says so?"
    yield from _ledger_lines(why.ledger)
    yield 0, "Which words, by which rules?"
    for report in why.reports:
        yield from _report_lines(report)
    yield 0, "Why one incident?"
    yield from _joined_lines(why)
    for made in why.made_by:
        yield 0, f"Read by {made}"


def names_of(why: Explanation) -> list[list[PlaceWhy]]:
    """Return the names behind an incident's places, each with every spot where it is read alike."""
    found: dict[tuple[str, str | None], dict[tuple[str, int], PlaceWhy]] = {}
    for report in why.reports:
        for place in report.places:
            spots = found.setdefault((place.name.casefold(), place.place_id), {})
            spots.setdefault((place.document_id, place.start), place)
    return [list(spots.values()) for spots in found.values()]


def _place_lines(places: list[PlaceWhy]) -> Iterator[tuple[int, str]]:
    place = places[0]
    sure = f", {place.confidence:.0%} sure" if place.confidence is not None else ""
    yield (
        1,
        f"“{place.name}” in {place.document_id} at {place.start} ({place.role}{sure}): {place.reason or 'no reason'}",
    )
    for each in place.candidates:
        where = f" at {each.lat:.3f}, {each.lon:.3f}" if each.lat is not None and each.lon is not None else ""
        mark = "chosen" if each.chosen else "not"
        yield (
            2,
            f"{each.score:.2f} {mark}: {each.name}, {each.kind}, {each.place_id}{where}; {each.reason}".rstrip("; "),
        )
    if place.further:
        yield 2, f"and {place.further} more"
    if len(places) > 1:
        yield 2, f"read alike at {', '.join(f'{each.document_id} {each.start}' for each in places[1:])}"


def _date_line(date: DateWhy) -> str:
    said = f"“{date.printed}”" if date.printed else "no date of its own"
    how = f" ({date.reason})" if date.reason else f" ({date.basis})" if date.basis else ""
    basis = f", {date.published_basis}" if date.published_basis else ""
    told = f"published {date.published or 'at an unknown date'}{basis}"
    because = f": {date.published_reason}" if date.published_reason else ""
    return f"{said}, that is {date.value or 'undated'}{how}; {told}{because}"


def _ledger_lines(told: Ledger) -> Iterator[tuple[int, str]]:
    for party in told.parties:
        voice = " in its own voice" if party.own_voice and party.kind == "outlet" else ""
        name = f"somebody not named, in {party.name}" if party.own_voice and party.kind == "unnamed" else party.name
        numbers = ", ".join(f"[{word.number}]" for word in party.words)
        answered = ", ".join(f"[{number}]" for number in party.answers)
        answer = f", in answer to {answered}" if answered else ""
        yield 1, f"{name}{voice} {party.stance}: {', '.join(party.manners)} {numbers}{answer}"
    for unit, figures in told.figures:
        given = "; ".join(f"{figure.said(f'{figure.value:g}')} ({', '.join(dict(figure.by))})" for figure in figures)
        yield 1, f"{unit}: {given}"


def _report_lines(report: ReportWhy) -> Iterator[tuple[int, str]]:
    yield 1, f"[{report.number}] {report.source}, {report.document_id}[{report.start}:{report.end}]"
    yield 2, f"“{' '.join(report.quote.split())}”"
    for rule in report.rules:
        yield 2, f"- {rule}"
    if report.extent:
        yield 2, f"- extent: {report.extent}"


def _joined_lines(why: Explanation) -> Iterator[tuple[int, str]]:
    if len(why.reports) == 1:
        yield 1, "one report tells of it"
    for each in why.joined:
        parts = "; ".join(f"{reason} {points:+.2f}" for reason, points in each.evidence)
        yield 1, f"[{each.number}] {each.score:.2f} where {each.needed:.2f} is needed: {parts or 'the first report'}"
    if not why.joined:
        for reason in why.reasons:
            yield 1, reason
