"""Fit a linear chain (Lafferty et al. 2001) by L-BFGS with an L2 penalty; the same input gives the same weights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from mapapp.evaluate.training import Array, scipy_module
from mapapp.reading.recognizers import _chain, _features
from mapapp.reading.recognizers._sheet import Sheet

SEEN = 2  # features seen less often are left out
ROUNDS = 70
LABELS = len(_chain.LABELS)


@dataclass(frozen=True, slots=True)
class Example:
    """A document laid out with its features and the labels allowed for each candidate word."""

    sheet: Sheet
    indices: Array  # (candidates, features) into the table of weights
    allowed: Array  # (candidates, labels) bool: several where the gold leaves it open
    weight: float


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
        self.matrix = scipy_module("sparse").csr_matrix(
            (np.ones(pointers[-1], np.float32), columns[kept], pointers), shape
        )
        self.back = self.matrix.T.tocsr()
        self.closed = np.where(allowed, 0.0, -1e4).astype(np.float32)
        self.runs = _chain.runs_of(np.concatenate(positions))
        self.weights = weights[self.runs.slots[:, 0]].astype(np.float32)
        self.penalty = penalty

    def fit(self) -> tuple[Array, Array, float]:
        """Return the table of emission weights, the transitions, and the final loss."""
        size = len(self.used) * LABELS
        start = np.zeros(size + LABELS * LABELS)
        found = scipy_module("optimize").minimize(
            self._loss, start, jac=True, method="L-BFGS-B", options={"maxiter": ROUNDS, "maxcor": 8}
        )
        table = np.zeros((2**_features.BITS, LABELS), dtype=np.float32)
        table[self.used] = found.x[:size].reshape(-1, LABELS)
        return table, found.x[size:].reshape(LABELS, LABELS).astype(np.float32), float(found.fun)

    def _loss(self, flat: Array) -> tuple[float, Array]:
        size = len(self.used) * LABELS
        emission = self.matrix @ flat[:size].reshape(-1, LABELS).astype(np.float32)
        transition = flat[size:].reshape(LABELS, LABELS).astype(np.float32)
        free, free_words, free_steps = self._sums(emission, transition)
        held, held_words, held_steps = self._sums(emission + self.closed, transition)
        loss = float(((free - held) * self.weights).sum()) + 0.5 * self.penalty * float(flat @ flat)
        gradient = self.back @ (free_words - held_words)
        steps = free_steps - held_steps
        return loss, np.concatenate([gradient.reshape(-1), steps.reshape(-1)]) + self.penalty * flat

    def _sums(self, emission: Array, transition: Array) -> tuple[Array, Array, Array]:
        """Return log sums of each run, expected labels of each word, expected steps; both weighted."""
        slots, lengths = self.runs.slots, self.runs.lengths
        longest = slots.shape[1]
        alive = [int((lengths > step).sum()) for step in range(longest)]
        forward = [emission[slots[:, 0]] + transition[0]]
        for step in range(1, longest):
            before = forward[-1][: alive[step]]
            forward.append(_log_sum(before[:, :, None] + transition, 1) + emission[slots[: alive[step], step]])
        total = np.empty(len(slots), dtype=np.float32)
        backward: list[Array] = [np.empty(0)] * longest
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


def _log_sum(values: Array, axis: int) -> Array:
    top = values.max(axis=axis, keepdims=True)
    summed: Array = (np.log(np.exp(values - top).sum(axis=axis, keepdims=True)) + top).squeeze(axis)
    return summed
