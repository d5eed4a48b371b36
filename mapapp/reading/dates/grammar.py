"""Which sequences of words are expressions of time, and what each says.

A rule is a regular expression over classes (lexicon.CLASSES), written with class names in angle brackets and
macros in braces, and a builder that turns a match into a Sense (or None: not one after all). The longest match
from the leftmost word wins; among equals the earlier rule.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache

from mapapp.reading.dates import builders, spans
from mapapp.reading.dates.hits import Hit
from mapapp.reading.dates.lexicon import CODE
from mapapp.reading.dates.meanings import Found, Ignored, Sense
from mapapp.reading.dates.scanning import Scan

MACROS = {
    "m": "(?P<m><month|weakmonth>)",
    "d": "(?P<d><small|teen|ordinal>)",
    "y": "(?P<y><year|shortyear>)",
    "w": "(?P<w><weekday|weakday>)<comma>?",
    "o": "(?P<o><ordinal|ordinalword>)",
    "u": "(?P<u><unit|units>)",
    "digits": "<small|teen|tens|three|number|year>",
    "words": "(?:<a>?<multiple>|<numword>)(?:<hyphen>?<numword|multiple>)*",
    "half": "(?:<hyphen>?<and><hyphen>?<a>?<hyphen>?<half>)",
    "qty": "(?P<q><the>?{digits}(?:<small><slash><small>)?|<small><slash><small>|{words}(?:<of>|{half})?"
    "|<a>?<vague>|<a>|<half><a>?|<another>(?:{digits}|{words})?)",
    "approx": "(?:<over>|<more|less><than>|<at><least|most>)",
    "edge": "(?:(?P<edge><early|late|mid|later>)<hyphen>?(?:<on|in><the>?|<of>|<the>)?"
    "|<the>?(?P<edge2><edge|mid|early|late>)<of><the>?)",
    "dir": "(?P<dir><last|next|this|that|past|coming|previous|following|current|same>)",
    "rel": "(?P<rel><that|this|last|next|the|coming>)<same>?",
    "zone": "(?:<local><time>|(?P<z><zone>))",
    "age": "(?P<age><hyphen>?<old>|<of><age>)",
}
Builder = Callable[[Hit], Sense | None]

DATES: tuple[tuple[str, Builder], ...] = (
    ("(?:{w})?(?:{edge})?(?:{dir})?{m}<the>?{d}(?:<comma>?{y})?", builders.date),
    ("(?:{w})?(?:{edge})?<the>?{d}<of>?{m}(?:<comma>?<of>?{y}|(?P<y2><tens>))?", builders.date),
    ("{d}<hyphen|slash>{m}<hyphen|slash>{y}", builders.date),
    ("(?:{edge})?{m}<comma>?<of>?{y}", builders.month),
    ("(?:{edge})?(?:<the>?{dir})?{m}", builders.month),
    ("(?:{edge})?{m}(?:{d})?(?:<of>{rel}{u}|(?P<rel2><this|last|next>)(?P<u2><unit>))", builders.month_of),
    ("<the>(?P<d><ordinal>)(?:<of>{rel}{u})?", builders.day_of_month),
    ("(?:{edge})?(?:<the|this>?{dir})?(?P<w><weekday>)", builders.weekday),
    ("(?P<w><weekday>)(?P<n><units>)", builders.weekday_parts),
    ("(?:{edge})?{y}", builders.year),
    ("(?:<the>?{edge})?<fiscal><unit>?{y}", builders.year),
    ("(?P<y><year>)<dash>(?P<y2><year|teen|tens|small>)", builders.year_range),
    ("<the>?(?:{edge})?(?P<d><decade|decadeword>)", builders.decade),
    ("<the>?(?:{edge})?{o}<hyphen>?(?P<u><unit>)(?P<era><era>)?", builders.century),
    ("(?:{edge})?<the>?(?:{dir})?<same>?(?P<s><season|weakseason>)(?:<of>?{y}|<of>{rel}{u})?", builders.season),
    (
        "<the>?(?:{edge})?{o}<hyphen>?<fiscal>?(?P<u><unit|half>)"
        "(?:<of>(?P<y><year>)|<of>(?P<rel><last|this|next|the>)(?P<u2><unit>))?",
        builders.quarter,
    ),
    ("(?P<qn><quartername>)(?:<of>?(?P<y><year>))?", builders.quarter),
    ("(?:<the>?{dir})?(?P<h><holiday>)(?:<comma|of>?(?P<y><year>))?", builders.holiday),
    ("<the>?{o}?<anniversary>", builders.anniversary),
    ("(?P<c><clock>)(?P<mer><meridiem>)?{zone}?", builders.clock),
    ("(?P<c><small>)(?P<mer><meridiem|oclock>){zone}?", builders.clock),
    ("(?P<c><small>)(?:<in><the>|<at>)(?P<part><part>)", builders.clock),
    ("(?P<c><noon>)", builders.clock),
    ("(?P<i><iso|slashed>)", builders.iso),
    ("(?P<i><roman>)", builders.roman),
    ("(?P<i><dtg>)", builders.date_time_group),
)
SPANS: tuple[tuple[str, Builder], ...] = (
    ("(?:{edge})?(?P<w><day_word|tonight>)", spans.day_word),
    ("<the><unit>(?P<how><before|after>)(?P<w><day_word>)", spans.day_word),
    ("<the|this>?(?:{edge})?{dir}<same>?<fiscal>?(?P<u><unit|part>)", spans.direction_unit),
    ("(?P<u><unit>)<hyphen>(?P<how><ago|earlier>)", spans.year_ago),
    ("<the><fiscal>?(?P<u><unit>)", spans.the_unit),
    ("{edge}(?P<u><unit>)", spans.edge_unit),
    ("(?P<u><unit>)(?:<possessive>|<hyphen>)(?P<e><edge>)", spans.units_end),
    ("{approx}?{qty}<more>?{u}(?P<how><ago|earlier|later>)", spans.ago),
    ("{qty}{u}<ago>(?:<this|last>?(?P<w><day_word|weekday>)|<this>(?P<u2><unit>))", spans.ago_this),
    ("(?:<vague><time>|<a>?<long>(?:<time>)?)<ago>", spans.long_ago),
    ("{qty}{u}<and><a><half>", spans.and_a_half),
    ("<a>?(?P<u2><unit>)<of>?<hyphen>?<a>?(?P<u><unit>)(?P<how><ago|earlier|later>)?", spans.quarter_century),
    ("{qty}{u}<from>(?P<w><now|day_word|weekday>)", spans.from_day),
    ("{approx}?{qty}<more>?{u}(?P<how><before|after>)(?=<comma|dot|close|stop>)", spans.ago),
    ("<the>(?P<u><unit|part>)(?P<how><before|after|following>)(?=<comma|dot|close|stop>)", spans.unit_before),
    ("(?P<u><units>)(?P<how><ago|earlier|later>)", spans.ago),
    ("(?P<how><later|earlier|early|late>)<in>?(?P<rel><that|the>)<same>?(?P<u><unit>)", spans.later_that),
    ("{approx}?{qty}<more>?(?P<adj><other>)?{u}(?:<hyphen>?<long>|{age})?", spans.duration),
    ("(?P<q>{digits}|{words}{half}?|<vague>)<hyphen>{u}(?:<hyphen>?<long>|{age})?", spans.duration),
    ("<the>?<last|past|next|coming|previous|following|ordinalword|recent>{qty}<more>?{u}", spans.duration),
    ("<the>(?P<q>{digits}|{words}|<vague>)<previous|following|past|last|next>(?P<u><units>)", spans.duration),
    ("(?P<w><that>)(?P<u><units>)", spans.these_days),
    ("(?:<the>?<recent|coming|past|previous|following>)?(?P<u><units>)(?:<hyphen>?<long>|{age})?", spans.bare_units),
    ("(?P<u><unit>)<hyphen>(?:<long>|{age})", spans.bare_units),
    (
        "<every>(?P<q>{digits}|{words}|<another>)?(?P<u><unit|units|weekday|part|month|season|weakseason>)",
        spans.every,
    ),
    ("<per>(?P<u><unit>)", spans.every),
    ("{qty}{u}<a>(?P<u2><unit>)", spans.hours_a_day),
    ("(?P<w><daily>)", spans.daily),
    ("(?P<w><now|former|recently|recent|current>)", spans.reference),
    ("<the>?<near>?(?P<w><future>)", spans.reference),
    ("(?P<w><part>)", spans.part_alone),
    ("<the>(?P<w><part>)", spans.part_alone),
    ("<the>(?P<w><past>)", spans.reference),
)


@dataclass(frozen=True, slots=True)
class Rule:
    """A compiled rule."""

    pattern: re.Pattern[str]
    build: Builder


def expand(template: str) -> str:
    """Turn a rule's template into a regular expression over class characters."""
    while "{" in template:
        template = re.sub(r"\{(\w+)\}", lambda match: MACROS[match[1]], template)
    return re.sub(r"(?<!\?P)<([\w|]+)>", _class, template)


def _class(match: re.Match[str]) -> str:
    return "[" + "".join(CODE[name] for name in match[1].split("|")) + "]"


@cache
def _rules() -> tuple[Rule, ...]:
    return tuple(Rule(re.compile(expand(template)), build) for template, build in (*DATES, *SPANS))


@cache
def _rules_from() -> dict[str, tuple[Rule, ...]]:
    """Return, for each class, the rules that can begin with it, in order."""
    openings = [(rule, openers(rule.pattern.pattern)) for rule in _rules()]
    return {code: tuple(rule for rule, first in openings if code in first) for code in CODE.values()}


_PIECE = re.compile(r"\(\?(?P<kind>:|=|P<\w+>)|(?P<close>\))|(?P<bar>\|)|\[(?P<chars>[^\]]*)\]|(?P<optional>[?*])")


def openers(pattern: str) -> frozenset[str]:
    """Return the class characters that a match of an expanded rule can begin with."""
    # one frame for each open group: what its alternatives so far begin with, and of the one being read what it
    # begins with and whether all of it so far may be missing; then the same of the piece just read
    frames: list[tuple[set[str], bool, set[str], bool]] = [(set(), False, set(), True)]
    last: tuple[set[str], bool] = (set(), True)
    for piece in _PIECE.finditer(pattern + ")"):
        done, empty, first, missing = frames[-1]
        if piece["optional"]:
            last = (last[0], True)
            continue
        frames[-1] = (done, empty, first | last[0] if missing else first, missing and last[1])
        done, empty, first, missing = frames[-1]
        last = (set(), True)
        if piece["kind"]:
            frames.append((set(), False, set(), True))
        elif piece["bar"]:
            frames[-1] = (done | first, empty or missing, set(), True)
        elif piece["close"]:
            frames.pop()
            last = (done | first, empty or missing)
        else:
            last = (set(piece["chars"]), False)
    return frozenset(last[0])


@cache
def _starts() -> re.Pattern[str]:
    """Where an expression may begin: the prefilter that skips most words."""
    never = (
        "other", "comma", "dot", "close", "open", "quote", "stop", "possessive", "era", "ad", "oclock", "meridiem",
        "zone", "local", "time", "ago", "of", "in", "on", "to", "and", "from", "for", "by", "as", "since",
        "before", "after", "hyphen", "dash", "slash", "apostrophe", "old", "than", "age",
    )  # fmt: skip
    openers = frozenset(CODE.values()) - {CODE[name] for name in never}
    alone = "".join(sorted(code for code in openers if any(rule.pattern.match(code) for rule in _rules_from()[code])))
    beside = "".join(sorted(openers - set(alone)))  # begins an expression of two words at least
    other, units = CODE["other"], CODE["unit"] + CODE["units"]  # "two other weeks"
    return re.compile(f"[{alone}]|[{beside}](?=[^{other}{CODE['stop']}]|{other}[{units}])")


def expressions(scan: Scan) -> list[Found]:
    """Return the expressions of a scanned text, leftmost longest, none overlapping."""
    found: list[Found] = []
    position = 0
    while match := _starts().search(scan.codes, position):
        position = match.start()
        best = _longest(scan, position)
        if best:
            found.append(best)
            position = best.last
        else:
            position += 1
    return [item for item in found if not isinstance(item.sense.meaning, Ignored)]


LONGEST = 40  # classes side by side that are looked at: endless rows of numbers stay linear


@lru_cache(maxsize=4096)  # texts put few classes side by side, again and again
def _matching(codes: str) -> tuple[Rule, ...]:
    """Return the rules that match at the start of a stretch of classes, in order."""
    return tuple(rule for rule in _rules_from()[codes[0]] if rule.pattern.match(codes))


@cache
def _stretch() -> re.Pattern[str]:
    """A stretch that a rule may match: no word of another class but before a unit, and what follows looked at."""
    ends, units = CODE["other"] + CODE["stop"], CODE["unit"] + CODE["units"]
    run = f"[^{ends}]{{0,{LONGEST}}}"
    return re.compile(f"(?![{ends}]){run}(?:{CODE['other']}[{units}]{run}){{0,3}}.?", re.DOTALL)


def _longest(scan: Scan, position: int) -> Found | None:
    best: Found | None = None
    stretch = _stretch().match(scan.codes, position)
    for rule in _matching(stretch[0]) if stretch else ():
        match = rule.pattern.match(scan.codes, position)
        if match and match.end() > (best.last if best else position):
            sense = rule.build(Hit(scan, match))
            if sense:
                best = Found(position, match.end(), sense)
    return best
