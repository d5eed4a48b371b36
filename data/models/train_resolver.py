"""Train the resolver's ranker on gold toponyms with points, and say how well it does on folds it has not seen.

    python data/models/train_resolver.py lgl.jsonl geovirus.jsonl --gazetteer FOLDER --out data/models/resolver.npz

Input: JSON Lines with `text`, `toponyms` (`start`, `end`, `lat`, `lon`, perhaps `geonameid`) and perhaps `domain` or
`url` (the publisher, which never stands on both sides of a fold). Nothing of a text is kept: the output is the
weights of three small networks and six numbers that calibrate confidence.

To the corpora come documents made up from the gazetteer alone (practice.py).

Loss: cross entropy of the softmax over a name's candidates, where every candidate that is the gold's place counts as
right: the one of its GeoNames id, else those within 25 km, else those within 161 km. Adam, full batch, weight decay.
"""

from __future__ import annotations

import argparse
import json
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import practice

from mapapp.gazetteer.index import open_index
from mapapp.model import Document
from mapapp.reading.resolvers.ranker import _links, features, group_names, model, publisher_country, rank
from mapapp.reading.resolvers.ranker.cues import find_cues
from mapapp.reading.resolvers.ranker.pools import Pools

UNITS, STEPS, RATE, DECAY = 16, 300, 0.02, 2e-4
SEED = 20210516
PRACTICE_WEIGHT = 0.8
NEAR_KM, RIGHT_KM = 25.0, 161.0


@dataclass
class Story:
    """One document: its table of candidates, and the gold of each of its names."""

    corpus: str
    fold_key: str
    table: features.Table | None
    right: np.ndarray  # (rows,) bool: candidate is the gold's place
    near: np.ndarray  # (rows,) km to the gold's point
    weight: np.ndarray  # (names,) mentions with gold, 0 when none of the candidates is right
    asked: int  # mentions with a gold point
    counts: np.ndarray  # (names,) mentions with a gold point


def stories(paths: Iterable[Path], pools: Pools) -> list[Story]:
    """Read the corpora and look every gold name up."""
    return [story(json.loads(line), path.stem, pools) for path in paths for line in path.open(encoding="utf-8")]


def story(record: dict, corpus: str, pools: Pools) -> Story:
    """Make a story of one line."""
    text = record["text"]
    gold = sorted((t for t in record["toponyms"]), key=lambda t: (t["start"], t["end"]))
    spans = [(t["start"], t["end"]) for t in gold]
    cues = find_cues(text, spans)
    groups = group_names(text, spans, cues, pools)
    known = [group for group in groups if group.pool.places]
    asked = sum(t.get("lat") is not None for t in gold)
    key = record.get("domain") or f"{corpus}:{record['doc_id']}"
    if not known:
        empty = np.zeros(0)
        return Story(corpus, key, None, empty, empty, empty, asked, empty)
    place_in = {at: number for number, group in enumerate(known) for at in group.mentions}
    document = Document(id=record["doc_id"], text=text, url=record.get("url"))
    home = pools.number(publisher_country(document))
    table = features.table(known, _links(cues, place_in), home)
    right, near = np.zeros(table.rows, dtype=bool), np.full(table.rows, np.inf)
    counts = np.zeros(len(known))
    weight = np.zeros(len(known))
    for number, group in enumerate(known):
        points = [gold[at] for at in group.mentions if gold[at].get("lat") is not None]
        counts[number] = len(points)
        if not points:
            continue
        first = int(table.starts[number])
        rows = slice(first, first + len(group.pool.places))
        near[rows], right[rows] = judge(group.pool.places, points[0])
        weight[number] = math.sqrt(len(points)) if (right[rows] & (table.veto[rows] == 0)).any() else 0.0
    return Story(corpus, key, table, right, near, weight, asked, counts)


def judge(places: Sequence, gold: dict) -> tuple[np.ndarray, np.ndarray]:
    """Return the distance in km of each candidate and whether it is the gold's place."""
    if "place_id" in gold:
        own = np.array([place.id == gold["place_id"] for place in places])
        return np.where(own, 0.0, np.inf), own
    km = np.array([distance(place, gold) for place in places])
    same = np.array(
        [str(place.geonameid) == str(gold.get("geonameid")) and place.geonameid is not None for place in places]
    )
    if same.any():
        return km, same
    return km, km <= NEAR_KM if (km <= NEAR_KM).any() else km <= RIGHT_KM


def distance(place: object, gold: dict) -> float:
    """Return the great-circle distance in km, infinite for a place without a point."""
    if place.lon is None:  # type: ignore[attr-defined]
        return math.inf
    one, other = math.radians(place.lat), math.radians(gold["lat"])  # type: ignore[attr-defined]
    step = math.radians(place.lon - gold["lon"])  # type: ignore[attr-defined]
    half = math.sin((one - other) / 2) ** 2 + math.cos(one) * math.cos(other) * math.sin(step / 2) ** 2
    return 2 * 6371.0 * math.asin(min(1.0, math.sqrt(half)))


def fit(rows: np.ndarray, told: Sequence[Story], seed: int) -> model.Layer:
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


def train(told: Sequence[Story], seed: int = SEED) -> tuple[model.Layer, ...]:
    """Fit the stages one after the other, each on what the one before sees."""
    told = [one for one in told if one.table is not None and one.weight.any()]
    stages = [fit(np.concatenate([one.table.static for one in told]), told, seed)]
    for stage in range(1, model.STAGES):
        rows = []
        for one in told:
            _, shares = rank(one.table, stages)
            rows.append(features.features(one.table, shares))
        stages.append(fit(np.concatenate(rows), told, seed + stage))
    return tuple(stages)


@dataclass
class Answer:
    """The best candidate of one name: its share, rivals, way found, distance to the gold, mentions."""

    share: float
    rivals: int
    how: int
    km: float
    group: int
    reach: float  # km the place reaches from its point
    count: float
    name: str


def answers(told: Sequence[Story], stages: Sequence[model.Layer]) -> list[list[Answer]]:
    """Rank every story; one list of answers a story, for names with a gold point."""
    out = []
    for one in told:
        given: list[Answer] = []
        out.append(given)
        if one.table is None:
            continue
        _, shares = rank(one.table, stages)
        for number, name in enumerate(one.table.names):
            if not one.counts[number]:
                continue
            start = int(one.table.starts[number])
            best = start + int(np.argmax(shares[start : start + len(name.pool.places)]))
            how = int(name.pool.how[best - start])
            given.append(
                Answer(
                    share=float(shares[best]),
                    rivals=len(name.pool.places) - 1,
                    how=how,
                    km=one.near[best],
                    group=int(name.pool.group[best - start]),
                    reach=name.pool.places[best - start].radius_km or 0.0,
                    count=one.counts[number],
                    name=name.name,
                )
            )
    return out


def calibrate(given: Sequence[Answer]) -> np.ndarray:
    """Fit the logistic calibration by Newton's method with a small ridge."""
    terms = np.array([model.calibration_terms(a.share, a.rivals, a.how, a.group) for a in given], dtype=np.float64)
    right = np.array([a.km <= max(RIGHT_KM, a.reach) for a in given], dtype=np.float64)
    weights = np.zeros(terms.shape[1])
    for _ in range(50):
        odds = 1 / (1 + np.exp(-(terms @ weights)))
        slope = terms.T @ (odds - right) + 0.5 * weights
        curve = (terms * (odds * (1 - odds))[:, None]).T @ terms + 0.5 * np.eye(len(weights))
        weights -= np.linalg.solve(curve, slope)
    return weights.astype(np.float32)


def report_reliability(given: Sequence[Answer], calibration: np.ndarray) -> None:
    """Print, for each tenth of confidence, how many names it holds and how many of them are right."""
    seen = model.Model((), calibration)
    sure = np.array([seen.confidence(a.share, a.rivals, a.how, a.group) for a in given])
    right = np.array([a.km <= max(RIGHT_KM, a.reach) for a in given])
    for low in np.arange(0.0, 1.0, 0.1):
        rows = (sure >= low) & (sure < low + 0.1 + 1e-9)
        if rows.any():
            print(f"    confidence {low:.1f}+: {rows.sum():5d} names, {right[rows].mean():.2f} right")


def main() -> None:
    """Cross-validate by publisher, then train on everything and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path, nargs="+")
    parser.add_argument("--gazetteer", type=Path, required=True)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--cross", action="store_true", help="also train without each corpus and test on it")
    parser.add_argument("--misses", type=int, default=0)
    parser.add_argument("--practice", type=int, default=3000)
    options = parser.parse_args()
    index = open_index(options.gazetteer)
    pools = Pools(index, size=100_000)
    told = stories(options.corpora, pools)
    made_up = [story(record, "practice", pools) for record in practice.documents(index, options.practice, SEED)]
    for one in made_up:
        one.weight *= PRACTICE_WEIGHT
    keys = sorted({one.fold_key for one in told})
    np.random.default_rng(SEED).shuffle(keys)
    fold = {key: at % options.folds for at, key in enumerate(keys)}
    unseen: list[tuple[Story, list[Answer]]] = []
    for at in range(options.folds):
        test = [one for one in told if fold[one.fold_key] == at]
        stages = train([*made_up, *(one for one in told if fold[one.fold_key] != at)])
        unseen += zip(test, answers(test, stages), strict=True)
    for corpus in sorted({one.corpus for one in told}):
        mine = [(one, given) for one, given in unseen if one.corpus == corpus]
        asked = sum(one.asked for one, _ in mine)
        ceiling = sum(one.counts[n] for one, _ in mine for n in range(len(one.counts)) if reachable(one, n))
        hit = sum(a.count for _, given in mine for a in given if a.km <= RIGHT_KM)
        for (name, km), count in wrong_names(mine).most_common(options.misses):
            print(f"    {count:3.0f} x {name}, {km} km off")
        print(f"{corpus}: {asked} gold points, Acc@161 {hit / asked:.4f}, ceiling {ceiling / asked:.4f}")
    for corpus in sorted({one.corpus for one in told}) if options.cross else ():
        test = [one for one in told if one.corpus == corpus]
        stages = train([*made_up, *(one for one in told if one.corpus != corpus)])
        hit = sum(a.count for given in answers(test, stages) for a in given if a.km <= RIGHT_KM)
        print(f"{corpus}, trained without it: Acc@161 {hit / sum(one.asked for one in test):.4f}")
    calibration = calibrate([a for _, given in unseen for a in given])
    report_reliability([a for _, given in unseen for a in given], calibration)
    if options.out:
        stages = train([*made_up, *told])
        parts = {
            f"{part}{at}": getattr(stage, part)
            for at, stage in enumerate(stages)
            for part in ("inner", "bias", "outer", "direct")
        }
        np.savez(options.out, calibration=calibration, **parts)


def wrong_names(mine: Sequence[tuple[Story, list[Answer]]]) -> Counter:
    """Count the names that had a right candidate and were given a wrong one."""
    wrong: Counter = Counter()
    for one, given in mine:
        at = {name.name: number for number, name in enumerate(one.table.names)} if one.table else {}
        for a in given:
            if a.km > RIGHT_KM and reachable(one, at[a.name]):
                wrong[a.name, round(min(a.km, 99999))] += a.count
    return wrong


def reachable(one: Story, number: int) -> bool:
    """Tell whether some candidate of the name lies within 161 km of the gold's point."""
    if one.table is None:
        return False
    start = int(one.table.starts[number])
    return bool((one.near[start : start + len(one.table.names[number].pool.places)] <= RIGHT_KM).any())


if __name__ == "__main__":
    main()
