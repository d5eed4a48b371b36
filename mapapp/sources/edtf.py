"""Publication dates as they are given: EDTF levels 0 and 1 (ISO 8601-2:2019, annex A), to the minute at most, and
what feeds and databases write instead, as long as it can mean one day only.

Years before our era are left out: nobody published a report in one.
"""

from __future__ import annotations

import re
from datetime import date

from mapapp.errors import BadInput

WANTED = "wanted a date in EDTF, such as 2021-05-16, 2021-05, 2021-05-16T00:42 or 2021-05~"
_DATE = re.compile(
    r"""
    (?P<year> \d{4} | \d{3}X | \d{2}XX )
    (?: - (?P<month> 0[1-9] | 1[0-2] | 2[1-4] | XX ) (?: - (?P<day> 0[1-9] | [12]\d | 3[01] | XX ) )? )?
    [?~%]?
    """,
    re.VERBOSE | re.ASCII,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAME = rf"(?P<name> {'|'.join(_MONTHS)} ) [a-z]* \.?"
_CLOCK = r"""
    (?: [T ,]+ (?P<hour> [01]?\d | 2[0-3] ) : (?P<minute> [0-5]\d ) (?: : [0-5]\d (?: \.\d+ )? )?
        (?: \s? (?P<half> [ap] ) \.? m \.? )?
        (?: \s? (?: Z | [A-Z]{2,4} | [+-]\d\d (?: :?\d\d )? ) )? )?
"""
# one day each and never another: a year of four digits first, or a month by its name
_PLAIN = tuple(
    re.compile(day + _CLOCK, re.VERBOSE | re.IGNORECASE | re.ASCII)
    for day in (
        r"(?P<year> \d{4} ) ([-/.]) (?P<month> \d\d? ) \2 (?P<day> \d\d? )",
        r"(?P<year> \d{4} ) (?P<month> \d\d ) (?P<day> \d\d )",
        rf"(?: [a-z]{{3,9}} ,? \s )? (?P<day> \d\d? ) [ -] {_NAME} ,? [ -] (?P<year> \d{{4}} )",
        rf"(?: [a-z]{{3,9}} ,? \s )? {_NAME} \s (?P<day> \d\d? ) ,? \s (?P<year> \d{{4}} )",
    )
)


def checked(value: str) -> str:
    """Return the date as EDTF; seconds and zone are dropped. Raises BadInput saying what was wanted."""
    value = value.strip()
    plain = _plain(value)
    if plain:
        return plain
    ends = value.split("/")
    if len(ends) == 1 and _is_date(value):
        return value
    dated = [_is_date(end) and "X" not in end for end in ends]
    if (
        len(ends) == 2
        and any(dated)
        and all(good or end in ("", "..") for good, end in zip(dated, ends, strict=True))
    ):
        return value
    raise BadInput(f"{WANTED}; got {value!r}")


def _plain(value: str) -> str | None:
    """Return a day, with its minute where a clock time stands beside it; None when it is not written plainly."""
    found = next((match for pattern in _PLAIN if (match := pattern.fullmatch(value))), None)
    if not found:
        return None
    parts = found.groupdict()
    month = int(parts["month"]) if parts.get("month") else _MONTHS.index(parts["name"].lower()) + 1
    day = f"{parts['year']}-{month:02}-{int(parts['day']):02}"
    if not _is_date(day):
        return None
    if not parts["hour"]:
        return day
    hour = int(parts["hour"])
    if parts["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if parts["half"].lower() == "p" else 0)
    return f"{day}T{hour:02}:{parts['minute']}"


def _is_date(value: str) -> bool:
    found = _DATE.fullmatch(value)
    if not found:
        return False
    year, month, day = found["year"], found["month"], found["day"]
    if month and month != "XX" and int(month) > 12 and (day or value[-1] in "?~%"):
        return False  # a season has no days, and is never approximate below level 2
    if not (day and month) or "X" in year + month + day or year == "0000":
        return True
    try:
        date(int(year), int(month), int(day))
    except ValueError:
        return False
    return True
