"""Put names right that the chain cut short or overlooked, by what the gazetteer knows for certain."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mapapp.model import Passage
from mapapp.reading.recognizers._lexicon import CONNECTORS, FUNCTION, GIVEN_NAMES, KINDS
from mapapp.reading.recognizers._words import Words
from mapapp.reading.recognizers.base import Span
from mapapp.reading.resolvers.base import PlaceIndex

_WORD_BEFORE = re.compile(r"([^\W\d_][\w'’.]*)[ -]$")
_WORD_AFTER = re.compile(r" ([^\W\d_][\w'’.]*)")
_NAME_AFTER = re.compile(r" [A-Z][\w'’-]+")
_OF_AFTER = re.compile(r" (?:(?:DE|DEL)(?: L[AO]S?)? [A-Z][A-Z'’-]+|(?:de|del)(?: l[ao]s?)? [A-Z][\w'’-]+)")
_OPENERS = frozenset({"san", "santa", "santo", "são", "sao", "saint", "puerto", "villa"})
_LOUD_BEFORE = frozenset({"IN", "NEAR", "AT", "OUTSIDE"})
_BYLINE = re.compile(r"by\s", re.IGNORECASE)
_JOINED = re.compile(r",? (?:and|or) |, ")
_JOINED_BEFORE = re.compile(r"(?:,? (?:and|or) |, )$")
_FIRM = frozenset({1, 2, 3, 9, 10, 11})  # groups of `gazetteer_groups` that are no mere towns and villages
_SETTLED = frozenset({4, 5, 6, 7, 8})  # the groups of cities, towns and villages
_NATURE = KINDS - {
    "state",
    "city",
    "town",
    "village",
    "park",
    "street",
    "square",
    "court",
    "point",
    "springs",
    "falls",
}
_HOUSES = frozenset({"building", "site"})


def mend(
    text: str,
    passages: Sequence[Passage],
    spans: Sequence[Span],
    names: Sequence[Span],
    words: Words,
    index: PlaceIndex,
) -> tuple[Span, ...]:
    """Return the spans with those names of the gazetteer (`names`) that complete or join them; all are in order.

    A compound takes the place of its part ("Nagorno-Karabakh" for "Karabakh", "Lachin district" for "Lachin" when
    the district is another place than the town); a seat of government ("the Kremlin") and a place in a dateline are
    added.
    """
    datelines = [
        (passage.start, passage.end)
        for passage in passages
        if passage.section == "dateline" and not _BYLINE.match(text, passage.start)  # "By Anna Petrova" is a person
    ]
    spans = [span for span in spans if not _is_loud_word(text, *span, words)]  # "THE ENTRANCE" OF A BANK
    kept: list[Span] = []
    number = 0
    for start, end in names:
        while number < len(spans) and spans[number][1] <= start:
            kept.append(spans[number])
            number += 1
        after = number
        while after < len(spans) and spans[after][0] < end:
            after += 1
        inside = spans[number:after]
        name = text[start:end]
        goes_on = text[end : end + 1] == " " and text[end + 1 : end + 2].isupper()  # Ohio State | University
        if not inside:
            groups = words.groups(name)
            known = groups[:1] == (1,) or (groups[:1] in ((4,), (5,)) and _is_capital(name, index))
            plain = known and _is_alone(text, start, end) and not _is_loud_word(text, start, end, words)
            whole = not goes_on and _says_its_kind(name, groups)
            seat = 11 in groups and _is_seat(name, index)
            placed = _in_dateline(text, (start, end), datelines, words) or _is_loud_place(text, start, end, words)
            if plain or whole or seat or placed:
                kept.append((start, end))
            continue
        covers = not goes_on and inside[0] != (start, end) and start <= inside[0][0] and inside[-1][1] <= end
        if covers and _completes(name, text[inside[0][0] : inside[-1][1]], words, index):
            kept.append((start, end))
            number = after
    return _coordinated(text, _wholes(text, (*kept, *spans[number:])), names)


def _wholes(text: str, spans: Sequence[Span]) -> list[Span]:
    """Return the spans, in order, with the rest of names that they are the beginning of."""
    found: list[Span] = []
    for start, end in spans:
        if found and start < found[-1][1]:
            continue  # it is in the name before it
        found.append(_whole(text, start, end))
    return found


def _coordinated(text: str, spans: Sequence[Span], names: Sequence[Span]) -> tuple[Span, ...]:
    """Add a name that stands beside a found one ("Lachin and Kalbajar") when the text has it elsewhere."""
    starts, ends = {start for start, _ in spans}, {end for _, end in spans}
    known = {text[start:end] for start, end in spans}
    taken = [False] * (len(text) + 1)
    for start, end in spans:
        taken[start:end] = [True] * (end - start)
    added = []
    for start, end in names:
        if text[start:end] not in known or any(taken[start:end]):
            continue
        after, before = _JOINED.match(text, end), _JOINED_BEFORE.search(text, max(0, start - 8), start)
        if (after and after.end() in starts) or (before and before.start() in ends):
            added.append((start, end))
    return tuple(sorted((*spans, *added))) if added else tuple(spans)


def _completes(name: str, part: str, words: Words, index: PlaceIndex) -> bool:
    """Tell whether a name of the gazetteer is the whole of what was found in part."""
    if not _FIRM.intersection(words.groups(name)):
        return False
    tail = name.rsplit(None, 1)[-1]
    if tail.islower():
        if not name.startswith(part) or tail not in KINDS:
            return False
        whole, alone = index.candidates(name), index.candidates(part)
        return not alone or whole[0].id != alone[0].id
    return " " not in name or "-" in name or (tail.lower() in KINDS and tail.lower() != "state")


def _says_its_kind(name: str, groups: tuple[int, ...]) -> bool:
    """Tell whether a name of several words ends in what the place is: the Lachin corridor, the Aral Sea."""
    tail = name.rsplit(" ", 1)[-1].lower()
    return tail != name.lower() and tail in _NATURE and bool(groups) and groups[0] not in _SETTLED


def _is_alone(text: str, start: int, end: int) -> bool:
    """Tell whether a name stands for itself: no capitalised word beside it could make it a person's.

    An abbreviation ("U.S. officials") does wherever it is no currency.
    """
    name = text[start:end]
    if name.isupper() and len(name) <= 6:
        return text[end : end + 1] != "$" and text[start - 1 : start] not in ("$", "-") and "$" not in name
    if not name[0].isupper() or name.lower() in GIVEN_NAMES:
        return False
    follows = text[end : end + 1] == " " and text[end + 1 : end + 2].isupper()
    before = _WORD_BEFORE.search(text, max(0, start - 30), start)
    return not follows and not (before and before[1][0].isupper() and before[1].lower() not in FUNCTION)


def _is_capital(name: str, index: PlaceIndex) -> bool:
    """Tell whether the best-known bearer of the name is a city from which a country is governed."""
    places = index.candidates(name)
    return bool(places) and places[0].kind == "city" and bool(index.seat(places[0].id))


def _is_seat(name: str, index: PlaceIndex) -> bool:
    """Tell whether the name is that of a house from which a country is governed."""
    places = index.candidates(name) if name[0].isupper() and len(name) > 4 else ()
    return bool(places) and places[0].kind in _HOUSES and bool(index.seat(places[0].id))


def _in_dateline(text: str, span: Span, datelines: Sequence[Span], words: Words) -> bool:
    """Tell whether a well-known place stands in a dateline: not in "[Rene Hurtado]", "12 NOV", "(Radio Caracol)"."""
    start, end = span
    line = next((first for first, last in datelines if first <= start and end <= last), None)
    groups = words.groups(text[start:end])
    if line is None or not groups or groups[0] in (8, 12):
        return False
    before = text[line:start]
    if "[" in before or ("(" in before.rpartition(")")[2] and groups[0] != 1):
        return False
    return not before.strip() or not words.is_plain(text[start:end])


def _is_loud_word(text: str, start: int, end: int, words: Words) -> bool:
    """Tell whether what is written in capitals only because its sentence is would be common words in another."""
    name = text[start:end]
    if not name.isupper() or not (words.is_plain(name) or name.split()[-1].lower() in FUNCTION | CONNECTORS):
        return False
    around = text[max(0, start - 40) : start] + text[end : end + 40]
    return around.isupper()


def _whole(text: str, start: int, end: int) -> Span:
    """Return a name with the rest of it: "San" | "Miguel de Mercedes", "Cartagena" | "de Indias"."""
    opener = text[start:end].casefold()
    first = _NAME_AFTER.match(text, end) if opener in _OPENERS else None
    if first is not None:
        end = first.end()
    rest = _OF_AFTER.match(text, end) if text.startswith((" de", " DE"), end) else None
    return start, rest.end() if rest is not None else end


def _is_loud_place(text: str, start: int, end: int, words: Words) -> bool:
    """Tell "IN ZZYX YESTERDAY": in capitals, a name made of no common word, between "in" and a word that is none."""
    name = text[start:end]
    before = _WORD_BEFORE.search(text, max(0, start - 30), start) if name.isupper() and len(name) > 3 else None
    if before is None or before[1] not in _LOUD_BEFORE:
        return False
    after = _WORD_AFTER.match(text, end)
    if text[end : end + 1] in ("'", "’") or not words.is_rare(name):
        return False
    return after is None or not words.is_rare(after[1])
