"""What a disaster or an accident did, in numbers: dead, injured, missing, displaced; how strong an earthquake was."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mapapp.model import Quantity
from mapapp.reading.extracting.amounts import ROUND, SCALES, hedged, round_amount
from mapapp.reading.extracting.vocabulary import NUMBER_WORDS

WORDS = {
    "dead": (
        "dead", "killed", "died", "killing", "drowning", "kills", "kill", "drowned", "perished", "claimed",
        "claiming",
    ),
    "injured": ("injured", "hurt", "wounded", "injuring", "wounding", "injures", "hurting", "hospitalized"),
    "missing": ("missing", "unaccounted"),
    "displaced": ("displaced", "displacing", "homeless", "evacuated", "evacuating"),
}  # fmt: skip
UNITS = {word: unit for unit, listed in WORDS.items() for word in listed}
AFTER_IT = ("missing", "unaccounted", "homeless", "dead", "died", "perished", "hospitalized")  # never before a number
BEFORE = tuple(word for word in UNITS if word not in AFTER_IT)  # "killed 20", "injuring dozens"
_WORDS = "|".join(sorted(NUMBER_WORDS, key=len, reverse=True))
_FIGURE = rf"(?<!\d\.)(?:\d{{1,3}}(?:,\s?\d{{3}})+|\d+(?:\.\d+)?|{_WORDS})(?:\s+(?:{'|'.join(SCALES)}))?"
_NUMBER = rf"(?:{ROUND}|{_FIGURE})"
_FROM = rf"(?:between\s+{_FIGURE}\s+and\s+|(?:from\s+)?{_FIGURE}\s+(?:to|or)\s+)?"  # the lower end of a range
_HEDGES = (
    r"(?:(?:at|least|most|more|than|up|to|as|many|about|around|some|an\s+estimated|an\s+additional|estimated|a\s+further"
    r"|nearly|almost|over|the|all|another|only)\s+)*"
)
_AFTER = r"(?:\s+(?!and\b|but\b|when\b|after\b|in\b|of\b|at\b)[^\W\d]+){0,4}?"
_OF = r"(?:(?<=s)\s+of\b)?"  # "dozens of people were killed"
AFTERWARDS = re.compile(rf"\b({_NUMBER})\b{_OF}({_AFTER})\s+({'|'.join(UNITS)})\b", re.IGNORECASE)
AHEAD = re.compile(
    rf"\b({'|'.join(BEFORE)})\s+{_HEDGES}{_FROM}({_NUMBER})\b(?!\s*(?:%|percent|km\b|miles?\b))", re.IGNORECASE
)
TOLL = re.compile(
    rf"\bdeath\s+toll\b[^.;]*?\b(?:to|at|of|reached|is|was|stands\s+at)\s+{_HEDGES}({_NUMBER})\b",
    re.IGNORECASE,
)
MAGNITUDE = re.compile(
    r"\b(\d(?:\.\s?\d+)?)\s*[-–]?\s*(?:magnitude|on\s+the\s+richter)\b|\bmagnitude[\s-]+(?:of\s+)?(\d(?:\.\s?\d+)?)\b"
    r"|\bmeasur(?:ed|ing)\s+(?:a\s+(?:magnitude\s+of\s+)?)?(\d\.\s?\d+)\b",
    re.IGNORECASE,
)  # fmt: skip


def toll(text: str, start: int, end: int, told: Sequence[Quantity], shaking: bool) -> tuple[Quantity, ...]:
    """Return the numbers in text[start:end]: those of `told`, and in place of what they count of people, the toll.

    `shaking`: of an earthquake, whose magnitude is told too.
    """
    found = {(each.start, each.end): each for each in _harmed(text, start, end)}
    if shaking:
        found.update({(each.start, each.end): each for each in _magnitudes(text, start, end)})
    rest = [each for each in told if not any(one < each.end and each.start < two for one, two in found)]
    return tuple(sorted((*rest, *found.values()), key=lambda each: (each.start, each.end)))


def bare(text: str, start: int, end: int, told: Sequence[Quantity]) -> tuple[Quantity, ...]:
    """Return the numbers of `told`, and those of the harmed that say no unit: "killing 12 and wounding 20"."""
    more = (
        each for each in _harmed(text, start, end) if not any(t.start < each.end and each.start < t.end for t in told)
    )
    return tuple(sorted((*told, *more), key=lambda each: (each.start, each.end)))


def _harmed(text: str, start: int, end: int) -> Iterator[Quantity]:
    taken: set[int] = set()
    for pattern, number, word in ((AHEAD, 2, 1), (AFTERWARDS, 1, 3), (TOLL, 1, 0)):
        for match in pattern.finditer(text, start, end):
            begin, last = match.span(number)
            if begin in taken:
                continue
            unit = UNITS[match[word].lower()] if word else "dead"
            taken.add(begin)
            amount = round_amount(text, begin, last)
            value = amount.least if amount else _value(match[number])
            yield Quantity(begin, last, value, unit, hedged(text, start, begin, last, amount is not None))


def _magnitudes(text: str, start: int, end: int) -> Iterator[Quantity]:
    for match in MAGNITUDE.finditer(text, start, end):
        group = next(number for number in (1, 2, 3) if match[number])
        yield Quantity(*match.span(group), float(match[group].replace(" ", "")), "magnitude", None)


def _value(number: str) -> float:
    value, *scales = re.sub(r",\s?", "", number.lower()).split()
    count = float(NUMBER_WORDS[value]) if value in NUMBER_WORDS else float(value)
    return count * (SCALES[scales[0]] if scales else 1)
