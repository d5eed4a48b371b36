"""How likely a place is meant by a name when nothing else is known: the order of candidates, no more than that."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator

from mapapp.gazetteer import layout
from mapapp.gazetteer.entries import Entry
from mapapp.gazetteer.folding import fold, without_article
from mapapp.gazetteer.kinds import COUNTRY, DISTRICT, POPULATED
from mapapp.gazetteer.spool import Places

ALTERNATE = 1.0  # how much less prominent a place is under a name that is not its first
BEGINNING = 0.4  # the same, where the first name only goes on (New York City) or is romanised otherwise (Ar Raqqah)
NAMESAKE = (
    1.0  # how much less a division is, where a town of its name lies in it: of Donetsk and Lima the town is meant
)
CAPITAL = 1.0  # how much more a seat of government is: Washington
BONUS = dict.fromkeys(POPULATED, 0.0) | {COUNTRY: 3.0, "province": 0.0, DISTRICT: -0.5}
# Kinds that stand in the tables because everyone writes of them, not because they are large
RENOWN = {"continent": 8.0, "ocean": 8.0, "historical": 6.5, "building": 6.0}
ARTICLES = frozenset(
    {"al", "el", "ul", "ar", "as", "ash", "ad", "adh", "an", "at", "ath", "az", "er", "es", "ed", "en"}
)
SOFT = str.maketrans("", "", "aeiouyhw")


class Ranking:
    """Ranks the names of places against each other; knows which towns lie in a division of their own name."""

    def __init__(self, places: Places, capitals: Collection[str]) -> None:
        self._capitals = frozenset(capitals)
        self._places = places
        self._borne: dict[str, frozenset[str]] = {}
        self._homes = {(form, holder) for entry in places for form, holder in self._namesakes(entry)}

    def _namesakes(self, entry: Entry) -> Iterator[tuple[str, str]]:
        """Yield (name, division) for a town that lies in a division of its own name."""
        if entry.kind in POPULATED:
            first = fold(entry.name)
            for form in {first, first.removesuffix(" city")}:
                for holder in entry.within:
                    if form in self._names_of(holder):
                        yield form, holder

    def _names_of(self, place_id: str) -> frozenset[str]:
        if place_id not in self._borne:
            entry = self._places.entries.get(place_id) or self._places.spooled(place_id)
            self._borne[place_id] = frozenset(form for form, *_ in forms(entry)) if entry else frozenset()
        return self._borne[place_id]

    def ranked(self, entry: Entry) -> Iterator[tuple[str, int, float]]:
        """Yield (key, mark, rank) for every key the place is looked up by; the higher rank is meant more often."""
        whole = prominence(entry) + (CAPITAL if entry.id in self._capitals else 0.0)
        for form, mark, less in forms(entry):
            yield form, mark, whole - less - (NAMESAKE if (form, entry.id) in self._homes else 0.0)


def forms(entry: Entry) -> Iterator[tuple[str, int, float]]:
    """Yield (key, mark, how much less prominent) for every key of a place, each once."""
    first = fold(entry.name)
    bare = without_article(first)
    seen: set[str] = {""}
    for name, language in entry.names.items():
        key = fold(name)
        mark = layout.MARKS.get((language or "").partition("-x-")[2], layout.PLAIN)
        # "The Hague" is looked for with its article, "the Kremlin" is not: its name in a text is Kremlin
        own = name == entry.name and entry.kind in POPULATED
        for form in (key, without_article(key)) if own else (without_article(key),):
            if form not in seen:
                seen.add(form)
                yield form, mark, 0.0 if form in {first, bare} else _less(form, first)


def _less(form: str, first: str) -> float:
    return BEGINNING if first.startswith(form + " ") or bones(form) == bones(first) else ALTERNATE


def bones(key: str) -> str:
    """Return a name's consonants without Arabic articles: what the ways to romanise it have in common."""
    return "".join(word for word in key.split() if word not in ARTICLES).translate(SOFT)


def prominence(entry: Entry) -> float:
    """Return about log10 of the people a place stands for; one without people counts by its reach.

    A reach of ten kilometres counts as much as a town of 30,000.
    """
    people = math.log10((entry.population or 0) + 100)
    if entry.kind in BONUS:
        return people + BONUS[entry.kind]
    if entry.imported:  # in a whole dump are all the hills and houses there are, not those that everyone writes of
        return 3.5 + math.log10(max(entry.radius_km or 0.1, 0.1) / 10)
    if entry.kind in RENOWN:
        return RENOWN[entry.kind]
    return 6.5 if entry.radius_km is None else 4.5 + math.log10(max(entry.radius_km, 10) / 10)
