"""`mapapp export`: the incidents as a file, chosen by its ending."""

from __future__ import annotations

from pathlib import Path

import click

from mapapp import api
from mapapp.cli.options import setting
from mapapp.query import PARAMETERS, parse


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@setting("store")
@click.option("--title", default="Incident map", show_default=True, help="Heading of the one-file map.")
def export(file: Path, store: str | None, title: str, **filters: tuple[str, ...]) -> None:
    """Write the incidents to FILE: .geojson for the layer, .html for a map in one file that needs no network.

    Without filters all incidents of status "reported" are written, as on the page.
    """
    query = parse({name.removeprefix("filter_"): values for name, values in filters.items() if values})
    with api.open_store(store) as opened:
        count = opened.export(file, query, title=title)
    click.echo(f"{file}: {count} incident{'' if count == 1 else 's'}")


# one option for every query parameter, with the names of the page's address
export.params += [
    click.Option([f"--{name}", f"filter_{name}"], multiple=True, help=f"As ?{name}= in the address of the page.")
    for name in PARAMETERS
]
