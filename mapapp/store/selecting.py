"""A Query as SQL over the store's tables, without touching a database."""

from __future__ import annotations

import json
import unicodedata
from datetime import date
from typing import NamedTuple

from mapapp.model import Incident, When
from mapapp.query import Query
from mapapp.store.cells import WIDE, Box, cells, runs, split

OPEN_PAST, OPEN_FUTURE = 0, 9_999_999  # ordinals of days stop at 3,652,059 (9999-12-31)
GRAM = 3  # characters in a row that are looked up together
MOST_GRAMS = 40  # of a search: enough to leave few to test
SHORT = 64  # days: what lasts longer is looked up apart from the rest


class Clause(NamedTuple):
    """A condition and its parameters."""

    sql: str
    values: tuple[object, ...]


def fold(text: str) -> str:
    """Return text as it is searched: no case, no diacritics, no invisible marks, single blanks."""
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    if not decomposed.isascii():
        decomposed = "".join(mark for mark in decomposed if unicodedata.category(mark) not in ("Mn", "Me", "Cf"))
    return " ".join(decomposed.replace("\0", " ").split())


def words_of(incident: Incident) -> str:
    """Return what a search for text looks into: title, names of the places, quotes."""
    names = {name: None for place in incident.places for name in (place.name, place.place.name)}
    quotes = (report.quote for report in incident.reports)
    return searched("\n".join((incident.title, *names, *quotes)))


def searched(text: str) -> str:
    """Return a folded text as the store can keep it: half a pair of surrogates becomes a question mark."""
    return fold(text).encode("utf-8", "replace").decode("utf-8")


def days_of(when: When | None) -> tuple[int, int] | None:
    """Return first day and the day after the last as ordinals, None for the undated."""
    if when is None:
        return None
    first = when.start.toordinal() if when.start else OPEN_PAST
    end = when.end.toordinal() if when.end else OPEN_FUTURE
    return first, end


def where(query: Query) -> Clause:
    """Return the condition on `incident` that a query stands for.

    Incidents without a place or without a date possibly lie anywhere and any time: a bbox and possible dates let
    them through (as OGC API - Features part 1 does), certain dates do not.
    """
    boxes = split(query.bbox) if query.bbox is not None else []
    by_place = bool(boxes) and not _days_first(query, boxes)
    clauses = [
        *_among("kind", query.kinds),
        *_among("status", query.statuses),
        *_linked("incident_source", "document", query.sources),
        *_linked("incident_place", "place", query.places),
        *_linked("incident_side", "side", query.sides),
        *_among("precision", query.precisions),
        *_contested(query),
        *_dated(query, by_place),
        *([_inside(query, boxes) if by_place else _also_inside(boxes)] if boxes else []),
        *_worded(query.text),
    ]
    if not clauses:
        return Clause("1", ())
    return Clause(
        " AND ".join(clause.sql for clause in clauses), tuple(v for clause in clauses for v in clause.values)
    )


def _days_first(query: Query, boxes: list[Box]) -> bool:
    """Tell whether few days are asked of so large an area that the days are the better way in (bench/store.py)."""
    if not (query.start and query.end) or (query.end - query.start).days > 45:
        return False
    return sum((box.east - box.west) * (box.north - box.south) for box in boxes) > 3600


def searchable(text: str) -> list[str]:
    """Return the words of a search, each once."""
    return list(dict.fromkeys(searched(text).split()))


def grams(words: list[str]) -> str | None:
    """Return what the trigram indexes are asked for the words of a search: pieces of three characters, one after the
    other; None where every word is shorter."""
    pieces = (word[at : at + GRAM] for word in words for at in range(0, len(word), GRAM))
    indexed = [piece.replace('"', '""') for piece in pieces if len(piece) == GRAM][:MOST_GRAMS]
    return " AND ".join(f'"{piece}"' for piece in indexed) or None


def _worded(text: str) -> list[Clause]:
    """Return the conditions that every word stands somewhere in what is searched, at its start or inside another.

    Three characters in a row are looked up in an index (`schema`), one after the other; what has them all is tested.
    """
    words = searchable(text)
    match = grams(words)
    look = "seq IN (SELECT rowid FROM incident_words WHERE incident_words MATCH ?)"
    return [
        *([Clause(look, (match,))] if match else []),
        *(Clause("instr(words, ?) > 0", (word,)) for word in words),
    ]


def _marks(values: tuple[object, ...]) -> str:
    return ", ".join("?" * len(values))


def _among(column: str, values: tuple[str, ...]) -> list[Clause]:
    return [Clause(f"{column} IN ({_marks(values)})", values)] if values else []


def _linked(table: str, column: str, values: tuple[str, ...]) -> list[Clause]:
    sql = f"seq IN (SELECT incident FROM {table} WHERE {column} IN ({_marks(values)}))"  # noqa: S608 - our own names
    return [Clause(sql, values)] if values else []


def _contested(query: Query) -> list[Clause]:
    if query.contested is None:
        return []
    return [Clause("seq IN (SELECT incident FROM incident_row WHERE contested = ?)", (query.contested,))]


def _bounds(query: Query) -> tuple[int, int]:
    """Return the wanted days, both inclusive."""
    return _ordinal(query.start, OPEN_PAST), _ordinal(query.end, OPEN_FUTURE)


def _ordinal(day: date | None, otherwise: int) -> int:
    return day.toordinal() if day else otherwise


def _dated(query: Query, by_place: bool) -> list[Clause]:
    """Return the condition on days; when the place decides where to look (`+` says so to SQLite) they only test."""
    if query.start is None and query.end is None:
        return []
    first, last = _bounds(query)
    if query.certain:
        return [Clause("first_day >= ? AND end_day - 1 <= ?", (first, last))]
    if by_place:
        return [Clause("(+first_day IS NULL OR (+first_day <= ? AND +end_day > ?))", (last, first))]
    sql = (
        "(long IS NULL OR (long = 0 AND first_day BETWEEN ? AND ? AND end_day > ?)"
        " OR (long = 1 AND first_day <= ? AND end_day > ?))"
    )
    return [Clause(sql, (first - SHORT, last, first, last, first))]


# some part of an extent meets a box: wholly inside it, or by the exact test of its shape (a point is its own box)
_MEETS = """west <= ? AND east >= ? AND south <= ? AND north >= ?
  AND ((west >= ? AND east <= ? AND south >= ? AND north <= ?)
    OR (SELECT shape IS NOT NULL AND meets(shape, ?, ?, ?, ?) FROM incident AS i WHERE i.seq = cell.incident))"""
_LOOK = """SELECT incident FROM {source} CROSS JOIN incident_cell AS cell ON {join}
WHERE cell.first_day <= ? AND cell.end_day > ? AND """
_FEW = "(SELECT value AS low FROM json_each(?))", "cell = low"
_MANY = (
    "(SELECT json_extract(value, '$[0]') AS low, json_extract(value, '$[1]') AS high FROM json_each(?))",
    "cell BETWEEN low AND high",
)


def _corners(box: Box) -> tuple[object, ...]:
    return (box.east, box.west, box.north, box.south, box.west, box.east, box.south, box.north, *box)


def _inside(query: Query, boxes: list[Box]) -> Clause:
    """Return the condition that an extent meets one of the boxes: looked up cell by cell (row by row when the box is
    large), and day by day inside a cell."""
    first, last = _bounds(query)
    looks = ["SELECT seq FROM incident WHERE NOT located"]
    values: list[object] = []
    for box in boxes:
        numbers = cells(box)
        for (source, join), keys in (
            (_FEW, json.dumps(numbers)) if numbers != [WIDE] else (_MANY, json.dumps(list(runs(box)))),
            (_FEW, json.dumps([WIDE])),
        ):
            looks.append(_LOOK.format(source=source, join=join) + _MEETS)
            values += [keys, last, first, *_corners(box)]
    return Clause(f"seq IN ({' UNION ALL '.join(looks)})", tuple(values))


def _also_inside(boxes: list[Box]) -> Clause:
    """Return the same condition as a test of what the days have found."""
    test = " OR ".join([f"({_MEETS})"] * len(boxes))
    sql = f"(NOT located OR EXISTS (SELECT 1 FROM incident_cell AS cell WHERE incident = seq AND ({test})))"  # noqa: S608
    return Clause(sql, tuple(value for box in boxes for value in _corners(box)))
