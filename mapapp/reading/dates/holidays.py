"""On which day a named day falls in a year."""

from __future__ import annotations

from datetime import date, timedelta

from dateutil.easter import EASTER_ORTHODOX, easter

from mapapp.reading.dates import moons
from mapapp.reading.dates.lexicon import FIXED_HOLIDAYS

_EASTER_OFFSETS = {"easter": 0, "easter sunday": 0, "easter monday": 1, "good friday": -2, "palm sunday": -7,
                   "ash wednesday": -46, "pentecost": 49, "shrove tuesday": -47, "mardi gras": -47,
                   "maundy thursday": -3, "holy saturday": -1, "ascension day": 39, "whit sunday": 49,
                   "whit monday": 50, "trinity sunday": 56}  # fmt: skip
# month, weekday (Monday = 0), which one (-1 = last)
_NTH_WEEKDAYS = {
    "thanksgiving": (11, 3, 4), "thanksgiving day": (11, 3, 4), "labor day": (9, 0, 1), "memorial day": (5, 0, -1),
    "martin luther king day": (1, 0, 3), "martin luther king jr. day": (1, 0, 3), "presidents day": (2, 0, 3),
    "presidents' day": (2, 0, 3), "columbus day": (10, 0, 2), "mother's day": (5, 6, 2), "father's day": (6, 6, 3),
    "super bowl sunday": (2, 6, 1),
}  # fmt: skip


_AFTER_NTH = {"election day": (11, 0, 1, 1), "black friday": (11, 3, 4, 1)}  # ... and how many days after it


def holiday(name: str, year: int) -> date | None:
    """Return the day, or the first of several; None when the name or the year is not in the calendar.

    Election day is the United States': the Tuesday after the first Monday of November.
    """
    if not 1 <= year <= 4099 or (name in _EASTER_OFFSETS and year < 326):
        return None
    if name in FIXED_HOLIDAYS:
        return date(year, *FIXED_HOLIDAYS[name])
    if name == "orthodox easter":
        return easter(year, EASTER_ORTHODOX) if year >= 1583 else None
    if name in _EASTER_OFFSETS:
        return easter(year) + timedelta(days=_EASTER_OFFSETS[name])
    if name in moons.NAMES:
        return moons.moon_day(name, year)
    month, weekday, which, days = _AFTER_NTH.get(name) or (*_NTH_WEEKDAYS.get(name, (0, 0, 0)), 0)
    return _nth(year, month, weekday, which) + timedelta(days=days) if month else None


def _nth(year: int, month: int, weekday: int, which: int) -> date:
    if which < 0:
        last = date(year, month + 1, 1) - timedelta(days=1)
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (which - 1))
