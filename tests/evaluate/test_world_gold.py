"""Reports from all over the world, not told their dates, are read no worse than they once were (docs/measured.md)."""

from pathlib import Path

import pytest

from mapapp.evaluate import incidents
from mapapp.evaluate.gold import load
from mapapp.pipeline import Reader, Task

GOLDEN = Path(__file__).parent.parent / "golden"


@pytest.mark.parametrize(
    ("name", "found", "told", "beyond"),
    [("world-gold.json", 28, 45, 5), ("kinds-gold.json", 26, 34, 3), ("fresh-gold.json", 52, 77, 2)],
)
def test_no_fewer_incidents_are_found_and_no_more_invented(
    world_folder: Path, name: str, found: int, told: int, beyond: int
) -> None:
    gold = load(GOLDEN / name)
    readings = Reader.open(world_folder).read_batch([Task(item.document) for item in gold.documents])
    rows = {row.name: row for row in incidents.score(gold, readings).rows}
    assert (rows["incidents found with place and date"].right or 0) >= found
    assert (rows["passages under the right incident"].right or 0) >= told
    assert rows["drawn beyond the gold"].value <= beyond
