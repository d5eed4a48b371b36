"""What a report has told of so far, where that colours what follows: the dead of an earthquake are no assault."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mapapp.reading.extracting.events import Event
from mapapp.reading.extracting.lexicon import HAZARDS, Pattern

LASTING = 6  # passages that a disaster or accident colours
VIOLENT_KINDS = frozenset({"assault", "coerce", "protest"})

ORDERED = frozenset({"restriction", "confiscation"})  # what an authority orders, in an epidemic too


@dataclass(slots=True)
class Course:
    """The disaster or accident told last, and whether violence has been told of."""

    violent: bool = False
    _hazard: Pattern | None = None
    _passage: int = 0

    def hazard(self, passage: int) -> Pattern | None:
        """Return the pattern of the disaster or accident that a passage may go on about, None for none."""
        return self._hazard if passage - self._passage <= LASTING else None

    def note(self, found: Sequence[Event], passage: int) -> None:
        """Take in the events of a passage."""
        for event in found:
            if event.status != "reported":
                continue
            if event.mode.kind in HAZARDS:
                self._hazard, self._passage = event.pattern, passage
            elif event.mode.kind in VIOLENT_KINDS and event.mode.theme not in ORDERED:
                self.violent, self._hazard = True, None
