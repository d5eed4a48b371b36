"""Make lakes.geojson, the great lakes of the world. Run by hand: lakes.py FOLDER

FOLDER is usr/lib/R/site-library/maps/mapdata of Debian's r-cran-maps 3.4.1, whose `lakes` are those of Natural Earth
2.0, 1:50m (public domain). lakes.L holds int32 type and count; per line int32 offset, count of points and two int16
(the areas left and right), then its bounds as four float32; then the points, float32 longitude and latitude in
radians. lakes.N names the areas in the order of the lines; islands are areas of their own.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
import shapely

HERE = Path(__file__).resolve().parent
HEADER = 28  # bytes of a line's header
DIGITS = 3  # decimals of a degree, about 100 m


def main(folder: Path) -> None:
    """Write lakes.geojson beside this script."""
    data = (folder / "lakes.L").read_bytes()
    names = [line.split("\t")[0] for line in (folder / "lakes.N").read_text(encoding="utf-8").splitlines()]
    areas = [(name, shapely.Polygon(points(data, number))) for number, name in enumerate(names)]
    areas = [(name, shapely.make_valid(shape)) for name, shape in areas]
    lakes: list[tuple[str, shapely.Geometry]] = []
    for name, shape in sorted(areas, key=lambda area: -area[1].area):
        at = next((n for n, (_, lake) in enumerate(lakes) if shapely.covers(lake.buffer(0.01), shape)), None)
        if at is None:
            lakes.append((name.split(":")[0] if name != "?" else "", shape))
        else:
            lakes[at] = (lakes[at][0], shapely.difference(lakes[at][1], shape))
    features = [
        {
            "type": "Feature",
            "properties": {"name": name},
            "geometry": json.loads(shapely.to_geojson(shapely.set_precision(shape, 10.0**-DIGITS))),
        }
        for name, shape in lakes
    ]
    text = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False, separators=(",", ":"))
    (HERE / "lakes.geojson").write_text(text + "\n", encoding="utf-8")
    print(f"{len(features)} lakes")


def points(data: bytes, number: int) -> np.ndarray:
    """Return the points of one line, in degrees."""
    offset, count = np.frombuffer(data, "<i4", 2, 8 + HEADER * number)
    return np.degrees(np.frombuffer(data, "<f4", 2 * int(count), int(offset)).reshape(-1, 2).astype(float))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    main(Path(sys.argv[1]))
