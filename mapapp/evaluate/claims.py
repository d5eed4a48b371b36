"""Score who says what, how, with which stance and in answer to what, against a gold of claims.

Two layouts are read: JSON Lines with `claims` in each document (`start`, `end` of the words that tell of the event or
answer; `speaker`, `stance`, `manner`, `speaker_kind`, `through`, and `answers`: the number of the claim it answers in
the same document), and the seeds' gold, whose passages have a stance, and a speaker where somebody has added one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mapapp.evaluate.gold import Gold
from mapapp.evaluate.result import Miss, Result, context_of, share
from mapapp.model import Reading, Report

TASK = "claims"
CONVENTION = (
    "A claim is found by a report whose trigger lies on the gold's words (in the seeds' gold: that covers half of "
    "the passage; of several the shortest). Shares are of the claims found. Speakers are alike when they have a head "
    "noun or surname in common (“the governor, Dmytro Koval”, “Koval”); none is alike only to none. What the gold "
    "does not say of a claim, or calls `either`, is not scored."
)
ASPECTS = ("stance", "speaker", "manner", "speaker_kind", "through", "answers")
_NAMES = {"manner": "how", "speaker_kind": "kind of speaker", "through": "passed on by", "answers": "claim answered"}
_REST = re.compile(r"\s+(?:of|for|from|in|at|on|who|to|with|near)\s+.*", re.IGNORECASE)
_WORD = re.compile(r"\w+(?:[-.]\w+)*")


@dataclass(frozen=True, slots=True)
class _Claim:
    """A claim of the gold and where to look for it."""

    document_id: str
    start: int
    end: int
    wanted: Mapping[str, Any]
    exact: bool  # the span is that of the telling words, not of a passage
    answered: tuple[int, int] | None = None


def score(gold: Gold, readings: Sequence[Reading]) -> Result:
    """Return how well the reports' speakers, manners, stances and answers are those of the gold."""
    by_id = {reading.document.id: reading for reading in readings}
    claims = list(_claims(gold))
    right = dict.fromkeys(ASPECTS, 0)
    asked = dict.fromkeys(ASPECTS, 0)
    found, misses = 0, []
    for claim in claims:
        reading = by_id[claim.document_id]
        report = _found(claim, reading)
        if report is None:
            misses.append(_miss(claim, reading, "missed", claim.wanted.get("speaker"), "nothing"))
            continue
        found += 1
        for aspect in ASPECTS:
            verdict = _verdict(aspect, claim, report)
            if verdict is None:
                continue
            asked[aspect] += 1
            right[aspect] += verdict[0]
            if not verdict[0]:
                misses.append(_miss(claim, reading, _NAMES.get(aspect, aspect), verdict[1], verdict[2]))
    rows = [share("claims found", found, len(claims))]
    rows += [share(f"{_NAMES.get(name, name)} right", right[name], asked[name]) for name in ASPECTS if asked[name]]
    return Result(TASK, CONVENTION, tuple(rows), tuple(misses))


def alike(one: str | None, other: str | None) -> bool:
    """Tell whether two names of a speaker are of the same one: a head noun or surname in common; None only None."""
    if one is None or other is None:
        return one is other
    return bool(_heads(one) & _heads(other))


def _heads(name: str) -> set[str]:
    parts = [_REST.sub("", part) for part in name.replace("’s", "").replace("'s", "").split(",")]
    words = [_WORD.findall(part) for part in parts]
    return {each[-1].casefold() for each in words if each}


def _claims(gold: Gold) -> Iterator[_Claim]:
    for item in gold.documents:
        rows = item.raw.get("claims", ())
        for row in rows:
            answered = rows[row["answers"]] if row.get("answers") is not None else None
            span = (answered["start"], answered["end"]) if answered else None
            yield _Claim(item.document.id, row["start"], row["end"], row, exact=True, answered=span)
    known = {item.document.id for item in gold.documents}
    for incident in gold.incidents:
        for passage in incident["reports"]:
            if passage["document"] in known:
                yield _Claim(passage["document"], passage["start"], passage["end"], passage, exact=False)


def _found(claim: _Claim, reading: Reading) -> Report | None:
    """Return the report that makes a claim: the one with the stance wanted where two share the words."""
    if claim.exact:
        fits = [r for r in reading.reports if r.trigger and r.trigger[0] < claim.end and r.trigger[1] > claim.start]
    else:
        least = (claim.end - claim.start) / 2
        fits = [r for r in reading.reports if min(r.end, claim.end) - max(r.start, claim.start) >= least]
    stance = claim.wanted.get("stance")
    return min(fits, key=lambda r: (r.stance != stance, r.end - r.start, r.start, r.trigger or (0, 0)), default=None)


def _verdict(aspect: str, claim: _Claim, report: Report) -> tuple[bool, object, object] | None:
    """Return (right, wanted, got) for what the gold says of a claim, None for what it leaves open."""
    if aspect == "answers":
        if claim.answered is None:
            return None
        got = report.answers
        right = got is not None and got.start < claim.answered[1] and got.end > claim.answered[0]
        return right, claim.answered, (got.start, got.end) if got else None
    if aspect not in claim.wanted or claim.wanted[aspect] == "either":
        return None
    wanted, ours = claim.wanted[aspect], getattr(report, aspect)
    if aspect == "speaker":
        return alike(wanted, ours), wanted, ours
    if aspect == "through":
        return len(wanted) == len(ours) and all(map(alike, wanted, ours)), wanted, ours
    return wanted == ours, wanted, ours


def _miss(claim: _Claim, reading: Reading, kind: str, expected: object, got: object) -> Miss:
    text = reading.document.text
    words = text[claim.start : claim.end]
    context = context_of(text, claim.start, claim.end, 60 if claim.exact else 0)
    return Miss(claim.document_id, claim.start, claim.end, kind, words, context, str(expected), str(got))
