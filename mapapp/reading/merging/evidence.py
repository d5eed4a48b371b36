"""Evidence for and against a report belonging to an incident, in points and in words."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

from mapapp.model import Report, When

FAMILIES = {  # modes of one family can tell of one incident in different words
    "war": "war", "expulsion": "war", "clash": "violence", "attack": "violence", "bombing": "violence",
    "killing": "violence", "seizure": "entry", "incursion": "entry", "ceasefire": "agreement", "talks": "talks",
    "meeting": "talks", "riot": "protest", "demonstration": "protest",
}  # fmt: skip
MUTUAL = frozenset({"talks", "violence", "war", "agreement"})  # who acts and on whom is a matter of view
LASTING = frozenset({"presence", "peacekeeping", "war"})
WIDE = frozenset({"country", "continent"})
NEEDED = 1.7  # points
CANNOT = -99.0
COMMON = frozenset(
    "the a an of to in on at and or that for with by from as was were has had have been is are it its his their he "
    "said says after before who which would will not be this into over against more than".split()
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Points and the reasons for them."""

    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A report with what merging looks at."""

    report: Report
    source: str  # SHA-256 of its document
    family: str
    sides: frozenset[str]  # of its actors and targets, those known to be sides and not persons
    places: frozenset[str]  # ids of places finer than a country
    around: frozenset[str]  # ids of the places and of all that holds them
    shingles: frozenset[str]  # runs of telling words of the quote
    order: tuple[object, ...]  # most telling first, then by content

    @classmethod
    def of(cls, report: Report, source: str, published: str, known: Collection[str]) -> Told:
        """Return a report as merging sees it; `known` are the folded names of sides."""
        fine = frozenset(each.place.id for each in report.places if each.place.kind not in WIDE)
        around = frozenset(place_id for each in report.places for place_id in (each.place.id, *each.place.within))
        sides = frozenset(name for name in (*report.actors, *report.targets) if name in known)
        vague = (report.stance == "disputes", not fine, width(report.when) > 45, width(report.when))
        place = (report.start, report.end, report.kind, report.trigger or (0, 0), report.mode or "")
        return cls(
            report, source, FAMILIES.get(report.mode or "", report.mode or report.kind), sides, fine, around,
            _shingles(report.quote), (*vague, published, source, *place),
        )  # fmt: skip


class Together(Protocol):
    """What is known of an incident so far."""

    when: When | None
    places: set[str]
    around: set[str]
    actors: set[str]
    targets: set[str]
    sources: set[str]
    shingles: set[str]
    told: list[Told]


def width(when: When | None) -> int:
    """Return the days of an interval, a very large number when it is open or unknown."""
    return 99_999 if when is None or when.days is None else when.days


def _shingles(quote: str) -> frozenset[str]:
    words = [word for word in re.findall(r"\w+", quote.casefold()) if word not in COMMON]
    return frozenset(" ".join(words[n : n + 3]) for n in range(len(words) - 2))


def weigh(item: Told, group: Together) -> Evidence:
    """Return how strongly a report belongs to an incident."""
    score = 0.0
    reasons: list[str] = []
    for points, reason in (_dates(item, group), _places(item, group), _sides(item, group), _words(item, group)):
        score += points
        if points > 0:
            reasons.append(reason)
    return Evidence(score, tuple(reasons))


def _dates(item: Told, group: Together) -> tuple[float, str]:
    ours, theirs = item.report.when, group.when
    if ours is None or theirs is None:
        return 0.0, ""
    if not overlap(ours, theirs):
        return CANNOT, ""
    wide = max(width(ours), width(theirs))
    points = 1.25 if wide <= 3 else 1.0 if wide <= 31 else 0.75 if wide <= 400 else 0.4
    return points, "the dates agree"


def _places(item: Told, group: Together) -> tuple[float, str]:
    if item.places and group.places:
        if item.places & group.places:
            return 1.25, "the same place"
        if item.places & group.around or group.places & item.around:
            return 0.9, "one place lies in the other"
        return CANNOT, ""
    if item.around & group.around:
        return 0.6, "the same country"
    return 0.0, ""


def _sides(item: Told, group: Together) -> tuple[float, str]:
    report = item.report
    actors, targets = set(report.actors), set(report.targets)
    if item.family in MUTUAL:
        ours, theirs = actors | targets, group.actors | group.targets
        shared = ours & theirs
        if shared:
            return (1.0 if len(shared) > 1 or len(ours) == 1 else 0.7), "the same sides"
        return (-1.5, "") if item.sides and theirs else (0.0, "")
    points = 0.0
    if actors and group.actors:
        points += 1.0 if actors & group.actors else -1.5 if _known(item, actors) and _known(item, group.actors) else 0.0
    if targets and group.targets:
        if targets & group.targets:
            points += 0.5
        elif report.kind in ("request", "consult"):
            return CANNOT, ""
    return points, "the same side acts"


def _known(item: Told, names: Collection[str]) -> bool:
    return bool(item.sides & set(names)) or len(names) > 1


def _words(item: Told, group: Together) -> tuple[float, str]:
    if item.source in group.sources:
        return 0.3, "told in one report"
    shared = len(item.shingles & group.shingles)
    return (min(1.0, 0.35 * shared), "told in the same words") if shared else (0.0, "")


def overlap(one: When | None, other: When | None) -> bool:
    """Tell whether two dates can be the same day; unknown ones can."""
    if one is None or other is None:
        return True
    far, long_ago = dt.date.max, dt.date.min
    return (one.start or long_ago) < (other.end or far) and (other.start or long_ago) < (one.end or far)
