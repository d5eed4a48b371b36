"""Score incidents against the seeds' gold: found, dated, placed, and every passage told under the right one."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mapapp.evaluate import slots
from mapapp.evaluate.gold import Gold
from mapapp.evaluate.result import Miss, Result, Row, context_of, share
from mapapp.model import Incident, Place, Reading, Report
from mapapp.reading.merging import merge

TASK = "incidents"
CONVENTION = (
    "One of ours answers at most one of the gold's (best pairs first: place and date compatible, then passages "
    "told). "
    "Place: one of at most four lies within the gold place's tolerance; where the gold names a country or nothing on "
    "the map, no point or one inside it. Date: overlapping, and no wider than the gold's or 31 days. A report tells "
    "a passage when it covers half of it and reaches over at most one sentence more. `either` is not scored."
)
KINDS: Mapping[str, frozenset[str]] = {  # the seeds' plain words as our kinds
    "incursion": frozenset({"assault", "coerce"}),
    "troop movement": frozenset({"mobilize"}),
    "troop presence": frozenset({"mobilize", "assault"}),
    "withdrawal": frozenset({"retreat"}),
    "talks": frozenset({"consult"}),
    "visit": frozenset({"consult"}),
    "consultation": frozenset({"consult"}),
    "appeal": frozenset({"request"}),
    "appeal for military aid": frozenset({"request"}),
    "clash": frozenset({"assault"}),
    "war": frozenset({"assault"}),
    "territorial transfer": frozenset({"retreat", "concede"}),
    "peacekeeping": frozenset({"aid", "mobilize"}),
    "agreement": frozenset({"agree"}),
}
MOST_PLACES, MOST_DAYS = 4, 31
EARTH_KM = 6371.0


@dataclass(frozen=True, slots=True)
class _Pair:
    gold: Mapping[str, Any]
    ours: Incident
    told: dict[int, Report]  # number of the gold's report -> ours that tells it
    place: bool
    date: bool


def score(gold: Gold, readings: Sequence[Reading]) -> Result:
    """Return how well the incidents merged out of `readings` answer the gold's: incidents, or filled templates."""
    if slots.has_templates(gold):
        return slots.score(gold, readings)
    incidents = merge(readings)
    documents = {reading.document.id: reading for reading in readings}
    pairs = _assigned(gold, incidents, documents)
    right = [pair for pair in pairs if pair.place and pair.date]
    told = [(pair, number, report) for pair in pairs for number, report in pair.told.items()]
    stances = [(p.gold["reports"][n]["stance"], report.stance) for p, n, report in told]
    scored = [(wanted, got) for wanted, got in stances if wanted != "either"]
    states = [(pair.gold["status"], pair.ours.status) for pair in right if pair.gold["status"] != "either"]
    passages = sum(len(each["reports"]) for each in gold.incidents)
    drawn = [each for each in incidents if each.status == "reported" and each.extent.geometry is not None]
    matched = {pair.ours.id for pair in pairs}
    rows = (
        share("incidents found with place and date", len(right), len(gold.incidents)),
        share("kind right", sum(pair.ours.kind in _kinds(pair.gold["kind"]) for pair in right), len(right)),
        share("status right", sum(wanted == got for wanted, got in states), len(states)),
        share("passages under the right incident", len(told), passages),
        share("stance right", sum(wanted == got for wanted, got in scored), len(scored)),
        Row("incidents in all", len(incidents)),
        Row("drawn", len(drawn)),
        Row("drawn beyond the gold", sum(each.id not in matched for each in drawn)),
    )
    return Result(TASK, CONVENTION, rows, tuple(_misses(gold, pairs, documents)))


def _kinds(wanted: str) -> frozenset[str]:
    """Return our kinds that answer the gold's: one of its plain words, or kinds with "|" between them."""
    return KINDS.get(wanted) or frozenset(wanted.split("|"))


def _assigned(gold: Gold, incidents: Sequence[Incident], documents: Mapping[str, Reading]) -> list[_Pair]:
    """Pair the gold's incidents with ours, one to one, best pairs first."""
    candidates = []
    for number, wanted in enumerate(gold.incidents):
        for incident in incidents:
            told = _told(wanted, incident, documents)
            if not told:
                continue
            place, date = _place_fits(wanted["place"], incident, gold.places), _date_fits(wanted["date"], incident)
            kind = incident.kind in _kinds(wanted["kind"])
            rank = (-(place and date), -kind, -len(told), -(place + date), number, incident.id)
            candidates.append((rank, number, _Pair(wanted, incident, told, place, date)))
    chosen: dict[int, _Pair] = {}
    taken: set[str] = set()
    for _, number, pair in sorted(candidates, key=lambda each: each[0]):
        if number not in chosen and pair.ours.id not in taken:
            chosen[number] = pair
            taken.add(pair.ours.id)
    return [chosen[number] for number in sorted(chosen)]


def _told(wanted: Mapping[str, Any], incident: Incident, documents: Mapping[str, Reading]) -> dict[int, Report]:
    found = {}
    for number, passage in enumerate(wanted["reports"]):
        fits = [
            r for r in incident.reports if r.document_id == passage["document"] and _covers(r, passage, documents)
        ]
        if fits:
            stance = passage["stance"]
            found[number] = min(fits, key=lambda r: (r.end - r.start, r.stance != stance, r.trigger or (0, 0)))
    return found


def _covers(report: Report, passage: Mapping[str, Any], documents: Mapping[str, Reading]) -> bool:
    start, end = passage["start"], passage["end"]
    if 2 * (min(report.end, end) - max(report.start, start)) < end - start:
        return False
    sentences = documents[report.document_id].passages
    own = sum(p.start < end and p.end > start for p in sentences)
    ours = sum(p.start < report.end and p.end > report.start for p in sentences)
    return bool(ours <= own + 1)


def _place_fits(wanted: str, incident: Incident, places: Mapping[str, Any]) -> bool:
    ours = [each.place for each in incident.places[:MOST_PLACES]]
    pointed = [place for place in ours if place.lat is not None and place.kind not in ("country", "continent")]
    for name in wanted.split(";"):
        row = places.get(re.sub(r"\s*\(.*", "", name).strip())
        if row is None or row["lat"] is None:
            return True
        if row["kind"] == "country":
            if not pointed or any(_km(place, row) <= row["tolerance_km"] for place in pointed):
                return True
        elif any(place.lat is not None and _km(place, row) <= row["tolerance_km"] for place in ours):
            return True
    return False


def _km(place: Place, row: Mapping[str, float]) -> float:
    """Return the great-circle distance in kilometres."""
    assert place.lat is not None
    assert place.lon is not None
    one, other = math.radians(place.lat), math.radians(row["lat"])
    across = math.radians(place.lon - row["lon"])
    half = math.sin((one - other) / 2) ** 2 + math.cos(one) * math.cos(other) * math.sin(across / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(half))


def _date_fits(wanted: str, incident: Incident) -> bool:
    if incident.when is None:
        return False
    start, end = _interval(wanted)
    ours_start, ours_end = incident.when.start or dt.date.min, incident.when.end or dt.date.max
    if ours_start >= end or start >= ours_end:
        return False
    return (ours_end - ours_start).days <= max((end - start).days, MOST_DAYS)


def _interval(value: str) -> tuple[dt.date, dt.date]:
    """Return the gold's EDTF (a day, month or year, or two of them with "/") as [start, end)."""
    first, _, last = value.partition("/")
    start, end = _single(first)
    if last == "..":
        return start, dt.date.max
    return start, _single(last)[1] if last else end


def _single(value: str) -> tuple[dt.date, dt.date]:
    parts = [int(part) for part in value.split("-")]
    if len(parts) == 3:
        day = dt.date(*parts)
        return day, day + dt.timedelta(days=1)
    if len(parts) == 2:
        year, month = parts
        return dt.date(year, month, 1), dt.date(year + month // 12, month % 12 + 1, 1)
    return dt.date(parts[0], 1, 1), dt.date(parts[0] + 1, 1, 1)


def _misses(gold: Gold, pairs: Sequence[_Pair], documents: Mapping[str, Reading]) -> list[Miss]:
    found = []
    paired = {pair.gold["id"]: pair for pair in pairs}
    for wanted in gold.incidents:
        pair = paired.get(wanted["id"])
        expected = f"{wanted['id']}: {wanted['place']}, {wanted['date']}"
        got = "nothing"
        if pair is not None:
            when = pair.ours.when.value if pair.ours.when else "no date"
            got = f"{pair.ours.title}, {when}"
        if pair is None or not (pair.place and pair.date):
            first = wanted["reports"][0]
            found.append(_miss(documents, first, "incident", expected, got))
        for number, passage in enumerate(wanted["reports"]):
            if pair is None or number not in pair.told:
                found.append(_miss(documents, passage, "passage", expected, got))
            elif passage["stance"] not in ("either", pair.told[number].stance):
                found.append(_miss(documents, passage, "stance", passage["stance"], pair.told[number].stance))
    return found


def _miss(documents: Mapping[str, Reading], passage: Mapping[str, Any], kind: str, expected: str, got: str) -> Miss:
    text = documents[passage["document"]].document.text
    start, end = passage["start"], passage["end"]
    return Miss(
        passage["document"], start, end, kind, text[start:end], context_of(text, start, end, 0), expected, got
    )
