"""What a card says beside its quotes: the claim ledger, why here, why then, why one incident, and who carries it."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import cast

from babel.numbers import format_decimal
from flask import current_app

from mapapp.model import Incident
from mapapp.publish.coverage import By, Press
from mapapp.publish.explaining import Explanation, PlaceWhy, explain, names_of
from mapapp.publish.ledger import Figure
from mapapp.query import Query
from mapapp.store.sqlite import Store
from mapapp.web.languages import locale
from mapapp.web.views import called, openings
from mapapp.web.words import visible

EXTENSION = "mapapp.presses"
NAMED = 5  # sources a card names as silent


@dataclass(frozen=True, slots=True)
class Line:
    """Who carries one incident, for its card."""

    carried: int  # sources that tell of it
    sources: int  # sources that tell of it or are silent
    silent: tuple[str, ...]
    further: int  # silent sources not named


class Presses:
    """The sources of the store as it is now, made once for each content of it; safe to share between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: dict[By, tuple[str, Press]] = {}

    def get(self, kept: Store, by: By) -> Press:
        """Return the sources, or sides, of a store."""
        version = kept.version()
        with self._lock:
            known = self._kept.get(by)
        if known is not None and known[0] == version:
            return known[1]
        told = kept.incidents(Query(statuses=())) if by == "side" else ()
        made = Press(kept.summaries(), by, told)
        with self._lock:
            self._kept[by] = (version, made)
        return made


def press(kept: Store, by: By = "source") -> Press:
    """Return the sources of a store, from those kept where it has not changed."""
    presses = cast(Presses, current_app.extensions.setdefault(EXTENSION, Presses()))
    return presses.get(kept, by)


def line(incident: Incident, kept: Store) -> Line:
    """Return the coverage line of an incident's card."""
    known = press(kept)
    matrix = known.matrix([incident])
    row = matrix.rows[0]
    silent = matrix.names(row, "silent")
    opening = openings(kept, silent[:NAMED])
    carried = row.count("reports") + row.count("disputes")
    return Line(
        carried,
        carried + len(silent),
        tuple(opening.get(name, name) for name in silent[:NAMED]),
        max(0, len(silent) - NAMED),
    )


@dataclass(frozen=True, slots=True)
class Why:
    """An explanation, as the card shows it."""

    told: Explanation
    names: tuple[tuple[PlaceWhy, int], ...]  # the place names behind the marker, with how often each is read alike
    coverage: Line


def why(incident: Incident, kept: Store) -> Why:
    """Return everything behind an incident, for its card."""
    readings = {key: kept.reading(key) for key in sorted({report.document_id for report in incident.reports})}
    names = {key: called(reading.document) for key, reading in readings.items()}
    told = explain(incident, readings, names)
    places = tuple((found[0], len(found)) for found in names_of(told))
    return Why(told, places, line(incident, kept))


def say_figure(figure: Figure) -> str:
    """Return a number as it was given, with its hedge, in the digits of the language in force."""
    number = format_decimal(figure.value, locale=locale(), decimal_quantization=False)
    return visible(figure.said(number))
