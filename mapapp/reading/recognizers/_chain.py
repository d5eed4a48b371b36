"""A linear chain over runs of candidate words: the best labels of all runs at once (Viterbi 1967), and marginals.

A run is a stretch of neighbouring candidates; outside runs every word is O, so chains start and end at O.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
LABELS = ("O", "B", "I", "D")  # outside, first and further words of a name, demonym or adjective
OUTSIDE, BEGIN, INSIDE, DEMONYM = range(4)


@dataclass(frozen=True, slots=True)
class Runs:
    """Runs of candidates as a padded table: `slots[r, t]` is the candidate number, -1 beyond a run's end."""

    slots: NDArray[np.int64]  # (runs, longest)
    lengths: NDArray[np.int64]


def runs_of(positions: NDArray[np.int64]) -> Runs:
    """Group candidate positions (ascending) into runs of neighbours, longest first."""
    if not len(positions):
        return Runs(np.empty((0, 0), dtype=np.int64), np.empty(0, dtype=np.int64))
    gaps = np.flatnonzero(positions[1:] != positions[:-1] + 1) + 1
    bounds = np.concatenate(([0], gaps, [len(positions)]))
    firsts, lengths = bounds[:-1], bounds[1:] - bounds[:-1]
    order = np.argsort(-lengths, kind="stable")
    firsts, lengths = firsts[order], lengths[order]
    steps = np.arange(lengths[0])
    return Runs(np.where(steps < lengths[:, None], firsts[:, None] + steps, -1), lengths)


def best_labels(emissions: Floats, transitions: Floats, runs: Runs) -> NDArray[np.int8]:
    """Return the label of each candidate on the best path of its run.

    `emissions` is (candidates, labels); `transitions[a, b]` scores b after a.
    """
    found = np.zeros(len(emissions), dtype=np.int8)
    if not len(emissions):
        return found
    steps = runs.slots.shape[1]
    alive = np.searchsorted(-runs.lengths, -np.arange(steps)).tolist()  # runs that are longer than a step
    score = emissions[runs.slots[:, 0]] + transitions[OUTSIDE]
    pointers = []
    for step in range(1, steps):
        count = alive[step]
        through = score[:count, :, None] + transitions
        pointers.append(through.argmax(axis=1))
        score[:count] = through.max(axis=1) + emissions[runs.slots[:count, step]]
    label = (score + transitions[:, OUTSIDE]).argmax(axis=1)
    for step in range(steps - 1, -1, -1):
        count = alive[step]
        found[runs.slots[:count, step]] = label[:count]
        if step:
            label[:count] = pointers[step - 1][np.arange(count), label[:count]]
    return found
