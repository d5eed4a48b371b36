"""Histories: texts whose dates count from the dates before them, not from the day of publication."""

from __future__ import annotations

from collections.abc import Sequence

from mapapp.reading.dates.granules import Granule
from mapapp.reading.dates.meanings import Between, Found, Partial, Sense, Shift, Stated, Weekday

_DATED = 5  # stated dates from which on a text can be a history
_MONTHS = 3  # of them days or months
_NEAR = 3  # years within which stated dates belong to one thread
_AROUND = 3  # stated dates looked at on either side


def is_narrative(found: Sequence[Found], year: int | None) -> bool:
    """Tell a history from a report: stated dates far from the publication's year outweigh words like "Friday"."""
    stated = [item.sense.meaning.granule for item in found if isinstance(item.sense.meaning, Stated)]
    dated = [granule for granule in stated if granule.rank <= 5]
    spoken = sum(
        isinstance(item.sense.meaning, Weekday)
        or (isinstance(item.sense.meaning, Shift) and item.sense.meaning.anchor == "now")
        for item in found
    )
    # a feature that looks back names years only
    months = sum(granule.rank < 5 for granule in dated) + sum(
        isinstance(item.sense.meaning, Partial) for item in found
    )
    if len(dated) < _DATED or months < _MONTHS or 3 * spoken > len(dated):
        return False
    return year is None or sum(abs(granule.year - year) > 1 for granule in dated) > len(dated) / 2


def strays(found: Sequence[Found]) -> frozenset[int]:
    """Return the positions (in `found`) of stated dates far from all stated dates around them: asides."""
    stated = [
        (position, item.sense.meaning.granule.year)
        for position, item in enumerate(found)
        if isinstance(item.sense.meaning, Stated)
    ]
    result = set()
    for rank, (position, year) in enumerate(stated):
        around = stated[max(0, rank - _AROUND) : rank] + stated[rank + 1 : rank + 1 + _AROUND]
        if around and not any(abs(year - other) <= _NEAR for _, other in around):
            result.add(position)
    return frozenset(result)


def moves(sense: Sense, granule: Granule, stray: bool) -> bool:
    """Tell whether the story goes on from this date: not from an aside, a look back, or a decade."""
    meaning = sense.meaning
    if stray or granule.rank > 5 or isinstance(meaning, Between):
        return False
    return not (isinstance(meaning, Shift) and (meaning.count < 0 or meaning.anchor == "now"))
