"""A store of any number of made-up incidents, written through the store's own code in one transaction.

Incidents gather around towns over all continents as they do in the news: a few places have most of them, many share
one spot, some are known only by a province, a tenth have no place; most last a day, some a month or a year. Every
quote stands in a stored report. The same number gives the same store.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from shapely import Point, box

from mapapp.model import (
    KINDS,
    Document,
    Extent,
    Incident,
    IncidentPlace,
    Passage,
    Place,
    Published,
    Reading,
    Report,
    Status,
    When,
    content_id,
)
from mapapp.store.rows import document_row
from mapapp.store.writing import WritableStore, open_writable

SEED = 11
TOWNS, PROVINCES = 3000, 240  # at most; fewer for few incidents
FIRST_DAY, DAYS = date(2005, 1, 1), 7600
FREQUENT = {"assault": 18, "coerce": 9, "consult": 8, "protest": 7, "mobilize": 6, "accuse": 6}  # of the rest 3 each
KIND_WEIGHTS = [FREQUENT.get(kind, 3) for kind in KINDS]
PUBLISHERS = ("Daily Courier", "Morning Star", "Evening Post", "Border Times", "News Service", "Radio Four")
STATUSES: tuple[tuple[Status, ...], list[int]] = (("reported", "historical", "planned", "threatened"), [88, 6, 4, 2])


def _places(chance: random.Random, number: int) -> list[Place]:
    """Return made-up towns, each in a province."""
    provinces = max(4, min(PROVINCES, number // 20))
    found = []
    for index in range(max(20, min(TOWNS, number // 10))):
        home = index % provinces
        west, south = -165 + 30 * (home % 11), -50 + 11 * (home // 11 % 10)
        lon, lat = max(-175.0, chance.gauss(west, 4.0)), chance.gauss(south, 2.5)
        name = f"{chance.choice(('Old', 'New', 'Upper', 'Lower', 'Saint', 'Port'))} {_word(chance)}"
        found.append(Place(f"made:{index}", name, "town", lon, lat, 4.0, within=(f"made:province-{home}",)))
    return found


def _word(chance: random.Random) -> str:
    return "".join(
        chance.choice(("ka", "ri", "no", "vel", "dar", "mo", "shi", "ta", "len")) for _ in range(3)
    ).title()


def _extent(chance: random.Random, place: Place) -> Extent:
    lon, lat = place.lon or 0.0, place.lat or 0.0
    sort = chance.choices(("exact", "near", "area", "region", "none"), [45, 20, 15, 10, 10])[0]
    if sort == "exact":
        return Extent(Point(lon, lat), "exact", 4.0, f"in {place.name}")
    if sort == "near":
        spot = Point(lon + chance.gauss(0, 0.2), lat + chance.gauss(0, 0.2))
        return Extent(spot.buffer(0.08, quad_segs=4), "near", 8.0, f"near {place.name}")
    if sort == "area":
        return Extent(box(lon - 0.3, lat - 0.2, lon + 0.3, lat + 0.2), "area", 30.0, f"around {place.name}")
    if sort == "region":
        home = int(place.within[0].rpartition("-")[2])
        west, south = -165 + 30 * (home % 11), -50 + 11 * (home // 11 % 10)
        return Extent(box(west - 5, south - 3, west + 5, south + 3), "region", 300.0, "somewhere in the province")
    return Extent(None, "none", None, "no place named")


def _when(chance: random.Random) -> When | None:
    first = FIRST_DAY + timedelta(days=int(DAYS * chance.random() ** 0.6))
    length = chance.choices((0, 1, 7, 30, 365), [4, 78, 7, 9, 2])[0]
    if not length:
        return None
    end = first + timedelta(days=length)
    value = first.isoformat() if length == 1 else f"{first.isoformat()}/{(end - timedelta(days=1)).isoformat()}"
    return When(value, first, end, "stated")


def made(number: int) -> tuple[list[Reading], list[Incident]]:
    """Return so many incidents and the readings of the reports that tell of them."""
    chance = random.Random(SEED)  # noqa: S311 - made-up data
    places = _places(chance, number)
    lines = [[f"What happened that day, report {source}."] for source in range(max(3, number // 2))]
    told: list[list[tuple[int, int]]] = []  # of each incident: report, and line in it
    facts = []
    for index in range(number):
        place = places[int(len(places) * chance.random() ** 2)]
        kind = chance.choices(KINDS, KIND_WEIGHTS)[0]
        facts.append((place, kind, chance.choices(*STATUSES)[0], _extent(chance, place), _when(chance)))
        sources = chance.sample(range(len(lines)), chance.choices((1, 2, 3), [70, 20, 10])[0])
        told.append([(source, len(lines[source])) for source in sources])
        for source in sources:
            lines[source].append(f"Witnesses told of case {index}, a {kind} at {place.name}, police said.")
    readings = [_reading(chance, source, text) for source, text in enumerate(lines)]
    incidents = []
    for index, (place, kind, status, extent, when) in enumerate(facts):
        reports = []
        for source, line in told[index]:
            passage = readings[source].passages[line]
            quote = lines[source][line]
            stance = "disputes" if reports and chance.random() < 0.3 else "asserts"
            reports.append(
                Report(f"report-{source}", passage.start, passage.end, quote, kind, status, stance, "police", "said")  # type: ignore[arg-type]
            )
        named = (IncidentPlace(place, place.name),)
        title = f"{kind.title()} at {place.name}, case {index}"
        incidents.append(Incident(content_id(str(index)), kind, status, title, when, named, extent, tuple(reports)))
    return readings, incidents


def _reading(chance: random.Random, source: int, lines: Sequence[str]) -> Reading:
    passages, start = [], 0
    for number, line in enumerate(lines):
        passages.append(Passage(start, start + len(line), "body", number))
        start += len(line) + 1
    day = (FIRST_DAY + timedelta(days=int(DAYS * chance.random()))).isoformat()
    known = {"title": f"Report number {source}", "publisher": chance.choice(PUBLISHERS), "language": "en"}
    document = Document(f"report-{source}", "\n".join(lines), published=Published(day, "stated"), **known)  # type: ignore[arg-type]
    return Reading(document, tuple(passages), made_by="made")


def make_store(path: Path, number: int) -> Path:
    """Write a store of so many incidents and return its path."""
    readings, incidents = made(number)
    with open_writable(path, lambda readings: ()) as store:
        assert isinstance(store, WritableStore)
        with store._transaction():
            for reading in readings:
                row = document_row(reading, reading.document)
                columns, marks = ", ".join(row), ", ".join(f":{name}" for name in row)
                store.select(f"INSERT INTO document ({columns}) VALUES ({marks})", row)  # type: ignore[arg-type] # noqa: S608
                store._shift("documents", str(row["digest"]), 1)
            store._replace({}, incidents)
            store._set("merged", store._fact("documents"))
            store._set("dated", store._fact("documents"))
    return path
