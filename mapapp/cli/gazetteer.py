"""`mapapp gazetteer`: build the index of places, and look names up in it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click
import orjson
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from mapapp.errors import BadInput
from mapapp.gazetteer import build as building
from mapapp.gazetteer import importing
from mapapp.gazetteer.columns import FIELDS, parse
from mapapp.gazetteer.folding import fold, without_article
from mapapp.gazetteer.index import open_index
from mapapp.settings import HELP, load

if TYPE_CHECKING:
    from mapapp.gazetteer.index import Index
    from mapapp.model import Place

_FOLDER = click.option("--gazetteer", metavar="FOLDER", help=HELP["gazetteer"])


@click.group()
def gazetteer() -> None:
    """Build the index of places, look names up."""


@gazetteer.command()
@click.option("--if-needed", is_flag=True, help="Do nothing when the index is there and its sources are unchanged.")
@_FOLDER
def build(if_needed: bool, gazetteer: str | None) -> None:
    """Build the index of places from GeoNames, Natural Earth and the tables that come along (under a minute)."""
    folder = load({"gazetteer": gazetteer}).gazetteer_path
    if if_needed and building.is_current(folder):
        click.echo(f"{folder}: the gazetteer is up to date")
        return
    show(folder, again=not if_needed)
    click.echo(f"{folder}: the gazetteer is built, {len(open_index(folder)):,} places")


def show(folder: Path, again: bool = False) -> None:
    """Build the index with a progress bar on standard error; unless `again`, only when it is not current."""
    columns = (TextColumn("{task.description:<26}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=_errors(), transient=True) as bar:
        task = bar.add_task("Building the gazetteer", total=1.0)

        def tell(text: str, share: float) -> None:
            bar.update(task, description=text, completed=share)

        if again:
            building.build(folder, tell)
        else:
            building.ensure(folder, tell)


@gazetteer.command("import")
@click.argument("files", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--country", metavar="AM,AZ", default="", help="Take the places of these countries only (ISO 3166-1).")
@click.option(
    "--alternate-names", metavar="FILE", type=click.Path(path_type=Path),
    help="GeoNames' alternateNamesV2, .txt or .zip: names with their languages.",
)  # fmt: skip
@click.option("--columns", metavar="FIELD=COLUMN,...", help=f"Columns of a CSV; fields: {', '.join(FIELDS)}.")
@_FOLDER
def import_(
    files: tuple[Path, ...], country: str, alternate_names: Path | None, columns: str | None, gazetteer: str | None
) -> None:
    """Add gazetteers of your own: GeoNames dumps (.txt, .zip) and CSV; they beat what comes along."""
    folder = load({"gazetteer": gazetteer}).gazetteer_path
    wanted = importing.Wanted(_countries(country), alternate_names, parse(columns) if columns is not None else None)
    with Progress(TextColumn("{task.description}"), TimeElapsedColumn(), console=_errors(), transient=True) as bar:
        task = bar.add_task("Reading", total=None)
        outcomes = importing.import_files(
            files, folder, wanted, lambda name, count: bar.update(task, description=f"{name}: {count:,} places")
        )
    for outcome in outcomes:
        for text in outcome.told:
            click.echo(f"mapapp: {text}", err=True)
        more = outcome.bad - len(outcome.told)
        if more:
            click.echo(f"mapapp: {outcome.path}: {more:,} more bad rows", err=True)
        left = f", {outcome.bad:,} bad rows left out" if outcome.bad else ""
        click.echo(f"{outcome.name}: {outcome.places:,} places, {outcome.change}{left}")
    show(folder)


@gazetteer.command("imports")
@_FOLDER
def imports_(gazetteer: str | None) -> None:
    """List the gazetteers you imported."""
    for made in importing.listed(load({"gazetteer": gazetteer}).gazetteer_path):
        click.echo(f"{made.name}: {made.places:,} places from {made.source} ({made.digest})")


@gazetteer.command()
@click.argument("name")
@_FOLDER
def forget(name: str, gazetteer: str | None) -> None:
    """Take an imported gazetteer out again."""
    folder = load({"gazetteer": gazetteer}).gazetteer_path
    importing.forget(name, folder)
    click.echo(f"{name}: forgotten")
    show(folder)


def _countries(text: str) -> frozenset[str]:
    codes = [code.strip().upper() for code in text.split(",") if code.strip()]
    wrong = next((code for code in codes if not re.fullmatch("[A-Z]{2}", code)), None)
    if wrong:
        raise BadInput(f"--country: wanted codes of two letters between commas (AM,AZ), got {wrong!r}")
    return frozenset(codes)


def _errors() -> Console:
    return Console(stderr=True)


@gazetteer.command()
@click.argument("name")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, one list of places.")
@_FOLDER
def lookup(name: str, as_json: bool, gazetteer: str | None) -> None:
    """Show every place that bears NAME, the most prominent first."""
    index = open_index(load({"gazetteer": gazetteer}).gazetteer_path)
    places = index.candidates(name)
    if as_json:
        records = [_record(index, place, name) for place in places]
        click.echo(orjson.dumps(records, option=orjson.OPT_INDENT_2).decode())
    elif not places:
        click.echo(f"No place is called {name!r} in the gazetteer ({len(index):,} places).")
    else:
        Console(width=None if Console().is_terminal else 160).print(_table(index, places, name))


def _table(index: Index, places: tuple[Place, ...], name: str) -> Table:
    table = Table(title=f"{name}: {len(places)} place{'' if len(places) == 1 else 's'}", title_justify="left")
    for heading in ("id", "name", "kind", "within", "lat", "lon", "population", "name in"):
        right = heading in {"lat", "lon", "population"}
        table.add_column(heading, justify="right" if right else "left", no_wrap=right, overflow="fold")
    for place in places:
        table.add_row(
            place.id, place.name, place.kind + (" (disputed)" if place.disputed else ""), _holders(index, place),
            _degrees(place.lat), _degrees(place.lon), f"{place.population:,}" if place.population else "",
            " ".join(_languages(index, place, name)),
        )  # fmt: skip
    return table


def _record(index: Index, place: Place, name: str) -> dict[str, object]:
    return {
        "place_id": place.id, "name": place.name, "kind": place.kind, "lat": place.lat, "lon": place.lon,
        "radius_km": place.radius_km, "shape": place.shape, "population": place.population, "country": place.country,
        "within": place.within, "geonameid": place.geonameid, "disputed": place.disputed,
        "languages": _languages(index, place, name),
    }  # fmt: skip


def _holders(index: Index, place: Place) -> str:
    return ", ".join(index.place(holder).name for holder in place.within if holder in index)


def _languages(index: Index, place: Place, name: str) -> list[str]:
    """Return the languages in which the place bears the name, where a source says so."""
    wanted = without_article(fold(name))
    found = (language for spelling, language in index.names(place.id) if without_article(fold(spelling)) == wanted)
    return sorted({language for language in found if language})


def _degrees(value: float | None) -> str:
    return "" if value is None else f"{value:.4f}"
