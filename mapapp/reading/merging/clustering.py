"""Which reports of one document tell of one incident: put together most telling first, in near-linear time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice

from mapapp.model import When
from mapapp.reading.merging.decisions import Rulings
from mapapp.reading.merging.evidence import CANNOT, NEEDED, NOTHING, weigh
from mapapp.reading.merging.groups import Evidence, Group
from mapapp.reading.merging.likeness import Likeness
from mapapp.reading.merging.told import Told, width

WIDE_DAYS = 45  # a wider interval has no month of its own
MOST_TRIED = 60  # groups tried for one report, those of its rarest place or side first, then the latest

Index = dict[tuple[str, ...], dict[int, Group]]


def cluster(told: Sequence[Told], rulings: Rulings) -> list[Group]:
    """Return groups of reports of one document that tell of one incident; `told` comes sorted by its own order."""
    families: dict[str, list[Told]] = defaultdict(list)
    for item in told:
        families[item.family].append(item)
    return [group for same in families.values() for group in _cluster(same, rulings)]


def _cluster(told: Sequence[Told], rulings: Rulings) -> list[Group]:
    """Return the groups of reports of one family."""
    if len(told) == 1:
        return [Group(told[0])]
    groups: list[Group] = []
    index: Index = {}
    likeness = Likeness()
    for item in told:
        best: Group | None = None
        strongest = Evidence(NEEDED)
        for group in _candidates(item, index):
            if rulings and rulings.apart([item], group.told):
                continue
            evidence = weigh(item, group, likeness)
            if evidence.score > strongest.score:
                best, strongest = group, evidence
        if best is None:
            best = Group(item)
            groups.append(best)
        else:
            best.take(Group(item), [(item, strongest)], NEEDED)
        for key in _keys(item):
            index.setdefault(key, {})[id(best)] = best
    return _joined(groups, index, rulings, likeness) if len(groups) > 1 else groups


def _joined(groups: Sequence[Group], index: Index, rulings: Rulings, likeness: Likeness) -> list[Group]:
    """Join groups that fit each other on the whole: the first reports may have been too vague to show it."""
    gone: set[int] = set()
    for group in reversed(groups):
        best: Group | None = None
        strongest = Whole(NEEDED, [])
        for other in _partners(group, index):
            if other is group or id(other) in gone or other.order > group.order:
                continue
            if rulings and rulings.apart(group.told, other.told):
                continue
            evidence = on_the_whole(group, other, likeness)
            if evidence.score > strongest.score:
                best, strongest = other, evidence
        if best is not None:
            gone.add(id(group))
            best.take(group, strongest.by_report, NEEDED)
    return [group for group in groups if id(group) not in gone]


class Whole:
    """The mean evidence of a group's reports for another group, with that of each."""

    __slots__ = ("by_report", "score")

    def __init__(self, score: float, by_report: list[tuple[Told, Evidence]]) -> None:
        self.score = score
        self.by_report = by_report


def on_the_whole(group: Group, other: Group, likeness: Likeness) -> Whole:
    """Return the mean evidence of a group's most telling reports for another group, CANNOT when any of them cannot
    be there."""
    found: list[tuple[Told, Evidence]] = []
    for item in group.first:
        evidence = weigh(item, other, likeness)
        if evidence is NOTHING:
            return Whole(CANNOT, [])
        found.append((item, evidence))
    return Whole(sum(evidence.score for _, evidence in found) / len(found), found)


def _partners(group: Group, index: Index) -> list[Group]:
    found: dict[int, Group] = {}
    for item in group.first:
        found.update((id(other), other) for other in _candidates(item, index))
    return list(found.values())


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


def _candidates(item: Told, index: Index) -> Iterator[Group]:
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
