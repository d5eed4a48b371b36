"""Make the weights of merging that ship beside this file: stories.json.

    python data/models/train_stories.py CORPORA

CORPORA is a folder with ecbplus-dev.jsonl (Cybulska and Vossen 2014) and further .jsonl files, of whose texts only
words are counted. The same input gives the same weights; nothing of a text is kept but which word stems stood in how
many documents. How it is done: mapapp/evaluate/training/stories.py. How good it is: `mapapp evaluate --task merging`.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from mapapp import api
from mapapp.evaluate.gold import load
from mapapp.evaluate.training import stories

HERE = Path(__file__).parent
LABELLED = "ecbplus-dev"


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    folder = parser.parse_args().corpora
    others = [path for path in sorted(folder.glob("*.jsonl")) if path.stem != LABELLED]
    total, seen = stories.counted(item.document.text for path in others for item in load(path).documents)
    gold = load(folder / f"{LABELLED}.jsonl")
    reader = api.reader()
    readings = [reader.read(item.document) for item in gold.documents]
    topics = [(str(item.raw["topic"]), str(item.raw["subtopic"])) for item in gold.documents]
    table = stories.unfitted(total, seen)
    fitted = stories.fit(stories.pairs_of(readings, topics, table), table)
    (HERE / "stories.json").write_bytes(stories.saved(total, seen, fitted))


if __name__ == "__main__":
    main()
