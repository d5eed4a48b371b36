"""One pass over a text: tokens with offsets and, beside them, a string of one class character a token.

The grammar then matches regular expressions over that string instead of over the text: it is short, spelling,
spacing and case are settled once, and words of no temporal meaning cost nothing.
"""

from __future__ import annotations

import re
import string
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from mapapp.reading.dates import lexicon
from mapapp.reading.dates.lexicon import CODE
from mapapp.reading.dates.windows import windows

_APOS = "['’]"


def _holidays() -> str:
    """Return a pattern of the named days, by their first letter, a capital: most words fail at that."""
    names = sorted((*lexicon.FIXED_HOLIDAYS, *lexicon.MOVABLE_HOLIDAYS), key=len, reverse=True)
    groups: dict[str, list[str]] = {}
    for name in names:
        groups.setdefault(name[0].upper(), []).append(re.escape(name[1:]).replace("'", _APOS).replace(r"\ ", r"\s"))
    return "|".join(f"{letter}(?i:{'|'.join(rest)})" for letter, rest in groups.items())


_ABBREVIATED = "|".join(lexicon.ABBREVIATED)


class Token(NamedTuple):
    """A word, number or sign: text[start:end], and what it stands for. A tuple, for there is one for every word."""

    start: int
    end: int
    text: str
    value: object


@dataclass(frozen=True, slots=True)
class Scan:
    """A text's tokens and their classes: `codes[i]` is the class of `tokens[i]`."""

    tokens: list[Token]
    codes: str
    shouting: bool = False  # all in capitals: a capital then says nothing


_MONTHS_3 = "|".join(f"(?i:{name[:3]})" for name in lexicon.MONTHS)
_NUMBERS = (
    r"(?P<iso>(?<![\d-])"
    r"(?!\d\d(?:00-01|01-02|02-03|03-04|04-05|05-06|06-07|07-08|08-09|09-10|10-11|11-12)(?!-))"  # years, not months
    r"\d{4}-(?:0\d|1[0-2])(?:-\d\d(?:[Tt ]\d\d(?::?\d\d(?::?\d\d)?)?(?:[Zz]|[+-]\d\d:?\d\d)?)?)?(?![\d-]))"
    r"|(?P<bcyear>(?<![\d-])\d{1,4}\s?(?:BCE?|B\.\s?C\.(?:\s?E\.)?|B\.C\b)|(?<!\d)\d{1,4}\s?(?:AD|CE|A\.D\.)(?!\w))"
    r"|(?P<compact>(?<![\d,.])(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?![\d,%]|\.\d))"
    rf"|(?P<dtg>\b(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])[0-5]\d[A-Z]?\s?(?:{_MONTHS_3})\s?\d\d(?:\d\d)?\b)"
    r"|(?P<roman>(?<![\d.])[0-3]?\d(?:\.\s?|\s)(?:I{1,3}|IV|VI{0,3}|IX|XI{0,2})(?:\.\s?|\s)(?:1\d|20)\d\d\b)"
    r"|(?P<slashed>\b9/11\b|(?<![\d/.])\d{1,4}(?P<sep>[/.])\d{1,2}(?P=sep)\d{2,4}(?![\d/]))"
    r"|(?P<clock>(?<!\d)[012]?\d[:.][0-5]\d(?=\s?[aApP]\.?[mM]\b)"
    r"|(?<![\d:])[012]?\d:[0-5]\d(?::[0-5]\d)?(?![\d:])(?:\s?(?:hrs?|hours|HRS|HOURS)\b)?)"
    r"|(?P<hours>(?<!\d)[012]\d[0-5]\d(?:\s?(?:hrs|hours|HRS|HOURS)\b|(?=\s?(?:GMT|UTC|local time|LOCAL TIME)\b)))"
    r"|(?P<decade>(?:1\d|20)?\d0['’]?[sS]\b)"
    r"|(?P<ordinal>\d{1,3}(?:st|nd|rd|th|ST|ND|RD|TH)\b)"
    r"|(?P<number>\d+(?:,\d{3})*(?:\.\d+)?)"
)
_LETTERS = (
    r"(?P<meridiem>\b[apAP]\.\s?[mM]\.?(?!\w)|(?<=[\d\s])[apAP][mM]\b)"
    r"|(?P<era>\bB\.C\.(?:E\.)?|\bA\.D\.)"
    rf"|(?P<oclock>\b[oO]{_APOS}(?i:clock)\b)"
)


@cache
def _pattern() -> re.Pattern[str]:
    """Return the pattern of one token; look-aheads keep words away from the alternatives that cannot be theirs."""
    return re.compile(
        r"[ ]?(?:"  # what mostly stands between words
        rf"(?P<plain>(?:[b-nq-z][a-z]+|[aop][a-z]{{2,}})(?![a-z.'’])\b)"  # most words
        rf"|(?=\d)(?:{_NUMBERS})"
        rf"|(?=[aApPBoO])(?:{_LETTERS})"
        r"|(?P<quartername>\bQ[1-4]\b)"
        r"|(?P<adyear>(?=A)\b(?:AD|A\.D\.)\s?\d{1,4}\b)"
        rf"|(?=[A-Z])(?P<holiday>\b(?:{_holidays()})\b)"
        rf"|(?=[a-zA-Z]{{3,5}}\.)(?P<abbreviated>\b(?i:{_ABBREVIATED})\.)"
        r"|(?P<word>[^\W\d_]+)"
        rf"|(?=['’])(?:(?P<shortdecade>(?<!\w)['’]\d0[sS]\b)|(?P<shortyear>(?<!\w)['’]\d\d(?!\d))|(?P<possessive>{_APOS}[sS]\b))"
        r"|(?P<newline>\s*\n\s*)"
        r"|(?P<sign>[^\w\s]))"
    )


@cache
def _words() -> dict[str, tuple[str, object]]:
    return {word: (CODE[name], value) for word, (name, value) in lexicon.words().items()}


@cache
def _small_words() -> dict[str, tuple[str, object]]:
    """Return the words as they count when written small."""
    return {word: (_LOWER.get(code, code), value) for word, (code, value) in _words().items()}


_WORDS = frozenset(("word", "abbreviated"))


def scan(text: str) -> Scan:
    """Return the tokens of a text and their classes, in order."""
    tokens: list[Token] = []
    codes: list[str] = []
    shouting = _is_shouting(text)
    for start, end in windows(text):
        if tokens:
            tokens.append(Token(start, start, "", None))
            codes.append(CODE["stop"])
        _scan_window(text, start, end, shouting, (tokens, codes))
    return Scan(tokens, "".join(codes), shouting)


def _scan_window(text: str, begin: int, limit: int, shouting: bool, into: tuple[list[Token], list[str]]) -> None:
    # every word of a window passes here: names are looked up, and methods bound, once
    words, small, other = _words(), _small_words(), CODE["other"]
    unknown, make, kinds = (other, None), tuple.__new__, _kinds()
    add_token, add_code = into[0].append, into[1].append
    for match in _pattern().finditer(text, begin, limit):
        number = match.lastindex or 0
        kind = kinds[number]
        start, end = match.span(number)
        piece = match[number]
        if kind == "plain":
            code, value = small.get(piece, unknown)
        elif kind == "sign":
            code, value = _sign(piece)
        elif kind in _WORDS:
            code, value = words.get(piece.lower().rstrip("."), unknown)
            if code != other and not piece.islower():
                code = _cased(code, piece, shouting)
            elif code != other:
                code = _LOWER.get(code, code)
        elif kind == "newline":
            if _joins(text, match.start(), end):
                continue
            code, value = CODE["stop"], None
        else:
            code, value = _classed(kind, piece)
        add_token(make(Token, (start, end, piece, value)))
        add_code(code)


@cache
def _kinds() -> list[str]:
    """Return the names of the pattern's groups by their numbers."""
    names = {number: name for name, number in _pattern().groupindex.items()}
    return [names.get(number, "") for number in range(_pattern().groups + 1)]


def _sign(piece: str) -> tuple[str, object]:
    return CODE[lexicon.PUNCTUATION.get(piece, "other")], piece


_NAMES = frozenset(CODE[name] for name in ("month", "weekday"))
_WEAK = frozenset(CODE[name] for name in ("weakmonth", "weakday"))
# written small, a month or weekday is not one ("he may", "sat", "march on")
_LOWER = {CODE["weakmonth"]: CODE["other"], CODE["weakday"]: CODE["other"]}


def _cased(code: str, piece: str, shouting: bool) -> str:
    """Capitals make a name of what is otherwise a common word; in a text all in capitals they say nothing."""
    if code == CODE["zone"] and not piece.isupper():
        return CODE["other"]
    return code if shouting or piece[0].isupper() else CODE["other"] if code in _WEAK else code


_CAPITALS, _SMALL = string.ascii_uppercase.encode(), string.ascii_lowercase.encode()


def _is_shouting(text: str) -> bool:
    """Tell a text all in capitals; bytes are counted, which is many times faster than searching."""
    sample = text[:4000].encode("ascii", "ignore")
    upper = len(sample) - len(sample.translate(None, _CAPITALS))
    return upper > 20 and upper > 4 * (len(sample) - len(sample.translate(None, _SMALL)))


def _joins(text: str, start: int, end: int) -> bool:
    """Tell a wrapped line, which goes on, from a paragraph, headline or byline, which ends."""
    if text.count("\n", start, end) > 1:
        return False
    line = text.rfind("\n", 0, start) + 1
    return start - line >= 45 and text[start - 1] not in '.!?:;"”'


def _classed(kind: str, piece: str) -> tuple[str, object]:
    if kind == "number":
        return _number(piece)
    if kind == "era":
        return CODE["era" if piece[0] in "bB" else "ad"], piece
    name, value = _VALUES[kind]
    return CODE[name], value(piece)


def _bc_year(piece: str) -> int:
    year = int(re.sub(r"\D", "", piece))
    return 1 - year if "B" in piece else year


# group of the pattern -> the class it makes and what its text stands for
_VALUES: dict[str, tuple[str, Callable[[str], object]]] = {
    "iso": ("iso", str),
    "slashed": ("slashed", str),
    "compact": ("iso", str),
    "dtg": ("dtg", str),
    "roman": ("roman", str),
    "oclock": ("oclock", str),
    "possessive": ("possessive", str),
    "quartername": ("quartername", lambda piece: int(piece[1])),
    "ordinal": ("ordinal", lambda piece: int(piece[:-2])),
    "shortyear": ("shortyear", lambda piece: int(piece[1:])),
    "decade": ("decade", lambda piece: int(re.sub(r"\D", "", piece))),
    "shortdecade": ("decade", lambda piece: int(piece[1:3])),
    "holiday": ("holiday", lambda piece: re.sub(r"\s", " ", piece.lower().replace("’", "'"))),
    "hours": ("clock", lambda piece: f"{piece[:2]}:{piece[2:]}"),
    "clock": ("clock", lambda piece: re.sub(r"[^\d:]", "", piece.replace(".", ":"))),
    "bcyear": ("year", _bc_year),
    "adyear": ("year", _bc_year),
    "meridiem": ("meridiem", lambda piece: piece[0].lower()),
}


def _number(piece: str) -> tuple[str, object]:
    if not piece.isascii() or not piece.isdigit():
        return CODE["number"], piece.replace(",", "")
    value = int(piece[:9])
    if len(piece) <= 2:
        return CODE["small" if 1 <= value <= 12 else "teen" if 13 <= value <= 31 else "tens"], value
    if len(piece) == 3:
        return CODE["three"], value
    if len(piece) == 4 and 1000 <= value <= 2199:
        return CODE["year"], value
    return CODE["number"], piece
