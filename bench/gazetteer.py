"""How long the place index takes to build, to open and to answer, beside the plain ways to do the same.

    python -m bench.gazetteer [--megabytes 2] [--imported 1000000] [--no-build]

Scanning is compared with a Python dict of the same folded names (longest run of words first) and, when it is
installed, with flashgeotext; looking up by name with SQLite's B-tree over the same keys. The text is the five reports
that come with mapapp, repeated. Times are processor time of this process, the least of five.
"""

from __future__ import annotations

import argparse
import importlib.util
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from mapapp import paths
from mapapp.gazetteer.build import ensure
from mapapp.gazetteer.folding import fold
from mapapp.gazetteer.index import Index, open_index
from mapapp.settings import load

WORDS = re.compile(r"\w+")
ROUNDS = 5
SYLLABLES = ("bar", "dun", "kel", "mor", "san", "tor", "vil")


def least(work: Callable[[], object]) -> float:
    """Return the least processor time in seconds of some rounds."""
    times = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        work()
        times.append(time.process_time() - begun)
    return min(times)


def show(what: str, value: float, unit: str) -> None:
    print(f"  {what:<44}{value:>12,.2f} {unit}")


def building(imported: int) -> None:
    """Build into a new folder in a new process: time and greatest memory. Then again with a made-up dump imported."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        plain = made(folder / "plain", None)
        size = sum(path.stat().st_size for path in (folder / "plain").rglob("*") if path.is_file())
        show("index on disk", size / 1e6, "MB")
        if imported:
            dump = folder / "dump.txt"
            dump.write_text("".join(map(row_of, range(imported))), encoding="utf-8")
            grown = made(folder / "grown", dump)
            show("  each imported place takes", (grown - plain) * 1e6 / imported, "bytes")


def made(folder: Path, dump: Path | None) -> float:
    """Build an index in a new process, with a dump imported; return its greatest memory in MB."""
    code = """
import resource, sys, time
from pathlib import Path
from mapapp.gazetteer.build import build
from mapapp.gazetteer.importing import import_files
folder, files = Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]]
begun = time.perf_counter()
folder.mkdir()
if files:
    import_files(files, folder)
build(folder)
used = resource.getrusage(resource.RUSAGE_SELF)
print(time.perf_counter() - begun, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
"""
    arguments = [folder, dump] if dump else [folder]
    told = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)], check=True, capture_output=True, text=True
    )
    elapsed, processor, memory = map(float, told.stdout.split())
    what = "import and build" if dump else "build"
    show(f"{what}, elapsed", elapsed, "s")
    show(f"{what}, processor", processor, "s")
    show(f"{what}, greatest memory", memory, "MB")
    return memory


def row_of(number: int) -> str:
    """Return a line of a made-up GeoNames dump."""
    name, other = f"{SYLLABLES[number % 7]}{number:x}ville".title(), f"Old {SYLLABLES[number % 5]}{number:x}"
    at = (number * 0.618 % 100 - 40, number * 0.367 % 260 - 120)
    cells = [
        50_000_000 + number,
        name,
        name,
        other,
        *at,
        "P",
        "PPL",
        "FR",
        *[""] * 5,
        number % 4000,
        "",
        9,
        "UTC",
        "",
    ]
    return "\t".join(map(str, cells)) + "\n"


def opening(folder: Path) -> None:
    """Open the index and ask for the first name, with warm files."""
    show("open and first look-up", least(lambda: open_index(folder).candidates("Yerevan")) * 1000, "ms")


def looking_up(index: Index, text: str) -> None:
    """Ask for the names of the text, over and over; beside it SQLite over the same keys."""
    names = [text[match.start : match.end] for match in index.scan(text)][:5000]
    show("candidates, cold", len(names) / least(lambda: [index._find(fold(name), 0) for name in names]), "/s")
    show("candidates, remembered", len(names) / least(lambda: [index.candidates(name) for name in names]), "/s")
    show("has", len(names) / least(lambda: [index.has(name) for name in names]), "/s")
    with sqlite3.connect(":memory:") as base:
        base.execute("CREATE TABLE name (key TEXT PRIMARY KEY, row INTEGER) WITHOUT ROWID")
        base.executemany("INSERT OR IGNORE INTO name VALUES (?, 1)", ((key,) for key in index._names.iterkeys()))
        ask = "SELECT row FROM name WHERE key = ?"
        work = lambda: [base.execute(ask, (fold(name),)).fetchone() for name in names]  # noqa: E731
        show("has, by SQLite", len(names) / least(work), "/s")


def scanning(index: Index, text: str) -> None:
    """Find every name in the text, by the index, by a dict, by flashgeotext."""
    size = len(text) / 1e6
    show("scan", size / least(lambda: sum(1 for _ in index.scan(text))), "MB/s")
    show("scan, text in capitals", size / least(lambda: sum(1 for _ in index.scan(text.upper()))), "MB/s")
    known = dict.fromkeys(index._names.iterkeys())
    show("scan, by a dict of names", size / least(lambda: sum(1 for _ in by_dict(text, known))), "MB/s")
    if importlib.util.find_spec("flashgeotext"):
        from flashgeotext.geotext import GeoText

        finder = GeoText()
        show("scan, by flashgeotext (its own 24,000 cities)", size / least(lambda: finder.extract(text)), "MB/s")
    else:
        print("  (flashgeotext is not installed)")


def by_dict(text: str, known: dict[str, None]) -> list[str]:
    """Find names as one would by hand: at each capital, the longest run of up to six words that is a key."""
    words = [(match.group(), match.start()) for match in WORDS.finditer(text)]
    found, number = [], 0
    while number < len(words):
        step = 1
        if words[number][0][0].isupper():
            for length in range(6, 0, -1):
                key = fold(" ".join(word for word, _ in words[number : number + length]))
                if key in known:
                    found.append(key)
                    step = length
                    break
        number += step
    return found


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--megabytes", type=float, default=2.0, help="length of the text to scan")
    parser.add_argument("--no-build", action="store_true", help="leave out the build")
    parser.add_argument("--imported", type=int, default=100_000, help="rows of a made-up dump to import")
    given = parser.parse_args()
    folder = load().gazetteer_path
    ensure(folder)
    if not given.no_build:
        building(given.imported)
    opening(folder)
    index = open_index(folder)
    report = "\n".join(path.read_text(encoding="utf-8") for path in sorted(paths.SEEDS.glob("*.txt")))
    text = report * max(1, int(given.megabytes * 1e6 / len(report)))
    looking_up(index, text)
    scanning(index, text)


if __name__ == "__main__":
    main()
