"""Sources that are not independent: copies of one text, and passages that one took word for word from another.

Texts are compared by runs of words (shingles, Broder 1997): how many runs of the shorter the longer contains. A
document whose reports of an incident all stand word for word in another's text adds no source of its own.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

import numpy as np

from mapapp.model import Source
from mapapp.reading.merging.likeness import products
from mapapp.reading.merging.stories import Story
from mapapp.reading.merging.told import Origin, Told

RUN = 5  # words of a run: shared by chance hardly ever
COPY = 0.4  # share of the shorter text's runs that stand in the longer from which on one is a copy
PASSAGE = 0.8  # the same for the passages that tell of an incident
WORDS = 8  # shorter passages are phrases that anyone may use
MOST = 300  # words of a text that are compared
NEAR = 60  # documents published next that one is compared with: copies come out within days
OPENING = 0.5  # how alike the openings of copies are at least
AGENCIES = (
    ("Associated Press", re.compile(r"\(AP\)|\bAssociated Press\b")),
    ("Reuters", re.compile(r"\(Reuters\)|\bReuters\b")),
    ("AFP", re.compile(r"\(AFP\)|\bAFP\b|Agence France-Presse")),
    ("Xinhua", re.compile(r"\(Xinhua\)|\bXinhua\b")),
    ("TASS", re.compile(r"\bTASS\b")),
    ("Interfax", re.compile(r"\bInterfax\b")),
    ("EFE", re.compile(r"\(EFE\)")),
    ("dpa", re.compile(r"\(dpa\)|\bdpa\b")),
    ("PA", re.compile(r"\bPress Association\b")),
    ("RFE/RL", re.compile(r"\bRFE/RL\b")),
)  # fmt: skip
WORD = re.compile(r"\w+")
MIXING = 0x5851_F42D_4C95_7F2D  # odd, of Knuth's MMIX: spreads hashes over 64 bits
Runs = frozenset[int]


def sources_of(told: Sequence[Told], origins: Mapping[str, Origin]) -> tuple[Source, ...]:
    """Return the independent sources of an incident; its documents each stand in one of them."""
    ordered = sorted(
        origins.values(), key=lambda origin: (origin.published or "~", origin.source, origin.document_id)
    )
    if len(ordered) == 1:
        return (Source((ordered[0].document_id,)),)
    reports: dict[str, list[Told]] = defaultdict(list)
    for item in told:
        reports[item.origin.document_id].append(item)
    pairs = [(one.document_id, other.document_id) for one, other in _alike(ordered, reports)]
    if not pairs:
        return tuple(Source((origin.document_id,)) for origin in ordered)
    compared = {key for pair in pairs for key in pair}
    texts = {key: runs(origins[key].text, MOST) for key in compared}
    passages = {key: _passages([item.report.quote for item in reports[key]]) for key in compared}
    root = {origin.document_id: origin.document_id for origin in ordered}
    whole: dict[str, bool] = {}
    for one, other in pairs:
        copied = _share(texts[one], texts[other]) >= COPY
        taken = not copied and (
            _held(passages[other], texts[one]) >= PASSAGE or _held(passages[one], texts[other]) >= PASSAGE
        )
        if copied or taken:
            first, second = _find(root, one), _find(root, other)
            whole[first] = whole.get(first, True) and copied and whole.get(second, True)
            root[second] = first
    found: dict[str, list[Origin]] = defaultdict(list)
    for origin in ordered:
        found[_find(root, origin.document_id)].append(origin)
    return tuple(
        Source(tuple(o.document_id for o in group), _reason(group, whole.get(key, True)) if len(group) > 1 else "")
        for key, group in found.items()
    )


@lru_cache(maxsize=1000)  # a document tells of several incidents
def runs(text: str, most: int | None = None) -> Runs:
    """Return the runs of words of a text, without case, as hashes."""
    words = np.fromiter(map(hash, WORD.findall(text.casefold())[:most]), dtype=np.int64)
    many = max(0, len(words) - RUN + 1)
    found = np.zeros(many, dtype=np.int64)
    for at in range(RUN):
        found = found * MIXING + words[at : at + many]
    return frozenset(found.tolist())


def _passages(quotes: Sequence[str]) -> Runs:
    """Return the runs of what a document tells of an incident, none where it does so in a phrase only."""
    if all(len(WORD.findall(quote)) < WORDS for quote in quotes):
        return frozenset()
    return frozenset().union(*map(runs, quotes))


def _alike(ordered: Sequence[Origin], reports: Mapping[str, Sequence[Told]]) -> Iterator[tuple[Origin, Origin]]:
    """Yield the pairs of documents that may be copies, each once: they share words of a passage, or their opening."""
    shingles = {key: frozenset().union(*(item.shingles for item in told)) for key, told in reports.items()}
    for at, one in enumerate(ordered):
        for other in ordered[at + 1 : at + 1 + NEAR]:
            if (
                not shingles[one.document_id].isdisjoint(shingles[other.document_id])
                or _opening(one.story, other.story) >= OPENING
            ):
                yield one, other


def _opening(one: Story, other: Story) -> float:
    return math.fsum(products(one.opening, other.opening, one.words & other.words))


def _share(one: Runs, other: Runs) -> float:
    return len(one & other) / max(1, min(len(one), len(other)))


def _held(passage: Runs, text: Runs) -> float:
    return len(passage & text) / max(1, len(passage))


def _find(root: dict[str, str], key: str) -> str:
    while root[key] != key:
        key = root[key]
    return key


def _reason(group: Sequence[Origin], copied: bool) -> str:
    """Return why documents are one source: "copies of one Associated Press text"."""
    named = [name for name, sign in AGENCIES if all(sign.search(origin.text) for origin in group)]
    agency = f" {named[0]}" if len(named) == 1 else ""
    return (
        f"copies of one{agency} text"
        if copied
        else f"one quotes the other word for word{', both from' + agency if agency else ''}"
    )
