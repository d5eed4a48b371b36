"""How fast places are read (recognised, resolved, given roles) against flashgeotext and geotext, in one run.

    python -m bench.geoparse [--seconds 20] [FILE.jsonl ...]

Without files the five seed reports are read again and again. flashgeotext and geotext only look names up and give no
coordinates; they are only needed here (dependency group `bench`) and left out when they are not installed. Each
reader runs in a process of its own, with nothing read before: the first pass over the texts counts, as it does for
whoever reads a folder once. They take turns, three times; seconds are of processor time, the least of the three.
Then whole reports are read on one core and on all, by the clock: only a machine at rest tells how that scales.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from mapapp import paths

Read = Callable[[str], int]
LIMIT_RATIO = 8.0  # times flashgeotext's seconds
LIMIT_MEMORY = 400.0  # MB
LIMIT_OPEN = 100.0  # ms
LIMIT_SCALING = 0.85  # of the number of cores
TURNS = 3


def texts(files: Iterable[Path]) -> list[str]:
    """Return the texts of JSON Lines files, the seeds fifty times over when there are none."""
    found = [json.loads(line)["text"] for file in files for line in file.read_bytes().splitlines()]
    return found or [path.read_text(encoding="utf-8") for path in sorted(paths.SEEDS.glob("*.txt"))] * 50


def ours() -> Read:
    """Open the index and the weights."""
    from mapapp.gazetteer.index import open_index
    from mapapp.model import Document
    from mapapp.pipeline import Options, plug
    from mapapp.reading import passages, roles
    from mapapp.settings import load

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


READERS = {"mapapp": ours, "flashgeotext": flashgeotext, "geotext": geotext}


def measure(name: str, wanted: list[str], limit: float) -> dict[str, float]:
    """Read the texts in this process, for `limit` seconds at most; return what it took."""
    begun = time.process_time()
    read = READERS[name]()
    opened = time.process_time()
    size = names = done = 0
    for text in wanted:
        names += read(text)
        done += 1
        size += len(text.encode("utf-8", "surrogatepass"))
        if time.process_time() - opened > limit:
            break
    seconds = time.process_time() - opened
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"start": opened - begun, "documents": done / seconds, "speed": size / seconds / 1e6, "names": names,
            "memory": memory}  # fmt: skip


def apart(name: str, arguments: argparse.Namespace) -> dict[str, float]:
    """Return what `measure` does in a process of its own."""
    command = [sys.executable, "-m", "bench.geoparse", "--only", name, "--seconds", str(arguments.seconds)]
    told = subprocess.run([*command, *map(str, arguments.files)], check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(told.stdout)
    return found


def opening() -> float:
    """Return how many milliseconds it takes to open the index, the least of five."""
    from mapapp.gazetteer.index import open_index
    from mapapp.settings import load

    taken = []
    for _ in range(5):
        begun = time.process_time()
        open_index(load().gazetteer_path).has("Yerevan")
        taken.append(time.process_time() - begun)
    return 1000 * min(taken)


def scaling(wanted: list[str], cores: int) -> tuple[float, float]:
    """Return how many whole reports a second are read on one core, and on all, workers started within the time."""
    from mapapp import api
    from mapapp.model import Document
    from mapapp.pipeline import Task

    tasks = [Task(Document(str(number), text)) for number, text in enumerate(wanted)]
    reader = api.reader()
    speeds = []
    for workers in (1, cores):
        begun = time.perf_counter()
        sum(1 for _ in reader.read_many(tasks, workers=workers))
        speeds.append(len(tasks) / (time.perf_counter() - begun))
    return speeds[0], speeds[1]


def say(what: str, value: float, limit: float, unit: str, *, least: bool = False) -> None:
    """Print a figure beside its limit."""
    met = value >= limit if least else value <= limit
    wanted = f"{'at least' if least else 'at most'} {limit:g}"
    print(f"{what:48}{value:9.2f} {unit:5} {wanted}: {'met' if met else 'NOT MET'}")


def main() -> None:
    """Print a line for each reader, then the limits."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--only", choices=READERS, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    wanted = texts(arguments.files)
    if arguments.only:
        print(json.dumps(measure(arguments.only, wanted, arguments.seconds)))
        return
    there = [name for name in READERS if name == "mapapp" or importlib.util.find_spec(name)]
    turns = [{name: apart(name, arguments) for name in there} for _ in range(TURNS)]
    best = {name: max((turn[name] for turn in turns), key=lambda found: found["speed"]) for name in there}
    print(f"{'':14}{'start-up s':>12}{'documents/s':>13}{'MB/s':>8}{'names':>9}{'MB':>7}")
    for name, found in best.items():
        print(
            f"{name:14}{found['start']:12.2f}{found['documents']:13.0f}{found['speed']:8.2f}{found['names']:9.0f}"
            f"{found['memory']:7.0f}"
        )
    if "flashgeotext" in best:
        ratio = best["flashgeotext"]["speed"] / best["mapapp"]["speed"]
        say("flashgeotext is faster, times", ratio, LIMIT_RATIO, "")
    say("memory", max(turn["mapapp"]["memory"] for turn in turns), LIMIT_MEMORY, "MB")
    say("opening the index", opening(), LIMIT_OPEN, "ms")
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    one, all_of_them = scaling(wanted, cores)
    print(f"whole reports: {one:.1f} documents/s on one core, {all_of_them:.1f} on {cores}")
    say(f"on {cores} cores as fast as on so many", all_of_them / one / cores, LIMIT_SCALING, "each", least=True)


if __name__ == "__main__":
    main()
