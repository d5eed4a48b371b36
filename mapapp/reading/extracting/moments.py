"""Dates nothing says how to count ("on Monday" in a report without a date): which of them cannot be the same day."""

from __future__ import annotations

import re
from calendar import day_name, month_name

WEEKDAYS = frozenset(name[:3].lower() for name in day_name)
MONTHS = frozenset(name[:3].lower() for name in month_name[1:])
SHORT = ("tues", "thur", "thurs", "sept")
NAMED = re.compile(
    rf"\b({'|'.join([*day_name, *month_name[1:], *SHORT, *sorted(WEEKDAYS | MONTHS)])})\b", re.IGNORECASE
)


def moments(text: str) -> frozenset[str]:
    """Return the weekdays and months a date names, in English, by three letters: "mon", "jan"."""
    return frozenset(match[1][:3].lower() for match in NAMED.finditer(text))


def apart(one: str, other: str) -> bool:
    """Tell whether two dates of one report, as printed, cannot be the same day.

    Their weekdays differ, their months differ, or one is a weekday of these days and the other a whole month.
    """
    ours, theirs = moments(one), moments(other)
    if not ours or not theirs:
        return False
    for names in (WEEKDAYS, MONTHS):
        if ours & names and theirs & names:
            return not ours & theirs & names
    month = one if ours & MONTHS else other
    return not any(sign.isdigit() for sign in month)
