"""What an expression says before it is known which day it is said on: the grammar's output, grounding's input."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from mapapp.reading.dates.granules import Granule, Unit
from mapapp.reading.dates.tense import Look

# "" no word of direction; last/next count from now; previous/following from what the text spoke of; same = that
Direction = Literal["", "last", "next", "this", "previous", "following", "same"]


@dataclass(frozen=True, slots=True)
class Stated:
    """A date that needs nothing else: "May 14, 2021", "1997", "the 1990s"."""

    granule: Granule
    swapped: Granule | None = None  # of 12/05/2021: with day and month the other way about, where nothing settles it


@dataclass(frozen=True, slots=True)
class Partial:
    """A date without its year (or, for a bare day of the month, without its month)."""

    unit: Unit
    part: int = 0  # month, quarter or half; 0 for a bare day of the month
    day: int = 0
    season: str = ""
    direction: Direction = ""
    weekday: int | None = None  # "Monday, Nov. 9": narrows the year


@dataclass(frozen=True, slots=True)
class Weekday:
    """A weekday, Monday = 0."""

    index: int
    direction: Direction = ""


@dataclass(frozen=True, slots=True)
class Holiday:
    """A named day, with a year or without."""

    name: str
    year: int | None = None
    direction: Direction = ""


@dataclass(frozen=True, slots=True)
class Shift:
    """So many units from now ("yesterday", "last week", "two years ago") or from what the text spoke of."""

    unit: Unit
    count: int
    anchor: Literal["now", "text", "story"] = "now"  # story: now in a report, what the text spoke of in a history
    vague: bool = False  # "few days later": no number, so no date


@dataclass(frozen=True, slots=True)
class Of:
    """A part of a year named relative to another: "October of that year", "the spring of next year"."""

    inner: Partial | Holiday
    outer: Shift


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time, an ISO 8601 duration, X where the number is not said."""

    value: str


@dataclass(frozen=True, slots=True)
class Every:
    """A recurring time, as the TIMEX3 value of one recurrence."""

    value: str


@dataclass(frozen=True, slots=True)
class Reference:
    """PRESENT_REF, PAST_REF or FUTURE_REF."""

    value: str


@dataclass(frozen=True, slots=True)
class Between:
    """From the first through the last: "1992–2020"."""

    first: Granule
    last: Granule


@dataclass(frozen=True, slots=True)
class Anniversary:
    """So many years (0 = not said) after the date it is the anniversary of, which combining looks for."""

    years: int


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day on a day not named here."""


@dataclass(frozen=True, slots=True)
class Ignored:
    """Words that look like a time and are none: an age, a newspaper's name."""


Meaning = (
    Ignored | Stated | Partial | Weekday | Holiday | Shift | Of | Duration | Every | Reference | Between | Clock
    | Anniversary
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ago:
    """So many units before what is said: "a year ago today"; fewer than none after: "a week from today"."""

    unit: Unit
    count: int


@dataclass(frozen=True, slots=True)
class Sense:
    """A meaning with what refines it."""

    meaning: Meaning
    part: str = ""  # MO, AF, EV, NI ...
    clock: str = ""  # hh:mm, 24 hours
    zone: str = ""  # "Z", "-05" or empty
    edge: str = ""  # early, late, mid, start, end
    ago: Ago | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """An expression: tokens first..last (half open) and what they say."""

    first: int
    last: int
    sense: Sense


@dataclass(frozen=True, slots=True)
class Parsed:
    """An expression at [start, end), where its sentence looks, and which sentence that is."""

    item: Found
    start: int
    end: int
    look: Look
    sentence: int
    aside: bool  # in a caption or the page's furniture: the text does not go on from it
    spoken: int = -1  # position of the date on which a quotation's "today" is; -1 = publication
