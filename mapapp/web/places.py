"""A place's own page: how it is called, by whom, what lies around it, and what is said to have happened there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from mapapp.errors import MapappError, NotFound
from mapapp.gazetteer.index import Index, open_index
from mapapp.model import Incident, Place
from mapapp.store.sqlite import Store
from mapapp.web.languages import LANGUAGES

READ = 200  # incidents looked at for the names sources use
NAMES = 12  # of the gazetteer shown
_NUMBERS = (
    "SELECT incident FROM incident_place AS found JOIN incident_row USING (incident) WHERE found.place = ?"
    " ORDER BY day IS NULL, day DESC, title, id"
)


@dataclass(frozen=True, slots=True)
class PlacePage:
    """What is known of a place."""

    id: str
    name: str
    kind: str
    disputed: bool
    point: tuple[float, float] | None  # (lon, lat)
    used: tuple[tuple[str, int], ...]  # names the sources use, most used first
    names: tuple[tuple[str, str | None], ...]  # the gazetteer's other names: (name, language)
    within: tuple[tuple[str, str], ...]  # what contains it, innermost first: (id, name)
    numbers: tuple[int, ...]  # of the store's incidents here and inside, newest first
    place: Place


def describe(store: Store, place_id: str, gazetteer: Path) -> PlacePage:
    """Return what there is to say of a place where something happened. Raises NotFound for any other."""
    numbers = tuple(number for (number,) in store.select(_NUMBERS, (place_id,)).fetchall())
    if not numbers:
        raise NotFound(f"place {place_id!r}: no incident is told of there")
    incidents = list(store.numbered(numbers[:READ]))
    index = _index(gazetteer)
    place = _place(incidents, place_id, index)
    used = Counter(item.name for told in incidents for item in told.places if item.place.id == place_id)
    known = index.names(place_id) if index is not None and place_id in index else ()
    return PlacePage(
        place_id,
        place.name,
        place.kind,
        place.disputed,
        (place.lon, place.lat) if place.lon is not None and place.lat is not None else None,
        tuple(used.most_common()),
        _others(known, {place.name, *used}),
        tuple((key, index.place(key).name) for key in place.within if index is not None and key in index),
        numbers,
        place,
    )


def _place(incidents: Iterable[Incident], place_id: str, index: Index | None) -> Place:
    """Return the place as it was when the reports were read, else as the gazetteer has it."""
    for told in incidents:
        for item in told.places:
            if item.place.id == place_id:
                return item.place
    if index is not None and place_id in index:
        return index.place(place_id)
    return Place(place_id, place_id, "site", None, None)


def _others(names: Iterable[tuple[str, str | None]], known: set[str]) -> tuple[tuple[str, str | None], ...]:
    """Return other names, those in the page's own languages first."""
    found = dict.fromkeys((name, code) for name, code in names if name not in known)
    order = sorted(found, key=lambda pair: (pair[1] not in LANGUAGES, pair[1] is None))
    return tuple({name: (name, code) for name, code in reversed(order)}.values())[::-1][:NAMES]


def _index(folder: Path) -> Index | None:
    """Return the gazetteer, where it is built: a page of a place can do without."""
    try:
        return _opened(folder)
    except MapappError:
        return None


@lru_cache(maxsize=2)
def _opened(folder: Path) -> Index:
    return open_index(folder)
