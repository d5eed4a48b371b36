"""Find gazetteer names in running text: the longest name at each capitalised (or caseless) word, in one pass."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

import marisa_trie
import numpy as np
from numpy.typing import NDArray

from mapapp.gazetteer.folding import GLUE, OPENERS, WORD, WORD_REST, fold_piece
from mapapp.gazetteer.layout import ABBREVIATION, PLAIN

# Where a name may begin: a word that does not open with a small ASCII letter or a digit, not inside another word.
# The class stands first because the engine then leaps from one such character to the next.
_START = re.compile(rf"[^\Wa-z0-9_](?<!\w.){WORD_REST}", re.DOTALL)
# What may stand between two words of one name: glue (Xi'an), or a blank, hyphen, line break, ampersand.
_NEXT = re.compile(
    rf"(?:(?P<glue>[{re.escape(GLUE)}])"
    rf"|(?P<gap>[ \u00a0\u202f]?[-‐‑–/][ ]?\n?|\.?[ \t\u00a0\u202f\u2009]{{1,3}}|[ \t]*\r?\n[ \t]*|(?P<amp>[ ]&[ ])))"
    rf"(?P<word>{WORD})"
)
_LONGEST = 12  # words; the longest names people write have fewer
_ALONE, _SPACED, _GLUED, _SHORT = 1, 2, 4, 8  # _SHORT: alone, but only in capitals or before a full stop
_BY_MARK = {PLAIN: _ALONE, ABBREVIATION: _SHORT}
# what a word must open for a name to go on behind this character; any other character: _SPACED
_NEEDED = dict.fromkeys(',;:!?()[]{}"“”„«»…', 0) | dict.fromkeys(GLUE, _SPACED | _GLUED)
_CACHED = 200_000  # words remembered before starting anew


class Scanner:
    """Finds the names of one trie of folded names in texts. Keeps what it learns of words; safe between threads."""

    __slots__ = ("_begins", "_heads", "_marks", "_trie")

    def __init__(self, trie: marisa_trie.Trie, marks: NDArray[np.uint8]) -> None:
        """Take the trie and the mark of each of its keys (see layout.MARKS)."""
        self._trie = trie
        self._marks = marks.data
        self._heads: dict[str, int] = {}  # word as written -> how names begin with it
        self._begins = lru_cache(maxsize=1 << 16)(lambda start: next(trie.iterkeys(start), None) is not None)

    def scan(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield (start, end) of the longest name at each word, left to right, without overlaps."""
        done = 0
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
            if opens & _NEEDED.get(text[end : end + 1], _SPACED):
                longest = self._longest(text, end, word)
            if not longest and opens & _SHORT:
                longest = self._short(text, start, end)
            if longest or opens & _ALONE:
                done = longest or end
                yield start, done

    def _learn(self, word: str) -> int:
        """Return how names begin with a word: it is one, or one goes on behind it after a blank or an apostrophe."""
        opens = 0
        key = "" if word[0].islower() else fold_piece(word)
        if key and not key.isdigit():
            number = self._trie.get(key) if len(key) > 1 else None
            if number is not None:
                opens |= _BY_MARK.get(self._marks[number], 0)
            if self._begins(OPENERS.get(key, key) + " "):
                opens |= _SPACED
            if self._goes_on(key):
                opens |= _GLUED
        if len(self._heads) > _CACHED:
            self._heads.clear()
        self._heads[word] = opens
        return opens

    def _ending(self, key: str, text: str, start: int, end: int) -> int:
        """Return where a name of this key ends in the text if it may be meant there, else 0; a code never is."""
        mark = self._marks[self._trie[key]]
        return end if mark == PLAIN else self._short(text, start, end) if mark == ABBREVIATION else 0

    @staticmethod
    def _short(text: str, start: int, end: int) -> int:
        """Return where an abbreviation ends: it stands in capitals (UN) or with its full stop (Fla.); else 0."""
        if text[start:end].isupper() or text[end - 1] == ".":
            return end
        return end + 1 if text.startswith(".", end) else 0

    def _goes_on(self, key: str) -> bool:
        return any(name != key and name[len(key)] != " " for name in islice(self._trie.iterkeys(key), 2))

    def _longest(self, text: str, end: int, word: str) -> int:
        """Return where the longest name of two or more words ends that begins with `word`; 0 for none."""
        follows = _NEXT.match(text, end)
        if follows is None:
            return 0
        key = fold_piece(word)
        if (follows["gap"] or "").startswith(".") and key not in OPENERS and len(key) > 1:
            return 0  # a sentence ends here, unless as in "St. Petersburg" and "W. Va."
        if not follows["glue"]:
            key = OPENERS.get(key, key)
            second = "and" if follows["amp"] else fold_piece(follows["word"])
            position = follows.end()
            if text[position : position + 1] not in GLUE and not self._begins(f"{key} {second}"):
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
            end = end and self._ending(prefix, text, start, end)
            if end:
                return end
        return 0
