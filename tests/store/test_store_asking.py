"""A store answers a query with what a look at every single incident would answer, in one order."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
import shapely
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mapapp.model import Document, Extent, Incident, IncidentPlace, Place, Reading, Report, When
from mapapp.query import Query, parse, serialize
from mapapp.store.cells import MOST_CELLS, Box, boxes, cells, split
from mapapp.store.selecting import fold
from mapapp.store.writing import WritableStore, open_writable

FIRST = date(2021, 1, 1)
SHAPES = (
    None,
    "POINT (45.5 40.5)",
    "POINT (180 0)",
    "POINT (-180 -90)",
    "POINT (0 90)",
    "LINESTRING (44 39, 46 41)",
    "POLYGON ((45 39, 47 39, 45 41, 45 39))",
    "POLYGON ((0 0, 60 0, 60 50, 0 50, 0 0))",
    "MULTIPOLYGON (((178 -18, 180 -18, 180 -16, 178 -16, 178 -18)), ((-180 -18, -179 -18, -179 -16, -180 -18)))",
    "MULTIPOINT (45 40, 46 40)",
)  # fmt: skip
TEXTS = [
    "",
    "",
    "title",
    "quo3",
    "QUO",
    "susa",
    "ԳՅՈՒՄՐԻ",
    "nothing",
    "the 1",
    "itl",
    "le 1",
    '"he p"',
    "tit quo",
    "Գյ",
]
WHENS = (
    None,
    (0, 1),
    (30, 31),
    (0, 31),
    (-2000, 700),
    (None, 10),
    (15, None),
)


def when(days: tuple[int | None, int | None] | None) -> When | None:
    if days is None:
        return None
    start, end = (None if day is None else FIRST + timedelta(days=day) for day in days)
    return When("any", start, end, "stated")


def incidents() -> Iterator[Incident]:
    """Every shape at every time, in turns of kind, status, source and place."""
    number = 0
    for shape in SHAPES:
        for days in WHENS:
            number += 1
            document = f"d{number % 3}"
            stance = "disputes" if number % 5 == 1 else "asserts"
            report = Report(
                document, 0, 4, f"Quo{number % 7}", "assault", "reported", stance,
                actors=("armenia",) if number % 2 else (), targets=("un",) if number % 3 == 0 else (),
            )  # fmt: skip
            place = Place(
                f"gn:{number % 4}", "Գյումրի" if number % 2 else "Şuşa", "city", 45, 40, within=(f"iso:{number % 2}",)
            )
            geometry = shapely.from_wkt(shape) if shape else None
            yield Incident(
                f"i{number:02}", ("assault", "aid")[number % 2], ("reported", "planned", "negated")[number % 3],
                f"Title {number}", when(days), (IncidentPlace(place, "the place"),),
                Extent(geometry, "near" if shape else "none"), (report,),
            )  # fmt: skip


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> WritableStore:
    made = tuple(incidents())

    def all_at_once(readings: Sequence[Reading]) -> tuple[Incident, ...]:
        known = {reading.document.id for reading in readings}
        return made if known >= {"d0", "d1", "d2"} else ()

    opened = open_writable(tmp_path_factory.mktemp("asking") / "store.sqlite", all_at_once)
    opened.add([Reading(Document(f"d{number}", f"Text {number}")) for number in range(3)])
    return opened


def fits(query: Query, incident: Incident) -> bool:
    """What the query means, incident by incident."""
    return (
        (not query.kinds or incident.kind in query.kinds)
        and (not query.statuses or incident.status in query.statuses)
        and (not query.sources or any(report.document_id in query.sources for report in incident.reports))
        and (not query.places or any({p.place.id, *p.place.within} & set(query.places) for p in incident.places))
        and all(word in fold(_searched(incident)) for word in fold(query.text).split())
        and (not query.sides or any({*r.sides, *r.actors, *r.targets} & set(query.sides) for r in incident.reports))
        and (not query.precisions or incident.extent.precision in query.precisions)
        and query.contested in (None, any(report.stance == "disputes" for report in incident.reports))
        and _in_time(query, incident.when)
        and _in_space(query, incident)
    )


def _searched(incident: Incident) -> str:
    names = [name for place in incident.places for name in (place.name, place.place.name)]
    return "\n".join([incident.title, *names, *(report.quote for report in incident.reports)])


def _in_time(query: Query, found: When | None) -> bool:
    if query.start is None and query.end is None:
        return True
    if found is None:
        return not query.certain
    first, last = found.start or date.min, found.end - timedelta(days=1) if found.end else date.max
    low, high = query.start or date.min, query.end or date.max
    return low <= first and last <= high if query.certain else first <= high and low <= last


def _in_space(query: Query, incident: Incident) -> bool:
    geometry = incident.extent.geometry
    if query.bbox is None or geometry is None:
        return True
    return any(shapely.box(*part).intersects(geometry) for part in split(query.bbox))


degrees = st.integers(-180, 180) | st.floats(-180, 180).map(lambda value: round(value, 6))
latitudes = st.tuples(*[st.integers(-90, 90) | st.floats(-90, 90).map(lambda value: round(value, 6))] * 2).map(sorted)
near = st.sampled_from(
    [(45.0, 39.0, 46.0, 41.0), (179.0, -20.0, -179.5, 5.0), (46.5, 40.5, 47.0, 41.0), (-180.0, -90.0, 180.0, 90.0)]
)
bboxes = st.tuples(degrees, latitudes, degrees).map(
    lambda b: (float(b[0]), float(b[1][0]), float(b[2]), float(b[1][1]))
)
near_days = st.integers(-40, 60).map(lambda day: FIRST + timedelta(days=day))
ids = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=8)


@st.composite
def queries(draw: st.DrawFn, sources: st.SearchStrategy[str], places: st.SearchStrategy[str]) -> Query:
    start, end = draw(st.none() | near_days), draw(st.none() | near_days)
    if start and end and end < start:
        start, end = end, start
    several: Any = lambda values: st.lists(values, max_size=2, unique=True).map(tuple)  # noqa: E731
    return Query(
        draw(st.none() | near | bboxes), start, end, draw(st.booleans()),
        draw(several(st.sampled_from(["assault", "aid", "consult"]))),
        draw(several(st.sampled_from(["reported", "planned"]))) or ("reported",),
        draw(several(sources)), draw(several(places)),
        draw(st.sampled_from(TEXTS)),
        draw(several(st.sampled_from(["armenia", "un", "nobody"]))),
        draw(several(st.sampled_from(["near", "none", "exact"]))),
        draw(st.sampled_from([None, None, True, False])),
    )  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(queries(st.sampled_from(["d0", "d1", "nowhere"]), st.sampled_from(["gn:1", "iso:0", "nowhere"])))
@example(Query(bbox=(-180, -90, 180, 90), start=FIRST, end=FIRST, statuses=()))
@example(Query(bbox=(170, -30, -170, 30), statuses=()))
def test_an_answer_is_what_looking_at_each_would_give(store: WritableStore, query: Query) -> None:
    found = store.incidents(query)
    assert {item.id for item in found} == {item.id for item in incidents() if fits(query, item)}
    assert store.count(query) == len(found)


@given(queries(ids, ids))
def test_a_query_survives_the_address_and_back(query: Query) -> None:
    assert parse({name: [value] for name, value in serialize(query).items()}) == query


def test_answers_come_in_order_of_time_the_undated_last_and_page_by_page(store: WritableStore) -> None:
    found = store.incidents(Query(statuses=()))
    keys = [(item.when is None, (item.when.start or date.min) if item.when else date.max) for item in found]
    assert all(one <= other for one, other in pairwise(keys))
    paged = [item for at in range(0, 80, 7) for item in store.incidents(Query(statuses=()), limit=7, offset=at)]
    assert paged == found


def test_an_extent_lies_in_the_cells_it_touches() -> None:
    assert cells(Box(45.5, 40.5, 45.5, 40.5)) == [(40 + 90) * 360 + 45 + 180]
    assert len(cells(Box(44, 39, 46.5, 40.5))) == 6
    assert len(cells(Box(0, 0, 7.5, 7.5))) == MOST_CELLS
    assert cells(Box(0, 0, 60, 50)) == [-1]


def test_what_crosses_the_antimeridian_has_a_box_on_each_side() -> None:
    assert [box.west for box in boxes(shapely.from_wkt(SHAPES[8]))] == [-180, 178]
    assert len(boxes(shapely.from_wkt(SHAPES[9]))) == 1
    assert split((170, -10, -170, 10)) == [Box(170, -10, 180, 10), Box(-180, -10, -170, 10)]


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Şuşa", "susa"),
        ("ŠUŠI", "susi"),
        ("a\0b\u202e c", "a b c"),
        ("STRASSE Straße", "strasse strasse"),
        ("ﬁre", "fire"),
    ],
)
def test_text_is_searched_without_case_and_marks(written: str, folded: str) -> None:
    assert fold(written) == folded
