"""Train the recogniser of place names (mapapp.reading.recognizers.trained) on gold spans.

Corpora follow different conventions. Where a gold leaves the adjectives of places unmarked, and where it marks
"the hospital" beside proper names, the labels of such words are left open; which golds do is counted, not told.
Copies of some documents in capitals make the model read those.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from mapapp.evaluate.gold import Gold, GoldDocument, GoldToponym
from mapapp.evaluate.training import Array, written
from mapapp.evaluate.training.crf import LABELS, Crf, Example
from mapapp.reading import passages
from mapapp.reading.recognizers import _chain, _features
from mapapp.reading.recognizers._sheet import Sheet, sheet_of
from mapapp.reading.recognizers._words import Words
from mapapp.reading.recognizers.trained import Model
from mapapp.reading.resolvers.base import PlaceIndex
from mapapp.reading.tokens import TOKEN

PENALTY = 4.0  # of the squared weights
CAPITALS = 0.5  # weight of a document's copy in capitals
EVERY = 4  # one document in so many has such a copy
WRITTEN = 0.5  # weight of the sentences written for this
_MARKED = 0.2  # a gold that marks fewer of the adjectives in its texts does not mean to mark them
_COMMON = 0.15  # a gold with more names that are no proper names marks places of any sort
_OPEN = -1


class NameTrainer:
    """Makes examples and models over one gazetteer index and one set of word tables."""

    def __init__(self, index: PlaceIndex, tables: dict[str, Array], penalty: float = PENALTY) -> None:
        self.index = index
        self.tables = tables
        self.penalty = penalty
        self.words = Words(index, tables)

    def examples(self, gold: Gold) -> list[list[Example]]:
        """Return, for each document of a gold, it as written and perhaps its copy in capitals."""
        strict = self.marks_demonyms(gold.documents)
        loose = _marks_anything(gold.documents)
        return [self._of(item, strict=strict, loose=loose) for item in gold.documents]

    def practice(self) -> list[Example]:
        """Return the written sentences (written.py), laid out."""
        found = (self._of(item, strict=True, loose=False) for item in written.documents(self.index))
        return [replace(example, weight=WRITTEN * example.weight) for laid in found for example in laid]

    def fit(self, items: Iterable[Example]) -> Model:
        """Fit the weights. Raises Unavailable without scipy."""
        emission, transition, _ = Crf(list(items), self.penalty).fit()
        return Model(emission, transition, self.tables)

    def marks_demonyms(self, documents: Sequence[GoldDocument]) -> bool:
        """Tell whether a gold counts adjectives and demonyms ("Georgian") as place names."""
        seen = marked = 0
        for item in documents:
            starts = {name.start for name in item.toponyms}
            for match in TOKEN.finditer(item.document.text):
                if match.group()[0].isupper() and is_demonym(match.group(), self.index):
                    seen += 1
                    marked += match.start() in starts
        return marked > _MARKED * seen

    def _of(self, item: GoldDocument, *, strict: bool, loose: bool) -> list[Example]:
        found = [self._example(item, 1.0, strict=strict, loose=loose)]
        if zlib.crc32(item.document.id.encode()) % EVERY == 0:
            found.append(self._example(in_capitals(item), CAPITALS, strict=strict, loose=loose))
        return found

    def _example(self, item: GoldDocument, weight: float, *, strict: bool, loose: bool) -> Example:
        sheet = sheet_of(item.document, passages.split(item.document), self.words, self.index)
        unary = _features.unary_indices(self.words.unary[: self.words.count])
        at = sheet.candidates
        near = [unary[number][sheet.numbers[at + offset]] for number, offset in enumerate(_features.OFFSETS)]
        indices = np.concatenate([*near, _features.combined_indices(sheet, self.words)], axis=1)
        return Example(sheet, indices, self._allowed(item, sheet, strict=strict, loose=loose), weight)

    def _allowed(self, item: GoldDocument, sheet: Sheet, *, strict: bool, loose: bool) -> Array:
        """Return the labels allowed by the gold; where the gold follows another convention, several are."""
        wanted = np.full(len(sheet.starts), _chain.OUTSIDE)
        for name in item.toponyms:
            self._mark(wanted, sheet, name, loose=loose)
        labels = wanted[sheet.candidates]
        allowed = np.zeros((len(labels), LABELS), dtype=bool)
        allowed[np.arange(len(labels)), np.maximum(labels, 0)] = True
        allowed[labels == _OPEN] = True
        if not strict:
            for number, position in enumerate(sheet.candidates):
                word = item.document.text[sheet.starts[position] : sheet.ends[position]]
                if labels[number] == _chain.OUTSIDE and is_demonym(word, self.index):
                    allowed[number] = [True, False, False, True]
        return allowed

    def _mark(self, wanted: Array, sheet: Sheet, name: GoldToponym, *, loose: bool) -> None:
        inside = [at for at, start in enumerate(sheet.starts.tolist()) if name.start <= start < name.end]
        if not inside:
            return
        if loose and not _is_proper(name.name):
            wanted[inside] = _OPEN
        elif len(inside) == 1 and is_demonym(name.name, self.index):
            wanted[inside] = _chain.DEMONYM
        else:
            wanted[inside] = _chain.INSIDE
            wanted[inside[0]] = _chain.BEGIN


def is_demonym(name: str, index: PlaceIndex) -> bool:
    """Tell whether a word is an adjective or demonym and no country."""
    return bool(index.demonym(name)) and not any(place.kind == "country" for place in index.candidates(name))


def in_capitals(item: GoldDocument) -> GoldDocument:
    """Return a document in capitals, its gold where it was; letters whose capital is longer stay small."""
    upper = "".join(char.upper() if len(char.upper()) == 1 else char for char in item.document.text)
    names = tuple(replace(name, name=upper[name.start : name.end]) for name in item.toponyms)
    return replace(item, document=replace(item.document, text=upper), toponyms=names)


def _marks_anything(documents: Sequence[GoldDocument]) -> bool:
    """Tell whether a gold marks places that are no proper names ("the hospital")."""
    names = [name.name for item in documents for name in item.toponyms]
    return sum(not _is_proper(name) for name in names) > _COMMON * len(names)


def _is_proper(name: str) -> bool:
    """Tell whether a location is a proper name and nothing else."""
    written = TOKEN.findall(name)
    return all(word[0].isupper() or word in ("of", "al", "-") for word in written) and "," not in name
