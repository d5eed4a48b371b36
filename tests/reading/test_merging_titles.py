"""Titles: what, who and where, in the words of the sources."""

from collections import Counter
from collections.abc import Sequence

import pytest

from mapapp.model import Extent, IncidentPlace, Place, Report
from mapapp.reading.merging import merge
from mapapp.reading.merging.titles import place_name, title_of
from tests.reading.incident_world import PLACES, read

SIDES = {"norland": "Norland", "sudria": "Sudria"}
EXACT = Extent(None, "exact")


def told(quote: str, actors: Sequence[str] = (), targets: Sequence[str] = ()) -> Report:
    return Report("d", 0, len(quote), quote, "assault", "reported", "asserts", None, "", None,
                  actors=tuple(actors), targets=tuple(targets))  # fmt: skip


@pytest.mark.parametrize(
    ("mode", "quote", "actors", "title"),
    [
        ("attack", "The VLF attacked a barracks.", ["vlf"], "Attack: VLF"),
        ("attack", "The Vale Liberation Front attacked a barracks.", ["vlf"], "Attack: VLF"),
        ("attack", "The VLF’s attack on a barracks failed.", ["vlf"], "Attack: VLF"),
        ("attack", "General Hugo Marsh led the raid.", ["marsh"], "Attack: Marsh"),
        ("attack", "REBELS UNDER MARSH ATTACKED.", ["marsh"], "Attack: Marsh"),
        ("arrest", "The Third Battalion arrested three men.", ["battalion"], "Arrest"),
        ("meeting", "The Contact Group met.", ["group"], "Meeting"),
        ("talks", "The G7 Summit opened.", ["g"], "Talks"),
        ("agreement", "It ended the Vale War.", ["war"], "Agreement"),
        ("incursion", "Norland's Armed Forces came.", ["armed", "norland"], "Incursion: Norland"),
        ("incursion", "Norlandic Forces came.", ["norland", "forces"], "Incursion: Norland"),
        ("clash", "Norland and Sudria fought.", ["sudria", "norland"], "Clash: Norland and Sudria"),
    ],
)  # fmt: skip
def test_a_title_names_sides_persons_and_organisations_only(
    mode: str, quote: str, actors: list[str], title: str
) -> None:
    assert title_of(mode, (), [told(quote, actors)], EXACT, SIDES, {}) == title


def test_a_side_is_left_out_beside_the_person_who_speaks_for_it() -> None:
    reports = [told("Norland's Prime Minister Ada Quill appealed for help.", ["norland", "quill"])]
    assert title_of("appeal", (), reports, EXACT, SIDES, {"quill": "norland"}) == "Appeal: Quill"


def test_what_happened_on_a_border_is_titled_by_both_its_sides() -> None:
    sides = [IncidentPlace(PLACES[key], "") for key in ("iso:SU", "iso:NO")]
    places = [IncidentPlace(each.place, each.place.name) for each in sides]
    assert title_of("clash", places, [], Extent(None, "line"), SIDES, {}) == "Clash, on the Norland–Sudria border"


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        (["Ashford", "Ashford", "Ash Ford"], "Ashford"),
        (["Ash Ford"], "Ash Ford"),
        (["ASH FORD"], "Ash Ford"),
        ([], "Ashford Castle"),
    ],
)
def test_a_place_is_called_as_most_reports_call_it(names: list[str], shown: str) -> None:
    place = Place("x", "Ashford Castle", "town", 1.0, 2.0)
    assert place_name(IncidentPlace(place, names[0] if names else ""), Counter(names)) == shown


def test_a_country_told_by_its_adjective_keeps_its_name() -> None:
    assert place_name(IncidentPlace(PLACES["iso:NO"], "Norlandic"), Counter(["Norlandic"])) == "Norland"


def test_an_incident_leads_with_the_report_that_puts_its_marker_there() -> None:
    lead = read("Fighting broke out in Ashford, a witness said.", "a", published="2030-05-14")
    full = read("Rebels attacked the town of Ashford on Monday.", "b", published="2030-05-16")
    found = merge([lead, full])
    assert merge([full, lead]) == found
    (incident,) = found
    assert [report.document_id for report in incident.reports] == ["b", "a"]
