"""Expressions of time against gold: TempEval-3's three figures (UzZaman et al. 2013, SemEval task 1, section 5).

relaxed: an expression overlapping a gold one is right; strict: one with exactly its span; value: one overlapping a
gold one whose TIMEX3 value is the same, out of all expressions on either side. Every gold expression answers at most
one of ours and the other way about, exact spans first.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from mapapp.evaluate.gold import Gold
from mapapp.evaluate.result import Miss, Result, Row, context_of, f1_rows, share
from mapapp.model import Reading, TimeExpression

CONVENTION = (
    "TempEval-3: relaxed (overlap), strict (same span), value (overlap and same TIMEX3 value) F1 over all"
    " expressions; values normalised (weeks padded, trailing -XX dropped, decades as 198X); gold without a value"
    " is left out of the value figures. Of each gold type: those found (overlap), and of these those with its value."
    " Misses are listed by turns of kind, the most frequent words first"
)


@dataclass(frozen=True, slots=True)
class Span:
    """An expression on either side: [start, end) and its TIMEX3 value, None where none is given."""

    start: int
    end: int
    value: str | None
    type: str = ""  # TIMEX3 type of a gold one, empty where the gold has none


@dataclass(slots=True)
class TypeTally:
    """Counts over the gold expressions of one type."""

    wanted: int = 0
    found: int = 0
    valued: int = 0  # of those found, with a gold value
    right: int = 0  # of those, with the same value

    def rows(self, name: str) -> tuple[Row, Row]:
        """Return how many were found, and of those how many have the gold's value."""
        return share(f"{name} found", self.found, self.wanted), share(f"{name} value right", self.right, self.valued)


@dataclass(slots=True)
class Tally:
    """Counts over any number of documents."""

    found: int = 0
    wanted: int = 0
    relaxed: int = 0
    strict: int = 0
    value: int = 0
    unvalued: int = 0  # gold without a value
    unvalued_found: int = 0  # of ours, those that answer such gold
    misses: list[Miss] = field(default_factory=list)
    by_type: dict[str, TypeTally] = field(default_factory=dict)

    def rows(self) -> tuple[Row, ...]:
        """Return the figures as a table's rows."""
        return (
            *f1_rows("relaxed", self.relaxed, self.found, self.wanted),
            *f1_rows("strict", self.strict, self.found, self.wanted),
            *f1_rows("value", self.value, self.found - self.unvalued_found, self.wanted - self.unvalued),
            *(row for name in sorted(self.by_type) for row in self.by_type[name].rows(name)),
        )


def normalized(value: str | None) -> str | None:
    """Return a TIMEX3 value as it is compared: weeks padded, trailing -XX dropped, decades as 198X."""
    if value is None:
        return None
    value = re.sub(r"-W(\d)(?!\d)", r"-W0\1", value.strip().upper())
    value = re.sub(r"(?:-XX)+(?=$|T)", "", value)
    return value + "X" if re.fullmatch(r"\d{3}", value) else value


def pairs(wanted: Sequence[Span], found: Sequence[Span]) -> list[tuple[Span, Span]]:
    """Return which of ours answers which gold: exact spans first, then overlaps, longest first."""
    overlaps = [
        (-(min(ours.end, gold.end) - max(ours.start, gold.start)), i, j)
        for i, gold in enumerate(wanted)
        for j, ours in enumerate(found)
        if ours.start < gold.end and gold.start < ours.end
    ]
    exact = {(i, j) for _, i, j in overlaps if (wanted[i].start, wanted[i].end) == (found[j].start, found[j].end)}
    answered: set[int] = set()
    used: set[int] = set()
    result: list[tuple[Span, Span]] = []
    for _, i, j in sorted(overlaps, key=lambda item: ((item[1], item[2]) not in exact, item)):
        if i not in answered and j not in used:
            answered.add(i)
            used.add(j)
            result.append((wanted[i], found[j]))
    return result


def count(tally: Tally, document_id: str, text: str, wanted: Sequence[Span], found: Sequence[Span]) -> None:
    """Add one document's expressions to a tally, with what is wrong."""
    matched = pairs(wanted, found)
    tally.found += len(found)
    tally.wanted += len(wanted)
    tally.relaxed += len(matched)
    tally.unvalued += sum(gold.value is None for gold in wanted)

    def miss(kind: str, span: Span, expected: str | None, got: str | None) -> None:
        around = context_of(text, span.start, span.end)
        words = text[span.start : span.end]
        tally.misses.append(Miss(document_id, span.start, span.end, kind, words, around, expected or "", got or ""))

    for gold in wanted:
        tally.by_type.setdefault(gold.type or "untyped", TypeTally()).wanted += 1
    for gold, ours in matched:
        same = gold.value is not None and normalized(gold.value) == normalized(ours.value)
        kind = tally.by_type[gold.type or "untyped"]
        kind.found += 1
        kind.valued += gold.value is not None
        kind.right += same
        if (gold.start, gold.end) == (ours.start, ours.end):
            tally.strict += 1
        else:
            miss("boundary", gold, text[gold.start : gold.end], text[ours.start : ours.end])
        if gold.value is None:
            tally.unvalued_found += 1
        elif same:
            tally.value += 1
        else:
            miss("value", gold, gold.value, ours.value)
    for gold in set(wanted) - {gold for gold, _ in matched}:
        miss("missed", gold, gold.value, None)
    for ours in set(found) - {ours for _, ours in matched}:
        miss("spurious", ours, None, ours.value)


def result(tally: Tally) -> Result:
    """Return a tally as a Result."""
    return Result("times", CONVENTION, tally.rows(), tuple(_telling(tally.misses)))


_KINDS = ("missed", "value", "spurious", "boundary")


def _telling(misses: Sequence[Miss]) -> list[Miss]:
    """Return the misses by turns of kind, in each the words that go wrong most often first: what is systematic."""
    often = Counter((miss.kind, miss.text.lower()) for miss in misses)

    def rank(miss: Miss) -> tuple[int, str, str, int]:
        return -often[miss.kind, miss.text.lower()], miss.text.lower(), miss.document_id, miss.start

    by_kind = [sorted((miss for miss in misses if miss.kind == kind), key=rank) for kind in _KINDS]
    return [miss for turn in zip_longest(*by_kind) for miss in turn if miss is not None]


def score(gold: Gold, readings: Sequence[Reading]) -> Result:
    """Score the readings' expressions of time against `timexes` (TIMEX3) or `times` (EDTF) of the gold's records."""
    tally = Tally()
    for item, reading in zip(gold.documents, readings, strict=True):
        if "timexes" in item.raw:
            wanted = [
                Span(entry["start"], entry["end"], entry.get("value"), entry.get("type") or "")
                for entry in item.raw["timexes"]
            ]
            found = [Span(time.start, time.end, time.timex_value) for time in reading.times]
        else:
            wanted = [
                Span(entry["start"], entry["end"], entry["value"], entry.get("type") or "")
                for entry in item.raw.get("times", ())
            ]
            # lengths without a number ("for decades") are too vague for that gold, which leaves them out
            found = [Span(time.start, time.end, _edtf(time)) for time in reading.times if not _vague(time)]
        count(tally, item.document.id, item.document.text, wanted, found)
    return result(tally)


def _vague(time: TimeExpression) -> bool:
    return re.match(r"PT?X", time.timex_value or "") is not None


def _edtf(time: TimeExpression) -> str | None:
    """Return the EDTF value to the minute, or the duration, as the seeds' gold writes it."""
    return time.timex_value if time.when is None else re.sub(r"(T\d\d:\d\d):00", r"\1", time.when.value)
