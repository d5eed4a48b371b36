"""Places from a CSV whose columns the user names: `id=code,name=title,lat=y,lon=x,kind=type,names=aliases`."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from mapapp.errors import BadInput
from mapapp.gazetteer.entries import Entry
from mapapp.gazetteer.features import by_code
from mapapp.gazetteer.folding import fold
from mapapp.gazetteer.imports import Imported
from mapapp.gazetteer.kinds import KINDS, LOCALITY, populated_kind
from mapapp.gazetteer.rows import BadRow, Row, number, whole
from mapapp.gazetteer.sources import parse_names

REQUIRED = ("id", "name", "lat", "lon")
FIELDS = (*REQUIRED, "kind", "names", "country", "population", "radius_km", "within", "geonameid")
_MAX_ID = (1 << 31) - 1


def parse(text: str) -> dict[str, str]:
    """Read "field=column,field=column". Raises BadInput."""
    columns: dict[str, str] = {}
    for part in text.split(","):
        field, equals, column = (piece.strip() for piece in part.partition("="))
        if not equals or not column or field not in FIELDS:
            raise BadInput(
                f"--columns: wanted FIELD=COLUMN with a field of {', '.join(FIELDS)}; got {part.strip()!r}"
            )
        if field in columns:
            raise BadInput(f"--columns: wanted each field once; got {field} twice")
        columns[field] = column
    missing = [field for field in REQUIRED if field not in columns]
    if missing:
        raise BadInput(f"--columns: wanted {', '.join(REQUIRED)} at least; got no {', '.join(missing)}")
    return columns


def read(
    path: Path, columns: Mapping[str, str] | None, prefix: str, countries: frozenset[str] = frozenset()
) -> Iterator[Row]:
    """Yield the places of a CSV (commas, semicolons or tabs), and what is wrong with the rows that are none.

    `columns` maps our fields to its headings; None takes headings that are called as our fields. An id without a
    colon is put under `prefix`, so that it cannot be mistaken for another source's. Raises BadInput when the file is
    no such table.
    """
    line = 1
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            head = stream.readline(1 << 20)
            stream.seek(0)
            rows = csv.reader(stream, delimiter=max(",;\t", key=head.count))
            headings = [heading.strip() for heading in next(rows, [])]
            places = _positions(path, headings, columns, countries)
            for cells in rows:
                line = rows.line_num
                if any(cell.strip() for cell in cells):
                    yield from _row(line, cells, len(headings), places, prefix, countries)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        where = f", after line {line}" if not isinstance(error, OSError) else ""
        why = "not UTF-8" if isinstance(error, UnicodeDecodeError) else getattr(error, "strerror", None) or error
        raise BadInput(f"{path}{where}: wanted a CSV in UTF-8 that can be read; {why}") from error


def _positions(
    path: Path, headings: list[str], columns: Mapping[str, str] | None, countries: frozenset[str]
) -> dict[str, tuple[int, str]]:
    """Return where each field stands and what its column is called."""
    asked = columns or {field: field for field in FIELDS if field in headings or field in REQUIRED}
    missing = [f"{column} (for {field})" for field, column in asked.items() if column not in headings]
    if missing:
        there = ", ".join(headings) or "nothing"
        raise BadInput(f"{path}, line 1: wanted columns {', '.join(missing)}; there are {there}")
    if countries and "country" not in asked:
        raise BadInput(f"{path}: --country wants a column of countries; say country=COLUMN in --columns")
    return {field: (headings.index(column), column) for field, column in asked.items()}


def _row(
    line: int, cells: list[str], width: int, places: dict[str, tuple[int, str]], prefix: str,
    countries: frozenset[str],
) -> Iterator[Row]:  # fmt: skip
    if len(cells) != width:
        yield BadRow(line, "", f"wanted {width} columns, got {len(cells)}")
        return
    values = {field: cells[position].strip() for field, (position, _) in places.items()}
    if countries and values["country"].upper() not in countries:
        return
    try:
        yield _place(values, prefix)
    except ValueError as error:
        field, what = error.args
        yield BadRow(line, places[field][1], what)


def _place(values: Mapping[str, str], prefix: str) -> Imported:
    """Read one row. Raises ValueError(field, what was wanted and is there)."""
    identity, name = values["id"], values["name"]
    if not identity or re.search(r"[\s,|]", identity):
        raise ValueError("id", f"wanted an id without spaces, commas and bars, got {identity!r}")
    if not fold(name):
        raise ValueError("name", f"wanted a name, got {name!r}")
    if ":" not in identity:
        identity = f"{prefix}:{identity}"
    geonameid = whole("geonameid", values.get("geonameid", ""), _MAX_ID)
    if geonameid is None and identity.startswith("gn:"):
        geonameid = whole("id", identity[3:], _MAX_ID)
    country = values.get("country", "").upper()
    if country and not re.fullmatch("[A-Z]{2}", country):
        raise ValueError("country", f"wanted two letters (ISO 3166-1), got {values['country']!r}")
    population = whole("population", values.get("population", ""), 1 << 40) or None
    kind, usual, reach = _kind(values.get("kind", ""), population)
    radius = values.get("radius_km", "")
    names = parse_names(values.get("names", "").replace(";", "|"))
    return Imported(
        Entry(
            id=identity, name=name, kind=kind, names={name: names.get(name)} | names,
            lon=number("lon", values["lon"], 180), lat=number("lat", values["lat"], 90),
            population=population, country=country or None,
            radius_km=number("radius_km", radius, 20_040) if radius else None, geonameid=geonameid or None,
            within=tuple(filter(None, (part.strip() for part in values.get("within", "").split("|")))),
        ),
        usual,
        reach,
    )  # fmt: skip


def _kind(text: str, population: int | None) -> tuple[str, str, float | None]:
    """Return the kind the row tells ("" for none), the kind to take where nobody does, and a typical reach in km."""
    if not text:
        kind = populated_kind(population) if population else ""
        return kind, LOCALITY, None
    kind = text.lower().replace(" ", "_")
    if kind in KINDS:
        return kind, kind, None
    code = by_code(text.upper())
    if code is None:
        raise ValueError("kind", f"wanted a kind of {', '.join(KINDS)}, or a GeoNames code (PPL, H.LK); got {text!r}")
    if code.radius_km is None and code.kind == "village":
        return populated_kind(population) if population else "", code.kind, None
    return code.kind, code.kind, code.radius_km
