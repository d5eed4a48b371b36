"""`mapapp evaluate`: read gold files' documents and score what was found."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from mapapp.cli import options
from mapapp.errors import BadInput
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
    "claims": "mapapp.evaluate.claims",
    "merging": "mapapp.evaluate.merging",
}
GIVEN_SPANS = ("resolution",)  # tasks scored with the gold's spans given, so that only the choice of place counts
OF_PLACES = ("toponyms", "resolution", "roles")  # tasks of which --folds trains the models
FILE = click.Path(path_type=Path)

Readings = Callable[[bool], Sequence[Reading]]  # with our own spans, or with the gold's


@click.command()
@click.argument("gold_files", metavar="GOLD...", nargs=-1, required=True, type=FILE)
@click.option("--task", "tasks", multiple=True, type=click.Choice(list(TASKS)), help="What to score; default: all.")
@click.option("--limit", type=click.IntRange(min=1), help="Read only so many documents of each file.")
@click.option("--misses", default=25, show_default=True, type=click.IntRange(min=0), help="How many misses to list.")
@click.option(
    "--folds",
    type=click.IntRange(min=1),
    help="Train names and places on all folds but one and test on that one, in turn; 1: train on --with only.",
)
@click.option(
    "--by",
    type=click.Choice(["document", "publisher"]),
    default="document",
    show_default=True,
    help="What never stands on both sides of a fold. Copies of a text never do.",
)
@click.option("--with", "extra", multiple=True, type=FILE, help="A further corpus to train on in every fold.")
@click.option(
    "--texts",
    multiple=True,
    type=FILE,
    help="Corpora whose words are counted, unlabelled; default: the counts that ship.",
)
@click.option("--topic", "topics", multiple=True, help="Score --task merging on these topics only.")
@click.option("--roles", type=FILE, help="Labels of roles for the documents of GOLD; scores --task roles by them.")
def evaluate(gold_files: tuple[Path, ...], tasks: tuple[str, ...], misses: int, **chosen: Any) -> None:
    """Score reading against GOLD: the seeds' gold (.json) or corpora as JSON Lines (.jsonl).

    With --folds it scores models that never saw the documents they are tested on, instead of those that ship.
    """
    golds = [load(path, chosen["limit"]) for path in gold_files]
    if chosen["roles"]:
        chosen["folds"], tasks = chosen["folds"] or 1, ("roles",)
    if chosen["folds"] is None and (chosen["extra"] or chosen["texts"]):
        raise BadInput("--with and --texts: only for training; wanted --folds too")
    if chosen["folds"] and not set(tasks) <= set(OF_PLACES):
        raise BadInput(f"--folds: trains what finds places; wanted --task {', '.join(OF_PLACES)}")
    console = Console()
    pairs: Iterator[tuple[Gold, Readings]]
    pairs = _crossed(golds, **chosen) if chosen["folds"] else ((gold, _readings(gold)) for gold in golds)
    for gold, read in pairs:
        sensible = [task for task in _sensible(gold) if not chosen["folds"] or task in OF_PLACES]
        for task in tasks or sensible:
            show(console, gold, _scored(task, gold, read(task in GIVEN_SPANS), chosen["topics"]), misses)


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


def _scored(task: str, gold: Gold, readings: Sequence[Reading], topics: Sequence[str]) -> Result:
    score: Callable[..., Result] = importlib.import_module(TASKS[task]).score
    if task == "merging":
        return score(gold, readings, topics)
    return score(gold, readings, index=_index()) if task == "resolution" else score(gold, readings)


def _index() -> Any:
    settings = importlib.import_module("mapapp.settings").load()
    return importlib.import_module("mapapp.gazetteer.index").open_index(settings.gazetteer_path)


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
    if gold.incidents or any("claims" in document.raw for document in gold.documents):
        yield "claims"
    if any("subtopic" in document.raw for document in gold.documents):
        yield "merging"


def _readings(gold: Gold) -> Readings:
    """Return a function that reads the gold's documents once each way with the models that ship."""
    api = importlib.import_module("mapapp.api")
    pipeline = importlib.import_module("mapapp.pipeline")
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
                made[given] = reader.read_batch([pipeline.Task(document) for document in documents])
        return made[given]

    return read


def _crossed(
    golds: Sequence[Gold], extra: Sequence[Path], texts: Sequence[Path], **chosen: Any
) -> Iterator[tuple[Gold, Readings]]:
    """Train and read by folds, and yield each gold with its readings."""
    crossed = importlib.import_module("mapapp.evaluate.crossed")
    options.places_ready(None)
    if chosen["roles"]:
        labels = importlib.import_module("mapapp.evaluate.training.roles").load(chosen["roles"])
        plan = crossed.Plan(chosen["folds"], chosen["by"])
        for read in crossed.crossed_roles(golds, _index(), plan, labels):
            yield read.gold, (read.own, read.given).__getitem__
        return
    if texts:
        counted = [item.document.text for path in texts for item in load(path).documents]
        tables = importlib.import_module("mapapp.evaluate.training.word_tables").tables_of(counted)
    else:
        trained = importlib.import_module("mapapp.reading.recognizers.trained")
        tables = trained.Model.load(trained.WEIGHTS).tables
    plan = crossed.Plan(chosen["folds"], chosen["by"], tuple(load(path) for path in extra), tables)
    with options.progress("Training and reading") as progress:
        found = crossed.crossed(golds, _index(), plan, progress)
    for read in found:
        yield read.gold, (read.own, read.given).__getitem__
