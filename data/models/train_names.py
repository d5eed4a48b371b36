"""Train the recogniser of place names: writes names.npz beside this file, or measures by folds.

    train_names.py CORPORA                      train on everything and write the weights
    train_names.py CORPORA --folds 10           measure: LGL by newspaper, GeoVirus by story
    train_names.py CORPORA --without geovirus   measure on a corpus that is not trained on

CORPORA is a folder with lgl.jsonl, geovirus.jsonl and re3d.jsonl (Lieberman et al. 2010; Gritta et al. 2018; Dstl
2017), and optionally further .jsonl files, of whose texts only word statistics are used. The model is
a conditional random field (Lafferty et al. 2001) over the features of mapapp.reading.recognizers, fitted by L-BFGS
with an L2 penalty; the same input gives the same weights. Copies of the documents in capitals make it read those.
"""

from __future__ import annotations

import argparse
import sys
import time
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import scipy.optimize
import scipy.sparse

from mapapp import settings
from mapapp.evaluate.gold import Gold, GoldDocument, GoldToponym, load
from mapapp.evaluate.toponyms import score
from mapapp.gazetteer.index import open_index
from mapapp.model import Mention, Reading
from mapapp.reading import passages
from mapapp.reading.recognizers import _chain, _features
from mapapp.reading.recognizers._sheet import Sheet, sheet_of
from mapapp.reading.recognizers._words import Words
from mapapp.reading.recognizers.trained import Model, TrainedRecognizer
from mapapp.reading.tokens import TOKEN

PENALTY = 2.0  # of the squared weights
CAPITALS = 0.5  # weight of a document's copy in capitals
EVERY = 3  # one document in so many has such a copy
SEEN = 2  # features seen less often are left out
ROUNDS = 80
TRAINED_ON = ("lgl", "geovirus", "re3d")
LABELS = len(_chain.LABELS)


@dataclass
class Example:
    """A document laid out with its features and the labels allowed for each candidate."""

    sheet: Sheet
    indices: np.ndarray  # (candidates, features)
    allowed: np.ndarray  # (candidates, labels)
    weight: float


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--without", default="")
    parser.add_argument("--only", default="lgl,geovirus")
    parser.add_argument("--penalty", type=float, default=PENALTY)
    arguments = parser.parse_args()
    index = open_index(settings.load().gazetteer_path)
    golds = {name: load(arguments.corpora / f"{name}.jsonl") for name in TRAINED_ON}
    trainer = Trainer(index, tables_of(arguments.corpora), arguments.penalty)
    if arguments.without:
        kept = [item for name, gold in golds.items() if name != arguments.without for item in examples(trainer, gold)]
        report(trainer, golds[arguments.without], {None: trainer.fit(kept)}, folds_of(golds[arguments.without], 1))
    elif arguments.folds:
        for name in arguments.only.split(","):
            measure(trainer, golds, name, arguments.folds)
    else:
        model = trainer.fit([item for gold in golds.values() for item in examples(trainer, gold)])
        model.save(Path(__file__).with_name("names.npz"))


def measure(trainer: Trainer, golds: dict[str, Gold], name: str, folds: int) -> None:
    """Train without each fold of a corpus in turn, on it and the other corpora, and score the whole."""
    gold = golds[name]
    fold = folds_of(gold, folds)
    others = [item for other, corpus in golds.items() if other != name for item in examples(trainer, corpus)]
    own = [examples(trainer, replace(gold, documents=(document,))) for document in gold.documents]
    models = {}
    for number in range(folds):
        kept = [item for items, at in zip(own, fold, strict=True) if at != number for item in items]
        models[number] = trainer.fit(others + kept)
    report(trainer, gold, models, fold)


def folds_of(gold: Gold, folds: int) -> list[int | None]:
    """Return the fold of each document, all of a publisher in one; None for all when there is one fold."""
    if folds == 1:
        return [None] * len(gold.documents)
    sizes: Counter[str] = Counter(item.group for item in gold.documents)
    load_of = [0] * folds
    of: dict[str, int] = {}
    for group, size in sorted(sizes.items(), key=lambda item: (-item[1], zlib.crc32(item[0].encode()))):
        of[group] = load_of.index(min(load_of))
        load_of[of[group]] += size
    return [of[item.group] for item in gold.documents]


def report(trainer: Trainer, gold: Gold, models: dict[int | None, Model], fold: Sequence[int | None]) -> None:
    """Print the scores of a corpus, each document read by the model of its fold, as written and in capitals."""
    for loud in (False, True):
        documents = [in_capitals(item) for item in gold.documents] if loud else gold.documents
        readings = []
        for item, number in zip(documents, fold, strict=True):
            recognizer = TrainedRecognizer(models[number])
            split = passages.split(item.document)
            spans = recognizer.recognize(item.document, split, trainer.index)
            readings.append(
                Reading(item.document, split, tuple(_mention(item, span, trainer.index) for span in spans))
            )
        result = score(replace(gold, documents=tuple(documents)), readings)
        figures = "  ".join(f"{row.name} {row.value:.3f}" for row in result.rows)
        print(gold.name, "capitals" if loud else "", figures, flush=True)
        if not loud:
            for miss in result.misses:
                print(f"  {miss.kind:9} {miss.context}", file=sys.stderr)


def _mention(item: GoldDocument, span: tuple[int, int], index: object) -> Mention:
    name = item.document.text[slice(*span)]
    return Mention(*span, name, "demonym" if is_demonym(name, index) else "literal", "body")


def is_demonym(name: str, index: object) -> bool:
    """Tell whether a word is an adjective or demonym and no country."""
    return bool(index.demonym(name)) and not any(place.kind == "country" for place in index.candidates(name))


def in_capitals(item: GoldDocument) -> GoldDocument:
    """Return a document in capitals, its gold where it was; letters whose capital is longer stay small."""
    upper = "".join(char.upper() if len(char.upper()) == 1 else char for char in item.document.text)
    document = replace(item.document, text=upper)
    names = tuple(replace(name, name=upper[name.start : name.end]) for name in item.toponyms)
    return replace(item, document=document, toponyms=names)


def examples(trainer: Trainer, gold: Gold) -> list[Example]:
    """Lay the documents of a corpus out, as written and in capitals."""
    found = []
    for item in gold.documents:
        found.append(trainer.example(item, gold.name, 1.0))
        if zlib.crc32(item.document.id.encode()) % EVERY == 0:
            found.append(trainer.example(in_capitals(item), gold.name, CAPITALS))
    return found


class Trainer:
    """Makes examples and models over one gazetteer index and one set of word tables."""

    def __init__(self, index: object, tables: dict[str, np.ndarray], penalty: float) -> None:
        self.index = index
        self.tables = tables
        self.penalty = penalty
        self.words = Words(index, tables)

    def example(self, item: GoldDocument, corpus: str, weight: float) -> Example:
        """Lay a document out and say which labels each candidate may have."""
        sheet = sheet_of(item.document, passages.split(item.document), self.words, self.index)
        unary = _features.unary_indices(self.words.unary[: self.words.count])
        at = sheet.candidates
        near = [unary[number][sheet.numbers[at + offset]] for number, offset in enumerate(_features.OFFSETS)]
        indices = np.concatenate([*near, _features.combined_indices(sheet, self.words)], axis=1)
        return Example(sheet, indices, self.allowed(item, corpus, sheet), weight)

    def allowed(self, item: GoldDocument, corpus: str, sheet: Sheet) -> np.ndarray:
        """Return the labels allowed by the gold; where the gold follows another convention, several are."""
        text = item.document.text
        wanted = np.full(len(sheet.starts), _chain.OUTSIDE)
        for name in item.toponyms:
            self._mark(wanted, sheet, name, corpus)
        labels = wanted[sheet.candidates]
        allowed = np.zeros((len(labels), LABELS), dtype=bool)
        allowed[np.arange(len(labels)), np.maximum(labels, 0)] = True
        allowed[labels < 0] = True
        if corpus != "lgl":  # adjectives are not marked there
            for number, position in enumerate(sheet.candidates):
                word = text[sheet.starts[position] : sheet.ends[position]]
                if labels[number] == _chain.OUTSIDE and is_demonym(word, self.index):
                    allowed[number] = [True, False, False, True]
        return allowed

    def _mark(self, wanted: np.ndarray, sheet: Sheet, name: GoldToponym, corpus: str) -> None:
        inside = [at for at, start in enumerate(sheet.starts) if name.start <= start < name.end]
        if not inside:
            return
        if corpus == "re3d" and not self._is_name(name):
            wanted[inside] = -1
        elif len(inside) == 1 and is_demonym(name.name, self.index):
            wanted[inside] = _chain.DEMONYM
        else:
            wanted[inside] = _chain.INSIDE
            wanted[inside[0]] = _chain.BEGIN

    def _is_name(self, name: GoldToponym) -> bool:
        """Tell whether a location of re3d, which marks "the hospital" too, is a proper name and nothing else."""
        written = TOKEN.findall(name.name)
        return all(word[0].isupper() or word in ("of", "al", "-") for word in written) and "," not in name.name

    def fit(self, items: Sequence[Example]) -> Model:
        """Fit the weights to the examples."""
        began = time.time()
        indices = np.concatenate([item.indices for item in items])
        allowed = np.concatenate([item.allowed for item in items])
        weights = np.concatenate([np.full(len(item.indices), item.weight) for item in items])
        positions, offset = [], 0
        for item in items:
            positions.append(item.sheet.candidates + offset)
            offset += len(item.sheet.starts) + 9
        runs = _chain.runs_of(np.concatenate(positions))
        crf = Crf(indices, allowed, weights, runs, self.penalty)
        emission, transition, loss = crf.fit()
        print(f"fitted {len(indices)} words in {time.time() - began:.0f} s, loss {loss:.0f}", flush=True)
        return Model(emission, transition, self.tables)


class Crf:
    """The loss of a linear chain whose gold may leave labels open, and its gradient."""

    def __init__(
        self, indices: np.ndarray, allowed: np.ndarray, weights: np.ndarray, runs: _chain.Runs, penalty: float
    ) -> None:
        seen = np.bincount(indices.reshape(-1), minlength=2**_features.BITS)
        self.used = np.flatnonzero(seen >= SEEN)
        column = np.full(len(seen), -1, dtype=np.int32)
        column[self.used] = np.arange(len(self.used))
        columns = column[indices]
        kept = columns >= 0
        pointers = np.concatenate([[0], np.cumsum(kept.sum(axis=1))])
        shape = (len(indices), len(self.used))
        self.matrix = scipy.sparse.csr_matrix((np.ones(pointers[-1], np.float32), columns[kept], pointers), shape)
        self.back = self.matrix.T.tocsr()
        self.closed = np.where(allowed, 0.0, -1e4).astype(np.float32)
        self.weights = weights[runs.slots[:, 0]].astype(np.float32)
        self.runs = runs
        self.penalty = penalty

    def fit(self) -> tuple[np.ndarray, np.ndarray, float]:
        """Return the table of emission weights, the transitions, and the final loss."""
        size = len(self.used) * LABELS
        start = np.zeros(size + LABELS * LABELS)
        found = scipy.optimize.minimize(
            self._loss, start, jac=True, method="L-BFGS-B", options={"maxiter": ROUNDS, "maxcor": 8}
        )
        table = np.zeros((2**_features.BITS, LABELS), dtype=np.float32)
        table[self.used] = found.x[:size].reshape(-1, LABELS)
        return table, found.x[size:].reshape(LABELS, LABELS).astype(np.float32), float(found.fun)

    def _loss(self, flat: np.ndarray) -> tuple[float, np.ndarray]:
        size = len(self.used) * LABELS
        emission = (self.matrix @ flat[:size].reshape(-1, LABELS).astype(np.float32)).astype(np.float32)
        transition = flat[size:].reshape(LABELS, LABELS).astype(np.float32)
        free, free_words, free_steps = self._sums(emission, transition)
        held, held_words, held_steps = self._sums(emission + self.closed, transition)
        loss = float(((free - held) * self.weights).sum()) + 0.5 * self.penalty * float(flat @ flat)
        gradient = self.back @ (free_words - held_words)
        steps = free_steps - held_steps
        return loss, np.concatenate([gradient.reshape(-1), steps.reshape(-1)]) + self.penalty * flat

    def _sums(self, emission: np.ndarray, transition: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return log sums of each run, expected labels of each word, expected steps; both weighted."""
        slots, lengths = self.runs.slots, self.runs.lengths
        longest = slots.shape[1]
        alive = [int((lengths > step).sum()) for step in range(longest)]
        forward = [emission[slots[:, 0]] + transition[0]]
        for step in range(1, longest):
            before = forward[-1][: alive[step]]
            forward.append(_log_sum(before[:, :, None] + transition, 1) + emission[slots[: alive[step], step]])
        total = np.empty(len(slots), dtype=np.float32)
        backward: list[np.ndarray] = [np.empty(0)] * longest
        for step in range(longest - 1, -1, -1):
            ends = np.repeat(transition[None, :, 0], alive[step], axis=0)
            further = alive[step + 1] if step + 1 < longest else 0
            if further:
                onward = transition + (backward[step + 1] + emission[slots[:further, step + 1]])[:, None, :]
                ends[:further] = _log_sum(onward, 2)
            backward[step] = ends
            total[further : alive[step]] = _log_sum((forward[step] + ends)[further:], 1)
        labels = np.zeros_like(emission)
        steps = np.zeros((LABELS, LABELS))
        for step in range(longest):
            count = alive[step]
            here = np.exp(forward[step] + backward[step] - total[:count, None]) * self.weights[:count, None]
            labels[slots[:count, step]] = here
            further = alive[step + 1] if step + 1 < longest else 0
            steps[:, 0] += here[further:].sum(axis=0)
            if step == 0:
                steps[0] += here.sum(axis=0)
            if further:
                onward = (backward[step + 1] + emission[slots[:further, step + 1]])[:, None, :]
                pair = forward[step][:further, :, None] + transition + onward - total[:further, None, None]
                steps += (np.exp(pair) * self.weights[:further, None, None]).sum(axis=0)
        return total, labels, steps


def _log_sum(values: np.ndarray, axis: int) -> np.ndarray:
    top = values.max(axis=axis, keepdims=True)
    return (np.log(np.exp(values - top).sum(axis=axis, keepdims=True)) + top).squeeze(axis)


def tables_of(folder: Path) -> dict[str, np.ndarray]:
    """Count how words of all texts in the folder are written: mostly small, both ways, mostly capitalised."""
    small: Counter[str] = Counter()
    large: Counter[str] = Counter()
    for text in texts(folder):
        if text.isupper():
            continue
        before = "."
        for word in TOKEN.findall(text):
            if word.isalpha():
                if word.islower():
                    small[word] += 1
                elif before.isalpha() and before.islower():  # not where a sentence opens
                    large[word.lower()] += 1
            before = word
    values = {}
    for word in small.keys() | large.keys():
        if small[word] + large[word] >= 3:
            share = small[word] / (small[word] + large[word])
            values[zlib.crc32(word.encode())] = 1 if share < 0.05 else 2 if share < 0.5 else 3 if share < 0.95 else 4
    keys = np.array(sorted(values), dtype=np.uint32)
    return {"low_keys": keys, "low_values": np.array([values[key] for key in keys.tolist()], dtype=np.uint32)}


def texts(folder: Path) -> Iterable[str]:
    """Yield the texts of every corpus in the folder."""
    for path in sorted(folder.glob("*.jsonl")):
        for item in load(path).documents:
            yield item.document.text


if __name__ == "__main__":
    main()
