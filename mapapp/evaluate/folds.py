"""Deal documents out to folds so that no document, or no publisher, stands on both sides.

Wire stories are printed by many papers: documents that share much of their text go into one fold, whoever printed
them.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Literal

from mapapp.evaluate.gold import GoldDocument

By = Literal["document", "publisher"]
SHINGLE = 8  # words in a row that are compared (Broder 1997, "On the resemblance and containment of documents")
ALIKE = 0.3  # documents that have this share of the shorter one's shingles in common are copies
_FURNITURE = 20  # a shingle that stands in more documents is a site's furniture
_WORD = re.compile(r"\w+")


def deal(documents: Sequence[GoldDocument], folds: int, by: By) -> list[int]:
    """Return the fold, from 0, of each document: copies together, and with `by` "publisher" all of a publisher.

    Folds get about as many documents each; the same input gives the same folds.
    """
    group = _Groups(len(documents))
    for first, second in copies([item.document.text for item in documents]):
        group.join(first, second)
    if by == "publisher":
        first_of: dict[str, int] = {}
        for number, item in enumerate(documents):
            group.join(first_of.setdefault(item.group, number), number)
    roots = [group.root(number) for number in range(len(documents))]
    sizes = Counter(roots)
    load = [0] * folds
    fold: dict[int, int] = {}
    for root, size in sorted(sizes.items(), key=lambda entry: (-entry[1], _mixed(documents[entry[0]]))):
        fold[root] = load.index(min(load))
        load[fold[root]] += size
    return [fold[root] for root in roots]


def copies(texts: Sequence[str]) -> set[tuple[int, int]]:
    """Return the pairs of texts of which one holds much of the other, smaller number first."""
    shingles = [_shingles(text) for text in texts]
    holders: dict[int, list[int]] = defaultdict(list)
    for number, found in enumerate(shingles):
        for shingle in found:
            holders[shingle].append(number)
    shared: Counter[tuple[int, int]] = Counter()
    for numbers in holders.values():
        if 1 < len(numbers) <= _FURNITURE:
            shared.update(combinations(numbers, 2))
    pairs = {
        pair
        for pair, count in shared.items()
        if count >= ALIKE * max(1, min(len(shingles[pair[0]]), len(shingles[pair[1]])))
    }
    same: dict[tuple[str, ...], int] = {}
    for number, text in enumerate(texts):
        first = same.setdefault(tuple(_words(text)), number)
        if first != number:
            pairs.add((first, number))
    return pairs


def without_copies(documents: Sequence[GoldDocument], tested: Iterable[GoldDocument]) -> list[GoldDocument]:
    """Return the documents that are no copies of any tested one."""
    wanted = list(tested)
    texts = [item.document.text for item in (*wanted, *documents)]
    split = len(wanted)
    known = {second - split for first, second in copies(texts) if first < split <= second}
    return [item for number, item in enumerate(documents) if number not in known]


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _shingles(text: str) -> set[int]:
    words = _words(text)
    return {zlib.crc32(" ".join(words[at : at + SHINGLE]).encode()) for at in range(len(words) - SHINGLE + 1)}


def _mixed(item: GoldDocument) -> int:
    """Return a number that mixes documents of one size well, the same on every machine."""
    return zlib.crc32(item.document.id.encode("utf-8", "surrogatepass"))


class _Groups:
    """Disjoint sets of the numbers below a count (union-find)."""

    def __init__(self, count: int) -> None:
        self._parent = list(range(count))

    def root(self, number: int) -> int:
        """Return the smallest member of a number's set."""
        while self._parent[number] != number:
            self._parent[number] = self._parent[self._parent[number]]
            number = self._parent[number]
        return number

    def join(self, first: int, second: int) -> None:
        """Make two sets one."""
        one, other = sorted((self.root(first), self.root(second)))
        self._parent[other] = one
