"""Where an event is drawn: the words of its own clause, or of the event it speaks of, turned into a geometry."""

from __future__ import annotations

from dataclasses import dataclass, field

from mapapp.model import Document, Extent, IncidentPlace, Mention
from mapapp.reading.extent import extent_of, shapes
from mapapp.reading.extracting.events import Event
from mapapp.reading.extracting.unlisted import places_of
from mapapp.reading.resolvers.base import PlaceIndex
from mapapp.reading.tokens import words

Spot = tuple[Extent, tuple[IncidentPlace, ...]]
ASIDE = words(
    """
    amid amidst following despite
    """
)  # what follows says what else was going on

DRAWN = (
    0.8  # likelihood of a place taken from the words around above which it is drawn: a wrong pin is worse than none
)
AROUND_KM = 25.0  # what takes its place from the words around happened within so much of it, as a rule
UNKNOWN = Extent(None, "none", None, "names a place that is not in the gazetteer")


@dataclass(slots=True)
class Extents:
    """The extents of one document's events; what several events share is worked out once."""

    document: Document
    index: PlaceIndex
    _known: dict[tuple[int, ...], Spot] = field(default_factory=dict)
    _ends: dict[int, Event] = field(default_factory=dict)  # by id(event): what `_told` found

    def of(self, event: Event) -> Spot:
        """Return where an event happened: by the words of its own clause, else by those it speaks of."""
        if event.settled:
            return self._loosely(event)
        told = self._told(event)
        if event.elsewhere and not event.mentions:
            return UNKNOWN, places_of(event.unlisted, ())
        found = self._spot(told)
        extent, places = found if found[1] or told is event else self._spot(event)
        return extent, (*places_of(told.unlisted, places), *places)

    def _told(self, event: Event) -> Event:
        """Return the first with a place of its own of an event and those it speaks of in turn; else the last."""
        met = {id(event)}
        while not event.own_place and event.antecedent is not None and id(event.antecedent) not in met:
            beyond = self._ends.get(id(event.antecedent), event.antecedent)
            if id(beyond) in met:
                break  # the chain has been followed round to where it began
            event = beyond
            met.add(id(event))
        self._ends.update(dict.fromkeys(met, event))
        return event

    def _loosely(self, event: Event) -> Spot:
        """Return where an event happened that took its place from around: its region or the tray, never a spot."""
        extent, places = extent_of(self.document, *event.trigger, event.mentions, self.index)
        if extent.geometry is None or event.likely < DRAWN:
            precision = extent.precision if extent.geometry is None else "none"
            return Extent(None, precision, None, event.settled), places
        wide = shapes.buffer(extent.geometry, AROUND_KM)
        return Extent(wide, "region", (extent.error_km or 0.0) + AROUND_KM, event.settled), places

    def _spot(self, event: Event) -> Spot:
        start, end = stretch(event)
        key = (start, end, *(mention.start for mention in event.mentions))
        if key not in self._known:
            self._known[key] = extent_of(self.document, start, end, event.mentions, self.index)
        return self._known[key]


def stretch(event: Event) -> tuple[int, int]:
    """Return the span of the words that may say where: an event's clause, or its phrase and what follows that."""
    words = event.sentence.words
    if event.phrase is not None and not event.supported:
        first, last = event.phrase.first, event.phrase.last
    elif event.clause is not None and event.clause.scope:
        first, last = min(event.clause.scope), max(event.clause.scope) + 1
    else:
        first, last = 0, len(words)
    starts = [start for mention in event.mentions if (start := _opening(event, mention)) is not None]
    ends = [mention.end for mention in event.mentions if words[0].start < mention.end <= words[-1].end]
    last = next((n for n in range(event.last, last) if words[n].lower in ASIDE), last)
    return min([words[first].start, *starts]), max([words[last - 1].end, *ends])


def _opening(event: Event, mention: Mention) -> int | None:
    """Return where the words begin that tie a place to its clause ("100 miles south of X"); None: elsewhere."""
    words = event.sentence.words
    number = next((n for n, word in enumerate(words) if word.start <= mention.start < word.end), None)
    if number is None:
        return None
    clause = event.sentence.clause_of(number)
    return (
        min(mention.start, words[min(clause.scope)].start) if clause is not None and clause.scope else mention.start
    )
