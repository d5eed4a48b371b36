"""Borders as reports name them: "the A-B border", "A's border with B", "border clashes with A's forces"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress

from shapely.geometry.base import BaseGeometry

from mapapp.errors import NotFound
from mapapp.model import Extent, Place
from mapapp.reading.extent import shapes
from mapapp.reading.resolvers.base import PlaceIndex

Border = tuple[Place, Place, BaseGeometry]  # two countries and the line they share

HALF_WIDTH_KM = 5.0  # how far to either side of a border something "on the border" may be

# "Border guards" and "the border dispute" name a service and a quarrel, not a spot.
_BORDER = re.compile(
    r"\b(?:border|frontier|line\s+of\s+contact|contact\s+line|boundary)\b"
    r"(?!\s+(?:guards?|troops|police|service|forces?|agents?|officials?|patrols?|issues?|disputes?|tensions?|talks|"
    r"question|problems?|demarcation|delimitation|control|closures?|crisis|policy|security|wall|deal|agreements?))",
    re.IGNORECASE,
)
_OWN = re.compile(  # "his country's border with B": whose it is was said before
    r"\b(?:(?:his|her|its|their|our|my)\s+(?:own\s+)?(?:(?:country|nation|state|republic)['’]s\s+)?|"
    r"the\s+(?:country|nation|state|republic)['’]s\s+)(?:\w+\s+)?(?:border|frontier)$",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_][\w’']*")
_WINDOW, _BESIDE, _SAID_BEFORE = 120, 40, 400  # characters
_LOOSE = 1000  # characters an adjective is set back that stands with another word than "border"


def border_named(text: str, start: int, end: int) -> bool:
    """Tell whether a clause puts its event on a border."""
    return bool(_BORDER.search(text, start, end))


def border_sides(text: str, start: int, end: int, index: PlaceIndex, named: Iterable[Place]) -> list[Place]:
    """Return the countries whose border a clause may speak of, the likeliest two first; fewer when it does not say.

    Names and adjectives count, those nearest to the word "border" first; then the places given. Of "his country's
    border with B", A is the first country of the paragraph's last 400 characters.
    """
    match = _BORDER.search(text, start, end)
    if match is None:
        return []
    own = bool(_OWN.search(text, max(0, match.start() - 40), match.end()))
    first = max(text.rfind("\n", 0, match.start()) + 1, match.start() - _SAID_BEFORE) if own else start
    first = max(first, match.start() - (_SAID_BEFORE if own else _WINDOW))
    found: dict[str, tuple[int, Place]] = {}
    for word in _WORD.finditer(text, first, min(end, match.end() + _WINDOW)):
        if not word.group()[0].isupper():
            continue
        gap = min(abs(word.start() - match.end()), abs(match.start() - word.end()))
        gap = 0 if gap <= _BESIDE else gap  # both sides stand beside the word: keep them in text order
        if own and word.end() <= match.start():
            gap = 1 + word.start() - first
        # of "Russian troops on the A border" the adjective belongs to the troops: names come before it
        loose = word.end() + 1 != match.start() and text[word.end() : word.end() + 1] == " "
        for place, adjective in _countries(word.group(), index):
            distance = gap + (_LOOSE if adjective and loose else 0)
            if place.id not in found or distance < found[place.id][0]:
                found[place.id] = (distance, place)
    ordered = [place for _, place in sorted(found.values(), key=lambda entry: entry[0])]
    ordered += [place for place in named if place.kind == "country" and place.id not in found]
    return ordered


def shared_border(sides: Sequence[Place], index: PlaceIndex) -> Border | None:
    """Return the first pair of sides that touch, and the line they share."""
    for at, first in enumerate(sides):
        for second in sides[at + 1 :]:
            line = shared_edge(first.id, second.id, index)
            if line is not None and line.length:
                return first, second, line
    return None


def border_extent(first: Place, second: Place, line: BaseGeometry) -> Extent:
    """Return a strip along a shared border; its error is half the border's length."""
    strip = shapes.buffer(line, HALF_WIDTH_KM)
    reason = f"along the border of {first.name} and {second.name}"
    return Extent(strip, "line", max(shapes.reach_km(line), HALF_WIDTH_KM), reason)


def _countries(word: str, index: PlaceIndex) -> list[tuple[Place, bool]]:
    """Return the countries a word names, and whether as an adjective or a people."""
    bare = re.sub(r"['’]s?$", "", word)
    places = [(place, False) for place in index.candidates(bare)[:1]]
    for place_id in index.demonym(bare) or index.demonym(bare.removesuffix("s")):
        with suppress(NotFound):
            places.append((index.place(place_id), True))
    return [(place, adjective) for place, adjective in places if place.kind == "country"]


def shared_edge(first: str, second: str, index: PlaceIndex) -> BaseGeometry | None:
    """Return the line two areas share; None where they do not touch, or the gazetteer has not both."""
    try:
        return index.boundary(first, second)
    except NotFound:
        return None
