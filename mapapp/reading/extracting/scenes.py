"""Sentences that only say where or when: "The incident took place in X", "The restaurant is located in X"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mapapp.model import Mention, TimeExpression
from mapapp.reading.extracting.events import Event
from mapapp.reading.extracting.lexicon import Lexicon, heads
from mapapp.reading.extracting.syntax import Clause, Phrase, Sentence
from mapapp.reading.extracting.words import dictionary
from mapapp.reading.tokens import words

NEAR = 4  # passages; a scene is told soon after what happened there
HAPPENS = words(
    """
    take occur happen be begin last
    """
)
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
    spans = [(words[n].start, words[n].end) for n in clause.scope if n > clause.verb]
    if not spans or (clause.lemma not in HAPPENS and clause.lemma not in ("locate", "situate")):
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
    if names & lexicon.classes["occurrence"] and clause.lemma in HAPPENS:
        return near[0] if near else None
    if clause.lemma in ("locate", "situate", "be"):
        return next((event for event in near if _has_part(event, names)), None)
    return None


def _has_part(event: Event, names: set[str]) -> bool:
    """Tell whether an event's clause names something: the restaurant that was bombed."""
    if event.clause is None:
        return False
    scope = {
        *event.clause.scope,
        *(range(event.clause.subject.first, event.clause.subject.last) if event.clause.subject else ()),
    }
    words = [event.sentence.words[n] for n in scope]
    return any(word.tag == "noun" and dictionary(word.lower)[1] in names for word in words)


def _place(event: Event, scene: Scene) -> None:
    fine = [m for m in scene.mentions if m.place is not None and m.place.kind not in ("country", "continent")]
    wide = all(m.place is None or m.place.kind in ("country", "continent", "province") for m in event.mentions)
    if fine and wide:
        event.mentions, event.own_place, event.elsewhere = scene.mentions, True, False
        event.reasons.append(f"{scene.reason} says where")
    if scene.time is not None and not event.own_date:
        event.when, event.own_date = scene.time.when, True
        event.when_span = (scene.time.start, scene.time.end)
        event.reasons.append(f"{scene.reason} says when")
