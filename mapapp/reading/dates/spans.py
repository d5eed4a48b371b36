"""Builders for what counts time: lengths, recurrences, and dates so many units away."""

from __future__ import annotations

from typing import Literal

from mapapp.reading.dates.builders import UNITS
from mapapp.reading.dates.granules import Unit
from mapapp.reading.dates.hits import Hit
from mapapp.reading.dates.lexicon import CODE
from mapapp.reading.dates.meanings import Ago, Direction, Duration, Every, Ignored, Reference, Sense, Shift, Weekday


def day_word(hit: Hit) -> Sense | None:
    """Yesterday, today, tomorrow, tonight, the day before yesterday."""
    word = hit.word("w")
    if hit.in_name() or hit.word("edge") == "later":
        return None
    if word == "tonight":
        return Sense(Shift("day", 0), part="NI")
    count = {"yesterday": -1, "today": 0, "tomorrow": 1}[word]
    if hit.token("how"):
        step = -1 if hit.word("how") == "before" else 1
        return Sense(Shift("day", count + step)) if step == count else None
    return Sense(Shift("day", count), edge=hit.edge())


_BY_DIRECTION: dict[Direction, tuple[int, bool]] = {
    "last": (-1, False), "next": (1, False), "this": (0, False), "same": (0, True), "previous": (-1, True),
    "following": (1, True),
}  # fmt: skip


def direction_unit(hit: Hit) -> Sense | None:
    """Last week, this month, the next day, that year, this morning."""
    word, direction = hit.word("dir"), hit.direction()
    if direction not in _BY_DIRECTION or word == "those":
        return None
    count, from_text = _BY_DIRECTION[direction]
    if hit.is_class("u", "part") or hit.word("u") == "night":
        part = str(hit.value("u")) if hit.is_class("u", "part") else "NI"
        if word == "next" or from_text:
            return Sense(Shift("day", count, "text"), part=part)
        return Sense(Shift("day", count), part=part)
    return _unit_away(hit, word, count, from_text)


def _unit_away(hit: Hit, word: str, count: int, from_text: bool) -> Sense | None:
    value = str(hit.value("u"))
    unit = UNITS.get(value)
    if unit is None:
        return Sense(Duration(length("1", value))) if word in ("past", "last", "next") else None
    the = hit.starts_with_the()
    if word in ("past", "coming") or (the and word == "last"):
        if unit == "weekend":
            return Sense(Shift(unit, count))
        return Sense(Duration(length("1", value)))
    if unit == "day" and word == "last":
        return None
    if (the and word == "next") or (unit == "day" and word in ("this", "next")):
        from_text = True
    return Sense(Shift(unit, count, "text" if from_text else "now"), edge=hit.edge())


def the_unit(hit: Hit) -> Sense | None:
    """The weekend: the one just past or, looking ahead, the one to come; in the quarter, during the year."""
    unit = UNITS.get(str(hit.value("u")))
    if unit == "weekend":
        return Sense(Shift(unit, 0))
    fiscal = any(code == CODE["fiscal"] for code in hit.match.group())
    if unit not in ("week", "month", "quarter", "year") or not (fiscal or hit.before_is("in", "for")):
        return None
    after = hit.after()
    if hit.after_is("of", "that", "before", "after", "since", "to", "earlier", "later", "hyphen", "possessive"):
        return None
    if after and hit.after_is("other") and after.text.isalpha() and not fiscal:
        return None  # "in the week he left"
    return Sense(Shift(unit, 0, "text"))


def part_alone(hit: Hit) -> Sense | None:
    """In the morning, during the night, at dawn, overnight: a part of the day that the text speaks of."""
    word, after = hit.word("w"), hit.after()
    if hit.in_name() or hit.after_is("of"):
        return None
    signs = after is None or after.text[:1] in ".;:!?"
    modifies = not signs and hit.after_is("other", "hyphen", "unit", "units")
    part = str(hit.value("w"))
    if word == "overnight":
        noun = hit.before_is("a", "the", "in", "possessive", "of", "that", "by")
        return None if (noun and modifies) or hit.starts_with_the() else Sense(Shift("day", 0), part=part)
    if hit.starts_with_the():
        return Sense(Shift("day", 0, "text"), part=part) if hit.before_is("in", "by", "to") and not modifies else None
    at = hit.before_is("at", "before", "after", "since", "by", "to") and word in _EDGES_OF_DAY
    return Sense(Shift("day", 0, "text"), part=part) if at and not modifies else None


_EDGES_OF_DAY = frozenset(("dawn", "dusk", "sunrise", "sunset", "daybreak", "nightfall"))


def long_ago(hit: Hit) -> Sense | None:
    """Some time ago, long ago."""
    del hit
    return Sense(Reference("PAST_REF"))


def and_a_half(hit: Hit) -> Sense | None:
    """A year and a half."""
    number = amount(hit)
    return Sense(Duration(length(f"{float(number) + 0.5:g}", str(hit.value("u"))))) if number.isdigit() else None


def edge_unit(hit: Hit) -> Sense | None:
    """The end of the year, early in the month."""
    unit = UNITS.get(str(hit.value("u")))
    if unit is None or not hit.edge() or unit in ("day", "decade"):
        return None
    return Sense(Shift(unit, 0, "story"), edge=hit.edge())


def units_end(hit: Hit) -> Sense | None:
    """Month's end, year-end."""
    unit = UNITS.get(str(hit.value("u")))
    return (
        Sense(Shift(unit, 0, "story"), edge="end") if unit in ("month", "year") and hit.word("e") == "end" else None
    )


def amount(hit: Hit) -> str:
    """Return the number of a quantity as digits, X where it is not said."""
    begin, end = hit.match.span("q")
    codes, tokens = hit.scan.codes[begin:end], hit.scan.tokens[begin:end]
    if CODE["vague"] in codes:
        return "X"
    if CODE["slash"] in codes:
        return _fraction(codes, [token.value for token in tokens])
    total, seen = 0.0, False
    for code, token in zip(codes, tokens, strict=True):
        value = token.value
        if code == CODE["number"]:
            total, seen = float(str(value)), True
        elif isinstance(value, int):
            multiplies = code == CODE["multiple"]
            total, seen = ((total or 1) * value if multiplies else total + value), True
    half = 0.5 if CODE["half"] in codes else 0.0
    if not seen and not half:
        return "1" if codes.strip(CODE["the"]) in (CODE["a"], CODE["another"]) else "X"
    return f"{total + half:g}" if total + half < 1e6 else "X"


def _fraction(codes: str, values: list[object]) -> str:
    slash = codes.index(CODE["slash"])
    numerator, denominator = values[slash - 1], values[slash + 1]
    whole = values[slash - 2] if slash >= 2 else 0
    if isinstance(numerator, int) and isinstance(denominator, int) and isinstance(whole, int) and denominator:
        return f"{whole + numerator / denominator:g}"
    return "X"


def length(number: str, unit: str) -> str:
    """Return an ISO 8601 duration; X where the number is not said."""
    if unit == "F":
        return f"P{float(number) * 2:g}W" if number != "X" else "PXW"
    if unit in ("TS", "TM", "TH"):
        if unit == "TH" and number.endswith(".5"):
            return f"PT{number[:-2]}H30M" if number != "0.5" else "PT30M"
        return f"PT{number}{unit[1:]}"
    if number != "X" and unit in ("E", "C", "L", "Q"):
        count = float(number) * {"E": 10, "C": 100, "L": 1000, "Q": 3}[unit]
        return f"P{count:g}{'M' if unit == 'Q' else 'Y'}"
    return f"P{number}{ {'E': 'DE', 'C': 'CE'}.get(unit, unit) }"


# half of one is a whole number of these
_FINER: dict[Unit, tuple[Unit, int]] = {"year": ("month", 12), "decade": ("year", 10), "century": ("year", 100)}


def year_ago(hit: Hit) -> Sense | None:
    """Year-ago, year-earlier."""
    unit = UNITS.get(str(hit.value("u")))
    return Sense(Shift(unit, -1, "now" if hit.word("how") == "ago" else "text")) if unit else None


def ago(hit: Hit) -> Sense | None:
    """So long ago, earlier, later."""
    how, unit = hit.word("how"), UNITS.get(str(hit.value("u")))
    number = amount(hit) if hit.token("q") else "X"
    sign = -1 if how in ("ago", "earlier", "before") else 1
    anchor: Literal["now", "text"] = "now" if how == "ago" else "text"
    if hit.value("u") == "F" and number.isdigit():
        unit, number = "week", str(2 * int(number))
    if unit is None and number != "X":
        return Sense(Duration(length(number, str(hit.value("u")))))  # hours and minutes away: how far, not when
    if number.endswith(".5") and unit in _FINER:
        unit, times = _FINER[unit]
        number = f"{float(number) * times:g}"
    if number == "X" or "." in number or unit is None:
        return Sense(Reference("PAST_REF" if sign < 0 else "FUTURE_REF"))
    count = sign * int(number)
    if unit in ("decade", "century"):
        return Sense(Shift("year", count * (10 if unit == "decade" else 100), anchor))
    return Sense(Shift(unit, count, anchor))


def unit_before(hit: Hit) -> Sense | None:
    """The day before, the year after, where nothing follows that it is before or after of."""
    part = str(hit.value("u")) if hit.is_class("u", "part") else ""
    unit: Unit | None = "day" if part else UNITS.get(str(hit.value("u")))
    return Sense(Shift(unit, -1 if hit.word("how") == "before" else 1, "text"), part=part) if unit else None


def ago_this(hit: Hit) -> Sense | None:
    """Twenty years ago this month, a week ago today, a year ago Friday."""
    number, unit = amount(hit), UNITS.get(str(hit.value("u")))
    if not number.isdigit() or unit not in ("week", "month", "year", "decade"):
        return None
    back = Ago(unit, int(number))
    if hit.is_class("w", "weekday"):
        index = hit.integer("w") or 0
        return Sense(Weekday(index), ago=back) if index < 7 else None
    if hit.is_class("w", "day_word"):
        return Sense(Shift("day", {"yesterday": -1, "today": 0, "tomorrow": 1}[hit.word("w")]), ago=back)
    inner = UNITS.get(str(hit.value("u2")))
    return Sense(Shift(inner, 0), ago=back) if inner in ("week", "month", "weekend") else None


def quarter_century(hit: Hit) -> Sense | None:
    """A quarter of a century, a quarter-century ago."""
    if hit.value("u2") != "Q" or hit.value("u") != "C":
        return None
    if not hit.token("how"):
        return Sense(Duration("P25Y"))
    how = hit.word("how")
    return Sense(Shift("year", 25 if how == "later" else -25, "now" if how == "ago" else "text"))


def from_day(hit: Hit) -> Sense | None:
    """Two years from now, a week from Sunday."""
    unit, number = UNITS.get(str(hit.value("u"))), amount(hit)
    if hit.is_class("w", "weekday"):
        index = hit.integer("w") or 0
        week = unit == "week" and number == "1" and index < 7
        return Sense(Weekday(index), edge="week after") if week else None
    if hit.word("w") not in ("now", "today", "tomorrow"):
        return None
    if unit in ("week", "month") and number.isdigit() and hit.word("w") != "now":
        return Sense(Shift("day", int(hit.word("w") == "tomorrow")), ago=Ago(unit, -int(number)))
    if number == "X" or not number.isdigit() or unit is None:
        return Sense(Reference("FUTURE_REF"))
    years = {"decade": 10, "century": 100}.get(unit)
    return Sense(Shift("year" if years else unit, int(number) * (years or 1)))


def later_that(hit: Hit) -> Sense | None:
    """Later that day, earlier this week."""
    unit = UNITS.get(str(hit.value("u")))
    if unit is None:
        return None
    return Sense(Shift(unit, 0, "now" if hit.word("rel") == "this" else "text"), edge=hit.word("how"))


_TIMES = frozenset(("once", "twice", "thrice", "times"))  # ... a week


def duration(hit: Hit) -> Sense | None:
    """A quantity of units; an age is not a time."""
    if hit.token("age"):
        return Sense(Ignored())
    unit, number = str(hit.value("u")), amount(hit)
    before = hit.before()
    if before and before.text.lower() in _TIMES and hit.match["q"] == CODE["a"]:
        return Sense(Every(length("1", unit)))
    return None if _no_duration(hit, unit, number) else Sense(Duration(length(number, unit)))


_BEFORE_VERB = frozenset(("to", "will", "would", "can", "could", "may", "might", "should", "not", "also", "and"))


_TINY = frozenset(("amount", "amounts", "quantity", "quantities", "detail", "trace", "traces", "fraction"))


def _no_duration(hit: Hit, unit: str, number: str) -> bool:
    """Tell "two people days after", "a month-long", "three quarters of", "to last two hours" from lengths of time."""
    adjective = hit.token("adj")
    word = adjective.text if adjective else "long"
    odd = not word.islower() or not word.isalpha() or word.endswith("s") or (adjective and hit.is_class("u", "unit"))
    compound = hit.match["q"] == CODE["a"] and (hit.after_is("hyphen") or hit.match.group().endswith(CODE["long"]))
    fraction = unit == "Q" and hit.after_is("of", "other")
    after, before = hit.after(), hit.before()
    odd = odd or (number == "1" and unit == "TM" and after is not None and after.text in _TINY)
    verb = hit.first().text.lower() == "last" and before is not None and before.text.lower() in _BEFORE_VERB
    return bool(odd) or compound or fraction or verb or (unit == "WE" and number in ("1", "X"))


def bare_units(hit: Hit) -> Sense | None:
    """Units without a number: "years", "decades-long", "month-long"."""
    unit = str(hit.value("u"))
    if hit.token("age") and hit.is_class("u", "unit"):
        return Sense(Ignored())
    if unit in ("TS", "TM", "NI", "MO", "EV", "WE", "Q", "L") or (
        unit == "TH" and hit.before_is("early", "late", "part", "other")
    ):
        return None
    return Sense(Duration(length("1" if hit.is_class("u", "unit") else "X", unit)))


def these_days(hit: Hit) -> Sense | None:
    """These days: now."""
    return Sense(Reference("PRESENT_REF")) if hit.word("w") == "these" and hit.value("u") == "D" else None


def hours_a_day(hit: Hit) -> Sense | None:
    """24 hours a day, seven days a week."""
    return Sense(Every(length("1", str(hit.value("u2")))))


def every(hit: Hit) -> Sense | None:
    """Every day, each Monday, per month."""
    value = hit.value("u")
    if hit.is_class("u", "weekday"):
        return Sense(Every(f"XXXX-WXX-{(hit.integer('u') or 0) % 7 + 1}"))
    if hit.is_class("u", "month"):
        return Sense(Every(f"XXXX-{hit.integer('u') or 0:02d}"))
    if hit.is_class("u", "season") or hit.is_class("u", "weakseason"):
        return Sense(Every(f"XXXX-{value}"))
    if hit.is_class("u", "part"):
        return Sense(Every(f"XXXX-XX-XXT{value}"))
    return Sense(Every(length(amount(hit) if hit.token("q") else "1", str(value))))


_DAILY = {
    "daily": "P1D", "nightly": "P1D", "weekly": "P1W", "biweekly": "P2W", "monthly": "P1M", "bimonthly": "P2M",
    "quarterly": "P3M", "yearly": "P1Y", "annual": "P1Y", "annually": "P1Y", "biannual": "P6M", "hourly": "PT1H",
}  # fmt: skip


def daily(hit: Hit) -> Sense | None:
    """Daily, weekly, annually; a daily newspaper is none."""
    after = hit.after()
    if hit.first().text[0].isupper() and not hit.scan.shouting and hit.before_is("other", "and", "the", "of", "in"):
        return None
    if after and hit.word("w") == "daily" and after.text.startswith("news"):
        return None
    return Sense(Every(_DAILY[hit.word("w")])) if hit.word("w") in _DAILY else None


def reference(hit: Hit) -> Sense | None:
    """Now, recently, the future, in the past."""
    if hit.in_name():
        return None
    if hit.is_class("w", "past"):
        return Sense(Reference("PAST_REF")) if hit.before_is("in") else None
    if hit.is_class("w", "former"):
        return Sense(Reference("PAST_REF"))
    if hit.is_class("w", "recent") or hit.is_class("w", "recently"):
        return None if hit.before_is("most", "more") else Sense(Reference("PAST_REF"))
    if hit.is_class("w", "current"):
        return _current(hit)
    return Sense(Reference("PRESENT_REF" if hit.is_class("w", "now") else "FUTURE_REF"))


def _current(hit: Hit) -> Sense | None:
    """The current talks, at present; but not those present, a present, an electric current."""
    after = hit.after()
    if hit.word("w") == "present":
        return Sense(Reference("PRESENT_REF")) if hit.before_is("at") else None
    noun = after is not None and hit.after_is("other") and after.text.isalpha()
    before = hit.before()
    whose = before is not None and before.text.lower() in ("his", "her", "its", "their", "our", "my", "your")
    return Sense(Reference("PRESENT_REF")) if noun and (whose or not hit.before_is("other", "at")) else None
