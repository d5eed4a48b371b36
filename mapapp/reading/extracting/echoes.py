"""What one sentence tells twice: "crossed the border and advanced into X" is one incident."""

from __future__ import annotations

from collections.abc import Sequence

from mapapp.reading.extracting import threads, timing
from mapapp.reading.extracting.events import ANOTHER, VIOLENT, Event
from mapapp.reading.extracting.lexicon import HAZARDS
from mapapp.reading.extracting.syntax import Clause


def without_echoes(events: Sequence[Event]) -> list[Event]:
    """Leave out what only repeats an event of the same sentence: "crossed the border and advanced into X"."""
    kept: list[Event] = []
    for event in events:
        at = len(kept)
        while at and kept[at - 1].passage == event.passage:
            at -= 1
            if _echoes(event, kept[at]):
                kept[at] = _richer(event, kept[at])
                break
        else:
            kept.append(event)
    return kept


def _richer(event: Event, other: Event) -> Event:
    """Return the one that says more of place and date, the first told in doubt, with the numbers of both."""
    if event.status != other.status:
        return other
    gain = (event.own_place, event.own_date) > (other.own_place, other.own_date)
    chosen = event if gain else other
    if gain and event.clause is not None and other.clause is not None and event.clause.parent == other.clause.number:
        chosen = other  # "missiles struck a house in X, killing forty": what is told first, where and when it was
        other.mentions, other.own_place = event.mentions or other.mentions, event.own_place or other.own_place
        other.when, other.own_date = event.when or other.when, event.own_date or other.own_date
        other.when_span = event.when_span or other.when_span
    chosen.targets = tuple(dict.fromkeys((*other.targets, *event.targets)))
    chosen.quantities = tuple(dict.fromkeys((*other.quantities, *event.quantities)))
    return chosen


def _echoes(event: Event, other: Event) -> bool:
    one_theme = event.mode.theme == other.mode.theme or {event.mode.theme, other.mode.theme} <= VIOLENT
    told_alike = (event.status, event.stance, event.speaker) == (other.status, other.stance, other.speaker)
    if not one_theme or not told_alike or not threads.compatible(event.when, other.when):
        return (one_theme or event.mode.kind == other.mode.kind == "consult") and _is_aim(event, other)
    if event.mode.kind in HAZARDS:
        apart = event.own_place and other.own_place and not threads.near(event.mentions, other.mentions)
        return not apart  # "killing ten, injuring dozens and damaging villages": one quake
    if event.clause is not None and other.clause is not None and event.clause.parent == other.clause.number:
        return _hangs_on(event.clause)
    if _goes_along(event, other):
        return True
    before = event.antecedent
    if before is other or other.antecedent is event or (before is not None and before is other.antecedent):
        return True
    return event.phrase is not None and not (event.own_date and event.own_place)


def _goes_along(event: Event, other: Event) -> bool:
    """Tell "killed two policemen and wounded 21 near a hotel": one thing told with two verbs."""
    if event.mode is not other.mode or event.clause is None or other.clause is None or ANOTHER in event.reasons:
        return False
    if event.clause not in event.sentence.coordinated(other.clause) or event.phrase or other.phrase:
        return False
    places = not (event.own_place and other.own_place) or event.mentions == other.mentions
    dates = not (event.own_date and other.own_date) or event.when == other.when
    return places and dates and (not event.actors or not other.actors or event.actors == other.actors)


def _is_aim(event: Event, other: Event) -> bool:
    """Tell "marched through the city to protest": the aim of what was done says what it was."""
    clause, governing = event.clause, other.clause
    aims = event.status == "hypothetical" and other.status == "reported" and event.phrase is None
    return bool(aims and clause and governing and clause.relation == "xcomp" and clause.parent == governing.number)


def _hangs_on(clause: Clause) -> bool:
    """Tell "exchanged fire, killing two civilians" and "two were wounded when gunmen attacked their car"."""
    at_once = clause.relation == "adverbial" and clause.opener in timing.AT_ONCE
    return at_once or clause.relation in ("adjunct", "gerund")
