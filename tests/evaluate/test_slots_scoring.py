"""Scoring incidents against templates filled by hand."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from mapapp.evaluate import incidents
from mapapp.evaluate.gold import Gold, GoldDocument
from mapapp.evaluate.slots import answered, date_fits, keys_of, place_fits
from mapapp.model import Document, Extent, Incident, IncidentPlace, Place, Reading, Report, When


def template(*places: tuple[str, str, bool], day: str = "2030-05-13", **more: Any) -> dict[str, Any]:
    parts = [{"name": name, "kind": kind, "in_text": in_text} for name, kind, in_text in places]
    made = {
        "type": "ATTACK", "optional": False, "date_raw": day, "date_kind": "on", "date_start": day, "date_end": day,
        "date_alternatives": [], "location_raw": ": ".join(name for name, _, _ in places), "location_parts": parts,
        "location_alternatives": [],
    }  # fmt: skip
    return made | more


def incident(*names: str, day: dt.date | None = dt.date(2030, 5, 13), days: int = 1, number: int = 0) -> Incident:
    places = tuple(IncidentPlace(Place(name, name, "city", 0.0, 0.0), name.upper()) for name in names)
    when = When(str(day), day, day + dt.timedelta(days=days), "stated") if day else None
    report = Report("d", number, number + 4, "shot", "assault", "reported", "asserts", when=when, places=places)
    extent = Extent(None, "none")
    return Incident(f"i{number}", "assault", "reported", "", when, places, extent, (report,), "attack")


NORLAND = ("NORLAND", "COUNTRY", True)


@pytest.mark.parametrize(
    ("places", "ours", "fits"),
    [
        ([NORLAND, ("ASHFORD", "CITY", True)], ["Ashford"], True),
        ([NORLAND, ("ASHFORD", "CITY", True)], ["Brill", "Ashford"], True),
        ([NORLAND, ("ASHFORD", "CITY", True)], ["Brill", "Karsk", "Ashford"], False),  # two places are looked at
        ([NORLAND, ("ASHFORD", "CITY", True)], ["Norland"], False),
        ([NORLAND, ("ASHFORD", "CITY", False)], ["Norland"], True),  # the innermost that stands in the text
        ([NORLAND, ("ÁSHFORD", "CITY", True)], ["Ashford City"], True),
        ([NORLAND, ("ASHFORD", "DEPARTMENT", True)], ["Department of Ashford"], True),
        ([NORLAND], ["Norland City"], False),  # a city is not the country it is named after
        ([NORLAND, ("SAN JUAN", "CITY", True)], ["San José"], False),
    ],
)
def test_a_place_is_right_when_its_name_is(places: list[tuple[str, str, bool]], ours: list[str], fits: bool) -> None:
    (key,) = keys_of([template(*places)])
    assert place_fits(key, incident(*ours)) is fits


@pytest.mark.parametrize(
    ("day", "days", "fits"),
    [
        (dt.date(2030, 5, 13), 1, True),
        (dt.date(2030, 5, 1), 31, True),
        (dt.date(2030, 5, 1), 32, False),  # wider than a month
        (dt.date(2030, 5, 14), 1, False),
        (None, 1, False),
    ],
)
def test_a_date_is_right_when_it_overlaps_and_is_no_wider_than_a_month(
    day: dt.date | None, days: int, fits: bool
) -> None:
    (key,) = keys_of([template(NORLAND)])
    assert date_fits(key, incident("Norland", day=day, days=days)) is fits


def test_optional_keys_and_those_that_name_no_place_in_the_text_are_not_asked_for() -> None:
    nowhere = template(("NORLAND", "COUNTRY", False))
    assert keys_of([template(NORLAND, optional=True), nowhere]) == ()


def test_an_alternative_place_answers_as_well() -> None:
    other = [[{"name": "BRILL", "kind": "CITY", "in_text": True}]]
    (key,) = keys_of([template(NORLAND, ("ASHFORD", "CITY", True), location_alternatives=other)])
    assert place_fits(key, incident("Brill"))


def test_an_incident_answers_one_key_and_the_pairing_answers_as_many_as_can_be() -> None:
    keys = keys_of([template(("ASHFORD", "CITY", True)), template(("BRILL", "CITY", True))])
    both, one = incident("Ashford", "Brill"), incident("Ashford", number=5)
    assert {key: ours.id for key, (ours, _) in answered(keys, [both, one], 3).items()} == {0: "i5", 1: "i0"}
    assert len(answered(keys, [both], 3)) == 1
    assert len(answered(keys, [both, one], 1)) == 1


def test_a_gold_of_templates_is_scored_by_them() -> None:
    text = "Ashford"
    raw = {"templates": [template(("ASHFORD", "CITY", True))]}
    gold = Gold("small", (GoldDocument(Document("a", text), (), raw), GoldDocument(Document("b", text), (), raw)))
    when = When("2030-05-13", dt.date(2030, 5, 13), dt.date(2030, 5, 14), "stated")
    place = Place("t:ashford", "Ashford", "town", 10.5, 50.5)
    told = Report(
        "a", 0, 7, text, "assault", "reported", "asserts", when=when, places=(IncidentPlace(place, text),),
        extent=Extent(None, "none"), mode="attack",
    )  # fmt: skip
    result = incidents.score(
        gold, [Reading(gold.documents[0].document, reports=(told,)), Reading(gold.documents[1].document)]
    )
    assert result["place found"] == 0.5
    assert result["place and date, keys dated to the day"] == 0.5
    assert result["incidents per story with a key"] == 0.5
    assert [miss.document_id for miss in result.misses] == ["b"]
