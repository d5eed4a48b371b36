"""Tokens: the words, numbers and signs of a text with their exact offsets, one rule for everybody.

Words keep inner apostrophes ("O'Brien") but not a possessive ("Armenia" + "'s"); hyphens stand alone, so that
"Moscow-led" begins with the token "Moscow"; abbreviations with inner full stops ("U.S.", "a.m.") and numbers with
inner separators ("6,500", "3.5", "12:42") are one token. Everything that is not white space is in some token.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_MARKS = "\u0300-\u036f\u200c\u200d"  # combining accents and joiners belong to the letter before them

_LETTERS = rf"[^\W\d_]++(?:[{_MARKS}]++[^\W\d_]*+)*+"
TOKEN = re.compile(
    r"[A-Za-z]++(?=[ ,])"  # what most tokens are, told without further questions
    r"|(?:[^\W\d_]\.){2,}"  # U.S., D.C., a.m.
    r"|\d+(?:[.,:]\d+)*+"  # 6,500  3.5  12:42
    rf"|{_LETTERS}(?:['’](?![sS](?![^\W_])){_LETTERS})*+"  # O'Brien
    r"|['’][sS](?![^\W_])"  # the possessive
    r"|\S"
)


class Token(NamedTuple):
    """A token: `text` stands at [start, end) of the document."""

    start: int
    end: int
    text: str


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Return the tokens of text[start:end], in order, with offsets into `text`; linear in the length."""
    stop = len(text) if end is None else end
    return [Token(match.start(), match.end(), match.group()) for match in TOKEN.finditer(text, start, stop)]


def words(listed: str) -> frozenset[str]:
    """Return a word list written as one string, words separated by white space."""
    return frozenset(listed.split())
