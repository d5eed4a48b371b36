"""Neighbouring pieces that are one expression: "Friday evening", "9 a.m. Tuesday", "the night of April 18"."""

from __future__ import annotations

from dataclasses import replace

from mapapp.reading.dates import ranges
from mapapp.reading.dates.lexicon import CODE
from mapapp.reading.dates.meanings import Clock, Found, Holiday, Partial, Sense, Shift, Stated, Weekday
from mapapp.reading.dates.scanning import Scan

_DAYS = (Stated, Partial, Weekday, Holiday, Shift)
_PART = CODE["part"]
_THE, _OF, _ON, _IN, _UNIT = (CODE[name] for name in ("the", "of", "on", "in", "unit"))


def combine(scan: Scan, found: list[Found]) -> list[Found]:
    """Return the expressions with parts of day and times of day joined to the dates beside them."""
    joined: list[Found] = []
    for plain in ranges.complete(scan, found):
        item = _with_part_before(scan, _with_part_after(scan, plain), joined[-1].last if joined else 0)
        if joined and (both := _pair(scan, joined[-1], item)):
            joined[-1] = both
        else:
            joined.append(item)
    return joined


def names_day(sense: Sense) -> bool:
    """Tell whether a sense names one day, so that a time of day can stand on it."""
    meaning = sense.meaning
    if isinstance(meaning, Stated):
        return meaning.granule.unit == "day"
    if isinstance(meaning, Partial | Shift):
        return meaning.unit == "day"
    return isinstance(meaning, Weekday | Holiday)


def _part(scan: Scan, position: int) -> str:
    if not 0 <= position < len(scan.codes):
        return ""
    token = scan.tokens[position]
    if scan.codes[position] == _PART:
        return str(token.value)
    return "NI" if token.text.lower() == "night" else ""


def _with_part_after(scan: Scan, item: Found) -> Found:
    if not names_day(item.sense) or item.sense.part:
        return item
    if part := _part(scan, item.last):
        return Found(item.first, item.last + 1, replace(item.sense, part=part))
    return item


def _with_part_before(scan: Scan, item: Found, floor: int) -> Found:
    """The evening of May 3, (the) night of ..."""
    if not names_day(item.sense) or item.sense.part:
        return item
    position = item.first - 1
    if position < floor + 1 or scan.codes[position] not in (_OF, _ON):
        return item
    part = _part(scan, position - 1)
    if not part or scan.codes[position] == _ON:
        return item
    first = position - 1
    if first - 1 >= floor and scan.codes[first - 1] == _THE:
        first -= 1
    return Found(first, item.last, replace(item.sense, part=part))


def _pair(scan: Scan, left: Found, right: Found) -> Found | None:
    """Join a time of day and a day, whichever comes first, with at most a comma or "on" between."""
    between = scan.codes[left.last : right.first]
    if len(between) > 1 or between not in ("", CODE["comma"]):
        return None
    if isinstance(left.sense.meaning, Clock) and names_day(right.sense):
        return Found(left.first, right.last, _with(right.sense, left.sense))
    if isinstance(right.sense.meaning, Clock) and names_day(left.sense):
        return Found(left.first, right.last, _with(left.sense, right.sense))
    return None


def _with(sense: Sense, other: Sense) -> Sense:
    """Join a day with a time or part of day that stands beside it."""
    return replace(sense, part=other.part or sense.part, clock=other.clock or sense.clock, zone=other.zone or sense.zone)
