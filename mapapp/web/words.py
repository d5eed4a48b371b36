"""What the page calls things: dates, numbers, statuses, stances, in the language of the request.

The tables are English; they are said by way of `say`, and web/extracting.py puts their words into the catalogues.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, parse_pattern
from babel.numbers import format_decimal, format_percent

from mapapp import headlines
from mapapp.gazetteer.kinds import KINDS as KINDS_OF_PLACES
from mapapp.model import Basis, Headline, Incident, Manner, Precision, Published, Role, Stance, Status, WhenBasis
from mapapp.publish.coverage import Cell
from mapapp.publish.style import style_table
from mapapp.web.languages import current, locale, ngettext, pgettext
from mapapp.web.languages import gettext as _

STATUSES: dict[Status, str] = {
    "reported": "Reported",
    "historical": "Background",
    "planned": "Planned",
    "threatened": "Threatened",
    "hypothetical": "Hypothetical",
    "negated": "Said not to have happened",
}
STATUS_HELP: dict[Status, str] = {
    "reported": "said to have happened",
    "historical": "an earlier event told as background",
    "planned": "announced or agreed, not said to have happened",
    "threatened": "threatened, not said to have happened",
    "hypothetical": "spoken of as possible only",
    "negated": "said not to have happened",
}
MANNERS: dict[Manner, str] = {
    "says": "says",
    "accuses": "accuses",
    "denies": "denies",
    "confirms": "confirms",
    "doubts": "doubts or could not verify",
    "according to": "is cited",
    "unattributed": "in its own words",
}
COVERAGE: dict[Cell, str] = {
    "reports": "reports it",
    "disputes": "carries only a denial",
    "silent": "silent, though publishing in these days",
    "absent": "no report in these days",
}
STANCES: dict[Stance, str] = {"asserts": "says so", "disputes": "disputes it", "qualifies": "qualifies it"}
VOICES: dict[Stance, str] = {
    "asserts": "According to %(speaker)s",
    "disputes": "Disputed by %(speaker)s",
    "qualifies": "Qualified by %(speaker)s",
}
BASES: dict[Basis, str] = {
    "stated": "printed in the report",
    "inferred": "inferred",
    "editor": "supplied by an editor",
}
WHEN_BASES: dict[WhenBasis, str] = {
    "stated": "as printed",
    "publication": "worked out from the date of publication",
    "expression": "worked out from another date in the report",
    "inferred": "inferred",
}
ROLES: dict[Role, str] = {
    "literal": "a place",
    "associative": "stands for a government, army or people",
    "demonym": "says whose or from where",
}
PRECISION_HELP: dict[Precision, str] = {
    "exact": "The text names this place.",
    "near": "The text says near a place; the ring is how far that reaches.",
    "area": "Somewhere in the area drawn; no exact spot is named.",
    "line": "Somewhere along the band drawn; no exact spot is named.",
    "region": "Somewhere in a whole region; no exact spot is named.",
    "country": "Only a country is named, so nothing is drawn.",
    "none": "Nothing is drawn: the text does not say where, or names a place whose spot is not known.",
}
UNITS = {  # what reports count most, in the plural, as headings of a table of numbers
    "dead": "Killed", "injured": "Injured", "missing": "Missing", "displaced": "Displaced", "magnitude": "Magnitude",
    "soldier": "Soldiers", "troop": "Troops", "troops": "Troops", "civilian": "Civilians", "person": "People",
    "people": "People", "serviceman": "Servicemen", "prisoner": "Prisoners", "peacekeeper": "Peacekeepers",
    "kilometer": "Kilometres", "km": "Kilometres", "mile": "Miles", "metre": "Metres", "meter": "Metres",
    "house": "Houses", "vehicle": "Vehicles", "child": "Children", "woman": "Women", "man": "Men", "life": "Lives",
}  # fmt: skip
PLACE_KINDS = {kind: kind.replace("_", " ") for kind in KINDS_OF_PLACES}

_ONE = re.compile(r"(?P<year>-?[\dX]{4})(?:-(?P<month>\d\d))?(?:-(?P<day>\d\d))?(?:T(?P<time>\d\d:\d\d).*)?")


def say(table: Mapping[Any, str], key: object) -> str:
    """Return the word of a table in the language in force; a key without one as it is."""
    return _(table[key]) if key in table else str(key)


def say_term(term: str) -> str:
    """Return a status, a stance or a basis of the records in words."""
    found = next((table for table in (STATUSES, STANCES, BASES) if term in table), {})
    return say(found, term)


def style() -> dict[str, Any]:
    """Return the look of everything with labels in the language in force."""
    table: dict[str, Any] = style_table()
    kinds = {name: _labelled(kind) for name, kind in table["kinds"].items()}
    precisions = {name: _labelled(ring) for name, ring in table["precisions"].items()}
    return {**table, "kinds": kinds, "precisions": precisions, "themes": [_labelled(one) for one in table["themes"]]}


def _labelled(look: Mapping[str, Any]) -> dict[str, Any]:
    label = look["label"]
    return {**look, "label": _(label)}


@lru_cache(maxsize=8192)
def say_headline(headline: str, language: str) -> str:
    """Return a headline, given as JSON, in the language in force, which `language` names."""
    facts = json.loads(headline)
    told = Headline(facts["what"], tuple(facts["who"]), facts["how"], tuple(facts["where"]), facts.get("km"))
    return headlines.say(told, _)


def say_title(incident: Incident) -> str:
    """Return what an incident is called in the language in force; a title made of no facts stays as it is."""
    return visible(headlines.say(incident.headline, _) if incident.headline else incident.title)


def say_date(value: str | None) -> str:
    """Return an EDTF level 1 string in words: 2020-23 "autumn 2020", 2021-05-12/2021-05-14 "12–14 May 2021"."""
    return _said(value, current()) if value else _("undated")


@lru_cache(maxsize=8192)
def _said(value: str, language: str) -> str:
    """Say a date; `language` is the one in force, of which the answer is made."""
    if "/" not in value:
        return _say_one(value)
    start, _slash, end = value.partition("/")
    if start in ("", ".."):
        return _("until %(date)s", date=_say_one(end, after=True)) if end not in ("", "..") else _("undated")
    if end in ("", ".."):
        return _("since %(date)s", date=_say_one(start, after=True))
    return _say_interval(start, end) or f"{_say_one(start)} – {_say_one(end)}"


def _say_one(value: str, *, after: bool = False) -> str:
    """Say one date; `after` a preposition some languages bend it."""
    mark = value[-1:] if value[-1:] in "~?%" else ""
    if mark == "~":
        return _("about %(date)s", date=_say_one(value[:-1], after=True))
    if mark:
        return _("perhaps %(date)s", date=_say_one(value[:-1] + ("~" if mark == "%" else ""), after=after))
    match = _ONE.fullmatch(value)
    if not match:
        return value
    if match["time"]:
        return f"{_say_one(value.partition('T')[0], after=after)}, {match['time']}"
    return _vague(match, after) or _calendar(match, after) or value


def _vague(match: re.Match[str], after: bool) -> str | None:
    """Return a decade, a century or a season in words; None for what the calendar names."""
    year, month = match["year"], match["month"]
    if "X" in year:
        year = year.replace("X", "0")
        return pgettext("after until, since, about", "%(year)ss", year=year) if after else _("%(year)ss", year=year)
    return _season(month, year, after) if month in ("21", "22", "23", "24") else None


def _season(month: str, year: str, after: bool) -> str:
    """Return a season of a year, bent where it follows a preposition."""
    if after:
        bent = {
            "21": pgettext("after until, since, about", "spring %(year)s", year=year),
            "22": pgettext("after until, since, about", "summer %(year)s", year=year),
            "23": pgettext("after until, since, about", "autumn %(year)s", year=year),
            "24": pgettext("after until, since, about", "winter %(year)s", year=year),
        }
        return bent[month]
    plain = {
        "21": _("spring %(year)s", year=year),
        "22": _("summer %(year)s", year=year),
        "23": _("autumn %(year)s", year=year),
        "24": _("winter %(year)s", year=year),
    }
    return plain[month]


def _calendar(match: re.Match[str], after: bool) -> str | None:
    """Return a day, month or year as the language writes it; None where there is no such day."""
    day = _day(match)
    if day is None:
        return None
    place = locale()
    if match["day"]:
        return str(format_date(day, "long", locale=place))
    if not match["month"]:
        return match["year"] if not after else pgettext("after until, since, about", "%(year)s", year=match["year"])
    pattern = str(place.datetime_skeletons["yMMMM"].pattern)
    return str(parse_pattern(pattern.replace("LLLL", "MMMM") if after else pattern).apply(day, place))


def _day(match: re.Match[str] | None) -> date | None:
    """Return the first day of a date without doubts; None for all else."""
    if match is None or "X" in match["year"]:
        return None
    try:
        return date(int(match["year"]), int(match["month"] or 1), int(match["day"] or 1))
    except ValueError:
        return None


def _say_interval(start: str, end: str) -> str | None:
    """Return two dates of one precision as one; None where they are anything else."""
    one, other = _ONE.fullmatch(start), _ONE.fullmatch(end)
    first, last = _day(one), _day(other)
    if first is None or last is None or one is None or other is None:
        return None
    if one["time"] or other["time"]:
        return None
    precision = "yMMMd" if one["day"] and other["day"] else "yMMMM" if one["month"] and other["month"] else "y"
    if precision == "y" and (one["month"] or other["month"]):
        return None
    greatest = "y" if first.year != last.year else "M" if first.month != last.month else "d"
    place = locale()
    patterns = place.interval_formats.get(precision, {}).get(greatest)
    if not patterns or first == last:
        return None
    return "".join(
        parse_pattern(part.replace("MMM", "MMMM") if precision == "yMMMd" else part).apply(day, place)
        for part, day in zip(patterns, (first, last), strict=True)
    )


def say_published(published: Published) -> str:
    """Return the day a report was published in words."""
    return say_date(published.value) if published.value else _("date unknown")


def say_language(code: str | None) -> str:
    """Return a language's name, its code where there is none."""
    if not code:
        return _("not known")
    try:
        return Locale.parse(code, sep="-").get_language_name(locale()) or code
    except (UnknownLocaleError, ValueError):
        return code


def count(number: int, one: str, many: str) -> str:
    """Return how many: count(2, "%(num)s source", "%(num)s sources"), the number as the language writes it."""
    return ngettext(one, many, number, num=format_decimal(number, locale=locale()))


def say_unit(unit: str) -> str:
    """Return what a number counts, in the plural: a word we have no translation of stays English."""
    if unit in UNITS:
        return _(UNITS[unit])
    word = visible(unit)
    if word.endswith(("s", "x", "z", "ch", "sh")):
        many = word if word.endswith("s") else word + "es"
    elif word.endswith("y") and word[-2:-1] not in "aeiou":
        many = word[:-1] + "ies"
    else:
        many = word if " " in word or not word.isalpha() else word + "s"
    return many[:1].upper() + many[1:]


def decimal(number: float) -> str:
    """Return a number with two decimals, as the language writes it."""
    return str(format_decimal(number, format="0.00", locale=locale()))


def percent(share: float) -> str:
    """Return a share in whole percent."""
    return str(format_percent(share, locale=locale()))


_CONTROLS = {code: 0x2400 + code for code in range(32) if chr(code) not in "\t\n\r"} | {0x7F: 0x2421}


def visible(text: str) -> str:
    """Return the text with control characters as their visible pictures: a null byte is shown, not obeyed."""
    return text.translate(_CONTROLS)
