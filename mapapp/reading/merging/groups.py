"""Reports put together so far, as one thing to be compared with others."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass
from heapq import nsmallest

from mapapp.model import Joined, Place, When
from mapapp.reading.merging.likeness import in_words
from mapapp.reading.merging.told import Origin, Told, width

FIRST = 6  # reports of a group that stand for it, the most telling ones
ALIKE = "the documents as wholes are alike"  # said in names when a report is taken in
STORIES = 3  # documents of a group whose stories stand for it


@dataclass(slots=True)
class Evidence:
    """Points for and against, each with its reason in words; `score` is their sum."""

    score: float
    points: tuple[tuple[str, float], ...] = ()

    @property
    def reasons(self) -> tuple[str, ...]:
        """What speaks for it, in words."""
        return tuple(words for words, points in self.points if points > 0)


class Group:
    """Reports put together. The sets of a group of one are its report's own; they are copied when it grows."""

    __slots__ = (
        "actors", "around", "context", "dead", "family", "first", "joined", "origins", "places", "printed",
        "reasons", "shingles", "sources", "spots", "targets", "told", "when",
    )  # fmt: skip

    def __init__(self, item: Told) -> None:
        self.family = item.family
        self.told = [item]
        self.first = [item]  # the FIRST most telling, in order
        self.when: When | None = item.report.when
        self.places: Set[str] = item.places
        self.spots: dict[str, Place] = {place.id: place for place in item.spots}
        self.around: Set[str] = item.around
        self.actors: Set[str] = item.actors
        self.targets: Set[str] = item.targets
        self.context: Set[str] = item.context
        self.sources: Set[str] = {item.source}
        self.origins: dict[str, Origin] = {item.origin.document_id: item.origin}
        self.shingles: Set[str] = item.shingles
        self.printed: Set[tuple[str, str]] = {(item.source, item.printed)} if item.printed else set()
        self.dead: Set[tuple[str, str, float]] = {(item.source, *counted) for counted in item.dead}
        self.reasons: dict[str, None] = {}
        self.joined: list[Joined] = []

    @property
    def order(self) -> tuple[object, ...]:
        """Where a group stands among others: with its most telling report."""
        return self.first[0].order

    def stories(self) -> list[Origin]:
        """Return the documents that stand for the group, those of its most telling reports."""
        found = dict.fromkeys(item.origin.document_id for item in self.first)
        return [self.origins[document_id] for document_id in list(found)[:STORIES]]

    def take(self, other: Group, evidence: Iterable[tuple[Told, Evidence]], needed: float) -> None:
        """Take another group in, for these reasons, given by the reports they were weighed for."""
        evidence = [(item, self._named(item, found)) for item, found in evidence]
        self.told.extend(other.told)
        self.first = nsmallest(FIRST, (*self.first, *other.first), key=lambda item: item.order)
        if self.when is None or (other.when is not None and width(other.when) < width(self.when)):
            self.when = other.when or self.when
        for name in (
            "places", "around", "actors", "targets", "context", "sources", "shingles", "printed", "dead",
        ):  # fmt: skip
            setattr(self, name, _union(getattr(self, name), getattr(other, name)))
        self.spots.update(other.spots)
        self.origins.update(other.origins)
        self.joined.extend(other.joined)
        self.reasons.update(other.reasons)
        for item, found in evidence:
            self.reasons.update(dict.fromkeys(found.reasons))
            self.joined.append(_joined(item, found, needed))

    def _named(self, item: Told, evidence: Evidence) -> Evidence:
        """Return evidence that says by which names the documents are alike."""
        if not any(words is ALIKE for words, _ in evidence.points):
            return evidence
        said = in_words(item.origin.story, self.stories()[0].story)
        points = ((said if words is ALIKE else words, value) for words, value in evidence.points)
        return Evidence(evidence.score, tuple(points))


def _union(ours: Set[object], theirs: Set[object]) -> Set[object]:
    if theirs <= ours:
        return ours
    if isinstance(ours, set):
        ours.update(theirs)
        return ours
    return set(ours) | theirs


def _joined(item: Told, evidence: Evidence, needed: float) -> Joined:
    report = item.report
    points = sorted(evidence.points, key=lambda each: (-abs(each[1]), each[0]))
    return Joined(
        report.document_id, report.start, report.end, report.trigger, round(evidence.score, 2), needed,
        tuple((words, round(value, 2)) for words, value in points if words and round(value, 2)),
    )  # fmt: skip
