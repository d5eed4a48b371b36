"""`mapapp explain` and `mapapp coverage`: why an incident is what it is, and who tells of it."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import click
import orjson

from mapapp import api
from mapapp.cli.options import printable, setting
from mapapp.publish.coverage import BY, By, csv_lines
from mapapp.publish.explaining import explanation_record, lines
from mapapp.query import PARAMETERS, parse


@click.command()
@click.argument("incident_id", metavar="INCIDENT")
@setting("store")
@click.option("--json", "as_json", is_flag=True, help="Print it as one JSON object, for machines.")
def explain(incident_id: str, store: str | None, as_json: bool) -> None:
    """Print the passages, rules, place candidates, dates, claims and scores that made INCIDENT.

    INCIDENT is the id at the end of an incident's address; an id it had before a merge is followed.
    """
    with api.open_store(store) as opened:
        why = opened.explain(incident_id)
    if as_json:
        click.echo(orjson.dumps(explanation_record(why), option=orjson.OPT_INDENT_2).decode())
        return
    for depth, line in lines(why):
        if depth == 0:
            click.echo("")
        click.echo("  " * depth + printable(line))


@click.command()
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
@setting("store")
@click.option(
    "--by", type=click.Choice(BY), default="source", show_default=True, help="One column a source, or a side."
)
def coverage(file: Path | None, store: str | None, by: str, **filters: tuple[str, ...]) -> None:
    """Write which sources tell of which incidents as CSV to FILE, or print it.

    A cell says "reports", "disputes", "silent" (nothing of it, though the source reports in the same days), or is
    empty where the source has no report in those days.
    """
    query = parse({name.removeprefix("filter_"): values for name, values in filters.items() if values})
    with api.open_store(store) as opened:
        press = opened.press(cast(By, by))
        found = opened.readable().incidents(query)
    if file is None:
        for line in csv_lines(press, found):
            click.echo(line.removesuffix("\r\n"))
        return
    with file.open("w", encoding="utf-8", newline="") as written:
        written.writelines(csv_lines(press, found))
    rows, columns = len(found), len(press.columns)
    click.echo(f"{file}: {rows} incident{'' if rows == 1 else 's'} by {columns} {by}{'' if columns == 1 else 's'}")


# one option for every query parameter, with the names of the page's address
coverage.params += [
    click.Option([f"--{name}", f"filter_{name}"], multiple=True, help=f"As ?{name}= in the address of the page.")
    for name in PARAMETERS
]
