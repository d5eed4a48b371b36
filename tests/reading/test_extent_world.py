"""Words become geometry on the real map: thirty phrases from reports of many countries, checked on the ground."""

from __future__ import annotations

import re

import pytest
from shapely.geometry import Point

from mapapp.gazetteer.index import Index
from mapapp.model import Document, Extent
from mapapp.reading.extent import extent_of, shapes
from mapapp.reading.resolvers import ranker


def read(marked: str, index: Index) -> Extent:
    """Resolve and draw a clause whose names stand in [brackets]."""
    text, spans = "", []
    for part in re.split(r"(\[[^\]]*\])", marked):
        if part.startswith("["):
            spans.append((len(text), len(text) + len(part) - 2))
            part = part[1:-1]  # noqa: PLW2901
        text += part
    document = Document(id="d", text=text)
    mentions = ranker.create().resolve(document, (), spans, index)
    return extent_of(document, 0, len(text), mentions, index)[0]


Spot = tuple[float, float]  # lon, lat

# clause, precision, spots it must cover, spots it must not, area in km2 from and to (0, 0 = a point)
Row = tuple[str, str, list[Spot], list[Spot], float, float]
DRAWN: list[Row] = [
    ("A blast hit [Gyumri] on Friday.", "exact", [], [(44.5, 40.2)], 0, 0),
    ("A blast hit the city of [Vardenis] in the [Gegharkunik Province].", "exact", [], [], 0, 0),
    ("Shots were fired near the city of [Vardenis] in the [Gegharkunik Province].", "near",
     [(45.73, 40.18)], [(44.5, 40.2)], 150, 1500),
    ("A standoff in [Syunik] went on.", "region", [(46.2, 39.3)], [(45.2, 40.4), (46.75, 39.85)], 3500, 5500),
    ("A standoff in the southern Armenian province of [Syunik].", "region", [(46.2, 39.3)], [], 3500, 5500),
    ("Posts in the [Lachin] and [Kalbajar] districts were shelled.", "area",
     [(46.4, 39.64), (46.04, 40.11)], [(45.0, 40.0)], 2500, 6500),
    ("Convoys used the [Lachin corridor].", "line", [], [(45.0, 40.0)], 50, 2500),
    ("Troops camped at [Sev Lake].", "near", [], [(46.6, 39.6)], 1, 120),
    ("Troops camped near [Sev Lake].", "near", [(46.24, 39.6)], [(46.6, 39.6)], 80, 400),
    ("They advanced 3.5 kilometres into the [Sev Lake] region of [Syunik].", "near",
     [], [(46.6, 39.2)], 20, 400),
    ("Fighting all over [Nagorno-Karabakh].", "region", [(46.75, 39.85)], [(44.5, 40.2)], 2500, 14000),
    ("A mine went off 12 km south-east of [Goris].", "near", [(46.44, 39.43)], [(46.34, 39.51)], 60, 400),
    ("Clashes broke out on the Armenian-Azerbaijani border.", "line", [], [(44.5, 40.2)], 3000, 20000),
    ("Clashes along the border of [India] and [Pakistan].", "line", [], [(77.2, 28.6)], 10000, 60000),
    ("Migrants wait on the [Mexico]-[Guatemala] border.", "line", [(92.2 * -1, 15.2)], [(-99.1, 19.4)], 3000, 20000),
    ("A truck bomb in [Baghdad], [Iraq], killed twelve.", "exact", [], [], 0, 0),
    ("Fighters left [Mosul] for [Raqqa].", "exact", [], [], 0, 0),
    ("Air strikes 20 miles west of [Mosul].", "near", [(42.8, 36.34)], [(43.13, 36.34)], 400, 2500),
    ("Gunmen attacked a village 30 km from [Maiduguri].", "near", [(13.5, 11.83)], [(13.15, 11.84)], 2000, 12000),
    ("Floods across [Bavaria] damaged homes.", "region", [(11.5, 48.1)], [(13.4, 52.5)], 60000, 80000),
    ("Fires burned in northern [California].", "region", [(-121.5, 40.5)], [(-117.2, 32.7)], 150000, 300000),
    ("Protests in [Paris], [Texas].", "exact", [], [], 0, 0),
    ("Protests in [Lyon] and [Marseille].", "exact", [], [], 0, 0),
    ("A crash on the road between [Kabul] and [Jalalabad].", "line", [(69.8, 34.5)], [(65.7, 31.6)], 800, 8000),
    ("Fighting in southern [Lebanon].", "region", [(35.4, 33.2)], [(36.1, 34.4)], 3000, 8000),
    ("Boats sank in [Lake Sevan].", "area", [(45.3, 40.35)], [(44.5, 40.2)], 500, 2500),
    ("Troops massed near [Kharkiv].", "near", [(36.25, 50.0)], [(37.5, 49.0)], 300, 3000),
    ("Shelling within 5 km of [Donetsk].", "near", [(37.8, 48.0)], [(38.3, 48.3)], 80, 1500),
]  # fmt: skip


@pytest.mark.parametrize("row", DRAWN, ids=[row[0] for row in DRAWN])
def test_words_become_the_geometry_they_allow_on_the_real_map(row: Row, world_index: Index) -> None:
    marked, precision, covered, missed, low, high = row
    extent = read(marked, world_index)
    assert extent.geometry is not None, extent.reason
    assert (extent.precision, extent.geometry.is_valid) == (precision, True), extent.reason
    assert [extent.geometry.covers(Point(spot)) for spot in covered] == [True] * len(covered)
    assert [extent.geometry.covers(Point(spot)) for spot in missed] == [False] * len(missed)
    assert low <= shapes.area_km2(extent.geometry) <= high
    assert extent.error_km


TRAY = ["Protests in [Armenia].", "They came 3.5 km into [Armenia].", "A war between [Armenia] and [Azerbaijan].",
        "Peace in [Europe].", "Rivals in the [Caucasus].", "The collapse of the [Soviet Union].",
        "Border guards of [Russia] were asked for.", "Talks in the [Middle East]."]  # fmt: skip


@pytest.mark.parametrize("marked", TRAY)
def test_countries_and_wider_are_never_drawn(marked: str, world_index: Index) -> None:
    extent = read(marked, world_index)
    assert (extent.geometry, extent.error_km) == (None, None)
    assert extent.precision in ("country", "none")
