"""`mapapp add`, `remove`, `reread`, `verify`: what is in the store, and that it is true."""

from __future__ import annotations

import sys

import click

from mapapp import api
from mapapp.cli.options import places_ready, progress, say, setting

_SHOWN = 50  # faults printed by verify before the rest is only counted


@click.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@setting("store")
@setting("gazetteer")
@click.option(
    "--workers", type=click.IntRange(min=1), help="Processes to read with. Default: as many as it is worth."
)
def add(paths: tuple[str, ...], store: str | None, gazetteer: str | None, workers: int | None) -> None:
    """Read files, folders or - (JSON Lines) and keep their incidents. Adding the same again changes nothing.

    What cannot be read is named, and the rest is added; the exit status is 1 only when nothing could be.
    """
    places_ready(gazetteer)
    with api.open_store(store, gazetteer) as opened, progress("Reading") as told:
        added = opened.add(paths, stdin=sys.stdin.buffer, progress=told, workers=workers)
        count = opened.readable().count() if added.changes else 0
    for problem in added.problems:
        say(f"mapapp: {problem}")
    if not added.changes:
        sys.exit(1)
    kept = f"{_reports(added.count('added'))} added, {added.count('replaced')} replaced"
    click.echo(f"{opened.path}: {kept}, {added.count('unchanged')} unchanged; {_incidents(count)}")


@click.command()
@click.argument("document_ids", metavar="DOC_ID...", nargs=-1, required=True)
@setting("store")
def remove(document_ids: tuple[str, ...], store: str | None) -> None:
    """Take reports out of the store. Incidents that others report stay."""
    with api.open_store(store) as opened:
        opened.remove(*document_ids)
        count = opened.readable().count()
    click.echo(f"{opened.path}: {_reports(len(set(document_ids)))} removed; {_incidents(count)}")


@click.command()
@click.argument("document_ids", metavar="[DOC_ID...]", nargs=-1)
@setting("store")
@setting("gazetteer")
@click.option(
    "--workers", type=click.IntRange(min=1), help="Processes to read with. Default: as many as it is worth."
)
def reread(document_ids: tuple[str, ...], store: str | None, gazetteer: str | None, workers: int | None) -> None:
    """Read stored reports again, all of them when none is named: after mapapp or its gazetteer changed."""
    places_ready(gazetteer)
    with api.open_store(store, gazetteer) as opened, progress("Reading again") as told:
        changes = opened.reread(*document_ids, progress=told, workers=workers)
        count = opened.readable().count()
    changed = sum(change.kind != "unchanged" for change in changes)
    click.echo(f"{opened.path}: {_reports(len(changes))} read again, {changed} changed; {_incidents(count)}")


@click.command()
@setting("store")
def verify(store: str | None) -> None:
    """Prove that every quote is the passage it claims to be, in the text that was added."""
    with api.open_store(store) as opened:
        quotes, faults = opened.verify()
        documents = len(opened.documents())
    for fault in faults[:_SHOWN]:
        say(f"mapapp: {fault.where}: {fault.what}")
    if faults:
        click.echo(f"{opened.path}: {len(faults)} faults in {quotes} quotes of {_reports(documents)}")
        sys.exit(1)
    click.echo(
        f"{opened.path}: {quotes} quotes of {_reports(documents)} stand where they are said to; every hash is right"
    )


def _reports(number: int) -> str:
    return f"{number} report" if number == 1 else f"{number} reports"


def _incidents(number: int) -> str:
    return f"{number} incident on the map" if number == 1 else f"{number} incidents on the map"
