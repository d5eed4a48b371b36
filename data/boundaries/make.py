"""Make divisions.fgb.zip and disputed_borders.fgb.zip from Natural Earth. Run by hand: make.py world_map.gpkg

The input is Debian's qgis-common 3.22, /usr/share/qgis/resources/data/world_map.gpkg: Natural Earth 4.1, 1:10m,
public domain, with few columns left. divisions.csv beside this file says for each of its rows what it is: the id (ISO
3166-2 where the unit has a code, else "ne:..."), names, country, the larger unit it belongs to, why it is disputed,
and in `note` each mended error. README.md tells how that table came about.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import geopandas
import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

HERE = Path(__file__).resolve().parent
TOLERANCE = 0.005  # degrees, about 500 m: the scale of the source (1:10m) shows no more
GRID = 2.0**-16  # degrees, about 1.7 m; a binary fraction, so that coordinates compress to half
GAP = 0.02  # degrees: lines of one disputed border that end this near each other meet
REACH = 0.1  # degrees: how far a claim line is drawn out, so that it crosses the border it ends at
COLUMNS = ["id", "name", "kind", "names", "country", "within", "disputed", "part"]
# Areas that only lines bound in the source: (id, name, the lines' name, their country, bounds of the lines)
NAGORNO_KARABAKH = ("sc:nagorno-karabakh", "Nagorno-Karabakh", "Former USSR oblast in 1991", "Azerbaijan")
CONTESTED = {"EH", "PS", "TW", "XK"}  # whole countries whose standing is disputed: their units stay within them
CUT_OFF = (  # a claim line across a country cuts a piece off it: (id, name, lines' name, country, its code, a point)
    ("sc:south-ossetia", "South Ossetia", "Georgian claim", "Georgia", "GE", (43.97, 42.23)),
    ("w:golan-heights", "Golan Heights", "Syrian claim", "Israel", "IL", (35.75, 33.0)),
    ("w:aksai-chin", "Aksai Chin", "Indian claim", "China", "CN", (79.5, 35.2)),
)


def main(source: Path) -> None:
    """Write both files beside this script."""
    units = simplified(geopandas.read_file(source, layer="states_provinces").fillna({"name": ""}))
    divisions = named(units)
    lines = geopandas.read_file(source, layer="disputed_borders")
    save(pd.concat([divisions, disputed_areas(lines, divisions)], ignore_index=True), "divisions")
    lines["id"] = [f"dispute:{number}" for number in range(len(lines))]
    lines["country"] = lines["adm0_left"]
    lines.geometry = shapely.set_precision(lines.geometry.values, GRID)
    save(lines[["id", "name", "country", "geometry"]], "disputed_borders")


def simplified(units: geopandas.GeoDataFrame) -> geopandas.GeoDataFrame:
    """Return the units with fewer points, neighbours still sharing their border point for point."""
    shapes = shapely.coverage_simplify(units.geometry.values, TOLERANCE)
    rounded = shapely.transform(shapes, lambda points: np.round(points / GRID) * GRID)
    faulty = ~shapely.is_valid(rounded)
    rounded[faulty] = shapely.make_valid(rounded[faulty], method="structure", keep_collapsed=False)
    return units.assign(geometry=rounded)


def named(units: geopandas.GeoDataFrame) -> geopandas.GeoDataFrame:
    """Return one row per id of divisions.csv: parts of one unit joined, larger units made of their parts."""
    with (HERE / "divisions.csv").open(encoding="utf-8", newline="") as stream:
        table = list(csv.DictReader(stream))
    parts: dict[str, list[BaseGeometry]] = {}
    records: dict[str, dict[str, object]] = {}
    for row in table:
        larger = row["parent"]
        if row["row"]:
            unit = units.iloc[int(row["row"])]
            if unit["adm0_a3"] != row["adm0_a3"] or unit["name"] != row["ne_name"]:
                raise SystemExit(f"row {row['row']} is {unit['name']!r}, divisions.csv has {row['ne_name']!r}")
            for owner in filter(None, (row["id"], larger)):
                parts.setdefault(owner, []).append(unit.geometry)
        held = row["country"] and row["kind"] != "country" and (not row["disputed"] or row["country"] in CONTESTED)
        country = f"iso:{row['country']}" if held else ""
        if row["id"] in records:  # a further part of the same unit: its names count too
            both = f"{records[row['id']]['names']}|{row['names']}"
            records[row["id"]]["names"] = "|".join(dict.fromkeys(both.split("|")))
            continue
        within = "|".join(filter(None, (larger, country)))
        records[row["id"]] = row | {"within": within, "part": 1 if row["row"] else 0}
    shapes = [shapely.coverage_union_all(parts[name]) for name in records]
    return geopandas.GeoDataFrame(list(records.values()), geometry=shapes, crs=4326)[[*COLUMNS, "geometry"]]


def disputed_areas(lines: geopandas.GeoDataFrame, divisions: geopandas.GeoDataFrame) -> geopandas.GeoDataFrame:
    """Return the areas for which the source has only the lines around them."""
    rows: list[dict[str, object]] = []
    place_id, name, label, country = NAGORNO_KARABAKH
    ring = chained(parts_of(lines, label, country))
    rows.append({"id": place_id, "name": name, "geometry": shapely.Polygon(ring)})
    for place_id, name, label, country, code, inside in CUT_OFF:
        outline = shapely.boundary(
            shapely.coverage_union_all(divisions.geometry[divisions["country"] == code].values)
        )
        cuts = [lengthened(line) for line in parts_of(lines, label, country)]
        point = shapely.Point(*inside)
        pieces = shapely.polygonize([shapely.node(shapely.union_all([outline, *cuts]))])
        found = [piece for piece in shapely.get_parts(pieces) if shapely.contains(piece, point)]
        if not found:
            raise SystemExit(f"{name}: the lines do not close around {inside}")
        rows.append({"id": place_id, "name": name, "geometry": min(found, key=shapely.area)})
    frame = geopandas.GeoDataFrame(rows, geometry="geometry", crs=4326)
    frame["names"], frame["kind"], frame["part"] = "en:" + frame["name"], "region", 0
    frame["country"], frame["within"], frame["disputed"] = (
        "",
        "",
        "bounded by a line of Natural Earth's disputed borders",
    )
    frame.geometry = shapely.set_precision(shapely.simplify(frame.geometry.values, TOLERANCE), GRID)
    return frame


def parts_of(lines: geopandas.GeoDataFrame, label: str, country: str) -> list[BaseGeometry]:
    """Return the single lines of one name in one country."""
    chosen = lines[(lines["name"] == label) & (lines["adm0_left"] == country)]
    merged = shapely.line_merge(shapely.union_all(chosen.geometry.values))
    return list(shapely.get_parts(merged))


def chained(lines: list[BaseGeometry]) -> list[tuple[float, float]]:
    """Return the points of one ring made of lines that meet only nearly, in any order and direction."""
    rest = [list(line.coords) for line in lines]
    ring = rest.pop(0)
    while rest:
        end = ring[-1]
        ways = [way for points in rest for way in (points, points[::-1])]
        nearest = min(ways, key=lambda way, end=end: np.hypot(*np.subtract(end, way[0])))
        if np.hypot(*np.subtract(end, nearest[0])) > GAP:
            raise SystemExit(f"the border is open at {end}")
        rest = [points for points in rest if points not in (nearest, nearest[::-1])]
        ring += nearest
    return ring


def lengthened(line: BaseGeometry) -> BaseGeometry:
    """Return a line drawn out a little at both ends, so that it crosses the simplified border it ends at."""
    points = list(line.coords)
    for inner, outer, at in ((points[1], points[0], 0), (points[-2], points[-1], len(points) + 1)):
        way = np.subtract(outer, inner)
        points.insert(at, tuple(np.add(outer, way / np.hypot(*way) * REACH)))
    return shapely.LineString(points)


def save(frame: pd.DataFrame, name: str) -> None:
    """Write one FlatGeobuf file in a zip, without a spatial index (the index of places has its own)."""
    path = HERE / f"{name}.fgb.zip"
    path.unlink(missing_ok=True)
    frame = geopandas.GeoDataFrame(frame, geometry="geometry", crs=4326)
    frame.to_file(f"/vsizip/{path}/{name}.fgb", driver="FlatGeobuf", SPATIAL_INDEX="NO")
    print(f"{path.name}: {len(frame)} rows, {path.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    main(Path(sys.argv[1]))
