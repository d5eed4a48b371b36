"""Pieces of the calendar: a day, week, month, season, year ... with their arithmetic, TIMEX3 and EDTF forms.

TIMEX3 values follow TimeML 1.2.1 (1998-W32, 1998-FA, 199, P3D); EDTF follows ISO 8601-2 level 1 (199X, 2020-23,
a week as the interval of its days). Years count astronomically: 1 BC is year 0.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from dateutil.relativedelta import relativedelta

Unit = Literal["day", "week", "weekend", "month", "quarter", "half", "season", "year", "decade", "century"]

SEASONS = {"SP": 21, "SU": 22, "FA": 23, "WI": 24}
_SEASON_STARTS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}  # meteorological seasons of the northern half
_RANK: dict[str, int] = {
    "day": 0, "weekend": 1, "week": 1, "month": 2, "season": 3, "quarter": 3, "half": 4, "year": 5,
    "decade": 6, "century": 7,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Granule:
    """One stretch of the calendar. `part` is the month, ISO week, quarter or half; `season` SP, SU, FA or WI."""

    unit: Unit
    year: int  # for a decade or century its first year; for a week its ISO year
    part: int = 0
    day: int = 0
    season: str = ""

    @property
    def rank(self) -> int:
        """How wide it is: 0 for a day up to 7 for a century."""
        return _RANK[self.unit]


def day_of(value: date) -> Granule:
    """Return a day as a granule."""
    return Granule("day", value.year, value.month, value.day)


def make_day(year: int, month: int, day: int) -> Granule | None:
    """Return a day, or None where the calendar has none (30 February)."""
    if not (1 <= month <= 12 and -9999 < year <= 9999):
        return None
    days = calendar.monthrange(year % 400 + 400, month)[1]  # the calendar repeats every 400 years
    return Granule("day", year, month, day) if 1 <= day <= days else None


def containing(value: date, unit: Unit) -> Granule:
    """Return the granule of a unit that holds a day."""
    if unit in ("week", "weekend"):
        iso = value.isocalendar()
        return Granule(unit, iso.year, iso.week)
    if unit == "season":
        return _season_holding(value)
    parts = {
        "day": value.month,
        "month": value.month,
        "quarter": (value.month + 2) // 3,
        "half": 1 + value.month // 7,
    }
    year = {"decade": value.year // 10 * 10, "century": value.year // 100 * 100}.get(unit, value.year)
    return Granule(unit, year, parts.get(unit, 0), value.day if unit == "day" else 0)


def _season_holding(value: date) -> Granule:
    code = ("WI", "WI", "SP", "SP", "SP", "SU", "SU", "SU", "FA", "FA", "FA", "WI")[value.month - 1]
    year = value.year - 1 if value.month <= 2 else value.year
    return Granule("season", year, season=code)


@lru_cache(maxsize=4096)  # a report names few stretches, often
def bounds(granule: Granule) -> tuple[date | None, date | None]:
    """Return its first day and the day after its last, None where the proleptic calendar of `date` ends."""
    try:
        first = _first(granule)
    except (ValueError, OverflowError):
        return (None, date.min) if granule.year <= 0 else (None, None)
    try:
        return first, _after(granule, first)
    except (ValueError, OverflowError):
        return first, None


def first_day(granule: Granule) -> date | None:
    """Return its first day, None outside the years 1 to 9999."""
    return bounds(granule)[0]


def _first(granule: Granule) -> date:
    if granule.unit in ("week", "weekend"):
        return date.fromisocalendar(granule.year, granule.part, 1 if granule.unit == "week" else 6)
    part = granule.part
    months = {"day": part, "month": part, "quarter": 3 * part - 2, "half": 6 * part - 5}
    month = _SEASON_STARTS[granule.season] if granule.unit == "season" else months.get(granule.unit, 1)
    return date(granule.year, month, granule.day if granule.unit == "day" else 1)


def _after(granule: Granule, first: date) -> date:
    match granule.unit:
        case "day":
            return first + timedelta(days=1)
        case "week":
            return first + timedelta(days=7)
        case "weekend":
            return first + timedelta(days=2)
        case unit:
            months = {"month": 1, "quarter": 3, "season": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
            return first + relativedelta(months=months[unit])


def shifted(granule: Granule, count: int) -> Granule | None:
    """Return the granule `count` steps of its own unit later (earlier when negative), None off the calendar."""
    years = {"year": 1, "decade": 10, "century": 100, "season": 1}.get(granule.unit)
    if years:
        year = granule.year + count * years
        return replace(granule, year=year) if -9999 < year <= 9999 else None
    first = first_day(granule)
    if first is None:
        return None
    months = {"month": 1, "quarter": 3, "half": 6}.get(granule.unit)
    try:
        moved = first + (relativedelta(months=count * months) if months else _days(granule.unit, count))
    except (ValueError, OverflowError):
        return None
    return containing(moved, granule.unit)


def _days(unit: Unit, count: int) -> timedelta:
    return timedelta(days=count if unit == "day" else 7 * count)


def coarser(granule: Granule, unit: Unit) -> Granule:
    """Return the granule of a wider unit that holds the first day of this one; itself when already as wide."""
    if granule.rank >= _RANK[unit]:
        return granule
    first = first_day(granule)
    if first is None:
        return Granule("year", granule.year) if unit == "year" else granule
    return containing(first, unit)


def rank_of(unit: Unit) -> int:
    """Return how wide a unit is, comparable with `Granule.rank`."""
    return _RANK[unit]


_CUT = {"decade": -1, "century": -2}  # digits of the year that are left open


def timex(granule: Granule) -> str:
    """Return the TIMEX3 value."""
    year = f"{granule.year:04d}" if granule.year > 0 else f"BC{1 - granule.year:04d}"
    part = granule.part
    match granule.unit:
        case "day":
            return f"{year}-{part:02d}-{granule.day:02d}"
        case "month":
            return f"{year}-{part:02d}"
        case "week" | "weekend":
            return f"{year}-W{part:02d}{'-WE' * (granule.unit == 'weekend')}"
        case "quarter" | "half":
            return f"{year}-{granule.unit[0].upper()}{part}"
        case "season":
            return f"{year}-{granule.season}"
        case unit:
            return year[: _CUT.get(unit)]


def edtf(granule: Granule) -> str:
    """Return the EDTF value; units EDTF level 1 does not know become the interval of their days or months."""
    year, part = _edtf_year(granule.year), granule.part
    if granule.unit in ("week", "weekend"):
        first, after = bounds(granule)
        return f"{first}/{after - timedelta(days=1)}" if first and after else year
    if granule.unit in _CUT:
        cut = _CUT[granule.unit]
        if granule.year > 0:
            return year[:cut] + "X" * -cut
        return f"{year}/{_edtf_year(granule.year + 10**-cut - 1)}"
    value = year
    match granule.unit:
        case "day":
            value = f"{year}-{part:02d}-{granule.day:02d}"
        case "month":
            value = f"{year}-{part:02d}"
        case "season":
            value = f"{year}-{SEASONS.get(granule.season)}"
        case "quarter":
            value = f"{year}-{3 * part - 2:02d}/{year}-{3 * part:02d}"
        case "half":
            value = f"{year}-{6 * part - 5:02d}/{year}-{6 * part:02d}"
    return value


def _edtf_year(year: int) -> str:
    return f"{year:04d}" if year >= 0 else f"-{-year:04d}"
