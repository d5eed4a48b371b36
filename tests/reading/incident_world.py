"""A small world for tests of incidents: two countries, some places, and documents read with plain means."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from mapapp.errors import NotFound
from mapapp.model import Document, Mention, Place, Published, Reading, Role, TimeExpression, When
from mapapp.reading import passages
from mapapp.reading.extracting import extract
from mapapp.reading.resolvers.base import NameMatch

PLACES = {
    place.id: place
    for place in (
        Place("iso:NO", "Norland", "country", 10.0, 50.0, 200.0, "polygon", country="NO"),
        Place("iso:SU", "Sudria", "country", 14.0, 50.0, 200.0, "polygon", country="SU"),
        Place("t:ashford", "Ashford", "town", 10.5, 50.5, 3.0, within=("iso:NO",), country="NO"),
        Place("t:brill", "Brill", "town", 11.5, 50.5, 3.0, within=("iso:NO",), country="NO"),
        Place("t:vale", "Vale", "province", 10.5, 50.4, 60.0, "polygon", within=("iso:NO",), country="NO"),
        Place("t:karsk", "Karsk", "city", 14.0, 50.0, 8.0, within=("iso:SU",), country="SU"),
    )
}
DEMONYMS = {"norlandic": "iso:NO", "norlanders": "iso:NO", "sudrian": "iso:SU", "sudrians": "iso:SU"}


class World:
    """The gazetteer of the small world."""

    fingerprint = "small world"

    def candidates(self, name: str) -> tuple[Place, ...]:
        return tuple(place for place in PLACES.values() if place.name.casefold() == name.casefold())

    def has(self, name: str) -> bool:
        return bool(self.candidates(name))

    def scan(self, text: str) -> Iterable[NameMatch]:
        return ()

    def place(self, place_id: str) -> Place:
        if place_id not in PLACES:
            raise NotFound(f"{place_id}: no such place")
        return PLACES[place_id]

    def names(self, place_id: str) -> tuple[tuple[str, str | None], ...]:
        return ((PLACES[place_id].name, "en"),)

    def geometry(self, place_id: str) -> BaseGeometry | None:
        place = PLACES[place_id]
        assert place.lon is not None
        assert place.lat is not None
        return Point(place.lon, place.lat).buffer((place.radius_km or 1.0) / 111.0)

    def demonym(self, word: str) -> tuple[str, ...]:
        found = DEMONYMS.get(word.casefold())
        return (found,) if found else ()

    def seat(self, place_id: str) -> tuple[str, ...]:
        return {"t:karsk": ("iso:SU",)}.get(place_id, ())

    def boundary(self, first_id: str, second_id: str) -> BaseGeometry | None:
        return None


DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def days(text: str, published: date) -> tuple[TimeExpression, ...]:
    """Weekdays as the last such day up to publication, ISO days as they stand."""
    found = []
    for match in re.finditer(r"\b(" + "|".join(DAYS) + r")\b|\b(\d{4}-\d\d-\d\d)\b", text, re.IGNORECASE):
        if match[1]:
            day = published - timedelta(days=(published.weekday() - DAYS.index(match[1].capitalize())) % 7)
        else:
            day = date.fromisoformat(match[2])
        when = When(day.isoformat(), day, day + timedelta(days=1), "publication")
        found.append(TimeExpression(match.start(), match.end(), match.group(), "DATE", day.isoformat(), when))
    return tuple(found)


def read(text: str, identity: str = "d", published: str = "2030-05-17", associative: Iterable[str] = ()) -> Reading:
    """Read a text of the small world; a place named in `associative` is an actor, not a location, all through."""
    document = Document(identity, text, published=Published(published, "stated"))
    split = passages.split(document)
    mentions = []
    for match in re.finditer("|".join(place.name for place in PLACES.values()), text, re.IGNORECASE):
        place = next(place for place in PLACES.values() if place.name.casefold() == match.group().casefold())
        if text[match.end() : match.end() + 1].isalpha():
            continue
        role: Role = "associative" if place.name in associative else "literal"
        mentions.append(Mention(match.start(), match.end(), match.group(), role, "body", place, 0.9))
    times = days(text, date.fromisoformat(published))
    reports = extract(document, split, tuple(mentions), times, World())
    return Reading(document, split, tuple(mentions), times, reports)
