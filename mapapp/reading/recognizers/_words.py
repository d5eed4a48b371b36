"""What the trained recogniser knows of a word by itself: spelling, shape, word class, and what the gazetteer says.

Words are met again and again, so each is looked at once; its features are rows of number arrays that whole documents
index. Every feature is a 64-bit code, and codes stay the same from run to run and from machine to machine.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from operator import itemgetter
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from mapapp.reading.recognizers._forms import Forms, Ints, fitted
from mapapp.reading.recognizers._lexicon import CLASS_OF, CLASSES
from mapapp.reading.resolvers.base import PlaceIndex

Codes = NDArray[np.uint64]
Row = tuple[int, ...]
PAD = 0  # the word before the first and after the last of a sentence
MIXED, TITLE, CAPS = 0, 1, 2  # how a sentence is written: as usual, Each Word Capitalised, ALL CAPITALS
USUALLY = 3  # class of `low` from which on a word is as a rule written in small letters
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
    **dict.fromkeys(_NATURE, 10), "country": 1, "province": 2, "district": 3, "region": 9, "continent": 9,
    "historical": 9,
}  # fmt: skip
_SETTLED = frozenset({"city", "town", "village", "locality"})
_FROM, _SIZES = (4_000, 20_000, 100_000, 500_000), (8, 7, 6, 5, 4)  # inhabitants and the groups they part
_CAPITALISED = frozenset({"Xx", "XX", "XXX", "XxX", "X", "X.", "CAPS"})
_PRIORITY = (1, 2, 9, 4, 5, 10, 3, 6, 7, 8, 11)


def code(tag: str, value: str) -> int:
    """Return the code of a feature value."""
    return crc32(f"{tag}={value}".encode("utf-8", "surrogatepass"))


@lru_cache(maxsize=1 << 14)
def _traits(
    shape: str, kind: str, common: int, groups: tuple[int, ...], demonym: bool
) -> tuple[tuple[int, ...], tuple[int, ...], bool]:
    """Return what many words share: codes for `unary`, codes for `compact`, and whether they open with a capital."""
    best = groups[0] if groups else 12 if demonym else 0
    own = code("shape", shape)
    unary = (
        own, code("gaz", str(best)), code("groups", f"{groups}{demonym}"), code("class", kind),
        code("low", str(common)), code("lowgaz", f"{common}{best}{shape}"),
    )  # fmt: skip
    return unary, (own, best + 1, _CLASS_NUMBER.get(kind, 0) + 1, common + 1), shape in _CAPITALISED


@lru_cache(maxsize=1 << 14)
def _company(value: int) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return the codes of a word's clusters, fine and coarse, for `unary` and for `compact`."""
    coarse, cluster = divmod(value, 256)
    return (code("cluster", str(cluster)), code("coarse", str(coarse))), (cluster + 1, coarse + 1)


# A checksum goes on where that of a beginning left off: the tag of a feature is summed once.
_WORD = crc32(b"word=")
_WORD_IN = tuple(crc32(f"word{mode}=".encode()) for mode in (MIXED, TITLE, CAPS))
_END_TAGS = tuple(crc32(f"{tag}=".encode()) for tag in ("start", "end", "end2", "end4"))
_ends = itemgetter(slice(3), slice(-3, None), slice(-2, None), slice(-4, None))


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
    found = {
        _SIZES[bisect_right(_FROM, people)] if kind in _SETTLED else _GROUPS.get(kind, 11)
        for kind, people in index.kinds(name)
    }
    return tuple([group for group in _PRIORITY if group in found]) if found else ()


class Words:
    """The words met so far under one gazetteer; rows of `unary` and `compact` are indexed by word number."""

    def __init__(self, index: PlaceIndex, tables: dict[str, NDArray[np.uint32]]) -> None:
        self._index = index
        self._low = _table(tables, "low")
        self._cluster = _table(tables, "cluster")
        self.forms = Forms()
        self._numbers = np.zeros((1024, 3), dtype=np.int64)  # of a form in each way of writing; 0: not met yet
        self._groups: dict[str, tuple[int, ...]] = {}
        self._unary: Codes = np.zeros((1024, UNARY), dtype=np.uint64)
        self._compact: Codes = np.zeros((1024, len(COMPACT)), dtype=np.uint64)
        self._unary[PAD] = [code("pad", str(number)) for number in range(UNARY)]
        self._new: tuple[list[Row], list[Row]] = ([], [])  # unary and compact codes not yet in their tables
        self.count = 1

    @property
    def unary(self) -> Codes:
        """Codes (words, UNARY) of the words by themselves."""
        self._settle()
        return self._unary

    @property
    def compact(self) -> Codes:
        """Codes (words, COMPACT) that are combined with those of neighbours."""
        self._settle()
        return self._compact

    def groups(self, name: str) -> tuple[int, ...]:
        """Return `gazetteer_groups` of a name, remembered."""
        found = self._groups.get(name)
        if found is None:
            found = self._groups[name] = gazetteer_groups(name, self._index)
        return found

    def is_rare(self, name: str) -> bool:
        """Tell whether no word of a name was met in small letters in training, or of several hardly ever."""
        parts = name.split()
        return all(self._small(word) <= (len(parts) > 1) for word in parts)

    def is_plain(self, name: str) -> bool:
        """Tell whether all words of a name are as a rule written in small letters, or name a day or month."""
        return all(self._small(word) > USUALLY or CLASS_OF.get(word.lower()) == "calendar" for word in name.split())

    def _small(self, word: str) -> int:
        return self._low.get(crc32(_bytes(word.lower())), 0)

    def numbers(self, forms: Ints, modes: Ints) -> Ints:
        """Return the numbers of words, given by form, in sentences written in these ways."""
        self._numbers = fitted(self._numbers, len(self.forms.written))
        found = self._numbers[forms, modes]
        new = np.flatnonzero(found == PAD)
        if len(new):
            for form, mode in dict.fromkeys(zip(forms[new].tolist(), modes[new].tolist(), strict=True)):
                self._numbers[form, mode] = self._add(self.forms.written[form], mode)
            found = self._numbers[forms, modes]
        return found

    def is_full(self) -> bool:
        """Tell whether so much is remembered that it is time to start anew."""
        return self.count > LIMIT or self.forms.characters > 20 * LIMIT

    def _settle(self) -> None:
        """Put the codes of new words into the tables, which grow by doubling."""
        unary, compact = self._new
        if unary:
            last = self.count
            first = last - len(unary)
            self._unary, self._compact = fitted(self._unary, last), fitted(self._compact, last)
            self._unary[first:last] = unary
            self._compact[first:last] = compact
            self._new = ([], [])

    def _add(self, word: str, mode: int) -> int:
        low = word.lower()
        if low[0].isdigit():
            low = "".join(["0" if char.isdigit() else char for char in low])
        shape = shape_of(word) if mode != CAPS or not word.isalpha() else "CAPS"
        kind = CLASS_OF.get(low, "")
        groups: tuple[int, ...] = ()
        demonym = False
        if word[0].isupper() and (mode != CAPS or kind != "function"):
            groups = self.groups(word)
            demonym = bool(self._index.demonym(word))
        raw = _bytes(low)
        key = crc32(raw)
        unary, compact, capital = _traits(shape, kind, self._low.get(key, 0), groups, demonym)
        fine, coarse = _company(self._cluster.get(key, 0))
        own = crc32(raw, _WORD)
        ends = _ends(raw) if len(raw) == len(low) else [_bytes(piece) for piece in _ends(low)]
        self._new[0].append((own, crc32(raw, _WORD_IN[mode]), *unary, *fine, *map(crc32, ends, _END_TAGS)))
        self._new[1].append((own, *compact, *coarse, capital))
        self.count += 1
        return self.count - 1


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _table(tables: dict[str, NDArray[np.uint32]], name: str) -> dict[int, int]:
    """Return word code -> class of a table made in training, empty when the model has none."""
    if f"{name}_keys" not in tables:
        return {}
    return dict(zip(tables[f"{name}_keys"].tolist(), tables[f"{name}_values"].tolist(), strict=True))
