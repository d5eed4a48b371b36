"""When a quotation was spoken: "yesterday" inside it counts from that day, not from publication."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mapapp.model import Passage
from mapapp.reading.dates.meanings import Found, Parsed, Partial, Shift, Stated, Weekday

_VERBS = r"(?:said|told|says|added|announced|declared|stated|tweeted|wrote|warned|claimed|explained|testified)"
_SAID_BEFORE = re.compile(rf"\b{_VERBS}\b[^.!?“”\"]{{0,40}}$", re.IGNORECASE)
_SAID_AFTER = re.compile(rf"[^.!?“”\"]{{0,60}}\b{_VERBS}\b", re.IGNORECASE)
_CURLED = re.compile("[“”]")
_LONG = 2000  # characters of a paragraph that are looked at on either side
_FAR = 700  # characters between a spoken word and the day it was spoken on


def spoken_on(text: str, passages: Sequence[Passage], entries: Sequence[Parsed], number: int) -> int:
    """Return the position of the date on which the expression was spoken, -1 when it is in no quotation or none says.

    Only dates of the same paragraph are looked at, outside quotations and beside a verb of saying.
    """
    meaning = entries[number].item.sense.meaning
    if not isinstance(meaning, Shift) or meaning.anchor != "now" or meaning.unit != "day":
        return -1
    here = entries[number]
    if not _quoted(text, here.start):
        return -1
    nearest, position = (True, _FAR), -1
    for other in range(max(0, number - 6), min(len(entries), number + 7)):
        entry = entries[other]
        distance = (entry.sentence != here.sentence, abs(entry.start - here.start))
        if other == number or distance >= nearest or not _same_paragraph(passages, here.sentence, entry.sentence):
            continue
        if _names_day(entry.item) and not _quoted(text, entry.start) and _is_saying(text, entry):
            nearest, position = distance, other
    return position


def _names_day(item: Found) -> bool:
    meaning = item.sense.meaning
    if isinstance(meaning, Stated):
        return meaning.granule.unit == "day"
    return isinstance(meaning, Weekday) or (isinstance(meaning, Partial) and meaning.unit == "day")


def _is_saying(text: str, entry: Parsed) -> bool:
    before = _SAID_BEFORE.search(text, max(0, entry.start - 60), entry.start)
    return bool(before or _SAID_AFTER.match(text, entry.end, min(len(text), entry.end + 90)))


def _same_paragraph(passages: Sequence[Passage], one: int, other: int) -> bool:
    if one == other:
        return True
    if one >= len(passages) or other >= len(passages) or abs(one - other) > 2:
        return False
    return passages[one].paragraph == passages[other].paragraph


def _quoted(text: str, offset: int) -> bool:
    """Tell whether a quotation is open at an offset, by curled marks, else by the straight ones of its paragraph."""
    floor, ceiling = max(0, offset - _LONG), min(len(text), offset + _LONG)
    begin = max(floor, text.rfind("\n", floor, offset) + 1)
    end = text.find("\n", offset, ceiling)
    end = ceiling if end < 0 else end
    after = _CURLED.search(text, offset, end)
    if after:
        return after[0] == "”"
    if "``" in text[begin:end]:
        return text.count("``", begin, offset) > text.count("''", begin, offset)
    return text.count('"', begin, offset) % 2 == 1
