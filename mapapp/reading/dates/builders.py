"""From a matched sequence of words to what it says; None where the match turns out not to be a time after all."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from mapapp.reading.dates.granules import Granule, Unit, make_day
from mapapp.reading.dates.lexicon import CODE
from mapapp.reading.dates.meanings import (
    Between,
    Clock,
    Direction,
    Duration,
    Every,
    Holiday,
    Of,
    Partial,
    Reference,
    Sense,
    Shift,
    Stated,
    Weekday,
)
from mapapp.reading.dates.scanning import Scan, Token

_UNITS: dict[str, Unit] = {"D": "day", "W": "week", "WE": "weekend", "M": "month", "Q": "quarter", "Y": "year",
                           "E": "decade", "C": "century"}  # fmt: skip
_DIRECTIONS: dict[str, Direction] = {
    "last": "last", "past": "last", "next": "next", "upcoming": "next", "coming": "next", "forthcoming": "next",
    "this": "this", "current": "this", "present": "this", "that": "same", "same": "same", "very": "same",
    "previous": "previous", "preceding": "previous", "prior": "previous", "following": "following",
    "ensuing": "following", "subsequent": "following", "succeeding": "following",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hit:
    """A match of a rule over a scan."""

    scan: Scan
    match: re.Match[str]

    def token(self, group: str) -> Token | None:
        """Return the group's first token, None when the group took no part."""
        position = self.match.start(group) if group in self.match.re.groupindex else -1
        return self.scan.tokens[position] if position >= 0 else None

    def value(self, group: str) -> object:
        """Return what the group's first token stands for."""
        token = self.token(group)
        return token.value if token else None

    def integer(self, group: str) -> int | None:
        """Return the number the group's first token stands for."""
        value = self.value(group)
        return value if isinstance(value, int) else int(value) if isinstance(value, str) and value.isdigit() else None

    def word(self, group: str) -> str:
        """Return the group's first token in lower case, empty when there is none."""
        token = self.token(group)
        return token.text.lower() if token else ""

    def code(self, group: str) -> str:
        """Return the class of the group's first token, empty when there is none."""
        position = self.match.start(group) if group in self.match.re.groupindex else -1
        return self.scan.codes[position] if position >= 0 else ""

    def before(self) -> Token | None:
        """Return the token before the match."""
        return self.scan.tokens[self.match.start() - 1] if self.match.start() else None

    def after(self) -> Token | None:
        """Return the token after the match."""
        return self.scan.tokens[self.match.end()] if self.match.end() < len(self.scan.tokens) else None

    def first(self) -> Token:
        """Return the match's first token."""
        return self.scan.tokens[self.match.start()]

    def before_is(self, *names: str) -> bool:
        """Tell whether the token before the match is of one of these classes."""
        start = self.match.start()
        return start > 0 and self.scan.codes[start - 1] in {CODE[name] for name in names}

    def after_is(self, *names: str) -> bool:
        """Tell whether the token after the match is of one of these classes."""
        end = self.match.end()
        return end < len(self.scan.codes) and self.scan.codes[end] in {CODE[name] for name in names}

    def edge(self) -> str:
        """Return early, late, mid, start, end or nothing."""
        word = self.word("edge") or self.word("edge2")
        return {"middle": "mid", "beginning": "start", "turn": "start", "close": "end"}.get(word, word)

    def direction(self) -> Direction:
        """Return which way the expression's last/next/this points."""
        return _DIRECTIONS.get(self.word("dir"), "")


def year_of(hit: Hit, group: str = "y") -> int | None:
    """Return a year, two digits taken as the nearest of the century before 2050."""
    value = hit.integer(group)
    if value is None:
        return None
    return value if value > 99 else 1900 + value if value >= 40 else 2000 + value


def date(hit: Hit) -> Sense | None:
    """Month and day, with or without a year and a weekday."""
    month, day = hit.integer("m"), hit.integer("d")
    year = year_of(hit) or year_of(hit, "y2")
    if month is None or day is None or not 1 <= day <= 31:
        return None
    if year is not None:
        stated = make_day(year, month, day)
        return Sense(Stated(stated)) if stated else None
    weekday = hit.integer("w")
    if make_day(2000, month, day) is None:
        return None
    return Sense(Partial("day", month, day, weekday=None if weekday is None else weekday % 7))


def month(hit: Hit) -> Sense | None:
    """A month, with or without a year."""
    number = hit.integer("m")
    year = year_of(hit)
    if number is None:
        return None
    if year is not None:
        return Sense(Stated(Granule("month", year, number)), edge=hit.edge())
    direction = hit.direction()
    weak = hit.code("m") == CODE["weakmonth"]
    if weak and not (
        direction or hit.edge() or hit.before_is("in", "of", "since", "by", "to", "from", "and", "after", "before")
    ):
        return None
    return Sense(Partial("month", number, direction=direction), edge=hit.edge())


def month_of(hit: Hit) -> Sense | None:
    """A month, or a day of it, of a year named by its distance: "October of that year"."""
    number, day = hit.integer("m"), hit.integer("d")
    outer = _relative(hit.word("rel"), str(hit.value("u")))
    if number is None or outer is None or outer.unit != "year":
        return None
    return Sense(Of(Partial("day" if day else "month", number, day or 0), outer))


def weekday(hit: Hit) -> Sense | None:
    """A weekday; its plural is a set."""
    index = hit.integer("w")
    if index is None:
        return None
    if index >= 7:
        return Sense(Every(f"XXXX-WXX-{index - 6}"))
    return Sense(Weekday(index, hit.direction()), edge=hit.edge())


_YEAR_CUES = ("in", "of", "since", "by", "to", "from", "and", "the", "until", "early", "late", "mid", "open", "dash", "after",
              "before", "hyphen", "for", "comma", "slash", "as")  # fmt: skip


def year(hit: Hit) -> Sense | None:
    """A year: four digits that do not count anything."""
    number = hit.integer("y")
    if number is None:
        return None
    before, after = hit.before(), hit.after()
    if before and before.text in "$£€#№":
        return None
    counted = after is not None and after.text[:1].islower() and after.text.endswith("s") and len(after.text) > 3
    if counted and not hit.before_is("in", "of", "since", "by", "until", "the", "to", "from"):
        return None
    if after is not None and after.text in {"%", "percent", "km", "miles", "people", "troops", "soldiers", "men"}:
        return None
    if not 1900 <= number <= 2039 and not hit.before_is(*_YEAR_CUES) and not hit.edge():
        return None
    return Sense(Stated(Granule("year", number)), edge=hit.edge())


def year_range(hit: Hit) -> Sense | None:
    """Two years joined: "1992–2020", "1914-18"."""
    first, last = hit.integer("y"), hit.integer("y2")
    if first is None or last is None:
        return None
    if last < 100:
        last += first // 100 * 100
    if not first < last <= first + 300:
        return None
    return Sense(Between(Granule("year", first), Granule("year", last)))


def era(hit: Hit) -> Sense | None:
    """A year before or after Christ."""
    number = hit.integer("n")
    if number is None or not 0 < number < 9999:
        return None
    return Sense(Stated(Granule("year", 1 - number if hit.code("era") == CODE["era"] else number)))


def decade(hit: Hit) -> Sense | None:
    """A decade, in four digits, two digits or words."""
    number = hit.integer("d")
    if number is None:
        return None
    if number < 100:
        number += 1900 if number >= 30 else 2000
    return Sense(Stated(Granule("decade", number)), edge=hit.edge())


def century(hit: Hit) -> Sense | None:
    """A century by its ordinal: the 19th century is 18XX."""
    number = hit.integer("o")
    if number is None or hit.value("u") != "C" or not 0 < number < 40:
        return None
    return Sense(
        Stated(Granule("century", -100 * number if hit.token("era") else 100 * (number - 1))), edge=hit.edge()
    )


def season(hit: Hit) -> Sense | None:
    """A season, with or without its year."""
    code, number = str(hit.value("s")), year_of(hit)
    direction = hit.direction()
    if number is not None:
        return Sense(Stated(Granule("season", number, season=code)), edge=hit.edge())
    if hit.code("s") == CODE["weakseason"] and not direction and not hit.edge():
        the = hit.first().text.lower() == "the" and hit.before_is("in", "by", "since", "to")
        if not the and not (hit.before_is("in") and hit.first().text.lower() != "the"):
            return None
    return Sense(Partial("season", season=code, direction=direction), edge=hit.edge())


def quarter(hit: Hit) -> Sense | None:
    """A quarter or half of a year."""
    number, unit = hit.integer("o"), hit.value("u")
    name: Unit | None = "quarter" if unit == "Q" else "half" if unit == "half" else None
    if number is None or name is None or not 1 <= number <= (4 if name == "quarter" else 2):
        return None
    year_number = hit.integer("y")
    if year_number is not None:
        return Sense(Stated(Granule(name, year_number, number)))
    outer = _relative(hit.word("rel"), str(hit.value("u2"))) if hit.token("rel") else None
    inner = Partial(name, number)
    if outer:
        return Sense(Of(inner, outer)) if outer.unit == "year" else None
    return Sense(inner) if name == "quarter" else None


def _relative(word: str, unit_code: str) -> Shift | None:
    unit = _UNITS.get(unit_code)
    if unit is None:
        return None
    if word in ("last", "past"):
        return Shift(unit, -1)
    if word in ("next", "coming"):
        return Shift(unit, 1)
    if word in ("this", "current"):
        return Shift(unit, 0)
    return Shift(unit, 0, "text")


def day_word(hit: Hit) -> Sense | None:
    """Yesterday, today, tomorrow, tonight."""
    word = hit.word("w")
    if word == "tonight":
        return Sense(Shift("day", 0), part="NI")
    count = {"yesterday": -1, "today": 0, "tomorrow": 1}[word]
    return Sense(Shift("day", count), edge=hit.edge())


_BY_DIRECTION: dict[Direction, tuple[int, bool]] = {
    "last": (-1, False), "next": (1, False), "this": (0, False), "same": (0, True), "previous": (-1, True),
    "following": (1, True),
}  # fmt: skip


def direction_unit(hit: Hit) -> Sense | None:
    """Last week, this month, the next day, that year, this morning."""
    word, direction, value = hit.word("dir"), hit.direction(), str(hit.value("u"))
    count, from_text = _BY_DIRECTION[direction]
    the = hit.first().text.lower() == "the"
    if hit.code("u") == CODE["part"] or hit.word("u") == "night":
        part = value if hit.code("u") == CODE["part"] else "NI"
        if word == "next" or from_text:
            return Sense(Shift("day", count, "text"), part=part)
        return Sense(Shift("day", -1 if direction == "last" else count), part=part)
    unit = _UNITS.get(value)
    if unit is None:
        return None
    if the and word == "next":
        from_text = True
    if unit == "day" and word in ("this", "last", "past"):
        from_text = from_text or word == "this"
        if word != "this":
            return Sense(Duration("P1D"))
    if the and word in ("past", "last") and unit != "weekend":
        return Sense(Duration(_duration("1", value)))
    return Sense(Shift(unit, count, "text" if from_text else "now"), edge=hit.edge())


def edge_unit(hit: Hit) -> Sense | None:
    """The end of the year, early in the month."""
    unit = _UNITS.get(str(hit.value("u")))
    if unit is None or not hit.edge() or unit in ("day", "decade"):
        return None
    return Sense(Shift(unit, 0, "text"), edge=hit.edge())


def amount(hit: Hit) -> str:
    """Return the number of a quantity as digits, X where it is not said."""
    begin, end = hit.match.span("q")
    tokens = hit.scan.tokens[begin:end]
    total, current, seen, half, vague = 0.0, 0.0, False, False, False
    for position, token in enumerate(tokens):
        word = token.text.lower()
        value = token.value
        code = hit.scan.codes[begin + position]
        if code == CODE["vague"]:
            vague = True
        elif code == CODE["half"]:
            half = True
        elif code == CODE["slash"] and position + 1 < len(tokens):
            numerator, denominator = tokens[position - 1].value, tokens[position + 1].value
            if isinstance(numerator, int) and isinstance(denominator, int) and denominator:
                return f"{total + current - numerator + numerator / denominator:g}"
        elif code == CODE["numword"] and isinstance(value, int):
            seen = True
            if value >= 100 and value != 12 or word in ("dozen", "couple"):
                current = (current or 1) * value
            else:
                current += value
        elif isinstance(value, int):
            current, seen = current + value, True
        elif code == CODE["number"]:
            current, seen = float(str(value)), True
        elif code in (CODE["a"], CODE["another"]) and len(tokens) == 1:
            current, seen = 1, True
    if vague:
        return "X"
    total += current + (0.5 if half else 0)
    return f"{total:g}" if seen or half else "X"


def _duration(number: str, unit: str) -> str:
    if unit in ("TS", "TM", "TH"):
        return f"PT{number}{unit[1:]}"
    if unit == "E":
        return f"P{int(float(number) * 10)}Y" if number != "X" else "PXE"
    if unit == "C":
        return f"P{int(float(number) * 100)}Y" if number != "X" else "PXC"
    if unit == "Q" and number != "X":
        return f"P{int(float(number) * 3)}M"
    if unit in ("NI", "MO", "EV"):
        return f"P{number}{unit}"
    return f"P{number}{unit}"


def ago(hit: Hit) -> Sense | None:
    """So long ago, earlier, later."""
    how, unit, number = hit.word("how"), _UNITS.get(str(hit.value("u"))), amount(hit)
    if how in ("before", "after"):
        return None
    sign = -1 if how in ("ago", "earlier") else 1
    anchor: Literal["now", "text"] = "now" if how == "ago" else "text"
    if number == "X" or "." in number or unit is None:
        return Sense(Reference("PAST_REF" if sign < 0 else "FUTURE_REF"))
    if unit in ("decade", "century"):
        return Sense(Shift("year", sign * int(number) * (10 if unit == "decade" else 100), anchor))
    return Sense(Shift(unit, sign * int(number), anchor))


def later_that(hit: Hit) -> Sense | None:
    """Later that day, earlier this week."""
    unit = _UNITS.get(str(hit.value("u")))
    if unit is None or hit.code("u") == CODE["part"]:
        return None
    word = hit.word("rel")
    return Sense(Shift(unit, 0, "now" if word == "this" else "text"), edge=hit.word("how"))


def duration(hit: Hit) -> Sense | None:
    """A quantity of units."""
    unit = str(hit.value("u"))
    number = amount(hit)
    if hit.word("q") in ("a", "an", "some") and hit.word("u") in ("second", "quarter", "night", "day"):
        return None if hit.word("u") != "day" else Sense(Duration("P1D"))
    return Sense(Duration(_duration(number, unit)))


def bare_units(hit: Hit) -> Sense | None:
    """Units without a number: "years", "decades-long", "month-long"."""
    unit = str(hit.value("u"))
    number = "1" if hit.code("u") == CODE["unit"] else "X"
    if unit in ("TS", "TM", "NI", "MO", "EV", "WE", "Q"):
        return None
    return Sense(Duration(_duration(number, unit)))


def every(hit: Hit) -> Sense | None:
    """Every day, each Monday, per month."""
    value = hit.value("u")
    if hit.code("u") == CODE["weekday"]:
        index = hit.integer("u") or 0
        return Sense(Every(f"XXXX-WXX-{index % 7 + 1}"))
    if hit.code("u") == CODE["month"]:
        return Sense(Every(f"XXXX-{hit.integer('u') or 0:02d}"))
    if hit.code("u") == CODE["part"]:
        return Sense(Every(f"XXXX-XX-XXT{value}"))
    return Sense(Every(_duration("1", str(value))))


_DAILY = {"daily": "P1D", "nightly": "P1D", "weekly": "P1W", "biweekly": "P2W", "monthly": "P1M", "bimonthly": "P2M",
          "quarterly": "P3M", "yearly": "P1Y", "annual": "P1Y", "annually": "P1Y", "biannual": "P6M", "hourly": "PT1H",
          "weekday": "XXXX-WXX", "weekdays": "XXXX-WXX"}  # fmt: skip


def daily(hit: Hit) -> Sense | None:
    """Daily, weekly, annually."""
    return Sense(Every(_DAILY[hit.word("w")]))


def holiday(hit: Hit) -> Sense | None:
    """A named day."""
    return Sense(Holiday(str(hit.value("h")), year_of(hit), hit.direction()))


def clock(hit: Hit) -> Sense | None:
    """A time of day."""
    token = hit.token("c")
    if token is None:
        return None
    if hit.code("c") == CODE["noon"]:
        midnight = token.text.lower() == "midnight"
        return Sense(Clock(), clock="24:00" if midnight else "12:00")
    hours, _, minutes = str(token.value).partition(":")
    hour, meridiem = int(hours), hit.value("mer")
    if meridiem == "p" and hour < 12:
        hour += 12
    if meridiem == "a" and hour == 12:
        hour = 0
    if hour > 24:
        return None
    return Sense(Clock(), clock=f"{hour:02d}:{(minutes or '00')[:2]}", zone=str(hit.value("z") or ""))


def iso(hit: Hit) -> Sense | None:
    """Dates in digits: 2021-05-14, 2021-05-14T10:30Z, 14.05.2021, 5/14/2021."""
    text = hit.word("i")
    parts = [int(part) for part in re.findall(r"\d+", text)]
    if "-" in text:
        if len(parts) == 2:
            return Sense(Stated(Granule("month", parts[0], parts[1]))) if 1 <= parts[1] <= 12 else None
        day = make_day(parts[0], parts[1], parts[2])
        time = re.search(r"t(\d\d):?(\d\d)?", text)
        zone = "Z" if text.endswith("z") else ""
        if day is None:
            return None
        return Sense(Stated(day), clock=f"{time[1]}:{time[2] or '00'}" if time else "", zone=zone)
    return _slashed(parts, "." in text)


def _slashed(parts: list[int], dotted: bool) -> Sense | None:
    if len(parts) != 3:
        return None
    if parts[0] > 999:
        day = make_day(parts[0], parts[1], parts[2])
    else:
        first, second, year = parts
        if year < 100:
            year += 1900 if year >= 40 else 2000
        if year < 1000 or year > 2199:
            return None
        # day first where dots say so or the first number cannot be a month; else the American order
        month_first = not dotted and first <= 12
        day = make_day(year, first, second) if month_first else make_day(year, second, first)
    return Sense(Stated(day)) if day else None


def reference(hit: Hit) -> Sense | None:
    """Now, the future."""
    return Sense(Reference("PRESENT_REF" if hit.code("w") == CODE["now"] else "FUTURE_REF"))


def with_parts(sense: Sense, other: Sense) -> Sense:
    """Join a date with a part of day or time of day that stands beside it."""
    return replace(
        sense, part=other.part or sense.part, clock=other.clock or sense.clock, zone=other.zone or sense.zone
    )
