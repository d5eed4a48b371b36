"""Which events of one report are the same: later sentences speak of earlier ones ("the conflict", "such an appeal")."""

from __future__ import annotations

from collections.abc import Sequence

from mapapp.model import Mention, When
from mapapp.reading.extracting.events import VIOLENT, Event

SIDES_APART = 12  # sentences; an event speaks of one further back only if it has neither date nor place of its own


def link(events: Sequence[Event]) -> None:
    """Give events without a date or place of their own those of the event they speak of."""
    for number, event in enumerate(events):
        if event.own_date and event.own_place:
            continue
        before = [other for other in events[:number] if _can_be(event, other)]
        after = [other for other in events[number + 1 :] if other.own_date and _can_be(event, other)]
        chosen = _best(event, before) or (None if before and event.own_date else next(iter(after), None))
        if chosen is not None:
            _take(event, chosen)


def _best(event: Event, before: Sequence[Event]) -> Event | None:
    told = [other for other in before if other.own_date or other.own_place or other.antecedent is not None]
    return told[-1] if told else (before[-1] if before else None)


def _can_be(event: Event, other: Event) -> bool:
    if not _one_theme(event, other) or (event.clause is other.clause and event.clause is not None):
        return False
    if other.status in ("hypothetical", "negated") or event.status in ("hypothetical", "negated"):
        return False
    if {event.status, other.status} == {"planned", "reported"} and event.mode.theme != "talks":
        return False
    if event.own_date and other.own_date and not compatible(event.when, other.when):
        return False
    if event.own_place and other.own_place and not _near(event.mentions, other.mentions):
        return False
    if event.when and other.when and not compatible(event.when, other.when):
        return False
    return _actors_agree(event, other)


def _one_theme(event: Event, other: Event) -> bool:
    if event.mode.theme == other.mode.theme:
        return "war" not in (event.mode.name, other.mode.name) or event.mode.name == other.mode.name
    return {event.mode.theme, other.mode.theme} <= VIOLENT and "war" not in (event.mode.name, other.mode.name)


def _actors_agree(event: Event, other: Event) -> bool:
    """Tell whether nobody contradicts: sides that act, and for words between two sides whom they are said to."""
    if event.actors and other.actors and not set(event.actors) & set(other.actors):
        return False
    if event.targets and other.targets and not set(event.targets) & set(other.targets):
        return event.mode.theme not in ("appeal", "call", "visit")
    return True


def compatible(one: When | None, other: When | None) -> bool:
    """Tell whether two dates can be the same: their intervals overlap, or one is unknown."""
    if one is None or other is None:
        return True
    starts_late = one.start and other.end and one.start >= other.end
    ends_early = one.end and other.start and one.end <= other.start
    return not (starts_late or ends_early)


def _near(ours: Sequence[Mention], theirs: Sequence[Mention]) -> bool:
    """Tell whether one of the places is, or lies in, one of the others."""
    for one in ours:
        for other in theirs:
            if one.place and other.place and (
                one.place.id == other.place.id or one.place.id in other.place.within or other.place.id in one.place.within
            ):  # fmt: skip
                return True
    return False


def _take(event: Event, other: Event) -> None:
    event.antecedent = other
    start, _ = other.trigger
    event.reasons.append(f"speaks of what is told at {start}")
    if not event.own_place and other.mentions:
        event.mentions = other.mentions
    if not event.own_date and other.when is not None and (other.own_date or event.when is None):
        event.when, event.when_span = other.when, None
    event.actors = event.actors or other.actors
    event.targets = event.targets or other.targets
