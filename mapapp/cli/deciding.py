"""`mapapp store`: what a person decides on merging, which goes before the evidence and can be undone."""

from __future__ import annotations

import getpass

import click

from mapapp import api
from mapapp.cli.options import printable, setting
from mapapp.model import Mark

_SHOWN = 60  # characters of a quote


def _deciding(command: click.decorators.FC) -> click.decorators.FC:
    """Add who decides and why."""
    command = click.option("--by", help="Who decides. Default: the name you are logged in by.")(command)
    return click.option("--why", required=True, help="The reason, shown beside the incident.")(command)


@click.group()
def store() -> None:
    """Put right what merging got wrong. A decision outlives reading anew, is shown with its reason, can be undone."""


@store.command()
@click.argument("incident_id", metavar="INCIDENT")
@click.argument("reports", metavar="REPORT...", nargs=-1, required=True)
@_deciding
@setting("store")
def split(incident_id: str, reports: tuple[str, ...], why: str, by: str | None, store: str | None) -> None:
    """Keep REPORTs of INCIDENT apart from its others.

    REPORT is a number as `mapapp explain INCIDENT` counts them, or the id of a document for all it reports.
    """
    with api.open_store(store) as opened:
        ruling = opened.split(incident_id, reports, why, by or getpass.getuser())
    click.echo(f"decision {ruling.id}: kept apart; `mapapp store undo {ruling.id}` takes it back")


@store.command()
@click.argument("incident_id", metavar="INCIDENT")
@click.argument("other_id", metavar="OTHER")
@_deciding
@setting("store")
def join(incident_id: str, other_id: str, why: str, by: str | None, store: str | None) -> None:
    """Put INCIDENT and OTHER together; the id that goes redirects to the one that stays."""
    with api.open_store(store) as opened:
        ruling = opened.join(incident_id, other_id, why, by or getpass.getuser())
        stays = opened.readable().incident(incident_id).id
    click.echo(f"decision {ruling.id}: one incident, {stays}; `mapapp store undo {ruling.id}` takes it back")


@store.command()
@setting("store")
def decisions(store: str | None) -> None:
    """List what was decided on merging: id, who, when, why, and the first words of each side."""
    with api.open_store(store) as opened:
        for ruling in opened.readable().rulings():
            sides = f"{_first(ruling.one)} | {_first(ruling.other)}"
            click.echo(
                printable(f"{ruling.id}  {ruling.verdict} {ruling.by}, {ruling.at[:16]}: {ruling.why}  {sides}")
            )


@store.command()
@click.argument("decision_id", metavar="DECISION")
@setting("store")
def undo(decision_id: str, store: str | None) -> None:
    """Take DECISION back; what it was about is merged by the evidence again."""
    with api.open_store(store) as opened:
        ruling = opened.undo(decision_id)
    click.echo(printable(f"undone: {ruling.verdict}, by {ruling.by}: {ruling.why}"))


def _first(marks: tuple[Mark, ...]) -> str:
    quote = " ".join(marks[0].quote.split())
    return f"“{quote[:_SHOWN]}”" if len(quote) <= _SHOWN else f"“{quote[:_SHOWN].rstrip()} …”"
