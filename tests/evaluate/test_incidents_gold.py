"""Incidents of the five seeds against their gold, with the gold's own place names and dates given."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from mapapp.errors import NotFound
from mapapp.evaluate import incidents
from mapapp.evaluate.gold import Gold, GoldDocument, load
from mapapp.model import Mention, Place, Published, Reading, TimeExpression, When
from mapapp.reading import passages
from mapapp.reading.extracting import extract
from mapapp.reading.merging import merge

GOLD = Path(__file__).parent.parent / "golden" / "seeds-gold.json"
WITHIN = {
    "Sev Lake": ("Syunik Province", "Armenia"), "Syunik Province": ("Armenia",), "Gyumri": ("Armenia",),
    "Vardenis": ("Gegharkunik Province", "Armenia"), "Gegharkunik Province": ("Armenia",), "Yerevan": ("Armenia",),
    "Lachin District": ("Nagorno-Karabakh",), "Lachin corridor": ("Lachin District", "Nagorno-Karabakh"),
    "Kalbajar District": ("Nagorno-Karabakh",), "Baku": ("Azerbaijan",), "Moscow": ("Russia",),
    "Kremlin": ("Russia",),
}  # fmt: skip
DEMONYMS = {
    "armenian": "Armenia", "armenians": "Armenia", "azerbaijani": "Azerbaijan", "azerbaijanis": "Azerbaijan",
    "azeri": "Azerbaijan", "russian": "Russia", "french": "France",
}  # fmt: skip
SEATS = {"Baku": "Azerbaijan", "Moscow": "Russia", "Kremlin": "Russia", "Washington": "United States"}
SEASONS = {21: 3, 22: 6, 23: 9, 24: 12}


class GoldIndex:
    """The gold's places as a gazetteer."""

    fingerprint = "gold"

    def __init__(self, places: dict[str, Any]) -> None:
        self.places = {
            name: Place(
                name, name, row["kind"], row["lon"], row["lat"], row["tolerance_km"], within=WITHIN.get(name, ())
            )
            for name, row in places.items()
        }

    def candidates(self, name: str) -> tuple[Place, ...]:
        return tuple(place for place in self.places.values() if place.name == name)

    def has(self, name: str) -> bool:
        return name in self.places

    def scan(self, text: str) -> tuple[()]:
        return ()

    def place(self, place_id: str) -> Place:
        if place_id not in self.places:
            raise NotFound(place_id)
        return self.places[place_id]

    def names(self, place_id: str) -> tuple[tuple[str, str | None], ...]:
        return ((place_id, "en"),)

    def geometry(self, place_id: str) -> BaseGeometry | None:
        place = self.places[place_id]
        return None if place.lon is None or place.lat is None else Point(place.lon, place.lat).buffer(0.1)

    def demonym(self, word: str) -> tuple[str, ...]:
        found = DEMONYMS.get(word.casefold())
        return (found,) if found else ()

    def seat(self, place_id: str) -> tuple[str, ...]:
        return (SEATS[place_id],) if place_id in SEATS else ()

    def boundary(self, first_id: str, second_id: str) -> BaseGeometry | None:
        return None


def grounded(value: str) -> When | None:
    """The gold's EDTF value as an interval; None for durations."""
    if value.startswith("P"):
        return None
    first, _, last = value.partition("/")
    start, end = bounds(first)
    return When(value, start, bounds(last)[1] if last else end, "stated")


def bounds(value: str) -> tuple[dt.date, dt.date]:
    if re.fullmatch(r"\d{3}X", value):
        year = int(value[:3]) * 10
        return dt.date(year, 1, 1), dt.date(year + 10, 1, 1)
    parts = [int(part) for part in value.split("T", maxsplit=1)[0].split("-")]
    if len(parts) == 3:
        return dt.date(*parts), dt.date(*parts) + dt.timedelta(days=1)
    year = parts[0]
    if len(parts) == 1:
        return dt.date(year, 1, 1), dt.date(year + 1, 1, 1)
    month, length = (SEASONS[parts[1]], 3) if parts[1] > 20 else (parts[1], 1)
    after = month - 1 + length
    return dt.date(year, month, 1), dt.date(year + after // 12, after % 12 + 1, 1)


def read(gold: GoldDocument, index: GoldIndex) -> Reading:
    published = Published(gold.raw["published"], gold.raw["published_basis"])
    document = replace(gold.document, published=published)
    split = passages.split(document)
    mentions = tuple(
        Mention(
            name.start, name.end, name.name, "literal" if name.role == "either" else name.role, name.section,  # type: ignore[arg-type]
            index.place(str(name.place)), 0.9,
        )
        for name in gold.toponyms
    )  # fmt: skip
    times = tuple(
        TimeExpression(
            item["start"], item["end"], item["text"], "DURATION" if item["value"].startswith("P") else "DATE",
            item["value"], grounded(item["value"]),
        )
        for item in gold.raw["times"]
    )  # fmt: skip
    return Reading(document, split, mentions, times, extract(document, split, mentions, times, index))


@pytest.fixture(scope="module")
def gold() -> Gold:
    return load(GOLD)


@pytest.fixture(scope="module")
def readings(gold: Gold) -> list[Reading]:
    index = GoldIndex(dict(gold.places))
    return [read(document, index) for document in gold.documents]


@pytest.mark.parametrize(
    ("figure", "least"),
    [
        ("incidents found with place and date", 16 / 16),
        ("kind right", 1.0),
        ("status right", 1.0),
        ("passages under the right incident", 0.85),
        ("stance right", 0.95),
    ],
)
def test_the_five_seeds_are_read_well_enough(gold: Gold, readings: list[Reading], figure: str, least: float) -> None:
    result = incidents.score(gold, readings)
    assert result[figure] >= least, [f"{miss.kind}: {miss.text}" for miss in result.misses]


def test_no_incident_is_placed_by_an_associative_mention(gold: Gold, readings: list[Reading]) -> None:
    for reading in readings:
        told = {place.place.id for report in reading.reports for place in report.places}
        assert not told & {"Moscow", "Washington", "Kremlin"}
        visits = [r for r in reading.reports for place in r.places if place.place.id == "Baku"]
        assert {report.mode for report in visits} <= {"visit"}


def test_nothing_found_scores_nothing(gold: Gold, readings: list[Reading]) -> None:
    empty = [replace(reading, reports=()) for reading in readings]
    result = incidents.score(gold, empty)
    assert result["incidents found with place and date"] == 0
    assert sum(miss.kind == "incident" for miss in result.misses) == len(gold.incidents)


def test_one_incident_answers_at_most_one_of_the_gold(gold: Gold, readings: list[Reading]) -> None:
    longest = max((r for reading in readings for r in reading.reports), key=lambda r: r.end - r.start)
    only = [
        replace(reading, reports=(longest,) if reading.document.id == longest.document_id else ())
        for reading in readings
    ]
    result = incidents.score(gold, only)
    assert result["incidents found with place and date"] <= 1 / len(gold.incidents)


@pytest.mark.parametrize("numbers", [{250.0, 600.0}, {6000.0, 6500.0}])
def test_numbers_that_differ_stand_side_by_side_under_one_incident(
    readings: list[Reading], numbers: set[float]
) -> None:
    """The troops of May and of July, the lives the war cost: told by several, never averaged."""
    found = [{q.value for r in incident.reports for q in r.quantities} for incident in merge(readings)]
    assert any(numbers <= values for values in found)
