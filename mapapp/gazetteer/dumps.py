"""GeoNames dumps as GeoNames ships them: AM.txt or AM.zip, allCountries.zip, and alternateNamesV2 with languages.

Format: https://download.geonames.org/export/dump/readme.txt (19 tab-separated columns, UTF-8, no quotes, no heading).
"""

from __future__ import annotations

import contextlib
import re
import sqlite3
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from mapapp.errors import BadInput
from mapapp.gazetteer.entries import Entry
from mapapp.gazetteer.features import feature
from mapapp.gazetteer.folding import fold
from mapapp.gazetteer.imports import Imported
from mapapp.gazetteer.kinds import populated_kind
from mapapp.gazetteer.rows import BadRow, Row, number, whole
from mapapp.gazetteer.sources import clean_names

WIDTH = 19
LONGEST = 1 << 20  # bytes; no line of GeoNames comes near
MAX_ID = (1 << 31) - 1
_README = frozenset({"readme.txt", "iso-languagecodes.txt"})  # what GeoNames packs beside the table
# What alternateNamesV2 holds under "language" that is no name: links, codes of stations, airports and harbours
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{1,8})*")
_NO_LANGUAGE = {"": None, "abbr": "und-x-abbr"}


class Names:
    """Alternate names by GeoNames id, kept on disk: the whole table has 18 million rows in another order."""

    def __init__(self, folder: Path, path: Path, wanted: bytearray) -> None:
        """Read the names of the places marked in `wanted` (a bit an id). Raises BadInput."""
        self._rows = sqlite3.connect(folder / "names", isolation_level=None)
        self._rows.execute("PRAGMA journal_mode = OFF")
        self._rows.execute("PRAGMA synchronous = OFF")
        self._rows.execute("CREATE TABLE names (place INTEGER, name TEXT, language TEXT)")
        self._rows.execute("BEGIN")
        self._rows.executemany("INSERT INTO names VALUES (?, ?, ?)", _alternates(path, wanted))
        self._rows.execute("COMMIT")
        self._rows.execute("CREATE INDEX by_place ON names (place)")

    def of(self, place: int) -> dict[str, str | None]:
        """Return the names of a place with their languages, in the order of the table."""
        found = self._rows.execute("SELECT name, language FROM names WHERE place = ? ORDER BY rowid", (place,))
        return dict(found.fetchall())

    def close(self) -> None:
        """Let go of the file."""
        self._rows.close()


def read(path: Path, countries: frozenset[str] = frozenset(), names: Names | None = None) -> Iterator[Row]:
    """Yield the places of a dump, and what is wrong with the rows that are none; one row in memory at a time.

    `countries` are ISO 3166-1 codes; empty takes all. Raises BadInput when the file is no dump.
    """
    for line, cells in _table(path, WIDTH, "a GeoNames dump; for a CSV say --columns"):
        if isinstance(cells, str):
            yield BadRow(line, "", cells)
        elif not countries or cells[8] in countries:
            try:
                yield _place(cells, names)
            except ValueError as error:
                yield BadRow(line, *error.args)


def ids(path: Path, countries: frozenset[str] = frozenset()) -> bytearray:
    """Return a bit for each GeoNames id of a dump's rows: as many bytes as an eighth of the highest."""
    marked = bytearray()
    for _, cells in _table(path, WIDTH, "a GeoNames dump; for a CSV say --columns"):
        if not isinstance(cells, str) and (not countries or cells[8] in countries):
            with contextlib.suppress(ValueError):
                place = whole("geonameid", cells[0], MAX_ID)
                if place:
                    marked.extend(bytes(max(0, (place >> 3) + 1 - len(marked))))
                    marked[place >> 3] |= 1 << (place & 7)
    return marked


def _place(cells: list[str], names: Names | None) -> Imported:
    """Read one row. Raises ValueError(column, what was wanted and is there)."""
    identity = whole("geonameid", cells[0], MAX_ID)
    name = cells[1].strip()
    if not identity or not fold(name):
        column, got = ("name", name) if identity else ("geonameid", cells[0])
        raise ValueError(column, f"wanted a {'name' if identity else 'number'}, got {got!r}")
    lat, lon = number("latitude", cells[4], 90), number("longitude", cells[5], 180)
    letter, code, country = cells[6].strip(), cells[7].strip(), cells[8].strip()
    if country and not re.fullmatch("[A-Z]{2}", country):
        raise ValueError("country code", f"wanted two capital letters, got {country!r}")
    population = whole("population", cells[14], 1 << 40) or None
    spelt: dict[str, str | None] = {name: None}
    if cells[2] != name and fold(cells[2]) != fold(name):
        spelt.update(dict.fromkeys(clean_names(cells[2])))
    for alternate in cells[3].split(","):
        spelt.update(dict.fromkeys(clean_names(alternate)))
    if names is not None:
        spelt.update((other, language or spelt.get(other)) for other, language in names.of(identity).items())
    usual = feature(letter, code)
    # how many live there says city, town or village; a dump that does not tell leaves it to whoever knows
    kind = "" if letter == "P" else usual.kind
    if population and letter == "P" and usual == feature("P", ""):
        kind = populated_kind(population)
    return Imported(
        Entry(
            id=f"gn:{identity}", name=name, kind=kind, names=spelt, lon=lon, lat=lat, population=population,
            country=country or None, geonameid=identity,
        ),
        usual.kind,
        usual.radius_km,
    )  # fmt: skip


def _alternates(path: Path, wanted: bytearray) -> Iterator[tuple[int, str, str | None]]:
    """Yield (GeoNames id, name, language); colloquial names, codes and links are none.

    Raises BadInput, also for a row that is broken: half a table of names is no table.
    """
    for line, cells in _table(path, (8, 10), "alternateNamesV2 of GeoNames"):
        if isinstance(cells, str):
            raise BadInput(f"{path}, line {line}: {cells}")
        try:
            place = whole("geonameid", cells[1], MAX_ID) or 0
        except ValueError as error:
            raise BadInput(f"{path}, line {line}, column {error.args[0]}: {error.args[1]}") from error
        language, name = cells[2].strip(), " ".join(cells[3].split())
        if place >> 3 >= len(wanted) or not wanted[place >> 3] >> (place & 7) & 1 or cells[6].strip() == "1":
            continue
        if (language in _NO_LANGUAGE or _is_language(language)) and fold(name):
            yield place, name, _NO_LANGUAGE.get(language, language)


def _is_language(text: str) -> bool:
    return text not in {"phon", "piny"} and _LANGUAGE.fullmatch(text) is not None


def _table(path: Path, width: int | tuple[int, ...], what: str) -> Iterator[tuple[int, list[str] | str]]:
    """Yield (line number, cells), or (line number, what is wrong) for a row that has not the width.

    Raises BadInput when the file cannot be read or its first row is not of such a table.
    """
    widths = (width,) if isinstance(width, int) else width
    wanted = f"{' or '.join(map(str, widths))} columns between tabs"
    try:
        with _opened(path) as stream:
            for line, raw in _counted(path, stream):
                try:
                    cells = raw.decode("utf-8-sig" if line == 1 else "utf-8").rstrip("\r\n").split("\t")
                except UnicodeDecodeError as error:
                    yield line, f"wanted UTF-8, got byte {error.object[error.start]:#04x}"
                    continue
                if len(cells) in widths:
                    yield line, cells
                elif line == 1:
                    raise BadInput(f"{path}, line 1: wanted {wanted} ({what}), got {len(cells)}")
                elif any(cell.strip() for cell in cells):
                    yield line, f"wanted {wanted}, got {len(cells)}"
    except (OSError, EOFError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError) as error:
        why = getattr(error, "strerror", None) or error
        raise BadInput(f"{path}: wanted a file that can be read, .txt or .zip; {why}") from error


def _counted(path: Path, stream: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    count = 0
    while raw := stream.readline(LONGEST):
        count += 1
        if len(raw) == LONGEST:
            raise BadInput(
                f"{path}, line {count}: wanted a row of a table, got a line of more than {LONGEST:,} bytes"
            )
        yield count, raw


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    """Open a file, or the table inside a zip: the one of the zip's name, else the only one."""
    if not zipfile.is_zipfile(path):
        if path.suffix.lower() == ".zip":
            raise (
                zipfile.BadZipFile("File is not a zip file")
                if path.is_file()
                else FileNotFoundError(2, "no such file")
            )
        with path.open("rb") as stream:
            yield stream
        return
    with zipfile.ZipFile(path) as packed:
        tables = [n for n in packed.namelist() if n.lower().endswith(".txt") and Path(n).name.lower() not in _README]
        chosen = [n for n in tables if Path(n).stem.lower() == path.stem.lower()] or tables
        if len(chosen) != 1:
            inside = ", ".join(packed.namelist()[:5]) or "nothing"
            raise BadInput(f"{path}: wanted a zip with one table, {path.stem}.txt; there is {inside}")
        with packed.open(chosen[0]) as stream:
            yield stream
