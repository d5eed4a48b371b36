"""Which sequences of words are expressions of time, and what each says.

A rule is a regular expression over classes (lexicon.CLASSES), written with class names in angle brackets and
macros in braces, and a builder that turns a match into a Sense (or None: not one after all). The longest match
from the leftmost word wins; among equals the earlier rule.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from mapapp.reading.dates import builders
from mapapp.reading.dates.lexicon import CODE
from mapapp.reading.dates.meanings import Found, Sense
from mapapp.reading.dates.scanning import Scan

MACROS = {
    "month": "<month|weakmonth><dot>?",
    "day": "<small|teen|ordinal>",
    "weekday": "(?P<w><weekday|weakday>)<dot>?<comma>?",
    "num": "(?:<small|teen|tens|three|number|year>|<numword>(?:<hyphen>?<numword>)*)",
    "qty": "(?P<q>(?:<the>?<small|teen|tens|three|number|year>(?:<small><slash><small>)?"
    "|<a>?<numword>(?:<hyphen>?<numword>)*(?:<of>|<and><a>?<half>)?|<a>?<vague>|<a>|<half><a>?|<another>))",
    "approx": "(?:<approx>|<more|less><than>|<at><least|most>|<as><x>?<as>)",
    "edge": "(?:(?P<edge><early|late|mid>)<hyphen>?(?:<on|in><the>?|<of>)?|<the>?(?P<edge2><edge|mid|early|late>)<of><the>?)",
    "dir": "(?P<dir><last|next|this|that|past|coming|previous|following|current|same>)",
    "unit": "(?P<u><unit|units>)",
    "range": "<hyphen|dash|to|and>",
}
Builder = Callable[[builders.Hit], Sense | None]

# name, pattern, builder; see builders.py for what the groups mean
RULES: tuple[tuple[str, str, Builder], ...] = (
    ("month day year", "(?:{weekday})?(?P<m>{month})<the>?(?P<d>{day})(?:<comma>?(?P<y><year|shortyear>))?", builders.date),
    ("day month year", "(?:{weekday})?<the>?(?P<d>{day})<of>?(?P<m>{month})(?:<comma>?<of>?(?P<y><year|shortyear>)|(?P<y2><tens>))?", builders.date),
    ("month year", "(?:<the>?{edge})?(?P<m>{month})<comma>?<of>?(?P<y><year|shortyear>)", builders.month),
    ("month", "(?:<the>?{edge})?(?:<the>?{dir})?(?P<m><month|weakmonth>)(?:<dot>(?!<stop>))?", builders.month),
    ("month of that year", "(?P<m>{month})(?P<d>{day})?<of>(?P<rel><that|this|last|next|the>)<same>?(?P<u><unit>)", builders.month_of),
    ("weekday", "(?:<the>?{edge})?(?:<the>?{dir})?(?P<w><weekday>)", builders.weekday),
    ("year", "(?:<the>?{edge})?(?P<y><year>)", builders.year),
    ("year range", "(?P<y><year>)<hyphen|dash>(?P<y2><year|teen|tens|small>)", builders.year_range),
    ("era", "(?P<n><small|teen|tens|three|year|number>)(?P<era><era|ad>)", builders.era),
    ("decade", "<the>?(?:{edge})?(?P<d><decade|decadeword>)", builders.decade),
    ("century", "<the>?(?:{edge})?(?P<o><ordinal|ordinalword>)<hyphen>?(?P<u><unit>)(?P<era><era>)?", builders.century),
    ("season", "<the>?(?:{edge})?(?:{dir})?(?P<s><season|weakseason>)(?:<of>?(?P<y><year|shortyear>))?", builders.season),
    ("quarter", "<the>?(?:{edge})?(?P<o><ordinal|ordinalword>)<hyphen>?<fiscal>?(?P<u><unit|half>)(?:<of>(?P<y><year>)|<of>(?P<rel><last|this|next|the>)(?P<u2><unit>))?", builders.quarter),
    ("day word", "(?:{edge})?(?P<w><day_word|tonight>)", builders.day_word),
    ("direction unit", "<the>?(?:{edge})?{dir}<same>?(?P<u><unit|part>)", builders.direction_unit),
    ("edge unit", "{edge}(?P<u><unit>)", builders.edge_unit),
    ("ago", "{approx}?{qty}<more>?(?P<u><unit|units>)(?P<how><ago|earlier|later|before|after>)", builders.ago),
    ("later that day", "(?P<how><later|earlier|early|late>)(?P<rel><that|this|the>)<same>?(?P<u><unit>)", builders.later_that),
    ("duration", "{approx}?{qty}<more>?(?P<u><unit|units>)(?:<hyphen>?(?:<long|old>))?", builders.duration),
    ("compound", "(?P<q>{num}|<vague>)<hyphen>(?P<u><unit|units>)(?:<hyphen>?(?:<long|old>))?", builders.duration),
    ("span", "<the>?(?P<dir><last|past|next|coming|previous|following|first>){qty}<more>?(?P<u><unit|units>)", builders.duration),
    ("bare units", "(?P<u><units>)(?:<hyphen><long|old>)?", builders.bare_units),
    ("unit long", "(?P<u><unit>)<hyphen><long|old>", builders.bare_units),
    ("every", "(?P<each><every>)(?:{num})?(?P<u><unit|units|weekday|part|month>)", builders.every),
    ("per", "<per>(?P<u><unit>)", builders.every),
    ("daily", "(?P<w><daily>)", builders.daily),
    ("holiday", "<the>?(?:{dir})?(?P<h><holiday>)(?:<comma|of>?(?P<y><year>))?", builders.holiday),
    ("clock", "(?P<c><clock>)(?P<mer><meridiem>)?(?:<local><time>|(?P<z><zone>))?", builders.clock),
    ("hour", "(?P<c><small>)(?P<mer><meridiem|oclock>)(?:<local><time>|(?P<z><zone>))?", builders.clock),
    ("noon", "(?P<c><noon>)", builders.clock),
    ("iso", "(?P<i><iso|slashed>)", builders.iso),
    ("now", "(?P<w><now>)", builders.reference),
    ("future", "<the>?(?P<w><future>)", builders.reference),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rule:
    """A compiled rule."""

    name: str
    pattern: re.Pattern[str]
    build: Builder


def expand(template: str) -> str:
    """Turn a rule's template into a regular expression over class characters."""
    while "{" in template:
        template = re.sub(r"\{(\w+)\}", lambda match: MACROS[match[1]], template)
    return re.sub(r"(?<!\?P)<([\w|]+)>", _class, template)


def _class(match: re.Match[str]) -> str:
    return "[" + "".join(CODE[name] for name in match[1].split("|") if name in CODE) + "]"


@cache
def rules() -> tuple[Rule, ...]:
    """Return the compiled rules."""
    return tuple(Rule(name, re.compile(expand(template)), build) for name, template, build in RULES)


def expressions(scan: Scan) -> list[Found]:
    """Return the expressions of a scanned text, leftmost longest, none overlapping."""
    found: list[Found] = []
    position, codes = 0, scan.codes
    starts = _starts()
    while match := starts.search(codes, position):
        position = match.start()
        best = _longest(scan, position)
        if best:
            found.append(best)
            position = best.last
        else:
            position += 1
    return found


def _longest(scan: Scan, position: int) -> Found | None:
    best: Found | None = None
    for rule in rules():
        match = rule.pattern.match(scan.codes, position)
        if match and match.end() > (best.last if best else position):
            sense = rule.build(builders.Hit(scan, match))
            if sense:
                best = Found(position, match.end(), sense)
    return best


@cache
def _starts() -> re.Pattern[str]:
    """Where an expression may begin: the prefilter that skips most words."""
    never = ["other", "comma", "dot", "close", "quote", "stop", "possessive", "era", "ad", "oclock", "meridiem", "zone", "local", "time", "long", "ago"]
    return re.compile("[^" + "".join(CODE[name] for name in never) + "]")
