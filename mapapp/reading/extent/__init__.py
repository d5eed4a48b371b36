"""Words to geometry: where on a map a clause allows its event to be, never more exactly than the words say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from shapely.geometry.base import BaseGeometry

from mapapp.model import PRECISIONS, Document, Extent, IncidentPlace, Mention, Place
from mapapp.reading.extent import shapes
from mapapp.reading.extent.borders import Border, border_extent, border_named, border_sides, shared_border
from mapapp.reading.extent.drawing import between, corridor, draw, into
from mapapp.reading.extent.phrases import INHERITED, Phrase, read_phrases
from mapapp.reading.extent.places import fineness, outline
from mapapp.reading.resolvers.base import PlaceIndex

__all__ = ["extent_of"]

NOWHERE = Extent(None, "none", None, "no place named")


def extent_of(
    document: Document, start: int, end: int, mentions: Sequence[Mention], index: PlaceIndex
) -> tuple[Extent, tuple[IncidentPlace, ...]]:
    """Return where the event told in `document.text[start:end]` happened, and the places it is placed by.

    `mentions` are the literal mentions of that clause, in any order; when it has none of its own, give those it
    inherits from its context (spans outside [start, end) are read as plain "in X"). Associative and demonym
    mentions, and unresolved ones, are ignored here. A border named by adjectives ("the Armenian-Azerbaijani
    border") is found in the text itself.

    The places come most telling first: the finest one, then what contains it. They are those the event happened
    at; a mention that only says where somebody came from ("troops from X") is left out when there is another.

    The extent's precision: exact (a settlement or a building: a Point), near (a Polygon of the distance the words
    allow), area (a district or a smaller area), line (a border, river, road or corridor, as a Polygon of its
    width), region (a first-order division or larger), country (geometry None: the tray, reason "Armenia
    (country)"), none (geometry None: nothing named, or too wide to draw). `error_km` is the radius within which
    the true spot is expected, None where there is no geometry. `codes` has the ACLED and UCDP codes of an Extent.
    """
    text = document.text
    placed = [mention for mention in mentions if mention.place and mention.role == "literal"]
    phrases = read_phrases(text, start, end, placed)
    kept = [phrase for phrase in phrases if phrase.relation != "from"] or phrases
    fine = [phrase for phrase in kept if phrase.place.kind not in ("country", "continent", "historical")]
    at_border = border_named(text, start, end)
    sides = border_sides(text, start, end, index, [phrase.place for phrase in phrases]) if at_border else []
    touching = shared_border(sides, index) if at_border else None
    if not fine and touching:
        first, second, line = touching
        return border_extent(first, second, line), _named((first, second), phrases)
    if not kept:
        return NOWHERE, ()
    chosen = _together(fine or kept)
    extent = _special(chosen, phrases, index) or _joined(
        [_narrowed(p, chosen, phrases, index, touching) for p in chosen]
    )
    if extent.geometry is not None and extent.geometry.is_empty:
        extent = draw(chosen[0], index)
    return extent, _places(chosen, kept)


def _together(phrases: Sequence[Phrase]) -> list[Phrase]:
    """Return the finest phrase and those coordinated with it, without places that hold another of them."""
    holders = {holder for phrase in phrases for holder in phrase.place.within}
    inner = [phrase for phrase in phrases if phrase.place.id not in holders] or list(phrases)
    best = min(inner, key=_telling)
    at = phrases.index(best)
    first = last = at
    while phrases[first].with_previous and first > 0:
        first -= 1
    while last + 1 < len(phrases) and phrases[last + 1].with_previous:
        last += 1
    run = [phrase for phrase in phrases[first : last + 1] if phrase in inner]
    unique = {phrase.place.id: phrase for phrase in reversed(run)}
    return sorted(unique.values(), key=lambda phrase: (phrase is not best, phrase.mention.start))


def _telling(phrase: Phrase) -> tuple[bool, bool, float, int]:
    """Order phrases: a corridor through X, then places of the clause itself, the finest, the first."""
    inherited = phrase.cue == INHERITED
    return phrase.relation != "through", inherited, fineness(phrase.place), phrase.mention.start


def _special(chosen: Sequence[Phrase], phrases: Sequence[Phrase], index: PlaceIndex) -> Extent | None:
    """Draw what takes more than one place: between A and B, a corridor through X from A to B."""
    best = chosen[0]
    if best.relation == "between" and len(chosen) > 1:
        first, second = sorted(chosen[:2], key=lambda phrase: phrase.mention.start)
        return between(first.place, second.place, index)
    if best.relation == "through":
        ends = [phrase.place for phrase in phrases if phrase.place.id not in (best.place.id, *best.place.within)]
        return corridor(best.place, ends, index)
    return None


def _narrowed(
    phrase: Phrase,
    chosen: Sequence[Phrase],
    phrases: Sequence[Phrase],
    index: PlaceIndex,
    touching: Border | None,
) -> Extent:
    """Draw a phrase, held to what contains it: near X in Y stays in Y, "3 km into A near X" near A's edge."""
    extent = draw(phrase, index)
    if touching and phrase.relation == "into" and phrase.distance_km and extent.precision == "line":
        extent = _from_border(phrase, touching, index) or extent
    if extent.precision != "near" or extent.geometry is None:
        return extent
    for other in phrases:
        area = outline(other.place, index)
        if other in chosen or area is None or not area.area or area.area < extent.geometry.area:
            continue
        if (
            other.place.id in phrase.place.within
            and other.relation in ("in", "into")
            and other.place.kind != "country"
        ):
            extent = _clip(extent, area, f"in {other.place.name}")
        elif other.relation == "into" and other.distance_km:
            strip = shapes.strip_inside(area, area.boundary, other.distance_km)
            extent = _clip(extent, strip, f"up to {other.distance_km:g} km into {other.place.name}")
    return extent


def _from_border(phrase: Phrase, touching: Border, index: PlaceIndex) -> Extent | None:
    """Draw "3.5 km into Syunik" from the side of the country that came in, where the clause names both sides."""
    area = outline(phrase.place, index)
    for country in touching[:2]:
        other = outline(country, index)
        if area is None or other is None or country.id in (phrase.place.id, *phrase.place.within):
            continue
        edge = area.boundary.intersection(shapes.buffer(other, 1.0))
        if edge.length and phrase.distance_km:
            return into(phrase.place, area, edge, phrase.distance_km, f"its border with {country.name}")
    return None


def _clip(extent: Extent, area: BaseGeometry, words: str) -> Extent:
    assert extent.geometry is not None
    part = extent.geometry.intersection(area)
    if part.is_empty or not part.area:
        return extent
    return Extent(part, extent.precision, extent.error_km, f"{extent.reason}, {words}")


def _joined(extents: Sequence[Extent]) -> Extent:
    """Return one extent that covers several: the coarsest precision, the widest error."""
    drawn = [extent for extent in extents if extent.geometry is not None]
    if len(drawn) < 2:
        return drawn[0] if drawn else replace(extents[0], reason=" and ".join(extent.reason for extent in extents))
    order = {name: at for at, name in enumerate(PRECISIONS)}
    coarsest = max(drawn, key=lambda extent: order[extent.precision]).precision
    geometry = shapes.union([extent.geometry for extent in drawn if extent.geometry is not None])
    error = max((extent.error_km or 0.0 for extent in drawn), default=0.0)
    return Extent(geometry, coarsest, error, " and ".join(extent.reason for extent in drawn))


def _places(chosen: Sequence[Phrase], kept: Sequence[Phrase]) -> tuple[IncidentPlace, ...]:
    """Return the places drawn, then what holds them, then nothing else of the clause: finest first."""
    out = {phrase.place.id: IncidentPlace(phrase.place, phrase.mention.name) for phrase in chosen}
    holders = {holder for phrase in chosen for holder in phrase.place.within}
    for phrase in sorted(kept, key=lambda one: (one.place.id not in holders, fineness(one.place), one.mention.start)):
        out.setdefault(phrase.place.id, IncidentPlace(phrase.place, phrase.mention.name))
    return tuple(out.values())


def _named(sides: Sequence[Place], phrases: Sequence[Phrase]) -> tuple[IncidentPlace, ...]:
    names = {phrase.place.id: phrase.mention.name for phrase in reversed(phrases)}
    return tuple(IncidentPlace(side, names.get(side.id, side.name)) for side in sides)
