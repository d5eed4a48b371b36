"""Put names right that the chain cut short or overlooked, by what the gazetteer knows for certain."""

from __future__ import annotations

from collections.abc import Sequence

from mapapp.model import Passage
from mapapp.reading.recognizers._lexicon import KINDS
from mapapp.reading.recognizers._words import Words
from mapapp.reading.recognizers.base import Span
from mapapp.reading.resolvers.base import PlaceIndex

_FIRM = frozenset({1, 2, 3, 9, 10, 11})  # groups of `gazetteer_groups` that are no mere towns and villages
_HOUSES = frozenset({"building", "site"})


def mend(
    text: str,
    passages: Sequence[Passage],
    spans: Sequence[Span],
    names: Sequence[Span],
    words: Words,
    index: PlaceIndex,
) -> tuple[Span, ...]:
    """Return the spans with those names of the gazetteer (`names`) that complete or join them; all are in order.

    A compound takes the place of its part ("Nagorno-Karabakh" for "Karabakh", "Lachin district" for "Lachin" when
    the district is another place than the town); a seat of government ("the Kremlin") and a place in a dateline are
    added.
    """
    datelines = [(passage.start, passage.end) for passage in passages if passage.section == "dateline"]
    kept: list[Span] = []
    number = 0
    for start, end in names:
        while number < len(spans) and spans[number][1] <= start:
            kept.append(spans[number])
            number += 1
        after = number
        while after < len(spans) and spans[after][0] < end:
            after += 1
        inside = spans[number:after]
        name = text[start:end]
        if not inside:
            if _is_seat(name, index) or _in_dateline(start, end, datelines, words.groups(name)):
                kept.append((start, end))
            continue
        goes_on = text[end : end + 1] == " " and text[end + 1 : end + 2].isupper()  # Ohio State | University
        covers = not goes_on and inside[0] != (start, end) and start <= inside[0][0] and inside[-1][1] <= end
        if covers and _completes(name, text[inside[0][0] : inside[-1][1]], words, index):
            kept.append((start, end))
            number = after
    return (*kept, *spans[number:])


def _completes(name: str, part: str, words: Words, index: PlaceIndex) -> bool:
    """Tell whether a name of the gazetteer is the whole of what was found in part."""
    if not _FIRM.intersection(words.groups(name)):
        return False
    tail = name.rsplit(None, 1)[-1]
    if tail.islower():
        if not name.startswith(part) or tail not in KINDS:
            return False
        whole, alone = index.candidates(name), index.candidates(part)
        return not alone or whole[0].id != alone[0].id
    return " " not in name or (tail.lower() in KINDS and tail.lower() != "state")


def _is_seat(name: str, index: PlaceIndex) -> bool:
    """Tell whether the name is that of a house from which a country is governed."""
    places = index.candidates(name) if name[0].isupper() and len(name) > 4 else ()
    return bool(places) and places[0].kind in _HOUSES and bool(index.seat(places[0].id))


def _in_dateline(start: int, end: int, datelines: Sequence[Span], groups: tuple[int, ...]) -> bool:
    """Tell whether a well-known place stands in a dateline."""
    return (
        bool(groups) and groups[0] not in (8, 12) and any(first <= start and end <= last for first, last in datelines)
    )
