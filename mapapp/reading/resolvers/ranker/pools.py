"""The candidates of a name and what can be said of them without the document: gathered once, kept as arrays."""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mapapp.errors import NotFound
from mapapp.model import Place
from mapapp.reading.resolvers.base import PlaceIndex
from mapapp.reading.resolvers.ranker import names

EXACT, ALIAS, VARIANT, DEMONYM, LOOSE, GUESS = range(6)  # how a candidate came to bear the name
LARGEST = 64  # candidates kept of one name, the most prominent first, best kinds of match first

COUNTRY, PROVINCE, DISTRICT, SETTLEMENT, WATER, LAND, WIDE, SITE = range(8)
_GROUP = {
    "country": COUNTRY, "province": PROVINCE, "district": DISTRICT,
    **dict.fromkeys(("city", "town", "village", "locality"), SETTLEMENT),
    **dict.fromkeys(("lake", "sea", "river", "ocean", "gulf", "strait", "reservoir", "canal"), WATER),
    **dict.fromkeys(("continent", "region", "historical"), WIDE),
    **dict.fromkeys(("building", "base", "border_crossing", "road", "corridor", "railway", "bridge", "airport",
                     "port", "power_plant", "mine", "monastery", "site", "dam"), SITE),
}  # fmt: skip
STATIC = 24  # columns of Pool.static
# number of groups or ways -> for each of them, 1 in its own column and 0 in the others
_ONE_OF = {count: [tuple(float(at == one) for at in range(count)) for one in range(count)] for count in (8, 6)}


@dataclass(frozen=True, slots=True)
class Pool:
    """Every place a name may mean; row i of each array belongs to places[i]."""

    places: tuple[Place, ...]
    how: NDArray[np.int8]  # (n,) EXACT .. GUESS
    static: NDArray[np.float32]  # (n, STATIC) what needs no document
    xyz: NDArray[np.float32]  # (n, 3) unit vectors; zeros for a place without a point
    country: NDArray[np.int32]  # (n,) interned country, 0 = none
    division: NDArray[np.int32]  # (n,) interned first-order division, 0 = none
    group: NDArray[np.int8]  # (n,) COUNTRY .. SITE
    holders: tuple[frozenset[str], ...]  # ids a place lies within, itself included


class Pools:
    """Makes and keeps the pools of one index, the latest used `size` of them."""

    def __init__(self, index: PlaceIndex, size: int = 4096) -> None:
        self.index = index
        self._size = size
        self._kept: OrderedDict[tuple[str, str], Pool] = OrderedDict()
        self._numbers: dict[str, int] = {}

    def number(self, place_id: str | None) -> int:
        """Return a small number for an id, the same each time; 0 for None."""
        return 0 if place_id is None else self._numbers.setdefault(place_id, len(self._numbers) + 1)

    def get(self, name: str, word: str = "") -> Pool:
        """Return the pool of a name that stands with a kind word ("" = none) outside or inside it."""
        key = (name, word)
        pool = self._kept.get(key)
        if pool is None:
            pool = self._build(name, word)
            self._kept[key] = pool
            if len(self._kept) > self._size:
                self._kept.popitem(last=False)
        else:
            self._kept.move_to_end(key)
        return pool

    def _build(self, name: str, word: str) -> Pool:
        tidy = names.tidy(name)
        found: dict[str, tuple[Place, int]] = {}
        own = names.fold(tidy)
        for place, how in self._gather(tidy, word):
            plain = EXACT if names.fold(place.name) == own or self._goes_by(place, own) else ALIAS
            found.setdefault(place.id, (place, plain if how in (EXACT, ALIAS) else how))
        entries = list(found.values())[:LARGEST]
        return self._arrays(tuple(place for place, _ in entries), [how for _, how in entries])

    def _goes_by(self, place: Place, folded: str) -> bool:
        """Tell whether a town is known in English by a folded name besides its own: Odessa, Rhodes, Aleppo.

        GeoNames' alternate names come without a language; the English ones are those of our tables.
        """
        if not place.id.startswith("gn:"):
            return False
        return any(language == "en" and names.fold(name) == folded for name, language in self.index.names(place.id))

    def _gather(self, name: str, word: str) -> Iterable[tuple[Place, int]]:
        """Find places under the name and its variants; looser ways only where stricter ones found nothing."""
        found = [(place, EXACT) for place in self.index.candidates(name)]
        if abbreviated := names.abbreviated(name):
            found = [(place, ALIAS) for place in self._places((abbreviated,))] + found
        people = self.index.demonym(name) or self.index.demonym(name.removesuffix("s"))
        found += [(place, DEMONYM) for place in self._places(people)]
        compound = names.split_kind(name)
        if compound:
            found += self._compound(*compound, name=name)
        elif word:
            found += [(p, VARIANT) for form in names.compounds(name, word) for p in self.index.candidates(form)]
        if not found and not compound:
            forms = [form for kind in names.LIKELY_KINDS for form in names.compounds(name, kind)]
            found = [(place, VARIANT) for form in forms for place in self.index.candidates(form)]
        if not found and (spelt := names.spelt_out(name)):
            found = [(place, VARIANT) for place in self.index.candidates(spelt)]
        if not found:
            found = list(self._loose(name))
        return found

    def _compound(self, base: str, word: str, name: str) -> list[tuple[Place, int]]:
        kinds = names.kind_word(word) or frozenset()
        bare = [(place, VARIANT if place.kind in kinds else LOOSE) for place in self.index.candidates(base)]
        forms = [form for form in names.compounds(base, word) if form != name]
        swapped = [(place, VARIANT) for form in forms for place in self.index.candidates(form)]
        found = swapped + bare
        return [entry for entry in found if entry[1] == VARIANT] or found

    def _loose(self, name: str) -> Iterable[tuple[Place, int]]:
        if (rest := names.without_compass(name)) and (places := self.index.candidates(rest)):
            return [(place, LOOSE) for place in places]
        for piece in (part for part in name.replace("(", ",").split(",") if part.strip() != name.strip()):
            if places := self.index.candidates(piece.strip()):
                return [(place, LOOSE) for place in places]
        for edit in names.misspellings(name):
            if self.index.has(edit):
                return [(place, GUESS) for place in self.index.candidates(edit)]
        if (town := names.town_of(name)) and (places := self.index.candidates(town)):
            return [(place, GUESS) for place in places]
        return []

    def _places(self, ids: Iterable[str]) -> list[Place]:
        found = []
        for place_id in ids:
            with suppress(NotFound):  # a table of words may know more than a small gazetteer
                found.append(self.index.place(place_id))
        return found

    def _arrays(self, places: tuple[Place, ...], how: list[int]) -> Pool:
        countries = [self.number(place.country or next(iter(_countries(place)), None)) for place in places]
        divisions = [self.number(_division(place)) for place in places]
        groups = [_GROUP.get(place.kind, LAND) for place in places]
        return Pool(
            places=places,
            how=np.array(how, dtype=np.int8),
            static=_static(places, how, groups, [self.index.fame(place.id) for place in places]),
            xyz=np.array([_vector(place) for place in places], dtype=np.float32).reshape(-1, 3),
            country=np.array(countries, dtype=np.int32),
            division=np.array(divisions, dtype=np.int32),
            group=np.array(groups, dtype=np.int8),
            holders=tuple(frozenset((place.id, *place.within)) for place in places),
        )


def _countries(place: Place) -> Iterable[str]:
    ids = (place.id, *place.within)
    return (one[4:] for one in ids if one.startswith("iso:") and "-" not in one)


def _division(place: Place) -> str | None:
    ids = (place.id, *place.within)
    return next((one for one in ids if one.startswith("iso:") and "-" in one), None)


def _vector(place: Place) -> tuple[float, float, float]:
    if place.lon is None or place.lat is None:
        return 0.0, 0.0, 0.0
    lon, lat = math.radians(place.lon), math.radians(place.lat)
    return math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)


def _static(
    places: tuple[Place, ...], how: list[int], groups: list[int], spellings: list[int]
) -> NDArray[np.float32]:
    """Return the columns: population (3), order (2), group (8), way found (6), rivals (2), point (1), fame (2).

    Fame is the number of names a place has: what the world speaks of, it has names for in many languages.
    """
    if not places:
        return np.zeros((0, STATIC), dtype=np.float32)
    people = [math.log10(1.0 + (place.population or 0)) / 7.0 for place in places]
    fame = [math.log2(1.0 + count) / 6.0 for count in spellings]
    most, best = max(people), max(fame)
    rivals = (math.log2(len(places)) / 6.0, float(len(set(groups)) > 1))
    return np.array(
        [
            (
                people[at], people[at] == 0, people[at] - most, 1.0 / (1.0 + at), at == 0, *_ONE_OF[8][groups[at]],
                *_ONE_OF[6][how[at]], *rivals, place.lon is not None, fame[at], fame[at] - best,
            )
            for at, place in enumerate(places)
        ],
        dtype=np.float32,
    )  # fmt: skip
