"""Quotations over several sentences: who is being quoted where a sentence does not say so itself."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from mapapp.model import Passage

MARKS = re.compile("[“”„«»\"]|``|''")
OPENS, CLOSES = "“„«``", "”»''"

Span = tuple[int, int]


def quotations(text: str, passages: Sequence[Passage]) -> list[Span]:
    """Return the quoted stretches of a text, in order, as [start, end) with their marks.

    A quotation that a paragraph leaves open goes on when the next paragraph opens one again, as newspapers print
    it, and ends with the paragraph otherwise.
    """
    found: list[Span] = []
    goes_on = False
    for start, end in _paragraphs(passages):
        spans, is_open = _of_paragraph(text, start, end)
        if goes_on and spans and not text[start : spans[0][0]].strip() and found:
            spans[0] = (found.pop()[0], spans[0][1])
        found.extend(spans)
        goes_on = is_open
    return found


def around(found: Sequence[Span], at: int) -> Span | None:
    """Return the quotation an offset lies in, None when it lies in none."""
    number = bisect_right(found, at, key=lambda span: span[0]) - 1
    return found[number] if number >= 0 and at < found[number][1] else None


def _paragraphs(passages: Sequence[Passage]) -> list[Span]:
    found: list[Span] = []
    last: int | None = None
    for passage in passages:
        if found and passage.paragraph == last:
            found[-1] = (found[-1][0], passage.end)
        else:
            found.append((passage.start, passage.end))
        last = passage.paragraph
    return found


def _of_paragraph(text: str, start: int, end: int) -> tuple[list[Span], bool]:
    """Return the quotations of a paragraph, and whether the last one is left open."""
    spans: list[Span] = []
    opened: int | None = None
    for mark in MARKS.finditer(text, start, end):
        sign = mark.group()
        if sign in OPENS or (sign == '"' and opened is None):
            opened = mark.start() if opened is None else opened
        elif opened is not None and (sign in CLOSES or sign == '"'):
            spans.append((opened, mark.end()))
            opened = None
    if opened is None:
        return spans, False
    return [*spans, (opened, end)], True
