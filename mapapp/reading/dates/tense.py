"""Which way a date without a year, or a weekday, looks: what the words around it say of past and future."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

Look = Literal["past", "future", ""]

_FUTURE = (
    r"will|'ll|’ll|won['’]t|shall|going to|(?:is|are|was|were|be|been|being) (?:to|due|set|slated|scheduled|planned|expected)"
    r"|scheduled|expected|planned|plans?|planning|slated|due|hopes?|intends?|until|upcoming|forthcoming|ahead of"
    r"|would|may|might|could|should|deadline|must|ready to|agreed to|likely|by"
)
_PAST = (
    r"was|were|had|did|has|have|been|since|ago|after|said|told|met|made|came|went|took|held|began|broke|shot|hit|fell"
    r"|left|found|gave|led|saw|won|lost|sent|struck|fought|kept|became|fled|spoke|wrote|read|put|set off|cut|died"
    r"|arose|blew|brought|built|bought|caught|drew|drove|felt|flew|got|grew|heard|knew|laid|let|paid|ran|rose|sold"
    r"|sought|stood|swept|swore|threw|withdrew|dated|\w{3,}ed"
)


@cache
def _cues() -> re.Pattern[str]:
    return re.compile(rf"\b(?:(?P<future>{_FUTURE})|(?P<past>{_PAST}))\b|(?P<ll>['’]ll\b)", re.IGNORECASE)


def look(text: str, begin: int, start: int, end: int, limit: int) -> Look:
    """Return where the expression text[start:end] of the sentence text[begin:limit] looks.

    The nearest cue before it in the sentence decides, then the nearest after it.
    """
    last: re.Match[str] | None = None
    for match in _cues().finditer(text, max(begin, start - 160), start):
        last = match
    if last:
        return "past" if last.lastgroup == "past" else "future"
    after = _cues().search(text, end, min(limit, end + 80))
    if after:
        return "past" if after.lastgroup == "past" else "future"
    return ""
