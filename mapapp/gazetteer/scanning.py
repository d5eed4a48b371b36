"""Find gazetteer names in running text: the longest name at each capitalised (or caseless) word, in one pass."""

from __future__ import annotations

import re
from collections.abc import Iterator

import marisa_trie

from mapapp.gazetteer.folding import OPENERS, WORD, fold_piece

# Where a name may begin: a word that does not open with a small ASCII letter, not inside another word.
_START = re.compile(rf"(?<![\w])(?![a-z0-9_]){WORD}")
# What may stand between two words of one name: glue (Xi'an), or a blank, hyphen, line break, ampersand.
_NEXT = re.compile(
    rf"(?:(?P<glue>['’‘`´.\u00ad\u200b-\u200d\u2060])"
    rf"|(?P<gap>[ \u00a0\u202f]?[-‐‑–/][ ]?\n?|\.?[ \t\u00a0\u202f\u2009]{{1,3}}|[ \t]*\r?\n[ \t]*|(?P<amp>[ ]&[ ])))"
    rf"(?P<word>{WORD})"
)
_LONGEST = 12  # words; the longest names people write have fewer
_SINGLE, _LONGER = 1, 2


class Scanner:
    """Finds the names of one trie of folded names in texts."""

    __slots__ = ("_heads", "_trie")

    def __init__(self, trie: marisa_trie.Trie) -> None:
        self._trie = trie
        self._heads: dict[str, int] = {}  # word as written -> what it can open; a cache, bounded

    def scan(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield (start, end) of the longest name at each word, left to right, without overlaps."""
        done = 0
        heads = self._heads
        for match in _START.finditer(text):
            start, end = match.span()
            if start < done:
                continue
            word = match.group()
            opens = heads.get(word)
            if opens is None:
                opens = self._open(word)
            if not opens:
                continue
            longest = self._longest(text, end, word) if opens & _LONGER else 0
            if longest:
                done = longest
            elif opens & _SINGLE:
                done = end
            else:
                continue
            yield start, done

    def _open(self, word: str) -> int:
        """Return whether a word is a name by itself (1) and whether longer names begin with it (2)."""
        opens = 0
        if not word[0].islower():
            key = fold_piece(word)
            if key and not key.isdigit():
                opens = _SINGLE if len(key) > 1 and key in self._trie else 0
                stems = (key, OPENERS.get(key, key))
                if any(self._more(stem) for stem in stems):
                    opens |= _LONGER
        if len(self._heads) > 200_000:
            self._heads.clear()
        self._heads[word] = opens
        return opens

    def _more(self, stem: str) -> bool:
        return any(key != stem for key, _ in zip(self._trie.iterkeys(stem), range(2), strict=False))

    def _longest(self, text: str, end: int, word: str) -> int:
        """Return where the longest name of two or more words ends that begins with `word`; 0 for none."""
        key = fold_piece(word)
        ends: dict[int, int] = {}
        position = end
        for number in range(_LONGEST):
            follows = _NEXT.match(text, position)
            if follows is None:
                break
            if follows["gap"] and follows["gap"].startswith(".") and not (number == 0 and key in OPENERS):
                break
            if number == 0 and not follows["glue"]:
                key = OPENERS.get(key, key)
            piece = fold_piece(follows["word"])
            key += piece if follows["glue"] else f" and {piece}" if follows["amp"] else f" {piece}"
            position = follows.end()
            if not (piece == "s" and follows["glue"] not in (None, ".")):  # France's is France, not Frances
                ends[len(key)] = position + (follows["glue"] == "." and text.startswith(".", position))
        for prefix in reversed(self._trie.prefixes(key)) if ends else ():
            if len(prefix) in ends:
                return ends[len(prefix)]
        return 0
