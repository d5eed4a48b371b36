"""Evidence for and against a report belonging to an incident, in points and in words."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from mapapp.model import Place, Reading, Report, When
from mapapp.reading.extracting.moments import apart
from mapapp.reading.extracting.spots import UNKNOWN
from mapapp.reading.tokens import words

FAMILIES = {  # modes of one family can tell of one incident in different words
    "war": "war", "expulsion": "war", "clash": "violence", "attack": "violence", "bombing": "violence",
    "killing": "violence", "seizure": "entry", "incursion": "entry", "ceasefire": "agreement", "talks": "talks",
    "meeting": "talks", "riot": "protest", "demonstration": "protest",
}  # fmt: skip
MUTUAL = words(
    """
    talks violence war agreement
    """
)  # who acts and on whom is a matter of view
LASTING = frozenset({"presence", "peacekeeping", "war"})
WIDE = frozenset({"country", "continent"})
KM_PER_DEGREE = 111.2
CLOSE_KM, FAR_KM = 10.0, 100.0  # always close; never
NEEDED = 1.6  # points
UNDATED = 1.2  # points against two documents telling of one thing when neither says when
UNLIKE = 1.5  # numbers of dead further apart than this are of two events, or need a word to say they are of one
KILLS = re.compile(r"kill|died|\bdie\b|dead|slain|massacr|perish|slaughter|murder", re.IGNORECASE)
OPEN = ("up to", "as many as", "at most", "an additional")
CANNOT = -99.0
COMMON = words(
    """
    the a an of to in on at and or that for with by from as was were has had have been is are it its his their
    he said says after before who which would will not be this into over against more than
    """
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Points and the reasons for them."""

    score: float
    reasons: tuple[str, ...]


NOTHING = Evidence(CANNOT, ())


@dataclass(frozen=True, slots=True)
class Origin:
    """What merging needs of a document: worked out once, however many reports it holds."""

    source: str  # SHA-256 of its text
    published: str  # EDTF; "" = unknown
    context: frozenset[str]  # ids of the places it names most, with the countries that hold them
    text: str

    @classmethod
    def of(cls, reading: Reading) -> Origin:
        """Return what merging needs of a document that was read."""
        document = reading.document
        return cls(document.sha256, document.published.value or "", _context(reading), document.text)


@dataclass(frozen=True, slots=True)
class Told:
    """A report with what merging looks at."""

    report: Report
    source: str  # SHA-256 of its document
    published: str  # EDTF; "" = unknown
    family: str
    actors: frozenset[str]  # with the sides of persons
    targets: frozenset[str]
    sides: frozenset[str]  # of its actors and targets, those known to be sides and not persons
    spots: tuple[Place, ...]  # places finer than a country
    places: frozenset[str]  # ids of places finer than a country
    around: frozenset[str]  # ids of the places and of all that holds them
    context: frozenset[str]  # ids of the places its report names most
    shingles: frozenset[str]  # runs of telling words of the quote
    printed: str  # a date of its own that could not be grounded, as printed
    dead: tuple[tuple[str, float], ...]  # what is counted among the dead, and how many
    order: tuple[object, ...]  # most telling first, then by content

    @classmethod
    def of(cls, report: Report, origin: Origin, known: Collection[str], belongs: Mapping[str, str]) -> Told:
        """Return a report as merging sees it; `known` are folded names of sides, `belongs` the sides of persons."""
        spots = tuple(each.place for each in report.places if each.place.kind not in WIDE)
        fine = frozenset(place.id for place in spots)
        around = frozenset(place_id for each in report.places for place_id in (each.place.id, *each.place.within))
        actors, targets = _with_sides(report.actors, belongs), _with_sides(report.targets, belongs)
        sides = frozenset(name for name in actors | targets if name in known)
        vague = (report.stance == "disputes", not fine, width(report.when) > 45, width(report.when))
        place = (
            report.start,
            report.end,
            report.kind,
            report.trigger or (0, 0),
            report.mode or "",
            report.document_id,
        )
        return cls(
            report, origin.source, origin.published, FAMILIES.get(report.mode or "", report.mode or report.kind),
            actors, targets, sides, spots, fine, around,
            origin.context, _shingles(report.quote),
            origin.text[slice(*report.when_span)] if report.when is None and report.when_span else "",
            _dead(report), (*vague, origin.published, origin.source, *place),
        )  # fmt: skip


def _with_sides(names: Collection[str], belongs: Mapping[str, str]) -> frozenset[str]:
    return frozenset(names) | frozenset(belongs[name] for name in names if name in belongs)


def sides_of_persons(reports: Iterable[Report], known: Collection[str]) -> dict[str, str]:
    """Return which side a person belongs to, where every report that names both agrees."""
    found: dict[str, set[str]] = {}
    for report in reports:
        for names in (report.actors, report.targets):
            sides = [name for name in names if name in known]
            for person in names:
                if person not in known and len(sides) == 1:
                    found.setdefault(person, set()).update(sides)
    return {person: next(iter(sides)) for person, sides in found.items() if len(sides) == 1}


def _context(reading: Reading) -> frozenset[str]:
    """Return the places a report names most often, with the countries that hold them."""
    counts: Counter[str] = Counter()
    for mention in reading.mentions:
        if mention.place is not None and mention.section != "boilerplate":
            counts.update((mention.place.id, *mention.place.within[-1:]))
    return frozenset(sorted(counts, key=lambda key: (-counts[key], key))[:5])


class Together(Protocol):
    """What is known of an incident so far."""

    when: When | None
    places: set[str]
    spots: list[Place]
    around: set[str]
    actors: set[str]
    targets: set[str]
    sources: set[str]
    context: set[str]
    shingles: set[str]
    printed: set[tuple[str, str]]
    dead: set[tuple[str, str, float]]
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
    for look in (_dates, _places, _sides, _words, _kinds, _numbers):
        points, reason = look(item, group)
        if points <= CANNOT:
            return NOTHING
        score += points
        if points > 0:
            reasons.append(reason)
    return Evidence(score, tuple(reasons))


def _dates(item: Told, group: Together) -> tuple[float, str]:
    ours, theirs = item.report.when, group.when
    if ours is None or theirs is None:
        if any(source == item.source and apart(item.printed, other) for source, other in group.printed):
            return CANNOT, ""
        undated = ours is None and theirs is None and item.source not in group.sources
        return -UNDATED if undated else 0.0, ""
    if _sums_up(item.report) != all(_sums_up(other.report) for other in group.told[:5]):
        return CANNOT, ""
    if not overlap(ours, theirs):
        return CANNOT, ""
    wide = max(width(ours), width(theirs))
    points = 1.25 if wide <= 3 else 1.0 if wide <= 31 else 0.75 if wide <= 400 else 0.4
    return points, "the dates agree"


def _places(item: Told, group: Together) -> tuple[float, str]:  # noqa: PLR0911 - a ladder
    if item.report.extent == UNKNOWN and group.places:
        return -1.0, ""  # it names another place, though nobody knows where that is
    if item.places and group.places:
        if item.places & group.places:
            return 1.25, "the same place"
        if item.places & group.around or group.places & item.around:
            return 0.9, "one place lies in the other"
        if any(_touch(one, other) for one in item.spots for other in group.spots):
            return 0.6, "the places are close together"
        return CANNOT, ""
    if item.around & group.around:
        return 0.6, "the same country"
    return 0.0, ""


def _touch(one: Place, other: Place) -> bool:
    """Tell whether two places reach each other: their radii, or 10 km where one has none."""
    if one.lon is None or one.lat is None or other.lon is None or other.lat is None:
        return False
    east = (one.lon - other.lon) * math.cos(math.radians((one.lat + other.lat) / 2))
    km = math.hypot(east, one.lat - other.lat) * KM_PER_DEGREE
    reach = max(CLOSE_KM, (one.radius_km or 0.0) + (other.radius_km or 0.0))
    return km <= min(reach, FAR_KM)


def _sides(item: Told, group: Together) -> tuple[float, str]:
    report, actors, targets = item.report, item.actors, item.targets
    if item.family in MUTUAL:
        ours, theirs = actors | targets, group.actors | group.targets
        shared = ours & theirs
        if shared:
            return (1.0 if len(shared) > 1 or len(ours) == 1 else 0.7), "the same sides"
        return (-1.5, "") if item.sides and theirs else (0.0, "")
    points = 0.0
    if actors and group.actors:
        points += (
            1.0 if actors & group.actors else -1.5 if _known(item, actors) and _known(item, group.actors) else 0.0
        )
    if targets and group.targets:
        if targets & group.targets:
            points += 0.75 if report.kind in ("request", "consult") else 0.5
        elif report.kind in ("request", "consult"):
            return CANNOT, ""
    return points, "the same side acts"


def _sums_up(report: Report) -> bool:
    """Tell what goes on and on as history: a total, or a long war."""
    return report.status == "historical" and report.when is not None and report.when.end is None


def _dead(report: Report) -> tuple[tuple[str, float], ...]:
    """Return the numbers of dead that a report gives as they stand, not as "up to" or "so far"."""
    first, last = report.trigger or (report.start, report.start)
    if not KILLS.search(report.quote[first - report.start : last - report.start]) or "so far" in report.quote:
        return ()
    return tuple((each.unit, each.value) for each in report.quantities if each.hedge not in OPEN and each.unit)


def _numbers(item: Told, group: Together) -> tuple[float, str]:
    """Return points against reports of one document that count the same dead quite differently, unless linked."""
    if any(reason.startswith("speaks of what") for reason in item.report.reasons):
        return 0.0, ""
    for unit, value in item.dead:
        others = [other for source, what, other in group.dead if source == item.source and what == unit]
        if others and all(max(value, other) > UNLIKE * min(value, other) for other in others):
            return -1.5, ""
    return 0.0, ""


def _known(item: Told, names: Collection[str]) -> bool:
    return bool(item.sides & set(names)) or len(names) > 1


def _kinds(item: Told, group: Together) -> tuple[float, str]:
    """Return points for the same kind of event, and for reports about the same part of the world."""
    same = any(other.report.mode == item.report.mode for other in group.told[:5])
    shared = len(item.context & group.context)
    background = item.report.status == "historical" and all(t.report.status == "historical" for t in group.told)
    points = (
        (0.25 if same else 0.0) + (0.2 if background else 0.0) + (0.3 if shared >= 2 else 0.15 if shared else 0.0)
    )
    return points + min(
        0.1, 0.01 * len(group.sources)
    ), "the same kind of event" if same else "the same part of the world"


def _words(item: Told, group: Together) -> tuple[float, str]:
    if item.source in group.sources:
        fact = (item.report.when, item.places)
        linked = any(
            other.source == item.source and (other.report.when, other.places) == fact for other in group.told
        )
        return (0.5, "told of together in one report") if linked else (-0.4, "")
    shared = len(item.shingles & group.shingles)
    return (min(1.0, 0.35 * shared), "told in the same words") if shared else (0.0, "")


def overlap(one: When | None, other: When | None) -> bool:
    """Tell whether two dates can be the same day; unknown ones can."""
    if one is None or other is None:
        return True
    far, long_ago = dt.date.max, dt.date.min
    return (one.start or long_ago) < (other.end or far) and (other.start or long_ago) < (one.end or far)
