"""Reports put together into incidents: by place, date, sides and words, whatever the order."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapapp.model import Incident, Reading, When
from mapapp.reading.merging import merge
from tests.reading.incident_world import read

TEXTS = [
    "Rebels attacked the town of Ashford on Monday.",
    "On Monday, rebels attacked Ashford, police said.",
    "Rebels attacked the town of Ashford on Wednesday.",
    "Rebels attacked the town of Brill on Monday.",
    "Sudria on Thursday accused Norlandic troops of crossing the border near Ashford. Norland rejected the claims.",
    "Norlandic troops crossed the border near Ashford on Wednesday.",
    "Up to 600 Sudrian troops are stationed in Vale.",
    "Sudria failed to withdraw an estimated 250 troops from Vale on Friday.",
    "Last week two soldiers were killed in clashes near Brill.",
    "The foreign minister visited Karsk on Monday.",
]
READINGS = [read(text, f"d{number}", associative=("Sudria", "Norland")) for number, text in enumerate(TEXTS)]


def incidents(*numbers: int) -> tuple[Incident, ...]:
    return merge([READINGS[number] for number in numbers])


def test_the_same_place_day_and_kind_are_one_incident() -> None:
    (incident,) = incidents(0, 1)
    assert {report.document_id for report in incident.reports} == {"d0", "d1"}
    assert {"the same place", "the dates agree"} <= set(incident.reasons)


@pytest.mark.parametrize("other", [2, 3])
def test_a_look_alike_on_another_day_or_at_another_place_stays_apart(other: int) -> None:
    assert len(incidents(0, other)) == 2


def test_a_denial_stands_beside_the_claim() -> None:
    (incident,) = incidents(4, 5)
    assert sorted(report.stance for report in incident.reports) == ["asserts", "asserts", "disputes"]
    assert incident.when is not None
    assert incident.when.value == "2030-05-15"


def test_numbers_that_differ_stand_side_by_side() -> None:
    (incident,) = incidents(6, 7)
    assert sorted(q.value for report in incident.reports for q in report.quantities) == [250.0, 600.0]


def test_background_alone_makes_a_historical_incident() -> None:
    reading = read("Rebels attacked the town of Ashford on 2027-03-02.")
    (incident,) = merge([reading])
    assert incident.status == "historical"


def test_a_plan_and_the_deed_are_two_things() -> None:
    plan = read("Rebels will attack the town of Ashford on Sunday, the mayor said.", "plan")
    assert {incident.status for incident in merge([plan, READINGS[0]])} == {"planned", "reported"}


def test_a_title_is_made_from_facts() -> None:
    (incident,) = incidents(5)
    assert incident.title == "Incursion: Norland, near Ashford"


@settings(max_examples=15, deadline=None)
@given(st.permutations(range(len(READINGS))))
def test_the_order_of_documents_changes_nothing(order: list[int]) -> None:
    assert merge([READINGS[number] for number in order]) == merge(READINGS)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.sampled_from(range(len(READINGS))), min_size=1, max_size=8, unique=True))
def test_every_report_is_in_exactly_one_incident(chosen: list[int]) -> None:
    found = incidents(*chosen)
    told = [report for incident in found for report in incident.reports]
    given_ = [report for number in chosen for report in READINGS[number].reports]
    assert sorted(map(repr, told)) == sorted(map(repr, given_))
    assert len({incident.id for incident in found}) == len(found)


def test_a_further_document_keeps_the_ids_of_the_incidents_there_were() -> None:
    before = {incident.id for incident in merge(READINGS)}
    later = read("Rebels attacked the town of Ashford on Monday, a witness said.", "late", published="2030-05-18")
    assert before == {incident.id for incident in merge([*READINGS, later])}


def many(count: int) -> list[Reading]:
    """Readings of one report each, at as many spots and days as there are hundreds of them."""
    base = READINGS[0]
    (report,) = base.reports
    found = []
    for number in range(count):
        document = replace(base.document, id=f"m{number}", text=f"{base.document.text} {number}")
        (place,) = report.places
        spot = replace(place, place=replace(place.place, id=f"p{number % (count // 100)}"))
        found.append(
            replace(base, document=document, reports=(replace(report, document_id=f"m{number}", places=(spot,)),))
        )
    return found


def test_merging_takes_near_linear_time() -> None:
    small, large = many(1000), many(4000)
    start = time.process_time()
    merge(small)
    middle = time.process_time()
    merge(large)
    assert time.process_time() - middle < 12 * max(middle - start, 0.05)


def test_a_long_report_is_merged_in_near_linear_time() -> None:
    """What is the same for all reports of one document is worked out once, not once a report."""

    def long(count: int) -> list[Reading]:
        base = READINGS[0]
        (report,) = base.reports
        document = replace(base.document, text=base.document.text * count)
        size = len(base.document.text)
        reports = tuple(
            replace(report, start=report.start + n * size, end=report.end + n * size) for n in range(count)
        )
        return [replace(base, document=document, mentions=base.mentions * count, reports=reports)]

    small, large = long(300), long(1800)
    start = time.process_time()
    merge(small)
    middle = time.process_time()
    merge(large)
    assert time.process_time() - middle < 18 * max(middle - start, 0.05)


def test_one_text_published_twice_months_apart_gives_incidents_with_ids_of_their_own() -> None:
    base = READINGS[0]
    (report,) = base.reports
    twins = [base]
    for number, day in enumerate((date(2020, 5, 1), date(2019, 5, 1))):
        name, when = f"twin {number}", When(day.isoformat(), day, day + timedelta(days=1), "publication")
        told = replace(report, document_id=name, when=when)
        twins.append(replace(base, document=replace(base.document, id=name), reports=(told,)))
    found = merge(twins)
    assert len({incident.id for incident in found}) == len(found) == 3
    assert merge(twins[::-1]) == found
