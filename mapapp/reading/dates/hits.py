"""A rule's match, with the words behind its groups."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mapapp.reading.dates.lexicon import CODE
from mapapp.reading.dates.meanings import Direction
from mapapp.reading.dates.scanning import Scan, Token

_DIRECTIONS: dict[str, Direction] = {
    "last": "last", "past": "last", "next": "next", "upcoming": "next", "coming": "next", "forthcoming": "next",
    "this": "this", "current": "this", "present": "this", "that": "same", "same": "same", "very": "same",
    "previous": "previous", "preceding": "previous", "prior": "previous", "following": "following",
    "ensuing": "following", "subsequent": "following", "succeeding": "following",
}  # fmt: skip
_EDGES = {"middle": "mid", "beginning": "start", "turn": "start", "outset": "start", "close": "end"}


@dataclass(frozen=True, slots=True)
class Hit:
    """A match of a rule over a scan."""

    scan: Scan
    match: re.Match[str]

    def _position(self, group: str) -> int:
        return self.match.start(group) if group in self.match.re.groupindex else -1

    def token(self, group: str) -> Token | None:
        """Return the group's first token, None when the group took no part."""
        position = self._position(group)
        return self.scan.tokens[position] if position >= 0 else None

    def value(self, group: str) -> object:
        """Return what the group's first token stands for."""
        token = self.token(group)
        return token.value if token else None

    def integer(self, group: str) -> int | None:
        """Return the number the group's first token stands for."""
        value = self.value(group)
        return value if isinstance(value, int) else None

    def word(self, group: str) -> str:
        """Return the group's first token in lower case, empty when there is none."""
        token = self.token(group)
        return token.text.lower() if token else ""

    def is_class(self, group: str, name: str) -> bool:
        """Tell whether the group's first token is of a class."""
        position = self._position(group)
        return position >= 0 and self.scan.codes[position] == CODE[name]

    def first(self) -> Token:
        """Return the match's first token."""
        return self.scan.tokens[self.match.start()]

    def starts_with_the(self) -> bool:
        """Tell whether the match begins with the article."""
        return self.first().text.lower() == "the"

    def before(self) -> Token | None:
        """Return the token before the match."""
        return self.scan.tokens[self.match.start() - 1] if self.match.start() else None

    def after(self) -> Token | None:
        """Return the token after the match."""
        return self.scan.tokens[self.match.end()] if self.match.end() < len(self.scan.tokens) else None

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
        return _EDGES.get(word, word)

    def direction(self) -> Direction:
        """Return which way the expression's last/next/this points."""
        return _DIRECTIONS.get(self.word("dir"), "")

    def year(self, group: str = "y") -> int | None:
        """Return a year; of two digits 40 and more are of the twentieth century."""
        value = self.integer(group)
        digits = len(self.word(group).strip("'’"))
        if value is None or digits > 2:
            return value
        if digits < 2:
            return None
        return 1900 + value if value >= 40 else 2000 + value

    def in_name(self) -> bool:
        """Tell whether the match goes on a name: "USA Today", "High Noon", "Prague Spring"."""
        before = self.before()
        if before is None or self.scan.shouting or not self.first().text[0].isupper():
            return False
        return self.before_is("other") and before.text[:1].isupper()
