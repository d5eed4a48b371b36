"""What the user imported: one file an import in `<gazetteer>/imports`, a source of the index beside the bundled ones.

A file is gzip of JSON lines: first what it is (`Header`), then a place a line. It appears whole or not at all.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import shutil
import tempfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
import shapely

from mapapp.errors import BadInput
from mapapp.gazetteer.containment import COAST
from mapapp.gazetteer.entries import Entries, Entry
from mapapp.gazetteer.folding import fold
from mapapp.gazetteer.kinds import DISTRICT, PROVINCE
from mapapp.gazetteer.spool import Places

FOLDER, SUFFIX, PART = "imports", ".jsonl.gz", ".part-"
FORMAT = 1
FIELDS = (
    "id", "name", "kind", "names", "lon", "lat", "radius_km", "population", "country", "within", "geonameid",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Header:
    """What an import is."""

    name: str  # what `forget` wants
    source: str  # name of the file it was made from
    places: int
    digest: str  # of the places, whatever file they came from
    format: int = FORMAT


@dataclass(frozen=True, slots=True)
class Imported:
    """A place as imported, and what to take where neither it nor another source says better."""

    entry: Entry
    kind: str
    radius_km: float | None = None


def folder_of(gazetteer: Path) -> Path:
    """Return where a gazetteer folder keeps its imports; it need not be there."""
    return gazetteer / FOLDER


def path_of(gazetteer: Path, name: str) -> Path:
    """Return the file of one import."""
    return folder_of(gazetteer) / f"{name}{SUFFIX}"


def paths(gazetteer: Path) -> list[Path]:
    """Return the files of all imports, in order of name: of two that know one place the later is believed."""
    return sorted(folder_of(gazetteer).glob(f"*{SUFFIX}"))


def header(path: Path) -> Header:
    """Read what an import is. Raises BadInput naming the command that removes a spoilt one."""
    try:
        with gzip.open(path, "rb") as stream:
            made = Header(**orjson.loads(stream.readline()))
    except (OSError, EOFError, zlib.error, ValueError, TypeError) as error:
        raise _spoilt(path, error) from error
    if made.format != FORMAT:
        raise _spoilt(path, f"wanted format {FORMAT}, got {made.format}")
    return made


def digest(gazetteer: Path) -> bytes:
    """Return what the imports add to an index's fingerprint: nothing where there are none."""
    made = []
    for path in paths(gazetteer):
        try:
            made.append(f"{path.name} {header(path).digest}")
        except BadInput:
            made.append(f"{path.name} spoilt")  # the build tells of it
    return "\n".join(made).encode()


def scratch(gazetteer: Path) -> Path:
    """Return an empty folder beside the imports for what is being made; `clear` removes it, whole or killed."""
    return Path(tempfile.mkdtemp(prefix=PART, dir=folder_of(gazetteer)))


def stage(folder: Path, name: str, source: str, places: Iterator[Imported]) -> tuple[Header, Path]:
    """Write places into a file in a scratch folder, one in memory at a time; return what it is, and the file."""
    sha, count = hashlib.sha256(), 0
    body = folder / "places"
    with body.open("wb") as raw, gzip.GzipFile("", "wb", 3, raw, mtime=0) as stream:
        for place in places:
            line = _line(place)
            sha.update(line)
            stream.write(line)
            count += 1
    made = Header(name, source, count, sha.hexdigest()[:16])
    whole = folder / "whole"
    # gzip members may follow each other: the header is known last and stands first
    with whole.open("wb") as raw, body.open("rb") as rest:
        raw.write(gzip.compress(orjson.dumps(made) + b"\n", mtime=0))
        shutil.copyfileobj(rest, raw)
        raw.flush()
        os.fsync(raw.fileno())
    body.unlink()
    return made, whole


def clear(gazetteer: Path) -> None:
    """Remove what killed imports left behind. Call with the lock of the imports held."""
    for left in folder_of(gazetteer).glob(f"{PART}*"):
        shutil.rmtree(left, ignore_errors=True)


def add_all(known: Places, gazetteer: Path) -> None:
    """Add every import's places; where one is known already, names are united and the import's fields believed.

    A place is known by id, by GeoNames id, or, for provinces and districts, by a name and a shape that holds its
    point: their shapes come from Natural Earth, which does not number them as GeoNames does. Raises BadInput.
    """
    files = paths(gazetteer)
    if not files:
        return
    numbers = {entry.geonameid: entry.id for entry in known.entries.values() if entry.geonameid}
    divisions = _divisions(known.entries)
    for path in files:
        for place in places(path):
            number = place.entry.geonameid
            same = (numbers.get(number) or known.named_by(number)) if number else None
            place.entry.id = same or _division(divisions, place) or place.entry.id
            if number and place.entry.id in known.entries:
                numbers.setdefault(number, place.entry.id)
            _add(known, place)


def places(path: Path) -> Iterator[Imported]:
    """Yield the places of an import. Raises BadInput for a spoilt file."""
    header(path)
    try:
        with gzip.open(path, "rb") as stream:
            stream.readline()
            for line in stream:
                yield _place(orjson.loads(line))
    except (OSError, EOFError, zlib.error, ValueError, TypeError, KeyError) as error:
        raise _spoilt(path, error) from error


def _add(known: Places, place: Imported) -> None:
    entry = place.entry
    bundled = known.entries.get(entry.id)
    before = bundled or known.spooled(entry.id)
    if before is not None:  # a name whose language the import does not tell keeps the one it has
        entry.names = {name: language or before.names.get(name) for name, language in entry.names.items()}
        before.update(entry)
    else:
        entry.kind = entry.kind or place.kind
        entry.radius_km = entry.radius_km or place.radius_km
        entry.imported = True
    if bundled is None:
        known.spool(before or entry)


def _divisions(entries: Entries) -> dict[tuple[str, str], list[Entry]]:
    """Return the provinces and districts that have a shape, by kind and folded name."""
    found: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries.values():
        if entry.kind in {PROVINCE, DISTRICT} and entry.geometry is not None and not entry.geonameid:
            for key in {fold(name) for name in entry.names}:
                found.setdefault((entry.kind, key), []).append(entry)
    return found


def _division(divisions: dict[tuple[str, str], list[Entry]], place: Imported) -> str:
    """Return the id of the one division that bears a name of the place and holds its point, or ""."""
    entry = place.entry
    kind = entry.kind or place.kind
    if kind not in {PROVINCE, DISTRICT} or entry.lon is None or entry.lat is None:
        return ""
    point = shapely.Point(entry.lon, entry.lat)
    near = {
        known.id
        for key in {fold(name) for name in entry.names}
        for known in divisions.get((kind, key), ())
        if shapely.dwithin(known.geometry, point, COAST)
    }
    return near.pop() if len(near) == 1 else ""


def _line(place: Imported) -> bytes:
    values = {name: getattr(place.entry, name) for name in FIELDS}
    values |= {"names": list(place.entry.names.items()), "else": [place.kind, place.radius_km]}
    return orjson.dumps({name: value for name, value in values.items() if value not in (None, "", ())}) + b"\n"


def _place(values: dict[str, Any]) -> Imported:
    kind, radius_km = values.pop("else")
    values["names"] = dict(values["names"])
    values["within"] = tuple(values.get("within", ()))
    return Imported(Entry(**{"kind": "", **values}), kind, radius_km)


def _spoilt(path: Path, why: object) -> BadInput:
    name = path.name.removesuffix(SUFFIX)
    return BadInput(f"{path}: wanted an imported gazetteer; {why}; `mapapp gazetteer forget {name}` removes it")
