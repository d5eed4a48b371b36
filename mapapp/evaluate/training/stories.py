"""Fit `data/models/stories.json`: how rare words are in news, and which pairs of stories tell of one thing.

Rarity is counted over corpora that are not scored. The regression is fitted on pairs of ECB+ (Cybulska and Vossen
2014): stories of one topic tell of one incident (one subtopic) or of a look-alike; stories of different topics of
different things. Nothing of a text is kept but which word stems stood in how many documents.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
import orjson
from numpy.typing import NDArray

from mapapp.model import Reading
from mapapp.reading.merging.likeness import features
from mapapp.reading.merging.stories import WORD, Story, Weights, rarity, stem, story_of

SEEN = 3  # stems in fewer documents are as rare as can be
OTHERS = 6  # stories of other topics each story is paired with
RIDGE = 1.0  # weight of the squared coefficients, features scaled to unit variance
ROUNDS = 30
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two stories as the regression sees them."""

    topic: str  # of the first; of both when they are of one topic
    values: tuple[float, ...]  # stories.FEATURES
    same: bool
    within: bool  # both are of one topic


def counted(texts: Iterable[str]) -> tuple[int, dict[int, list[str]]]:
    """Return the number of texts, and the stems that stand in so many of them, by how many."""
    total, seen = 0, Counter[str]()
    for text in texts:
        total += 1
        seen.update({stem(word) for word in WORD.findall(text) if word.isalpha()})
    by_count: dict[int, list[str]] = defaultdict(list)
    for word, count in sorted(seen.items()):
        if count >= SEEN:
            by_count[count].append(word)
    return total, dict(sorted(by_count.items()))


def unfitted(total: int, seen: dict[int, list[str]]) -> Weights:
    """Return the table of rarity without a regression."""
    rare = {word: rarity(total, count) for count, listed in seen.items() for word in listed}
    return Weights(rare, rarity(total, 0), (), 0.0)


def pairs_of(readings: Sequence[Reading], topics: Sequence[tuple[str, str]], table: Weights) -> list[Pair]:
    """Return the pairs within topics, and some across; `topics` has (topic, subtopic) of each reading."""
    stories = [story_of(reading, table) for reading in readings]
    by_topic: dict[str, list[int]] = defaultdict(list)
    for number, (topic, _) in enumerate(topics):
        by_topic[topic].append(number)
    found = [
        _pair(stories, topics, one, other) for members in by_topic.values() for one, other in combinations(members, 2)
    ]
    step = max(1, len(stories) // (OTHERS + 1))
    for one in range(len(stories)):
        others = range(one + step, len(stories), step)
        found.extend(_pair(stories, topics, one, o) for o in others if topics[one][0] != topics[o][0])
    return found


def _pair(stories: Sequence[Story], topics: Sequence[tuple[str, str]], one: int, other: int) -> Pair:
    return Pair(
        topics[one][0],
        features(stories[one], stories[other]),
        topics[one] == topics[other],
        topics[one][0] == topics[other][0],
    )


def fit(pairs: Sequence[Pair], table: Weights) -> Weights:
    """Return the table with a regression fitted by iteratively reweighted least squares; topics weigh alike."""
    values = np.array([pair.values for pair in pairs])
    mean, spread = values.mean(axis=0), values.std(axis=0) + 1e-9
    scaled = np.c_[(values - mean) / spread, np.ones(len(values))]
    wanted = np.array([pair.same for pair in pairs], dtype=float)
    sizes = Counter((pair.topic, pair.within) for pair in pairs)
    weight = np.array([1.0 / sizes[pair.topic, pair.within] for pair in pairs])
    weight *= len(pairs) / weight.sum()
    solved = _logistic(scaled, wanted, weight)
    coefficients = solved[:-1] / spread
    intercept = float(solved[-1] - (coefficients * mean).sum())
    return replace(table, coefficients=tuple(round(float(c), 4) for c in coefficients), intercept=round(intercept, 4))


def _logistic(values: Floats, wanted: Floats, weight: Floats) -> Floats:
    """Return the coefficients of a ridge logistic regression; the last, the intercept, is not shrunk."""
    found = np.zeros(values.shape[1])
    ridge = np.full(values.shape[1], RIDGE)
    ridge[-1] = 0.0
    for _ in range(ROUNDS):
        chance = 1 / (1 + np.exp(-np.clip(values @ found, -30, 30)))
        gradient = values.T @ (weight * (wanted - chance)) - ridge * found
        curve = (values * (weight * chance * (1 - chance))[:, None]).T @ values + np.diag(ridge)
        step = np.linalg.solve(curve, gradient)
        found = found + step
        if np.abs(step).max() < 1e-8:
            break
    return found


def saved(total: int, seen: dict[int, list[str]], fitted: Weights) -> bytes:
    """Return what ships: the same input gives the same bytes."""
    return orjson.dumps(
        {
            "documents": total,
            "coefficients": list(fitted.coefficients),
            "intercept": fitted.intercept,
            "seen": {str(count): " ".join(words) for count, words in seen.items()},
        }
    )
