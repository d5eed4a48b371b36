"""The forms words are written in, each met once: a number, and what can be told of it without its neighbours."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mapapp.reading.recognizers._lexicon import CONNECTORS, FUNCTION
from mapapp.reading.tokens import words

Ints = NDArray[np.int64]

# flags of a form: opens with a capital, is all capitals (two letters and more), is letters only (two and more),
# those with four and more; function word, connector ("of"), joint of names, Arabic article ("al"), hyphen, full stop,
# number of a road
CAPITAL, SHOUT, LETTERS, LONG, OF_FUNCTION, CONNECTOR, JOINT, ARTICLE, HYPHEN, STOP, NUMBER = (
    1 << bit for bit in range(11)
)
_ARTICLES = words("al el ad ed as es ar er az ez an at et ash esh ul ud")
_HYPHENS = frozenset("-‐‑–")
_JOINTS = CONNECTORS | _HYPHENS | {"/", "'", "’", "'s", "’s", ".", "&"}
_NOTED = FUNCTION | _JOINTS | _ARTICLES  # small words with flags of their own


class Forms:
    """The forms met so far; rows of `flags` and `lengths` are indexed by the number of a form."""

    def __init__(self) -> None:
        self.written: list[str] = []
        self.characters = 0  # of all forms together
        self._numbers: dict[str, int] = {}
        self._flags = np.zeros(1024, dtype=np.int64)
        self._lengths = np.zeros(1024, dtype=np.int64)
        self._done = 0  # forms whose rows are written

    @property
    def flags(self) -> Ints:
        """The flags of each form."""
        self._settle()
        return self._flags

    @property
    def lengths(self) -> Ints:
        """The code points of each form."""
        self._settle()
        return self._lengths

    def numbers(self, written: list[str]) -> Ints:
        """Return the numbers of words as written."""
        known = self._numbers
        try:
            found = [known[word] for word in written]
        except KeyError:
            for word in dict.fromkeys([word for word in written if word not in known]):
                known[word] = len(self.written)
                self.written.append(word)
                self.characters += len(word)
            found = [known[word] for word in written]
        return np.array(found, dtype=np.int64)

    def _settle(self) -> None:
        """Write the rows of new forms; the tables grow by doubling."""
        new = self.written[self._done :]
        if new:
            self._flags = fitted(self._flags, len(self.written))
            self._lengths = fitted(self._lengths, len(self.written))
            self._flags[self._done : len(self.written)] = [_flags_of(word) for word in new]
            self._lengths[self._done : len(self.written)] = [len(word) for word in new]
            self._done = len(self.written)


def fitted(table: NDArray[Any], count: int) -> NDArray[Any]:
    """Return a table with room for so many rows: itself, or a copy at least twice as long."""
    if count <= len(table):
        return table
    return np.concatenate([table, np.zeros((max(count, len(table)), *table.shape[1:]), dtype=table.dtype)])


def _flags_of(word: str) -> int:
    length, alpha = len(word), word.isalpha()
    if alpha and word.islower() and word not in _NOTED:  # most words
        return LETTERS * (length > 1) + LONG * (length > 3)
    low = word.lower()
    return (
        CAPITAL * word[0].isupper()
        + SHOUT * (length > 1 and word.isupper())
        + LETTERS * (length > 1 and alpha)
        + LONG * (length > 3 and alpha)
        + OF_FUNCTION * (low in FUNCTION)
        + CONNECTOR * (low in CONNECTORS)
        + JOINT * (low in _JOINTS)
        + ARTICLE * (word in _ARTICLES)
        + HYPHEN * (word in _HYPHENS)
        + STOP * (word == ".")
        + NUMBER * (word[0].isdigit() and length <= 4)
    )
