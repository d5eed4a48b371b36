"""One pass over a text: tokens with offsets and, beside them, a string of one class character a token.

The grammar then matches regular expressions over that string instead of over the text: it is short, spelling,
spacing and case are settled once, and words of no temporal meaning cost nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from mapapp.reading.dates import lexicon
from mapapp.reading.dates.lexicon import CODE

_APOS = "['’]"
_HOLIDAYS = "|".join(
    re.escape(name).replace("'", _APOS).replace(r"\ ", r"\s")
    for name in sorted((*lexicon.FIXED_HOLIDAYS, *lexicon.MOVABLE_HOLIDAYS), key=len, reverse=True)
)

_ABBREVIATED = "|".join(lexicon.ABBREVIATED)


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or sign: text[start:end], the class of it and what it stands for."""

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


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(
        r"(?P<iso>(?<![\d-])(?!\d\d(?:00-01|01-02|02-03|03-04|04-05|05-06|06-07|07-08|08-09|09-10|10-11|11-12)(?!-))\d{4}-\d\d(?:-\d\d(?:T\d\d(?::?\d\d(?::?\d\d)?)?(?:Z|[+-]\d\d:?\d\d)?)?)?(?![\d-]))"
        r"|(?P<bcyear>(?<![\d-])\d{1,4}\s?(?:BCE?|B\.\s?C\.(?:\s?E\.)?|B\.C\b)|(?<!\d)\d{1,4}\s?(?:AD|CE|A\.D\.)(?!\w)"
        r"|\b(?:AD|A\.D\.)\s?\d{1,4}\b)"
        r"|(?P<slashed>\b9/11\b|(?<![\d/.])\d{1,4}(?P<sep>[/.])\d{1,2}(?P=sep)\d{2,4}(?![\d/]))"
        r"|(?P<clock>(?<!\d)[012]?\d[:.][0-5]\d(?=\s?[ap]\.?m\b)"
        r"|(?<![\d:])[012]?\d:[0-5]\d(?::[0-5]\d)?(?![\d:])(?:\s?(?:hrs?|hours)\b)?)"
        r"|(?P<hours>(?<!\d)[012]\d[0-5]\d(?=\s?(?:hrs|hours|GMT|UTC|local time)\b))"
        r"|(?P<decade>(?:1\d|20)?\d0['’]?s\b)"
        r"|(?P<ordinal>\d{1,3}(?:st|nd|rd|th)\b)"
        r"|(?P<shortyear>(?<!\w)['’]\d\d(?!\d))"
        r"|(?P<number>\d+(?:,\d{3})*(?:\.\d+)?)"
        r"|(?P<meridiem>\b[apAP]\.\s?[mM]\.?(?!\w)|(?<=[\d\s])[apAP][mM]\b)"
        r"|(?P<era>\bB\.C\.(?:E\.)?|\bA\.D\.)"
        r"|(?P<holiday>\b(?:" + _HOLIDAYS.replace("d\\-day", "D-Day") + r")\b)"
        r"|(?P<oclock>\bo" + _APOS + r"clock\b)"
        r"|(?P<possessive>" + _APOS + r"s\b)"
        rf"|(?P<word>\b(?:{_ABBREVIATED})\.|[^\W\d_]+)"
        r"|(?P<newline>\s*\n\s*)"
        r"|(?P<sign>[^\w\s])",
        re.IGNORECASE,
    )


@cache
def _words() -> dict[str, tuple[str, object]]:
    return {word: (CODE[name], value) for word, (name, value) in lexicon.words().items()}


def scan(text: str) -> Scan:
    """Return the tokens of a text and their classes, in order."""
    tokens: list[Token] = []
    codes: list[str] = []
    words, other = _words(), CODE["other"]
    shouting = _is_shouting(text)
    for match in _pattern().finditer(text):
        kind = match.lastgroup
        start, end = match.span()
        piece = match.group()
        if kind == "word":
            code, value = words.get(piece.lower().rstrip("."), (other, None))
            if code != other and not piece.islower():
                code = _cased(code, piece, shouting)
            elif code != other:
                code = _LOWER.get(code, code)
        elif kind == "newline":
            if _joins(text, start, end):
                continue
            code, value = CODE["stop"], None
        else:
            code, value = _classed(kind or "", piece)
        tokens.append(Token(start, end, piece, value))
        codes.append(code)
    return Scan(tokens, "".join(codes), shouting)


_NAMES = frozenset(CODE[name] for name in ("month", "weekday"))
_WEAK = frozenset(CODE[name] for name in ("weakmonth", "weakday"))
# written small, a month or weekday is not one ("he may", "sat", "march on")
_LOWER = {CODE["weakmonth"]: CODE["other"], CODE["weakday"]: CODE["other"]}


def _cased(code: str, piece: str, shouting: bool) -> str:
    """Capitals make a name of what is otherwise a common word; in a text all in capitals they say nothing."""
    if code == CODE["zone"] and not piece.isupper():
        return CODE["other"]
    return code if shouting or piece[0].isupper() else CODE["other"] if code in _WEAK else code


def _is_shouting(text: str) -> bool:
    sample = text[:4000]
    upper = sum(map(str.isupper, sample))
    return upper > 20 and upper > 4 * sum(map(str.islower, sample))


def _joins(text: str, start: int, end: int) -> bool:
    """Tell a wrapped line, which goes on, from a paragraph, headline or byline, which ends."""
    if text.count("\n", start, end) > 1:
        return False
    line = text.rfind("\n", 0, start) + 1
    return start - line >= 45 and text[start - 1] not in '.!?:;"”'


def _classed(kind: str, piece: str) -> tuple[str, object]:
    if kind == "number":
        return _number(piece)
    if kind == "sign":
        return CODE[lexicon.PUNCTUATION.get(piece, "other")], piece
    if kind == "ordinal":
        return CODE["ordinal"], int(piece[:-2])
    if kind == "shortyear":
        return CODE["shortyear"], int(piece[1:])
    if kind == "decade":
        return CODE["decade"], int(re.sub(r"\D", "", piece))
    if kind == "holiday":
        return CODE["holiday"], re.sub(r"\s", " ", piece.lower().replace("’", "'"))
    if kind == "hours":
        return CODE["clock"], f"{piece[:2]}:{piece[2:]}"
    if kind == "clock":
        return CODE["clock"], re.sub(r"[^\d:]", "", piece.replace(".", ":"))
    if kind == "bcyear":
        year = int(re.sub(r"\D", "", piece))
        return CODE["year"], 1 - year if "B" in piece.upper() else year
    if kind == "meridiem":
        return CODE["meridiem"], piece[0].lower()
    if kind == "era":
        return CODE["era" if piece[0] in "bB" else "ad"], piece
    return CODE[kind], piece


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
