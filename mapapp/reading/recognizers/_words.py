"""What the trained recogniser knows of a word by itself: spelling, shape, word class, and what the gazetteer says.

Words are met again and again, so each is looked at once; its features are rows of number arrays that whole documents
index. Every feature is a 64-bit code, and codes stay the same from run to run and from machine to machine.
"""

from __future__ import annotations

from functools import lru_cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from mapapp.reading.recognizers._lexicon import CLASS_OF, CLASSES
from mapapp.reading.resolvers.base import PlaceIndex

Codes = NDArray[np.uint64]
PAD = 0  # the word before the first and after the last of a sentence
MIXED, TITLE, CAPS = (
    0,
    1,
    2,
)  # how a sentence is written: as usual, Each Word Capitalised, ALL CAPITALS
LIMIT = 150_000  # words kept before the cache starts anew

UNARY = 14  # codes of a word by itself
# codes that are combined with those of neighbours
COMPACT = ("word", "shape", "gaz", "class", "low", "cluster", "coarse", "capital")
_CLASS_NUMBER = {name: number for number, (name, _) in enumerate(CLASSES, start=1)}
_NATURE = frozenset(
    {"lake", "sea", "river", "mountain", "range", "pass", "valley", "island", "desert", "ocean", "gulf", "strait",
     "peninsula", "plateau", "plain", "forest", "canal", "dam", "reservoir"}
)  # fmt: skip
_GROUPS = {
    "country": 1,
    "province": 2,
    "district": 3,
    "region": 9,
    "continent": 9,
    "historical": 9,
}
_CAPITALISED = frozenset({"Xx", "XX", "XXX", "XxX", "X", "X.", "CAPS"})
_PRIORITY = (1, 2, 9, 4, 5, 10, 3, 6, 7, 8, 11)


@lru_cache(maxsize=1 << 15)
def code(tag: str, value: str) -> int:
    """Return the code of a feature value."""
    return crc32(f"{tag}={value}".encode("utf-8", "surrogatepass"))


def shape_of(word: str) -> str:
    """Return the shape of a word: Xx, XX, xx, X, X., XxX, 9, or the sign itself."""
    if word.isalpha():
        if word.islower():
            return "xx"
        if word.isupper():
            return "X" if len(word) == 1 else "XX" if len(word) <= 4 else "XXX"
        return "Xx" if word[0].isupper() and word[1:].islower() else "XxX"
    if word[0].isdigit():
        return "9" if word.isdigit() and len(word) != 4 else "9999" if word.isdigit() else "9,9"
    if "." in word and word[0].isalpha():
        return "X." if word[0].isupper() else "x."
    return word[:1] if len(word) == 1 else "X'x" if word[0].isupper() else "'s" if word[0] in "'’" else "x'x"


def gazetteer_groups(name: str, index: PlaceIndex) -> tuple[int, ...]:
    """Return the groups of places that bear a name, best first: 1 country ... 8 village; empty when none does."""
    if not index.has(name):
        return ()
    found = set()
    for place in index.candidates(name):
        group = _GROUPS.get(place.kind)
        if group is None:
            group = 10 if place.kind in _NATURE else 11
            if place.kind in ("city", "town", "village", "locality"):
                people = place.population or 0
                group = 4 if people >= 500_000 else 5 if people >= 100_000 else 6 if people >= 20_000 else 7
                group = 8 if people < 4_000 else group
        found.add(group)
    return tuple(group for group in _PRIORITY if group in found)


class Words:
    """The words met so far under one gazetteer; rows of `unary` and `compact` are indexed by word number."""

    def __init__(self, index: PlaceIndex, tables: dict[str, NDArray[np.uint32]]) -> None:
        self._index = index
        self._low = _table(tables, "low")
        self._cluster = _table(tables, "cluster")
        self._numbers: tuple[dict[str, int], ...] = (
            {},
            {},
            {},
        )  # one for each way of writing
        self._groups: dict[str, tuple[int, ...]] = {}
        self.unary: Codes = np.zeros((1024, UNARY), dtype=np.uint64)
        self.compact: Codes = np.zeros((1024, len(COMPACT)), dtype=np.uint64)
        self.unary[PAD] = [code("pad", str(number)) for number in range(UNARY)]
        self.count = 1

    def groups(self, name: str) -> tuple[int, ...]:
        """Return `gazetteer_groups` of a name, remembered."""
        found = self._groups.get(name)
        if found is None:
            found = self._groups[name] = gazetteer_groups(name, self._index)
        return found

    def numbers(self, words: list[str], mode: int) -> list[int]:
        """Return the numbers of the words of a sentence."""
        known = self._numbers[mode]
        try:
            return [known[word] for word in words]
        except KeyError:
            for word in words:
                if word not in known:
                    known[word] = self._add(word, mode)
            return [known[word] for word in words]

    def _add(self, word: str, mode: int) -> int:
        number = self.count
        if number == len(self.unary):
            self.unary = np.concatenate([self.unary, np.zeros_like(self.unary)])
            self.compact = np.concatenate([self.compact, np.zeros_like(self.compact)])
        self.count += 1
        low = word.lower()
        if low[0].isdigit():
            low = "".join("0" if char.isdigit() else char for char in low)
        shape = shape_of(word) if mode != CAPS or not word.isalpha() else "CAPS"
        groups: tuple[int, ...] = ()
        demonym = False
        if word[0].isupper() and (mode != CAPS or CLASS_OF.get(low) != "function"):
            groups = self.groups(word)
            demonym = bool(self._index.demonym(word))
        best = groups[0] if groups else 12 if demonym else 0
        kind = CLASS_OF.get(low, "")
        key = crc32(low.encode("utf-8", "surrogatepass"))
        common = self._low.get(key, 0)
        coarse, cluster = divmod(self._cluster.get(key, 0), 256)
        self.compact[number] = (
            code("word", low), code("shape", shape), best + 1, _CLASS_NUMBER.get(kind, 0) + 1, common + 1,
            cluster + 1, coarse + 1, shape in _CAPITALISED,
        )  # fmt: skip
        self.unary[number] = (
            code("word", low), code(f"word{mode}", low), code("shape", shape), code("gaz", str(best)),
            code("groups", f"{groups}{demonym}"), code("class", kind), code("low", f"{common}"),
            code("lowgaz", f"{common}{best}{shape}"), code("cluster", str(cluster)),
            code("coarse", str(coarse)), code("start", low[:3]), code("end", low[-3:]),
            code("end2", low[-2:]), code("end4", low[-4:]),
        )  # fmt: skip
        return number


def _table(tables: dict[str, NDArray[np.uint32]], name: str) -> dict[int, int]:
    """Return word code -> class of a table made in training, empty when the model has none."""
    if f"{name}_keys" not in tables:
        return {}
    return dict(
        zip(
            tables[f"{name}_keys"].tolist(),
            tables[f"{name}_values"].tolist(),
            strict=True,
        )
    )
