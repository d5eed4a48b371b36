"""Make the weights that ship beside this file: names.npz, resolver.npz and roles.csv.

    python data/models/train.py CORPORA [names] [resolver] [roles]

CORPORA is a folder with lgl.jsonl, geovirus.jsonl and re3d.jsonl (Lieberman et al. 2010; Gritta et al. 2018; Dstl
2017), and perhaps further .jsonl files, of whose texts only words are counted. The same input gives the same weights;
nothing of a text is kept. How it is done: mapapp/evaluate/training. How good it is: `mapapp evaluate --folds`.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from mapapp import settings
from mapapp.evaluate.crossed import read_names
from mapapp.evaluate.gold import load
from mapapp.evaluate.training import names, places, roles
from mapapp.evaluate.training.word_tables import tables_of
from mapapp.gazetteer.index import open_index
from mapapp.reading.recognizers import trained
from mapapp.reading.resolvers import ranker

HERE = Path(__file__).parent
SPANS = ("lgl", "geovirus", "re3d")  # corpora that mark place names
POINTS = ("lgl", "geovirus")  # those that say where they are
PARTS = ("names", "resolver", "roles")


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("parts", nargs="*", choices=PARTS, default=PARTS)
    told = parser.parse_args()
    index = open_index(settings.load().gazetteer_path)
    golds = {name: load(told.corpora / f"{name}.jsonl") for name in SPANS}
    if "names" in told.parts:
        # no words are counted in the texts that are scored
        others = (path for path in sorted(told.corpora.glob("*.jsonl")) if path.stem not in POINTS)
        trainer = names.NameTrainer(
            index, tables_of([item.document.text for at in others for item in load(at).documents])
        )
        examples = [item for gold in golds.values() for laid in trainer.examples(gold) for item in laid]
        trainer.fit([*examples, *trainer.practice()]).save(HERE / "names.npz")
    if "resolver" in told.parts:
        trainer_of_places = places.PlaceTrainer(index)
        stories = [trainer_of_places.story(item) for name in POINTS for item in golds[name].documents]
        places.save(trainer_of_places.fit([story for story in stories if story]), HERE / "resolver.npz")
    if "roles" in told.parts:  # after the others: its cues are what they find
        recognizer, resolver = trained.create({}), ranker.create()
        labels = roles.load(HERE / "role_labels.jsonl")
        found = []
        for path in sorted(told.corpora.glob("*.jsonl")):
            gold = roles.labelled(load(path), labels)
            readings = [read_names(item, recognizer, resolver, index) for item in gold.documents]
            found += roles.examples(gold, readings, index)
        own = roles.sentences(HERE / "role_sentences.txt")
        found += roles.examples(own, [read_names(item, None, resolver, index) for item in own.documents], index)
        roles.save(roles.fit(item for document in found for item in document), HERE / "roles.csv")


if __name__ == "__main__":
    main()
