"""`mapapp serve`: the map in a browser, filled with the shipped reports when the store is new."""

from __future__ import annotations

import click

from mapapp import api, paths
from mapapp.cli import gazetteer as places
from mapapp.cli.options import progress, say, setting
from mapapp.errors import NotFound
from mapapp.settings import Settings, load


@click.command()
@setting("host")
@setting("port")
@setting("store")
@setting("gazetteer")
@setting("allowed_hosts")
@setting("frame_ancestors")
@setting("tiles")
@setting("tiles_attribution")
def serve(**flags: str | int | None) -> None:
    """Show the map in a browser. A store that is new or empty is filled with the reports that come along."""
    settings = load(flags)
    if _is_empty(settings):
        _fill(settings)
    from mapapp.web.serving import serve as run  # Flask and all: only once there is something to show

    run(settings, lambda address: _tell(settings, address))


def _tell(settings: Settings, address: str) -> None:
    click.echo(f"mapapp is at {address} (stop it with Ctrl+C)")
    with api.open_store(settings.store_path, settings.gazetteer or None) as store:
        number = store.outdated()
    if number:
        reports = "1 report was" if number == 1 else f"{number} reports were"
        click.echo(f"{reports} read by another version; `mapapp reread` reads what is stored again")


def _is_empty(settings: Settings) -> bool:
    with api.open_store(settings.store_path) as store:
        try:
            return not store.documents()
        except NotFound:
            return True


def _fill(settings: Settings) -> None:
    places.show(settings.gazetteer_path)
    with api.open_store(settings.store_path, settings.gazetteer or None) as store, progress("Reading") as told:
        added = store.add(paths.SEEDS, progress=told)
    for problem in added.problems:
        say(f"mapapp: {problem}")
    click.echo(f"{settings.store_path}: {added.count('added')} reports that come with mapapp were added")
