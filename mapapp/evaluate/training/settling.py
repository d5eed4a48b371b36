"""Training where events without a place of their own happened (mapapp/reading/extracting/settling.py).

Stories with templates teach it: of the places a report names, those that a key of the story names are right for an
event that tells of violence, unless both are dated and their days differ. Which event a key speaks of is not said,
so some right places count as wrong: likelihoods come out low, and the threshold with them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from unittest import mock

import numpy as np
from numpy.typing import NDArray

from mapapp.evaluate import slots
from mapapp.evaluate.gold import Gold
from mapapp.model import Reading
from mapapp.reading import extracting
from mapapp.reading.extracting import settling
from mapapp.reading.extracting.actors import folded
from mapapp.reading.extracting.events import Event
from mapapp.reading.resolvers.base import PlaceIndex

Floats = NDArray[np.float64]
RIDGE = 3.0
STEPS = 30  # of Newton's method; it is still long before


@dataclass(frozen=True, slots=True)
class Sample:
    """A place an event may have happened at, and whether it did."""

    document: int
    event: int
    features: Mapping[str, float]
    right: bool


def samples(gold: Gold, readings: Sequence[Reading], index: PlaceIndex) -> list[Sample]:
    """Return the candidates of all events without a place in stories with a key."""
    found: list[Sample] = []
    for number, (document, reading) in enumerate(zip(gold.documents, readings, strict=True)):
        keys = slots.keys_of(document.raw.get("templates", ()))
        if keys:
            found.extend(_of_story(number, keys, reading, index))
    return found


def _of_story(number: int, keys: Sequence[slots.Key], reading: Reading, index: PlaceIndex) -> Iterator[Sample]:
    seen: list[tuple[Any, ...]] = []
    with mock.patch.object(settling, "settle", lambda *told: seen.append(told)):
        extracting.extract(reading.document, reading.passages, reading.mentions, reading.times, index)
    for homeless, events, passages, mentions, _ in seen:
        scene = settling.Scene.of(passages, mentions)
        for at, event in enumerate(homeless):
            if event.mode.kind != "assault":
                continue
            for candidate in settling.candidates(event, events, scene):
                place = candidate.mention.place
                names = {folded(candidate.mention.name), *([folded(place.name)] if place else [])}
                right = any(_may_be(key, event) and slots.is_named(key, names) for key in keys)
                yield Sample(number, at, candidate.features, right)


def _may_be(key: slots.Key, event: Event) -> bool:
    """Tell whether an event's own date, if it has one, is not another than the key's."""
    when = event.when
    if not key.days or not event.own_date or when is None or when.start is None or when.end is None:
        return True
    return any(when.start <= last and first < when.end for first, last in key.days)


def train(told: Sequence[Sample]) -> dict[str, float]:
    """Return the weights of a logistic regression with a ridge, by feature, fitted by Newton's method."""
    names = sorted({name for sample in told for name in sample.features})
    at = {name: number for number, name in enumerate(names)}
    x = np.zeros((len(told), len(names) + 1))
    x[:, -1] = 1.0
    for row, sample in enumerate(told):
        for name, value in sample.features.items():
            x[row, at[name]] = value
    y = np.array([sample.right for sample in told], dtype=np.float64)
    weights = _newton(x, y)
    return {name: round(float(weight), 3) for name, weight in zip([*names, "bias"], weights, strict=True)}


def _newton(x: Floats, y: Floats) -> Floats:
    ridge = np.full(x.shape[1], RIDGE)
    ridge[-1] = 1e-6  # the bias is free
    weights = np.zeros(x.shape[1])
    for _ in range(STEPS):
        p = 1.0 / (1.0 + np.exp(-np.clip(x @ weights, -30, 30)))
        slope = x.T @ (p - y) + ridge * weights
        curve = (x * (p * (1 - p))[:, None]).T @ x + np.diag(ridge)
        step = np.linalg.solve(curve, slope)
        weights -= step
        if np.abs(step).max() < 1e-8:
            break
    return weights


def in_folds(told: Sequence[Sample], folds: int = 5) -> tuple[int, int, int]:
    """Return how many events take a place, how many of those a right one, and how many have a right candidate.

    Every document is judged by weights that were fitted without it.
    """
    best: dict[tuple[int, int], tuple[float, bool]] = {}
    for fold in range(folds):
        table = train([sample for sample in told if sample.document % folds != fold])
        for sample in told:
            if sample.document % folds == fold:
                key = (sample.document, sample.event)
                best[key] = max(
                    best.get(key, (0.0, False)), (settling.likelihood(sample.features, table), sample.right)
                )
    taken = [right for likely, right in best.values() if likely >= settling.SURE]
    return len(taken), sum(taken), len({(s.document, s.event) for s in told if s.right})
