"""What sets two reports of one document apart: it tells them at different places, or says that one is another."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mapapp.model import Place, Report
from mapapp.reading.extracting.events import ANOTHER
from mapapp.reading.extracting.salience import is_loose
from mapapp.reading.extracting.threads import SPEAKS
from mapapp.reading.merging.groups import Group
from mapapp.reading.merging.told import Told, width

SPREADING = frozenset({"earthquake", "tsunami", "storm", "flood", "epidemic"})  # felt at many places at once
FEW_DAYS = 14
MOST = 12  # reports of a group looked at
# how it was done, by the words that tell of it; "killed" and "attack" say nothing of that
MEANS = {
    "shot": re.compile(
        r"\b(?:shot|shoot|shooting|gunned|machine-?gun\w*|opened fire|riddled|gunfire|shots)\b", re.IGNORECASE
    ),
    "bombed": re.compile(
        r"\b(?:bomb\w*|explo\w+|blast\w*|deton\w+|dynamit\w*|blew up|blown up|went off)\b", re.IGNORECASE
    ),
    "burned": re.compile(r"\b(?:burn\w*|torch\w*|arson|set (?:\w+ )?(?:fire|ablaze|alight))\b", re.IGNORECASE),
    "stabbed": re.compile(r"\b(?:stab\w*|knif\w+|hack\w*|behead\w*|machete)\b", re.IGNORECASE),
}
PARTS = {
    word: part
    for part, listed in (
        ("morning", "morning dawn daybreak sunrise predawn"), ("afternoon", "afternoon noon midday"),
        ("night", "evening night midnight tonight dusk sunset"),
    )
    for word in listed.split()
}  # fmt: skip


def told_elsewhere(item: Told, group: Group) -> bool:
    """Tell whether a document tells a report at another place than those of a group: none is, or lies in, the other.

    "A bomb went off in X ... another exploded in Y", however near X and Y are, or if both lie in one region.
    """
    if item.source not in group.sources or is_loose(item.report) or one_disaster(item, group):
        return False
    ours = _finest(item.spots)
    for other in group.told[:MOST] if ours else ():
        theirs = _finest(other.spots) if other.source == item.source and not is_loose(other.report) else []
        if theirs and not any(_meet(one, place) for one in ours for place in theirs):
            return True
    return False


def one_disaster(item: Told, group: Group) -> bool:
    """Tell whether a document tells of a disaster that a group's reports of it are of: one quake shakes many places.

    Both happened, of one kind, in the same days, and the words call neither another one.
    """
    if (item.report.mode or "") not in SPREADING or item.report.status != "reported" or _is_another(item.report):
        return False
    others = [other for other in group.first if other.source == item.source and other.report.mode == item.report.mode]
    return bool(others) and all(
        other.report.status == "reported" and not _is_another(other.report) and width(other.report.when) <= FEW_DAYS
        for other in others
    ) and width(item.report.when) <= FEW_DAYS  # fmt: skip


def told_as_another(item: Told, group: Group) -> bool:
    """Tell whether a document's own words say that one of them is another: "another bomb", "a second attack"."""
    others = [other.report for other in group.first if other.source == item.source]
    if not others:
        return False
    if _is_another(item.report):
        return all(not _speaks_of(other, item.report) for other in others)
    return any(_is_another(other) and not _speaks_of(item.report, other) for other in others)


def told_of_otherwise(item: Told, group: Group) -> bool:
    """Tell whether a document tells of other means than a group: shot, and bombed.

    Only where both name a place of their own: else it is one attack told on ("a car bomb went off ... gunmen opened
    fire").
    """
    if not item.spots or is_loose(item.report):
        return False
    others = [
        other
        for other in group.first
        if other.source == item.source and other.spots and not is_loose(other.report)
        if not _speaks_of(item.report, other.report) and not _speaks_of(other.report, item.report)
    ]
    ours = means_of(item)
    theirs = {means_of(other) for other in others} - {""}
    return bool(ours and theirs) and ours not in theirs


def told_at_another_hour(item: Told, group: Group) -> bool:
    """Tell whether a document tells a report "this morning", and those of a group "in the evening"."""
    ours = _part_of_day(item)
    theirs = {_part_of_day(other) for other in group.first if other.source == item.source} - {""}
    return bool(ours and theirs) and ours not in theirs


def means_of(item: Told) -> str:
    """Return how something was done by the words that tell of it, "" when they do not say."""
    first, last = item.report.trigger or (0, 0)
    words = item.origin.text[first:last]
    return next((means for means, pattern in MEANS.items() if pattern.search(words)), "")


def _part_of_day(item: Told) -> str:
    span = item.report.when_span
    words = item.origin.text[slice(*span)].casefold().split() if span is not None else []
    return next((PARTS[word] for word in words if word in PARTS), "")


def _is_another(report: Report) -> bool:
    return ANOTHER in report.reasons


def _speaks_of(report: Report, other: Report) -> bool:
    """Tell whether a report speaks of what another tells, or both tell of one thing in one place of the text."""
    at = (other.trigger or (other.start, 0))[0]
    return report.trigger == other.trigger or f"{SPEAKS} {at}" in report.reasons


def _finest(places: Iterable[Place]) -> list[Place]:
    """Return the places that hold none of the others."""
    places = list(places)
    holders = {holder for place in places for holder in place.within}
    return [place for place in places if place.id not in holders] or places


def _meet(one: Place, other: Place) -> bool:
    return one.id == other.id or one.id in other.within or other.id in one.within or one.name == other.name
