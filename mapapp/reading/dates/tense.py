"""Which way a date without a year, or a weekday, looks: what the words around it say of past and future.

The verb nearest before the expression in its sentence decides, unless a verb follows it at once ("on Sunday issued",
"Friday will"). A rule of thumb in place of a parser, as in HeidelTime (Stroetgen and Gertz 2010).
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from mapapp.reading.tokens import words

Look = Literal["past", "future", ""]

_MODALS = r"will|shall|would|may|might|should|must|to|['’]ll|won['’]t"
_BE = r"(?:is|are|was|were|be|been|being)"
_ADVERB = r"(?:\s(?:not|also|then|still|now|soon|probably|\w+ly))?"
_FUTURE = (
    rf"(?:{_MODALS}){_ADVERB}\s(?:be|have been)\s\w+"
    r"|(?:will|shall|would|may|might|should|must)(?:\s(?:not|also|then))?\s\w+|['’]ll|won['’]t|going to"
    rf"|{_BE}\s(?:to|(?:due|set|slated|scheduled|planned|expected|supposed|likely)(?:\sto)?)"
    r"(?!\s(?:the|a|by)\b)(?:(?<=to)\s(?:be\s)?\w+)?"
    r"|planning for|scheduled|expected|planned|slated|due"
    r"|(?:plan|plans|planning|hopes|intends|wants|ready|set|agreed|vowed|promised)\s(?:\w+\s)?to"
    r"|call(?:s|ed|ing)? for(?:\s\w+){0,3}"
    r"|until|upcoming|forthcoming|ahead of|(?:as (?:soon|early) as)"
    r"|(?:is|are|am)\s\w+ing|[Bb]eginning|[Ss]tarting|[Ee]ffective"
    # what a timetable says in the present
    r"|(?:comes?|enters?|goes)\sinto\s\w+|takes?\seffect"
    r"|starts?|begins?|opens|closes|ends|runs|continues?|resumes?|expires?|returns|meets|takes? place|kicks off|votes"
)
_IRREGULAR = words(
    """
    was were had did has have been since ago said told met made came went took held began broke shot hit fell left
    found gave led saw won lost sent struck fought kept became fled spoke wrote cut died arose blew brought built
    bought caught drew drove felt flew got grew heard knew laid let paid ran rose sold sought stood swept swore threw
    withdrew overthrew sank sat slept spent stole taught thought tore understood dated put read quit shut
    """
)


def _by_letter(listed: frozenset[str]) -> str:
    """Return a pattern of words that fails at a word's first letter."""
    letters = sorted({word[0] for word in listed})
    return "|".join(f"{letter}(?:{'|'.join(w[1:] for w in sorted(listed) if w[0] == letter)})" for letter in letters)


_PAST = rf"{_by_letter(_IRREGULAR)}|set(?!\s(?:to|for)\b)|[a-z]{{2,}}(?<!ne)(?<!e)ed"
_DONE = re.compile(r"\bhad\s(?:\w+\s){1,4}(?:by|until|till)\s$")
_LONGEST = 30  # characters of a cue: one nearer the edge may be the end of a longer one


@cache
def _cues() -> re.Pattern[str]:
    # an infinitive says nothing by itself, and what follows a modal is not in the past: "to hit", "will set"
    of_words = rf"(?P<future>{_FUTURE})|(?P<none>to\s\w+)|(?P<past>{_PAST})"
    return re.compile(rf"\b(?=[\w'’])(?:{of_words})\b|(?P<will>['’]ll\b)")


@cache
def _at_once() -> re.Pattern[str]:
    return re.compile(rf"\s+(?:(?P<future>will|is to|are to)|(?P<past>{_PAST}))\b")


def look(text: str, begin: int, start: int, end: int, limit: int) -> Look:
    """Return where the expression text[start:end] of the sentence text[begin:limit] looks."""
    if text.startswith(("'s", "’s"), end):
        return "past"  # "Wednesday's ruling" is known
    if text.endswith(("by ", "through ", "until ", "till "), begin, start):
        done = _DONE.search(text, begin, start)
        return "past" if done else "future"  # a term, which "had fled by Friday" has behind it
    at_once = _at_once().match(text, end, min(limit, end + 30))
    last: re.Match[str] | None = None
    for reach in (80, 160):  # mostly the nearest words decide
        floor = max(begin, start - reach)
        for match in _cues().finditer(text, floor, start):
            last = last if match.lastgroup == "none" else match
        if floor == begin or (last and last.start() > floor + _LONGEST):
            break
    if at_once and not (
        last and last.lastgroup == "future" and at_once.lastgroup == "past" and start - last.end() < 8
    ):
        return "past" if at_once.lastgroup == "past" else "future"
    if last:
        return "past" if last.lastgroup == "past" else "future"
    reach = 120 if start - begin < 12 else 40
    for after in _cues().finditer(text, end, min(limit, end + reach)):
        if after.lastgroup == "none":
            continue
        return "past" if after.lastgroup == "past" else "future"
    return ""
