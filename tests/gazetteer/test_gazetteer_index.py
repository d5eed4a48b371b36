"""The index, on the tiny gazetteer: names to places, areas, text."""

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely.geometry import LineString, Point, box

from mapapp.errors import NotFound
from mapapp.gazetteer.index import Index


def ids(index: Index, name: str) -> list[str]:
    return [place.id for place in index.candidates(name)]


def found(index: Index, text: str) -> list[str]:
    return [text[match.start : match.end] for match in index.scan(text)]


def test_every_bearer_of_a_name_is_a_candidate_the_largest_first(tiny: Index) -> None:
    assert ids(tiny, "Twin") == ["gn:3", "gn:4", "gn:2"]
    assert ids(tiny, "Nowhere") == []


@pytest.mark.parametrize(
    "name", ["PORT EZE", "port-ézé", "the haven", "Haven", "Porteze", "Borteze", "Portes", "Al Mina"]
)
def test_a_place_is_found_by_any_of_its_names(tiny: Index, name: str) -> None:
    assert ids(tiny, name) == ["gn:1"]
    assert tiny.has(name)


@pytest.mark.parametrize("name", ["PEZ", "shhr ayzy"])
def test_airport_codes_and_machine_romanisations_are_no_names(tiny: Index, name: str) -> None:
    assert ids(tiny, name) == []
    assert not tiny.has(name)


@pytest.mark.parametrize("name", ["Saint Mary", "St. Mary", "ST MARY", "St.-Mary"])
def test_saint_is_written_in_any_way(tiny: Index, name: str) -> None:
    assert ids(tiny, name) == ["gn:5"]


def test_abbreviations_count_in_capitals_only(tiny: Index) -> None:
    assert ids(tiny, "UP") == ids(tiny, "U.P.") == ids(tiny, "PT") == ["t:abbr"]
    assert ids(tiny, "Up") == ids(tiny, "pt") == ids(tiny, "P.T.") == []
    assert not tiny.has("Up")
    assert found(tiny, "Up in the UP, PT.") == ["UP"]


def test_abbreviations_count_with_a_full_stop_behind(tiny: Index) -> None:
    assert ids(tiny, "Ports.") == ["t:abbr"]
    assert ids(tiny, "Un. P.") == ["t:abbr"]
    assert ids(tiny, "Ports") == []
    assert found(tiny, "at Up. Un. P.") == ["Up."]


def test_continents_have_the_point_and_names_of_geonames(tiny: Index) -> None:
    place = tiny.place("w:asia")
    assert (place.kind, place.lon, place.lat, place.country) == ("continent", 89.3, 29.8, None)
    assert tiny.names("w:asia") == (("Asia", "en"), ("Asie", "fr"))


def test_a_row_of_the_tables_mends_the_entry_of_the_same_id(tiny: Index) -> None:
    place = tiny.place("gn:1")
    assert (place.name, place.kind, place.radius_km) == ("Port Ézé", "town", 5)
    assert (place.lon, place.lat, place.population, place.geonameid) == (0.5, 1.5, 70_000, 1)
    assert dict(tiny.names("gn:1"))["Port-Ézé"] == "fr"
    assert tiny.names("gn:1")[0] == ("Port Ézé", None)


@pytest.mark.parametrize(
    ("place_id", "within", "country"),
    [
        ("gn:1", ("iso:WW-N", "iso:WW"), "WW"),
        ("gn:2", ("t:county", "iso:WW-S", "iso:WW"), "WW"),
        ("gn:3", ("iso:EE-S", "iso:EE"), "EE"),
        ("gn:6", ("iso:WW-N", "iso:WW"), "WW"),  # off the simplified shore
        ("gn:7", ("iso:WW-N", "iso:WW"), "WW"),  # a little beyond the simplified border
        ("iso:WW-N", ("iso:WW",), "WW"),
    ],
)
def test_a_place_lies_in_its_division_and_country(
    tiny: Index, place_id: str, within: tuple[str, ...], country: str
) -> None:
    place = tiny.place(place_id)
    assert (place.within, place.country, place.disputed) == (within, country, False)


def test_no_country_is_asserted_for_what_is_disputed(tiny: Index) -> None:
    for place_id in ("gn:5", "t:d"):
        place = tiny.place(place_id)
        assert place.disputed
        assert place.country is None
        assert not any(holder.startswith("iso:") for holder in place.within)
    assert tiny.place("gn:5").within == ("t:d",)


def test_a_country_is_the_union_of_its_divisions(tiny: Index) -> None:
    shape = tiny.geometry("iso:WW")
    assert shape is not None
    assert shape.equals(box(0, 0, 2, 2))
    place = tiny.place("iso:WW")
    assert (place.lon, place.lat, place.shape) == (1, 1, "polygon")
    assert place.radius_km == pytest.approx(125, abs=2)


def test_shapes_are_points_lines_areas_or_none(tiny: Index) -> None:
    assert tiny.geometry("gn:2") == Point(1.5, 0.5)
    assert tiny.geometry("t:ford") == LineString([(1, 1), (3, 1)])
    assert tiny.geometry("t:gone") is None
    assert tiny.geometry("t:upland") == tiny.geometry("iso:WW-N")
    shapes = {place_id: tiny.place(place_id).shape for place_id in ("gn:2", "t:ford", "t:moor", "t:gone")}
    assert shapes == {"gn:2": "point", "t:ford": "line", "t:moor": "polygon", "t:gone": "none"}


def test_neighbours_share_a_border_and_strangers_none(tiny: Index) -> None:
    border = tiny.boundary("iso:WW", "iso:EE")
    assert border is not None
    assert border.equals(LineString([(2, 0), (2, 2)]))
    assert tiny.boundary("iso:WW-S", "t:d") is None
    assert tiny.boundary("iso:WW-N", "iso:EE-S") is None  # they touch in a point
    assert tiny.boundary("gn:1", "iso:WW") is None


def test_areas_around_a_point_come_smallest_first(tiny: Index) -> None:
    assert tiny.containing(0.5, 0.5) == ("t:moor", "iso:WW-S", "iso:WW")
    assert tiny.containing(9, 9) == ()


def test_populated_places_near_a_point_come_nearest_first(tiny: Index) -> None:
    near = tiny.near(2.5, 0.6, 112)
    assert [place_id for place_id, _ in near] == ["gn:3", "gn:4", "gn:2", "gn:5"]
    assert near[0][1] == pytest.approx(11.1, abs=0.1)
    assert tiny.near(2.5, 0.6, 5) == ()


def test_demonyms_and_seats_fold_and_may_be_many(tiny: Index) -> None:
    assert tiny.demonym("WESTLANDER") == ("iso:WW",)
    assert tiny.demonym("twinnish") == ("gn:3", "gn:4")
    assert tiny.demonym("Martian") == ()
    assert tiny.seat("t:bank") == ("iso:WW",)
    assert tiny.seat("gn:1") == ()


@pytest.mark.parametrize("call", ["place", "names", "geometry"])
def test_an_unknown_id_is_not_found(tiny: Index, call: str) -> None:
    with pytest.raises(NotFound, match="gazetteer lookup"):
        getattr(tiny, call)("gn:404")
    assert "gn:404" not in tiny
    assert "gn:1" in tiny


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("From Port Eze to Twin, Eastland.", ["Port Eze", "Twin", "Eastland"]),
        ("PORT ÉZÉ AND SAINT MARY", ["PORT ÉZÉ", "SAINT MARY"]),
        ("Port-Eze's mayor left St. Mary’s", ["Port-Eze", "St. Mary"]),
        ("Port\nEze, Port\n\nEze", ["Port\nEze"]),
        ("a twin in the port eze", []),
        ("Twin-led talks, Twin/Westland", ["Twin", "Twin", "Westland"]),
        ("Port. Eze", []),
        ("The Hold, the Hold; the Bank and The Bank", ["The Hold", "Hold", "Bank", "Bank"]),
        ("Westnorth Port Eze", ["Westnorth", "Port Eze"]),
        ("Xa'ri, Xa’ri, Côte d’Or, Cote-d'Or", ["Xa'ri", "Xa’ri", "Côte d’Or", "Cote-d'Or"]),
        ("Twins Twinn aTwin Twin2", []),
        ("(Twin) “Twin” Twin", ["Twin", "Twin", "Twin"]),
        ("", []),
    ],
)
def test_a_text_is_scanned_for_the_longest_names(tiny: Index, text: str, names: list[str]) -> None:
    assert found(tiny, text) == names


def test_what_scan_finds_are_names_in_order_without_overlap(tiny: Index) -> None:
    text = "Port Eze Port Ézé St. Mary Twin the Ford Grey Moor U.P. " * 3
    matches = list(tiny.scan(text))
    assert all(tiny.has(text[match.start : match.end]) for match in matches)
    assert all(first.end <= second.start for first, second in pairwise(matches))
    assert len(matches) == 21


PIECES = [
    "Port",
    "Eze",
    "Ézé",
    "St",
    "St.",
    "Saint",
    "Mary",
    "MARY",
    "Twin",
    "the",
    "The",
    "Ford",
    "Old",
    "UP",
    "U",
    "P",
    "Up",
]
GAPS = [
    " ",
    "-",
    "'",
    "’s ",
    ". ",
    ".",
    ", ",
    "\n",
    "\n\n",
    "/",
    " & ",
    "\u00ad",
    "\u00a0",
    "–",
    "  ",
    "",
    "_",
    "(",
    "”",
]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(GAPS)), max_size=8))
def test_whatever_the_text_scan_finds_names_only_in_order(tiny: Index, parts: list[tuple[str, str]]) -> None:
    text = "".join(piece + gap for piece, gap in parts)
    matches = list(tiny.scan(text))
    assert [text[match.start : match.end] for match in matches if not tiny.has(text[match.start : match.end])] == []
    assert all(first.end <= second.start for first, second in pairwise(matches))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text())
def test_no_text_breaks_scan(tiny: Index, text: str) -> None:
    assert all(0 <= match.start < match.end <= len(text) for match in tiny.scan(text))
