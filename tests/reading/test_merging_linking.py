"""Which nodes meet: all that are linked and share a key, and few others."""

from __future__ import annotations

from itertools import combinations

from mapapp.model import Mark, Ruling
from mapapp.reading.merging.decisions import Rulings
from mapapp.reading.merging.likeness import Likeness
from mapapp.reading.merging.linking import LEAD, WINDOW, Node, linked, neighbours, nodes_of
from tests.reading.incident_world import read
from tests.reading.test_merging_gathering import MILL, NO_EVENT, OTHER_WORDS

TEXTS = (
    "Rebels attacked the town of Ashford on Monday.",
    "On Monday, gunmen attacked Ashford, police chief Hugo Marsh said. Two soldiers were killed in Brill on Friday.",
    "Rebels attacked the town of Ashford a month ago, police chief Hugo Marsh said.",
    "Police chief Hugo Marsh of Ashford met the foreign minister in Karsk on Tuesday.",
    "Rebels attacked the town of Karsk on Monday.",
    MILL,
    OTHER_WORDS,
    NO_EVENT,
)
NODES: list[Node] = [
    node for number, text in enumerate(TEXTS) for node in nodes_of(read(text, f"d{number}"), Rulings())
]


def pairs(nodes: list[Node]) -> set[frozenset[int]]:
    return {frozenset(pair) for pair in neighbours(nodes, WINDOW)}


def share_a_key(one: Node, other: Node) -> bool:
    return not dict(one.keys).keys().isdisjoint(dict(other.keys))


def test_whatever_is_linked_and_shares_a_key_meets() -> None:
    likeness, met = Likeness(), pairs(NODES)
    linkable = {
        frozenset((one.id, other.id))
        for one, other in combinations(NODES, 2)
        if share_a_key(one, other) and linked(one, other, likeness, Rulings()) is not None
    }
    assert linkable
    assert linkable <= met


def test_only_what_shares_a_key_and_is_of_one_kind_or_of_none_meets() -> None:
    by_id = {node.id: node for node in NODES}
    for pair in pairs(NODES):
        one, other = (by_id[number] for number in pair)
        assert share_a_key(one, other)
        families = {one.group.family, other.group.family}
        assert len(families) == 1 or LEAD in families


def test_the_order_of_nodes_changes_nothing() -> None:
    assert pairs(NODES) == pairs(NODES[::-1])
    assert pairs([]) == pairs(NODES[:1]) == set()


def test_one_text_meets_itself_though_it_is_published_a_year_later() -> None:
    one, later = read(TEXTS[0], "a"), read(TEXTS[0], "b", published="2031-05-20")
    assert pairs([*nodes_of(one, Rulings()), *nodes_of(later, Rulings())])


def test_what_somebody_decided_on_meets() -> None:
    one, other = read(TEXTS[0], "a"), read(TEXTS[4], "b")
    marks = tuple((Mark.of(reading.reports[0]),) for reading in (one, other))
    rulings = Rulings([Ruling("r", "together", *marks, "an editor", "2030-05-20T00:00:00+00:00", "one raid")])
    assert pairs([*nodes_of(one, rulings), *nodes_of(other, rulings)])
