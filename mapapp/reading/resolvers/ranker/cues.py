"""What the words around a name say about it: kind words, containment, coordination, adjectives."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from mapapp.reading.resolvers.ranker.names import DIVISION_WORDS, KIND_WORDS, kind_word, split_kind, tidy

_KINDS = "|".join(sorted(KIND_WORDS, key=len, reverse=True))
_PLURAL = rf"(?:{_KINDS}|counties|parishes|provinces|republics|cities|territories|valleys|municipalities)s?"
_AFTER = re.compile(rf"(?:['’]s)?[ \n]+(?:administrative |autonomous )?({_PLURAL})\b", re.IGNORECASE)
# a house or the like called after the name: its namesakes are towns all over the world
_SITE = re.compile(
    r"(?: (?:International|Regional|Municipal|Memorial|General|Central|National|State|City|Community|Teaching|Air))*"
    r" (Airport|Airfield|Base|Hospital|Clinic|University|College|School|Stadium|Arena|Hall|Square|Plaza|Bridge|Dam"
    r"|Prison|Camp|Mosque|Church|Cathedral|Museum|Theatre|Theater|Hotel|Mall|Market|Station|Park|Street|Avenue"
    r"|Boulevard|Tower|Centre|Center|Barracks|Cemetery|Palace|Refinery)\b"
)
_BEFORE = re.compile(rf"\b({_PLURAL})[ \n]+of[ \n]+(?:the[ \n]+)?$", re.IGNORECASE)
_TITLE_BEFORE = re.compile(r"\b(Lake|Mount|Mt|River|Gulf|Loch)\.?[ \n]+$")
_AND = re.compile(r"\s*(?:,|,?\s*(?:and|or|&))\s*(?:the\s+)?(?:\w+\s+of\s+)?$", re.IGNORECASE)
_GOES_ON = re.compile(r"\s+[^\W\d_a-z]|\s*,?\s*(?:and|or|&)\s")  # a capitalised word, or a list
_ADDRESSED = re.compile(rf"(?:\s+(?:{_KINDS}))?\s*,\s*", re.IGNORECASE)
_LOCATED = re.compile(r"\b(?:in|at|near|from|outside)\s+(?:the\s+)?$", re.IGNORECASE)
_COMPASS = r"(?:(?:north|south|east|west|central|mid|upper|lower)[\w-]*\s+){0,2}"
_COMMA = re.compile(r"\s*(?:,|\()\s*(?:(?:in|of)\s+)?(?:the\s+)?$", re.IGNORECASE)
_IN = re.compile(
    rf"(?:,?\s+(?:[\w'’-]+\s+){{0,4}}?|\s+)(?:in|of|inside|within)\s+(?:the\s+)?{_COMPASS}(?:[\w’'-]+\s+){{0,2}}?"
    rf"(?:(?:{_KINDS})\s+of\s+)?$",
    re.IGNORECASE,
)
_STRICT = re.compile(
    rf",?\s+(?:(?:a|an|the)\s+)?(?:(?:{_KINDS})\s+)?(?:in|of|inside)\s+(?:the\s+)?{_COMPASS}"
    rf"(?:(?:{_KINDS})\s+of\s+)?$",
    re.IGNORECASE,
)
_HOLDER = re.compile(
    rf"(?:['’]s)?\s+(?:{_COMPASS})(?:[\w-]+\s+){{0,2}}?(?:{_PLURAL})(?:\s+of|,)?\s+$|['’]s\s+$", re.IGNORECASE
)
_ADJECTIVE = re.compile(rf"\b([^\W\d_][\w-]+)\s+(?:[\w-]+\s+){{0,2}}?(?:{_PLURAL})\s+(?:of\s+)?(?:the\s+)?$")
_LATER = re.compile(rf"\b(?:the|both|two|three|these|those)\s+({_PLURAL})\b", re.IGNORECASE)
_ALIAS = re.compile(r"\s*\((?:also |or |formerly |now |known as |called |in \w+:? )*[\"“‘']?$", re.IGNORECASE)
_LATER_CHARS, _JOINT_CHARS, _LINK_CHARS = 160, 40, 60
# "the capital of Peru", "a suburb of Paris": what follows is something else
_OF_ANOTHER = frozenset({"capital", "suburb", "quarter", "neighborhood", "neighbourhood"})


@dataclass(slots=True)
class Cues:
    """What the text says about the spans of one document; positions are indices into the spans."""

    kinds: dict[int, frozenset[str]] = field(default_factory=dict)  # span -> kinds its kind word allows
    words: dict[int, str] = field(default_factory=dict)  # span -> that kind word
    firm: set[int] = field(default_factory=set)  # spans whose kind word is no part of a proper name: "the X district"
    runs: list[range] = field(default_factory=list)  # coordinations that a later "the districts" speaks of
    weak: dict[int, frozenset[str]] = field(default_factory=dict)  # kinds that later word suggests
    inside: list[tuple[int, int, bool]] = field(default_factory=list)  # (part, whole, said in words, not by comma)
    strict: set[tuple[int, int]] = field(default_factory=set)  # those of them that leave no doubt: "X district of Y"
    addresses: dict[tuple[int, int], bool] = field(default_factory=dict)  # "in X, Y": (part, whole) -> words say so
    aliases: list[tuple[int, int]] = field(default_factory=list)  # (name, name in brackets after it)
    sites: dict[int, str] = field(default_factory=dict)  # span -> what is called after it: "X Hospital"
    adjectives: dict[int, str] = field(default_factory=dict)  # span -> adjective before its kind word


def find_cues(text: str, spans: Sequence[tuple[int, int]]) -> Cues:
    """Read the cues for spans in text order; a few regular expressions on at most 160 characters around each."""
    cues = Cues()
    runs = _coordinated(text, spans)
    for at, (start, end) in enumerate(spans):
        compound = split_kind(tidy(text[start:end]))
        after = _AFTER.match(text, end, end + 40)
        before = text[max(0, start - 60) : start]
        tied = _ends_in_kind(before)
        prefix = (_BEFORE.search(before) if tied else None) or _TITLE_BEFORE.search(before[-12:])
        if prefix and prefix[1].lower().rstrip("s") in _OF_ANOTHER:
            prefix = None
        word = compound[1] if compound else after[1] if after else prefix[1] if prefix else None
        if word and (kinds := kind_word(word)):
            cues.kinds[at], cues.words[at] = kinds, word.lower()
            if not compound or word.lower() in DIVISION_WORDS or text[start:end].rsplit(maxsplit=1)[-1].islower():
                cues.firm.add(at)
        if site := _SITE.match(text, end, end + 60):
            cues.sites[at] = site[1].lower()
        if tied and (adjective := _ADJECTIVE.search(before)):
            cues.adjectives[at] = adjective[1]
        if at + 1 < len(spans):
            _link(cues, text, spans, at)
    for run in runs:
        _share(cues, text, spans, run)
    for chain in _chains(text, spans):
        _address(cues, text, spans, chain)
    return cues


def _ends_in_kind(before: str) -> bool:
    """Tell whether text ends in a kind word, "of" and "the" left out: cheaper than the expressions it guards."""
    for word in reversed(before.rsplit(maxsplit=3)[-3:]):
        if word not in ("of", "the"):
            return kind_word(word) is not None
    return False


def _coordinated(text: str, spans: Sequence[tuple[int, int]]) -> list[range]:
    runs, first = [], 0
    for at in range(1, len(spans) + 1):
        gap = spans[at][0] - spans[at - 1][1] if at < len(spans) else _JOINT_CHARS
        joined = gap < _JOINT_CHARS and _AND.match(text, spans[at - 1][1], spans[at][0])
        if not joined:
            if at - first > 1:
                runs.append(range(first, at))
            first = at
    return runs


def _link(cues: Cues, text: str, spans: Sequence[tuple[int, int]], at: int) -> None:
    if not 0 < spans[at + 1][0] - spans[at][1] <= _LINK_CHARS:
        return
    between = text[spans[at][1] : spans[at + 1][0]]
    if "." in between.strip(" .")[1:]:
        return
    if _ALIAS.match(between) and text[spans[at + 1][1] : spans[at + 1][1] + 2].strip("\"”’'")[:1] == ")":
        cues.aliases.append((at, at + 1))
    if _COMMA.match(between):
        cues.inside.append((at, at + 1, False))
    elif _IN.match(between):
        cues.inside.append((at, at + 1, True))
        if _STRICT.match(between):
            cues.strict.add((at, at + 1))
    elif _HOLDER.match(between):
        cues.inside.append((at + 1, at, True))


def _chains(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[range]:
    """Yield runs of names with a comma between them, perhaps behind a kind word: "Ariha town, Idlib, Syria"."""
    first = 0
    for at in range(1, len(spans) + 1):
        begin, end = spans[at - 1][1], spans[at][0] if at < len(spans) else -1
        parted = end - begin < _JOINT_CHARS and text.find(",", begin, end) >= 0
        if not parted or not _ADDRESSED.fullmatch(text, begin, end):
            if at - first > 1:
                yield range(first, at)
            first = at


def _address(cues: Cues, text: str, spans: Sequence[tuple[int, int]], chain: range) -> None:
    """Take a chain of names for an address; sure where "in" opens it, or a kind word names the whole.

    Behind it the sentence goes on: "in Moscow, British troops" and "in Maine, Ohio and Iowa" are none.
    """
    if _GOES_ON.match(text, spans[chain[-1]][1]):
        return
    start = spans[chain[0]][0]
    located = _LOCATED.search(text, max(0, start - 16), start) is not None
    for whole in chain[1:]:
        cues.addresses[whole - 1, whole] = located or split_kind(tidy(text[slice(*spans[whole])])) is not None


def _share(cues: Cues, text: str, spans: Sequence[tuple[int, int]], run: range) -> None:
    """Give a coordination the plural kind word that stands at its end, before it, or later in the sentence."""
    last, first = run[-1], run[0]
    for holder in (last, first):
        word = cues.words.get(holder, "")
        plural = word.endswith("s") and word not in KIND_WORDS
        if plural:
            for at in run:
                cues.kinds.setdefault(at, cues.kinds[holder])
                cues.words.setdefault(at, word)
                cues.firm.add(at)
            return
    later = text[spans[last][1] : spans[last][1] + _LATER_CHARS]
    later = re.split(r"[.!?]\s", later, maxsplit=1)[0]
    match = _LATER.search(later)
    kinds = kind_word(match[1]) if match else None
    if match and kinds and match[1].lower().endswith("s"):
        cues.runs.append(run)
        for at in run:
            cues.weak.setdefault(at, kinds)
