"""Average linkage: what is alike is put together, the most alike first, as long as the mean over all pairs allows.

Only what is joined by a chain of positive links can have a positive mean, so the linkage of a connected part does not
depend on anything else, and looks at its own pairs alone.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

PAIRS = 256  # most pairs that a mean is taken over: of larger clusters the first by name stand for all


@dataclass(frozen=True, slots=True)
class Join:
    """Two clusters that were put together: how alike they were, and the members of each."""

    mean: float
    one: tuple[str, ...]
    other: tuple[str, ...]


def linkage(
    names: Collection[str],
    near: Iterable[tuple[str, str]],
    alike: Callable[[str, str], float],
    least: float = 0.0,
) -> list[Join]:
    """Return the joins of names, in order, each of a mean above `least`; `near`: the pairs that may start one.

    A pair of clusters that has grown is weighed again when its turn comes, once, so that the time taken is that of
    the pairs that are near.
    """
    members: dict[str, tuple[str, ...]] = {name: (name,) for name in names}
    at = {name: name for name in names}  # the cluster a name went into: named after its first

    def current(name: str) -> str:
        while at[name] != name:
            at[name] = at[at[name]]
            name = at[name]
        return name

    weighed: set[tuple[str, int, str, int]] = set()
    queue: list[tuple[float, str, str, int, int]] = []

    def weigh(one: str, other: str) -> None:
        first, second = (one, other) if one < other else (other, one)
        state = (first, len(members[first]), second, len(members[second]))
        if first != second and state not in weighed:
            weighed.add(state)
            mean = _mean(members[first], members[second], alike)
            if mean > least:
                heappush(queue, (-mean, first, second, state[1], state[3]))

    for one, other in sorted(near):
        weigh(one, other)
    found: list[Join] = []
    while queue:
        mean, one, other, *sizes = heappop(queue)
        first, second = current(one), current(other)
        if (first, second) != (one, other) or [len(members[one]), len(members[other])] != sizes:
            weigh(first, second)
            continue
        found.append(Join(-mean, members[one], members[other]))
        members[one] = tuple(sorted(members[one] + members.pop(other)))
        at[other] = one
    return found


def _mean(one: Sequence[str], other: Sequence[str], alike: Callable[[str, str], float]) -> float:
    if len(one) == len(other) == 1:
        return alike(one[0], other[0])
    side = math.isqrt(PAIRS)
    ours = one[: max(side, PAIRS // len(other))]
    theirs = other[: max(side, PAIRS // len(one))]
    pairs = [alike(a, b) for a in ours for b in theirs]
    return math.fsum(pairs) / len(pairs)
