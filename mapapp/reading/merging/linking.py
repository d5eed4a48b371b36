"""Which incidents of different documents are one: found by shared keys, weighed, put together strongest first.

A *node* is what one document tells of one incident. Nodes meet through keys: a kind of event with a place, or with a
name that the document is mostly about. Under each key nodes stand sorted by day, and each meets the `WINDOW` next to
it (the sorted neighbourhood method, Hernandez and Stolfo 1995), so that a city with thousands of reports costs no
more than a village. Whether two nodes are *linked* depends on nothing but the two, so a component of linked nodes is
put together without looking at any other: that is what makes merging independent of the order of the input, near
linear, and possible to redo in part (`store/settling.py`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import blake2b
from heapq import heapify, heappop
from operator import attrgetter, itemgetter

import numpy as np
from numpy.typing import NDArray

from mapapp.model import Reading, Report
from mapapp.reading.merging.clustering import Whole, cluster, on_the_whole
from mapapp.reading.merging.decisions import MUST, Rulings
from mapapp.reading.merging.evidence import CANNOT, HAPPENED, NEEDED, SLACK_DAYS, gap
from mapapp.reading.merging.gathering import LEAD, LOOSE_DAYS, alike, contradict, lead_of
from mapapp.reading.merging.groups import Group
from mapapp.reading.merging.likeness import Likeness
from mapapp.reading.merging.stories import published_day
from mapapp.reading.merging.told import Origin, Told, width

OPEN = (0, 9_999_999)  # ordinals of days that stand for an open end
WINDOW = 10  # nodes to each side that a node meets under one key
DATED = 45  # days: a wider date does not say where among others a node stands
MAIN = 3  # incidents of one kind that a document's story may be about
PAIRED = 7  # names of a document of which it shares two with another that covers the same story
NAMES = 6  # names of a document that lead from it to others
COUNTRY = 6  # letters of the id of a country, "iso:AM": too wide to meet in
TWIN = 0.0  # score of nodes that only share a text or a story: not together by that, but looked at together

# the last two bits of a key say which nodes meet under it: those whose days overlap; those of one story, whatever the
# day; all
BY_DAY, BY_STORY, ALWAYS = 0, 1, 3

Edge = tuple[int, int, float]
Array = NDArray[np.int64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """What one document tells of one incident."""

    id: int  # 63 bits of a hash of its content
    document_id: str
    table: Array  # where it meets others: rows of the hash of a key and where it stands under it
    group: Group
    tells: bool = False  # whether it may be what the document as a whole tells of (gathering.py)

    @property
    def keys(self) -> list[tuple[int, int]]:
        """Where it meets others, as numbers of Python."""
        return [(key, stand) for key, stand in self.table.tolist()]

    @property
    def reports(self) -> list[Report]:
        """What it is made of."""
        return [item.report for item in self.group.told]

    @property
    def days(self) -> tuple[int, int]:
        """The first day it may be told together with what happened then, and the day after the last, as ordinals."""
        when = self.group.when
        first = when.start.toordinal() if when and when.start else OPEN[0]
        end = when.end.toordinal() if when and when.end else OPEN[1]
        return first - SLACK_DAYS, end


def nodes_of(reading: Reading, rulings: Rulings) -> list[Node]:
    """Return what a document tells of, incident by incident."""
    origin = Origin.of(reading)
    told = sorted((Told.of(report, origin) for report in reading.reports), key=lambda item: item.order)
    groups = cluster(told, rulings) if told else []
    lead = None if told else lead_of(reading, origin)
    if lead is not None:
        groups = [Group(lead)]
    names = _names(origin)
    keys = _Keys(names, published_day(reading), rulings)
    main = _main(groups)
    found = []
    for group in groups:
        key = "\x1f".join(map(str, (origin.document_id, *group.order)))
        tells = group in main
        own = keys.of(group, tells, bool(main) and group is main[0])
        found.append(Node(_digest(key), origin.document_id, own, group, tells))
    return found


def _main(groups: Sequence[Group]) -> list[Group]:
    """Return the groups of a document that its story may be about: of each family those told most, that first."""
    found: dict[str, list[Group]] = defaultdict(list)
    for group in sorted(groups, key=lambda group: (-len(group.told), group.order)):
        same = found[group.family]
        if len(same) < MAIN and any(item.report.status in HAPPENED for item in group.first):
            same.append(group)
    return [group for same in found.values() for group in same]


def _digest(text: str) -> int:
    """Return 63 bits of the hash of a text."""
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big") >> 1


_hash = lru_cache(maxsize=100_000)(_digest)  # of what comes again: names, places, families


def _names(origin: Origin) -> list[str]:
    """Return the names a document is mostly about, then its most telling place names and words."""
    story = origin.story
    ranked = _heaviest([*story.names.items(), *story.places.items()])
    return list(dict.fromkeys((*story.top, *ranked, *_heaviest(story.opening.items()))))[: 2 * NAMES]


def _heaviest(words: Iterable[tuple[str, float]]) -> list[str]:
    return [word for word, _ in sorted(words, key=itemgetter(1), reverse=True)[:NAMES]]


@cache
def _pairs(number: int) -> tuple[Array, Array]:
    """Return which of so many things make pairs: the numbers of the ones, and of the others."""
    return np.triu_indices(number, 1)


class _Keys:
    """Under which keys what a document tells of meets others, and where it stands under them."""

    def __init__(self, names: Sequence[str], day: int | None, rulings: Rulings) -> None:
        self._names = names
        self._day = day
        self._rulings = rulings
        self._beside = _hash(names[0] if names else "") >> 31
        hashes = np.array([_hash(name) for name in names[:PAIRED]], dtype=np.int64)
        one, other = _pairs(len(hashes))
        self._pairs: Array = hashes[one] + hashes[other]  # an overflow mixes them just as well

    def of(self, group: Group, tells: bool, first: bool) -> Array:
        """Return the keys of a group, each once; `tells`, `first`: it may be what the document's story is about."""
        when, day = group.when, self._day
        if when is not None and when.start is not None and width(when) <= DATED:
            day = when.start.toordinal()
        stand = ((day or 0) << 32) | self._beside
        places = {place_id for place in group.spots.values() for place_id in (place.id, *place.within)}
        anchors = {f"at {place_id}" for place_id in places if len(place_id) > COUNTRY}
        if not anchors:
            anchors.update(f"name {name}" for name in self._names)
        shared = [f"text {source}" for source in group.sources]
        shared += [f"ruling {ruling}" for ruling in self._rulings.about(group.told)]
        rows = [(_hash(f"{group.family}\x1f{anchor}") & ~ALWAYS | BY_DAY, stand) for anchor in sorted(anchors)]
        rows += [(_digest(name) | ALWAYS, 0) for name in shared]
        families = [group.family, *([LEAD] if first and group.family != LEAD else ())] if tells else []
        return self._table(rows, families)

    def _table(self, rows: Sequence[tuple[int, int]], families: Sequence[str]) -> Array:
        """Return these keys, and those under which documents meet that share two names."""
        at, many = len(rows), len(self._pairs)
        found = np.empty((at + many * len(families), 2), dtype=np.int64)
        found[:at] = rows
        found[at:, 1] = ((self._day or 0) << 32) | self._beside
        for family in families:
            found[at : at + many, 0] = (self._pairs ^ _hash(f"story {family}")) & ~ALWAYS | BY_STORY
            at += many
        return found


def linked(one: Node, other: Node, likeness: Likeness, rulings: Rulings) -> float | None:
    """Return how strongly two nodes are linked, None when they have nothing to do with each other."""
    first, second = (one.group, other.group) if one.group.order < other.group.order else (other.group, one.group)
    if rulings:  # TWIN: what is kept apart is looked at together, so that it shows what is kept away
        ruled = rulings.together(first.told, second.told)
        if ruled is not None:
            return MUST if ruled else TWIN
    if one.document_id == other.document_id:
        return None
    if first.family == second.family != LEAD and gap(first.when, second.when) <= SLACK_DAYS:
        score = on_the_whole(second, first, likeness).score
        if score > NEEDED:
            return score
    return TWIN if first.sources & second.sources or _of_one_story(one, other, likeness) else None


def _of_one_story(one: Node, other: Node, likeness: Likeness) -> bool:
    """Tell whether two nodes may be what two documents of one story tell of it."""
    if not (one.tells and other.tells):
        return False
    first, second = one.group, other.group
    if first.family != second.family and LEAD not in (first.family, second.family):
        return False
    return not contradict(first, second) and alike(first.told[0].origin, second.told[0].origin, likeness)


def neighbours(nodes: Collection[Node], window: int, ruled: bool = False) -> Iterator[tuple[int, int]]:
    """Yield the ids of nodes that meet, without those of which it is plain that they are not linked; `ruled`: with
    them, as somebody may have linked them. A pair that meets under several keys comes once."""
    listed = sorted(nodes, key=attrgetter("id"))
    if not listed:
        return
    key, number = _sorted_keys(listed)
    facts = _Facts(listed)
    met = [np.empty(0, dtype=np.int64)]
    for step in range(1, min(window, len(key) - 1) + 1):
        here = np.flatnonzero(key[:-step] == key[step:])
        if not len(here):
            break
        one, other, rule = number[here], number[here + step], key[here] & ALWAYS
        meet = (rule == ALWAYS) | (ruled & (rule == BY_STORY))
        meet |= facts.near(one, other, rule) & (ruled | facts.linkable(one, other))
        one, other = one[meet], other[meet]
        met.append(np.minimum(one, other) * len(listed) + np.maximum(one, other))
    pairs = np.sort(np.concatenate(met))
    one, other = np.divmod(pairs[np.diff(pairs, prepend=-1) > 0], len(listed))
    # place by place and day by day: what is looked at next is still in the processor's cache
    rank = np.lexsort(np.array([node.table[0] for node in listed]).T[::-1]).argsort()
    order = np.lexsort((rank[other], rank[one]))
    for first, second in zip(one[order].tolist(), other[order].tolist(), strict=True):
        yield listed[first].id, listed[second].id


class _Facts:
    """What tells of nodes by their numbers whether they can be linked, many pairs at a time."""

    def __init__(self, nodes: Sequence[Node]) -> None:
        self._first, self._end = np.array([node.days for node in nodes], dtype=np.int64).T
        families, documents = {LEAD: 0}, dict[str, int]()
        self._family = np.array([families.setdefault(node.group.family, len(families)) for node in nodes])
        self._document = np.array([documents.setdefault(node.document_id, len(documents)) for node in nodes])

    def near(self, one: Array, other: Array, rule: Array) -> Mask:
        """Tell which pairs can be of one day; under keys of stories, which do not contradict each other by far."""
        more = np.where(rule == BY_STORY, LOOSE_DAYS - SLACK_DAYS, 0)
        near: Mask = (self._first[one] - more < self._end[other]) & (self._first[other] - more < self._end[one])
        return near

    def linkable(self, one: Array, other: Array) -> Mask:
        """Tell which pairs are of two documents and of one family, or have a lead."""
        kin: Mask = (self._family[one] == self._family[other]) | (self._family[one] * self._family[other] == 0)
        kin &= self._document[one] != self._document[other]
        return kin


def _sorted_keys(nodes: Sequence[Node]) -> tuple[Array, Array]:
    """Return the keys that more than one node has, and the nodes under each, as they stand; nodes by their number."""
    key, stand = np.concatenate([node.table for node in nodes]).T
    number = np.repeat(np.arange(len(nodes)), [len(node.table) for node in nodes])
    order = np.argsort(key, kind="stable")
    same = key[order[1:]] == key[order[:-1]]
    shared = order[np.append(same, False) | np.append(False, same)]
    shared = shared[np.lexsort((number[shared], stand[shared], key[shared]))]
    return key[shared], number[shared]


def edges_of(nodes: Mapping[int, Node], likeness: Likeness, rulings: Rulings, window: int) -> Iterator[Edge]:
    """Yield the links among nodes."""
    for one, other in neighbours(nodes.values(), window, bool(rulings)):
        score = linked(nodes[one], nodes[other], likeness, rulings)
        if score is not None:
            yield one, other, score


def components(nodes: Collection[int], edges: Iterable[Edge]) -> list[tuple[list[int], list[Edge]]]:
    """Return the nodes that hang together, with their edges."""
    root: dict[int, int] = {node: node for node in nodes}

    def find(node: int) -> int:
        while root[node] != node:
            root[node] = root[root[node]]
            node = root[node]
        return node

    kept = list(edges)
    for one, other, _ in kept:
        root[find(one)] = find(other)
    members: dict[int, tuple[list[int], list[Edge]]] = {}
    for node in nodes:
        members.setdefault(find(node), ([], []))[0].append(node)
    for edge in kept:
        members[find(edge[0])][1].append(edge)
    return list(members.values())


def put_together(
    groups: Mapping[int, Group], edges: Iterable[Edge], likeness: Likeness, rulings: Rulings
) -> dict[int, Group]:
    """Return the groups of one component put together, strongest link first: by node, the group it is in now.

    A link between groups that have grown since is weighed again, once: the evidence of the whole decides. The groups
    are changed in place.
    """
    at = {node: node for node in groups}
    grown: dict[int, int] = dict.fromkeys(groups, 0)
    members: dict[int, list[int]] = {node: [node] for node in groups}
    refused: set[tuple[int, int, int, int]] = set()
    queue = [
        (-score, *_in_order(groups[one], groups[other]), one, other) for one, other, score in edges if score > TWIN
    ]
    heapify(queue)
    while queue:
        score, _, _, one, other = heappop(queue)
        one, other = at[one], at[other]
        if one == other:
            continue
        if groups[other].order < groups[one].order:
            one, other = other, one
        state = (one, grown[one], other, grown[other])
        if state in refused:
            continue
        whole = _whole(groups[other], groups[one], likeness, rulings, -score)
        if whole.score <= NEEDED:
            refused.add(state)
            continue
        groups[one].take(groups[other], whole.by_report, NEEDED)
        grown[one] += 1
        for node in members.pop(other):
            at[node] = one
            members[one].append(node)
    return {node: groups[at[node]] for node in groups}


def _whole(group: Group, other: Group, likeness: Likeness, rulings: Rulings, score: float) -> Whole:
    """Return the evidence for putting two groups together now; somebody's word goes before it."""
    if rulings and rulings.apart(group.told, other.told):
        return Whole(CANNOT, [])
    whole = on_the_whole(group, other, likeness)
    if rulings and score >= MUST:
        return Whole(MUST, rulings.evidence(group.first[0], other))
    return whole


def _in_order(one: Group, other: Group) -> tuple[tuple[object, ...], tuple[object, ...]]:
    return (one.order, other.order) if one.order < other.order else (other.order, one.order)
