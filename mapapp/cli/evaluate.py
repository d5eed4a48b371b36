"""`mapapp evaluate`: read a gold file's documents and score what was found."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from mapapp.evaluate.gold import Gold, load
from mapapp.evaluate.result import Result, Row
from mapapp.model import Reading

# task -> module of mapapp.evaluate with `score(gold, readings) -> Result`
TASKS = {
    "toponyms": "mapapp.evaluate.toponyms",
    "resolution": "mapapp.evaluate.resolution",
    "roles": "mapapp.evaluate.roles",
    "times": "mapapp.evaluate.times",
    "incidents": "mapapp.evaluate.incidents",
}
GIVEN_SPANS = ("resolution",)  # tasks scored with the gold's spans given, so that only the choice of place counts


@click.command()
@click.argument("gold_file", metavar="GOLD", type=click.Path(path_type=Path))
@click.option("--task", "tasks", multiple=True, type=click.Choice(list(TASKS)), help="What to score; default: all.")
@click.option("--limit", type=click.IntRange(min=1), help="Read only so many documents.")
@click.option("--misses", default=25, show_default=True, type=click.IntRange(min=0), help="How many misses to list.")
def evaluate(gold_file: Path, tasks: tuple[str, ...], limit: int | None, misses: int) -> None:
    """Score reading against GOLD: the seeds' gold (.json) or a corpus as JSON Lines (.jsonl)."""
    gold = load(gold_file, limit)
    console = Console()
    read = _readings(gold)
    for task in tasks or _sensible(gold):
        score: Callable[[Gold, Sequence[Reading]], Result] = importlib.import_module(TASKS[task]).score
        show(console, gold, score(gold, read(task in GIVEN_SPANS)), misses)


def show(console: Console, gold: Gold, result: Result, misses: int) -> None:
    """Print a result as a table, its convention, and its first misses."""
    table = Table(title=f"{result.task} · {gold.name} · {len(gold.documents)} documents", title_justify="left")
    table.add_column("measure")
    table.add_column("value", justify="right")
    table.add_column("right / all", justify="right")
    for row in result.rows:
        table.add_row(row.name, _value(row), "" if row.total is None else f"{row.right:g} / {row.total:g}")
    console.print(table)
    console.print(result.convention, style="dim", markup=False)
    if result.misses and misses:
        console.print(f"{min(misses, len(result.misses))} of {len(result.misses)} misses", style="bold")
    for miss in result.misses[:misses]:
        wanted = f"  wanted {miss.expected}" if miss.expected and miss.expected != miss.text else ""
        got = f"  got {miss.got}" if miss.got and miss.got != miss.text else ""
        where = f"{miss.document_id[:24]}@{miss.start}"
        console.print(
            f"{where}  {miss.kind}:  {miss.context or miss.text}{wanted}{got}", markup=False, highlight=False
        )


def _value(row: Row) -> str:
    if row.unit:
        return f"{row.value:.1f} {row.unit}"
    return f"{row.value:.3f}"


def _sensible(gold: Gold) -> Iterator[str]:
    """Yield the tasks the gold has answers for."""
    toponyms = [toponym for document in gold.documents for toponym in document.toponyms]
    if toponyms:
        yield "toponyms"
    if any(toponym.lat is not None for toponym in toponyms):
        yield "resolution"
    if any(toponym.role in ("literal", "associative") for toponym in toponyms) and gold.places:
        yield "roles"
    if any("times" in document.raw or "timexes" in document.raw for document in gold.documents):
        yield "times"
    if gold.incidents or any("templates" in document.raw for document in gold.documents):
        yield "incidents"


def _readings(gold: Gold) -> Callable[[bool], Sequence[Reading]]:
    """Return a function that reads the gold's documents once, with our own spans or with the gold's."""
    api = importlib.import_module("mapapp.api")
    made: dict[bool, Sequence[Reading]] = {}

    def read(given: bool) -> Sequence[Reading]:
        if given not in made:
            reader = api.reader()
            documents = [item.document for item in gold.documents]
            if given:
                spans = [tuple((name.start, name.end) for name in item.toponyms) for item in gold.documents]
                pairs = zip(documents, spans, strict=True)
                made[given] = [reader.read(document, spans=chosen) for document, chosen in pairs]
            else:
                made[given] = [reader.read(replace(document)) for document in documents]
        return made[given]

    return read
