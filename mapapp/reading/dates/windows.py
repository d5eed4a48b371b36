"""The prefilter: the stretches of a text that can hold an expression of time, found at the speed of a split.

Every expression has a telling word (a month, a weekday, a unit ...) or telling digits (a year, a time of day) within
a few words of either end; only the words around those are looked at closely.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import accumulate

from mapapp.reading.dates import lexicon

BEFORE, AFTER = 5, 6  # words around a telling one that are looked at

_TELLING = (
    "month", "weekday", "unit", "units", "part", "season", "weakseason", "day_word", "tonight", "now", "future",
    "noon", "recently", "recent", "current", "ago", "daily", "decadeword", "era", "ad", "anniversary",
)  # fmt: skip
_WORDS = re.compile("([a-zA-Z\u00c0-\u024f]+)")  # Latin letters: asking for any letter takes twice as long
_BLANK = frozenset((" ", ", ", ". ", "\n", "-", "'", "’", " “", "” ", ' "', '" ', "; ", ": ", " (", ") ", "\n\n"))
_DIGITS = re.compile(r"\d{4}|\d\s?[:/.]\s?\d|\d-\d|['’]\d\d(?!\d)|\d{1,4}\s?$")
_AFTER_DIGITS = frozenset(
    ("s", "st", "nd", "rd", "th", "am", "pm", "AM", "PM", "a", "p", "A", "P", "hrs", "hours", "S", "ST", "ND", "RD",
     "TH", "BC", "BCE", "AD", "CE", "B", "HRS")
)  # fmt: skip


@cache
def _telling() -> frozenset[str]:
    """Return the telling words as they are written: small, with a capital, all capitals; weak months not small."""
    found: set[str] = {"past", "Past", "PAST", "clock", "AD", "BC", "BCE", "Q"}
    for word, (name, _) in lexicon.words().items():
        if name in _TELLING:
            found |= {word, word.capitalize(), word.upper()}
        elif name in ("weakmonth", "weakday"):
            found |= {word.capitalize(), word.upper()}
    for name in (*lexicon.FIXED_HOLIDAYS, *lexicon.MOVABLE_HOLIDAYS):
        for word in re.findall(r"[a-z]{4,}", name):
            found |= {word.capitalize(), word.upper()}
    return frozenset(found)


def windows(text: str) -> Iterator[tuple[int, int]]:
    """Yield the ranges of a text to look at, in order, not overlapping."""
    pieces = _WORDS.split(text)  # what is no letter and words by turns
    telling = _telling()
    words, gaps = pieces[1::2], pieces[0::2]
    starts = [0, *accumulate(map(len, pieces))][1:-1:2]
    hits = [number for number, word in enumerate(words) if word in telling]
    odd = [number for number, gap in enumerate(gaps) if gap not in _BLANK]
    digits = [number for number in odd if number < len(words) and _digits_tell(gaps[number], words[number])]
    if _DIGITS.search(gaps[-1]):
        digits.append(len(words))
    yield from _merged(sorted({*hits, *digits}), starts, len(text))


def _digits_tell(gap: str, word: str) -> bool:
    found = _DIGITS.search(gap)
    if not found:
        return False
    return found.end() < len(gap) or len(found[0]) >= 4 or word in _AFTER_DIGITS or not found[0][-1].isdigit()


def _merged(hits: list[int], starts: list[int], length: int) -> Iterator[tuple[int, int]]:
    begin = end = -1
    for hit in hits:
        first = starts[hit - BEFORE] if hit >= BEFORE else 0
        last = starts[hit + AFTER] if hit + AFTER < len(starts) else length
        if first > end:
            if begin >= 0:
                yield begin, end
            begin = first
        end = last
    if begin >= 0:
        yield begin, end
