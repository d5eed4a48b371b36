"""Which reports tell of one incident: putting them together, most telling first, in near-linear time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from mapapp.model import Place, When
from mapapp.reading.merging.evidence import CANNOT, NEEDED, Evidence, Told, weigh, width

WIDE_DAYS = 45  # a wider interval has no month of its own
MOST_WEIGHED = 6  # reports of a group looked at when groups are joined
MOST_TRIED = 60  # groups tried for one report, those of its rarest place or side first, then the latest


@dataclass(slots=True)
class Group:
    """Reports put together so far."""

    told: list[Told] = field(default_factory=list)
    when: When | None = None
    places: set[str] = field(default_factory=set)
    spots: list[Place] = field(default_factory=list)
    around: set[str] = field(default_factory=set)
    actors: set[str] = field(default_factory=set)
    targets: set[str] = field(default_factory=set)
    sources: set[str] = field(default_factory=set)
    context: set[str] = field(default_factory=set)
    shingles: set[str] = field(default_factory=set)
    printed: set[tuple[str, str]] = field(default_factory=set)  # with the source
    dead: set[tuple[str, str, float]] = field(default_factory=set)  # with the source
    reasons: dict[str, None] = field(default_factory=dict)

    def add(self, item: Told, reasons: Iterable[str]) -> None:
        """Take a report in."""
        report = item.report
        self.told.append(item)
        if self.when is None or (report.when is not None and width(report.when) < width(self.when)):
            self.when = report.when or self.when
        self.places |= item.places
        self.spots.extend(place for place in item.spots if place.id not in {each.id for each in self.spots})
        self.around |= item.around
        self.actors |= item.actors
        self.targets |= item.targets
        self.context |= item.context
        self.sources.add(item.source)
        self.shingles |= item.shingles
        if item.printed:
            self.printed.add((item.source, item.printed))
        self.dead.update((item.source, *counted) for counted in item.dead)
        self.reasons.update(dict.fromkeys(reasons))


def cluster(told: Sequence[Told]) -> list[Group]:
    """Return groups of reports that tell of one incident; `told` comes sorted by its own order."""
    groups: list[Group] = []
    index: dict[tuple[str, ...], dict[int, Group]] = {}
    for item in told:
        best: Group | None = None
        strongest = Evidence(NEEDED, ())
        for group in _candidates(item, index):
            evidence = weigh(item, group)
            if evidence.score > strongest.score:
                best, strongest = group, evidence
        if best is None:
            best = Group()
            groups.append(best)
        best.add(item, strongest.reasons)
        for key in _keys(item):
            index.setdefault(key, {})[id(best)] = best
    return _joined(groups, index)


def _joined(groups: Sequence[Group], index: dict[tuple[str, ...], dict[int, Group]]) -> list[Group]:
    """Join groups that fit each other on the whole: the first reports may have been too vague to show it."""
    gone: dict[int, Group] = {}
    for group in reversed(groups):
        best: Group | None = None
        strongest = Evidence(NEEDED, ())
        for other in _partners(group, index):
            if other is group or id(other) in gone or other.told[0].order > group.told[0].order:
                continue
            evidence = _on_the_whole(group, other)
            if evidence.score > strongest.score:
                best, strongest = other, evidence
        if best is not None:
            gone[id(group)] = best
            for item in group.told:
                best.add(item, strongest.reasons)
    return [group for group in groups if id(group) not in gone]


def _partners(group: Group, index: dict[tuple[str, ...], dict[int, Group]]) -> list[Group]:
    found: dict[int, Group] = {}
    for item in group.told[:MOST_WEIGHED]:
        found.update((id(other), other) for other in _candidates(item, index))
    return list(found.values())


def _on_the_whole(group: Group, other: Group) -> Evidence:
    """Return the mean evidence of a group's reports for another group, CANNOT when any of them cannot be there."""
    found = [weigh(item, other) for item in group.told[:MOST_WEIGHED]]
    if any(evidence.score < CANNOT / 2 for evidence in found):
        return Evidence(CANNOT, ())
    reasons = dict.fromkeys(reason for evidence in found for reason in evidence.reasons)
    return Evidence(sum(evidence.score for evidence in found) / len(found), tuple(reasons))


def _keys(item: Told) -> Iterator[tuple[str, ...]]:
    """Yield what a report is found by: its family with a place or a side, and the months it may be of."""
    months = _months(item.report.when)
    anchors = [*item.places, *item.around, *item.actors, *item.targets, *item.context, item.source]
    for anchor in dict.fromkeys(anchors):
        yield (item.family, anchor)
        for month in months:
            yield (item.family, anchor, month)


def _months(when: When | None) -> list[str]:
    if when is None or when.start is None or when.end is None or width(when) > WIDE_DAYS:
        return []
    first, last = when.start.toordinal() // 15, (when.end.toordinal() - 1) // 15
    return [str(number) for number in range(first, last + 1)]


def _candidates(item: Told, index: dict[tuple[str, ...], dict[int, Group]]) -> Iterator[Group]:
    """Yield the groups a report may belong to, each once, those found by its rarest place or side first."""
    months = _months(item.report.when)
    buckets = [index[key] for key in _keys(item) if (len(key) == 3) == bool(months) and key in index]
    seen: set[int] = set()
    for bucket in sorted(buckets, key=len):
        for group in islice(reversed(bucket.values()), MOST_TRIED):
            if id(group) not in seen:
                seen.add(id(group))
                yield group
                if len(seen) >= MOST_TRIED:
                    return
