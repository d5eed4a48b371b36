"""Coverage: which sources report an incident, and which say nothing though they report in the same days.

A source that had no report in those days is not silent: it could not have told of it. The days of an incident are
those on which a report of it was published, a day's grace on either side, and none before the incident itself.
Sources are outlets, by the name of their publisher (a report without one stands for itself), or sides, by who is
quoted.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from mapapp.model import Incident, Published, Report

Cell = Literal["reports", "disputes", "silent", "absent"]
By = Literal["source", "side"]
CELLS: tuple[Cell, ...] = ("reports", "disputes", "silent", "absent")
BY: tuple[By, ...] = ("source", "side")
GRACE = dt.timedelta(days=1)
MEDIA_TYPE = "text/csv; charset=utf-8"
# what a spreadsheet takes for a formula when a cell begins with it (OWASP, CSV injection)
FORMULA = tuple("=+-@\t\r\n|%＝＋－＠")
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]+")
_DAY = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d))?")

Days = tuple[dt.date, dt.date]  # first, last, inclusive


class Titled(Protocol):
    """What a document is called by: the store's summaries have it, documents too."""

    @property
    def id(self) -> str:
        """Return its id."""
        ...

    @property
    def title(self) -> str | None:
        """Return its title, if it has one."""
        ...

    @property
    def publisher(self) -> str | None:
        """Return its publisher, if one is known."""
        ...


class Kept(Titled, Protocol):
    """What is needed of a stored document."""

    @property
    def published(self) -> Published:
        """Return when it was published."""
        ...


@dataclass(frozen=True, slots=True)
class Row:
    """One incident and who carries it."""

    incident: Incident
    days: tuple[Days, ...]  # in which it is reported, in order; empty: no report of it is dated
    cells: tuple[Cell, ...]  # one for each column

    def count(self, cell: Cell) -> int:
        """Return how many columns have this cell."""
        return self.cells.count(cell)


@dataclass(frozen=True, slots=True)
class Matrix:
    """Incidents by sources."""

    by: By
    columns: tuple[str, ...]  # names of sources or sides, those who report most first
    rows: tuple[Row, ...]

    def names(self, row: Row, *cells: Cell) -> tuple[str, ...]:
        """Return the columns that have one of these cells in a row."""
        return tuple(name for name, cell in zip(self.columns, row.cells, strict=True) if cell in cells)


@dataclass(frozen=True, slots=True)
class _Source:
    """A column: when it published, and what it tells."""

    days: tuple[Days, ...]  # of its reports that are dated, in order
    reports: int  # how many it has

    def publishes_in(self, days: Days) -> bool:
        """Tell whether one of its reports was certainly published between two days."""
        for number in range(bisect_left(self.days, days[0], key=_first), len(self.days)):
            first, last = self.days[number]
            if first > days[1]:
                return False
            if last <= days[1]:
                return True
        return False


class Press:
    """The documents of a store as sources: made once, asked for many incidents."""

    def __init__(self, documents: Iterable[Kept], by: By = "source", incidents: Iterable[Incident] = ()) -> None:
        """Take in the documents; sides are those who speak in `incidents`, all that are stored."""
        self.by = by
        self._documents = {document.id: document for document in documents}
        self._names = {key: source_name(document) for key, document in self._documents.items()}
        self._belongs: dict[str, str] = {}  # persons to their sides, as some report tells
        spoken: dict[str, dict[str, None]] = {}
        if by == "source":
            for key, name in self._names.items():
                spoken.setdefault(name, {})[key] = None
        else:
            told = [report for incident in incidents for report in incident.reports]
            self._belongs = {each.sides[-1]: each.sides[0] for each in told if len(each.sides) > 1}
            for report in told:
                for name in self.columns_of(report):
                    spoken.setdefault(name, {})[report.document_id] = None
        self._sources = {
            name: _Source(
                tuple(sorted(days for key in keys if (days := self._published(key)) is not None)), len(keys)
            )
            for name, keys in spoken.items()
        }

    def columns_of(self, report: Report) -> tuple[str, ...]:
        """Return the columns a report belongs to: its outlet, or the side that speaks."""
        if self.by == "source":
            return (self._names.get(report.document_id, report.document_id),)
        if report.speaker is None or report.speaker_kind in (None, "outlet"):
            return ()
        side = report.sides[0] if report.sides else ""
        return ((self._belongs.get(side, side)).title() or report.speaker,)

    def row(self, incident: Incident, columns: Sequence[str]) -> Row:
        """Return who carries an incident among `columns`."""
        days = self.days(incident)
        told: dict[str, set[str]] = {}
        for report in incident.reports:
            for name in self.columns_of(report):
                told.setdefault(name, set()).add(report.stance)
        return Row(incident, days, tuple(self._cell(name, told.get(name), days) for name in columns))

    def _cell(self, name: str, stances: set[str] | None, days: tuple[Days, ...]) -> Cell:
        if stances is not None:
            return "disputes" if stances == {"disputes"} else "reports"
        source = self._sources.get(name)
        return "silent" if source is not None and any(map(source.publishes_in, days)) else "absent"

    def days(self, incident: Incident) -> tuple[Days, ...]:
        """Return the days in which an incident is reported, those that touch as one span."""
        dated = {self._published(report.document_id) for report in incident.reports} - {None}
        begun = (incident.when.start if incident.when else None) or dt.date.min
        found: list[Days] = []
        for first, last in sorted(days for days in dated if days is not None):
            start, end = max(first - GRACE, min(begun, last)), last + GRACE
            if found and start <= found[-1][1] + GRACE:
                start, end = found[-1][0], max(end, found.pop()[1])
            found.append((start, end))
        return tuple(found)

    @property
    def columns(self) -> tuple[str, ...]:
        """Return every source there is, those with most reports first."""
        return tuple(sorted(self._sources, key=lambda name: (-self._sources[name].reports, name.casefold(), name)))

    def matrix(self, incidents: Iterable[Incident], columns: Sequence[str] | None = None) -> Matrix:
        """Return the matrix of these incidents, over every source or only those of `columns`."""
        chosen = self.columns if columns is None else tuple(columns)
        return Matrix(self.by, chosen, tuple(self.row(incident, chosen) for incident in incidents))

    def _published(self, document_id: str) -> Days | None:
        document = self._documents.get(document_id)
        return _days(document.published) if document is not None else None


def _first(days: Days) -> dt.date:
    return days[0]


def source_name(document: Kept) -> str:
    """Return what a source is called: its publisher, else its title, else its id."""
    return document.publisher or document.title or document.id


def _days(published: Published) -> Days | None:
    """Return the day or the month of publication as days; None where neither is known."""
    match = _DAY.match(published.value or "")
    if match is None:
        return None
    year, month, day = int(match[1]), int(match[2]), int(match[3] or 0)
    try:
        if day:
            return dt.date(year, month, day), dt.date(year, month, day)
        return dt.date(year, month, 1), dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)
    except ValueError:  # a season, or a month in which no day is known
        return None


def coverage_record(row: Row, matrix: Matrix) -> dict[str, object]:
    """Return who carries one incident as plain data."""
    return {
        "days": [f"{first}/{last}" for first, last in row.days],
        **{cell: list(matrix.names(row, cell)) for cell in CELLS},
    }


def csv_lines(press: Press, incidents: Iterable[Incident]) -> Iterator[str]:
    """Yield a matrix as lines of RFC 4180 CSV, as the incidents come: one line an incident, one column a source.

    A source that had no report in those days has an empty cell. Safe to open in a spreadsheet.
    """
    columns = press.columns
    head = ["incident", "title", "kind", "status", "when", "place", "days", *(f"n_{cell}" for cell in CELLS)]
    yield _line([*head, *columns])
    for incident in incidents:
        row = press.row(incident, columns)
        days = " ".join(f"{first}/{last}" for first, last in row.days)
        about = [
            incident.id, incident.title, incident.kind, incident.status,
            incident.when.value if incident.when else "", incident.places[0].name if incident.places else "", days,
        ]  # fmt: skip
        yield _line(
            [*about, *(str(row.count(cell)) for cell in CELLS), *("" if c == "absent" else c for c in row.cells)]
        )


def _line(cells: Iterable[str]) -> str:
    written = io.StringIO()
    csv.writer(written, lineterminator="\r\n").writerow(safe(cell) for cell in cells)
    return written.getvalue()


def safe(cell: str) -> str:
    """Return text as a spreadsheet may open it: one line, no control or direction marks, never a formula."""
    flat = _CONTROLS.sub(" ", cell.encode("utf-8", "replace").decode("utf-8")).strip()
    return f"'{flat}" if flat.startswith(FORMULA) else flat
