"""Which mentions say where an event happened: those of its clause, of what governs it, or the one it points back to."""

from __future__ import annotations

from collections.abc import Sequence

from mapapp.errors import NotFound
from mapapp.model import Mention, Section
from mapapp.reading.extracting.clauses import Clause, Sentence
from mapapp.reading.extracting.events import Event
from mapapp.reading.resolvers.base import PlaceIndex

SOIL = frozenset(["territory", "soil", "land", "border", "frontier", "territories", "side", "waters", "airspace"])
BACK = frozenset(["region", "area", "city", "town", "village", "district", "districts", "province", "enclave", "zone", "spot", "scene"])
FROM = frozenset({"since", "between-sides"})


def literal(mentions: Sequence[Mention]) -> list[Mention]:
    """Return the mentions that say where something is: literal, resolved, and not of a page's furniture."""
    return [m for m in mentions if m.role == "literal" and m.place is not None and m.section not in ("boilerplate",)]


def place_events(events: Sequence[Event], mentions: Sequence[Mention], earlier: Sequence[Mention]) -> None:
    """Fill in `mentions` of a sentence's events; `earlier` are the literal mentions before the sentence."""
    for event in events:
        found = _own(event, mentions)
        event.own_place = bool(found)
        if not found:
            found = _pointed_back(event, earlier)
            if found:
                event.reasons.append(f"“the region” is {found[0].name}")
                event.own_place = True
        event.mentions = tuple(found)


def _own(event: Event, mentions: Sequence[Mention]) -> list[Mention]:
    sentence = event.sentence
    at = {word: mention for mention in mentions if (word := _word_at(sentence, mention.start)) is not None}
    if event.phrase is not None:
        near = [mention for word, mention in at.items() if _reaches(event, word)]
        if near or not event.supported:
            return near
    if event.clause is None:
        return list(at.values())
    chain = [event.clause, *sentence.ancestors(event.clause)]
    for inner, clause in zip([None, *chain], chain, strict=False):
        if inner is not None and (
            inner.relation in ("complement", "speech", "adverbial") or clause.relation == "speech"
        ):
            break
        found = _of_clause(clause, at)
        if found:
            return found
    for clause in sentence.clauses:
        if clause.parent == event.clause.number and clause.relation in ("adjunct", "gerund", "xcomp", "reduced"):
            found = _of_clause(clause, at)
            if found:
                return found
    return []


def _word_at(sentence: Sentence, start: int) -> int | None:
    return next((n for n, word in enumerate(sentence.words) if word.start <= start < word.end), None)


def _of_clause(clause: Clause, at: dict[int, Mention]) -> list[Mention]:
    scope = set(clause.scope)
    for phrase in (clause.subject, clause.antecedent):
        if phrase is not None:
            scope.update(range(phrase.first, phrase.last))
    return [mention for word, mention in sorted(at.items()) if word in scope]


def _reaches(event: Event, word: int) -> bool:
    """Tell whether a place stands in an event noun's phrase or follows it through prepositional phrases."""
    assert event.phrase is not None
    if event.phrase.first <= word < event.phrase.last:
        return True
    if word < event.last:
        return False
    between = event.sentence.words[event.last : word]
    return not any(each.tag in ("verb", "aux", "modal", "sub", "rel", "to") for each in between) and not any(
        each.text in ";," for each in between
    )


def _pointed_back(event: Event, earlier: Sequence[Mention]) -> list[Mention]:
    """Resolve "the region", "the districts", "there" to the last places named before."""
    if event.clause is None or not earlier:
        return []
    words = event.sentence.words
    for number in event.clause.scope:
        word = words[number]
        determined = number > 0 and words[number - 1].lower in ("the", "this", "that", "these")
        if word.lower in BACK and determined:
            own = [m for m in earlier if m.start >= words[0].start and m.start < word.start]
            pool = own or earlier[-4:]
            small = [m for m in pool if m.place and m.place.kind not in ("country", "continent")]
            if not small:
                return []
            return small if word.lower.endswith("s") and own else small[-1:]
    return []


def soil(sentence: Sentence, index: PlaceIndex, section: Section) -> list[Mention]:
    """Return mentions made of adjectives of land: "on Armenian territory" is in Armenia."""
    found = []
    for word, after in zip(sentence.words, sentence.words[1:], strict=False):
        if after.lower not in SOIL:
            continue
        for place_id in index.demonym(word.lower)[:1]:
            try:
                place = index.place(place_id)
            except NotFound:
                continue
            found.append(
                Mention(
                    word.start, word.end, word.text, "literal", section, place, 0.9, (), "land named by its adjective"
                )
            )
    return found
