"""Which events of one report are the same: later sentences speak of earlier ones ("the conflict")."""

from __future__ import annotations

from collections.abc import Sequence

from mapapp.model import Mention, Place, When
from mapapp.reading.extracting.events import VIOLENT, Event
from mapapp.reading.extracting.matching import agent_of
from mapapp.reading.extracting.moments import apart
from mapapp.reading.extracting.syntax import Clause, Phrase
from mapapp.reading.extracting.words import Word
from mapapp.reading.tokens import words

LEAD = 4  # passages; what these tell first may be told more fully further on
CLOSE = 6  # passages
FAR = 120  # events; none speaks of one further away
SPEAKS = "speaks of what is told at"  # how the reason of a link begins
DAYS = 2  # of what is told, within which the next sentence about it happened too
PRONOUNS = frozenset(["they", "he", "she"])
ACTORS = words(
    """
    troops soldiers forces gunmen attackers assailants militants rebels men pirates robbers hijackers officers
    protesters crowd fighters marchers demonstrators insurgents bandits kidnappers raiders invaders
    """
)  # whom a sentence goes on about with "the"
SEEN = frozenset(["assault", "coerce", "protest", "retreat", "mobilize", "aid", "disaster", "accident", "crime"])
EARLIER = frozenset(["since", "after", "until", "before"])
DIFFERENT = words(
    """
    worst heaviest biggest deadliest other another previous
    """
)


def link(events: Sequence[Event]) -> None:
    """Give events without a date or place of their own those of the event they speak of."""
    lead = frozenset(sorted({event.passage for event in events})[:LEAD])
    events = [event for event in events if not event.total]
    for number, event in enumerate(events):
        if event.mode.theme == "fulfilment":
            _take_content(event, events[max(0, number - FAR) : number])
        if event.own_date and event.own_place and not _goes_on(event):
            continue
        before = [other for other in events[max(0, number - FAR) : number] if _can_be(event, other)]
        after = [
            other
            for other in events[number + 1 : number + FAR]
            if _is_dated(other) and (other.own_place or not event.own_place) and _can_be(event, other)
        ]
        chosen = _best(event, before) or (
            next(iter(after), None) if event.passage in lead and _looks_ahead(event) else None
        )
        if chosen is not None:
            _take(event, chosen)
    for event in events:
        other = event.antecedent
        if other is not None and event.own_place and not (other.mentions or other.elsewhere):
            if other.phrase is not None and event.mode is not other.mode:
                continue
            other.mentions = event.mentions
            other.reasons.append(f"place as told at {event.trigger[0]}")
    for number, event in enumerate(events):
        if not _is_dated(event) and event.antecedent is None:
            _date_of_neighbour(event, events[max(0, number - FAR) : number + FAR])
            _go_on(event, events[max(0, number - FAR) : number])


def _looks_ahead(event: Event) -> bool:
    """Tell whether an event may be told more fully further on: no bare noun, nothing told as known before."""
    if event.own_date or not event.supported or event.elsewhere:
        return False
    return event.clause is None or event.clause.relation not in ("relative", "reduced")


def _is_dated(event: Event) -> bool:
    return event.own_date or event.said_date


def _best(event: Event, before: Sequence[Event]) -> Event | None:
    """Return the last event that adds something, one with a date or place before one without."""
    told = [other for other in before if _is_dated(other) or other.own_place or other.antecedent is not None]
    if event.stance == "disputes":  # who denies "the killings" means those, whatever was attacked since
        told = [other for other in told if other.mode is event.mode] or told
    return told[-1] if told else (before[-1] if before else None)


def _can_be(event: Event, other: Event) -> bool:
    """Tell whether an event may be another one told again: one theme, and nothing that contradicts."""
    if not _one_theme(event, other) or (event.clause is other.clause and event.clause is not None):
        return False
    if (event.phrase is not None and not _definite(event)) or not _actors_agree(event, other):
        return False
    if abs(event.passage - other.passage) > CLOSE and not set(event.actors) & set(other.actors):
        return False  # so far back only where the same side acts
    if _goes_on(event):
        return True
    if _at_other_times(event, other):
        return False
    return _one_state(event, other) and compatible(event.when, other.when) and _one_place(event, other)


def _at_other_times(event: Event, other: Event) -> bool:
    """Tell whether dates nobody can count, or what one of them goes before, set two events apart."""
    if _is_aside(event) and not _is_dated(other):
        return True
    return apart(event.printed, other.printed) or (_is_aside(other) and other.passage > event.passage)


def _is_aside(event: Event) -> bool:
    """Tell "since the army invaded in May", which goes before the news: it is none of the undated news."""
    clause = event.clause
    return event.own_date and clause is not None and clause.relation == "adverbial" and clause.opener in EARLIER


def _one_state(event: Event, other: Event) -> bool:
    states = {event.status, other.status}
    if states & {"hypothetical", "negated"}:
        return False
    return states != {"planned", "reported"} or event.mode.theme == "talks"


def _one_place(event: Event, other: Event) -> bool:
    if (event.elsewhere and (other.own_place or other.elsewhere)) or (other.elsewhere and event.own_place):
        return False  # names a place of its own, even if nobody knows where that is
    if event.mode is not other.mode and event.phrase is None and (event.own_place or event.own_date):
        # "the army bombed a hospital in X" is not the clashes told before, but "he was shot in X" may be his death
        told_next = other.phrase is None and event.passage - other.passage <= 1
        if not told_next and not set(event.targets) & set(other.targets):
            return False
    return not (event.own_place and other.own_place) or near(event.mentions, other.mentions)


def _definite(event: Event) -> bool:
    """Tell "the clashes", "their attack" from "aggression", "a worst combat"."""
    if event.phrase is None:
        return True
    first = event.sentence.words[event.phrase.first]
    inside = event.sentence.words[event.phrase.first : event.phrase.last]
    if any(word.lower in DIFFERENT for word in inside):
        return False
    return first.lower in ("the", "this", "that", "these", "those") or any(word.tag == "poss" for word in inside)


def _goes_on(event: Event) -> bool:
    """Tell "further talks", "ongoing negotiations": more of what has been told."""
    phrase = event.phrase or (event.clause.subject if event.clause and event.clause.passive else None)
    if phrase is None or event.mode.theme != "talks":
        return False
    inside = event.sentence.words[phrase.first : phrase.last]
    return any(word.lower in ("further", "ongoing", "continued", "continuing", "renewed", "more") for word in inside)


def _one_theme(event: Event, other: Event) -> bool:
    war = "war" in (event.mode.name, other.mode.name)
    if event.mode.theme == other.mode.theme:
        return not war or event.mode.name == other.mode.name
    return {event.mode.theme, other.mode.theme} <= VIOLENT and not war


def _actors_agree(event: Event, other: Event) -> bool:
    """Tell whether nobody contradicts: sides that act, and for words between two sides whom they are said to."""
    mutual = event.mode.theme in ("talks", "fight", "agreement")
    ours = {*event.actors, *(event.targets if mutual else ())}
    theirs = {*other.actors, *(other.targets if mutual else ())}
    if ours and theirs and not ours & theirs:
        return False
    if event.targets and other.targets and not set(event.targets) & set(other.targets):
        return event.mode.theme not in ("appeal", "call", "visit", "demand")
    return True


def compatible(one: When | None, other: When | None) -> bool:
    """Tell whether two dates can be the same: their intervals overlap, or one is unknown."""
    if one is None or other is None:
        return True
    starts_late = one.start and other.end and one.start >= other.end
    ends_early = one.end and other.start and one.end <= other.start
    return not (starts_late or ends_early)


def near(ours: Sequence[Mention], theirs: Sequence[Mention]) -> bool:
    """Tell whether one of the places is, or lies in, one of the others: the finest of each count."""
    for one in _finest(ours):
        for other in _finest(theirs):
            holders = {*one.within, one.id}
            if other.id in holders or one.id in other.within:
                return True
    return False


def _finest(mentions: Sequence[Mention]) -> list[Place]:
    """Return the places that hold none of the others: of "X, the capital of Y" it is X."""
    places = [mention.place for mention in mentions if mention.place]
    holders = {holder for place in places for holder in place.within}
    return [place for place in places if place.id not in holders] or places


def _take(event: Event, other: Event) -> None:
    event.antecedent = other
    event.reasons.append(f"{SPEAKS} {other.trigger[0]}")
    if not event.own_place and not event.elsewhere:
        event.mentions, event.elsewhere = other.mentions or event.mentions, other.elsewhere
        event.unlisted = other.unlisted
    if (
        (not event.own_date or _goes_on(event))
        and other.when is not None
        and (_is_dated(other) or other.antecedent or event.when is None)
    ):
        event.when, event.when_span = other.when, None
    event.printed = event.printed or other.printed
    event.actors = event.actors or (() if _acts_itself(event) else other.actors)
    event.targets = event.targets or other.targets


def _acts_itself(event: Event) -> bool:
    """Tell "gunmen looted the house": told of others than those who were named before."""
    who = agent_of(event.sentence, event.clause) if event.clause is not None and event.phrase is None else None
    return who is not None and event.sentence.words[who.first].tag in ("noun", "num", "adj")


def _take_content(event: Event, before: Sequence[Event]) -> None:
    """Make "the agreement was fulfilled" tell of what was agreed: "that the troops would withdraw the next day"."""
    agreed = [other for other in before if other.mode.kind == "agree"]
    content = [
        other for other in before if agreed and other.passage == agreed[-1].passage and other.first > agreed[-1].last
    ]
    if not content:
        return
    event.mode, event.actors, event.targets = content[0].mode, content[0].actors, content[0].targets
    event.when, event.when_span, event.own_date = content[0].when, None, content[0].own_date
    event.mentions, event.own_place = content[0].mentions, content[0].own_place
    event.reasons.append(f"what was agreed is told at {content[0].trigger[0]}")


def _go_on(event: Event, before: Sequence[Event]) -> None:
    """Date "They freed 17 sailors" and "The troops withdrew" by what the sentence before told of the same people."""
    clause, subject = event.clause, event.clause.subject if event.clause else None
    if event.when is not None or event.status != "reported" or clause is None or subject is None:
        return
    words = event.sentence.words
    there = any(words[number].lower == "there" for number in clause.scope)  # "...; 100 were arrested there"
    if event.phrase is not None or clause.tense != "past" or not (there or _are_the_same(words, subject)):
        return
    passage = event.passage if there else event.passage - 1
    told = [e for e in before if e.passage == passage and e.status == "reported" and e.own_date]
    last = next((e for e in reversed(told) if e.phrase is None and e.mode.kind in SEEN and _is_of_a_day(e)), None)
    if last is None:
        return
    event.when, event.said_date = last.when, True
    event.reasons.append(f"told next after what is told at {last.trigger[0]}")
    if not event.mentions and not event.elsewhere:
        event.mentions = last.mentions


def _are_the_same(words: Sequence[Word], subject: Phrase) -> bool:
    """Tell whether a subject stands for whom the sentence before is about: "they", "the troops"."""
    first = words[subject.first].lower
    return first in PRONOUNS or (first in ("the", "these", "those") and words[subject.head].lower in ACTORS)


def _is_of_a_day(event: Event) -> bool:
    return event.when is not None and (event.when.days or 99) <= DAYS and event.when.basis != "inferred"


def _hangs_on(clause: Clause, other: Event) -> bool:
    """Tell whether a clause is about another event: "the November agreement, which forced the surrender of X"."""
    about = clause.antecedent
    return clause.relation == "relative" and about is not None and about.first - 2 <= other.last - 1 < about.last


def _date_of_neighbour(event: Event, events: Sequence[Event]) -> None:
    """Date "Armenia ceded land" in "the war claimed 6,000 lives and ended after Armenia ceded land" by the war."""
    if event.clause is None:
        return
    for other in events:
        if other.passage != event.passage or other is event or other.clause is None:
            continue
        if other.antecedent is None and not _hangs_on(event.clause, other):
            continue
        if other.when is not None and (event.clause.tense in ("past", "present") and other.clause.tense == "past"):
            event.when, event.when_span = other.when, None
            event.reasons.append(f"told together with what is told at {other.trigger[0]}")
            return
