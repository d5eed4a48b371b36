"""Where a marker stands, and in which order incidents are listed."""

from dataclasses import replace

import pytest
from shapely import GeometryCollection, MultiPoint, Point, box
from shapely.geometry.base import BaseGeometry

from mapapp.model import Document, Extent, IncidentPlace
from mapapp.store.rows import spot_of
from mapapp.web.views import ordered, title_of
from tests.web.made import BAKU, INCIDENTS, VISIT

LARGE, SMALL = box(40, 30, 45, 35), box(49.8, 40.3, 49.9, 40.4)


@pytest.mark.parametrize(
    "geometry",
    [SMALL, Point(49.87, 40.38), GeometryCollection([LARGE, SMALL]), MultiPoint([(44, 33), (49.87, 40.38)])],
)
def test_a_marker_stands_in_the_part_of_the_extent_at_the_most_telling_place(geometry: BaseGeometry) -> None:
    incident = replace(VISIT, places=(IncidentPlace(BAKU, "Baku"),), extent=Extent(geometry, "area", 5.0, ""))
    assert SMALL.covers(Point(spot_of(incident)))


def test_a_marker_without_a_place_stands_inside_its_extent() -> None:
    incident = replace(VISIT, places=(), extent=Extent(GeometryCollection([LARGE, SMALL]), "area", 5.0, ""))
    assert LARGE.covers(Point(spot_of(incident)))


def test_the_order_of_a_list_does_not_depend_on_the_order_it_was_given_in() -> None:
    assert ordered(INCIDENTS) == ordered(reversed(INCIDENTS))


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("Two shot dead as  opposition rejects result\n\nKISUMU (AP) - ...", "“Two shot dead as opposition rejects result”"),
        ("\n\nTwo shot dead as opposition rejects result\nKISUMU", "“Two shot dead as opposition rejects result”"),
        ("PRESS RELEASE\n\nThe ministry says that " + "more " * 20, "“PRESS RELEASE The ministry says that more more more more …”"),
        ("One long line " * 20 + "\nand more", "“One long line One long line One long line One long line One …”"),
        ("A report of a single line, which ends here.", "“A report of a single line, which ends here.”"),
    ],
)  # fmt: skip
def test_a_report_without_a_title_is_called_by_its_headline_else_by_its_first_words(text: str, called: str) -> None:
    assert title_of(Document("d", text)) == called
