"""From what an expression says to which days it means, given the day of publication and the expressions before it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from mapapp.model import TimeType, When, WhenBasis
from mapapp.reading.dates import holidays
from mapapp.reading.dates.granules import (
    Granule,
    bounds,
    coarser,
    containing,
    day_of,
    edtf,
    first_day,
    make_day,
    rank_of,
    shifted,
    timex,
)
from mapapp.reading.dates.meanings import (
    Ago,
    Anniversary,
    Between,
    Clock,
    Direction,
    Duration,
    Every,
    Holiday,
    Ignored,
    Of,
    Partial,
    Reference,
    Sense,
    Shift,
    Stated,
    Weekday,
)
from mapapp.reading.dates.tense import Look


@dataclass(frozen=True, slots=True)
class Grounded:
    """What an expression comes to."""

    type: TimeType
    timex: str | None
    when: When | None
    granule: Granule | None  # what later expressions can count from
    reason: str


@dataclass(slots=True)
class Context:
    """What is known where an expression stands."""

    now: Granule | None  # day (or month, year) of publication
    narrative: bool  # a history: dates count from the ones before them, not from publication
    anchor: Granule | None = None  # what the text last spoke of
    day: Granule | None = None  # the day the text last named
    sentence_day: Granule | None = None  # the same, if in this sentence

    @property
    def today(self) -> date | None:
        """The day of publication, None when it is not known to the day."""
        return first_day(self.now) if self.now and self.now.unit == "day" else None

    def today_granule(self) -> Granule | None:
        """The day of publication as a granule, None when it is not known to the day."""
        return self.now if self.now and self.now.unit == "day" else None

    def base(self) -> Granule | None:
        """What dates without a year count from."""
        return (self.anchor or self.now) if self.narrative else self.now

    def text_base(self) -> Granule | None:
        """What "the next day" counts from."""
        return self.anchor or self.now

    def base_of(self, shift: Shift) -> Granule | None:
        """What a shift counts from. In a report "the next day" follows the last day named, not the last year."""
        if shift.anchor == "now" or (shift.anchor == "story" and not self.narrative):
            return self.now
        if shift.unit == "day" and shift.count and not self.narrative and self.day:
            return self.day
        return self.text_base()


def ground(sense: Sense, context: Context, look: Look) -> Grounded:
    """Return the value of a sense in its context."""
    meaning = sense.meaning
    match meaning:
        case Duration(value):
            return Grounded("DURATION", value, None, None, "a length of time")
        case Every(value):
            return Grounded("SET", value, None, None, "a time that recurs")
        case Ignored() | Anniversary():
            return Grounded("DATE", None, None, None, "")
        case Reference(value):
            return Grounded("DATE", value, None, None, "")
        case Between(first, last):
            return _between(first, last)
        case _:
            granule, basis, reason = _granule(sense, context, look)
            if granule and sense.edge in _EDGES:
                granule = _EDGES[sense.edge](granule)
            if granule and sense.ago:
                granule = _back(granule, sense.ago)
            return _dressed(sense, granule, basis, reason)


def _back(granule: Granule, ago: Ago) -> Granule | None:
    """Return the same day, week or month so many weeks, months or years before."""
    first = first_day(granule)
    months = {"month": 1, "year": 12, "decade": 120}.get(ago.unit)
    try:
        moved = first and first - (
            relativedelta(months=months * ago.count) if months else timedelta(days=7 * ago.count)
        )
    except (ValueError, OverflowError):
        return None
    return containing(moved, granule.unit) if moved else None


_EDGES: dict[str, Callable[[Granule], Granule | None]] = {
    "week": lambda granule: coarser(granule, "week"),
    "day before": lambda granule: shifted(granule, -1),
    "day after": lambda granule: shifted(granule, 1),
    "week after": lambda granule: shifted(granule, 7),
}


def _between(first: Granule, last: Granule) -> Grounded:
    begin, end = bounds(first)[0], bounds(last)[1]
    value = f"{edtf(first)}/{edtf(last)}"
    return Grounded("DATE", f"{timex(first)}/{timex(last)}", When(value, begin, end, "stated"), last, "as stated")


_BARE: dict[type, str] = {Weekday: "XXXX-WXX", Shift: "XXXX-XX-XX", Partial: "XXXX-XX"}


def _dressed(sense: Sense, granule: Granule | None, basis: WhenBasis, reason: str) -> Grounded:
    """Put the time or part of day on a granule and make the values."""
    kind: TimeType = "TIME" if sense.clock or sense.part else "DATE"
    if granule is None:
        bare = f"XXXX-XX-XXT{sense.clock or sense.part}" if kind == "TIME" else _BARE.get(type(sense.meaning))
        return Grounded(kind, bare, None, None, "no date to count from")
    begin, end = bounds(granule)
    value, tag = edtf(granule), timex(granule)
    if isinstance(sense.meaning, Shift) and sense.meaning.unit == "day" and granule.unit in ("month", "year"):
        tag += "-XX" if granule.unit == "month" else "-XX-XX"
    if granule.unit == "day" and sense.clock:
        clock = sense.clock
        tag += f"T{clock}"
        value += f"T{clock}:00" if clock != "24:00" else "T23:59:59"
        if sense.zone == "Z":
            value, tag = value + "Z", tag + "Z"
    elif granule.unit == "day" and sense.part and not (sense.part == "NI" and isinstance(sense.meaning, Weekday)):
        tag += f"T{sense.part}"  # a weekday's night keeps the day's value, as news corpora mostly have it
    return Grounded(kind, tag, When(value, begin, end, basis), granule, reason)


NEAR_HOLIDAY = 14  # days ahead that a holiday told of in the past may lie
BACKWARD = 1.0  # in a history, how much farther a day back is than a day on
_Placed = tuple[Granule | None, WhenBasis, str]
_NOWHERE: _Placed = (None, "stated", "")


def _granule(sense: Sense, context: Context, look: Look) -> _Placed:
    placed = _NOWHERE
    match sense.meaning:
        case Stated(granule, swapped):
            placed = _not_ahead(granule, swapped, context), "stated", "as stated"
        case Shift() as shift:
            placed = _shift(shift, context, look)
        case Weekday(index, direction):
            placed = _weekday(index, direction, context, look)
        case Partial() as partial:
            placed = _partial(partial, context, look)
        case Holiday() as holiday:
            placed = _holiday(holiday, context, look)
        case Of() as of:
            placed = _of(of, context, look)
        case Clock():
            placed = _clock(context)
    return placed


def _not_ahead(granule: Granule, swapped: Granule | None, context: Context) -> Granule:
    """Read 12/05/2021 with the day first where it would lie ahead with the month first."""
    today, one, other = context.today, first_day(granule), first_day(swapped) if swapped else None
    if swapped and today and one and other and one > today >= other:
        return swapped
    return granule


def _of(of: Of, context: Context, look: Look) -> _Placed:
    year, basis, _ = _shift(of.outer, context, look)
    if year is None or year.unit != "year":
        return _NOWHERE
    return _in_year(of.inner, year.year), basis, f"in {timex(year)}"


def _clock(context: Context) -> _Placed:
    base = context.sentence_day or context.text_base()
    day = base if base and base.unit == "day" else context.today_granule()
    if day is None:
        return _NOWHERE
    return day, "publication" if day == context.now else "expression", f"on {timex(day)}"


def _in_year(inner: Partial | Holiday, year: int) -> Granule | None:
    if isinstance(inner, Holiday):
        found = holidays.holiday(inner.name, year)
        return day_of(found) if found else None
    if inner.unit == "day":
        return make_day(year, inner.part, inner.day)
    return Granule(inner.unit, year, inner.part, season=inner.season)


def _shift(shift: Shift, context: Context, look: Look) -> _Placed:
    from_text = shift.anchor != "now"
    base = context.base_of(shift)
    if base is None or (context.narrative and not from_text and shift.unit == "day"):
        return _NOWHERE  # in a history nobody speaks on the day of publication
    basis: WhenBasis = "expression" if from_text and base is not context.now else "publication"
    if base.rank > rank_of(shift.unit):
        if shift.count or not from_text:
            return _NOWHERE  # "yesterday" of a report known only to the year
        return base, basis, f"some {shift.unit} of {timex(base)}"
    if shift.unit == "weekend":
        return _weekend(shift, base, look), basis, f"counted from {timex(base)}"
    return shifted(coarser(base, shift.unit), shift.count), basis, f"counted from {timex(base)}"


def _weekend(shift: Shift, base: Granule, look: Look) -> Granule | None:
    """The weekend that holds the day or, on a weekday, the one before unless the sentence looks ahead."""
    day = first_day(base)
    here = coarser(base, "weekend")
    on_it = day is not None and day.weekday() >= 5
    return shifted(here, shift.count or (0 if on_it or look == "future" else -1))


def _weekday(index: int, direction: Direction, context: Context, look: Look) -> _Placed:
    base = context.base()
    day = first_day(base) if base and base.unit == "day" else None
    if base is None or day is None:
        return _NOWHERE
    back = (day.weekday() - index) % 7
    forward = (index - day.weekday()) % 7
    if direction in ("last", "previous"):
        days = -(back or 7)
    elif direction in ("next", "following"):
        days = forward or 7
    elif back == 0:
        days = 0
    elif context.narrative:
        days = forward
    elif direction == "this":
        days = index - day.weekday()
    else:
        days = forward if look == "future" else -back
    try:
        found = day + timedelta(days=days)
    except OverflowError:
        return _NOWHERE
    side = "of" if days == 0 else "before" if days < 0 else "after"
    name = "the text's last date" if context.narrative else "publication"
    return day_of(found), "expression" if context.narrative else "publication", f"the weekday {side} {name} ({day})"


def _partial(partial: Partial, context: Context, look: Look) -> _Placed:
    if partial.unit == "day" and not partial.part:
        return _bare_day(partial, context)
    base = context.base()
    if base is None:
        return _NOWHERE
    basis: WhenBasis = "expression" if context.narrative and context.anchor else "publication"
    candidates = [granule for offset in (-1, 0, 1) if (granule := _in_year(partial, base.year + offset)) is not None]
    if partial.weekday is not None:
        fitting = [
            granule for granule in candidates if (day := first_day(granule)) and day.weekday() == partial.weekday
        ]
        candidates = fitting or candidates
    return _choose(candidates, partial.direction, base, context, look), basis, f"the one nearest {timex(base)}"


def _bare_day(partial: Partial, context: Context) -> _Placed:
    base = context.text_base()
    if base is None or base.unit not in ("day", "month"):
        return _NOWHERE
    found = make_day(base.year, base.part, partial.day)
    return found, "expression" if context.anchor else "publication", f"of the month of {timex(base)}"


def _choose(
    candidates: list[Granule], direction: Direction, base: Granule, context: Context, look: Look
) -> Granule | None:
    """Choose the year: by last/next, else the nearest, the side that the sentence does not look to counting more."""
    start, end = bounds(base)
    if start is None or end is None:
        return next((granule for granule in candidates if granule.year == base.year), None)
    best: tuple[float, Granule] | None = None
    for granule in candidates:
        first, after = bounds(granule)
        if first is None or after is None:
            continue
        ahead, behind = (first - start).days, (start - after).days + 1
        here = first <= start < after
        if (direction in ("last", "previous") and (here or ahead >= 0)) or (
            direction in ("next", "following") and (here or ahead <= 0)
        ):
            continue
        if direction in ("this", "same"):
            cost = 0.0 if granule.year == base.year else 1e6
        elif base.unit == "year":
            cost = abs(granule.year - base.year) * 365.0
        elif context.narrative:
            cost = ahead if ahead >= 0 else 0.0 if here else BACKWARD * behind
        else:
            # quarters are told of when they are over; months ahead are spoken of in the past too ("was due in May")
            over = granule.unit in ("quarter", "half") and look == "past"
            weight = 0.7 if look == "future" else 20.0 if over else 5.0
            cost = 0.0 if here else weight * ahead if ahead > 0 else (20.0 if look == "future" else 1.0) * behind
        if best is None or cost < best[0]:
            best = (cost, granule)
    return best[1] if best else None


def _holiday(holiday: Holiday, context: Context, look: Look) -> _Placed:
    if holiday.year is not None:
        return _in_year(holiday, holiday.year), "stated", "as stated"
    base = context.base()
    if base is None:
        return _NOWHERE
    candidates = [granule for offset in (-1, 0, 1) if (granule := _in_year(holiday, base.year + offset))]
    start = first_day(base)
    if look == "past" and not context.narrative and start:
        # what happened on it was not on one far ahead; of one near its eve may be told ("as Easter week began")
        near = NEAR_HOLIDAY
        candidates = [granule for granule in candidates if (day := first_day(granule)) and (day - start).days <= near]
    return (
        _choose(candidates, holiday.direction, base, context, look),
        "publication",
        f"the one nearest {timex(base)}",
    )


def published_granule(value: str | None) -> Granule | None:
    """Return the day (or month or year) of a publication date in EDTF, None when it says no single one."""
    match = re.match(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:T|$|~|\?)", value or "")
    if not match:
        return None
    year, month, day = int(match[1]), int(match[2] or 0), int(match[3] or 0)
    if day:
        return make_day(year, month, day)
    return Granule("month", year, month) if 1 <= month <= 12 else Granule("year", year)
