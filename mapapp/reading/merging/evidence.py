"""Evidence for and against a report belonging to an incident, in points and in words."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Collection

from mapapp.model import Place, Report, When
from mapapp.reading.extracting.moments import apart
from mapapp.reading.extracting.spots import UNKNOWN
from mapapp.reading.merging.groups import ALIKE, Evidence, Group
from mapapp.reading.merging.likeness import Likeness
from mapapp.reading.merging.told import CLASS, Told, width
from mapapp.reading.merging.within import (
    one_disaster,
    told_as_another,
    told_at_another_hour,
    told_elsewhere,
    told_of_otherwise,
)

MUTUAL = frozenset(("talks", "harm", "war", "agreement"))  # who acts and on whom is a matter of view
HAPPENED = frozenset(("reported", "historical"))
KM_PER_DEGREE = 111.2
CLOSE_KM, FAR_KM = 10.0, 100.0  # always close; never
NEEDED = 1.6  # points
UNDATED = 1.2  # points against two documents telling of one thing when neither says when
UNLIKE = 1.5  # numbers of dead further apart than this are of two events, or need a word to say they are of one
OTHER_CLASS = 0.8  # points against telling of a fire and of a killing
STORY_LEAST, STORY_MOST = -1.0, 2.2  # points that two stories being alike or not can count for
LEAST = -0.5  # mean log odds of one story: half the pairs the odds were fitted on are strangers, while those that
# are compared here share a place or names
SLACK_DAYS, SLACK = 4, 0.75  # days that an inferred date may be off, and points against it
OTHERWISE = 1.5  # points against one document telling of a shooting and of a bomb
OTHER_STATUS = 2.0  # points against telling of what happened and of what may
NAMESAKES = 0.3  # points for places of one name that were taken for different ones
CANNOT = -99.0
NOTHING = Evidence(CANNOT)

Points = tuple[float, str]


def weigh(item: Told, group: Group, likeness: Likeness) -> Evidence:
    """Return how strongly a report belongs to an incident."""
    points: list[tuple[str, float]] = []
    score = 0.0
    for look in _LOOKS:
        value, reason = look(item, group)
        if value <= CANNOT:
            return NOTHING
        if value:
            score += value
            points.append((reason, value))
    if item.source not in group.sources:
        if score + STORY_MOST < NEEDED:
            return Evidence(score, tuple(points))  # no story makes up for that
        odds = _odds(item, group, likeness)
        undated = item.report.when is None or group.when is None
        if undated and odds < LEAST and not _names_the_same(item, group):
            return NOTHING  # without a day, what other stories tell of the same place is another thing
        for value, reason in _story(item, group, odds):
            score += value
            points.append((reason, value))
    return Evidence(score, tuple(points))


def _dates(item: Told, group: Group) -> Points:
    """Return points for dates that agree; one that is only inferred may be off by a few days."""
    ours, theirs = item.report.when, group.when
    if ours is None or theirs is None:
        if any(source == item.source and apart(item.printed, other) for source, other in group.printed):
            return CANNOT, ""
        return 0.0, ""
    if _sums_up(item.report) != all(_sums_up(other.report) for other in group.first[:5]):
        return CANNOT, ""
    if not overlap(ours, theirs):
        if gap(ours, theirs) <= SLACK_DAYS and "inferred" in (ours.basis, theirs.basis):
            return -SLACK, "the dates differ by a few days, one of them is only inferred"
        return CANNOT, ""
    wide = max(width(ours), width(theirs))
    points = 1.25 if wide <= 3 else 1.0 if wide <= 31 else 0.75 if wide <= 400 else 0.4
    return points, "the dates agree"


def _places(item: Told, group: Group) -> Points:  # noqa: PLR0911 - a ladder
    if item.report.extent == UNKNOWN and group.places:
        return -1.0, "it names a place of its own that nobody knows"
    if item.places and group.places:
        if item.places & group.places:
            return 1.25, "the same place"
        if item.places & group.around or group.places & item.around:
            return 0.9, "one place lies in the other"
        if any(_touch(one, other) for one in item.spots for other in group.spots.values()):
            return 0.6, "the places are close together"
        if one_disaster(item, group):
            return 0.9, "one disaster, told of several places"
        return (CANNOT, "") if far_apart(item.spots, group.spots.values()) else (NAMESAKES, "places of the same name")
    if item.around & group.around:
        return 0.6, "the same country"
    return 0.0, ""


def far_apart(ours: Collection[Place], theirs: Collection[Place]) -> bool:
    """Tell whether no place reaches one of the others, or bears the name of one."""
    if any(_touch(one, other) for one in ours for other in theirs):
        return False
    return {place.name for place in ours}.isdisjoint(place.name for place in theirs)


def _touch(one: Place, other: Place) -> bool:
    """Tell whether two places reach each other: their radii, or 10 km where one has none."""
    if one.lon is None or one.lat is None or other.lon is None or other.lat is None:
        return False
    if abs(one.lat - other.lat) * KM_PER_DEGREE > FAR_KM:
        return False
    east = (one.lon - other.lon) * math.cos(math.radians((one.lat + other.lat) / 2))
    km = math.hypot(east, one.lat - other.lat) * KM_PER_DEGREE
    reach = max(CLOSE_KM, (one.radius_km or 0.0) + (other.radius_km or 0.0))
    return km <= min(reach, FAR_KM)


def _sides(item: Told, group: Group) -> Points:
    report, actors, targets = item.report, item.actors, item.targets
    if item.family in MUTUAL:
        ours, theirs = actors | targets, group.actors | group.targets
        shared = ours & theirs
        if shared:
            return (1.0 if len(shared) > 1 or len(ours) == 1 else 0.7), "the same sides"
        return (-1.5, "other sides") if item.sides and theirs else (0.0, "")
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
    return points, "the same side acts" if points > 0 else "another side acts"


def _names_the_same(item: Told, group: Group) -> bool:
    """Tell whether both name a person or an organisation, other than a country or a place: nobody else is in both."""
    return not ((item.actors | item.targets) & (group.actors | group.targets)) <= item.sides


def _sums_up(report: Report) -> bool:
    """Tell what goes on and on as history: a total, or a long war."""
    return report.status == "historical" and report.when is not None and report.when.end is None


def _numbers(item: Told, group: Group) -> Points:
    """Return points against reports of one document that count the same dead quite differently, unless linked."""
    if not item.dead or any(reason.startswith("speaks of what") for reason in item.report.reasons):
        return 0.0, ""
    for unit, value in item.dead:
        others = [other for source, what, other in group.dead if source == item.source and what == unit]
        if others and all(max(value, other) > UNLIKE * min(value, other) for other in others):
            return -1.5, "the dead are counted quite differently"
    return 0.0, ""


def _known(item: Told, names: Collection[str]) -> bool:
    return bool(item.sides & set(names)) or len(names) > 1


def _kinds(item: Told, group: Group) -> Points:
    """Return points for the same mode of event, and against kinds that only sometimes are one."""
    mode = item.report.mode or ""
    modes = {other.report.mode or "" for other in group.first[:5]}
    if mode in modes:
        return 0.25, "the same kind of event"
    if mode in CLASS and all(CLASS.get(other, CLASS[mode]) != CLASS[mode] for other in modes):
        return -OTHER_CLASS, "told as another kind of event"
    return 0.0, ""


def _within(item: Told, group: Group) -> Points:
    """Return points against what one document tells at different places, or tells as another one."""
    if item.source not in group.sources:
        return 0.0, ""
    if told_elsewhere(item, group) or told_as_another(item, group) or told_at_another_hour(item, group):
        return CANNOT, ""
    if told_of_otherwise(item, group):
        return -OTHERWISE, "one report tells of other means"
    return 0.0, ""


def _region(item: Told, group: Group) -> Points:
    """Return points for reports about the same part of the world, more for an incident many tell of."""
    shared = len(item.context & group.context)
    points = 0.3 if shared >= 2 else 0.15 if shared else 0.0
    return points + min(0.1, 0.01 * len(group.sources)), "the same part of the world"


def _status(item: Told, group: Group) -> Points:
    """Return points for background told as such by all, and against what happened being what may happen."""
    own = item.report.status
    statuses = {other.report.status for other in group.first}
    if own == "historical" and statuses == {"historical"}:
        return 0.2, "told as background by both"
    if own not in statuses and all((status in HAPPENED) != (own in HAPPENED) for status in statuses):
        return -OTHER_STATUS, "one happened, one is only spoken of"
    return 0.0, ""


def _words(item: Told, group: Group) -> Points:
    if item.source in group.sources:
        fact = (item.report.when, item.places)
        linked = any(
            other.source == item.source and (other.report.when, other.places) == fact for other in group.told
        )
        return (0.5, "told of together in one report") if linked else (-0.4, "told apart in one report")
    shared = len(item.shingles & group.shingles)
    return (min(1.0, 0.35 * shared), "told in the same words") if shared else (0.0, "")


_LOOKS: tuple[Callable[[Told, Group], Points], ...] = (
    _places, _dates, _within, _sides, _words, _kinds, _region, _status, _numbers,
)  # fmt: skip


def _odds(item: Told, group: Group, likeness: Likeness) -> float:
    """Return the mean log odds that a report's document tells the same story as those of a group."""
    stories = group.stories()
    return sum([likeness.of(item.origin, other) for other in stories]) / len(stories)


def _story(item: Told, group: Group, odds: float) -> list[Points]:
    """Return what it says that the documents as wholes are alike, or that neither this nor a date joins them."""
    points = min(STORY_MOST, max(STORY_LEAST, odds))
    found: list[Points] = []
    if item.report.when is None and group.when is None and points < 1:
        found.append((-UNDATED * min(1.0, 1 - points), "neither says when"))
    if points > 0:
        found.append((points, ALIKE))
    elif points < 0:
        found.append((points, "the reports as wholes are not much alike"))
    return found


def gap(one: When | None, other: When | None) -> int:
    """Return the days between two dates, 0 when they can be the same day; unknown ones can."""
    if one is None or other is None or overlap(one, other):
        return 0
    first, second = (one, other) if (one.start or dt.date.min) < (other.start or dt.date.min) else (other, one)
    assert first.end is not None  # else they would overlap
    assert second.start is not None
    return (second.start - first.end).days + 1


def overlap(one: When | None, other: When | None) -> bool:
    """Tell whether two dates can be the same day; unknown ones can."""
    if one is None or other is None:
        return True
    far, long_ago = dt.date.max, dt.date.min
    return (one.start or long_ago) < (other.end or far) and (other.start or long_ago) < (one.end or far)
