"""Make world.pmtiles, the background of every map, from data/boundaries and data/gazetteer. Run by hand:

    uv run --with mapbox-vector-tile --with pmtiles --with-editable . data/basemap/make.py

(or install the two, MIT and BSD, beside mapapp). The file is a PMTiles 3 archive of Mapbox vector tiles, gzipped, in
Web Mercator, data zooms 0 to 7: `maxDataZoom: 7` in protomaps-leaflet, whose data tiles are 512 pixels wide, so that
zoom 7 is sharp up to map zoom 8 and the sources (1:10m, about 500 m) have nothing more to show beyond it.

Layers, back to front, and what their features carry:

    land       polygons, no attributes: fill and shore line
    lakes      polygons: name
    divisions  lines between first-order divisions of one country: min (map zoom, as of labels; small ones later)
    borders    lines between countries: no attributes
    disputed   lines to be drawn dashed: name, such as "Indian claim" (may be empty)
    places     points for labels: name, kind, min, rank, and for capitals capital=1
               kind    one of gazetteer.kinds: country, region, province, district, city, town, village, ocean, sea,
                       gulf, strait, lake, reservoir, range, desert, pass, border_crossing, base
               min     map zoom from which the label should show (a rule's filter: (zoom, feature) =>
                       feature.props.min <= zoom; data zoom 7 carries all, the lower ones those that may show there)
               rank    0 to 1000: where two labels collide the higher one stays; of towns 100 times the decimal
                       logarithm of the inhabitants (500: 100,000), capitals 100 more
               disputed=1 where both sides' names stand in `name`, as in "Stepanakert / Khankendi"
"""

from __future__ import annotations

import gzip
import itertools
import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import geopandas
import mapbox_vector_tile
import numpy as np
import shapely
from labels import places, rows
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer
from shapely.geometry.base import BaseGeometry

HERE = Path(__file__).resolve().parent
DATA = HERE.parent
OUT = HERE / "world.pmtiles"
MAX_ZOOM = 7
EXTENT = 4096  # units across a tile
BUFFER = 64 / EXTENT  # of a tile's width: what is drawn beyond its edge, so that strokes join
PIXELS = 512  # across a data tile
LATITUDE = 85.0511  # where Web Mercator ends
NEAR = 0.02  # degrees: a border this near a disputed line is that line
DIVISION_LINES = ((400, 4), (150, 5), (70, 6), (20, 7))  # (km across the units on both sides, map zoom)
KM_PER_DEGREE = 111.2

# Units whose line against the rest of their country is disputed, and pairs of countries whose line is
BREAKAWAY = {"ne:CY-northern-cyprus", "iso:GE-AB", "iso:MD-SN", "ne:SO-somaliland", "iso:UA-43"}
CONTESTED = {frozenset(pair) for pair in (("RS", "XK"), ("EH", "MA"), ("IL", "PS"))}
NOT_DRAWN = {"Ceasefire Line 1994"}  # a front that is no more

Feature = tuple[BaseGeometry, dict[str, Any]]
Layers = dict[str, list[Feature]]


def main() -> None:
    """Write world.pmtiles beside this script."""
    units = geopandas.read_file(DATA / "boundaries" / "divisions.fgb.zip")
    whole = units[units["part"] == 1]
    claims = geopandas.read_file(DATA / "boundaries" / "disputed_borders.fgb.zip")
    lines = edges(whole)
    claimed = [(row.geometry, row.name_) for row in claims.rename(columns={"name": "name_"}).itertuples()]
    dashed = [(line, "") for line, _ in lines["disputed"]]
    dashed += [(line, name) for line, name in claimed if name not in NOT_DRAWN]
    near = shapely.buffer(shapely.union_all([line for line, _ in dashed]), NEAR)
    shapely.prepare(near)
    outlines = list(lakes())
    water = [shape for shape, _ in outlines]
    layers: Layers = {
        "land": [(mercator(part), {}) for part in parts(shapely.coverage_union_all(whole.geometry.values))],
        "lakes": [(mercator(lake), {"name": name}) for lake, name in outlines],
        "divisions": [(mercator(part), {"min": show}) for part, show in away(lines["divisions"], near)],
        "borders": [(mercator(part), {}) for part, _ in away(lines["borders"], near)],
        "disputed": [(mercator(part), {"name": name}) for line, name in dashed for part in parts(line)],
        "places": [(mercator(shapely.Point(lon, lat)), props) for lon, lat, props in places(units, water)],
    }
    print({name: len(features) for name, features in layers.items()})
    write(layers)


# ------------------------------------------------------------------------------------------------ lines and areas
def edges(units: geopandas.GeoDataFrame) -> dict[str, list[tuple[BaseGeometry, int]]]:
    """Return the lines between units, sorted into borders, divisions and disputed, with the map zoom they show from.

    Neighbours share their points. A line of small units shows later: it would be a tangle on a small map.
    """
    owners: dict[tuple[tuple[float, float], tuple[float, float]], list[int]] = {}
    for number, shape in enumerate(units.geometry.values):
        for ring in shapely.get_rings(shapely.get_parts(shape)):
            points = [tuple(point) for point in np.round(shapely.get_coordinates(ring), 9).tolist()]
            for start, end in itertools.pairwise(points):
                key = (start, end) if start < end else (end, start)
                owners.setdefault(key, []).append(number)
    groups: dict[tuple[int, int], list[Any]] = {}
    for segment, numbers in owners.items():
        if len(set(numbers)) == 2:
            groups.setdefault((min(numbers), max(numbers)), []).append(segment)
    sizes = np.sqrt(shapely.area(units.geometry.values)) * KM_PER_DEGREE
    sorted_: dict[str, list[tuple[BaseGeometry, int]]] = {"borders": [], "divisions": [], "disputed": []}
    records = units[["id", "country", "disputed"]].to_dict("records")
    for (first, second), segments in groups.items():
        line = shapely.line_merge(shapely.multilinestrings(segments))
        size = math.sqrt(sizes[first] * sizes[second])
        show = next((zoom for least, zoom in DIVISION_LINES if size >= least), 8)
        sorted_[sort_of(records[first], records[second])].append((line, show))
    return sorted_


def sort_of(first: dict[str, str], second: dict[str, str]) -> str:
    """Tell whether the line between two units is a border, a division or disputed."""
    countries = frozenset(unit["country"] or unit["id"].removeprefix("iso:")[:2] for unit in (first, second))
    if countries in CONTESTED or (countries == {"IN", "PK"} and first["disputed"] and second["disputed"]):
        return "disputed"
    if len(countries) == 2:
        return "borders"
    return "disputed" if {first["id"], second["id"]} & BREAKAWAY else "divisions"


def away(lines: list[tuple[BaseGeometry, int]], near: BaseGeometry) -> Iterator[tuple[BaseGeometry, int]]:
    """Yield the parts of lines that no disputed line runs along."""
    for line, show in lines:
        for part in parts(shapely.difference(line, near) if shapely.intersects(line, near) else line):
            yield part, show


def lakes() -> Iterator[tuple[BaseGeometry, str]]:
    """Yield the lakes that have an outline in data/gazetteer, and the great ones of lakes.geojson (see lakes.py)."""
    for row in [*rows("south-caucasus.csv"), *rows("world.csv")]:
        if row["kind"] in {"lake", "reservoir"} and row["geometry"].startswith("POLYGON"):
            yield shapely.from_wkt(row["geometry"]), row["name"]
    outlines = HERE / "lakes.geojson"
    if outlines.is_file():
        for feature in json.loads(outlines.read_text(encoding="utf-8"))["features"]:
            yield shapely.from_geojson(json.dumps(feature["geometry"])), feature["properties"]["name"]


def parts(shape: BaseGeometry) -> Iterator[BaseGeometry]:
    """Yield the single, non-empty geometries of one."""
    yield from (part for part in shapely.get_parts(shape) if not part.is_empty)


def mercator(shape: BaseGeometry) -> BaseGeometry:
    """Return a shape in Web Mercator, the world being the unit square with (0, 0) in the north-west."""

    def project(points: Any) -> Any:
        latitude = np.radians(np.clip(points[:, 1], -LATITUDE, LATITUDE))
        return np.column_stack([(points[:, 0] + 180) / 360, (1 - np.arcsinh(np.tan(latitude)) / math.pi) / 2])

    return shapely.transform(shape, project)


# ------------------------------------------------------------------------------------------------ tiles
def write(layers: Layers) -> None:
    """Cut the layers into tiles and write the archive."""
    tiles: dict[int, bytes] = {}
    for zoom in range(MAX_ZOOM + 1):
        for x, y, content in cut(generalized(layers, zoom), zoom, 0, 0, 0):
            tiles[zxy_to_tileid(zoom, x, y)] = gzip.compress(encode(content, zoom, x, y), mtime=0)
        print(f"zoom {zoom}: {len(tiles)} tiles, {sum(map(len, tiles.values())) / 1e6:.2f} MB")
    with OUT.open("wb") as stream:
        writer = Writer(stream)
        for number in sorted(tiles):
            writer.write_tile(number, tiles[number])
        header = {
            "tile_type": TileType.MVT, "tile_compression": Compression.GZIP, "min_zoom": 0, "max_zoom": MAX_ZOOM,
            "min_lon_e7": -1800000000, "min_lat_e7": int(-LATITUDE * 1e7), "max_lon_e7": 1800000000,
            "max_lat_e7": int(LATITUDE * 1e7), "center_zoom": 2, "center_lon_e7": 0, "center_lat_e7": 0,
        }  # fmt: skip
        writer.finalize(header, {
            "name": "mapapp", "attribution": "Natural Earth; places: GeoNames (CC BY 4.0)",
            "vector_layers": [{"id": name, "fields": {}} for name in layers],
        })  # fmt: skip
    print(f"{OUT.name}: {OUT.stat().st_size / 1e6:.2f} MB")


def generalized(layers: Layers, zoom: int) -> Layers:
    """Return what shows at a data zoom, with no more detail than half a pixel."""
    pixel = 1 / 2**zoom / PIXELS
    kept: Layers = {}
    for name, features in layers.items():
        shown = zoom + 1 if zoom < MAX_ZOOM else 99
        features = [feature for feature in features if feature[1].get("min", 0) <= shown]  # noqa: PLW2901
        if name == "places" or not features:
            kept[name] = features
            continue
        shapes = shapely.simplify(np.array([shape for shape, _ in features], dtype=object), pixel / 2)
        large = shapely.area(shapes) > pixel**2 if name in {"land", "lakes"} else shapely.length(shapes) > pixel
        kept[name] = [(shape, props) for shape, (_, props), big in zip(shapes, features, large, strict=True) if big]
    return kept


def cut(layers: Layers, depth: int, zoom: int, x: int, y: int) -> Iterator[tuple[int, int, Layers]]:
    """Yield (x, y, content) of every tile at a depth that has content, by halving."""
    size = 1 / 2**zoom
    west, north = x * size, y * size
    edge = BUFFER * size if zoom else 0.0
    content: Layers = {}
    for name, features in layers.items():
        if name == "places":
            inside = [f for f in features if west <= f[0].x < west + size and north <= f[0].y < north + size]
        else:
            shapes = np.array([shape for shape, _ in features], dtype=object)
            box = (west - edge, north - edge, west + size + edge, north + size + edge)
            clipped = shapely.clip_by_rect(shapes, *box)
            inside = [
                (shape, props) for shape, (_, props) in zip(clipped, features, strict=True) if not shape.is_empty
            ]
        if inside:
            content[name] = inside
    if not content:
        return
    if zoom == depth:
        yield x, y, content
        return
    for dx in (0, 1):
        for dy in (0, 1):
            yield from cut(content, depth, zoom + 1, 2 * x + dx, 2 * y + dy)


def encode(content: Layers, zoom: int, x: int, y: int) -> bytes:
    """Return one tile in the Mapbox vector tile format 2.1."""
    scale = 2**zoom * EXTENT

    def to_tile(points: Any) -> Any:
        return points * scale - np.array([x * EXTENT, y * EXTENT])

    layers = [
        {
            "name": name,
            "features": [
                {"geometry": shapely.transform(shape, to_tile), "properties": props} for shape, props in features
            ],
        }
        for name, features in content.items()
    ]
    data: bytes = mapbox_vector_tile.encode(layers, default_options={"y_coord_down": True, "extents": EXTENT})
    return data


if __name__ == "__main__":
    main()
