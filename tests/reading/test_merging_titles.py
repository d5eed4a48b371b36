"""Titles: what, who and where, in the words of the sources."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import pytest
from shapely import LineString, Point

from mapapp import headlines
from mapapp.model import Extent, IncidentPlace, Place, Report
from mapapp.reading.extracting import lexicon
from mapapp.reading.merging import merge, summing
from mapapp.reading.merging.titles import headline_of, place_name
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
    assert headlines.say(headline_of(mode, (), [told(quote, actors)], EXACT, SIDES, {})) == title


def test_a_side_is_left_out_beside_the_person_who_speaks_for_it() -> None:
    reports = [told("Norland's Prime Minister Ada Quill appealed for help.", ["norland", "quill"])]
    assert headlines.say(headline_of("appeal", (), reports, EXACT, SIDES, {"quill": "norland"})) == "Appeal: Quill"


@pytest.mark.parametrize(("east", "title"), [(0.1, "Attack, near Ashford"), (9.0, "Attack, 640 km from Ashford")])
def test_what_is_far_from_a_place_is_not_titled_near_it(east: float, title: str) -> None:
    town = IncidentPlace(PLACES["t:ashford"], "Ashford")
    extent = Extent(Point(10.5 + east, 50.5).buffer(0.5), "near", 50.0)
    assert headlines.say(headline_of("attack", [town], [], extent, SIDES, {})) == title


def test_what_happened_on_a_border_is_titled_by_both_its_sides() -> None:
    sides = [IncidentPlace(PLACES[key], "") for key in ("iso:SU", "iso:NO")]
    places = [IncidentPlace(each.place, each.place.name) for each in sides]
    facts = headline_of("clash", places, [], Extent(None, "line"), SIDES, {})
    assert headlines.say(facts) == "Clash, on the Norland–Sudria border"
    both = [told("Norland and Sudria fought.", ["norland", "sudria"])]
    assert headline_of("clash", places, both, Extent(None, "line"), SIDES, {}) == facts
    one = headline_of("attack", places, [told("Norland attacked.", ["norland"])], Extent(None, "line"), SIDES, {})
    assert headlines.say(one) == "Attack: Norland, on the Norland–Sudria border"


def test_a_place_that_does_not_lie_on_the_line_drawn_is_none_of_the_title() -> None:
    along = Extent(LineString([(44.0, 39.0), (46.0, 39.0)]).buffer(0.05), "line", 5.0, "along the border")
    town = Place("t", "Farville", "city", 45.0, 41.0)
    near = Place("u", "Nearville", "city", 45.0, 39.1)
    countries = [IncidentPlace(PLACES[key], PLACES[key].name) for key in ("iso:SU", "iso:NO")]
    for place, told_as in ((town, "Clash, on the Norland–Sudria border"), (near, f"Clash, in {near.name}")):
        facts = headline_of("clash", [IncidentPlace(place, place.name), *countries], [], along, SIDES, {})
        assert headlines.say(facts) == told_as


def test_a_place_that_is_only_guessed_names_no_incident_that_others_place() -> None:
    town, land = (IncidentPlace(PLACES[key], PLACES[key].name) for key in ("t:ashford", "iso:NO"))
    guess = replace(told("Clashes cost many lives."), places=(town,), extent=Extent(None, "none"))
    placed = replace(told("Norland's border saw clashes."), places=(land,), extent=Extent(None, "country"))
    assert summing._places([guess, placed]) == (land,)
    assert summing._places([guess]) == (town,)


def test_every_sort_of_incident_has_a_name_for_titles() -> None:
    told = lexicon.load()
    modes = {mode.name for words in (told.verbs, told.nouns) for mode in _modes(words)}
    assert modes - {"call"} < headlines.MODES.keys()


def _modes(words: object) -> Iterator[lexicon.Mode]:
    if isinstance(words, lexicon.Mode):
        yield words
    elif isinstance(words, Mapping):
        for each in words.values():
            yield from _modes(each)
    elif isinstance(words, (tuple, list)):
        for each in words:
            yield from _modes(each)
    elif hasattr(words, "mode"):
        yield words.mode


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
