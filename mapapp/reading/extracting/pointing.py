"""Places that are not named but pointed to: "the city", "the capital", "on Armenian territory"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

from mapapp.errors import NotFound
from mapapp.model import Mention, Section
from mapapp.reading.extracting.actors import says_where
from mapapp.reading.extracting.events import Event
from mapapp.reading.extracting.syntax import Sentence
from mapapp.reading.extracting.words import Word
from mapapp.reading.resolvers.base import PlaceIndex
from mapapp.reading.tokens import words

SOIL = words(
    """
    territory soil land border frontier territories waters airspace
    """
)
BACK = words(
    """
    region area city town village district districts regions province enclave zone scene capital neighborhood
    neighbourhood municipality
    """
)
SETTLEMENT = frozenset({"city", "town", "village", "municipality"})
SETTLEMENTS = frozenset({"cities", "towns", "villages"})
COUNTS = {"two": 2, "three": 3, "four": 4}
SETTLED = frozenset({"city", "town", "village", "locality"})
WIDE = frozenset({"country", "continent"})


def pointed_back(event: Event, earlier: Sequence[Mention], capital: Mention | None) -> tuple[str, list[Mention]]:
    """Return the word for a place that points back ("region", "districts") and the places it means."""
    if event.clause is None:
        return "", []
    words = event.sentence.words
    for number in event.clause.scope:
        word = words[number]
        if word.lower in SETTLEMENTS and (several := _several(words, number, earlier)):
            return f"{words[number - 1].lower} {word.lower}", several
        determined = number > 0 and words[number - 1].lower in ("the", "this", "that", "these")
        named = number + 1 < len(words) and words[number + 1].lower == "of"  # "the town of X" says which
        if word.lower not in BACK or not determined or named:
            continue
        if word.lower == "capital":
            return word.lower, [capital] if capital is not None else []
        before = [m for m in earlier if m.start < word.start and m.place and m.place.kind not in WIDE]
        if word.lower in SETTLEMENT:
            before = [m for m in before if m.place and m.place.kind in SETTLED] or before
        own = [m for m in before if m.start >= words[0].start]
        return word.lower, own if own and word.lower.endswith("s") else _address(before)
    return "", []


def _several(words: Sequence[Word], number: int, earlier: Sequence[Mention]) -> list[Mention]:
    """Return the places that "the two cities" means: the last two named, where so many are."""
    if number < 2 or words[number - 2].lower not in ("the", "these", "those"):
        return []
    count = COUNTS.get(words[number - 1].lower, 0)
    settled = [m for m in earlier if m.start < words[number].start and m.place and m.place.kind in SETTLED]
    last = {m.place.id: m for m in settled if m.place}  # the last mention of each
    named = sorted(last.values(), key=lambda mention: mention.start)[-count:]
    return named if count and len(named) == count else []


def _address(before: Sequence[Mention]) -> list[Mention]:
    """Return the last place named, with the smaller one it closes: "El Penon, Cundinamarca Department"."""
    if len(before) < 2:
        return list(before)
    last, other = before[-1], before[-2]
    inside = other.place is not None and last.place is not None and last.place.id in other.place.within
    return [other, last] if inside and last.start - other.end < 5 else [last]


def soil(sentence: Sentence, index: PlaceIndex, section: Section, capitals: Mapping[str, Mention]) -> list[Mention]:
    """Return mentions made of adjectives of land: "on Armenian territory" is in Armenia.

    `capitals` are the capitals that the report names, by country: "the Salvadoran capital" may mean one of them.
    """
    found = []
    for number, (word, after) in enumerate(zip(sentence.words, sentence.words[1:], strict=False)):
        beyond = sentence.words[number + 2] if number + 2 < len(sentence.words) else None
        if after.lower == "capital":
            named = next((capitals[key] for key in index.demonym(word.lower) if key in capitals), None)
            if named is not None and (beyond is None or beyond.tag != "noun"):
                reason = "a capital named by its country's adjective"
                found.append(replace(named, start=word.start, end=after.end, section=section, reason=reason))
        if after.lower not in SOIL or (beyond is not None and beyond.tag == "noun"):
            continue  # "Russian border guards" are not at the border
        found.extend(_land(word, index, section))
    return found


def lands(sentence: Sentence, index: PlaceIndex, section: Section) -> list[Mention]:
    """Return the countries that a headline without a place gives by an adjective: "Iraqi market bombing kills 30"."""
    if section != "headline":
        return []
    inside = (sentence.words[each.first : each.last] for each in sentence.phrases if says_where(sentence, each))
    return [mention for words in inside for word in words for mention in _land(word, index, section)]


def _land(word: Word, index: PlaceIndex, section: Section) -> list[Mention]:
    """Return the mention of a country that its adjective makes, in a list; an empty one for other words."""
    for place_id in index.demonym(word.lower)[:1]:
        with suppress(NotFound):
            place = index.place(place_id)
            reason = "land named by its adjective"
            return [Mention(word.start, word.end, word.text, "literal", section, place, 0.9, (), reason)]
    return []
