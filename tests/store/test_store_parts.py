"""Merging only what hangs together with a change gives what merging everything gives, and decisions outlive both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapapp.errors import NotFound
from mapapp.model import Incident, Mark, Reading, Ruling
from mapapp.query import Query
from mapapp.reading.merging import Merging
from mapapp.store.writing import WritableStore, open_writable
from tests.reading.incident_world import read
from tests.reading.test_merging_gathering import MILL, NO_EVENT, OTHER_WORDS

PLACES = ("Ashford", "Brill", "Karsk")
DAYS = ("Monday", "Tuesday", "Wednesday")
TEXTS = [
    *(f"Rebels attacked the town of {place} on {day}." for place in PLACES for day in DAYS),
    *(f"On {day}, gunmen attacked {place}, police chief Hugo Marsh said." for place in PLACES for day in DAYS),
    *(f"Two soldiers were killed in {place}, Ada Quill of the Vale Front said." for place in PLACES),
    "Sudria on Thursday accused Norlandic troops of crossing the border near Ashford. Norland rejected the claims.",
    "Norlandic troops crossed the border near Ashford on Wednesday.",
    "Last week two soldiers were killed in clashes near Brill.",
    "The foreign minister visited Karsk on Monday.",
    MILL,
    OTHER_WORDS,
    NO_EVENT,
]
READINGS = [read(text, f"d{number}", associative=("Sudria", "Norland")) for number, text in enumerate(TEXTS)]
# the same ids, other texts
OTHERS = [read(text, f"d{number}", associative=("Sudria",)) for number, text in enumerate(reversed(TEXTS))]


class Narrow(Merging):
    """Nodes meet two others to each side only, so that every change moves who meets whom."""

    window = 2


def whole(readings: Sequence[Reading]) -> list[Incident]:
    merging = Narrow()
    nodes = {node.id: node for reading in readings for node in merging.nodes(reading)}
    return by_id(merging.incidents(nodes, merging.edges(nodes)))


def by_id(incidents: Sequence[Incident]) -> list[Incident]:
    return sorted(incidents, key=lambda incident: incident.id)


def kept(store: WritableStore) -> list[Incident]:
    return by_id(store.incidents(Query(statuses=())))


steps = st.lists(
    st.tuples(
        st.sampled_from(["add", "replace", "remove"]),
        st.lists(st.sampled_from(range(len(TEXTS))), min_size=1, max_size=4, unique=True),
    ),
    min_size=2,
    max_size=8,
)


@settings(max_examples=30, deadline=None)
@given(steps, st.integers(0, len(TEXTS)))
def test_changing_a_store_step_by_step_gives_what_merging_everything_gives(
    changes: list[tuple[str, list[int]]], first: int
) -> None:
    there = {number: READINGS[number] for number in range(first)}
    with TemporaryDirectory() as folder, open_writable(Path(folder) / "s.sqlite", Narrow) as store:
        store.add(there.values())
        for what, numbers in changes:
            if what == "remove":
                gone = [number for number in numbers if number in there]
                store.remove([f"d{number}" for number in gone])
                for number in gone:
                    del there[number]
            else:
                news = {number: (READINGS if what == "add" else OTHERS)[number] for number in numbers}
                for number, reading in news.items():
                    texts = {other.document.text for key, other in there.items() if key != number}
                    if reading.document.text not in texts:  # one report under two ids is kept once
                        store.put(reading)
                        there[number] = reading
                store.settle()
            assert kept(store) == whole(list(there.values()))


@pytest.fixture
def store(tmp_path: Path) -> WritableStore:
    opened = open_writable(tmp_path / "s.sqlite", Merging)
    opened.add(READINGS)
    return opened


def holding(store: WritableStore, *documents: str) -> Incident:
    found = [i for i in kept(store) if set(documents) <= {report.document_id for report in i.reports}]
    assert len(found) == 1, documents
    return found[0]


def ruling(verdict: str, one: Sequence[object], other: Sequence[object], at: str = "2030-06-01T00:00:00Z") -> Ruling:
    assert verdict in ("apart", "together")
    marks = [tuple(Mark.of(report) for report in side) for side in (one, other)]  # type: ignore[arg-type]
    return Ruling(f"{verdict}{at}", verdict, marks[0], marks[1], "ana", at, "the town has two markets")  # type: ignore[arg-type]


def told_by(incident: Incident, document: str) -> list[object]:
    return [report for report in incident.reports if report.document_id == document]


def test_reports_kept_apart_stay_apart_until_it_is_undone(store: WritableStore) -> None:
    before = kept(store)
    both = holding(store, "d0", "d9")
    rest = [report for report in both.reports if report.document_id != "d9"]
    store.decide(ruling("apart", told_by(both, "d9"), rest))
    apart = {document: holding(store, document).id for document in ("d0", "d9")}
    assert apart["d0"] != apart["d9"]
    assert both.id in apart.values()
    assert any("kept apart" in reason and "two markets" in reason for reason in holding(store, "d9").reasons)
    again = replace(READINGS[9], made_by="a later reader")
    store.add([again])  # reading anew changes nothing about it
    assert {document: holding(store, document).id for document in ("d0", "d9")} == apart
    (decided,) = store.rulings()
    store.undo(decided.id)
    assert [incident.id for incident in kept(store)] == [incident.id for incident in before]
    assert store.redirect(next(key for key in apart.values() if key != both.id)) == both.id


def test_incidents_put_together_stay_together_and_say_why(store: WritableStore) -> None:
    one, other = holding(store, "d0"), holding(store, "d4")
    store.decide(ruling("together", one.reports, other.reports))
    joined = holding(store, "d0", "d4")
    assert any(
        "put together by ana: the town has two markets" in words for j in joined.joined for words, _ in j.evidence
    )
    assert {store.incident(one.id).id, store.incident(other.id).id} == {joined.id}
    store.undo(store.rulings()[0].id)
    assert {holding(store, "d0").id, holding(store, "d4").id} == {one.id, other.id}


def test_of_two_decisions_on_the_same_reports_the_later_counts(store: WritableStore) -> None:
    one, other = holding(store, "d0"), holding(store, "d4")
    store.decide(ruling("together", one.reports, other.reports))
    store.decide(ruling("apart", one.reports, other.reports, "2030-06-02T00:00:00Z"))
    assert holding(store, "d0").id == one.id
    assert holding(store, "d4").id == other.id


def test_a_decision_nobody_made_cannot_be_undone(store: WritableStore) -> None:
    with pytest.raises(NotFound, match="mapapp store decisions"):
        store.undo("nothing")
