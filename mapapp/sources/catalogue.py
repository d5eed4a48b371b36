"""sources.toml: what a folder's owner knows of its reports beside their texts."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, get_args

from mapapp.errors import BadInput
from mapapp.model import Basis, Published
from mapapp.sources import edtf

NAME = "sources.toml"
KEYS = ("file", "title", "publisher", "language", "published", "basis", "url")
BASES: tuple[Basis, ...] = get_args(Basis)


_UNDATED = Published()


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known of one report; None = not said."""

    title: str | None = None
    publisher: str | None = None
    language: str | None = None  # BCP 47
    published: Published = _UNDATED
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A folder's sources.toml: what it says of each file, and what in it cannot be taken."""

    entries: Mapping[str, Entry]  # by file name
    wrong: Mapping[str, str]  # file name (or "report 3") -> what was wanted, what is there


def read(folder: Path) -> Catalogue:
    """Return a folder's sources.toml, an empty one when there is none.

    A row that cannot be taken (unknown key, bad date, a file that is missing or stands there twice) is `wrong`: its
    report must not be read under half-known data, the others can be. Raises BadInput naming the file when it is not
    TOML of [[report]] tables.
    """
    path = folder / NAME
    if not path.is_file():
        return Catalogue({}, {})
    entries: dict[str, Entry] = {}
    wrong: dict[str, str] = {}
    for number, row in enumerate(_rows(path), start=1):
        name = row.get("file") if isinstance(row, dict) else None
        if not isinstance(name, str) or not name:
            wrong[f"report {number}"] = f'wanted file = "a name in this folder", got {name!r}'
        elif not (folder / name).is_file():
            wrong[name] = "no such file in the folder"
        elif name in entries:
            wrong[name] = "described twice"
        else:
            try:
                entries[name] = _entry(row)
            except BadInput as error:
                wrong[name] = str(error)
    return Catalogue(entries, wrong)


def published(value: object, basis: object) -> Published:
    """Return a publication date given beside a text; without a basis it is an editor's word. Raises BadInput."""
    if value is None:
        return Published()
    if not isinstance(value, str):
        raise BadInput(f"published: {edtf.WANTED}; got {value!r}")
    if basis is not None and basis not in BASES:
        raise BadInput(f"basis: wanted one of {', '.join(BASES)}, got {basis!r}")
    try:
        day = edtf.checked(value)
    except BadInput as error:
        raise BadInput(f"published: {error}") from None
    known: Basis = next((name for name in BASES if name == basis), "editor")
    return Published(day, known, "the date came with the report", None if known == "inferred" else 1.0)


def _rows(path: Path) -> list[Any]:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise BadInput(f"{path}: wanted a TOML file of [[report]] tables; {error}") from error
    rows = table.get("report", [])
    others = sorted(set(table) - {"report"})
    if others or not isinstance(rows, list):
        raise BadInput(f"{path}: wanted [[report]] tables only, got {others[0] if others else 'report'!r}")
    return rows


def _entry(row: Mapping[str, object]) -> Entry:
    unknown = sorted(set(row) - set(KEYS))
    if unknown:
        raise BadInput(f"no key {unknown[0]!r}; there are {', '.join(KEYS)}")
    day = row.get("published")
    if day is None and row.get("basis") is not None:
        raise BadInput(f"basis {row['basis']!r} without published")
    if isinstance(day, date):
        day = day.isoformat()  # TOML has dates of its own: published = 2021-05-16
    texts = {key: _text(key, row.get(key)) for key in ("title", "publisher", "language", "url")}
    return Entry(published=published(day, row.get("basis")), **texts)


def _text(key: str, value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value or None
    raise BadInput(f"{key}: wanted a string, got {value!r}")
