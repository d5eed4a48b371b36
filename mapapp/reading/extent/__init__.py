"""Words to geometry: where on a map a clause allows its event to be, never more exactly than the words say."""

from __future__ import annotations

from collections.abc import Sequence

from mapapp.model import Document, Extent, IncidentPlace, Mention
from mapapp.reading.extent.places import extent_in, fineness
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
    placed = [mention for mention in mentions if mention.place and mention.role == "literal"]
    if not placed:
        return NOWHERE, ()
    ordered = sorted(placed, key=lambda mention: (fineness(mention.place), mention.start))  # type: ignore[arg-type]
    places: dict[str, IncidentPlace] = {}
    for mention in ordered:
        assert mention.place
        places.setdefault(mention.place.id, IncidentPlace(mention.place, mention.name))
    chosen = tuple(places.values())
    return extent_in(chosen[0].place, index), chosen
