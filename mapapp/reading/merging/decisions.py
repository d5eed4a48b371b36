"""What persons decided about merging: reports kept apart, or put together, whatever the evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from mapapp.model import Mark, Report, Ruling
from mapapp.reading.merging.groups import Evidence, Group
from mapapp.reading.merging.told import Told

MUST = 100.0  # score of a link that somebody decided
SHOWN = 60  # characters of a quote that are shown


class Rulings:
    """Decisions, to be asked about reports. False when there are none."""

    def __init__(self, rulings: Iterable[Ruling] = ()) -> None:
        self._rulings = sorted(rulings, key=lambda ruling: (ruling.at, ruling.id))
        self._marks: dict[str, list[tuple[int, int, Mark]]] = defaultdict(list)  # by document: ruling, side, mark
        for number, ruling in enumerate(self._rulings):
            for side, marks in enumerate((ruling.one, ruling.other)):
                for mark in marks:
                    self._marks[mark.document_id].append((number, side, mark))
        self._sides: dict[tuple[str, int, int, tuple[int, int] | None], frozenset[tuple[int, int]]] = {}

    def __bool__(self) -> bool:
        return bool(self._rulings)

    def about(self, told: Iterable[Told]) -> list[str]:
        """Return the ids of the rulings on reports."""
        return sorted({self._rulings[number].id for item in told for number, _ in self._of(item.report)})

    def apart(self, ours: Iterable[Told], theirs: Iterable[Told]) -> bool:
        """Tell whether any two reports are kept apart."""
        return any(ruling.verdict == "apart" for ruling in self._between(ours, theirs))

    def together(self, ours: Iterable[Told], theirs: Iterable[Told]) -> bool | None:
        """Tell whether reports must be together (no two of them kept apart); None when nobody decided."""
        verdicts = {ruling.verdict for ruling in self._between(ours, theirs)}
        return None if not verdicts else "apart" not in verdicts

    def evidence(self, item: Told, group: Group) -> list[tuple[Told, Evidence]]:
        """Return the decisions that put a report under an incident, as evidence."""
        found = [r for r in self._between([item], group.told) if r.verdict == "together"]
        points = tuple((f"put together by {ruling.by}: {ruling.why}", MUST) for ruling in found)
        return [(item, Evidence(MUST, points))]

    def reasons(self, told: Iterable[Told]) -> list[str]:
        """Return in words what was decided to keep away from an incident."""
        found: dict[str, None] = {}
        for item in told:
            for number, side in sorted(self._of(item.report)):
                ruling = self._rulings[number]
                if ruling.verdict == "apart":
                    away = (ruling.other, ruling.one)[side][0]
                    quote = away.quote if len(away.quote) <= SHOWN else f"{away.quote[:SHOWN].rstrip()} …"
                    found[f"kept apart from “{quote}” ({away.document_id}) by {ruling.by}: {ruling.why}"] = None
        return list(found)

    def _between(self, ours: Iterable[Told], theirs: Iterable[Told]) -> Iterator[Ruling]:
        """Yield for each pair of reports that anybody decided on the last decision."""
        here = [sides for item in ours if (sides := self._of(item.report))]
        there = [sides for item in theirs if (sides := self._of(item.report))]
        for one in here:
            for other in there:
                last = max((number for number, side in one if (number, 1 - side) in other), default=None)
                if last is not None:
                    yield self._rulings[last]

    def _of(self, report: Report) -> frozenset[tuple[int, int]]:
        if report.document_id not in self._marks:
            return frozenset()
        key = (report.document_id, report.start, report.end, report.trigger)
        if key not in self._sides:
            marks = self._marks[report.document_id]
            self._sides[key] = frozenset((number, side) for number, side, mark in marks if fits(mark, report))
        return self._sides[key]


def fits(mark: Mark, report: Report) -> bool:
    """Tell whether a report is the one that was pointed at: the same words, or an overlap that reads the same."""
    if mark.document_id != report.document_id:
        return False
    if (
        mark.trigger is not None
        and report.trigger is not None
        and (mark.start, mark.end) == (report.start, report.end)
    ):
        return mark.quote == report.quote and _meet(mark.trigger, report.trigger)
    if mark.quote == report.quote:
        return _offset(mark.trigger, mark.start) == _offset(report.trigger, report.start) or None in (
            mark.trigger,
            report.trigger,
        )
    first, last = max(mark.start, report.start), min(mark.end, report.end)
    if (
        last <= first
        or mark.quote[first - mark.start : last - mark.start] != report.quote[first - report.start :][: last - first]
    ):
        return False
    if mark.trigger is None or report.trigger is None:
        return 2 * (last - first) >= min(mark.end - mark.start, report.end - report.start)
    return _meet(mark.trigger, report.trigger)


def _meet(one: Sequence[int], other: Sequence[int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _offset(trigger: tuple[int, int] | None, start: int) -> tuple[int, int] | None:
    return None if trigger is None else (trigger[0] - start, trigger[1] - start)
