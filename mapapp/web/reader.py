"""A report typeset for reading: its own text in paragraphs, cut into runs that know what was read out of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from mapapp.model import Incident, Mention, Passage, Reading, Section, TimeExpression
from mapapp.web.words import visible

PAGE = 60_000  # code points of a report on one page; a longer one is turned page by page


@dataclass(frozen=True, slots=True)
class Note:
    """A place name or date of the report, explained; `number` counts from 1 in text order."""

    number: int
    item: Mention | TimeExpression

    @property
    def is_place(self) -> bool:
        """Whether the note explains a place name (else a date)."""
        return isinstance(self.item, Mention)


@dataclass(frozen=True, slots=True)
class Run:
    """A run of text all of which belongs to the same mention, claim and mark."""

    text: str
    note: Note | None = None
    opens_note: bool = False  # the first run of its note: carries the anchor
    marked: bool = False  # inside the passage the reader came for
    trigger: bool = False  # the words of that passage that tell of the event
    claims: tuple[int, ...] = ()  # numbers of the incidents it tells of
    ends: tuple[int, ...] = ()  # incidents whose quote ends here: the reference stands after it


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Runs of one paragraph, all of one section."""

    section: Section
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """Paragraphs that stand together; navigation, adverts and the like are folded away."""

    paragraphs: tuple[Paragraph, ...]
    folded: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """A report, or one page of a long one."""

    blocks: tuple[Block, ...]
    notes: tuple[Note, ...]  # those on this page
    incidents: tuple[Incident, ...]  # numbered from 0 as in Run.claims; those told on this page first
    page: int  # from 1
    pages: int


@dataclass(frozen=True, slots=True)
class _Spans:
    notes: tuple[Note, ...]
    claims: tuple[tuple[int, int, int], ...]  # (start, end, incident number)
    mark: tuple[int, int] | None
    triggers: tuple[tuple[int, int], ...]  # of the reports that are the mark


def sheet(reading: Reading, incidents: Sequence[Incident], mark: tuple[int, int] | None, page: int | None) -> Sheet:
    """Return the page asked for, or the one `mark` (a half-open range of code points) starts on, or the first."""
    windows = _windows(reading)
    if page is None:
        at = mark[0] if mark else 0
        page = 1 + next((number for number, (_, end) in enumerate(windows) if at < end), 0)
    page = min(max(page, 1), len(windows))
    start, end = windows[page - 1]
    notes = _notes(reading)
    told = [
        (report, number)
        for number, incident in enumerate(incidents)
        for report in incident.reports
        if report.document_id == reading.document.id
    ]
    claims = tuple((report.start, report.end, number) for report, number in told)
    spans = _Spans(
        tuple(note for note in notes if start <= note.item.start < end),
        tuple(claim for claim in claims if claim[0] < end and claim[1] > start),
        mark,
        tuple(report.trigger for report, _ in told if report.trigger and (report.start, report.end) == mark),
    )
    return Sheet(
        tuple(_blocks(_paragraphs(reading, start, end, spans))), spans.notes, tuple(incidents), page, len(windows)
    )


def _windows(reading: Reading) -> list[tuple[int, int]]:
    """Cut a long text between passages; a single endless line is cut where the page is full."""
    length = len(reading.document.text)
    ends = [passage.end for passage in reading.passages]
    cuts = [0]
    while length - cuts[-1] > PAGE:
        limit = cuts[-1] + PAGE
        last = bisect_right(ends, limit) - 1
        cuts.append(ends[last] if last >= 0 and ends[last] > cuts[-1] else limit)
    return list(zip(cuts, [*cuts[1:], length], strict=True))


def _notes(reading: Reading) -> list[Note]:
    items: list[Mention | TimeExpression] = sorted([*reading.mentions, *reading.times], key=lambda item: item.start)
    return [Note(number, item) for number, item in enumerate(items, 1)]


def _blocks(paragraphs: Iterable[Paragraph]) -> Iterator[Block]:
    """Fold two and more paragraphs of boilerplate in a row, unless the reader came for one of them."""
    for boilerplate, group in groupby(paragraphs, key=lambda paragraph: paragraph.section == "boilerplate"):
        together = tuple(group)
        marked = any(run.marked for paragraph in together for run in paragraph.runs)
        yield Block(together, boilerplate and len(together) > 1 and not marked)


def _paragraphs(reading: Reading, start: int, end: int, spans: _Spans) -> Iterator[Paragraph]:
    text = reading.document.text
    if not reading.passages:  # not read (an unknown language, say): the text as it stands
        for left, right in _lines(text, start, end):
            yield Paragraph("body", tuple(_runs(text, left, right, spans)))
        return
    inside = [passage for passage in reading.passages if passage.start < end and passage.end > start]
    for (_, section), group in groupby(inside, key=lambda passage: (passage.paragraph, passage.section)):
        left, right = _reach(list(group))
        yield Paragraph(section, tuple(_runs(text, max(left, start), min(right, end), spans)))


def _reach(passages: Sequence[Passage]) -> tuple[int, int]:
    return passages[0].start, passages[-1].end


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    left = start
    for line in text[start:end].splitlines(keepends=True):
        if line.strip():
            yield left, left + len(line)
        left += len(line)


def _runs(text: str, left: int, right: int, spans: _Spans) -> Iterator[Run]:
    """Cut [left, right) wherever a note, a claim or the mark begins or ends."""
    notes = [note for note in spans.notes if note.item.start < right and note.item.end > left]
    claims = [claim for claim in spans.claims if claim[0] < right and claim[1] > left]
    ranges = [(note.item.start, note.item.end) for note in notes]
    ranges += [(start, end) for start, end, _ in claims]
    ranges += [*([spans.mark] if spans.mark else []), *spans.triggers]
    cuts = sorted({left, right, *(edge for edge in _edges(ranges) if left < edge < right)})
    opened: set[int] = set()
    for start, end in pairwise(cuts):
        note = next((item for item in notes if item.item.start <= start and end <= item.item.end), None)
        marked = bool(spans.mark and spans.mark[0] <= start and end <= spans.mark[1])
        opens = note is not None and note.number not in opened
        if note:
            opened.add(note.number)
        yield Run(
            visible(text[start:end]),
            note,
            opens,
            marked,
            marked and any(begin <= start and end <= stop for begin, stop in spans.triggers),
            tuple(sorted({number for begin, stop, number in claims if begin <= start and end <= stop})),
            tuple(sorted({number for _, stop, number in claims if stop == end})),
        )


def _edges(ranges: Iterable[tuple[int, int]]) -> Iterator[int]:
    for start, end in ranges:
        yield start
        yield end
