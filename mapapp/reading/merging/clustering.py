"""Which reports tell of one incident: evidence for and against a pair, and putting them together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from mapapp.model import Report, When

FAMILIES = {  # modes of one family can tell of one event in different words
    "war": "war", "clash": "violence", "attack": "violence", "bombing": "violence", "killing": "violence",
    "abduction": "abduction", "expulsion": "war", "seizure": "entry", "incursion": "entry", "presence": "presence",
    "positions": "positions", "ceasefire": "agreement", "agreement": "agreement", "talks": "talks", "meeting": "talks",
    "peacekeeping": "peacekeeping",
}  # fmt: skip
WIDE_DAYS = 45  # an interval wider than this places nothing in time
THRESHOLD = 2.0


@dataclass(frozen=True, slots=True)
class Told:
    """A report with what merging looks at."""

    report: Report
    source: str  # SHA-256 of its document
    published: str
    family: str
    sides: frozenset[str]
    places: frozenset[str]
    around: frozenset[str]  # what the places lie in
    order: tuple[object, ...] = ()

    @classmethod
    def of(cls, report: Report, source: str, published: str) -> Told:
        """Return a report as merging sees it."""
        family = FAMILIES.get(report.mode or "", report.mode or report.kind)
        fine = [p.place for p in report.places if p.place.kind not in ("country", "continent")]
        around = {each for p in report.places for each in (p.place.id, *p.place.within)}
        sides = frozenset({*report.actors, *report.targets})
        vague = (not fine, _width(report.when), report.stance == "disputes")
        order = (
            *vague,
            published,
            source,
            report.start,
            report.end,
            report.kind,
            report.trigger or (0, 0),
            report.stance,
        )
        return cls(report, source, published, family, sides, frozenset(p.id for p in fine), frozenset(around), order)


def _width(when: When | None) -> int:
    if when is None or when.days is None:
        return 99_999
    return when.days


@dataclass(slots=True)
class Group:
    """Reports put together so far."""

    told: list[Told] = field(default_factory=list)
    when: When | None = None
    places: set[str] = field(default_factory=set)
    around: set[str] = field(default_factory=set)
    actors: set[str] = field(default_factory=set)
    targets: set[str] = field(default_factory=set)
    reasons: dict[str, None] = field(default_factory=dict)

    def add(self, item: Told, reasons: Iterable[str]) -> None:
        """Take a report in."""
        self.told.append(item)
        if self.when is None or (item.report.when is not None and _width(item.report.when) < _width(self.when)):
            self.when = item.report.when or self.when
        self.places |= item.places
        self.around |= item.around
        self.actors |= set(item.report.actors)
        self.targets |= set(item.report.targets)
        self.reasons.update(dict.fromkeys(reasons))


def cluster(told: Sequence[Told]) -> list[list[Told]]:
    """Return groups of reports that tell of one incident; `told` comes in its own order."""
    groups: list[Group] = []
    by_family: dict[str, list[Group]] = {}
    for item in told:
        best: Group | None = None
        best_score, reasons = THRESHOLD, tuple[str, ...]()
        for group in by_family.get(item.family, ()):
            score, why = evidence(item, group)
            if score > best_score:
                best, best_score, reasons = group, score, why
        if best is None:
            best = Group()
            groups.append(best)
            by_family.setdefault(item.family, []).append(best)
        best.add(item, reasons)
    return [group.told for group in groups]


def evidence(item: Told, group: Group) -> tuple[float, tuple[str, ...]]:  # noqa: C901, PLR0912
    """Return how strongly a report belongs to a group (-99: cannot), and why in words."""
    report = item.report
    score, why = 0.0, []
    state = report.mode in ("presence", "peacekeeping")
    if not overlap(report.when, group.when):
        if not state:
            return -99.0, ()
    elif report.when and group.when:
        narrow = min(_width(report.when), _width(group.when))
        both = max(_width(report.when), _width(group.when))
        score += 1.5 if both <= 3 else 1.0 if narrow <= 7 and both <= 31 else 0.5
        why.append("the dates agree")
    if item.places and group.places:
        if item.places & group.places:
            score += 1.5
            why.append("the same place")
        elif item.places & group.around or group.places & item.around:
            score += 1.0
            why.append("one place lies in the other")
        else:
            return -99.0, ()
    elif item.around & group.around:
        score += 0.5
        why.append("the same country")
    actors, targets = set(report.actors), set(report.targets)
    if actors and group.actors:
        if actors & group.actors:
            score += 1.0
            why.append("the same side acts")
        else:
            score -= 1.5
    if targets and group.targets:
        if targets & group.targets:
            score += 0.5
            why.append("the same side is spoken to or acted on")
        elif report.kind in ("request", "consult"):
            return -99.0, ()
    if any(other.source == item.source for other in group.told):
        score += 0.25
    return score, tuple(why)


def overlap(one: When | None, other: When | None) -> bool:
    """Tell whether two dates can be the same day; unknown ones can."""
    if one is None or other is None:
        return True
    far, long_ago = dt.date.max, dt.date.min
    return (one.start or long_ago) < (other.end or far) and (other.start or long_ago) < (one.end or far)
