"""Sentences that only say where or when: "The incident took place in X", "The restaurant is located in X"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mapapp.model import Mention, TimeExpression
from mapapp.reading.extracting.events import Event
from mapapp.reading.extracting.lexicon import Lexicon
from mapapp.reading.extracting.matching import heads
from mapapp.reading.extracting.syntax import Clause, Phrase, Sentence
from mapapp.reading.extracting.words import dictionary
from mapapp.reading.tokens import words

NEAR = 4  # passages; a scene is told soon after what happened there
STANDS = frozenset({"locate", "situate"})
AIMS = frozenset({"target", "scene", "site"})
HAPPENS = words(
    """
    take occur happen be begin last
    """
)
WIDE = frozenset({"country", "continent"})
SEEN = words(
    """
    assault coerce protest retreat mobilize aid
    """
)


@dataclass(frozen=True, slots=True)
class Scene:
    """Where and when something told before happened."""

    mentions: tuple[Mention, ...]
    time: TimeExpression | None
    reason: str


def set_scenes(
    sentence: Sentence, number: int, events: Sequence[Event], mentions: Sequence[Mention],
    times: Sequence[TimeExpression], lexicon: Lexicon,
) -> None:  # fmt: skip
    """Give events told in the passages before `number` the place or date that this sentence states for them."""
    for clause in sentence.clauses:
        scene = _scene(sentence, clause, mentions, times)
        if clause.subject is None or scene is None:
            continue
        event = _meant(sentence, clause, clause.subject, number, events, lexicon)
        if event is not None:
            _place(event, scene)


def _scene(
    sentence: Sentence, clause: Clause, mentions: Sequence[Mention], times: Sequence[TimeExpression]
) -> Scene | None:
    words = sentence.words
    if clause.lemma not in HAPPENS and clause.lemma not in STANDS:
        return None
    below = [c for c in sentence.clauses if c.parent == clause.number and c.lemma in STANDS]
    numbers = sorted({n for each in (clause, *below) for n in each.scope if n > clause.verb})
    spans = [(words[n].start, words[n].end) for n in numbers]
    if not spans:
        return None
    start, end = spans[0][0], spans[-1][1]
    here = tuple(m for m in mentions if start <= m.start < end)
    dated = next((t for t in times if start <= t.start < end and t.when is not None and t.type != "DURATION"), None)
    if not here and (dated is None or clause.lemma == "be"):
        return None
    return Scene(here, dated, f"“{sentence.text(clause.subject)} {words[clause.verb].lower} ...”")


def _meant(
    sentence: Sentence, clause: Clause, subject: Phrase, number: int, events: Sequence[Event], lexicon: Lexicon
) -> Event | None:
    """Return the event that is called "the incident", or in which "the restaurant" was hit."""
    first = sentence.words[subject.first].lower
    if first not in ("the", "this", "that", "these"):
        return None
    near = [event for event in reversed(events) if number - event.passage <= NEAR and event.mode.kind in SEEN]
    near = [event for event in near if event.status == "reported"]
    names = heads(sentence, subject)
    if names & (lexicon.classes["occurrence"] | AIMS) and clause.lemma in HAPPENS:
        return near[0] if near else None
    if clause.lemma in STANDS or clause.lemma == "be":
        return next((event for event in near if _has_part(event, names)), None)
    return None


def _has_part(event: Event, names: set[str]) -> bool:
    """Tell whether an event's sentence names something: the restaurant that was bombed."""
    return any(word.tag == "noun" and dictionary(word.lower)[1] in names for word in event.sentence.words)


def _place(event: Event, scene: Scene) -> None:
    fine = tuple(m for m in scene.mentions if m.place is None or m.place.kind not in WIDE)
    if fine and _goes_into(event, fine):
        known = tuple(m for m in scene.mentions if m.place is not None)
        event.unlisted = tuple(m for m in fine if m.place is None)
        event.mentions = known or event.mentions
        event.own_place = bool(event.mentions)
        event.elsewhere = not event.mentions
        event.reasons.append(f"{scene.reason} says where")
    if scene.time is not None and not event.own_date:
        event.when, event.own_date = scene.time.when, True
        event.when_span = (scene.time.start, scene.time.end)
        event.reasons.append(f"{scene.reason} says when")


def _goes_into(event: Event, fine: Sequence[Mention]) -> bool:
    """Tell whether places say more of where an event was than its own do: told of a region, or they lie in it."""
    if all(m.place is None or m.place.kind in WIDE or m.place.kind == "province" for m in event.mentions):
        return not event.unlisted
    own = {m.place.id for m in event.mentions if m.place}
    return all(m.place is None or own & {m.place.id, *m.place.within} for m in fine)
