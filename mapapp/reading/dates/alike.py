"""Passages of different documents that say the same: shared quotations and look-alike sentences.

Quotations are compared by word shingles (Broder 1997): how many three-word runs of the shorter the longer contains.
Sentences are compared by their words, weighed by how rare they are in the batch (idf), over the geometric mean
of both weights. Both go through an inverted index, so that only passages with something rare in common are compared.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mapapp.model import Reading
from mapapp.reading.dates.windows import windows

QUOTE_WORDS = 5  # shorter quotations are phrases that anyone may use
QUOTE_ALIKE = 0.5  # containment from which on two quotations are one
SENTENCE_ALIKE = 0.4  # similarity from which on two sentences tell of one thing
_STEM = 6  # letters that stand for a word: "advance", "advanced"
_COMMON = 12  # a word in more passages than this (or 5 % of them, up to _COMMONEST) brings no two together
_COMMONEST = 60
_PER_DOCUMENT = 400  # passages of one document that are looked at

_QUOTE = re.compile(r"[“\"]([^“”\"\n]{15,600})[”\"]")
_WORD = re.compile(r"[^\W_]+(?:\.\d+)?")
_EMPTY = frozenset(
    ("the", "and", "for", "that", "with", "was", "were", "has", "had", "have", "said", "his", "her", "its",
     "their", "this", "from", "which", "who", "would", "but", "not", "are", "they", "also", "been", "into",
     "will")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Alike:
    """Two ranges in documents `left` and `right` (positions in the batch) that say the same, and how surely."""

    left: int
    right: int
    left_span: tuple[int, int]
    right_span: tuple[int, int]
    similarity: float
    quotation: bool


def alike(readings: Sequence[Reading], sought: frozenset[int]) -> tuple[Alike, ...]:
    """Return the pairs of alike quotations, and of alike sentences that speak of time, of different documents.

    At least one of each pair is of a reading at a position in `sought`; `left` stands before `right`. Most alike
    first; equals in the order of the texts, so that the same batch gives the same pairs whenever it is read.
    """
    found = (*_quotations(readings, sought), *_sentences(readings, sought))
    return tuple(
        sorted(found, key=lambda item: (-item.similarity, item.left_span, item.right_span, item.left, item.right))
    )


def _quotations(readings: Sequence[Reading], sought: frozenset[int]) -> Iterator[Alike]:
    entries: list[tuple[int, tuple[int, int], frozenset[tuple[str, ...]]]] = []
    index: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, reading in enumerate(readings):
        for match in list(_QUOTE.finditer(reading.document.text))[:_PER_DOCUMENT]:
            words = [word.lower() for word in _WORD.findall(match[1])]
            shingles = frozenset(zip(words, words[1:], words[2:], strict=False))
            if len(words) >= QUOTE_WORDS:
                for shingle in shingles:
                    index[shingle].append(len(entries))
                entries.append((number, match.span(1), shingles))
    for one, other, shared in _meeting(index, [entry[0] for entry in entries], sought, _COMMON):
        left, right = entries[one], entries[other]
        similarity = shared / min(len(left[2]), len(right[2]))
        if similarity >= QUOTE_ALIKE and shared >= 3:
            yield Alike(left[0], right[0], left[1], right[1], round(similarity, 9), quotation=True)


def _sentences(readings: Sequence[Reading], sought: frozenset[int]) -> Iterator[Alike]:
    entries: list[tuple[int, tuple[int, int], frozenset[str]]] = []
    counts: Counter[str] = Counter()
    for number, reading in enumerate(readings):
        for passage in [item for item in reading.passages if item.section in ("headline", "body")][:_PER_DOCUMENT]:
            text = reading.document.text[passage.start : passage.end]
            words = frozenset(_stems(text))
            counts.update(words)
            if len(words) >= QUOTE_WORDS and any(True for _ in windows(text)):
                entries.append((number, (passage.start, passage.end), words))
    weight = {word: math.log((len(entries) + 1) / (count + 0.5)) for word, count in counts.items()}
    index: dict[str, list[int]] = defaultdict(list)
    for position, entry in enumerate(entries):
        for word in entry[2]:
            index[word].append(position)
    total = [sum(weight[word] for word in entry[2]) for entry in entries]
    limit = max(_COMMON, min(len(entries) // 20, _COMMONEST))
    for one, other, _ in _meeting(index, [entry[0] for entry in entries], sought, limit):
        left, right = entries[one], entries[other]
        shared = sum(weight[word] for word in left[2] & right[2])
        similarity = shared / math.sqrt(total[one] * total[other]) if total[one] > 0 < total[other] else 0.0
        if similarity >= SENTENCE_ALIKE:
            similarity = round(min(similarity, 1.0), 9)  # sums of sets differ in their last digits from run to run
            yield Alike(left[0], right[0], left[1], right[1], similarity, quotation=False)


def _stems(text: str) -> Iterator[str]:
    for word in _WORD.findall(text.lower()):
        if len(word) > 2 and word not in _EMPTY:
            yield word[:_STEM]


def _meeting(
    index: Mapping[Any, list[int]], owner: Sequence[int], sought: frozenset[int], limit: int
) -> Iterator[tuple[int, int, int]]:
    """Yield pairs of entries of different documents, one of them sought, with how many keys they share.

    Keys of more than `limit` entries bring none together.
    """
    shared: Counter[tuple[int, int]] = Counter()
    for entries in index.values():
        if len(entries) > limit:
            continue
        for one in entries:
            if owner[one] not in sought:
                continue
            for other in entries:
                # two sought ones meet once, from the earlier
                if owner[one] != owner[other] and (one < other or owner[other] not in sought):
                    shared[min(one, other), max(one, other)] += 1
    for (one, other), count in shared.items():
        yield one, other, count
