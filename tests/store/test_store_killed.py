"""Killed with kill -9 at any moment, a store has lost nothing it acknowledged and holds nothing half."""

import signal
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from mapapp.model import Reading
from mapapp.query import Query
from mapapp.reading.merging import merge
from mapapp.store.sqlite import open_store
from mapapp.store.writing import open_writable
from tests.store.samples import LAKE, TOWN, reading

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = 400
# adds readings one after the other, says the id of each once it is kept, and merges now and then
ADDING = """
import sys
from pathlib import Path
from mapapp.reading.merging import merge
from mapapp.store.writing import open_writable
from tests.store.test_store_killed import made, DOCUMENTS

with open_writable(Path(sys.argv[1]), merge) as store:
    for number in range(DOCUMENTS):
        store.put(made(number))
        print(number, flush=True)
        if number % 7 == 6:
            store.settle()
"""


def made(number: int) -> Reading:
    """One of many reports of a few clashes, all texts different."""
    place = (LAKE, TOWN)[number % 2]
    day = date(2021, 5, 1) + timedelta(days=number % 5)
    return reading(f"r{number:03}", (f"Outlet {number} says soldiers clashed near {place.name}.", place, day))


@pytest.mark.parametrize("after", [1, 6, 7, 8, 40])
def test_nothing_acknowledged_is_lost_and_nothing_is_half(tmp_path: Path, after: int) -> None:
    path = tmp_path / "store.sqlite"
    process = subprocess.Popen([sys.executable, "-c", ADDING, str(path)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    said = [int(process.stdout.readline()) for _ in range(after)]
    process.send_signal(signal.SIGKILL)
    said += [int(line) for line in process.stdout.read().split()]
    process.stdout.close()
    assert process.wait() == -signal.SIGKILL
    assert len(said) < DOCUMENTS, "it was not killed in time"

    with open_store(path) as store:
        kept = {document.id for document in store.documents()}
        assert kept >= {f"r{number:03}" for number in said}
        assert store.verify()[1] == []
        told = {report.document_id for item in store.incidents(Query(statuses=())) for report in item.reports}
        assert told == kept  # each kept document is on the map
    with open_writable(path, merge) as store:
        expected = merge([made(number) for number in range(DOCUMENTS) if f"r{number:03}" in kept])
        assert sorted(store.incidents(), key=lambda item: item.id) == sorted(expected, key=lambda item: item.id)
        assert store.verify()[1] == []
