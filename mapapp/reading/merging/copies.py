"""Sources that are not independent: copies of one text, and passages that one took word for word from another.

Texts are compared by runs of words (shingles, Broder 1997): how many runs of the shorter the longer contains. A
document whose reports of an incident all stand word for word in another's text adds no source of its own.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from mapapp.model import Report, Source
from mapapp.reading.merging.told import Origin, Told

RUN = 5  # words of a run: shared by chance hardly ever
COPY = 0.4  # share of the shorter text's runs that stand in the longer from which on one is a copy
PASSAGE = 0.8  # the same for the passages that tell of an incident
WORDS = 8  # shorter passages are phrases that anyone may use
MOST = 600  # words of a text that are compared
COMMON_RUN = 40  # documents of one incident a run may stand in and still bring them together
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
Runs = frozenset[tuple[str, ...]]


def sources_of(told: Sequence[Told], origins: Mapping[str, Origin]) -> tuple[Source, ...]:
    """Return the independent sources of an incident; its documents each stand in one of them."""
    ordered = sorted(
        origins.values(), key=lambda origin: (origin.published or "~", origin.source, origin.document_id)
    )
    if len(ordered) == 1:
        return (Source((ordered[0].document_id,)),)
    reports: dict[str, list[Report]] = defaultdict(list)
    for item in told:
        reports[item.origin.document_id].append(item.report)
    texts = {origin.document_id: runs(origin.text, MOST) for origin in ordered}
    passages = {key: frozenset().union(*(runs(report.quote) for report in told)) for key, told in reports.items()}
    long_enough = {key: any(len(WORD.findall(r.quote)) >= WORDS for r in told) for key, told in reports.items()}
    root = {origin.document_id: origin.document_id for origin in ordered}
    whole: dict[str, bool] = {}
    for one, other in _meeting(texts, [origin.document_id for origin in ordered]):
        copied = _share(texts[one], texts[other]) >= COPY
        taken = not copied and (
            (long_enough[other] and _held(passages[other], texts[one]) >= PASSAGE)
            or (long_enough[one] and _held(passages[one], texts[other]) >= PASSAGE)
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


def runs(text: str, most: int | None = None) -> Runs:
    """Return the runs of words of a text, without case."""
    words = WORD.findall(text.casefold())[:most]
    return frozenset(zip(*(words[n:] for n in range(RUN)), strict=False))


def _meeting(texts: Mapping[str, Runs], order: Sequence[str]) -> list[tuple[str, str]]:
    """Return pairs of documents that share a run, each once, in their order."""
    index: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, key in enumerate(order):
        for run in texts[key]:
            index[run].append(number)
    found = {
        (one, other)
        for numbers in index.values()
        if len(numbers) > 1
        for at, one in enumerate(numbers[:COMMON_RUN])
        for other in numbers[at + 1 : COMMON_RUN]
    }
    return [(order[one], order[other]) for one, other in sorted(found)]


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
