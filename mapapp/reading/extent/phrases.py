"""How a clause relates each of its places to the event: near it, a distance from it, along it, out of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from mapapp.model import Mention, Place
from mapapp.reading.extent.measures import COMPASS, DISTANCE, bearing, kilometres

Relation = Literal[
    "in", "near", "offset", "away", "within", "into", "side", "towards", "between", "across", "through", "along",
    "from",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Phrase:
    """One place of a clause and the words that tie the event to it."""

    mention: Mention
    place: Place
    relation: Relation
    distance_km: float | None = None
    bearing: float | None = None  # degrees clockwise from north
    with_previous: bool = False  # coordinated with the phrase before it: "A and B"
    cue: str = ""  # the words themselves


# Up to four words may stand between a preposition and the name: "near the southern Armenian city of Goris".
_STOP = (
    r"in|into|inside|at|on|near|from|to|towards?|of|between|and|or|around|outside|along|across|through|by|with|over|"
    r"after|before|for|as|that|which|who|when|while|where"
)
_WORDS = rf"(?:(?!(?:{_STOP})\b)[\w'’-]+\s+){{0,4}}"
_KIND = r"(?:city|cities|town|towns|village|villages|region|regions|province|provinces|district|districts|area|"\
    r"areas|settlements?|county|counties|state|lake|river|port|capital|community|communities|enclave|territory|gates|foot|"\
    r"shores?|banks?|edge|outskirts|suburbs?)"  # fmt: skip
_TAIL = rf"\s+(?:the\s+)?{_WORDS}(?:{_KIND}\s+of\s+)?(?:the\s+)?[\"“‘']?$"
_CLOSE = (
    r"near|nearby|close\s+to|(?:just|right)\s+outside|outside(?:\s+of)?|around|in\s+and\s+around|next\s+to|adjacent\s+to|"
    r"(?:on|at|in)\s+the\s+(?:outskirts|edge|vicinity|environs|neighbou?rhood|suburbs|area|surroundings)\s+of|not\s+far\s+from|"
    r"by|beside|off(?:\s+the\s+coast\s+of)?|surrounding|overlooking|in\s+the\s+direction\s+of|the\s+area\s+around"
)

_CUES: tuple[tuple[Relation, str], ...] = (
    ("offset", rf"{DISTANCE}\s+(?:to\s+the\s+|due\s+)?{COMPASS}\s+(?:of|from)"),
    ("within", rf"\bwithin\s+{DISTANCE}\s+(?:of|from)"),
    ("into", rf"{DISTANCE}\s+(?:deep(?:er)?\s+)?(?:into|inside|within|in)"),
    ("away", rf"{DISTANCE}\s+(?:away\s+)?(?:from|outside(?:\s+of)?|off|short\s+of)"),
    ("side", rf"\b(?:in|into|across|to)\s+the\s+(?:far\s+)?{COMPASS}\s+(?:parts?\s+)?of"),
    ("towards", rf"\b{COMPASS}\s+of"),
    ("near", rf"\b(?:{_CLOSE})"),
    ("across", r"\b(?:(?:all\s+)?across|throughout|all\s+(?:over|of)|the\s+(?:whole|entirety)\s+of|the\s+entire)"),
    ("through", r"\b(?:corridor|road|route|passage|way|transit|pass(?:ed|es|ing)?|cross\w*)\s+through"),
    ("along", r"\balong(?:side)?"),
    ("between", r"\bbetween"),
    ("from", r"\b(?:from|out\s+of)"),
    ("in", r"\b(?:in|inside|within|at|on|into|to|of|over)"),
)
_BEFORE = tuple((relation, re.compile(pattern + _TAIL, re.IGNORECASE)) for relation, pattern in _CUES)
_SIDE = re.compile(
    rf"\b{COMPASS.replace('(?:ern|erly)?', '(?:ern)')}(?:\s+parts?\s+of)?\s+(?:the\s+)?$", re.IGNORECASE
)
_COORDINATION = re.compile(
    r"\s*(?:['’]s\s+[\w\s]{0,20})?(?:,|,?\s*(?:and|or|as\s+well\s+as|&))\s*(?:also\s+)?(?:(?:in|at|near|the|with)\s+)*"
    r"(?:[\w-]+\s+){0,3}(?:of\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(
    r"\b(?:in|at|near|from|to|between|around|outside|into|across|through|along)\b", re.IGNORECASE
)
_REACH = 110
INHERITED = "named before"  # the cue of a place that the clause takes over from its context


def read_phrases(text: str, start: int, end: int, mentions: Sequence[Mention]) -> list[Phrase]:
    """Return a phrase for each resolved mention, in text order; mentions outside [start, end) are plain "in X"."""
    phrases: list[Phrase] = []
    for mention in sorted(mentions, key=lambda one: one.start):
        if mention.place is None:
            continue
        if not start <= mention.start < end:
            phrases.append(Phrase(mention, mention.place, "in", cue=INHERITED))
            continue
        phrases.append(_phrase(text, max(start, mention.start - _REACH), mention, phrases[-1] if phrases else None))
    return phrases


def _phrase(text: str, start: int, mention: Mention, previous: Phrase | None) -> Phrase:
    assert mention.place
    between = text[previous.mention.end : mention.start] if previous and previous.mention.end <= mention.start else ""
    joined = bool(previous) and bool(_COORDINATION.match(between))
    if previous and joined and not _PREPOSITION.search(between):  # "in the X and Y districts": Y is tied as X is
        return replace(previous, mention=mention, place=mention.place, relation=previous.relation, with_previous=True)
    before = text[max(start, previous.mention.end if previous else 0) : mention.start]
    side = _SIDE.search(before)
    for relation, pattern in _BEFORE:
        match = pattern.search(before)
        if match is None:
            continue
        if relation == "in" and side:
            break
        found = match.groupdict()
        return Phrase(
            mention,
            mention.place,
            relation,
            kilometres(found["number"], found["unit"]) if found.get("number") else None,
            bearing(found["compass"]) if found.get("compass") else None,
            joined,
            " ".join(match.group().split()),
        )
    if side:
        return Phrase(mention, mention.place, "side", None, bearing(side["compass"]), joined, side.group().strip())
    return Phrase(mention, mention.place, "in", with_previous=joined)
