"""Make settling.json, the weights of where events without a place of their own happened.

    python data/models/train_settling.py MUC4.jsonl

The file has stories with templates (type, date, hierarchy of places), as the Message Understanding Conferences had
them. Only weights of features are kept, nothing of a text. Printed: how it does on stories it was not trained on.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from mapapp import settings
from mapapp.evaluate.gold import load
from mapapp.evaluate.training import settling
from mapapp.pipeline import Reader, Task


def main() -> None:
    """Run the command line."""
    gold = load(Path(sys.argv[1]))
    reader = Reader.open(settings.load().gazetteer_path)
    readings = list(reader.read_many([Task(item.document) for item in gold.documents]))
    told = settling.samples(gold, readings, reader.index)
    taken, right, possible = settling.in_folds(told)
    print(f"on stories not trained on: {taken} events take a place, {right} a key's; {possible} could have")
    path = Path(__file__).parent / "settling.json"
    path.write_text(json.dumps(settling.train(told), indent=0, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
