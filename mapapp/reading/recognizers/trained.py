"""The default recogniser: a small conditional random field over words, their neighbours and the gazetteer.

The weights (data/models/names.npz) are made by data/models/train.py; reading needs numpy only. Words that are
no candidates (not capitalised, or in texts in capitals: function words) cost a look at their number and nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mapapp import paths
from mapapp.errors import Unavailable
from mapapp.model import Document, Passage
from mapapp.reading.recognizers import _chain, _features
from mapapp.reading.recognizers._forms import fitted
from mapapp.reading.recognizers._mend import mend
from mapapp.reading.recognizers._sheet import Sheet, sheet_of
from mapapp.reading.recognizers._words import Words
from mapapp.reading.recognizers.base import Options, Span
from mapapp.reading.resolvers.base import PlaceIndex

WEIGHTS = paths.DATA / "models" / "names.npz"


@dataclass(frozen=True, slots=True)
class Model:
    """Weights of the chain, and the tables of words they were trained with."""

    emission: NDArray[np.float32]  # (2 ** BITS, labels)
    transition: NDArray[np.float32]  # (labels, labels), from row to column
    tables: dict[str, NDArray[np.uint32]]

    def save(self, path: Path) -> None:
        """Write the model; weights keep three digits."""
        used = np.flatnonzero(np.abs(self.emission).max(axis=1) > 1e-3).astype(np.uint32)
        np.savez_compressed(
            path,
            used=used,
            weights=self.emission[used].astype(np.float16),
            transition=self.transition,
            **self.tables,  # type: ignore[arg-type]
        )

    @classmethod
    def load(cls, path: Path) -> Model:
        """Read a model. Raises Unavailable when the file is missing."""
        if not path.is_file():
            raise Unavailable(f"{path}: the recogniser's weights are missing; install mapapp anew")
        with np.load(path) as stored:
            emission = np.zeros((2**_features.BITS, len(_chain.LABELS)), dtype=np.float32)
            emission[stored["used"]] = stored["weights"]
            tables = {name: stored[name] for name in stored.files if name.endswith(("_keys", "_values"))}
            return cls(emission, stored["transition"], tables)


@cache
def _shipped() -> Model:
    return Model.load(WEIGHTS)


def create(options: Options) -> TrainedRecognizer:
    """Return the recogniser; the option `weights` names another file of weights. Raises Unavailable."""
    chosen = options.get("weights")
    return TrainedRecognizer(Model.load(Path(str(chosen))) if chosen else _shipped())


class TrainedRecognizer:
    """Labels candidate words with the chain and joins them to spans."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._known: _Known | None = None

    def recognize(self, document: Document, passages: Sequence[Passage], index: PlaceIndex) -> tuple[Span, ...]:
        """Return the spans of names and demonyms; see base.Recognizer."""
        known = self._known
        if known is None or known.index is not index or known.words.is_full():
            known = self._known = _Known(self._model, index)
        sheet = sheet_of(document, passages, known.words, index)
        runs = _chain.runs_of(sheet.candidates)
        labels = _chain.best_labels(known.emissions(sheet), self._model.transition, runs)
        return mend(document.text, passages, _spans(sheet, labels), sheet.names, known.words, index)


class _Known:
    """The words met so far under one index, with their part of the scores worked out."""

    def __init__(self, model: Model, index: PlaceIndex) -> None:
        self.model = model
        self.index = index
        self.words = Words(index, model.tables)
        labels = len(_chain.LABELS)
        # the weights of an index as one item: one is fetched faster than four
        self._packed = model.emission.view(np.complex128).reshape(-1)
        self._own = np.zeros((0, len(_features.OFFSETS), labels), dtype=np.float32)
        self._done = 0

    def emissions(self, sheet: Sheet) -> NDArray[np.float32]:
        """Return the scores (candidates, labels)."""
        self._learn()
        at = sheet.candidates
        scores = self._sums(_features.combined_indices(sheet, self.words))
        for number, offset in enumerate(_features.OFFSETS):
            scores += self._own[sheet.numbers[at + offset], number]
        return scores

    def _learn(self) -> None:
        """Work out the scores of the words that are new."""
        count = self.words.count
        self._own = fitted(self._own, count)
        if count > self._done:
            new = _features.unary_indices(self.words.unary[self._done : count])
            for number, indices in enumerate(new):
                self._own[self._done : count, number] = self._sums(indices)
            self._done = count

    def _sums(self, indices: NDArray[np.int32]) -> NDArray[np.float32]:
        """Return the sums (rows, labels) of the weights at indices (rows, features)."""
        weights = self._packed.take(indices.T).view(np.float32)
        sums: NDArray[np.float32] = weights.reshape(*indices.T.shape, len(_chain.LABELS)).sum(axis=0)
        return sums


def _spans(sheet: Sheet, labels: NDArray[np.int8]) -> tuple[Span, ...]:
    """Join labelled words to spans; an I without a name before it opens one."""
    spans: list[Span] = []
    last = -9  # position of the latest word of the latest name
    named = np.flatnonzero(labels != _chain.OUTSIDE)
    at = sheet.candidates[named]
    columns = (at, labels[named], sheet.starts[at], sheet.ends[at])
    for position, label, start, end in zip(*(column.tolist() for column in columns), strict=True):
        if label == _chain.INSIDE and position == last + 1:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
        last = position if label != _chain.DEMONYM else -9
    return tuple(spans)
