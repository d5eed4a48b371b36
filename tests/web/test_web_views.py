"""Where a marker stands, and in which order incidents are listed."""

from dataclasses import replace

import pytest
from shapely import GeometryCollection, MultiPoint, Point, box
from shapely.geometry.base import BaseGeometry

from mapapp.model import Document, Extent, IncidentPlace, Reading
from mapapp.store.rows import spot_of
from mapapp.web.views import card, ordered, title_of
from tests.web.made import ALPHA, BAKU, CLASH, INCIDENTS, MAY_11, MAY_12, READINGS, VISIT, report, span

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
        ("Two shot dead as  opposition rejects\n\nKISUMU (AP) - ...", "“Two shot dead as opposition rejects”"),
        ("\n\nTwo shot dead as opposition rejects result\nKISUMU", "“Two shot dead as opposition rejects result”"),
        ("PRESS RELEASE\n\nCabinet " + "says " * 20, "“PRESS RELEASE Cabinet says says says says says says says …”"),
        ("One long line " * 20 + "\nand more", "“One long line One long line One long line One long line One …”"),
        ("A report of a single line, which ends here.", "“A report of a single line, which ends here.”"),
    ],
)  # fmt: skip
def test_a_report_without_a_title_is_called_by_its_headline_else_by_its_first_words(text: str, called: str) -> None:
    assert title_of(Document("d", text)) == called


class Kept:
    """A store of the readings made by hand."""

    def reading(self, document_id: str, /) -> Reading:
        return next(each for each in READINGS if each.document.id == document_id)


def test_a_sentence_with_two_verbs_of_one_day_and_one_speaker_is_one_quote_with_both_marked() -> None:
    crossed, denied, entered = CLASH.reports
    said = replace(crossed, trigger=span("alpha", "said"), when_span=None)
    shown = card(replace(CLASH, reports=(crossed, denied, said, entered)), Kept())
    assert [quote.report for quote in shown.quotes] == [crossed, denied, entered]
    assert shown.numbers == (1, 2, 1, 3)
    assert shown.shown([4, 3, 1]) == [1, 3]
    assert [piece.text for piece in shown.quotes[0].pieces if piece.mark == "trigger"] == [
        "crossed the border",
        "said",
    ]
    assert "".join(piece.text for piece in shown.quotes[0].pieces) == ALPHA[1]
    assert shown.quotes[0].date_printed == "Wednesday"


def test_what_another_says_in_a_sentence_or_of_another_day_is_another_quote() -> None:
    first = report("alpha", ALPHA[1], "crossed the border", speaker="Nikol Pashinyan", when=MAY_12)
    others = [replace(first, speaker="Baku"), replace(first, when=MAY_11), replace(first, stance="disputes")]
    shown = card(replace(CLASH, reports=(first, *others)), Kept())
    assert shown.numbers == (1, 2, 3, 4)
