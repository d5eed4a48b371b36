"""Dates that belong together: "from May 3 to May 9" is one stretch of days, and so is what began and ended on two."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from mapapp.model import Published, TimeExpression, When, WhenBasis
from mapapp.reading.extracting.events import Event
from mapapp.reading.extracting.syntax import Sentence
from mapapp.reading.extracting.words import Word

_TO = frozenset(("to", "until", "till", "through", "-", "–", "—"))
_MOVED = frozenset(
    ("move", "postpone", "delay", "reschedule", "change", "extend", "prolong", "raise", "rise", "fall")
)


def joined(sentence: Sentence, times: Sequence[TimeExpression]) -> list[TimeExpression]:
    """Return the grounded times of a sentence, two that are the ends of one stretch as one expression."""
    result: list[TimeExpression] = []
    for time in times:
        pair = _pair(sentence, result[-1], time) if result else None
        if pair:
            result[-1] = pair
        else:
            result.append(time)
    return result


def _pair(sentence: Sentence, one: TimeExpression, other: TimeExpression) -> TimeExpression | None:
    when = between(one.when, other.when)
    if when is None:
        return None
    inside = [word for word in sentence.words if one.end <= word.start < other.start]
    before = next((word for word in reversed(sentence.words) if word.start < one.start), None)
    opener = before.lower if before else ""
    tight = not inside and other.start - one.end == 1  # "May 3-9"
    to = len(inside) == 1 and (inside[0].lower in _TO or (inside[0].lower == "and" and opener == "between"))
    if not (tight or to) or any(clause.lemma in _MOVED for clause in sentence.clauses):
        return None
    start = before.start if before and opener in ("from", "between") else one.start
    text = " ".join([one.text, *(word.text for word in inside), other.text])
    return replace(other, start=start, text=text, when=when)


def between(first: When | None, last: When | None) -> When | None:
    """Return the stretch from the first day of one date to the last of another, None where there is no such."""
    if first is None or last is None or first.start is None or last.end is None or first.start >= last.end:
        return None
    if last.start is None or first.start > last.start:
        return None
    value = f"{first.value.split('/')[0].split('T')[0]}/{last.value.split('/')[-1].split('T')[0]}"
    return When(value, first.start, last.end, last.basis)


_BEGIN = frozenset(("begin", "start", "erupt", "break", "flare", "commence", "open"))
_END = frozenset(("end", "stop", "conclude", "finish", "cease", "subside"))


def begun_and_ended(event: Event, dated: Sequence[tuple[int, TimeExpression]]) -> When | None:
    """Return when what an event noun names went on, where its clauses say when it began and when it ended.

    `dated`: the numbers of the sentence's clauses with the date of each.
    """
    if event.phrase is None or event.clause is None or event.phrase.first > event.clause.first:
        return None
    clauses = event.sentence.clauses
    for (one, first), (other, last) in pairwise(sorted(dated, key=lambda pair: pair[1].start)):
        if clauses[one].lemma in _BEGIN and clauses[other].lemma in _END:
            event.reasons.append("from when it began until it ended")
            return between(first.when, last.when)
    return None


def by(event: Event, times: Sequence[TimeExpression], published: Published) -> When | None:
    """Return when what happens "by May 20" does: until then, and from publication on when it is to come."""
    if event.clause is None or event.phrase is not None:
        return None
    day = published_day(published)
    for time in times:
        number = number_of(event.sentence, time)
        if number and number in event.clause.scope and event.sentence.words[number - 1].lower == "by":
            assert time.when is not None
            last = shifted(time.when.end, -1) if time.when.end else None
            ahead = day is not None and last is not None and last > day
            return interval(day if ahead else None, last) if last else None
    return None


UNITS = {"D": 1, "W": 7, "M": 30, "Y": 365}


def offset(event: Event, times: Sequence[TimeExpression], published: Published) -> When | None:
    """Return the date of "six months after the war" and "one day before the raid", counted from the clause's date."""
    prep, start = _counted_from(event)
    if prep not in ("after", "before", "since"):
        return None
    for time in times:
        match = re.fullmatch(r"P(\d+)([DWMY])", time.timex_value or "") if time.type == "DURATION" else None
        between = (
            event.sentence.words[0:0]
            if match is None
            else [w for w in event.sentence.words if time.end <= w.start < start]
        )
        if match is None or time.end > start or len(between) != 1:
            continue
        dated = [t for t in times if t.when is not None and t.type == "DATE"]
        anchors = [t for t in dated if t.end <= time.start][-1:] or _later_main(event, dated)
        anchor = anchors[0].when if anchors else None
        day = anchor.start if anchor is not None else published_day(published)
        if day is None:
            return None
        step, unit = int(match[1]) * UNITS[match[2]], UNITS[match[2]]
        middle = shifted(day, step if prep == "before" else -step)
        loose = 0 if unit == 1 else unit
        return interval(shifted(middle, -loose), shifted(middle, loose))
    return None


def _counted_from(event: Event) -> tuple[str, int]:
    """Return the "after" or "before" of an event's phrase or clause, and where what follows it begins."""
    words = event.sentence.words
    if event.phrase is not None:
        return event.phrase.prep, words[event.phrase.first].start
    clause = event.clause
    if clause is None or clause.relation != "adverbial":
        return "", 0
    opener = next((n for n in range(clause.first, -1, -1) if words[n].lower == clause.opener), -1)
    return (clause.opener, words[opener + 1].start) if opener >= 0 else ("", 0)


def _later_main(event: Event, dated: Sequence[TimeExpression]) -> list[TimeExpression]:
    """Return the date of the main clause that follows: "a year after ..., troops entered the town on Friday"."""
    if event.phrase is not None or event.clause is None:
        return []
    scope = set(event.clause.scope)
    return [time for time in dated if number_of(event.sentence, time) not in scope][:1]


def shifted(day: dt.date, days: int) -> dt.date:
    """Return a day so many days later, or the first or last one that the calendar has."""
    return dt.date.fromordinal(max(1, min(dt.date.max.toordinal(), day.toordinal() + days)))


def published_day(published: Published) -> dt.date | None:
    """Return the last day of a publication date, None when there is none to a month at least."""
    match = re.match(r"(\d{4})-(\d\d)(?:-(\d\d))?", published.value or "")
    if not match:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    assert month is not None
    try:
        if day:
            return dt.date(year, month, day)
        return dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)
    except ValueError:
        return None


def interval(start: dt.date | None, last: dt.date | None, basis: WhenBasis = "inferred") -> When:
    """Return the interval from `start` to the day `last`, inclusive; None is open."""
    value = start.isoformat() if start and start == last else f"{start or '..'}/{last or '..'}"
    return When(value, start, shifted(last, 1) if last else None, basis)


def number_of(sentence: Sentence, time: TimeExpression) -> int | None:
    """Return the position in the sentence of the word a date begins with, None where it is past its end."""
    number = bisect_left(sentence.words, time.start, key=_start)
    return number if number < len(sentence.words) else None


def _start(word: Word) -> int:
    return word.start
