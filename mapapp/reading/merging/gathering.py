"""What the documents of one story tell of: their main incident is one, in whatever words, dated or not.

Which documents cover one story is told by average linkage of how alike they are (`likeness.py`, `linkage.py`). The
kind of event that most of them tell of is what the story is about: what each tells of it becomes one incident, unless
the text itself puts it on another day or in another place. A document in which no event was made out still tells of
the story, by its most telling sentence (its *lead*).
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from mapapp.model import Place, Reading, Report, When
from mapapp.reading.merging.decisions import Rulings
from mapapp.reading.merging.evidence import LEAST, far_apart, gap
from mapapp.reading.merging.groups import ALIKE, Evidence, Group
from mapapp.reading.merging.likeness import Likeness
from mapapp.reading.merging.linkage import linkage
from mapapp.reading.merging.stories import SECTIONS, WORD, stem
from mapapp.reading.merging.told import Origin, Told, width

NEAR = 0.0  # log odds of the pairs that may start one
APART = LEAST - 0.01  # log odds of documents of which others of their stories say that they cover two
LEAD = "lead"  # family of what tells of no event
LAST = 2  # whatever else is told comes before a lead
OPENS = 12  # sentences among which the lead is looked for
SHARE = 3  # a story is about a kind of event that one in so many of its documents tells of
SHARED = 4  # telling words that a document without an event shares with one that tells of the story
LOOSE_DAYS = 31  # that dates may lie apart which are wide, or not in the text
SURE_DAYS = 3  # a wider date, or one that is not in the text, does not part two incidents of one story
WHY = "it covers the same story; no event of its own was made out in it"


def lead_of(reading: Reading, origin: Origin) -> Told | None:
    """Return the most telling of a document's first sentences, None when nothing tells it from other documents."""
    opening = [passage for passage in reading.passages if passage.section in SECTIONS][:OPENS]
    text, story = origin.text, origin.story
    best, most = None, 0.0
    for passage in opening:
        words = sorted({stem(word) for word in WORD.findall(text[passage.start : passage.end])})
        value = sum(
            [vector.get(word, 0.0) for vector in (story.opening, story.names, story.places) for word in words]
        )
        if value > most:
            best, most = passage, value
    if best is None:
        return None
    report = Report(
        origin.document_id, best.start, best.end, text[best.start : best.end], "assault", "reported", "asserts",
        reasons=(WHY,),
    )  # fmt: skip
    told = Told.of(report, origin)
    return replace(told, family=LEAD, order=(LAST, *told.order))


def alike(one: Origin, other: Origin, likeness: Likeness) -> bool:
    """Tell whether two documents may cover one story."""
    return likeness.of(one, other) > NEAR


class Piece(Protocol):
    """What one document tells of one incident, as far as stories go (linking.Node)."""

    @property
    def document_id(self) -> str:
        """The document."""

    @property
    def group(self) -> Group:
        """Its reports, as they were before anything was put together."""

    @property
    def tells(self) -> bool:
        """Whether it may be what the document's story is about."""


Stories = list[
    Mapping[str, float]
]  # of each: its documents, with the least mean log odds it was joined at, over LEAST


def stories_of(pieces: Mapping[int, Piece], links: Iterable[tuple[int, int, float]], likeness: Likeness) -> Stories:
    """Return the stories that the documents of pieces cover, of one document or more; `links`: which pieces met."""
    origins = {piece.document_id: piece.group.told[0].origin for piece in pieces.values() if piece.tells}
    near: set[tuple[str, str]] = set()
    for one, other, _ in links:
        if pieces[one].tells and pieces[other].tells:
            first, second = sorted((pieces[one].document_id, pieces[other].document_id))
            if first != second and alike(origins[first], origins[second], likeness):
                near.add((first, second))
    found: dict[str, dict[str, float]] = {name: {name: math.inf} for name in origins}
    for join in linkage(found, near, lambda a, b: likeness.of(origins[a], origins[b]), LEAST):
        whole = {**found.pop(join.other[0]), **found[join.one[0]]}
        found[join.one[0]] = {name: min(tie, join.mean - LEAST) for name, tie in whole.items()}
    return [dict(sorted(ties.items())) for _, ties in sorted(found.items())]


class Storied(Likeness):
    """Likeness of documents that knows which of them cover one story: the others are not more alike than that."""

    def __init__(self, likeness: Likeness, stories: Stories) -> None:
        self._likeness = likeness
        self._story = {name: number for number, ties in enumerate(stories) for name in ties}

    def of(self, one: Origin, other: Origin) -> float:
        """Return the log odds that two documents tell of one thing."""
        odds = self._likeness.of(one, other)
        first, second = self._story.get(one.document_id), self._story.get(other.document_id)
        return min(odds, APART) if None not in (first, second) and first != second else odds


def gather(pieces: Mapping[int, Piece], stories: Stories, held: dict[int, Group], rulings: Rulings) -> None:
    """Put together, in place, what the documents of each story tell of it; `held`: the group each piece is in now."""
    by_document: dict[str, list[int]] = defaultdict(list)
    for number, piece in pieces.items():
        if piece.tells:
            by_document[piece.document_id].append(number)
    gathering = _Gathering(pieces, held, rulings)
    for ties in stories:
        if len(ties) > 1:
            gathering.story([number for name in ties for number in by_document[name]], ties)


class _Gathering:
    """Which group each piece is in, while what stories tell of is put together."""

    def __init__(self, pieces: Mapping[int, Piece], held: dict[int, Group], rulings: Rulings) -> None:
        self._pieces = pieces
        self._held = held
        self._rulings = rulings
        self._inside: dict[int, list[int]] = defaultdict(list)  # by group: its pieces
        for number, group in held.items():
            self._inside[id(group)].append(number)
        self._told: dict[str, list[Told]] = defaultdict(list)  # by document: all it tells
        for piece in pieces.values() if rulings else ():
            self._told[piece.document_id] += piece.group.told

    def story(self, numbers: Sequence[int], ties: Mapping[str, float]) -> None:
        """Put together what the documents of one story tell of the kinds of event that it is about."""
        by_family: dict[str, list[int]] = defaultdict(list)
        for number in numbers:
            by_family[self._pieces[number].group.family].append(number)
        leads = by_family.pop(LEAD, [])
        tellers = {family: {self._pieces[n].document_id for n in found} for family, found in by_family.items()}
        telling = len(set().union(*tellers.values()))
        common = [family for family in tellers if len(tellers[family]) * SHARE >= telling]
        ranked = sorted(common, key=lambda family: (-len(tellers[family]), family))
        mains = [self._family(by_family[family], ties) for family in ranked]
        for number in leads if mains else ():
            self._lead(number, mains[0], ties)

    def _family(self, numbers: Sequence[int], ties: Mapping[str, float]) -> Group:
        """Put together what the documents of a story tell of one kind of event, as far as it fits; return it."""
        groups = {id(self._held[number]): self._held[number] for number in numbers}
        shares = Counter(id(self._held[number]) for number in numbers)
        main, *rest = sorted(groups.values(), key=lambda group: (-shares[id(group)], group.order))
        for group in rest:
            # where all of its documents are there already they tell of something else by it
            if not group.origins.keys() <= main.origins.keys() and not contradict(main, group):
                self._take(main, group, ties)
        return main

    def _lead(self, number: int, main: Group, ties: Mapping[str, float]) -> None:
        """Put a document in which no event was made out under what its story is about, unless somebody put it
        elsewhere, or it shares no more than a place and a day with those that tell of it."""
        if len(self._held[number].told) > 1 or _shared(self._held[number], main) < SHARED:
            return
        group = _as_part_of(self._held[number], main)
        self._inside[id(group)] = self._inside.pop(id(self._held[number]), [number])
        self._take(main, group, ties)

    def _take(self, main: Group, group: Group, ties: Mapping[str, float]) -> None:
        """Put a group into another, unless somebody keeps it apart, or something else that its documents tell.

        Whoever took a document out of an incident does not want it back by another sentence.
        """
        told = [item for name in group.origins for item in self._told[name]] if self._rulings else []
        if self._rulings and self._rulings.apart(main.told, told):
            return
        item = group.first[0]
        tie = ties.get(item.origin.document_id, min(ties.values()))
        main.take(group, [(item, Evidence(tie, ((ALIKE, tie),)))], 0.0)
        moved = self._inside.pop(id(group), [])
        self._inside[id(main)].extend(moved)
        self._held.update(dict.fromkeys(moved, main))


def _shared(lead: Group, main: Group) -> int:
    """Return how many telling words, places and numbers aside, a document shares with one that tells of a story."""
    (item,) = lead.told
    ours = _subject(item.origin)
    return max(len(ours & _subject(origin)) for origin in main.origins.values())


def _subject(origin: Origin) -> frozenset[str]:
    story = origin.story
    return story.known.difference(story.places, story.numbers)


def _as_part_of(lead: Group, main: Group) -> Group:
    """Return a lead as a report of an incident: of its kind, as sure as it is."""
    (item,) = lead.told
    first = main.first[0].report
    report = replace(item.report, kind=first.kind, mode=first.mode, status=first.status)
    return Group(replace(item, report=report, family=main.family))


def contradict(one: Group, other: Group) -> bool:
    """Tell whether the texts put two incidents on different days, or in places of which neither knows the other's."""
    if one.when is not None and other.when is not None:
        sure = _sure(one.when) and _sure(other.when)
        if gap(one.when, other.when) > (0 if sure else LOOSE_DAYS):
            return True
    ours, theirs = _spots(one), _spots(other)
    if not ours or not theirs or _knows(one, theirs) or _knows(other, ours):
        return False
    return far_apart(ours.values(), theirs.values())


def _sure(when: When | None) -> bool:
    return when is not None and when.basis != "inferred" and width(when) <= SURE_DAYS


def _spots(group: Group) -> dict[str, Place]:
    """Return the places of a group's most telling reports, by id."""
    return {place.id: place for item in group.first for place in item.spots}


def _knows(group: Group, places: Mapping[str, Place]) -> bool:
    """Tell whether the documents of a group's most telling reports name any of these places anywhere."""
    return not all(places.keys().isdisjoint(item.origin.story.around) for item in group.first)
