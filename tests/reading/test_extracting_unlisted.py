"""Places that a report names and the gazetteer lacks are told by their names, without a point."""

import pytest

from tests.reading.incident_world import read


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Rebels attacked the village of Zzyxville on Monday.", ["Zzyxville"]),
        ("REBELS ATTACKED THE VILLAGE OF ZZYXVILLE ON MONDAY.", ["Zzyxville"]),
        ("Rebels killed a teacher in the Zzyxville neighborhood on Monday.", ["Zzyxville"]),
        ("Rebels killed a teacher in Zzyxville, Vale, on Monday.", ["Zzyxville", "Vale"]),
        ("Rebels killed a teacher of the Zzyxville Corporation on Monday.", []),
        ("Rebels killed Zzyx of the city council on Monday.", []),
    ],
)
def test_what_the_words_call_a_place_is_one(text: str, names: list[str]) -> None:
    (report,) = read(text).reports
    assert [each.place.name for each in report.places] == names


def test_a_place_without_a_point_is_not_drawn_but_named() -> None:
    (report,) = read("Rebels attacked the village of Zzyxville on Monday.").reports
    assert report.places[0].place.lon is None
    assert report.extent is not None
    assert report.extent.geometry is None
    assert "not in the gazetteer" in report.extent.reason


def test_it_lies_in_what_its_address_names_and_is_drawn_there() -> None:
    (report,) = read("Rebels killed a teacher in Zzyxville, Vale, on Monday.").reports
    assert "t:vale" in report.places[0].place.within
    assert report.extent is not None
    assert report.extent.geometry is not None
