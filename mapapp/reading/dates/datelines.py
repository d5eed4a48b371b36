"""Which year a dateline without one ("YEREVAN, May 14 (AFP) --") is of, by the full dates of its report."""

from __future__ import annotations

import re
from datetime import date

from mapapp.reading.dates.granules import make_day

SOON = 90  # days from the last date a report names, within which its dateline most likely lies
OTHER = -6.0  # points of a day that is not that of the dateline, nor the next
# a date behind these is still to come, or lies far back: it says nothing of when a report was written
FAR = re.compile(
    r"\b(?:will|would|due|scheduled|planned|expected|until|deadline|set for|since|born)\b[^.;\n]{0,60}$",
    re.IGNORECASE,
)


def is_far(text: str, start: int) -> bool:
    """Tell a date that a report only looks ahead or back to: "elections due on 12 May", "the worst since 1998"."""
    return FAR.search(text, max(0, start - 80), start) is not None


def since(day: date, month: int, number: int) -> int | None:
    """Return how many days before a day the month's day last was, 0 when it is that day."""
    for year in (day.year, day.year - 1):
        granule = make_day(year, month, number)
        if year and granule and (then := date(year, month, number)) <= day:
            return (day - then).days
    return None


def weigh(dateline: tuple[int, int], day: date, latest: date | None) -> tuple[float, str]:
    """Return the points of a day for a dateline (month, day), and why in words.

    A report is published on the day of its dateline or the next, and most likely soon after `latest`, the last day
    that it names in full.
    """
    gap = since(day, *dateline)
    if gap is None or gap > 1:
        return OTHER, ""
    named = (day - latest).days if latest else SOON
    points = 2.0 * max(0.0, 1 - named / SOON) if named >= 0 else 0.0
    return (1.5, 0.0)[gap] + points, f"its dateline comes soon after {latest}, which it names" if points else ""
