"""Dates that share their month or year with a neighbour: "6-7 January 1916", "from October to March 1945"."""

from __future__ import annotations

from dataclasses import replace

from mapapp.reading.dates.granules import Granule, make_day
from mapapp.reading.dates.lexicon import CODE
from mapapp.reading.dates.meanings import Found, Partial, Sense, Stated
from mapapp.reading.dates.scanning import Scan

_DAYS = frozenset(CODE[name] for name in ("small", "teen", "ordinal"))
_TIGHT = frozenset(CODE[name] for name in ("hyphen", "dash"))
_LOOSE = frozenset(CODE[name] for name in ("to", "and")) | _TIGHT
_NUMBERS = frozenset(CODE[name] for name in ("small", "teen", "tens", "three", "year"))
_YEAR, _COMMA, _OTHER, _MONTHS = CODE["year"], CODE["comma"], CODE["other"], (CODE["month"], CODE["weakmonth"])


def complete(scan: Scan, found: list[Found]) -> list[Found]:
    """Return the expressions with the bare halves of ranges and pairs found, and years carried to earlier halves."""
    result: list[Found] = []
    for position, item in enumerate(found):
        floor = result[-1].last if result else 0
        if item.first < floor:
            continue  # already taken as the second half of a range
        ceiling = found[position + 1].first if position + 1 < len(found) else len(scan.codes)
        left = _left(scan, item, floor)
        if left:
            result.append(left)
        right = None if left else _right(scan, item, ceiling)
        if right and isinstance(right.sense.meaning, Stated) and isinstance(item.sense.meaning, Partial):
            year = right.sense.meaning.granule.year
            result.append(replace(item, sense=_in_year(item.sense, year) or item.sense))
        else:
            result.append(item)
        if right:
            result.append(right)
    return _carry_years(scan, result)


def _number(scan: Scan, position: int) -> int | None:
    value = scan.tokens[position].value
    return value if isinstance(value, int) else None


def _left(scan: Scan, item: Found, floor: int) -> Found | None:
    """Find the "6" of "6-7 January 1916", the "480" of "480-479 BC"."""
    first = item.first
    if scan.tokens[first].text.lower() == "the":
        first += 1
    if first - 2 < floor or scan.codes[first - 1] not in _LOOSE:
        return None
    code, number = scan.codes[first - 2], _number(scan, first - 2)
    if number is None or (first - 3 >= floor and scan.codes[first - 3] in _MONTHS):
        return None
    meaning = item.sense.meaning
    if scan.codes[first] in _DAYS and code in _DAYS:
        if isinstance(meaning, Partial) and meaning.unit == "day" and meaning.part and number < meaning.day:
            return Found(first - 2, first - 1, Sense(replace(meaning, day=number, weekday=None)))
        if isinstance(meaning, Stated) and meaning.granule.unit == "day" and number < meaning.granule.day:
            day = make_day(meaning.granule.year, meaning.granule.part, number)
            return Found(first - 2, first - 1, Sense(Stated(day))) if day else None
    before_christ = isinstance(meaning, Stated) and meaning.granule.unit == "year" and meaning.granule.year <= 0
    if before_christ and code in _NUMBERS and isinstance(meaning, Stated) and number > 1 - meaning.granule.year:
        return Found(first - 2, first - 1, Sense(Stated(Granule("year", 1 - number))))
    return None


def _right(scan: Scan, item: Found, ceiling: int) -> Found | None:
    """Find the "9, 1918" of "March 5-9, 1918", the "16" of "1915-16"."""
    place = item.last
    if place + 1 >= len(scan.codes) or place + 1 > ceiling or scan.codes[place] not in _LOOSE:
        return None
    tight = scan.codes[place] in _TIGHT
    number = _number(scan, place + 1)
    meaning = item.sense.meaning
    if number is None:
        return None
    if isinstance(meaning, Stated) and meaning.granule.unit == "year" and tight:
        return _second_year(scan, meaning.granule.year, place + 1, number)
    both_days = scan.codes[place + 1] in _DAYS and scan.codes[place - 1] in _DAYS
    if not both_days or place + 1 >= ceiling or not (tight or _ends(scan, place + 2)):
        return None
    return _second_day(scan, item, place + 1, number)


def _second_day(scan: Scan, item: Found, position: int, number: int) -> Found | None:
    month, day = _month_and_day(item)
    if not month or number <= day:
        return None
    year = item.sense.meaning.granule.year if isinstance(item.sense.meaning, Stated) else None
    last = position + 1
    if scan.codes[last : last + 2] == _COMMA + _YEAR:
        year, last = _number(scan, last + 1), last + 2
    if year is None:
        return Found(position, last, Sense(Partial("day", month, number)))
    stated = make_day(year, month, number)
    return Found(position, last, Sense(Stated(stated))) if stated else None


def _second_year(scan: Scan, first: int, position: int, number: int) -> Found | None:
    if 0 < number < 100 and len(scan.tokens[position].text) == 2:
        number += first // 100 * 100
    if not first < number <= first + 150:
        return None
    return Found(position, position + 1, Sense(Stated(Granule("year", number))))


def _month_and_day(item: Found) -> tuple[int, int]:
    meaning = item.sense.meaning
    if isinstance(meaning, Partial) and meaning.unit == "day":
        return meaning.part, meaning.day
    if isinstance(meaning, Stated) and meaning.granule.unit == "day":
        return meaning.granule.part, meaning.granule.day
    return 0, 0


def _ends(scan: Scan, position: int) -> bool:
    """Tell whether nothing is counted here: "April 24 and 25." but not "April 24 and 25 people"."""
    if position >= len(scan.codes) or scan.codes[position] != _OTHER:
        return True
    return not scan.tokens[position].text[0].isalpha()


_LINKS = frozenset(
    CODE[name] for name in ("to", "and", "hyphen", "dash", "slash", "comma", "the", "in", "from", "by", "on")
)


def _carry_years(scan: Scan, found: list[Found]) -> list[Found]:
    """Give "August" of "August and September 1914", "May 15" of "May 15 to August 16, 1988" its neighbour's year."""
    result = list(found)
    for position in range(len(result) - 2, -1, -1):
        item, after = result[position], result[position + 1]
        meaning, other = item.sense.meaning, after.sense.meaning
        if not isinstance(meaning, Partial) or meaning.direction or not isinstance(other, Stated):
            continue
        if other.granule.unit not in ("day", "month", "season") or not _linked(scan, item.last, after.first):
            continue
        if meaning.unit not in ("day", "month", "season") or (meaning.unit == "day" and not meaning.part):
            continue
        later = meaning.unit != "season" and other.granule.unit != "season" and meaning.part > other.granule.part
        sense = _in_year(item.sense, other.granule.year - later)
        if sense:
            result[position] = replace(item, sense=sense)
    return result


def _linked(scan: Scan, begin: int, end: int) -> bool:
    between = scan.codes[begin:end]
    return 0 < len(between) <= 2 and all(code in _LINKS for code in between)


def _in_year(sense: Sense, year: int) -> Sense | None:
    meaning = sense.meaning
    if not isinstance(meaning, Partial):
        return None
    if meaning.unit == "day":
        day = make_day(year, meaning.part, meaning.day)
        return replace(sense, meaning=Stated(day)) if day else None
    return replace(sense, meaning=Stated(Granule(meaning.unit, year, meaning.part, season=meaning.season)))
