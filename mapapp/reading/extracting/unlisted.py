"""Places that a report names and the gazetteer lacks: "the village of X", "in the X neighbourhood", "at X, Y".

They have a name and no point: an incident there says where by that name, and is drawn in what is known to hold it.
Taken are names that the words around call a place, and those the recogniser marked and nobody could resolve.
"""

from __future__ import annotations

from collections.abc import Sequence

from mapapp.model import IncidentPlace, Mention, Place, Section
from mapapp.reading.extracting.actors import folded
from mapapp.reading.extracting.syntax import Sentence
from mapapp.reading.extracting.words import Word
from mapapp.reading.tokens import words

KIND = "locality"
AFTER = words(
    """
    neighborhood neighbourhood farm canton village hamlet town township municipality jurisdiction suburb district
    county province department parish barrio colony ranch shantytown quarter sector slum camp airport creek river
    bridge valley crossing state hill mountain island port station prison barracks
    """
)
BEFORE = words(
    """
    neighborhood neighbourhood village hamlet town township municipality suburb city community canton settlement
    jurisdiction sector farm port barrio island
    """
)
JOINTS = words(
    """
    de del la las el los san santa al and of y
    """
)
AT = frozenset({"in", "near", "at", "outside"})
LONGEST = 4  # words of a name


def places_of(names: Sequence[Mention], known: Sequence[IncidentPlace]) -> tuple[IncidentPlace, ...]:
    """Return places without a point for names that nobody could resolve; `known` are those that hold them."""
    within = tuple(dict.fromkeys(key for each in known for key in (each.place.id, *each.place.within)))
    found = {folded(name.name): IncidentPlace(_place(name.name, within), name.name) for name in reversed(names)}
    return tuple(reversed(found.values()))


def _place(name: str, within: tuple[str, ...]) -> Place:
    shown = " ".join(part.capitalize() for part in name.split()) if name.isupper() else name
    return Place(f"name:{folded(name)}", shown, KIND, None, None, within=within)


def unlisted(sentence: Sentence, mentions: Sequence[Mention], section: Section) -> list[Mention]:
    """Return mentions, without a place, of what the words call one; `mentions` are all others."""
    listed = sentence.words
    found: list[Mention] = []
    at = 0
    while at < len(listed):
        end = _run(listed, at)
        if end > at and not _overlaps(listed[at], listed[end - 1], mentions):
            held = _holder(listed, end, mentions)
            if _is_called_place(listed, at, end) or (held is not None and _follows(listed, at, AT)):
                name = " ".join(word.text for word in listed[at:end])
                span = (listed[at].start, listed[end - 1].end)
                found.append(Mention(*span, name, "literal", section, reason="called a place; not in the gazetteer"))
        at = max(end, at + 1)
    return found


def _run(listed: Sequence[Word], at: int) -> int:
    """Return where a name that begins at a word ends; `at` when none begins there."""
    if listed[at].tag != "name" and not (listed[at].lower in JOINTS and listed[at].text[0].isupper()):
        return at
    end = at
    while end < len(listed) and end - at < LONGEST + 2:
        if listed[end].tag != "name" and listed[end].lower not in JOINTS:
            break
        end += 1
    while end > at and listed[end - 1].lower in JOINTS:
        end -= 1
    named = [word for word in listed[at:end] if word.tag == "name" and len(word.text) > 2]
    return end if named and not any(word.lower in ("and", "of") for word in listed[at:end]) else at


def _is_called_place(listed: Sequence[Word], at: int, end: int) -> bool:
    if at > 1 and listed[at - 1].lower == "of" and listed[at - 2].lower.removesuffix("s") in BEFORE:
        return True
    if end + 1 < len(listed) and listed[end].lower in ("border", "refugee", "air", "power", "railway", "fishing"):
        end += 1  # "the X border crossing"
    if end >= len(listed) or listed[end].lower not in AFTER:
        return False
    before = listed[at - 1] if at else None
    beyond = listed[end + 1] if end + 1 < len(listed) else None
    governed = before is not None and (before.tag in ("det", "adj", "poss") or before.lower in AT | {"from", "of"})
    return governed and (beyond is None or beyond.tag not in ("noun", "name"))


def _follows(listed: Sequence[Word], at: int, prepositions: frozenset[str]) -> bool:
    return at > 0 and listed[at - 1].lower in prepositions


def _holder(listed: Sequence[Word], end: int, mentions: Sequence[Mention]) -> Mention | None:
    """Return the known place that closes an address: "in X, Antioquia Department"."""
    if end + 1 >= len(listed) or listed[end].text != ",":
        return None
    start = listed[end + 1].start
    return next((m for m in mentions if start <= m.start <= start + 12 and m.place and m.role == "literal"), None)


def _overlaps(first: Word, last: Word, mentions: Sequence[Mention]) -> bool:
    return any(m.start < last.end and first.start < m.end for m in mentions)
