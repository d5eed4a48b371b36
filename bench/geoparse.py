"""How fast places are read (recognised, resolved, given roles) against flashgeotext and geotext, in one run.

    python -m bench.geoparse [--seconds 20] [FILE.jsonl ...]

Without files the five seed reports are read again and again. flashgeotext and geotext only look names up and give no
coordinates; they are only needed here (dependency group `bench`) and left out when they are not installed. Seconds
are of processor time, after one document that warms everything up.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from mapapp import paths
from mapapp.gazetteer.index import open_index
from mapapp.model import Document
from mapapp.pipeline import Options, plug
from mapapp.reading import passages, roles
from mapapp.settings import load

Read = Callable[[str], int]


def texts(files: Iterable[Path]) -> list[str]:
    """Return the texts of JSON Lines files, the seeds fifty times over when there are none."""
    found = [json.loads(line)["text"] for file in files for line in file.read_bytes().splitlines()]
    return found or [path.read_text(encoding="utf-8") for path in sorted(paths.SEEDS.glob("*.txt"))] * 50


def readers() -> Iterator[tuple[str, Callable[[], Read]]]:
    """Yield what is measured: a name, and a function that opens it and returns how a text is read."""
    yield "mapapp", ours
    for name, opening in (("flashgeotext", flashgeotext), ("geotext", geotext)):
        if importlib.util.find_spec(name):
            yield name, opening


def ours() -> Read:
    """Open the index and the weights."""
    index = open_index(load().gazetteer_path)
    recognizer, resolver = plug("recognizers", Options().recognizer), plug("resolvers", Options().resolver)

    def read(text: str) -> int:
        document = Document("x", text)
        split = passages.split(document)
        spans = recognizer.recognize(document, split, index)
        return len(roles.assign(document, split, resolver.resolve(document, split, spans, index), index))

    return read


def flashgeotext() -> Read:
    """Load flashgeotext's own cities and countries."""
    parser = importlib.import_module("flashgeotext.geotext").GeoText()
    return lambda text: sum(len(found) for found in parser.extract(input_text=text).values())


def geotext() -> Read:
    """Load geotext."""
    parse = importlib.import_module("geotext").GeoText

    def read(text: str) -> int:
        found = parse(text)
        return len(found.cities) + len(found.countries)

    return read


def main() -> None:
    """Print a line for each reader."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--seconds", type=float, default=20.0)
    arguments = parser.parse_args()
    wanted = texts(arguments.files)
    print(f"{'':14}{'start-up s':>12}{'documents/s':>13}{'MB/s':>8}{'names':>9}")
    for name, opening in readers():
        start = time.process_time()
        read = opening()
        read(wanted[0])
        opened = time.process_time()
        done = size = names = 0
        for text in wanted:
            names += read(text)
            done += 1
            size += len(text.encode("utf-8", "surrogatepass"))
            if time.process_time() - opened > arguments.seconds:
                break
        seconds = time.process_time() - opened
        print(f"{name:14}{opened - start:12.2f}{done / seconds:13.0f}{size / seconds / 1e6:8.2f}{names:9}")


if __name__ == "__main__":
    main()
