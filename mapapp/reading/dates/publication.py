"""When a report was published, as far as the report says: metadata first, then a dateline or byline near its top."""

from __future__ import annotations

from collections.abc import Sequence

from mapapp.model import Document, Passage, Published
from mapapp.reading.dates.combining import combine, names_day
from mapapp.reading.dates.grammar import expressions
from mapapp.reading.dates.granules import edtf
from mapapp.reading.dates.meanings import Found, Stated
from mapapp.reading.dates.scanning import Scan, scan

_TOP = 1500  # characters in which a dateline or byline may stand
_LINES = 8


def publication(document: Document, passages: Sequence[Passage]) -> Published:
    """Return when the document was published: what it came with, else what its dateline or byline states.

    A date in a caption, a photo credit or running text is never taken: a line must say nothing but the date, or
    the date and the words that go with one ("Published", a place, a name).
    """
    if document.published.value is not None:
        return document.published
    top = document.text[:_TOP]
    scanned = scan(top)
    for item in combine(scanned, expressions(scanned)):
        meaning = item.sense.meaning
        if not isinstance(meaning, Stated) or not names_day(item.sense):
            continue
        start, end = scanned.tokens[item.first].start, scanned.tokens[item.last - 1].end
        if _section(passages, start) in ("caption", "boilerplate"):
            continue
        if reason := _stands_as_date(top, start, end, scanned, item):
            value = edtf(meaning.granule)
            clock = item.sense.clock
            return Published(f"{value}T{clock}" if clock and clock != "24:00" else value, "stated", reason)
    return Published()


def _section(passages: Sequence[Passage], offset: int) -> str:
    return next((passage.section for passage in passages if passage.start <= offset < passage.end), "body")


_BYLINE = (
    "published",
    "posted",
    "updated",
    "last updated",
    "date",
    "by",
    "on",
    "modified",
    "issued",
    "first published",
)
_CREDIT = ("photo", "file", "taken", "image", "picture", "copyright", "©", "getty", "credit")


def _stands_as_date(top: str, start: int, end: int, scanned: Scan, item: Found) -> str:
    """Return why the date is the report's own, empty when it is not."""
    line_start = top.rfind("\n", 0, start) + 1
    line_end = top.find("\n", end)
    line_end = len(top) if line_end < 0 else line_end
    if top.count("\n", 0, line_start) > 2 * _LINES:
        return ""
    before, after = top[line_start:start].strip(" \t-–—|,:()[]"), top[end:line_end].strip(" \t-–—|,:()[].")
    if any(word in (before + " " + after).lower() for word in _CREDIT):
        return ""
    if not before and not after:
        return f"its own line near the top: {top[start:end]}"
    words = before.lower().split()
    if words and (words[0].strip(":") in _BYLINE) and len(words) <= 8 and len(after) <= 40:
        return f"byline: {top[line_start:line_end].strip()}"
    if before and before.upper() == before and len(before) <= 60 and not scanned.codes[: item.first].count("\0"):
        return f"dateline: {top[line_start:end].strip()}"
    return ""
