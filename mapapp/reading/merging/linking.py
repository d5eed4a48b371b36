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
from hashlib import blake2b
from heapq import heapify, heappop, nlargest
from operator import itemgetter

from mapapp.model import Reading, Report
from mapapp.reading.merging.clustering import Whole, cluster, on_the_whole
from mapapp.reading.merging.decisions import MUST, Rulings
from mapapp.reading.merging.evidence import CANNOT, NEEDED, SLACK_DAYS, Likeness, gap
from mapapp.reading.merging.groups import Group
from mapapp.reading.merging.stories import published_day
from mapapp.reading.merging.told import Origin, Told, width

ALWAYS = (0, 9_999_999)  # ordinals of days that stand for an open end
WINDOW = 20  # nodes to each side that a node meets under one key
DATED = 45  # days: a wider date does not say where among others a node stands
NAMES = 6  # names of a document that lead from it to others
COUNTRY = 6  # letters of the id of a country, "iso:AM": too wide to meet in
TWIN = 0.0  # score of nodes that only share a text: not together, but looked at together

Edge = tuple[int, int, float]


@dataclass(frozen=True, slots=True)
class Node:
    """What one document tells of one incident."""

    id: int  # 63 bits of a hash of its content
    document_id: str
    keys: tuple[tuple[int, int], ...]  # where it meets others: (hash of the key, where it stands under it); under an
    # odd key it meets them whatever the day, under an even one only where `days` overlap
    group: Group

    @property
    def reports(self) -> list[Report]:
        """What it is made of."""
        return [item.report for item in self.group.told]

    @property
    def days(self) -> tuple[int, int]:
        """The first day it may be told together with what happened then, and the day after the last, as ordinals."""
        when = self.group.when
        first = when.start.toordinal() if when and when.start else ALWAYS[0]
        end = when.end.toordinal() if when and when.end else ALWAYS[1]
        return first - SLACK_DAYS, end


def nodes_of(reading: Reading, rulings: Rulings) -> list[Node]:
    """Return what a document tells of, incident by incident."""
    if not reading.reports:
        return []
    origin = Origin.of(reading)
    told = sorted((Told.of(report, origin) for report in reading.reports), key=lambda item: item.order)
    day = published_day(reading)
    names = _names(origin)
    found = []
    for group in cluster(told, rulings):
        key = "\x1f".join(map(str, (origin.document_id, *group.order)))
        found.append(Node(_hash(key), origin.document_id, tuple(_keys(group, names, day, rulings)), group))
    return found


def _hash(text: str, bits: int = 63) -> int:
    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> (64 - bits)


def _names(origin: Origin) -> list[str]:
    """Return the names a document is mostly about, then its most telling place names and words."""
    story = origin.story
    rest = [*story.names.items(), *story.places.items()]
    ranked = [name for name, _ in nlargest(NAMES, rest, key=itemgetter(1))]
    words = [word for word, _ in nlargest(NAMES, story.opening.items(), key=itemgetter(1))]
    return list(dict.fromkeys((*story.top, *ranked, *words)))[: 2 * NAMES]


def _keys(group: Group, names: Sequence[str], day: int | None, rulings: Rulings) -> Iterator[tuple[int, int]]:
    """Yield the keys of a node, each once, and where it stands under them: by day, then beside those of its names."""
    when = group.when
    if when is not None and when.start is not None and width(when) <= DATED:
        day = when.start.toordinal()
    stand = ((day or 0) << 32) | _hash(names[0] if names else "", 32)
    places = {place_id for place in group.spots.values() for place_id in (place.id, *place.within)}
    anchors = {f"at {place_id}" for place_id in places if len(place_id) > COUNTRY}
    anchors.update(f"name {name}" for name in names)
    for anchor in sorted(anchors):
        yield _hash(f"{group.family}\x1f{anchor}") & ~1, stand
    for source in sorted(group.sources):
        yield _hash(f"text {source}") | 1, 0
    for ruling in rulings.about(group.told):
        yield _hash(f"ruling {ruling}") | 1, 0


def linked(one: Node, other: Node, likeness: Likeness, rulings: Rulings) -> float | None:
    """Return how strongly two nodes are linked, None when they have nothing to do with each other."""
    first, second = (one.group, other.group) if one.group.order < other.group.order else (other.group, one.group)
    if rulings:  # TWIN: what is kept apart is looked at together, so that it shows what is kept away
        ruled = rulings.together(first.told, second.told)
        if ruled is not None:
            return MUST if ruled else TWIN
    if one.document_id == other.document_id:
        return None
    if first.family == second.family and gap(first.when, second.when) <= SLACK_DAYS:
        score = on_the_whole(second, first, likeness).score
        if score > NEEDED:
            return score
    return TWIN if first.sources & second.sources else None


def neighbours(nodes: Iterable[Node], window: int) -> Iterator[tuple[int, int]]:
    """Yield the ids of nodes that meet, smaller first; a pair that meets under several keys comes once."""
    buckets: dict[int, list[tuple[int, int, int, int]]] = defaultdict(list)
    for node in nodes:
        first, end = node.days
        for key, stand in node.keys:
            buckets[key].append((stand, node.id, first, end))
    seen: set[tuple[int, int]] = set()
    for key, bucket in buckets.items():
        if len(bucket) < 2:
            continue
        bucket.sort()
        for at, (_, one, first, end) in enumerate(bucket):
            for _, other, other_first, other_end in bucket[at + 1 : at + 1 + window]:
                if not key & 1 and (first >= other_end or other_first >= end):
                    continue
                pair = (one, other) if one < other else (other, one)
                if pair not in seen:
                    seen.add(pair)
                    yield pair


def edges_of(nodes: Mapping[int, Node], likeness: Likeness, rulings: Rulings, window: int) -> Iterator[Edge]:
    """Yield the links among nodes."""
    for one, other in neighbours(nodes.values(), window):
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
) -> list[Group]:
    """Return the groups of one component put together, strongest link first.

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
    return [groups[node] for node in members]


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
