"""Words become geometry on a small world drawn on a grid: checked by area, distance and containment."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import Point, box
from shapely.geometry.base import BaseGeometry

from mapapp.model import Document, Extent, IncidentPlace, Mention
from mapapp.reading.extent import extent_of, shapes
from mapapp.reading.extent.codes import acled_geo_precision, ucdp_where_prec
from mapapp.reading.extent.measures import bearing, kilometres
from tests.reading.tiny_world import TinyIndex, tiny_world

WORLD = tiny_world()
LORN = (44.5, 39.5)
WEST, EAST = box(43, 39, 45, 42), box(45, 39, 48, 42)
MARCHES, ASHEN, BIRCH = box(43, 39, 45, 40), box(45, 39, 46, 40), box(45, 40, 46, 41)

Check = Callable[[BaseGeometry], bool]


def read(marked: str, world: TinyIndex = WORLD) -> tuple[Extent, tuple[IncidentPlace, ...]]:
    """Draw a clause whose places stand as [name=id]; the last of several clauses parted by | is the one drawn."""
    text, mentions, start = "", [], 0
    for part in re.split(r"(\[[^\]]*\]|\|)", marked):
        if part == "|":
            start = len(text)
        elif part.startswith("["):
            name, place_id = part[1:-1].split("=")
            at = len(text)
            text += name
            mentions.append(Mention(at, len(text), name, "literal", "body", world.place(place_id), 0.9))
        else:
            text += part
    return extent_of(Document(id="d", text=text), start, len(text), mentions, world)


def covers(shape: BaseGeometry) -> Check:
    return lambda drawn: drawn.buffer(1e-6).covers(shape)


def inside(shape: BaseGeometry) -> Check:
    return lambda drawn: shape.buffer(1e-3).covers(drawn)


def holds(lon: float, lat: float) -> Check:
    return lambda drawn: bool(drawn.covers(Point(lon, lat)))


def misses(lon: float, lat: float) -> Check:
    return lambda drawn: not drawn.covers(Point(lon, lat))


def size(low: float, high: float) -> Check:
    return lambda drawn: low <= shapes.area_km2(drawn) <= high


def centred(lon: float, lat: float, within_km: float) -> Check:
    return lambda drawn: shapes.distance_km(shapes.middle(drawn), (lon, lat)) <= within_km


def going(distance: float, degrees: float) -> tuple[float, float]:
    return shapes.offset(*LORN, degrees, distance)


DRAWN: list[tuple[str, str, list[Check]]] = [
    # a settlement by itself, near it, away from it
    ("A bomb exploded in [Lorn=gn:10].", "exact", [centred(*LORN, 0.01)]),
    ("A bomb exploded at [Lorn=gn:10] on Friday.", "exact", [centred(*LORN, 0.01)]),
    ("The town of [Lorn=gn:10] was shelled.", "exact", [centred(*LORN, 0.01)]),
    ("[Lorn=gn:10] was shelled.", "exact", [centred(*LORN, 0.01)]),
    ("A bomb exploded near [Lorn=gn:10].", "near", [centred(*LORN, 0.1), size(400, 500)]),
    ("Fighting close to the town of [Lorn=gn:10].", "near", [centred(*LORN, 0.1), size(400, 500)]),
    ("They met on the outskirts of [Lorn=gn:10].", "near", [centred(*LORN, 0.1), size(400, 500)]),
    ("Fighting around the western town of [Lorn=gn:10].", "near", [centred(*LORN, 0.1)]),
    ("They camped just outside [Lorn=gn:10].", "near", [centred(*LORN, 0.1)]),
    ("Shots were heard in the vicinity of [Lorn=gn:10].", "near", [centred(*LORN, 0.1)]),
    ("Not far from [Lorn=gn:10] a mine went off.", "near", [centred(*LORN, 0.1)]),
    # a distance and a direction
    ("A mine went off 12 km south-east of [Lorn=gn:10].", "near", [centred(*going(12, 135), 0.2), size(80, 200)]),
    ("A mine went off 12 km southeast of [Lorn=gn:10].", "near", [centred(*going(12, 135), 0.2)]),
    ("Twenty miles north of [Lorn=gn:10] a convoy was hit.", "near", [centred(*going(32.19, 0), 0.3)]),
    ("About 5 kilometres to the west of [Lorn=gn:10].", "near", [centred(*going(5, 270), 0.2)]),
    ("Some 1,500 metres east of the town of [Lorn=gn:10].", "near", [centred(*going(1.5, 90), 0.2), size(15, 40)]),
    ("Three miles north-northeast of [Lorn=gn:10].", "near", [centred(*going(4.83, 22.5), 0.2)]),
    ("It fell 8km due north of [Lorn=gn:10].", "near", [centred(*going(8, 0), 0.2)]),
    ("A camp 10 km from [Lorn=gn:10].", "near", [holds(*going(10, 45)), misses(*LORN), misses(*going(16, 0))]),
    ("A camp ten miles outside [Lorn=gn:10].", "near", [holds(*going(16, 200)), misses(*LORN)]),
    ("All within 10 km of [Lorn=gn:10].", "near", [holds(*LORN), holds(*going(9, 10)), misses(*going(14, 10))]),
    ("South of [Lorn=gn:10] the line broke.", "near", [holds(*going(20, 180)), misses(*going(20, 0))]),
    ("North-west of [Lorn=gn:10] the line broke.", "near", [holds(*going(20, 315)), misses(*going(20, 45))]),
    # held to what contains it
    ("Fighting near [Lorn=gn:10] in [Southern Marches=iso:WL-SY].", "near", [inside(MARCHES), holds(*LORN)]),
    ("A bomb in [Lorn=gn:10], [Southern Marches=iso:WL-SY], [Westland=iso:WL].", "exact", [centred(*LORN, 0.01)]),
    # areas
    ("Fighting in [Southern Marches=iso:WL-SY].", "region", [covers(MARCHES), inside(MARCHES)]),
    ("Fighting across [Southern Marches=iso:WL-SY].", "region", [covers(MARCHES), inside(MARCHES)]),
    ("Power failed throughout [Southern Marches=iso:WL-SY].", "region", [covers(MARCHES), inside(MARCHES)]),
    ("Fighting in the [Ashen District=sc:ashen].", "area", [covers(ASHEN), inside(ASHEN)]),
    ("Fighting in the [Ashen=sc:ashen] and [Birch=sc:birch] districts.", "area", [covers(ASHEN), covers(BIRCH)]),
    ("Fighting in [Ashen=sc:ashen], [Birch=sc:birch] and [Cedar=sc:cedar] districts.", "area",
     [covers(ASHEN), covers(BIRCH), covers(box(45, 41, 46, 42))]),
    ("Fighting in [Ashen=sc:ashen] as well as in [Lorn=gn:10].", "area", [covers(ASHEN), holds(*LORN)]),
    ("Bombs in [Lorn=gn:10] and [Birch=gn:1].", "exact", [covers(Point(*LORN)), covers(Point(45.5, 40.5))]),
    ("Fighting in southern [Ashen=sc:ashen].", "area", [inside(box(45, 39, 46, 39.6)), holds(45.5, 39.2)]),
    ("Fighting in the north of the [Ashen District=sc:ashen].", "area", [holds(45.5, 39.8), misses(45.5, 39.3)]),
    ("Rain in western [Southern Marches=iso:WL-SY].", "region", [holds(43.3, 39.5), misses(44.7, 39.5)]),
    ("Fighting in southern [Westland=iso:WL].", "region", [holds(44, 39.5), misses(44, 41.5), inside(WEST)]),
    ("They hid in the [Ring Hills=w:ring].", "area", [holds(43.5, 41.2)]),
    # lakes, rivers, corridors
    ("Troops at [Sev Lake=sc:lake].", "near", [centred(44.9, 39.6, 0.2), size(10, 100)]),
    ("Troops dug in near [Sev Lake=sc:lake].", "near", [centred(44.9, 39.6, 0.5), size(100, 300)]),
    ("Troops dug in around [Sev Lake=sc:lake].", "near", [centred(44.9, 39.6, 0.5), size(100, 300)]),
    ("Shelling along the [Arax=sc:river] river.", "line", [holds(44, 39.12), misses(44, 39.5), size(3000, 6000)]),
    ("A convoy in the [Birch corridor=sc:corridor].", "line", [holds(45.5, 40.51), misses(45.5, 40.6)]),
    # into
    ("They advanced 3.5 km into [Southern Marches=iso:WL-SY].", "line",
     [inside(MARCHES), holds(44.98, 39.5), misses(44.5, 39.5)]),
    ("They advanced 3.5 kilometers (about 2 miles) into [Southern Marches=iso:WL-SY].", "line",
     [inside(MARCHES), holds(44.98, 39.5), misses(44.9, 39.5)]),
    ("At the border Eastlandic troops came 3.5 km into [Southern Marches=iso:WL-SY] of [Westland=iso:WL].", "line",
     [inside(MARCHES), holds(44.98, 39.5), misses(43.01, 39.5)]),
    ("They advanced 3.5 km into the [Sev Lake=sc:lake] region of [Southern Marches=iso:WL-SY].", "near",
     [inside(MARCHES), centred(44.9, 39.6, 4), size(80, 300)]),
    ("They crossed the border near [Sev Lake=sc:lake] and advanced up to 3.5 km into [Westland=iso:WL].", "near",
     [inside(WEST), misses(44.9, 39.6), holds(44.98, 39.6)]),
    # between, borders, corridors to come
    ("On the road between [Lorn=gn:10] and [Birch=gn:1].", "line", [holds(45.0, 40.0), size(1000, 9000)]),
    ("The lake lies between the [Ashen=sc:ashen] and the [Birch=sc:birch] districts.", "line",
     [holds(45.5, 40.0), misses(45.5, 40.3)]),
    ("Clashes along the border of [Westland=iso:WL] and [Eastland=iso:EL].", "line",
     [holds(45.0, 40.5), misses(45.2, 40.5), size(2500, 4500)]),
    ("Clashes on the [Westland=iso:WL]-[Eastland=iso:EL] border.", "line", [holds(45.0, 39.1)]),
    ("Clashes on [Westland=iso:WL]’s border with [Eastland=iso:EL].", "line", [holds(45.0, 41.9)]),
    ("Clashes on the Westlandic-Eastlandic border.", "line", [holds(45.0, 40.5), misses(44.8, 40.5)]),
    ("Three Westlandic soldiers died in border clashes with Eastlandic forces.", "line", [holds(45.0, 40.5)]),
    ("A Westlandic minister wants Farlandic guards along his country’s frontier with [Eastland=iso:EL].", "line",
     [holds(45.0, 40.5)]),
    ("A corridor through the [Southern Marches=iso:WL-SY].", "region", [covers(MARCHES)]),
    ("A corridor through the [Southern Marches=iso:WL-SY], connecting [Eastland=iso:EL] to the [Arax=sc:river].",
     "line", [inside(MARCHES)]),
    ("They withdrew troops from [Southern Marches=iso:WL-SY].", "region", [covers(MARCHES)]),
    ("Troops from [Birch=gn:1] entered [Lorn=gn:10].", "exact", [centred(*LORN, 0.01)]),
    ("[Lorn=gn:10] again. |It was shelled once more.", "exact", [centred(*LORN, 0.01)]),
]  # fmt: skip


@pytest.mark.parametrize(("marked", "precision", "checks"), DRAWN, ids=[row[0] for row in DRAWN])
def test_words_become_the_geometry_they_allow(marked: str, precision: str, checks: list[Check]) -> None:
    extent, _ = read(marked)
    assert extent.geometry is not None, extent.reason
    assert (extent.precision, extent.geometry.is_valid) == (precision, True)
    assert [check(extent.geometry) for check in checks] == [True] * len(checks), extent.geometry.wkt
    assert extent.error_km is not None


TRAY = [
    ("Protests in [Westland=iso:WL].", "country", "Westland (country)"),
    ("Protests across [Westland=iso:WL].", "country", "Westland (country)"),
    ("Troops near [Westland=iso:WL].", "country", "Westland (country)"),
    ("They came 3 km into [Westland=iso:WL].", "country", "Westland (country)"),
    (
        "A war between [Westland=iso:WL] and [Eastland=iso:EL].",
        "country",
        "Westland (country) and Eastland (country)",
    ),
    ("The border guards of [Westland=iso:WL] met those of [Eastland=iso:EL].", "country", "Westland (country)"),
    ("It was made in the [Old Union=w:oldunion].", "none", "Old Union (historical): no place on the map"),
    ("Peace in [Eurasia=w:farwest].", "none", "Eurasia (continent): no place on the map"),
    ("Fires in the [Wide Lands=w:wide].", "none", "Wide Lands (region): too wide to draw"),
    ("Fires in southern [Farland=iso:FL].", "country", "Farland: too wide to draw"),
    ("It rained.", "none", "no place named"),
]


@pytest.mark.parametrize(("marked", "precision", "reason"), TRAY, ids=[row[0] for row in TRAY])
def test_what_names_no_more_than_a_country_is_not_drawn(marked: str, precision: str, reason: str) -> None:
    extent, _ = read(marked)
    assert (extent.geometry, extent.precision, extent.error_km, extent.reason) == (None, precision, None, reason)


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("Near [Lorn=gn:10] in [Southern Marches=iso:WL-SY], [Westland=iso:WL].", ["gn:10", "iso:WL-SY", "iso:WL"]),
        ("In [Westland=iso:WL], in [Southern Marches=iso:WL-SY], at [Lorn=gn:10].", ["gn:10", "iso:WL-SY", "iso:WL"]),
        ("Troops from [Birch=gn:1] entered [Lorn=gn:10].", ["gn:10"]),
        ("Troops left from [Birch=gn:1].", ["gn:1"]),
        ("In the [Ashen=sc:ashen] and [Birch=sc:birch] districts.", ["sc:ashen", "sc:birch"]),
        ("Clashes on the Westlandic-Eastlandic border.", ["iso:WL", "iso:EL"]),
        ("It rained.", []),
    ],
)
def test_places_come_finest_first(marked: str, expected: list[str]) -> None:
    _, places = read(marked)
    assert [place.place.id for place in places] == expected


def test_reasons_say_what_was_drawn() -> None:
    assert read("12 km south-east of [Lorn=gn:10]")[0].reason == "12 km south-east of Lorn"
    assert read("3.5 km into [Southern Marches=iso:WL-SY]")[0].reason == (
        "up to 3.5 km into Southern Marches from its border"
    )
    assert read("Near [Lorn=gn:10] in [Southern Marches=iso:WL-SY]")[0].reason == "near Lorn, in Southern Marches"


@pytest.mark.parametrize(
    ("precision", "error", "acled", "ucdp"),
    [("exact", 2, 1, 1), ("near", 12, 2, 2), ("near", 40, 2, 5), ("area", 20, 2, 3), ("line", 100, 2, 5),
     ("region", 50, 3, 4), ("country", None, None, 6), ("none", None, None, 7)],
)  # fmt: skip
def test_precision_has_the_codes_of_acled_and_ucdp(
    precision: str, error: float | None, acled: int | None, ucdp: int
) -> None:
    extent = Extent(None, precision, error)  # type: ignore[arg-type]
    assert (acled_geo_precision(extent), ucdp_where_prec(extent)) == (acled, ucdp)


@pytest.mark.parametrize(
    ("number", "unit", "km"),
    [("3.5", "km", 3.5), ("3,5", "km", 3.5), ("1,500", "meters", 1.5), ("two", "miles", 3.218688),
     ("3 to 5", "km", 5.0), ("3-5", "kilometres", 5.0), ("a dozen", "kilometers", 12.0),
     ("10", "nautical miles", 18.52)],
)  # fmt: skip
def test_distances_are_read_as_written(number: str, unit: str, km: float) -> None:
    assert kilometres(number, unit) == pytest.approx(km)


@pytest.mark.parametrize(
    ("compass", "degrees"),
    [("north", 0), ("South-East", 135), ("southwest", 225), ("north-northeast", 22.5), ("west-northwest", 292.5)],
)
def test_compass_points_are_degrees(compass: str, degrees: float) -> None:
    assert bearing(compass) == degrees


@settings(max_examples=60, deadline=None)
@given(lon=st.floats(-179, 179), lat=st.floats(-80, 80), degrees=st.floats(0, 360), km=st.floats(0.1, 500))
def test_an_offset_is_as_far_away_as_it_says(lon: float, lat: float, degrees: float, km: float) -> None:
    there = shapes.offset(lon, lat, degrees, km)
    assert shapes.distance_km((lon, lat), there) == pytest.approx(km, rel=1e-6)


@settings(max_examples=40, deadline=None)
@given(lon=st.floats(-170, 170), lat=st.floats(-70, 70), km=st.floats(0.5, 300))
def test_a_disc_has_the_area_of_its_radius(lon: float, lat: float, km: float) -> None:
    assert shapes.reach_km(shapes.disc(lon, lat, km)) == pytest.approx(km, rel=0.01)
