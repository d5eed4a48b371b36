"""The layer people download is RFC 7946 to the letter."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import LinearRing, Point, box, shape

from mapapp.model import STATUSES, Published, PublishedCandidate
from mapapp.publish import geojson
from mapapp.publish.geometry import bbox, to_geojson
from mapapp.publish.records import published_record
from tests.publish.samples import DOCUMENT, GRID, HOSTILE, TEXT, incident, report


def layer(*shapes: str) -> dict[str, Any]:
    made = geojson.feature_collection([incident(name) for name in shapes], [DOCUMENT])
    loaded: dict[str, Any] = json.loads(geojson.dumps(made))
    return loaded


def test_every_feature_has_its_id_twice_and_its_properties_apart() -> None:
    for feature in layer("point", "square", "none")["features"]:
        assert feature["id"] == feature["properties"]["id"]
        assert set(feature) <= {"type", "id", "geometry", "properties", "bbox"}


def test_an_unlocated_incident_has_a_null_geometry_and_no_bbox() -> None:
    (feature,) = layer("none")["features"]
    assert feature["geometry"] is None
    assert "bbox" not in feature


def test_a_layer_has_no_crs_member() -> None:
    assert "crs" not in layer("point")


@pytest.mark.parametrize("name", ["square", "clockwise"])
def test_outer_rings_follow_the_right_hand_rule(name: str) -> None:
    (feature,) = layer(name)["features"]
    assert LinearRing(feature["geometry"]["coordinates"][0]).is_ccw


def test_a_shape_across_the_antimeridian_is_cut_and_its_box_says_so() -> None:
    (feature,) = layer("across")["features"]
    assert feature["geometry"]["type"] == "MultiPolygon"
    longitudes = [lon for part in feature["geometry"]["coordinates"] for lon, _ in part[0]]
    assert all(-180 <= lon <= 180 for lon in longitudes)
    west, _, east, _ = feature["bbox"]
    assert (west, east) == (179.0, -179.0)
    assert shape(feature["geometry"]).area == pytest.approx(4.0)


def test_the_layer_box_holds_every_feature() -> None:
    made = layer("point", "square", "line")
    assert made["bbox"] == [45.0, 39.0, 46.231, 40.0]


def test_no_number_has_more_than_six_decimals() -> None:
    place = layer("point")["features"][0]["properties"]["places"][0]
    assert place["lon"] == 46.231235


def test_a_quote_is_plain_text_however_hostile() -> None:
    start = TEXT.index(HOSTILE)
    hostile = incident(reports=(report(start, len(TEXT)),))
    (feature,) = json.loads(geojson.dumps(geojson.feature_collection([hostile])))["features"]
    assert feature["properties"]["reports"][0]["quote"] == HOSTILE


def test_the_same_incidents_give_the_same_bytes() -> None:
    first, second = (geojson.dumps(geojson.feature_collection([incident(n) for n in GRID])) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("status", STATUSES)
def test_status_is_told_as_it_is(status: str) -> None:
    assert geojson.feature(incident(status=status))["properties"]["status"] == status


def test_sources_tell_what_is_known_of_a_document_but_not_its_text() -> None:
    (source,) = layer("point")["sources"].values()
    assert source["published"] == {
        "value": "2021-05-14", "basis": "stated", "reason": "", "confidence": None, "candidates": []
    }  # fmt: skip
    assert TEXT not in json.dumps(source)


def test_what_a_date_could_be_is_told_with_its_evidence() -> None:
    candidates = (PublishedCandidate("2021-05-14", 0.62, ("a weekday", "a quotation")),)
    record = published_record(Published("2021-05-14", "inferred", "a weekday", 0.62, candidates))
    assert record["confidence"] == 0.62
    assert record["candidates"] == [{"value": "2021-05-14", "weight": 0.62, "evidence": ["a weekday", "a quotation"]}]


@given(st.lists(st.tuples(st.floats(-180, 180), st.floats(-90, 90)), min_size=1, max_size=8))
def test_the_box_of_points_is_the_smallest_that_holds_them_all(spots: list[tuple[float, float]]) -> None:
    found = bbox([Point(spot) for spot in spots])
    assert found is not None
    west, south, east, north = found
    width = east - west if east >= west else east - west + 360
    for lon, lat in spots:
        assert south - 1e-5 <= lat <= north + 1e-5
        assert (lon - west) % 360 <= width + 1e-5 or (lon - west) % 360 >= 360 - 1e-5
    assert width <= 360


@given(st.floats(-179, 179), st.floats(-80, 80), st.floats(0.01, 5))
def test_rounding_moves_no_corner_by_more_than_a_metre(lon: float, lat: float, size: float) -> None:
    drawn = box(lon, lat, min(lon + size, 180), min(lat + size, 90))
    written = to_geojson(drawn)
    assert written is not None
    assert shape(written).hausdorff_distance(drawn) < 1e-5
