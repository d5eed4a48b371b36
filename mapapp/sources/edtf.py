"""Is a publication date well formed? EDTF levels 0 and 1 (ISO 8601-2:2019, annex A), to the minute at most.

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
    re.VERBOSE,
)
_TIMED = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)[T ](?P<minute>([01]\d|2[0-3]):[0-5]\d)(:[0-5]\d(\.\d+)?)? ?(Z|[+-]\d\d(:?\d\d)?)?"
)


def checked(value: str) -> str:
    """Return the date as EDTF; seconds and zone are dropped. Raises BadInput saying what was wanted."""
    value = value.strip()
    timed = _TIMED.fullmatch(value)
    if timed and _is_date(timed["day"]):
        return f"{timed['day']}T{timed['minute']}"
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
