"""Import gazetteers: read the user's files row by row, keep them as sources of the index, list and forget them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from mapapp.errors import BadInput, NotFound
from mapapp.gazetteer import columns as tables
from mapapp.gazetteer import dumps, imports, state
from mapapp.gazetteer.imports import Header, Imported
from mapapp.gazetteer.rows import BadRow, Row

TOLD = 5  # bad rows of a file told in full; of the rest only how many
EVERY = 10_000  # rows between two words of progress
Progress = Callable[[str, int], None]  # name of the file, places read so far


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to take from the files."""

    countries: frozenset[str] = frozenset()  # ISO 3166-1 codes; empty: all
    alternate_names: Path | None = None  # alternateNamesV2 of GeoNames
    columns: Mapping[str, str] | None = None  # of a CSV: our field -> its column


@dataclass(slots=True)
class Outcome:
    """What came of one file."""

    path: Path
    name: str
    places: int = 0
    change: str = "new"  # new, replaced, or unchanged
    bad: int = 0
    told: list[str] = field(default_factory=list)  # the first bad rows in words


def import_files(
    paths: Sequence[Path], folder: Path, wanted: Wanted | None = None, progress: Progress | None = None
) -> list[Outcome]:
    """Make the files sources of the gazetteer in `folder`; the index is to be built anew then (`build.ensure`).

    All files are read before any is put in force; what is in memory does not grow with a file. A bad row is left
    out and told. Raises BadInput (and changes nothing) for a file that cannot be read or holds no place,
    Unavailable when the folder cannot be written.
    """
    wanted = wanted or Wanted()
    names = [_name(path, wanted) for path in paths]
    twice = next((name for number, name in enumerate(names) if name in names[:number]), None)
    if twice:
        raise BadInput(f"{twice}: wanted files of different names in one import; got two that would be called so")
    tell = progress or (lambda _name, _count: None)
    staged: list[tuple[Outcome, Header, Path]] = []
    with state.locked(imports.folder_of(folder)):
        imports.clear(folder)
        try:
            for path, name in zip(paths, names, strict=True):
                outcome = Outcome(path, name)
                staged.append((outcome, *_stage(outcome, folder, wanted, tell)))
            with state.locked(folder):  # not while an index is being made from them
                for outcome, made, draft in staged:
                    _install(outcome, made, draft, folder)
        finally:
            imports.clear(folder)
    return [outcome for outcome, _, _ in staged]


def listed(folder: Path) -> list[Header]:
    """Return what was imported, in order of name. Raises BadInput for a spoilt file."""
    return [imports.header(path) for path in imports.paths(folder)]


def forget(name: str, folder: Path) -> None:
    """Remove an import; the index is to be built anew then. Raises NotFound naming those there are."""
    path = imports.path_of(folder, name)
    if path not in imports.paths(folder):
        there = ", ".join(path.name.removesuffix(imports.SUFFIX) for path in imports.paths(folder)) or "none"
        raise NotFound(f"import {name!r}: wanted one of `mapapp gazetteer imports`; there are: {there}")
    with state.locked(folder):
        path.unlink(missing_ok=True)


def _name(path: Path, wanted: Wanted) -> str:
    """Return what an import is called: as its file, with the countries taken from it."""
    parts = [path.stem, *sorted(wanted.countries)]
    return re.sub(r"[^\w-]+", "-", "-".join(parts)).strip("-")[:80] or "import"


def _stage(outcome: Outcome, folder: Path, wanted: Wanted, tell: Progress) -> tuple[Header, Path]:
    path = outcome.path
    if not path.is_file():
        raise BadInput(f"{path}: wanted a file, .txt or .zip of GeoNames or a CSV; there is none")
    names = None
    scratch = imports.scratch(folder)
    try:
        if wanted.columns is not None or path.suffix.lower() in {".csv", ".tsv"}:
            if wanted.alternate_names is not None:
                raise BadInput(f"{path}: --alternate-names goes with a GeoNames dump, not with a CSV")
            rows = tables.read(path, wanted.columns, outcome.name, wanted.countries)
        else:
            if wanted.alternate_names is not None:
                names = dumps.Names(scratch, wanted.alternate_names, dumps.ids(path, wanted.countries))
            rows = dumps.read(path, wanted.countries, names)
        made, draft = imports.stage(scratch, outcome.name, path.name, _good(rows, outcome, tell))
    finally:
        if names is not None:
            names.close()
    if not made.places:
        of = f" of {', '.join(sorted(wanted.countries))}" if wanted.countries else ""
        why = f"; {outcome.told[0]}" if outcome.told else ""
        raise BadInput(f"{path}: wanted places{of}, found none{why}")
    return made, draft


def _good(rows: Iterator[Row], outcome: Outcome, tell: Progress) -> Iterator[Imported]:
    for row in rows:
        if isinstance(row, BadRow):
            outcome.bad += 1
            if len(outcome.told) < TOLD:
                column = f", column {row.column}" if row.column else ""
                outcome.told.append(f"{outcome.path}, line {row.line}{column}: {row.what}")
            continue
        yield row
        outcome.places += 1
        if outcome.places % EVERY == 0:
            tell(outcome.path.name, outcome.places)


def _install(outcome: Outcome, made: Header, draft: Path, folder: Path) -> None:
    path = imports.path_of(folder, made.name)
    if path.is_file():
        try:
            same = imports.header(path).digest == made.digest
        except BadInput:
            same = False  # a spoilt file is replaced
        outcome.change = "unchanged" if same else "replaced"
    if outcome.change != "unchanged":
        draft.replace(path)
