"""Documents without a date: inferred from their own weekdays and partial dates, and from documents that say the same.

A constraint problem with soft constraints. Candidates are days (or years) that some evidence proposes; each is scored
by what the text would then say: its latest stated date must not lie ahead, its partial dates and weekdays must have
just passed, and where a sentence of it says the same as one of a dated document, both must mean the same day. A
candidate is chosen only when it stands out clearly; otherwise all are given with their evidence.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from mapapp.model import Document, Published, PublishedCandidate, Reading, TimeExpression, When
from mapapp.reading.dates import datelines
from mapapp.reading.dates.alike import Alike, alike
from mapapp.reading.dates.granules import make_day
from mapapp.reading.dates.publication import partial_dateline

MARGIN = 1.0  # by how much the best candidate must lead
_ROUNDS = 3  # passes over the batch: what one learns helps the next
_KEPT, _SHARE = 8, 0.01  # how many candidates of a precision are kept, and from which share on
_AROUND = 7  # days around a dated look-alike that are tried
_SURE = {"stated": 1.0, "editor": 1.0, "inferred": 0.8}
Placer = Callable[[int, Published], tuple[TimeExpression, ...]]  # a reading's position and a date -> its times


_SAID = re.compile(r"\b(?:said|told|reported|announced|stated|declared|wrote|tweeted|confirmed)(?:\s\w+){0,3}\s$")
_LEAD = 900  # characters in which a report of its day names that day
_LAST = re.compile(r"\b(?:last|past|previous) (?!week|night)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible date of publication, what speaks for it, and how much."""

    value: str  # EDTF: a day or a year
    score: float  # comparable within one document only
    evidence: tuple[str, ...]  # in words
    sure: bool = False  # whether any of it is more than a weekday: tells this day (or year) from others


@dataclass(frozen=True, slots=True)
class Inferred:
    """What can be said of an undated document's date; `published` has no value when no candidate stands out."""

    published: Published
    candidates: tuple[Candidate, ...]  # best first


@dataclass(frozen=True, slots=True)
class _Case:
    """An undated document with what its own text says: facts that hold whatever the candidate."""

    number: int
    document: Document
    dateline: tuple[int, int] | None  # (month, day) of a dateline without a year
    latest: date | None  # start of the latest stated date
    partials: tuple[tuple[int, int], ...]  # (month, day)
    spoken: frozenset[tuple[int, int]]  # those on which somebody said or reported it
    told: frozenset[date]  # days stated in full on which somebody said it
    lead: frozenset[date]  # days stated in full near its beginning, if it speaks of weekdays, as histories do not
    stated: tuple[When, ...]
    weekdays: tuple[int, ...]  # past ones, in text order
    ahead: tuple[int, ...]  # weekdays to come
    links: tuple[Alike, ...]


def infer_published(readings: Sequence[Reading], place: Placer) -> dict[str, Inferred]:
    """Return, for each reading whose document has no publication date, what can be inferred, by document id.

    `place` gives the times of a reading as they are when it is published then.
    """
    undated = frozenset(
        number
        for number, reading in enumerate(readings)
        if reading.document.published.value is None and reading.problem is None
    )
    links = alike(readings, undated) if undated else ()
    known = {number: reading.document.published for number, reading in enumerate(readings)}
    cases = [
        _case(number, reading, [link for link in links if number in (link.left, link.right)], place)
        for number, reading in enumerate(readings)
        if number in undated
    ]
    result: dict[str, Inferred] = {}
    seen = _Seen(readings, place)
    for _ in range(_ROUNDS):
        before = {number: published.value for number, published in known.items()}
        for case in cases:
            inferred = _infer(case, known, seen)
            result[case.document.id] = inferred
            known[case.number] = inferred.published
        if before == {number: published.value for number, published in known.items()}:
            break
    return result


class _Seen:
    """The times of each document under each candidate date, found once."""

    def __init__(self, readings: Sequence[Reading], place: Placer) -> None:
        self._readings, self._place = readings, place
        self._times: dict[tuple[int, str], tuple[TimeExpression, ...]] = {}

    def within(self, number: int, value: str, span: tuple[int, int]) -> list[TimeExpression]:
        """Return the times in a range of a document published then."""
        if (number, value) not in self._times:
            self._times[number, value] = self._place(number, Published(value, "inferred"))
        return [time for time in self._times[number, value] if span[0] <= time.start and time.end <= span[1]]

    def name(self, number: int) -> str:
        """Return the document's id."""
        return self._readings[number].document.id


def _case(number: int, reading: Reading, links: Sequence[Alike], place: Placer) -> _Case:
    """Read off what the text says by finding its times of a Wednesday in the middle of a year."""
    probe = date(2020, 7, 1)
    document = reading.document
    said: list[When] = []
    captions = [passage for passage in reading.passages if passage.section in ("caption", "boilerplate")]
    stated: list[date] = []
    partials: list[tuple[int, int]] = []
    weekdays: list[int] = []
    ahead: list[int] = []
    spoken: set[tuple[int, int]] = set()
    told: set[date] = set()
    lead: set[date] = set()
    dateline = partial_dateline(document)
    if dateline:
        partials.append((dateline.part, dateline.day))
        spoken.add(partials[-1])
    # a weekday said on that weekday may be of either week: what it is of on the day after tells
    after = {t.start: t.when for t in place(number, Published((probe + timedelta(days=1)).isoformat(), "inferred"))}
    for time in place(number, Published(probe.isoformat(), "inferred")):
        when = time.when
        if when is not None and when.start == probe and "weekday" in time.reason:
            when = after.get(time.start) or when
        if when is None or when.start is None:
            continue
        in_caption = any(passage.start <= time.start < passage.end for passage in captions)
        saying = _SAID.search(document.text, max(0, time.start - 40), time.start) is not None
        if when.basis == "stated":
            if not datelines.is_far(document.text, time.start):
                stated.append(when.start)
            said.append(when)
            if when.days == 1 and not in_caption and (saying or time.start < _LEAD):
                (told if saying else lead).add(when.start)
            if when.days == 1 and saying and not in_caption:
                weekdays.append(when.start.weekday())  # newer than the weekdays told of with it
        elif "weekday" in time.reason and when.days == 1:
            (ahead if when.start > probe else weekdays).append(when.start.weekday())
        elif "nearest" in time.reason and when.days == 1 and not in_caption:
            partials.append((when.start.month, when.start.day))
            if saying:
                spoken.add(partials[-1])
    return _Case(
        number,
        document,
        (dateline.part, dateline.day) if dateline else None,
        max(stated, default=None),
        tuple(partials),
        frozenset(spoken),
        frozenset(told),
        frozenset(lead if weekdays or ahead else ()),
        tuple(said),
        tuple(weekdays),
        tuple(ahead),
        tuple(links),
    )


def _infer(case: _Case, known: Mapping[int, Published], seen: _Seen) -> Inferred:
    days = sorted((_scored(case, day, known, seen) for day in set(_days(case, known))), key=_best_first)
    years = sorted((_scored(case, year, known, seen) for year in set(_years(case, known))), key=_best_first)
    weighed = (*_weighed(days), *_weighed(years))
    for candidates in (days, years):
        if candidates and candidates[0].sure:
            lead = candidates[0].score - candidates[1].score if len(candidates) > 1 else MARGIN
            if lead >= MARGIN:
                best = candidates[0]
                why = "; ".join((*best.evidence, *_weekday_words(case)[: len(best.value) < 10]))
                confidence = next((item.weight for item in weighed if item.value == best.value), None)
                return Inferred(Published(best.value, "inferred", why, confidence, weighed), (*days, *years))
    why = "no date stands clearly out" if weighed else ""
    return Inferred(Published(reason=why, candidates=weighed), (*days, *years))


def _weighed(candidates: Sequence[Candidate]) -> tuple[PublishedCandidate, ...]:
    """Return the foremost candidates with their shares: scores as log odds against a score of 0 for none of them."""
    if not candidates:
        return ()
    top = max(0.0, candidates[0].score)
    total = math.exp(-top) + sum(math.exp(item.score - top) for item in candidates)
    shares = [(item, round(math.exp(item.score - top) / total, 3)) for item in candidates[:_KEPT]]
    return tuple(
        PublishedCandidate(item.value, share, item.evidence)
        for item, share in shares
        if item.evidence and item.score > 0 and share >= _SHARE
    )


def _weekday_words(case: _Case) -> tuple[str, ...]:
    """Say which weekday a text of an unknown day was written on or just after."""
    if not case.weekdays:
        return ()
    told = max(case.weekdays, key=case.weekdays.count)
    return (f"on a {_NAMES[told]} or soon after, which one is not clear",)


def _best_first(candidate: Candidate) -> tuple[float, str]:
    return -candidate.score, candidate.value


def _other(case: _Case, link: Alike) -> tuple[int, tuple[int, int], tuple[int, int]]:
    """Return the other document of a link, the span here and the span there."""
    if link.left == case.number:
        return link.right, link.left_span, link.right_span
    return link.left, link.right_span, link.left_span


def _linked_days(case: _Case, known: Mapping[int, Published]) -> Iterator[tuple[Alike, date]]:
    for link in case.links:
        value = known[_other(case, link)[0]].value
        if value and len(value) >= 10:
            yield link, date.fromisoformat(value[:10])


def _days(case: _Case, known: Mapping[int, Published]) -> Iterator[str]:
    """Yield the days that some evidence proposes."""
    for _, day in _linked_days(case, known):
        yield from _near(day, range(-_AROUND, _AROUND + 1))
    for told in case.told | case.lead:
        yield from _near(told, range(3))
    years = {int(value) for value in _years(case, known)}
    for month, day_of_month in case.partials:
        for year in years:
            if year and make_day(year, month, day_of_month):
                yield from _near(date(year, month, day_of_month), range(3))


def _near(day: date, offsets: range) -> Iterator[str]:
    """Yield the days so far from a day, those past the end of the calendar left out."""
    for offset in offsets:
        try:
            yield (day + timedelta(days=offset)).isoformat()
        except OverflowError:
            continue


def _years(case: _Case, known: Mapping[int, Published]) -> Iterator[str]:
    """Yield the years that some evidence proposes."""
    if case.latest:
        for year in range(case.latest.year, min(case.latest.year + 3, 10_000)):
            yield f"{year:04d}"
    for link in case.links:
        value = known[_other(case, link)[0]].value
        if value:
            yield value[:4]


@dataclass(frozen=True, slots=True)
class _Term:
    """Points for (or against) a candidate, why in words, and whether they tell the candidate from its neighbours."""

    points: float
    reason: str = ""
    telling: bool = False


def _scored(case: _Case, value: str, known: Mapping[int, Published], seen: _Seen) -> Candidate:
    terms = [*_own_terms(case, value, seen), *_shared_terms(case, value, known, seen)]
    evidence = tuple(dict.fromkeys(term.reason for term in terms if term.points > 0 and term.reason))
    score = round(sum(term.points for term in terms), 3)
    return Candidate(value, score, evidence, score > 0 and any(term.telling and term.points > 0 for term in terms))


def _own_terms(case: _Case, value: str, seen: _Seen) -> Iterator[_Term]:
    """Yield what the text's own dates say of a candidate."""
    yield from _coherence(case, value, seen)
    if len(value) < 10:
        if case.latest:
            gap = int(value) - case.latest.year
            yield _Term(-4.0 if gap < 0 else -0.3 * gap)
        return
    day = date.fromisoformat(value)
    if case.latest:
        gap = (day - case.latest).days
        yield _Term(-4.0 if gap < 0 else -0.8 * min(gap / 365, 2))
    if case.dateline:
        points, why = datelines.weigh(case.dateline, day, case.latest)
        yield _Term(points, why, telling=bool(why))
    yield from _partial_terms(case, day)
    if case.weekdays:
        yield _weekday_term(case, day)
    if day.weekday() in case.ahead and day.weekday() not in case.weekdays:
        yield _Term(-1.5)


def _coherence(case: _Case, value: str, seen: _Seen) -> Iterator[_Term]:
    """“Last November” should be of the time that “the fall of 2020” of the same text names."""
    for time in seen.within(case.number, value, (0, len(case.document.text))):
        when = time.when
        if when is None or not when.start or not when.end or not _LAST.search(time.text):
            continue
        for other in case.stated:
            holds = other.start and other.end and other.start <= when.start and when.end <= other.end
            if holds and (other.days or 0) <= 100:
                why = f"“{time.text}” is then of {other.value}, which it names"
                yield _Term(1.0, why, telling=len(value) < 10)
                return


def _partial_terms(case: _Case, day: date) -> Iterator[_Term]:
    """Dates without a year have passed, those of sayings just so; one that would be ahead was of another year."""
    gaps = [(gap, partial) for partial in case.partials if (gap := datelines.since(day, *partial)) is not None]
    spoken = min((gap for gap, partial in gaps if partial in case.spoken), default=365)
    if spoken <= 2:
        why = f"something was said on its day, {day.isoformat()}" if spoken == 0 else ""
        yield _Term((2.0, 0.6, 0.0)[spoken], why, telling=True)
    yield _Term(-1.5 * sum(gap > 300 for gap, _ in gaps))
    yield from _told_terms(case, day)


def _told_terms(case: _Case, day: date) -> Iterator[_Term]:
    """What a report says was said on a day, or names in full at its beginning, is news of then."""
    for days, points, why in ((case.told, 4.0, "something was said on"), (case.lead, 2.5, "its beginning names")):
        gap = (day - max(days)).days if days else -1
        if 0 <= gap <= 2:
            share = (1.0, 0.25, 0.05)[gap]
            yield _Term(points * share, f"{why} {max(days).isoformat()}" if gap == 0 else "", telling=True)
            return


_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def _weekday_term(case: _Case, day: date) -> _Term:
    """A report names by weekday what happened on its own day or the days before; the newest of them is its own."""
    back = [(day.weekday() - index) % 7 for index in case.weekdays]
    newest = min(back)
    spread = max(back)
    share = case.weekdays.count(day.weekday()) / len(case.weekdays)
    points = {0: 2.0, 1: 0.5}.get(newest, -1.0) - 0.3 * spread + share
    return _Term(points, f"it tells of {_NAMES[day.weekday()]}" if newest == 0 else "")


def _shared_terms(case: _Case, value: str, known: Mapping[int, Published], seen: _Seen) -> Iterator[_Term]:
    """Yield what dated documents that say the same make of a candidate; each document at most twice a kind."""
    told: dict[tuple[int, bool], int] = {}
    for link in case.links:  # most alike first
        other, here, there = _other(case, link)
        published = known[other]
        if published.value is None or told.get((other, link.quotation), 0) >= 2:
            continue
        sure = _SURE[published.basis or "inferred"]
        name = seen.name(other)
        term = None
        if link.quotation and len(value) >= 10 <= len(published.value):
            apart = abs((date.fromisoformat(value) - date.fromisoformat(published.value[:10])).days)
            points = 2.4 - 0.7 * apart if apart <= 3 else 0.0 if apart <= 7 else -3.0
            why = f"it shares a quotation with {name} ({published.value[:10]})"
            term = _Term(points * sure * link.similarity, why, telling=True)
        elif not link.quotation:
            ours, theirs = seen.within(case.number, value, here), seen.within(other, published.value, there)
            term = _equation(ours, theirs, link.similarity * sure, name, len(value) < 10)
        if term:
            told[other, link.quotation] = told.get((other, link.quotation), 0) + 1
            yield term


def _equation(
    ours: Sequence[TimeExpression], theirs: Sequence[TimeExpression], weight: float, name: str, of_year: bool
) -> _Term | None:
    """Compare the one relative date of a sentence with the one date of its look-alike: they should mean the same."""
    mine = [time for time in ours if time.when and time.when.basis != "stated"]
    dated = [time for time in theirs if time.when]
    if len(mine) != 1 or len(dated) != 1 or mine[0].when is None or dated[0].when is None:
        return None
    if mine[0].when.value == dated[0].when.value:
        reason = f"“{mine[0].text}” is “{dated[0].text}” of {name} ({dated[0].when.value})"
        # two Fridays prove little, agencies repeat sentences; a Friday that is a May 14 elsewhere does
        tells = mine[0].when.days == 1 and "weekday" in mine[0].reason and "weekday" not in dated[0].reason
        return _Term(4.0 * weight, reason, telling=tells or of_year)
    return _Term(-4.0 * weight) if mine[0].when.days == dated[0].when.days else None
