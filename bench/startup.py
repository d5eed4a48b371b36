"""How soon mapapp is there: import, the command line's help, and the first page, beside what each stands on.

    python -m bench.startup [--rounds 5]

Each is a fresh process. Its peer is the least a program of its kind can do: Python with nothing, the command line of
Flask, and a Flask app of one line served by waitress.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from urllib.request import urlopen

SMALLEST = (
    "from flask import Flask; from waitress import create_server; app = Flask('least')\n"
    "app.add_url_rule('/', view_func=lambda: 'hello')\n"
    "server = create_server(app, host='127.0.0.1', port=0)\n"
    "print(f'http://127.0.0.1:{server.effective_port}', flush=True); server.run()"
)


def run(*command: str) -> float:
    """Seconds a command takes."""
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start


def page(*command: str) -> float:
    """Seconds from starting a server until its first page is there."""
    start = time.perf_counter()
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment
    ) as server:
        assert server.stdout is not None
        address = next(found[0] for line in server.stdout if (found := re.search(r"http://[\d.]+:\d+", line)))
        with urlopen(address) as answer:  # noqa: S310 - our own address
            answer.read()
        taken = time.perf_counter() - start
        server.terminate()
    return taken


def compare(what: str, rounds: int, ours: Callable[[], float], peer: Callable[[], float], limit: float) -> None:
    """Print medians of alternating rounds, their ratio and the limit."""
    pairs = [(ours(), peer()) for _ in range(rounds)]
    mine, theirs = median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)
    print(f"{what:34} {mine:7.3f} s   peer {theirs:7.3f} s   ratio {mine / theirs:5.1f}   limit {limit} s")


def main() -> None:
    """Print one line a start."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    python, mapapp = sys.executable, str(Path(sys.executable).parent / "mapapp")
    flask = str(Path(sys.executable).parent / "flask")
    nothing, imported = (python, "-c", "pass"), (python, "-c", "import mapapp")
    compare("import mapapp / python -c pass", rounds, lambda: run(*imported), lambda: run(*nothing), 0.3)
    compare("mapapp --help / flask --help", rounds, lambda: run(mapapp, "--help"), lambda: run(flask, "--help"), 0.5)
    with tempfile.TemporaryDirectory() as folder:
        serve = (mapapp, "serve", "--port", "0", "--store", str(Path(folder) / "incidents.sqlite"))
        page(*serve)  # fills the store: reading the five reports has its own benchmark
        least = (python, "-c", SMALLEST)
        compare("mapapp serve / least Flask app", rounds, lambda: page(*serve), lambda: page(*least), 3.0)


if __name__ == "__main__":
    main()
