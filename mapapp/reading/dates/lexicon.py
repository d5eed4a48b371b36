"""The words of time in news English: what class each word is and what it stands for.

A class is one character in the code string that the grammar matches (see scanning.py). Words that are mostly
something else ("may", "march", "sun", "fall") have weak classes that count only beside other words of time.
"""

from __future__ import annotations

from mapapp.reading.numerals import ONES, TENS

CLASSES = (
    "month", "weakmonth", "weekday", "weakday", "unit", "units", "part", "season", "weakseason", "holiday",
    "small", "teen", "tens", "year", "three", "number", "ordinal", "ordinalword", "numword", "multiple", "vague",
    "the", "a", "of", "in", "on", "at", "to", "and", "from", "for", "by", "as", "possessive",
    "last", "next", "this", "that", "same", "previous", "following", "past", "coming", "current", "recent",
    "early", "late", "mid", "edge", "later", "earlier", "ago", "before", "after", "since",
    "every", "daily", "per", "day_word", "tonight", "now", "former", "recently", "future", "noon",
    "over", "more", "less", "than", "least", "most", "half", "another",
    "comma", "dot", "hyphen", "dash", "slash", "apostrophe", "open", "close", "quote",
    "era", "ad", "meridiem", "zone", "oclock", "clock", "iso", "slashed", "decade", "decadeword", "shortyear",
    "old", "long", "time", "near", "dtg", "roman", "local", "fiscal", "age", "quartername", "anniversary",
    "other", "stop",
)  # fmt: skip
CODE = {name: chr(0x100 + position) for position, name in enumerate(CLASSES)}

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTH_SHORT = {"jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10,
                "nov": 11, "dec": 12}  # fmt: skip
_WEEKDAY_SHORT = {"mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4, "sat": 5,
                  "sun": 6}  # fmt: skip
_ORDINALS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
]
_DECADES = {f"{word[:-1]}ies": 10 * (position + 2) for position, word in enumerate(TENS)}

ABBREVIATED = (*_MONTH_SHORT, *_WEEKDAY_SHORT)  # written with a full stop that belongs to them

UNIT_CODES = {
    "second": "TS", "minute": "TM", "hour": "TH", "day": "D", "night": "D", "week": "W", "fortnight": "F",
    "weekend": "WE", "month": "M", "quarter": "Q", "year": "Y", "decade": "E", "century": "C", "millennium": "L",
}  # fmt: skip
PARTS = {
    "morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI", "nighttime": "NI", "daytime": "DT",
    "dawn": "MO", "sunrise": "MO", "daybreak": "MO", "dusk": "EV", "sunset": "EV", "nightfall": "EV",
    "overnight": "NI", "lunchtime": "MI",
}  # fmt: skip
SEASON_CODES = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI",
                "springtime": "SP", "summertime": "SU", "wintertime": "WI"}  # fmt: skip
ZONES = {
    "gmt": "Z", "utc": "Z", "est": "-05", "edt": "-04", "cst": "-06", "cdt": "-05", "mst": "-07", "mdt": "-06",
    "pst": "-08", "pdt": "-07", "cet": "+01", "cest": "+02", "bst": "+01", "msk": "+03", "et": "-05",
}  # fmt: skip

# holidays of fixed date: (month, day); movable ones are computed in grounding's calendar
FIXED_HOLIDAYS = {
    "new year's day": (1, 1), "new year's eve": (12, 31), "new year": (1, 1), "christmas": (12, 25),
    "christmas day": (12, 25), "christmas eve": (12, 24), "boxing day": (12, 26), "valentine's day": (2, 14),
    "st. patrick's day": (3, 17), "april fools' day": (4, 1), "april fool's day": (4, 1), "may day": (5, 1),
    "independence day": (7, 4), "fourth of july": (7, 4),
    "july fourth": (7, 4), "bastille day": (7, 14), "halloween": (10, 31),
    "all saints' day": (11, 1), "veterans day": (11, 11), "armistice day": (11, 11), "remembrance day": (11, 11),
    "victory day": (5, 9), "women's day": (3, 8), "international women's day": (3, 8), "epiphany": (1, 6),
    "guy fawkes night": (11, 5), "earth day": (4, 22), "juneteenth": (6, 19), "anzac day": (4, 25),
    "nowruz": (3, 21), "novruz": (3, 21), "persian new year": (3, 21), "orthodox new year": (1, 14),
    "old new year": (1, 14), "canada day": (7, 1), "d-day": (6, 6), "orthodox christmas": (1, 7),
}  # fmt: skip
MOVABLE_HOLIDAYS = (
    "easter", "easter sunday", "easter monday", "good friday", "palm sunday", "ash wednesday", "pentecost",
    "thanksgiving", "thanksgiving day", "labor day", "memorial day", "martin luther king day",
    "martin luther king jr. day", "presidents day", "presidents' day", "columbus day", "mother's day", "father's day",
    "election day", "super bowl sunday", "black friday", "shrove tuesday", "mardi gras", "maundy thursday",
    "holy saturday", "ascension day", "whit sunday", "whit monday", "trinity sunday", "orthodox easter",
    # by the moon: see moons.py
    "ramadan", "eid al-fitr", "eid al fitr", "eid ul-fitr", "eid", "eid al-adha", "eid al adha", "eid ul-adha",
    "ashura", "arbaeen", "mawlid", "islamic new year", "passover", "purim", "shavuot", "rosh hashanah",
    "jewish new year",
    "yom kippur", "sukkot", "hanukkah", "lunar new year", "chinese new year", "spring festival", "tet", "diwali",
    "deepavali",
)  # fmt: skip


def words() -> dict[str, tuple[str, object]]:
    """Return every word (lower case) with its class's name and what it stands for."""
    table: dict[str, tuple[str, object]] = {}
    for number, name in enumerate(MONTHS, 1):
        table[name] = ("month", number)
    for name, number in _MONTH_SHORT.items():
        table[name] = ("month" if name in ("sept", "nov", "oct", "feb", "aug", "jul") else "weakmonth", number)
    table["march"], table["may"] = ("weakmonth", 3), ("weakmonth", 5)
    for number, name in enumerate(WEEKDAYS):
        table[name] = ("weekday", number)
        table[name + "s"] = ("weekday", number + 7)  # "Mondays": a set
    for name, number in _WEEKDAY_SHORT.items():
        table[name] = ("weakday", number)
    _add_numbers(table)
    _add_units(table)
    for name, values in _GROUPS.items():
        for word in values.split():
            table[word] = (name, word)
    for name, zone in ZONES.items():
        table[name] = ("zone", zone)
    return table


def _add_numbers(table: dict[str, tuple[str, object]]) -> None:
    for number, name in enumerate(ONES):
        table[name] = ("numword", number)
    for number, name in enumerate(TENS, 2):
        table[name] = ("numword", 10 * number)
    for number, name in enumerate(_ORDINALS, 1):
        table[name] = ("ordinalword", number)
    table["thirtieth"] = ("ordinalword", 30)
    table["second"] = ("ordinalword", 2)
    for name, number in _DECADES.items():
        table[name] = ("decadeword", number)
    for name, number in {"hundred": 100, "thousand": 1000, "dozen": 12, "couple": 2, "million": 1_000_000}.items():
        table[name] = ("multiple", number)
    for name in ("several", "few", "many", "dozens", "scores", "hundreds", "thousands", "some", "countless"):
        table[name] = ("vague", "X")


def _add_units(table: dict[str, tuple[str, object]]) -> None:
    for name, code in UNIT_CODES.items():
        plural = "centuries" if name == "century" else "millennia" if name == "millennium" else name + "s"
        if name != "second":
            table[name] = ("unit", code)
        table[plural] = ("units", code)
    for name, code in {"min": "TM", "mins": "TM", "hrs": "TH", "hr": "TH", "yr": "Y", "yrs": "Y"}.items():
        table[name] = ("units", code)
    for name, code in PARTS.items():
        table[name] = ("part", code)
    table["nights"], table["mornings"], table["evenings"] = ("units", "NI"), ("units", "MO"), ("units", "EV")
    for name, code in SEASON_CODES.items():
        table[name] = ("season" if name in ("summer", "autumn", "winter") else "weakseason", code)


_GROUPS = {
    "the": "the", "a": "a an", "of": "of", "in": "in during within throughout", "on": "on", "at": "at",
    "to": "to until till through", "and": "and or", "from": "from between", "for": "for", "by": "by", "as": "as",
    "last": "last", "next": "next upcoming", "this": "this", "that": "that those these", "same": "same very",
    "previous": "previous preceding prior", "following": "following succeeding subsequent ensuing intervening",
    "past": "past", "coming": "coming forthcoming", "current": "current present", "recent": "recent",
    "early": "early", "late": "late", "mid": "mid middle", "edge": "beginning start end close turn",
    "later": "later afterwards afterward", "earlier": "earlier", "ago": "ago", "before": "before", "after": "after",
    "since": "since", "every": "every each", "daily": "daily weekly monthly yearly annually annual hourly quarterly"
    " nightly biweekly bimonthly biannual biweekly", "per": "per",
    "day_word": "today yesterday tomorrow", "tonight": "tonight", "now": "now currently nowadays",
    "recently": "recently lately", "future": "future", "noon": "noon midnight midday noontime",
    "near": "near foreseeable distant",
    "over": "over almost",
    "more": "more", "less": "less fewer", "than": "than", "least": "least", "most": "most", "half": "half",
    "another": "another", "era": "bc bce b.c b.c. b.c.e.", "ad": "ad ce a.d. a.d", "old": "old", "long": "long",
    "time": "time moment period", "local": "local", "fiscal": "fiscal", "oclock": "o'clock o’clock", "age": "age",
    "anniversary": "anniversary",
}  # fmt: skip
PUNCTUATION = {
    ",": "comma", ".": "dot", "-": "hyphen", "‐": "hyphen", "‑": "hyphen", "–": "dash", "—": "dash", "/": "slash",
    "'": "apostrophe", "’": "apostrophe", "(": "open", ")": "close",
}  # fmt: skip
