"""Train the ranker of places (mapapp.reading.resolvers.ranker) on gold toponyms with points.

Loss: cross entropy of the softmax over a name's candidates, where every candidate that is the gold's place counts as
right: the one of its GeoNames id, else those within 25 km, else those within 161 km. Adam, full batch, weight decay.
To the corpora come documents made up from the gazetteer alone (practice.py). Confidence is calibrated on answers to
documents that the model asked was not trained on.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from mapapp.evaluate.gold import GoldDocument, GoldToponym
from mapapp.evaluate.training import Array, practice
from mapapp.gazetteer.index import Index
from mapapp.model import Place
from mapapp.reading.resolvers.ranker import _links, features, gap_km, group_names, model, publisher_country, rank
from mapapp.reading.resolvers.ranker.cues import find_cues
from mapapp.reading.resolvers.ranker.pools import Pools

UNITS, STEPS, RATE, DECAY = 16, 300, 0.02, 2e-4
SEED = 20210516
PRACTICE, PRACTICE_WEIGHT = 3000, 0.8
NEAR_KM, RIGHT_KM = 25.0, 161.0
INNER = 2  # folds within the training documents, for calibration


@dataclass(slots=True)
class Story:
    """One document: its table of candidates, and the gold of each of its names."""

    table: features.Table
    right: Array  # (rows,) bool: candidate is the gold's place
    near: Array  # (rows,) km to the gold's point
    weight: Array  # (names,) mentions with gold, 0 when none of the candidates is right
    counts: Array  # (names,) mentions with a gold point


@dataclass(frozen=True, slots=True)
class Answer:
    """The best candidate of one name, and whether it is right."""

    share: float
    rivals: int
    how: int
    group: int
    right: bool


class PlaceTrainer:
    """Makes stories and models over one gazetteer index."""

    def __init__(self, index: Index, made_up: int = PRACTICE) -> None:
        self.pools = Pools(index, size=100_000)
        told = (self.story(item, meant) for item, meant in practice.documents(index, made_up, SEED))
        self.practice = [one for one in told if one]
        for one in self.practice:
            one.weight *= PRACTICE_WEIGHT

    def story(self, item: GoldDocument, meant: Sequence[str] = ()) -> Story | None:
        """Make a story of a document; None when it has no name that could be learnt from.

        `meant` gives the place id of each toponym where it is known.
        """
        gold = sorted(item.toponyms, key=lambda name: (name.start, name.end))
        spans = [(name.start, name.end) for name in gold]
        cues = find_cues(item.document.text, spans)
        groups = group_names(item.document.text, spans, cues, self.pools)
        known = [group for group in groups if group.pool.places]
        if not known or not any(name.lat is not None for name in gold):
            return None
        place_in = {at: number for number, group in enumerate(known) for at in group.mentions}
        home = self.pools.number(publisher_country(item.document))
        table = features.table(known, _links(cues, place_in), home)
        right, near = np.zeros(table.rows, dtype=bool), np.full(table.rows, np.inf)
        counts, weight = np.zeros(len(known)), np.zeros(len(known))
        for number, group in enumerate(known):
            points = [at for at in group.mentions if gold[at].lat is not None]
            counts[number] = len(points)
            if points:
                first = int(table.starts[number])
                rows = slice(first, first + len(group.pool.places))
                own = meant[points[0]] if meant else None
                near[rows], right[rows] = judge(group.pool.places, gold[points[0]], own)
                weight[number] = math.sqrt(len(points)) if (right[rows] & (table.veto[rows] == 0)).any() else 0.0
        return Story(table, right, near, weight, counts)

    def fit(self, told: Sequence[Story]) -> model.Model:
        """Fit the ranker, and its confidence on inner folds of the stories."""
        answers: list[Answer] = []
        for inner in range(INNER):
            stages = train([*self.practice, *(one for at, one in enumerate(told) if at % INNER != inner)])
            answers += [given for one in told[inner::INNER] for given in asked(one, stages)]
        return model.Model(train([*self.practice, *told]), calibrate(answers))


def save(made: model.Model, path: Path) -> None:
    """Write a model as mapapp.reading.resolvers.ranker.model.load reads it."""
    parts = {
        f"{part}{at}": getattr(stage, part)
        for at, stage in enumerate(made.stages)
        for part in ("inner", "bias", "outer", "direct")
    }
    np.savez(path, calibration=np.array(made.calibration, dtype=np.float32), **parts)


def judge(places: Sequence[Place], gold: GoldToponym, meant: str | None) -> tuple[Array, Array]:
    """Return the distance in km of each candidate, and whether it is the gold's place."""
    if meant is not None:
        own = np.array([place.id == meant for place in places])
        return np.where(own, 0.0, np.inf), own
    point = Place("", gold.name, "point", gold.lon, gold.lat)
    gaps = (gap_km(place, point) for place in places)
    km = np.array([math.inf if gap is None else gap for gap in gaps])
    same = np.array([place.geonameid is not None and place.geonameid == gold.geonameid for place in places])
    if same.any():
        return km, same
    return km, km <= NEAR_KM if (km <= NEAR_KM).any() else km <= RIGHT_KM


def train(told: Sequence[Story], seed: int = SEED) -> tuple[model.Layer, ...]:
    """Fit the stages one after the other, each on what the one before sees."""
    told = [one for one in told if one.weight.any()]
    stages = [_fit(np.concatenate([one.table.static for one in told]), told, seed)]
    for stage in range(1, model.STAGES):
        rows = [features.features(one.table, rank(one.table, stages)[1]) for one in told]
        stages.append(_fit(np.concatenate(rows), told, seed + stage))
    return tuple(stages)


def _fit(rows: Array, told: Sequence[Story], seed: int) -> model.Layer:
    """Fit one stage to the rows of the told stories, stacked in order."""
    rng = np.random.default_rng(seed)
    right = np.concatenate([one.right & (one.table.veto == 0) for one in told])
    weight = np.concatenate([one.weight for one in told])
    sizes = np.concatenate([np.diff(np.append(one.table.starts, one.table.rows)) for one in told])
    veto = np.concatenate([one.table.veto for one in told])
    starts = np.concatenate(([0], np.cumsum(sizes)[:-1])).astype(np.intp)
    owner = np.repeat(np.arange(len(sizes)), sizes)
    width = rows.shape[1]
    parts = [
        rng.normal(0, 1 / math.sqrt(width), (width, UNITS)).astype(np.float32),
        np.zeros(UNITS, dtype=np.float32),
        rng.normal(0, 1 / math.sqrt(UNITS), UNITS).astype(np.float32),
        np.zeros(width, dtype=np.float32),
    ]
    first = [np.zeros_like(part) for part in parts]
    second = [np.zeros_like(part) for part in parts]
    pull = (weight / weight.sum()).astype(np.float32)
    for step in range(1, STEPS + 1):
        hidden = np.tanh(rows @ parts[0] + parts[1])
        shares = model.softmax(hidden @ parts[2] + rows @ parts[3] + veto, starts, owner)
        hit = np.maximum(np.add.reduceat(shares * right, starts), 1e-6)
        slope = pull[owner] * (shares - shares * right / hit[owner])  # d loss / d score
        inner = slope[:, None] * parts[2] * (1 - hidden**2)
        slopes = [rows.T @ inner, inner.sum(0), hidden.T @ slope, rows.T @ slope]
        rate = RATE * 0.5 * (1 + math.cos(math.pi * step / STEPS))
        for at, part in enumerate(parts):
            gradient = slopes[at] + DECAY * part
            first[at] = 0.9 * first[at] + 0.1 * gradient
            second[at] = 0.999 * second[at] + 0.001 * gradient**2
            ready = first[at] / (1 - 0.9**step), second[at] / (1 - 0.999**step)
            np.subtract(part, rate * ready[0] / (np.sqrt(ready[1]) + 1e-8), out=part, casting="same_kind")
    return model.Layer(*parts)


def asked(one: Story, stages: Sequence[model.Layer]) -> Iterable[Answer]:
    """Rank a story and yield the answer to each name with a gold point."""
    _, shares = rank(one.table, stages)
    for number, name in enumerate(one.table.names):
        if one.counts[number]:
            start = int(one.table.starts[number])
            best = int(np.argmax(shares[start : start + len(name.pool.places)]))
            reach = name.pool.places[best].radius_km or 0.0
            yield Answer(
                share=float(shares[start + best]),
                rivals=len(name.pool.places) - 1,
                how=int(name.pool.how[best]),
                group=int(name.pool.group[best]),
                right=bool(one.near[start + best] <= max(RIGHT_KM, reach)),
            )


def calibrate(given: Sequence[Answer]) -> tuple[float, ...]:
    """Fit the logistic calibration (Platt 1999) by Newton's method with a small ridge."""
    terms = np.array([model.calibration_terms(a.share, a.rivals, a.how, a.group) for a in given], dtype=np.float64)
    right = np.array([a.right for a in given], dtype=np.float64)
    weights = np.zeros(terms.shape[1])
    for _ in range(50):
        odds = 1 / (1 + np.exp(-(terms @ weights)))
        slope = terms.T @ (odds - right) + 0.5 * weights
        curve = (terms * (odds * (1 - odds))[:, None]).T @ terms + 0.5 * np.eye(len(weights))
        weights -= np.linalg.solve(curve, slope)
    return tuple(weights.tolist())
