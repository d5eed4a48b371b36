"""Builders for calendar dates: from matched words to what they say, None where it is not a time after all."""

from __future__ import annotations

import re

from mapapp.reading.dates.granules import Granule, Unit, make_day
from mapapp.reading.dates.hits import Hit
from mapapp.reading.dates.lexicon import CODE, MONTHS
from mapapp.reading.dates.meanings import (
    Anniversary,
    Between,
    Clock,
    Every,
    Holiday,
    Ignored,
    Of,
    Partial,
    Sense,
    Shift,
    Stated,
    Weekday,
)
from mapapp.reading.dates.moons import NAMES
from mapapp.reading.dates.scanning import Token
from mapapp.reading.tokens import words

UNITS: dict[str, Unit] = {"D": "day", "W": "week", "WE": "weekend", "M": "month", "Q": "quarter", "Y": "year",
                          "E": "decade", "C": "century"}  # fmt: skip


_OF_2001 = frozenset(
    ("attacks", "attack", "terrorist", "terror", "hijackers", "hijackings")
)  # "the Sept. 11 attacks"


def date(hit: Hit) -> Sense | None:
    """Month and day, with or without a year and a weekday."""
    month, day = hit.integer("m"), hit.integer("d")
    year = hit.year() if hit.token("y") else hit.year("y2")
    if month is None or day is None or not 1 <= day <= 31:
        return None
    if year is not None:
        stated = make_day(year, month, day)
        return Sense(Stated(stated), edge=hit.edge()) if stated else None
    weekday = hit.integer("w")
    if make_day(2000, month, day) is None:
        return None
    after = hit.after()
    if (month, day) == (9, 11) and after and after.text.lower() in _OF_2001:
        return Sense(Stated(Granule("day", 2001, 9, 11)))
    weekday = None if weekday is None else weekday % 7
    return Sense(Partial("day", month, day, direction=hit.direction(), weekday=weekday), edge=hit.edge())


_GIVEN_NAMES = (4, 6, 8)


def month(hit: Hit) -> Sense | None:
    """A month, with or without a year."""
    number, year = hit.integer("m"), hit.year()
    if number is None:
        return None
    if year is not None:
        return Sense(Stated(Granule("month", year, number)), edge=hit.edge())
    direction = hit.direction()
    weak = hit.is_class("m", "weakmonth")
    cued = direction or hit.edge() or hit.before_is("in", "of", "since", "by", "to", "from", "and", "after", "before")
    after = hit.after()
    called = number in _GIVEN_NAMES and after is not None and after.text[:1].isupper() and hit.after_is("other")
    if called and not direction and (hit.before() is None or hit.before_is("other", "stop", "and", "comma")):
        return None  # people called April, June and August
    # "the March accession", but not "the March of ..."
    cued = cued or (hit.before_is("the") and after is not None and hit.after_is("other") and after.text.islower())
    if weak and (
        not cued or (len(hit.word("m")) == 3 and after and after.text[:1].isupper() and not hit.scan.shouting)
    ):
        return None  # "may", "march", and people called Jan
    return Sense(Partial("month", number, direction=direction), edge=hit.edge())


def month_of(hit: Hit) -> Sense | None:
    """A month, or a day of it, of a year named by its distance: "October of that year"."""
    number, day = hit.integer("m"), hit.integer("d")
    group, unit = ("rel2", "u2") if hit.token("rel2") else ("rel", "u")
    outer = relative(hit.word(group), str(hit.value(unit)))
    if number is None or outer is None or outer.unit != "year":
        return None
    return Sense(Of(Partial("day" if day else "month", number, day or 0), outer), edge=hit.edge())


def day_of_month(hit: Hit) -> Sense | None:
    """A day of the month alone: "on the 5th", "the 28th of that month"."""
    day = hit.integer("d")
    if day is None or not 1 <= day <= 31:
        return None
    if hit.token("u") and hit.value("u") != "M":
        return None
    if not hit.token("u"):
        after = hit.after()
        if not hit.before_is("on", "by", "to", "from") or (
            after and after.text[:1].isalpha() and hit.after_is("other")
        ):
            return None
    return Sense(Partial("day", 0, day))


_PAPERS = frozenset(
    ("Times", "Mail", "Telegraph", "Mirror", "Express", "Herald", "Post", "Tribune", "Star", "Independent")
)  # fmt: skip


def weekday(hit: Hit) -> Sense | None:
    """A weekday; its plural is a set."""
    index = hit.integer("w")
    after = hit.after()
    if index is None or hit.word("edge") == "later":
        return None  # "later Thursday": the adverb is the sentence's
    if index >= 7:
        return Sense(Every(f"XXXX-WXX-{index - 6}"))
    if index == 6 and after and after.text in _PAPERS and hit.after_is("other"):
        return Sense(Ignored())
    return Sense(Weekday(index, hit.direction()), edge=hit.edge())


def weekday_parts(hit: Hit) -> Sense | None:
    """Friday nights, Monday mornings: a set."""
    index, part = hit.integer("w"), str(hit.value("n"))
    return Sense(Every(f"XXXX-WXX-{index % 7 + 1}T{part}")) if index is not None and part in _PARTS_OF_DAY else None


_YEAR_CUES = (
    "in", "of", "since", "by", "to", "from", "and", "the", "early", "late", "mid", "open", "dash", "after", "before",
    "hyphen", "comma", "slash", "as", "stop",
)  # fmt: skip
_PARTS_OF_DAY = ("MO", "AF", "EV", "NI")
_NUMBERED = words(
    """
    route flight highway resolution article section room page model channel radio box boeing apollo windows version
    number interstate paragraph chapter code extension regulation rule directive precinct battalion
    """
)
_COUNTED = frozenset(
    ("people", "troops", "soldiers", "men", "women", "children", "km", "miles", "percent", "feet", "meters", "metres",
     "tons", "dollars", "%")
)  # fmt: skip


def year(hit: Hit) -> Sense | None:
    """A year: four digits that do not count anything."""
    number = hit.year()
    if number is not None and hit.before_is("at") and not hit.after_is("other") and not hit.edge():
        return _military(hit.word("y"))
    if number is None or (number > 0 and " " not in hit.word("y") and _counts(hit, number)):
        return None
    return Sense(Stated(Granule("year", number)), edge=hit.edge())


def _military(digits: str) -> Sense | None:
    """A time of day in four digits: "at 1930"."""
    right = len(digits) == 4 and digits[:2] < "24" and digits[2:] < "60"
    return Sense(Clock(), clock=f"{digits[:2]}:{digits[2:]}") if right else None


def _counts(hit: Hit, number: int) -> bool:
    """Tell a quantity from a year by the words beside it."""
    before, after = hit.before(), hit.after()
    word = after.text if after else ""
    if hit.is_class("y", "shortyear") and not hit.before_is("in", "of", "since", "by", "from", "to"):
        return True
    if word.lower() in _COUNTED or (before and _numbers(hit, before)):
        return True
    plural = word[:1].islower() and word.endswith("s") and len(word) > 3
    if plural and not hit.before_is("in", "of", "since", "by", "the", "to", "from", "possessive", "hyphen"):
        return True
    if hit.before_is("possessive") and word[:1].isupper() and hit.after_is("other"):
        return True  # "his brother's 1987 Chevrolet"
    if number >= 2040:
        return number > 2100 or not hit.before_is("in", "of", "since", "by", "to")
    return number < 1900 and not hit.before_is(*_YEAR_CUES) and not hit.edge()


def _numbers(hit: Hit, before: Token) -> bool:
    """Tell a price, "Route 1999" and "555-1994" by what stands before."""
    if before.text in "$£€#№:" or before.text.lower() in _NUMBERED:
        return True
    position = hit.match.start() - 2
    digits = (CODE["three"], CODE["tens"], CODE["number"])
    return position >= 0 and hit.before_is("hyphen") and hit.scan.codes[position] in digits


def year_range(hit: Hit) -> Sense | None:
    """Two years joined by a dash: "1992–2020"."""
    first, last = hit.integer("y"), hit.integer("y2")
    if first is None or last is None:
        return None
    if 0 < last < 100:
        last += first // 100 * 100
    if not first < last <= first + 300:
        return None
    return Sense(Between(Granule("year", first), Granule("year", last)))


def decade(hit: Hit) -> Sense | None:
    """A decade, in four digits, two digits or words; a person's thirties are none."""
    number = hit.integer("d")
    if number is None:
        return None
    before = hit.before()
    if number < 100:
        if before and before.text.lower() in ("his", "her", "their", "my", "your", "our"):
            return None
        if not (hit.starts_with_the() or hit.edge() or hit.word("d").startswith(("'", "’"))):
            return None
        number += 1900 if number >= 20 else 2000
    return Sense(Stated(Granule("decade", number)), edge=hit.edge())


def century(hit: Hit) -> Sense | None:
    """A century by its ordinal: the 19th century is 18XX."""
    number = hit.integer("o")
    if number is None or hit.value("u") != "C" or not 0 < number < 40:
        return None
    first = -100 * number if hit.token("era") else 100 * (number - 1)
    return Sense(Stated(Granule("century", first)), edge=hit.edge())


_VERBS = frozenset(
    ("was", "is", "when", "that", "saw", "had", "brought", "he", "she", "they", "we", "i", "it", "with")
)  # fmt: skip


def season(hit: Hit) -> Sense | None:
    """A season, with or without its year."""
    code, number = str(hit.value("s")), hit.year()
    if number is not None:
        return Sense(Stated(Granule("season", number, season=code)), edge=hit.edge())
    if hit.token("u"):
        outer = relative(hit.word("rel"), str(hit.value("u")))
        return Sense(Of(Partial("season", season=code), outer)) if outer and outer.unit == "year" else None
    direction = hit.direction()
    after = hit.after()
    modifies = after is not None and (hit.after_is("hyphen") or (hit.after_is("other") and after.text.isalpha()))
    if hit.starts_with_the() and not direction and modifies and after and after.text not in _VERBS:
        return None  # "the summer offensive": the article is the noun's
    if not direction and not hit.edge() and not _season_alone(hit):
        return None
    return Sense(Partial("season", season=code, direction=direction), edge=hit.edge())


def _season_alone(hit: Hit) -> bool:
    """Tell the season from a water spring, a downfall and a name."""
    if not hit.is_class("s", "weakseason"):
        return True
    if hit.in_name() or hit.after_is("of"):
        return False
    if hit.word("s") == "fall" or not hit.starts_with_the():
        return hit.before_is("in", "by", "since", "to")
    return True


def quarter(hit: Hit) -> Sense | None:
    """A quarter or half of a year."""
    number, unit = hit.integer("o"), hit.value("u")
    name: Unit | None = "quarter" if unit == "Q" else "half" if unit == "half" else None
    if hit.token("qn"):
        number, name = hit.integer("qn"), "quarter"
    if number is None or name is None or not 1 <= number <= (4 if name == "quarter" else 2):
        return None
    year_number = hit.integer("y")
    if year_number is not None:
        return Sense(Stated(Granule(name, year_number, number)))
    inner = Partial(name, number)
    if hit.token("rel"):
        outer = relative(hit.word("rel"), str(hit.value("u2")))
        return Sense(Of(inner, outer)) if outer and outer.unit == "year" else None
    return Sense(inner) if name == "quarter" else None


def relative(word: str, unit_code: str) -> Shift | None:
    """Return what "last year", "this month", "that week" shift by; None for what is no unit."""
    unit = UNITS.get(unit_code)
    if unit is None:
        return None
    if word in ("last", "past"):
        return Shift(unit, -1)
    if word in ("next", "coming"):
        return Shift(unit, 1)
    if word in ("this", "current"):
        return Shift(unit, 0)
    return Shift(unit, 0, "text")


def holiday(hit: Hit) -> Sense | None:
    """A named day; the Yom Kippur War and the Tet Offensive are none."""
    after = hit.after()
    named = hit.in_name() or (after is not None and after.text[:1].isupper() and hit.after_is("other"))
    if named and str(hit.value("h")) in NAMES:
        return Sense(Ignored())
    return Sense(Holiday(str(hit.value("h")), hit.year(), hit.direction()))


def anniversary(hit: Hit) -> Sense | None:
    """The tenth anniversary of something."""
    return Sense(Anniversary(hit.integer("o") or 0)) if hit.after_is("of") else None


def clock(hit: Hit) -> Sense | None:
    """A time of day."""
    token = hit.token("c")
    if token is None:
        return None
    if hit.is_class("c", "noon"):
        if hit.in_name():
            return None
        return Sense(Clock(), clock="24:00" if token.text.lower() == "midnight" else "12:00")
    hours, _, minutes = str(token.value).partition(":")
    hour, meridiem = int(hours), hit.value("mer")
    if hit.token("part"):
        meridiem = "a" if hit.value("part") == "MO" else "p"
    if meridiem == "p" and hour < 12:
        hour += 12
    if meridiem == "a" and hour == 12:
        hour = 0
    if hour > 24 or (hour == 24 and minutes not in ("", "00")):
        return None
    return Sense(Clock(), clock=f"{hour:02d}:{(minutes or '00')[:2]}", zone=str(hit.value("z") or ""))


def iso(hit: Hit) -> Sense | None:
    """Dates in digits: 2021-05-14, 2021-05-14T10:30Z, 14.05.2021, 5/14/2021."""
    text = hit.word("i")
    parts = [int(part) for part in re.findall(r"\d+", text)]
    if len(parts) == 1:
        compact = make_day(parts[0] // 10000, parts[0] // 100 % 100, parts[0] % 100)
        return Sense(Stated(compact)) if compact and not hit.before_is("hyphen", "slash", "other") else None
    if "-" not in text:
        return _slashed(parts, "." in text)
    if len(parts) == 2:
        return Sense(Stated(Granule("month", parts[0], parts[1]))) if 1 <= parts[1] <= 12 and parts[0] else None
    day = make_day(parts[0], parts[1], parts[2])
    time = re.search(r"[t ]([01]\d|2[0-3]):?([0-5]\d)?", text)
    if day is None or not parts[0]:
        return None
    return Sense(
        Stated(day), clock=f"{time[1]}:{time[2] or '00'}" if time else "", zone="Z" if text.endswith("z") else ""
    )


_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")


def roman(hit: Hit) -> Sense | None:
    """A date with its month in Roman numerals, as in Poland and Hungary: 14 V 2021, 14.V.2021."""
    day, month, year = re.findall(r"\w+", hit.word("i"))
    stated = make_day(int(year), _ROMAN.index(month) + 1, int(day))
    return Sense(Stated(stated)) if stated else None


def date_time_group(hit: Hit) -> Sense | None:
    """A military date-time group: 141030Z MAY 12 is 10:30 of 14 May 2012, Z for universal time."""
    match = re.fullmatch(r"(\d\d)(\d\d)(\d\d)([a-z]?)\s?([a-z]{3})\s?(\d+)", hit.word("i"))
    if not match:
        return None
    month = next(number for number, name in enumerate(MONTHS, 1) if name.startswith(match[5]))
    day = make_day(int(match[6]) + (2000 if len(match[6]) == 2 else 0), month, int(match[1]))
    return Sense(Stated(day), clock=f"{match[2]}:{match[3]}", zone="Z" if match[4] == "z" else "") if day else None


def _slashed(parts: list[int], dotted: bool) -> Sense | None:
    if len(parts) != 3:
        return None if parts != [9, 11] else Sense(Stated(Granule("day", 2001, 9, 11)))
    swapped = None
    if parts[0] > 999:
        day = make_day(parts[0], parts[1], parts[2])
    else:
        first, second, year = parts
        if year < 100:
            year += 1900 if year >= 40 else 2000
        if not 1000 <= year <= 2199:
            return None
        # day first where dots say so or the first number cannot be a month; else the American order
        month_first = not dotted and first <= 12
        day = make_day(year, first, second) if month_first else make_day(year, second, first)
        if month_first and first != second:
            swapped = make_day(year, second, first)
            day, swapped = (day, swapped) if day else (swapped, None)
    return Sense(Stated(day, swapped)) if day else None
