"""Features of the candidate words of a document, all at once: hashed indices into one table of weights.

A feature of a word by itself (at offset -2 ... 2) depends on the word alone; a combined feature joins codes of
neighbours. A code is a sum of parts times odd constants, modulo 2^64, of which the top bits index the table
(multiplicative hashing, Knuth 6.4), so that a document's combined features are one integer matrix product.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mapapp.reading.recognizers._lexicon import CLASSES
from mapapp.reading.recognizers._sheet import Sheet
from mapapp.reading.recognizers._words import COMPACT, UNARY, Codes, Words, code

BITS = 19  # of the table of weights
OFFSETS = (-2, -1, 0, 1, 2)
NEAR = 10  # of a word's own codes, the first so many are also looked at from its neighbours
EVIDENCE = ("located", "person", "speaks", "state", "kind", "longer", "small")

_CLASS = {name: number for number, (name, _) in enumerate(CLASSES, start=1)}
_CLASS_NAMES = ("title", "given", "speech", "preposition", "kind")
_SMALL = np.uint64(code("shape", "xx"))
_COMMA = np.uint64(code("word", ","))

# parts of a combined feature: (attribute, offset)
_COMBINED: tuple[tuple[tuple[str, int], ...], ...] = (
    (("word", -1), ("word", 0)),
    (("word", 0), ("word", 1)),
    (("word", -1), ("word", 1)),
    (("word", -2), ("word", -1)),
    (("word", 1), ("word", 2)),
    (("word", -3), ("word", -2), ("word", -1)),
    (("shape", -1), ("shape", 0), ("shape", 1)),
    (("shape", -2), ("shape", -1), ("shape", 0)),
    (("shape", 0), ("shape", 1), ("shape", 2)),
    (("word", -1), ("gaz", 0)),
    (("gaz", 0), ("word", 1)),
    (("word", -1), ("shape", 0), ("shape", 1)),
    (("word", 1), ("shape", 0), ("shape", -1)),
    (("class", -1), ("gaz", 0), ("class", 1)),
    (("class", -1), ("shape", 0), ("class", 1)),
    (("class", -2), ("class", -1), ("gaz", 0)),
    (("gaz", 0), ("class", 1), ("class", 2)),
    (("gaz", -1), ("gaz", 0)),
    (("gaz", 0), ("gaz", 1)),
    (("shape", -1), ("gaz", 0), ("shape", 1)),
    (("low", 0), ("gaz", 0), ("first", 0), ("shape", 1)),
    (("class", 0), ("shape", 1), ("gaz", 1)),
    (("class", -1), ("shape", 0), ("gaz", 0)),
    (("match", 0),),
    (("match", -1), ("match", 0)),
    (("match", 0), ("match", 1)),
    (("match", 0), ("match", 2), ("word", 1)),
    (("match", 0), ("match", -2), ("word", -1)),
    (("match", 0), ("word", -1)),
    (("match", 0), ("word", 1)),
    (("match", 0), ("shape", -1), ("shape", 1)),
    (("match", 0), ("class", -1)),
    (("match", 0), ("class", 1)),
    (("mode", 0), ("gaz", 0), ("low", 0)),
    (("mode", 0), ("match", 0), ("shape", 0)),
    (("mode", 0), ("first", 0), ("shape", 0)),
    (("cluster", -1), ("gaz", 0)),
    (("gaz", 0), ("cluster", 1)),
    (("coarse", -1), ("gaz", 0), ("coarse", 1)),
    (("coarse", -1), ("shape", 0), ("coarse", 1)),
    (("coarse", -2), ("coarse", -1), ("gaz", 0)),
    (("gaz", 0), ("coarse", 1), ("coarse", 2)),
    (("evidence", 0), ("gaz", 0)),
    (("evidence", 0), ("shape", -1), ("shape", 1)),
    *(((name, 0), ("gaz", 0)) for name in EVIDENCE),
    *(((name, 0), ("match", 0)) for name in EVIDENCE),
)
_TABLE = (*COMPACT, "match", "mode", "first")  # attributes of words; the others are evidence about candidates
PARTS = tuple(
    sorted(dict.fromkeys(part for parts in _COMBINED for part in parts), key=lambda part: part[0] not in _TABLE)
)
assert [name for name, _ in PARTS if name not in _TABLE] == ["evidence", *EVIDENCE]  # rows of `evidence`
_BITS_OF_EVIDENCE = np.uint64(1) << np.arange(2, 2 + len(EVIDENCE), dtype=np.uint64)
_NEARBY = [part for part in PARTS if part[0] in _TABLE]
_ROWS = np.array([_TABLE.index(name) for name, _ in _NEARBY])
_SHIFTS = np.array([offset for _, offset in _NEARBY])
UNARY_COUNT = NEAR * (len(OFFSETS) - 1) + UNARY
COUNT = UNARY_COUNT + len(_COMBINED)


WIDEST = max(map(len, _COMBINED))


def _constants() -> tuple[Codes, NDArray[np.int64], Codes, Codes]:
    """Return what hashing needs: constants of unary codes; of combined ones the parts, constants, and own constant.

    A combined feature of fewer than WIDEST parts has the empty part, whose code is 0.
    """
    random = np.random.default_rng(20)
    odd = np.uint64(1)
    unary = random.integers(1, 2**63, (len(OFFSETS), UNARY), dtype=np.uint64) | odd
    parts = np.full((WIDEST, len(_COMBINED)), len(PARTS))
    for number, feature in enumerate(_COMBINED):
        parts[: len(feature), number] = [PARTS.index(part) for part in feature]
    constants = random.integers(1, 2**63, (WIDEST, len(_COMBINED), 1), dtype=np.uint64) | odd
    return unary, parts, constants, random.integers(1, 2**63, (len(_COMBINED), 1), dtype=np.uint64)


UNARY_BY, PARTS_OF, COMBINED_BY, OWN = _constants()


def _index(codes: Codes) -> NDArray[np.int32]:
    """Return the place of each code in the table of weights."""
    codes = (codes ^ (codes >> np.uint64(31))) * np.uint64(0x9E3779B97F4A7C15)
    return (codes >> np.uint64(64 - BITS)).astype(np.int32)


def unary_indices(codes: Codes) -> list[NDArray[np.int32]]:
    """Return, for each of OFFSETS, the indices (words, features) of words' own codes seen from that offset."""
    found = []
    for number, offset in enumerate(OFFSETS):
        width = UNARY if offset == 0 else NEAR
        found.append(_index(codes[:, :width] * UNARY_BY[number, :width] + UNARY_BY[number, :width]))
    return found


def combined_indices(sheet: Sheet, words: Words) -> NDArray[np.int32]:
    """Return the indices (candidates, features) of the combined features."""
    at = sheet.candidates
    table = np.vstack([words.compact[sheet.numbers].T, sheet.match, sheet.mode, sheet.first])
    parts = np.zeros((len(PARTS) + 1, len(at)), dtype=np.uint64)
    parts[: len(_ROWS)] = table[_ROWS[:, None], at + _SHIFTS[:, None]]
    parts[len(_ROWS) : -1] = evidence(sheet, dict(zip(_TABLE, table, strict=True)))
    codes = OWN + parts[PARTS_OF[0]] * COMBINED_BY[0]
    for number in range(1, WIDEST):
        codes += parts[PARTS_OF[number]] * COMBINED_BY[number]
    return _index(codes).T


def evidence(sheet: Sheet, rows: dict[str, Codes]) -> Codes:
    """Return what the other occurrences of each candidate's word in the document tell of it, as codes.

    The first row is all of it in one, with the number of occurrences; the others are those of EVIDENCE.
    """
    at = sheet.candidates
    kinds, gaz = rows["class"], rows["gaz"]
    capital = rows["capital"] == 1
    title, given, speech, prepositions, kind = (np.uint64(_CLASS[name] + 1) for name in _CLASS_NAMES)
    before, after = at - 1, at + 1
    kind_before, kind_after, capital_after, gaz_second = kinds[before], kinds[after], capital[after], gaz[at + 2]
    flags = np.empty((len(EVIDENCE) - 1, len(at)), dtype=np.uint64)
    flags[0] = kind_before == prepositions  # located
    flags[1] = (kind_before == title) | (kind_before == given)  # person
    flags[2] = (kind_before == speech) | (kind_after == speech)  # speaks
    flags[3] = (rows["word"][after] == _COMMA) & (gaz_second >= 2) & (gaz_second <= 3)  # state
    flags[4] = (kind_after == kind) & capital_after  # kind
    flags[5] = (capital[before] & (gaz[before] == 1)) | (capital_after & (gaz[after] == 1))  # longer
    words, inverse, total = np.unique(rows["word"][at], return_inverse=True, return_counts=True)
    order = np.argsort(inverse, kind="stable")
    elsewhere = np.empty((len(EVIDENCE), len(at)), dtype=bool)
    if len(at):
        sums = np.add.reduceat(flags[:, order], np.cumsum(total) - total, axis=1)
        elsewhere[:-1] = sums[:, inverse] > flags
        elsewhere[-1] = _met(words, rows["word"][rows["shape"] == _SMALL])[inverse]
    codes = np.empty((1 + len(EVIDENCE), len(at)), dtype=np.uint64)
    codes[0] = np.minimum(total[inverse], 3).astype(np.uint64) + _BITS_OF_EVIDENCE @ elsewhere
    codes[1:] = elsewhere
    codes[1:] += np.uint64(1)
    return codes


def _met(words: Codes, others: Codes) -> NDArray[np.bool_]:
    """Tell of each of some words, in ascending order and each once, whether it is among the others."""
    found = np.zeros(len(words), dtype=bool)
    at = np.minimum(np.searchsorted(words, others), len(words) - 1)
    found[at[words[at] == others]] = True
    return found
