"""Incidents: reports of one document or many that tell of the same thing, put together with reasons.

First each document's own reports are put together (`clustering`), then what documents tell of one thing (`linking`):
by place, date, sides and words, and by how alike the documents are as stories. Last, the documents of one story are
taken to tell of one main incident (`gathering`). What two documents say of each other depends on nothing but the two,
so neither the order of the input nor what else there is changes an incident, and a part can be merged anew without
the rest.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from mapapp.model import Incident, Reading, Ruling, content_id
from mapapp.reading.merging import linking
from mapapp.reading.merging.decisions import Rulings
from mapapp.reading.merging.gathering import LEAD, Storied, gather, stories_of
from mapapp.reading.merging.likeness import Likeness
from mapapp.reading.merging.linking import Edge, Node
from mapapp.reading.merging.stories import Weights
from mapapp.reading.merging.summing import incident_of

__all__ = ["Merging", "merge"]


def merge(readings: Sequence[Reading], rulings: Iterable[Ruling] = ()) -> tuple[Incident, ...]:
    """Return the incidents of all the readings, oldest first; the order of `readings` changes nothing.

    `rulings`: what persons decided to keep apart or together.
    """
    merging = Merging(rulings)
    collecting = gc.isenabled()
    gc.disable()  # many small objects and no cycles: collecting takes a fifth of the time and finds nothing
    try:
        nodes = {node.id: node for reading in readings for node in merging.nodes(reading)}
        return merging.incidents(nodes, merging.edges(nodes))
    finally:
        if collecting:
            gc.enable()


class Merging:
    """Merging in parts: what a document tells of, what it is linked with, and the incidents of what hangs together.

    Made for one pass: the stories it has compared are remembered.
    """

    window = linking.WINDOW
    version = "3"  # another one finds other nodes, keys or links: stores then merge anew

    def __init__(self, rulings: Iterable[Ruling] = (), weights: Weights | None = None) -> None:
        self._rulings = Rulings(rulings)
        self._likeness = Likeness(weights)

    def nodes(self, reading: Reading) -> list[Node]:
        """Return what a document tells of, incident by incident."""
        return linking.nodes_of(reading, self._rulings)

    def edges(self, nodes: Mapping[int, Node]) -> list[Edge]:
        """Return the links among nodes, when there are no others they could meet."""
        return list(linking.edges_of(nodes, self._likeness, self._rulings, self.window))

    def linked(self, one: Node, other: Node) -> float | None:
        """Return how strongly two nodes that meet are linked, None when they are not."""
        return linking.linked(one, other, self._likeness, self._rulings)

    def incidents(self, nodes: Mapping[int, Node], edges: Iterable[Edge]) -> tuple[Incident, ...]:
        """Return the incidents of nodes, oldest first; `edges` are all their links. Uses the nodes up."""
        found: list[Incident] = []
        for members, links in linking.components(nodes, edges):
            found.extend(_told_apart(sorted(self._made(nodes, members, links), key=_oldest_first)))
        return tuple(sorted(found, key=_oldest_first))

    def _made(self, nodes: Mapping[int, Node], members: Sequence[int], links: Sequence[Edge]) -> list[Incident]:
        """Return the incidents of nodes that hang together."""
        held = {node: nodes[node].group for node in members}
        if links:
            pieces = {node: nodes[node] for node in members}
            stories = stories_of(pieces, links, self._likeness)
            held = linking.put_together(held, links, Storied(self._likeness, stories), self._rulings)
            gather(pieces, stories, held, self._rulings)
        groups = {id(group): group for group in held.values() if group.family != LEAD}
        return [incident_of(group, self._rulings) for group in groups.values()]


def _told_apart(incidents: Sequence[Incident]) -> Iterable[Incident]:
    """Return incidents with ids of their own: one text published twice, months apart, tells of two under one id."""
    taken: dict[str, Incident] = {}
    for incident in incidents:
        own, number = incident.id, 0
        while own in taken:
            number += 1
            own = content_id(incident.id, incident.reports[0].document_id, str(number))
        taken[own] = incident if own == incident.id else replace(incident, id=own)
    return taken.values()


def _oldest_first(incident: Incident) -> tuple[str, str, str]:
    return (incident.when.value if incident.when else "~", incident.id, incident.reports[0].document_id)
