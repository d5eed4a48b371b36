"""Amounts that the words leave round: "dozens", "several thousand", "tens of thousands" are no figures.

Such an amount is shown as the source words it; to sort it among figures, it counts as the least that it can mean.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from mapapp.reading.extracting.vocabulary import NUMBER_WORDS

SCALES = {"dozen": 12, "hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_PLURALS = {"tens": 20, "scores": 40} | {f"{word}s": 2 * scale for word, scale in SCALES.items()}
# how many of a scale the words before it say at least: "several hundred"
_SOME = {
    "half a": 0.5, "half an": 0.5, "a few": 2, "a couple of": 2, "a couple": 2, "several": 2, "few": 2, "many": 2,
    "a": 1,
}  # fmt: skip
_EXACT = {word: number for word, number in NUMBER_WORDS.items() if 1 < number < 100 and word not in ("dozen", "tens")}
_SCALE = "|".join(SCALES)
# "tens of thousands", "several hundred", "a hundred thousand", "two dozen"
ROUND = (
    rf"(?:(?:{'|'.join(_PLURALS)})(?:\s+of\s+(?:{'|'.join(f'{word}s' for word in SCALES)}))?"
    rf"|(?:{'|'.join(_SOME)})\s+(?:{_SCALE})(?:\s+(?:{_SCALE}))?(?!\s+and\s+(?:{'|'.join(_EXACT)})\b)"
    rf"|(?:\d{{1,2}}|{'|'.join(_EXACT)})\s+dozen)"
).replace(" ", r"\s+")
_ROUND = re.compile(rf"\b{ROUND}\b(?!-)", re.IGNORECASE)
_NUMBER = rf"(?:\d[\d,]*|{'|'.join(_EXACT)})"
HEDGE = re.compile(
    rf"(?:between {_NUMBER} and|(?:(?:some|about|around|from|an estimated) )?{_NUMBER} (?:to|or)|"
    r"up to|as many as|as few as|at least|at most|more than|less than|fewer than|over|under|nearly|almost|about|"
    r"around|approximately|roughly|some|an estimated|estimated|an additional|only|between)\s+$",
    re.IGNORECASE,
)
REACH = 25  # characters before a number in which its hedge stands


@dataclass(frozen=True, slots=True)
class Amount:
    """A round amount at [start, end) of a text."""

    start: int
    end: int
    least: float  # the smallest number that it can mean


def round_amount(text: str, start: int, end: int) -> Amount | None:
    """Return the round amount that text[start:end] begins with."""
    match = _ROUND.match(text, start, end)
    return Amount(match.start(), match.end(), _least(match[0])) if match else None


def hedged(text: str, floor: int, start: int, end: int, is_round: bool) -> str | None:
    """Return the hedge of a number at text[start:end], none of it before `floor`; of a round one with its words."""
    match = HEDGE.search(text, max(floor, start - REACH), start)
    said = [match[0]] if match else []
    if is_round:
        said.append(text[start:end])
    return " ".join(" ".join(said).lower().split()) or None


def _least(words: str) -> float:
    *before, last = words.lower().split()
    some = " ".join(before)
    if last in _PLURALS:
        return _PLURALS[last] / 2 * _least(before[0]) if before else _PLURALS[last]
    if before[-1] in SCALES:  # "several hundred thousand"
        return SCALES[last] * _least(some)
    return SCALES[last] * (_SOME.get(some) or _EXACT.get(some) or float(some))
