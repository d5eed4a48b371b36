"""`mapapp read`: what is found in reports, without keeping it. With --jsonl it is the contract for machines."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import click
import orjson
from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from mapapp import api
from mapapp.cli.options import places_ready, printable, progress, say, setting
from mapapp.errors import BadInput
from mapapp.model import Incident, Reading
from mapapp.pipeline import FAILED, Reader, Task
from mapapp.publish.records import incident_record, reading_record
from mapapp.sources.base import Source
from mapapp.sources.loading import load

# a given span that is not inside the text is given back all the same, with nothing known of it
_UNKNOWN = {
    "role": "literal", "section": "body", "place_id": None, "gazetteer_name": None, "geonameid": None,
    "lat": None, "lon": None, "kind": None, "confidence": None, "reason": "not a range inside the text",
}  # fmt: skip


@click.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option("--jsonl", is_flag=True, help="One JSON object a line and document (docs/schema/reading.schema.json).")
@click.option("--merge", is_flag=True, help="Add a last line with the incidents of all documents, merged.")
@click.option(
    "--spans", type=click.Choice(["found", "given"]), default="found", show_default=True,
    help="given: take the place names from the input's `toponyms` (start and end), look for none.",
)  # fmt: skip
@click.option(
    "-o", "--output", metavar="FILE", type=click.Path(path_type=Path), help="Write here, not to the screen."
)
@setting("gazetteer")
@click.option(
    "--workers", type=click.IntRange(min=1), help="Processes to read with. Default: as many as it is worth."
)
def read(paths: tuple[str, ...], *, jsonl: bool, merge: bool, spans: str, **chosen: Any) -> None:
    """Read files, folders or - (JSON Lines: doc_id, text, optional title, published) and print what is found.

    The exit status is 0 unless nothing could be read; what could not is named on standard error.
    """
    loaded = load(paths, sys.stdin.buffer)
    for problem in loaded.problems:
        say(f"mapapp: {problem}")
    if not loaded.sources:
        sys.exit(1)
    places_ready(chosen["gazetteer"])
    reader = api.reader(chosen["gazetteer"])
    tasks = [_task(source, given=spans == "given") for source in loaded.sources]
    with progress("Reading") as told:
        readings = reader.read_batch(tasks, lambda done: told(done, len(tasks)), chosen["workers"])
    failed = [number for number, reading in enumerate(readings) if (reading.problem or "").startswith(FAILED)]
    for number in failed:
        say(f"mapapp: {loaded.sources[number].origin}: {readings[number].problem}")
    with _opened(chosen["output"]) as file:
        write = _Lines(file, reader) if jsonl else _Summary(file, reader)
        for source, reading in zip(loaded.sources, readings, strict=True):
            write.document(source, reading, spans == "given")
        if merge:
            write.merged(reader.merge(list({reading.document: reading for reading in readings}.values())))
    empty = [number for number, reading in enumerate(readings) if not reading.document.text.strip()]
    if len({*failed, *empty}) == len(readings):
        sys.exit(1)


def _task(source: Source, given: bool) -> Task:
    if not given:
        return Task(source.document)
    length = len(source.document.text)
    return Task(source.document, tuple(span for span in source.spans or () if _inside(span, length)))


def _inside(span: tuple[int, int], length: int) -> bool:
    return 0 <= span[0] < span[1] <= length


COLUMNS = ("when", "kind", "status", "where", "quotes")  # of the table for people, a quote behind them
QUOTE = 24  # columns of the screen that the quote has at least, where the others can spare them
LONGEST = 18  # columns of the screen for a word that is not to be broken
GAP = 2


class _Lines:
    """JSON Lines."""

    def __init__(self, file: IO[bytes], reader: Reader) -> None:
        self._file = file
        self._reader = reader

    def document(self, source: Source, reading: Reading, given: bool) -> None:
        record = reading_record(reading, self._reader.merge([reading]))
        record["doc_id"] = source.doc_id
        if given:
            record["toponyms"] = _all_given(source, record["toponyms"])
        self._line(record)

    def merged(self, incidents: Sequence[Incident]) -> None:
        self._line({"incidents": [incident_record(incident) for incident in incidents]})

    def _line(self, record: dict[str, Any]) -> None:
        try:
            line = orjson.dumps(record)
        except TypeError:  # a lone surrogate, which only \\u escapes can carry
            line = json.dumps(record).encode("ascii")
        self._file.write(line + b"\n")
        self._file.flush()


def _all_given(source: Source, found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return a record for every given span, in the order given."""
    text, resolved = source.document.text, iter(found)
    records = []
    for start, end in source.spans or ():
        if _inside((start, end), len(text)):
            records.append(next(resolved, None) or {"start": start, "end": end, "name": text[start:end]} | _UNKNOWN)
        else:
            say(f"mapapp: {source.origin}: toponym [{start}, {end}) is not a range inside the text")
            records.append({"start": start, "end": end, "name": ""} | _UNKNOWN)
    return records


class _Summary:
    """A page for people."""

    def __init__(self, file: IO[bytes], reader: Reader) -> None:
        self._file = file
        self._reader = reader
        self._console = Console() if file is sys.stdout.buffer else Console(width=118, color_system=None)

    def document(self, source: Source, reading: Reading, given: bool) -> None:
        document = reading.document
        published = document.published
        dated = f"{published.value} ({published.basis})" if published.value else "date unknown"
        where = sum(mention.place is not None for mention in reading.mentions)
        publisher = document.publisher or "publisher unknown"
        facts = [
            f"{publisher} ({document.publisher_basis})" if document.publisher_basis else publisher,
            dated,
            f"{len(reading.mentions)} place names, {where} of them located",
            f"{len(reading.times)} dates",
        ]
        self._print(Text(printable(document.title or document.id), style="bold"))
        self._print(Text(printable(", ".join(facts))))
        if reading.problem:
            self._print(Text(printable(reading.problem), style="red"))
        else:
            self._incidents(self._reader.merge([reading]))

    def merged(self, incidents: Sequence[Incident]) -> None:
        self._print(Text("All reports together", style="bold"))
        self._incidents(incidents)

    def _incidents(self, incidents: Sequence[Incident]) -> None:
        rows = [_cells(incident) for incident in incidents]
        table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, GAP - 1, 0, 0))
        for name, width in zip(COLUMNS, _widths(rows, self._console.width), strict=True):
            table.add_column(name, justify="right" if name == "quotes" else "left", width=width, overflow="fold")
        table.add_column("first quote", overflow="fold")
        for incident, row in zip(incidents, rows, strict=True):
            table.add_row(*map(Text, row), Text(printable(incident.reports[0].quote)))
        self._print(table if incidents else Text("no incident found"))
        self._print(Text(""))

    def _print(self, what: Text | Table) -> None:
        with self._console.capture() as captured:
            self._console.print(what)
        self._file.write(captured.get().encode("utf-8"))


def _cells(incident: Incident) -> tuple[str, ...]:
    """Return what the table says of an incident before its quote; an interval may break at its stroke."""
    named = ", ".join(place.name for place in incident.places[:2])
    cells = (
        (incident.when.value if incident.when else "?").replace("/", "/ "),
        incident.mode or incident.kind,
        incident.status,
        f"{named or '?'} ({incident.extent.precision})",
        str(len(incident.reports)),
    )
    return tuple(map(printable, cells))


def _widths(rows: Sequence[tuple[str, ...]], screen: int) -> list[int]:
    """Return how wide the columns are: whole cells where that leaves the quote room, else their longest words."""
    columns = list(zip(COLUMNS, *rows, strict=True))
    whole = [max(map(cell_len, column)) for column in columns]
    if sum(whole) + GAP * len(whole) + QUOTE <= screen:
        return whole
    return [min(LONGEST, max(cell_len(word) for cell in column for word in cell.split())) for column in columns]


@contextmanager
def _opened(path: Path | None) -> Iterator[IO[bytes]]:
    """Give standard output, or a file that is whole or not there at all."""
    if path is None:
        yield sys.stdout.buffer
        return
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("wb") as file:
            yield file
        part.replace(path)
    except OSError as error:
        raise BadInput(f"{path}: wanted a file to write to; {error.strerror or error}") from error
    finally:
        part.unlink(missing_ok=True)
