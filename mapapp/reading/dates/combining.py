"""Neighbouring pieces that are one expression: "Friday evening", "9 a.m. Tuesday", "the night of April 18"."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import zip_longest

from mapapp.reading.dates import ranges
from mapapp.reading.dates.granules import make_day
from mapapp.reading.dates.lexicon import CODE
from mapapp.reading.dates.meanings import (
    Anniversary,
    Clock,
    Every,
    Found,
    Holiday,
    Partial,
    Sense,
    Shift,
    Stated,
    Weekday,
)
from mapapp.reading.dates.scanning import Scan

_DAYS = (Stated, Partial, Weekday, Holiday, Shift)
_PART = CODE["part"]
_THE, _OF, _ON, _IN, _UNIT = (CODE[name] for name in ("the", "of", "on", "in", "unit"))


def combine(scan: Scan, found: list[Found]) -> list[Found]:
    """Return the expressions with parts of day and times of day joined to the dates beside them."""
    joined: list[Found] = []
    for plain in ranges.complete(scan, _timetables(scan, _without_parts(scan, found))):
        floor = joined[-1].last if joined else 0
        if plain.first < floor:
            continue  # "Friday overnight": the day has taken its part
        item = _week_of(scan, _with_part_before(scan, _with_part_after(scan, plain), floor), floor)
        item = _day_before(scan, item, floor)
        if joined and (both := _pair(scan, joined[-1], item)):
            joined[-1] = both
        else:
            joined.append(item)
    settled = [
        _anniversary(scan, item, before, after)
        if isinstance(item.sense.meaning, Anniversary)
        else _on_next(scan, item, after)
        for before, item, after in zip_longest((None, *joined[:-1]), joined, joined[1:])
        if item is not None
    ]
    return _ordered(scan, [item for item in settled if item is not None])


def _ordered(scan: Scan, found: list[Found]) -> list[Found]:
    """Read 12/05/2021 in the order in which the text's other dates have day and month, where they agree."""
    if not any(isinstance(item.sense.meaning, Stated) and item.sense.meaning.swapped for item in found):
        return found
    orders = {order for item in found if (order := _order(scan, item))}
    if len(orders) != 1:
        return found
    day_first = orders == {"day"}
    result = []
    for item in found:
        meaning = item.sense.meaning
        if isinstance(meaning, Stated) and meaning.swapped:
            meaning = Stated(meaning.swapped if day_first else meaning.granule)
        result.append(replace(item, sense=replace(item.sense, meaning=meaning)))
    return result


def _order(scan: Scan, item: Found) -> str:
    """Return which of day and month comes first in a date, empty where it does not tell."""
    codes = scan.codes[item.first : item.last]
    if codes == CODE["slashed"]:
        first, second = (int(part) for part in re.findall(r"\d+", scan.tokens[item.first].text)[:2])
        return "day" if 12 < first <= 31 else "month" if second > 12 else ""
    month = next((n for n, code in enumerate(codes) if code in (CODE["month"], CODE["weakmonth"])), -1)
    day = next((n for n, code in enumerate(codes) if code in _DAY_NUMBERS), -1)
    return "" if month < 0 or day < 0 else "day" if day < month else "month"


_DAY_NUMBERS = tuple(CODE[name] for name in ("small", "teen", "ordinal"))


def _without_parts(scan: Scan, found: list[Found]) -> list[Found]:
    """Leave out a dawn that stands beside its day: the two become one."""
    kept = []
    for item, after in zip_longest(found, found[1:]):
        alone = item.last == item.first + 1 and _is_edge_of_day(scan, item.first)
        between = scan.codes[item.last : after.first] if after else ""
        if not (alone and after and names_day(after.sense) and between in ("", _ON)):
            kept.append(item)
    return kept


def _timetables(scan: Scan, found: list[Found]) -> list[Found]:
    """Monday to Friday from 9 a.m.: days of every week, for hours follow."""
    result = list(found)
    for number in range(len(found) - 2):
        first, last, hours = found[number : number + 3]
        one, other = first.sense.meaning, last.sense.meaning
        if not (isinstance(one, Weekday) and isinstance(other, Weekday) and isinstance(hours.sense.meaning, Clock)):
            continue
        through = scan.codes[first.last : last.first] in (CODE["to"], CODE["hyphen"], CODE["dash"])
        beside = scan.codes[last.last : hours.first].strip(CODE["comma"]) in ("", CODE["from"], CODE["at"])
        if through and beside and not (one.direction or other.direction):
            for position, day in ((number, one), (number + 1, other)):
                result[position] = replace(found[position], sense=Sense(Every(f"XXXX-WXX-{day.index + 1}")))
    return result


def _anniversary(scan: Scan, item: Found, before: Found | None, after: Found | None) -> Found | None:
    """The tenth anniversary of the Sept. 11 attacks: dated by the day it stands beside ("on Monday, the tenth
    anniversary"), else by what follows; None where that is no date.
    """
    beside = before is not None and names_day(before.sense) and scan.codes[before.last : item.first] == CODE["comma"]
    if before is not None and beside:
        said = isinstance(before.sense.meaning, Shift)  # "today, the tenth anniversary of ...": one day, told once
        return None if said else replace(item, sense=before.sense)
    if after is None or scan.codes[item.last : after.first].replace(_THE, "") != _OF:
        return None
    years, of = item.sense.meaning.years if isinstance(item.sense.meaning, Anniversary) else 0, after.sense.meaning
    if isinstance(of, Stated) and of.granule.unit in ("day", "month", "year"):
        granule = of.granule
        if years and (granule.unit != "day" or make_day(granule.year + years, granule.part, granule.day)):
            return replace(item, sense=Sense(Stated(replace(granule, year=granule.year + years))))
        if not years and granule.unit == "day":
            return replace(item, sense=Sense(Partial("day", granule.part, granule.day)))
    if isinstance(of, Partial) and of.unit == "day" and of.part:
        return replace(item, sense=Sense(Partial("day", of.part, of.day)))
    return None


def _on_next(scan: Scan, item: Found, after: Found | None) -> Found:
    """A time of day followed by "on" and a day is of that day: "5 a.m. on October 3"."""
    if not isinstance(item.sense.meaning, Clock) or after is None or not names_day(after.sense):
        return item
    if scan.codes[item.last : after.first].strip(_THE) != _ON:
        return item
    return replace(item, sense=_with(after.sense, item.sense))


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


def _is_edge_of_day(scan: Scan, position: int) -> bool:
    """Tell dawn and nightfall, which need no article, from morning and night."""
    return scan.codes[position] == _PART and scan.tokens[position].text.lower() in _EDGES_OF_DAY


_EDGES_OF_DAY = frozenset(("dawn", "dusk", "sunrise", "sunset", "daybreak", "nightfall"))


def _with_part_after(scan: Scan, item: Found) -> Found:
    if not names_day(item.sense) or item.sense.part:
        return item
    if part := _part(scan, item.last):
        return Found(item.first, item.last + 1, replace(item.sense, part=part))
    return item


def _week_of(scan: Scan, item: Found, floor: int) -> Found:
    """The week of March 6, Easter week."""
    if isinstance(item.sense.meaning, Holiday) and item.last < len(scan.codes) and scan.codes[item.last] == _UNIT:
        week = scan.tokens[item.last].text.lower() == "week"
        return Found(item.first, item.last + 1, replace(item.sense, edge="week")) if week else item
    position = item.first - 2
    if not names_day(item.sense) or position < floor or scan.codes[position + 1] != _OF:
        return item
    if scan.codes[position] != _UNIT or scan.tokens[position].text.lower() != "week":
        return item
    first = position - 1 if position > floor and scan.codes[position - 1] == _THE else position
    return Found(first, item.last, replace(item.sense, edge="week"))


def _day_before(scan: Scan, item: Found, floor: int) -> Found:
    """The day before last Tuesday, the week after Easter."""
    position = item.first - 2
    if position < floor or not names_day(item.sense) or scan.codes[position] != _UNIT:
        return item
    if scan.tokens[position].text.lower() != "day" or scan.codes[position + 1] not in (CODE["before"], CODE["after"]):
        return item
    first = position - 1 if position > floor and scan.codes[position - 1] == _THE else position
    edge = "day before" if scan.codes[position + 1] == CODE["before"] else "day after"
    return Found(first, item.last, replace(item.sense, edge=edge))


def _with_part_before(scan: Scan, item: Found, floor: int) -> Found:
    """The evening of May 3, (the) night of ..., dawn on Tuesday, dawn Tuesday."""
    if not names_day(item.sense) or item.sense.part:
        return item
    position = item.first - 1
    if position >= floor and _is_edge_of_day(scan, position):
        return Found(position, item.last, replace(item.sense, part=_part(scan, position)))
    if position < floor + 1 or scan.codes[position] not in (_OF, _ON):
        return item
    first = position - 1
    if scan.codes[position] == _ON and _is_edge_of_day(scan, first):
        return Found(first, item.last, replace(item.sense, part=_part(scan, first)))
    if scan.codes[first] == CODE["units"] and scan.tokens[first].text.lower() == "hours":
        first -= 1  # "the morning hours of"
    part = _part(scan, first)
    if first < floor or not part or scan.codes[position] == _ON:
        return item
    if first - 1 >= floor and scan.codes[first - 1] in (CODE["early"], CODE["late"]):
        first -= 1
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
    return replace(
        sense, part=other.part or sense.part, clock=other.clock or sense.clock, zone=other.zone or sense.zone
    )
