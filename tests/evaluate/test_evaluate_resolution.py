"""The scoring of places says what it counts and counts it so."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapapp.evaluate.gold import Gold, GoldDocument, GoldToponym
from mapapp.evaluate.resolution import FARTHEST_KM, area_under_curve, calibration_error, error_km, score
from mapapp.gazetteer.index import Index
from mapapp.model import Document, Mention, Place, Reading

TEXT = "Lorn and Birch and Eurasia"


def place(lat: float | None, lon: float | None, shape: str = "point") -> Place:
    return Place("x", "X", "city", lon, lat, shape=shape)  # type: ignore[arg-type]


def mention(start: int, end: int, where: Place | None) -> Mention:
    return Mention(start, end, TEXT[start:end], "literal", "body", where, 0.9 if where else None)


def scored(*mentions: Mention) -> dict[str, float]:
    toponyms = (
        GoldToponym(0, 4, "Lorn", lat=10.0, lon=20.0, tolerance_km=15.0, place="Lorn"),
        GoldToponym(9, 14, "Birch", lat=0.0, lon=0.0, tolerance_km=15.0, place="Birch"),
        GoldToponym(19, 26, "Eurasia", place="Eurasia"),
    )
    document = Document(id="d", text=TEXT)
    gold = Gold("tiny", (GoldDocument(document, toponyms),))
    result = score(gold, [Reading(document, mentions=mentions)])
    return {row.name: row.value for row in result.rows}


def test_points_are_right_within_161_km_and_within_the_golds_tolerance() -> None:
    rows = scored(mention(0, 4, place(10.0, 20.1)), mention(9, 14, place(1.0, 0.0)), mention(19, 26, None))
    assert rows["Acc@161"] == 1.0
    assert rows["within the gold's tolerance"] == 0.5
    assert rows["median error"] == rows["mean error"] == pytest.approx((10.95 + 111.19) / 2, abs=0.1)
    assert rows["answered"] == 1.0


def test_a_name_without_an_answer_is_wrong_and_as_far_as_can_be() -> None:
    rows = scored(mention(0, 4, place(10.0, 20.0)), mention(9, 14, None))
    assert (rows["Acc@161"], rows["answered"]) == (0.5, 0.5)
    assert rows["mean error"] == pytest.approx(FARTHEST_KM / 2)
    assert rows["AUC"] == pytest.approx(0.5)


def test_what_has_no_point_should_stay_off_the_map() -> None:
    assert scored(mention(19, 26, place(1, 1)))["kept off the map where no point is meant"] == 0.0
    assert scored(mention(19, 26, place(1, 1, "none")))["kept off the map where no point is meant"] == 1.0


def test_misses_are_listed_worst_first() -> None:
    document = Document(id="d", text=TEXT)
    toponyms = (GoldToponym(0, 4, "Lorn", lat=0.0, lon=0.0), GoldToponym(9, 14, "Birch", lat=0.0, lon=0.0))
    mentions = (mention(0, 4, place(3.0, 0.0)), mention(9, 14, place(50.0, 0.0)))
    result = score(Gold("tiny", (GoldDocument(document, toponyms),)), [Reading(document, mentions=mentions)])
    assert [miss.text for miss in result.misses] == ["Birch", "Lorn"]
    assert "km off" in result.misses[0].kind


def test_an_antipode_is_as_far_as_the_farthest() -> None:
    assert error_km(mention(0, 4, place(0.0, 0.0)), 0.0, 180.0) == pytest.approx(FARTHEST_KM, rel=0.002)


@given(st.lists(st.floats(0, FARTHEST_KM), min_size=1))
def test_the_area_under_the_curve_is_a_share(errors: list[float]) -> None:
    assert 0.0 <= area_under_curve(errors) <= 1.0 + 1e-12


def test_the_area_is_that_of_the_sorted_logarithms_by_trapezoids() -> None:
    logs = [math.log1p(error) for error in (1.0, 10.0, 1000.0)]
    area = (logs[0] + logs[1]) / 2 + (logs[1] + logs[2]) / 2
    assert area_under_curve([1000.0, 1.0, 10.0]) == pytest.approx(area / (2 * math.log1p(FARTHEST_KM)))


@pytest.mark.parametrize(
    ("confidences", "right", "error"),
    [
        ([1.0, 1.0], [True, True], 0.0),
        ([1.0, 1.0], [True, False], 0.5),
        ([0.75, 0.75, 0.25], [True, True, False], 0.25),
        ([None, 0.75], [False, True], 0.25),
        ([None], [True], 0.0),
        ([], [], 0.0),
    ],
)
def test_confidence_is_held_against_the_share_that_is_right(
    confidences: list[float | None], right: list[bool], error: float
) -> None:
    assert calibration_error(confidences, right) == pytest.approx(error)


def test_a_point_in_a_wide_place_is_inside_though_far_from_its_point(world_index: Index) -> None:
    brazil = world_index.place("iso:BR")
    toponyms = (GoldToponym(0, 4, "Lorn", lat=-23.0, lon=-47.0), GoldToponym(9, 14, "Birch", lat=48.0, lon=2.0))
    document = Document(id="d", text=TEXT)
    gold = Gold("tiny", (GoldDocument(document, toponyms),))
    read = [Reading(document, mentions=(mention(0, 4, brazil), mention(9, 14, brazil)))]
    result = score(gold, read, index=world_index)
    assert result["Acc@161"] == 0.0
    assert result["gold point inside the place"] == result["within 161 km or inside"] == 0.5
