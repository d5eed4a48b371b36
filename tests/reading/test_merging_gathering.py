"""Documents of one story tell of one main incident; look-alikes of another day or place stay apart."""

from __future__ import annotations

from datetime import date
from itertools import permutations
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapapp.model import Incident, Mark, Ruling, When
from mapapp.reading.merging import merge
from mapapp.reading.merging.gathering import WHY, contradict
from mapapp.reading.merging.linkage import linkage
from tests.reading.incident_world import read

MILL = (
    "Gunmen attacked the Harrow Mill in Ashford on Monday and killed 14 weavers, inspector Odile Varga said. "
    "The Harrow Mill belongs to Pavel Orlik, whose brother Anton Orlik was among the 14 weavers."
)
OTHER_WORDS = (
    "Gunmen killed 14 weavers of the Harrow Mill, its owner Pavel Orlik said. "
    "Inspector Odile Varga is looking for a former weaver, Orlik said. Anton Orlik was among the 14 weavers."
)
NO_EVENT = (
    "It was raining all week. Candles burn at the Harrow Mill for the fourteen weavers and for Anton Orlik. "
    "Pavel Orlik and inspector Odile Varga lit the first of them at the gate of the Harrow Mill."
)
GRANARY = (
    "Gunmen attacked the Easton Granary in Ashford on Tuesday and killed 3 carters, sergeant Ilse Brandt said. "
    "The Easton Granary belongs to Jonas Feld, whose sister Mila Feld was among the 3 carters."
)
TEXTS = {
    "mill": MILL, "other words": OTHER_WORDS, "no event": NO_EVENT, "granary": GRANARY,
    "elsewhere": MILL.replace("Ashford", "Karsk"), "next day": MILL.replace("Monday", "Tuesday"),
}  # fmt: skip
READINGS = {name: read(text, name) for name, text in TEXTS.items()}


def held(*names: str) -> list[set[str]]:
    """Return the documents of each incident, an incident that is within another's left out."""
    found = [{r.document_id for r in incident.reports} for incident in incidents(*names)]
    return sorted((one for one in found if not any(one < other for other in found)), key=sorted)


def incidents(*names: str) -> tuple[Incident, ...]:
    return merge([READINGS[name] for name in names])


@pytest.mark.parametrize(
    ("first", "end", "apart"),
    [
        (date(1990, 1, 1), date(2000, 1, 1), True),  # "in the 1990s"
        (date(2021, 5, 10), date(2021, 5, 17), True),  # "this week", of May
        (date(2021, 7, 22), date(2021, 7, 30), False),  # in the week before the report
        (date(2021, 7, 10), date(2021, 7, 17), False),  # a wide date may be wrong by some days
    ],
)
def test_dates_far_apart_part_two_incidents_of_one_story_however_wide(first: date, end: date, apart: bool) -> None:
    day = SimpleNamespace(when=When("2021-07-28", date(2021, 7, 28), date(2021, 7, 29), "publication"), first=[])
    other = SimpleNamespace(when=When("x", first, end, "inferred"), first=[])
    assert contradict(day, other) is apart  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("names", "wanted"),
    [
        (("mill", "other words"), [{"mill", "other words"}]),  # the second says neither when nor where
        (("mill", "other words", "no event"), [{"mill", "other words", "no event"}]),
        (("mill", "other words", "no event", "granary"), [{"granary"}, {"mill", "other words", "no event"}]),
        (("mill", "elsewhere"), [{"elsewhere"}, {"mill"}]),  # word for word, but for the place
        (("mill", "next day"), [{"mill"}, {"next day"}]),
        (("no event",), []),  # nobody says that anything happened
        (("no event", "granary"), [{"granary"}]),
    ],
)
def test_a_story_has_one_main_incident_and_look_alikes_stay_apart(
    names: tuple[str, ...], wanted: list[set[str]]
) -> None:
    assert held(*names) == wanted


def test_a_document_without_an_event_is_quoted_with_its_most_telling_sentence() -> None:
    (incident,) = [i for i in incidents("mill", "no event") if any(r.document_id == "no event" for r in i.reports)]
    (report,) = [report for report in incident.reports if report.document_id == "no event"]
    assert report.quote.startswith("Pavel Orlik and inspector Odile Varga")
    assert TEXTS["no event"][report.start : report.end] == report.quote
    assert (report.kind, report.reasons, report.trigger) == (incident.kind, (WHY,), None)


def test_joining_a_story_says_what_the_documents_share() -> None:
    (incident,) = [i for i in incidents("mill", "no event") if i.joined and len(i.sources) > 1]
    (joined,) = [joined for joined in incident.joined if joined.document_id == "no event"]
    ((words, points),) = joined.evidence
    assert words.startswith("both name ")
    assert joined.score == points > joined.needed


def test_what_somebody_keeps_apart_is_not_gathered() -> None:
    (incident,) = [i for i in incidents("mill", "no event") if len(i.sources) > 1]
    marks = {name: tuple(Mark.of(r) for r in incident.reports if r.document_id == name) for name in TEXTS}
    apart = Ruling("1", "apart", marks["mill"], marks["no event"], "ana", "2030-06-01", "a vigil is no attack")
    found = merge([READINGS["mill"], READINGS["no event"]], [apart])
    assert {report.document_id for one in found for report in one.reports} == {"mill"}


@settings(max_examples=20, deadline=None)
@given(st.permutations(sorted(TEXTS)))
def test_the_order_of_documents_changes_no_story(order: list[str]) -> None:
    assert incidents(*order) == incidents(*sorted(TEXTS))


def test_a_mean_decides_what_is_linked_whatever_the_order() -> None:
    odds = {("a", "b"): 3.0, ("b", "c"): 1.0, ("a", "c"): -2.5, ("c", "d"): 2.0, ("a", "d"): -3.0, ("b", "d"): -1.0}

    def alike(one: str, other: str) -> float:
        return odds[min(one, other), max(one, other)]

    wanted = [("a", "b"), ("c", "d")]
    for names in permutations("abcd"):
        near = [(one, other) for one, other in permutations(names, 2) if one < other and odds[one, other] > 0]
        assert [join.one + join.other for join in linkage(names, near, alike)] == wanted
