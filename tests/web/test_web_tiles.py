"""Laws of the tiles: every point is counted exactly once at every zoom, wherever it lies."""

import math
from collections import Counter

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mapapp.web.tiles import BITS, CELL_BITS, DEEPEST, Points, Tile, codes

lons = st.one_of(st.floats(-180, 180), st.sampled_from([-180.0, 180.0, 0.0, 179.9999999, -179.9999999]))
lats = st.one_of(st.floats(-90, 90), st.sampled_from([-90.0, 90.0, 0.0, 85.06, -85.06]))
spots = st.lists(st.tuples(lons, lats, st.integers(0, 15)), max_size=60)


def points(given_: list[tuple[float, float, int]]) -> Points:
    lon, lat = (np.array([spot[part] for spot in given_], np.float64) for part in (0, 1))
    kind = np.array([spot[2] for spot in given_], np.uint8)
    code = codes(lon, lat)
    order = np.argsort(code, kind="stable")
    return Points(code[order], order.astype(np.int32), lon[order], lat[order], kind[order])


def world(zoom: int) -> list[Tile]:
    return [Tile(zoom, x, y) for x in range(2**zoom) for y in range(2**zoom)]


@settings(deadline=None)
@given(spots, st.integers(0, 3))
@example([(180.0, 90.0, 1), (-180.0, -90.0, 2), (0.0, 0.0, 3)] * 3, 2)
def test_the_tiles_of_the_world_count_every_point_exactly_once(
    told: list[tuple[float, float, int]], zoom: int
) -> None:
    made = points(told)
    cells = [cell for tile in world(zoom) for cell in made.cells(tile)]
    assert sum(cell.number for cell in cells) == len(told)
    kinds = Counter(kind for _, _, kind in told)
    assert sum((Counter(cell.kinds) for cell in cells), Counter()) == kinds
    assert len({(cell.x, cell.y) for cell in cells}) == len(cells)


@settings(deadline=None)
@given(spots.filter(bool), st.integers(0, DEEPEST))
def test_a_point_is_in_the_tile_that_every_web_map_puts_it_in(
    told: list[tuple[float, float, int]], zoom: int
) -> None:
    lon, lat, _ = told[0]
    north = math.radians(max(-85.0511287798066, min(85.0511287798066, lat)))
    x = min(2**zoom - 1, math.floor((lon + 180) / 360 * 2**zoom))
    y = max(0, min(2**zoom - 1, math.floor((1 - math.asinh(math.tan(north)) / math.pi) / 2 * 2**zoom)))
    assert sum(cell.number for cell in points(told[:1]).cells(Tile(zoom, x, y))) == 1


@settings(deadline=None)
@given(spots, st.integers(0, 3))
def test_a_cell_of_a_tile_lists_exactly_its_points(told: list[tuple[float, float, int]], zoom: int) -> None:
    made = points(told)
    for tile in world(zoom):
        for cell in made.cells(tile):
            assert (cell.x >> CELL_BITS, cell.y >> CELL_BITS) == (tile.x, tile.y)
            rows = made.rows([Tile(zoom + CELL_BITS, cell.x, cell.y)])
            assert len(rows) == cell.number
            assert cell.row in rows
            west, east = (360 * side / 2 ** (zoom + CELL_BITS) - 180 for side in (cell.x, cell.x + 1))
            assert west - 1e-9 <= cell.lon <= east + 1e-9


@settings(deadline=None)
@given(spots, st.data())
def test_points_that_a_filter_takes_away_are_counted_nowhere(
    told: list[tuple[float, float, int]], data: st.DataObject
) -> None:
    mask = np.array(data.draw(st.lists(st.booleans(), min_size=len(told), max_size=len(told))), np.bool_)
    made = points(told).where(mask)
    assert sum(cell.number for tile in world(2) for cell in made.cells(tile)) == int(mask.sum())
    assert made.rows(world(1)).tolist() == np.flatnonzero(mask).tolist()


def test_a_stack_on_one_spot_says_so_and_its_neighbour_does_not() -> None:
    (cell,) = points([(46.2, 39.6, 1)] * 4).cells(Tile(0, 0, 0))
    assert (cell.one_spot, cell.number) == (True, 4)
    (cell,) = points([(46.2, 39.6, 1), (46.9, 39.6, 1)]).cells(Tile(0, 0, 0))
    assert not cell.one_spot


def test_neighbouring_codes_are_neighbouring_places() -> None:
    (code,) = codes([-180.0], [90.0])
    assert code == 0
    (code,) = codes([180.0], [-90.0])
    assert code == 4**BITS - 1
