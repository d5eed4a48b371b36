"""Which reports tell of one incident: putting them together, most telling first, in near-linear time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from mapapp.model import Place, When
from mapapp.reading.merging.evidence import NEEDED, Evidence, Told, weigh, width

WIDE_DAYS = 45  # a wider interval has no month of its own
MOST_TRIED = 200  # groups tried for one report with a wide date, latest first


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
    return groups


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
    """Yield the groups a report may belong to, each once."""
    seen: set[int] = set()
    months = _months(item.report.when)
    keys = list(_keys(item))
    wanted = [key for key in keys if (len(key) == 3) == bool(months)]
    for key in wanted:
        for number, group in enumerate(reversed(list(index.get(key, {}).values()))):
            if number >= MOST_TRIED:
                break
            if id(group) not in seen:
                seen.add(id(group))
                yield group
