"""A report as merging looks at it, with what it needs of its document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from mapapp.model import Place, Quantity, Reading, Report, When
from mapapp.reading.extracting.actors import folded
from mapapp.reading.merging.stories import WIDE, Story, story_of
from mapapp.reading.tokens import words

# modes of one family can tell of one incident in different words; of one class they mostly do
CLASSES = {
    "harm": (
        ("clash", "attack", "bombing", "killing", "hijacking"), ("fire", "wildfire"), ("blast",),
        ("crash", "sinking", "mishap", "collapse"), ("robbery", "theft"),
    ),
    "nature": (("earthquake", "tsunami"), ("flood", "storm", "landslide"), ("eruption",)),
    "war": (("war", "expulsion"),),
    "entry": (("seizure", "building seizure", "incursion", "raid", "siege"), ("coup",),),
    "agreement": (("ceasefire", "agreement"),),
    "talks": (("talks", "meeting"),),
    "protest": (("riot", "demonstration"),),
    "justice": (("arrest", "surrender"), ("trial", "ruling")),
}  # fmt: skip
FAMILIES = {mode: family for family, classes in CLASSES.items() for modes in classes for mode in modes}
CLASS = {mode: modes[0] for classes in CLASSES.values() for modes in classes for mode in modes}
KILLS = re.compile(r"kill|died|\bdie\b|dead|slain|massacr|perish|slaughter|murder", re.IGNORECASE)
WORD = re.compile(r"\w+")
ENDS = (" to", " or", " and")  # of a hedge that is the lower end of a range
OPEN = ("up to", "as many as", "at most", "an additional")
COMMON = words(
    """
    the a an of to in on at and or that for with by from as was were has had have been is are it its his their
    he said says after before who which would will not be this into over against more than
    """
)


@dataclass(frozen=True, slots=True)
class Origin:
    """What merging needs of a document: worked out once, however many reports it holds."""

    document_id: str
    source: str  # SHA-256 of its text
    published: str  # EDTF; "" = unknown
    context: frozenset[str]  # ids of the places it names most, with the countries that hold them
    text: str
    known: Mapping[str, str]  # names of places as the gazetteer writes them, by their folded names
    belongs: Mapping[str, str]  # the sides of persons, as far as its own words tell
    story: Story
    publisher: str | None = None

    @classmethod
    def of(cls, reading: Reading) -> Origin:
        """Return what merging needs of a document that was read."""
        document = reading.document
        known = {folded(m.place.name): m.place.name for m in reading.mentions if m.place is not None}
        return cls(
            document.id, document.sha256, document.published.value or "", _context(reading), document.text,
            known, sides_of_persons(reading.reports, known), story_of(reading), document.publisher,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """A report with what merging looks at."""

    report: Report
    origin: Origin
    source: str  # SHA-256 of its document
    published: str  # EDTF; "" = unknown
    family: str
    actors: frozenset[str]  # with the sides of persons
    targets: frozenset[str]
    sides: frozenset[str]  # of its actors and targets, those known to be sides and not persons
    spots: tuple[Place, ...]  # places finer than a country
    places: frozenset[str]  # ids of places finer than a country
    around: frozenset[str]  # ids of the places and of all that holds them
    context: frozenset[str]  # ids of the places its report names most
    shingles: frozenset[str]  # runs of telling words of the quote
    printed: str  # a date of its own that could not be grounded, as printed
    dead: tuple[tuple[str, float], ...]  # what is counted among the dead, and how many
    order: tuple[object, ...]  # most telling first, then by content

    @classmethod
    def of(cls, report: Report, origin: Origin) -> Told:
        """Return a report as merging sees it."""
        spots = tuple(each.place for each in report.places if each.place.kind not in WIDE)
        fine = frozenset(place.id for place in spots)
        around = frozenset(place_id for each in report.places for place_id in (each.place.id, *each.place.within))
        actors, targets = _with_sides(report.actors, origin.belongs), _with_sides(report.targets, origin.belongs)
        sides = frozenset(name for name in actors | targets if name in origin.known)
        vague = (report.stance == "disputes", not fine, width(report.when) > 45, width(report.when))
        place = (
            report.start,
            report.end,
            report.kind,
            report.trigger or (0, 0),
            report.mode or "",
            report.document_id,
        )
        return cls(
            report, origin, origin.source, origin.published,
            FAMILIES.get(report.mode or "", report.mode or report.kind),
            actors, targets, sides, spots, fine, around, origin.context, _shingles(report.quote),
            origin.text[slice(*report.when_span)] if report.when is None and report.when_span else "",
            _dead(report), (*vague, origin.published, origin.source, *place),
        )  # fmt: skip


def _with_sides(names: Collection[str], belongs: Mapping[str, str]) -> frozenset[str]:
    return frozenset(names) | frozenset(belongs[name] for name in names if name in belongs)


def sides_of_persons(reports: Iterable[Report], known: Collection[str]) -> dict[str, str]:
    """Return which side a person belongs to, where every report that names both agrees."""
    found: dict[str, set[str]] = {}
    for report in reports:
        for names in (report.actors, report.targets):
            sides = [name for name in names if name in known]
            for person in names:
                if person not in known and len(sides) == 1:
                    found.setdefault(person, set()).update(sides)
    return {person: next(iter(sides)) for person, sides in found.items() if len(sides) == 1}


def _context(reading: Reading) -> frozenset[str]:
    """Return the places a report names most often, with the countries that hold them."""
    counts: Counter[str] = Counter()
    for mention in reading.mentions:
        if mention.place is not None and mention.section != "boilerplate":
            counts.update((mention.place.id, *mention.place.within[-1:]))
    return frozenset(sorted(counts, key=lambda key: (-counts[key], key))[:5])


def width(when: When | None) -> int:
    """Return the days of an interval, a very large number when it is open or unknown."""
    return 99_999 if when is None or when.days is None else when.days


def _shingles(quote: str) -> frozenset[str]:
    found = [word for word in WORD.findall(quote.casefold()) if word not in COMMON]
    return frozenset(map(" ".join, zip(found, found[1:], found[2:], strict=False)))


def _dead(report: Report) -> tuple[tuple[str, float], ...]:
    """Return the numbers of dead that a report gives as they stand, not as "up to", "20 to 30" or "so far"."""
    first, last = report.trigger or (report.start, report.start)
    if not KILLS.search(report.quote[first - report.start : last - report.start]) or "so far" in report.quote:
        return ()
    return tuple((each.unit, each.value) for each in report.quantities if each.unit and not _is_open(each))


def _is_open(number: Quantity) -> bool:
    """Tell whether a number may stand for a lower one: "up to 30", "20 to 30", "dozens"."""
    return number.is_round or (number.hedge is not None and (number.hedge in OPEN or number.hedge.endswith(ENDS)))
