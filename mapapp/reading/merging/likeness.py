"""How alike two documents are as stories: in features, in the odds that they tell of one thing, and in words.

The features go into a logistic regression (`data/models/stories.json`, made by `evaluate/training/stories.py`). Odds
above even, taken on the mean over all pairs, are what puts documents under one story (`linkage.py`).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Set
from operator import mul

from mapapp.reading.merging.stories import ENOUGH, TOP, Story, Vector, Weights, weights
from mapapp.reading.merging.told import Origin


class Likeness:
    """How alike the stories of documents are, each pair worked out once."""

    def __init__(self, told: Weights | None = None) -> None:
        self._told = told or weights()
        self._known: dict[tuple[str, str], float] = {}

    def of(self, one: Origin, other: Origin) -> float:
        """Return the log odds that two documents tell of one thing."""
        if one.document_id > other.document_id:  # one order, so that the last bit is the same whoever asks
            one, other = other, one
        key = (one.document_id, other.document_id)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = log_odds(one.story, other.story, self._told)
        return found


def features(one: Story, other: Story) -> tuple[float, ...]:
    """Return how two stories compare, in the order of `FEATURES`; which comes first changes nothing."""
    words = one.words & other.words
    named = products(one.names, other.names, words)
    hits = len(other.known.intersection(one.top)) + len(one.known.intersection(other.top))
    both = [what for what in one.counted if what in other.counted]
    alike = sum([not one.counted[what].isdisjoint(other.counted[what]) for what in both])
    (days, months, years), (their_days, their_months, their_years) = one.calendar, other.calendar
    return (
        math.fsum(products(one.opening, other.opening, words)),
        math.fsum(named),
        math.fsum(products(one.places, other.places, words)),
        (hits - 0.5 * (len(one.top) + len(other.top))) / (2 * TOP),
        math.log1p(alike),
        math.log1p(len(both) - alike),
        math.log1p(len(one.numbers & other.numbers)),
        math.log1p(len(named)),
        *_met(days, their_days),
        *_met(months, their_months),
        *_met(years, their_years),
        *_lie(one, other),
    )


def _met(ours: Set[str], theirs: Set[str]) -> tuple[float, float]:
    """Return whether two documents that both name days name one of both, and whether they name only others."""
    if not ours or not theirs:
        return 0.0, 0.0
    return (0.0, 1.0) if ours.isdisjoint(theirs) else (1.0, 0.0)


def _lie(one: Story, other: Story) -> tuple[float, float]:
    """Return whether two documents that both name places name one that is or holds one of the other's, or none."""
    if not one.spots or not other.spots:
        return 0.0, 0.0
    apart = one.spots.isdisjoint(other.around) and other.spots.isdisjoint(one.around)
    return (0.0, 1.0) if apart else (1.0, 0.0)


def products(one: Vector, other: Vector, words: Collection[str]) -> list[float]:
    """Return what sums up to the cosine of two vectors of length 1, in any order; `words`: those both may have."""
    few = words if len(words) < len(one) else one
    return [one[word] * other[word] for word in few if word in one and word in other]


def log_odds(one: Story, other: Story, table: Weights) -> float:
    """Return the logarithm of the odds that two stories tell of one thing; few words prove neither that nor the
    contrary."""
    found: float = sum(map(mul, table.coefficients, features(one, other)))
    enough = min(1.0, min(len(one.known), len(other.known)) / ENOUGH)
    return table.intercept * enough + (found if found < 0 else found * enough**2)


def in_words(one: Story, other: Story) -> str:
    """Return what two stories share that tells most: "both name Kirkpatrick and Vancouver"."""
    shared = Counter({name: one.names[name] * other.names[name] for name in one.names.keys() & other.names.keys()})
    shared.update({n: one.places[n] * other.places[n] for n in one.places.keys() & other.places.keys()})
    best = [one.written[name] for name, _ in sorted(shared.items(), key=lambda each: (-each[1], each[0]))[:3]]
    counted = sorted(
        f"{number} {what}"
        for what in one.counted.keys() & other.counted.keys()
        for number in one.counted[what] & other.counted[what]
    )
    if not best:
        return f"both count {counted[0]}" if counted else "the stories open in the same words"
    return f"both name {_listed(best)}"


def _listed(names: Iterable[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last
