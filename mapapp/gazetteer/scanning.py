"""Find gazetteer names in running text: the longest name at each capitalised (or caseless) word, in one pass."""

from __future__ import annotations

import re
from collections.abc import Iterator

import marisa_trie
import numpy as np
from numpy.typing import NDArray

from mapapp.gazetteer.folding import OPENERS, WORD, fold_piece
from mapapp.gazetteer.layout import ABBREVIATION, PLAIN

# Where a name may begin: a word that does not open with a small ASCII letter or a digit, not inside another word.
_START = re.compile(rf"(?<![\w])(?![a-z0-9_]){WORD}")
# What may stand between two words of one name: glue (Xi'an), or a blank, hyphen, line break, ampersand.
_NEXT = re.compile(
    rf"(?:(?P<glue>['’‘`´.\u00ad\u200b-\u200d\u2060])"
    rf"|(?P<gap>[ \u00a0\u202f]?[-‐‑–/][ ]?\n?|\.?[ \t\u00a0\u202f\u2009]{{1,3}}|[ \t]*\r?\n[ \t]*|(?P<amp>[ ]&[ ])))"
    rf"(?P<word>{WORD})"
)
_GLUE = frozenset("'’‘`´.\u00ad\u200b\u200c\u200d\u2060")
_BREAKS = frozenset(',;:!?()[]{}"“”„«»…')  # no name goes on behind these
_LONGEST = 12  # words; the longest names people write have fewer
_ALONE, _SPACED, _GLUED = 1, 2, 4
_CACHED = 200_000  # words remembered before starting anew


class Scanner:
    """Finds the names of one trie of folded names in texts. Keeps what it learns of words; safe between threads."""

    __slots__ = ("_heads", "_marks", "_seconds", "_trie")

    def __init__(self, trie: marisa_trie.Trie, marks: NDArray[np.uint8]) -> None:
        """Take the trie and the mark of each of its keys (see layout.MARKS)."""
        self._trie = trie
        self._marks = marks
        self._heads: dict[str, int] = {}  # word as written -> how names begin with it
        self._seconds: dict[str, frozenset[str]] = {}  # folded first word -> the second words of names

    def scan(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield (start, end) of the longest name at each word, left to right, without overlaps."""
        done, length = 0, len(text)
        heads = self._heads
        for match in _START.finditer(text):
            word = match.group()
            opens = heads.get(word)
            if opens is None:
                opens = self._learn(word)
            if not opens:
                continue
            start, end = match.span()
            if start < done:
                continue
            longest = 0
            if (
                opens > _ALONE
                and end < length
                and text[end] not in _BREAKS
                and (opens & _SPACED or text[end] in _GLUE)
            ):
                longest = self._longest(text, end, word)
            if longest or opens & _ALONE:
                done = longest or end
                yield start, done

    def _learn(self, word: str) -> int:
        """Return how names begin with a word: it is one, or one goes on behind it after a blank or an apostrophe."""
        opens = 0
        key = "" if word[0].islower() else fold_piece(word)
        if key and not key.isdigit():
            if len(key) > 1 and key in self._trie and self._counts(key, word):
                opens |= _ALONE
            if self._seconds_of(OPENERS.get(key, key)):
                opens |= _SPACED
            if self._goes_on(key):
                opens |= _GLUED
        if len(self._heads) > _CACHED:
            self._heads.clear()
            self._seconds.clear()
        self._heads[word] = opens
        return opens

    def _counts(self, key: str, written: str) -> bool:
        """Tell whether a key may be meant by the words written: an abbreviation only in capitals, a code never."""
        mark = self._marks[self._trie[key]]
        return bool(mark == PLAIN or (mark == ABBREVIATION and written.isupper()))

    def _seconds_of(self, key: str) -> frozenset[str]:
        """Return the second words of all names that begin with the folded word `key`."""
        known = self._seconds.get(key)
        if known is None:
            skip = len(key) + 1
            known = frozenset(name[skip:].partition(" ")[0] for name in self._trie.iterkeys(key + " "))
            self._seconds[key] = known
        return known

    def _goes_on(self, key: str) -> bool:
        return any(
            name != key and name[len(key)] != " " for name, _ in zip(self._trie.iterkeys(key), range(2), strict=False)
        )

    def _longest(self, text: str, end: int, word: str) -> int:
        """Return where the longest name of two or more words ends that begins with `word`; 0 for none."""
        follows = _NEXT.match(text, end)
        if follows is None:
            return 0
        key = fold_piece(word)
        if (follows["gap"] or "").startswith(".") and key not in OPENERS:
            return 0  # a sentence ends here; only "St. Petersburg" has a full stop behind its first word
        if not follows["glue"]:
            key = OPENERS.get(key, key)
            second = "and" if follows["amp"] else fold_piece(follows["word"])
            position = follows.end()
            if text[position : position + 1] not in _GLUE and second not in self._seconds_of(key):
                return 0
        return self._walk(text, end - len(word), key, follows)

    def _walk(self, text: str, start: int, key: str, follows: re.Match[str] | None) -> int:
        ends: dict[int, int] = {}
        while follows is not None and len(ends) < _LONGEST:
            if ends and follows["gap"] and follows["gap"].startswith("."):
                break
            piece, glue, position = fold_piece(follows["word"]), follows["glue"], follows.end()
            key += piece if glue else f" and {piece}" if follows["amp"] else f" {piece}"
            if not (piece == "s" and glue not in {None, "."}):  # France's is France, not Frances
                ends[len(key)] = position + (glue == "." and text.startswith(".", position))
            follows = _NEXT.match(text, position)
        for prefix in reversed(self._trie.prefixes(key)):
            end = ends.get(len(prefix), 0)
            if end and self._counts(prefix, text[start:end]):
                return end
        return 0
