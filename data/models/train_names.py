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
from word_tables import tables_of

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

PENALTY = 4.0  # of the squared weights
CAPITALS = 0.5  # weight of a document's copy in capitals
EVERY = 4  # one document in so many has such a copy
SEEN = 2  # features seen less often are left out
ROUNDS = 70
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
    parser.add_argument("--penalty", type=float, default=PENALTY)
    arguments = parser.parse_args()
    index = open_index(settings.load().gazetteer_path)
    golds = [load(arguments.corpora / f"{name}.jsonl") for name in TRAINED_ON]
    trainer = Trainer(index, tables_of(list(texts(arguments.corpora))), arguments.penalty)
    kept = [gold for gold in golds if gold.name != arguments.without]
    folds = [folds_of(gold, arguments.folds or 1) for gold in kept]
    laid = [[trainer.examples(item, gold.name) for item in gold.documents] for gold in kept]
    rows = [
        (item, at)
        for corpus, fold in zip(laid, folds, strict=True)
        for items, at in zip(corpus, fold, strict=True)
        for item in items
    ]
    if arguments.folds:
        models = {
            number: trainer.fit([item for item, at in rows if at != number]) for number in range(arguments.folds)
        }
        for gold, fold in zip(kept, folds, strict=True):
            report(trainer, gold, models, fold)
        return
    model = trainer.fit([item for item, _ in rows])
    if arguments.without:
        left = next(gold for gold in golds if gold.name == arguments.without)
        report(trainer, left, {0: model}, [0] * len(left.documents))
    else:
        model.save(Path(__file__).with_name("names.npz"))


def folds_of(gold: Gold, folds: int) -> list[int]:
    """Return the fold of each document, all of a publisher in one."""
    sizes: Counter[str] = Counter(item.group for item in gold.documents)
    load_of = [0] * folds
    of: dict[str, int] = {}
    for group, size in sorted(sizes.items(), key=lambda item: (-item[1], zlib.crc32(item[0].encode()))):
        of[group] = load_of.index(min(load_of))
        load_of[of[group]] += size
    return [of[item.group] for item in gold.documents]


def report(trainer: Trainer, gold: Gold, models: dict[int, Model], fold: Sequence[int]) -> None:
    """Print the scores of a corpus, each document read by the model of its fold, as written and in capitals."""
    for loud in (False, True):
        documents = [in_capitals(item) for item in gold.documents] if loud else gold.documents
        readings = []
        recognizers = {number: TrainedRecognizer(model) for number, model in models.items()}
        for item, number in zip(documents, fold, strict=True):
            split = passages.split(item.document)
            spans = recognizers[number].recognize(item.document, split, trainer.index)
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


class Trainer:
    """Makes examples and models over one gazetteer index and one set of word tables."""

    def __init__(self, index: object, tables: dict[str, np.ndarray], penalty: float) -> None:
        self.index = index
        self.tables = tables
        self.penalty = penalty
        self.words = Words(index, tables)

    def examples(self, item: GoldDocument, corpus: str) -> list[Example]:
        """Lay a document out as written, and one in EVERY also in capitals."""
        found = [self._example(item, corpus, 1.0)]
        if zlib.crc32(item.document.id.encode()) % EVERY == 0:
            found.append(self._example(in_capitals(item), corpus, CAPITALS))
        return found

    def _example(self, item: GoldDocument, corpus: str, weight: float) -> Example:
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
                word = text[sheet.starts[position] : sheet.end(position)]
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
        emission, transition, loss = Crf(items, self.penalty).fit()
        count = sum(len(item.indices) for item in items)
        print(f"fitted {count} words in {time.time() - began:.0f} s, loss {loss:.0f}", flush=True)
        return Model(emission, transition, self.tables)


class Crf:
    """The loss of a linear chain whose gold may leave labels open, and its gradient."""

    def __init__(self, items: Sequence[Example], penalty: float) -> None:
        indices = np.concatenate([item.indices for item in items])
        allowed = np.concatenate([item.allowed for item in items])
        weights = np.concatenate([np.full(len(item.indices), item.weight) for item in items])
        positions, offset = [], 0
        for item in items:
            positions.append(item.sheet.candidates + offset)
            offset += len(item.sheet.starts) + 9
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
        self.runs = _chain.runs_of(np.concatenate(positions))
        self.weights = weights[self.runs.slots[:, 0]].astype(np.float32)
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
        emission = self.matrix @ flat[:size].reshape(-1, LABELS).astype(np.float32)
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


def texts(folder: Path) -> Iterable[str]:
    """Yield the texts of the folder's other corpora: no statistics come from texts that are scored."""
    for path in sorted(folder.glob("*.jsonl")):
        if path.stem not in ("lgl", "geovirus"):
            for item in load(path).documents:
                yield item.document.text


if __name__ == "__main__":
    main()
