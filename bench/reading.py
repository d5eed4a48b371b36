"""How fast reports are read, all steps included, beside the limits that were promised.

    python -m bench.reading [--repeat 20] [--workers 2] [FILE.jsonl ...]

Without files the five seed reports are read (and, for throughput, read again and again); JSON Lines are read as
`mapapp read -` reads them.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from mapapp import paths
from mapapp.model import Document

LIMIT_FIVE = 0.5  # seconds for the five reports, once open


def show(name: str, value: str, limit: str = "") -> None:
    print(f"{name:<44}{value:>22}{limit and '   limit ' + limit}")


def start_up() -> float:
    """Return the seconds `mapapp --help` takes in a process of its own, the best of five."""
    taken = []
    for _ in range(5):
        started = time.perf_counter()
        subprocess.run([sys.executable, "-m", "mapapp", "--help"], capture_output=True, check=True)
        taken.append(time.perf_counter() - started)
    return min(taken)


def texts(files: Sequence[Path], repeat: int) -> list[Document]:
    """Return the documents to measure throughput on."""
    from mapapp.sources.loading import load

    if files:
        return [source.document for source in load(files).sources]
    seeds = [source.document for source in load([paths.SEEDS]).sources]
    return [replace(document, id=f"{document.id} {turn}") for turn in range(repeat) for document in seeds]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--repeat", type=int, default=20)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    chosen = parser.parse_args()

    show("mapapp --help", f"{start_up():.2f} s")
    started = time.perf_counter()
    from mapapp import api
    from mapapp.pipeline import Task
    from mapapp.sources.loading import load

    imported = time.perf_counter()
    reader = api.reader()
    opened = time.perf_counter()
    show("import", f"{imported - started:.2f} s")
    show("open", f"{opened - imported:.2f} s")

    five = [Task(source.document) for source in load([paths.SEEDS]).sources]
    taken = []
    for _ in range(5):
        started = time.perf_counter()
        reader.merge(reader.read_batch(five, workers=1))
        taken.append(time.perf_counter() - started)
    show("the five reports, first time", f"{taken[0]:.3f} s", f"{LIMIT_FIVE} s")
    show("the five reports, then", f"{min(taken):.3f} s", f"{LIMIT_FIVE} s")

    documents = texts(chosen.files, chosen.repeat)
    tasks = [Task(document) for document in documents]
    megabytes = sum(len(document.text.encode("utf-8", "replace")) for document in documents) / 1e6
    for workers in sorted({1, chosen.workers}):
        started = time.perf_counter()
        readings = list(reader.read_many(tasks, workers=workers))
        seconds = time.perf_counter() - started
        name = f"{len(documents)} documents, {megabytes:.2f} MB, {workers} process(es)"
        show(name, f"{len(documents) / seconds:.1f} docs/s {megabytes / seconds:.3f} MB/s")
    started = time.perf_counter()
    merged = reader.merge(readings)
    reports = sum(len(reading.reports) for reading in readings)
    show(f"merging {reports} reports into {len(merged)}", f"{time.perf_counter() - started:.2f} s")
    show("memory, at most", f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
