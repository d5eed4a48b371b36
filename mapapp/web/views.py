"""Incidents as the page shows them: the order of lists, and cards with every quote in its context."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Protocol

from mapapp.model import Document, Incident, Reading, Report
from mapapp.publish.coverage import Titled
from mapapp.store.sqlite import Store
from mapapp.web.words import say_date, say_published, visible

CONTEXT = 160  # code points of the report shown on either side of a quote, at most
OPENING = 60  # code points of a report by which it is called when it has neither publisher nor title
HEADED = range(20, 121)  # code points of a first line that looks like a headline, and is given whole


class Readings(Protocol):
    """What a card needs of the store."""

    def reading(self, document_id: str, /) -> Reading:
        """Return what was read out of one document. Raises NotFound."""
        ...


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text on the page and what is said of it."""

    text: str
    mark: str = ""  # "", "quote", "trigger", "when"


@dataclass(frozen=True, slots=True)
class QuoteCard:
    """One passage of an incident, ready to be shown: what one speaker says in it, of one day."""

    report: Report  # the first of those made of it
    document: Document
    source: str  # publisher, else title, else opening words
    title: str  # title, empty where it is the source already
    published: str  # in words
    pieces: tuple[Piece, ...]  # context before, quote with triggers and date marked, context after
    date_printed: str  # as the source gave it, empty when it gave none
    date_resolved: str
    citation: str  # the quote, who said it, where and when; its address goes behind


@dataclass(frozen=True, slots=True)
class Card:
    """One incident with everything said of it."""

    incident: Incident
    quotes: tuple[QuoteCard, ...]
    numbers: tuple[int, ...]  # for each of the incident's reports the number of its quote, from 1
    asserting: int  # distinct sources with at least one report that asserts
    disputing: int

    def shown(self, reports: Iterable[int]) -> list[int]:
        """Return the numbers of the quotes that show reports, given by number from 1."""
        return sorted({self.numbers[number - 1] for number in reports})


@dataclass(frozen=True, slots=True)
class Listed:
    """What a document is called by, straight from the store's table."""

    id: str
    title: str | None
    publisher: str | None


def ordered(incidents: Iterable[Incident]) -> list[Incident]:
    """Return incidents newest first, undated last; ties by title and id so that every reload agrees."""
    return sorted(incidents, key=_order)


def _order(incident: Incident) -> tuple[bool, int, str, str]:
    when = incident.when
    day = (when.start or when.end) if when else None
    return day is None, -(day or date.min).toordinal(), incident.title, incident.id


def source_name(document: Titled) -> str:
    """Return how a source is called: its publisher, else its title, else its id."""
    return visible(document.publisher or document.title or document.id)


def card(incident: Incident, store: Readings) -> Card:
    """Return an incident's card; its quotes are read from the stored reports, never from copies.

    They stand in the incident's own order: first what put its marker there (reading.merging.summing).
    """
    readings = {name: store.reading(name) for name in dict.fromkeys(item.document_id for item in incident.reports)}
    told: dict[object, list[Report]] = {}
    for report in incident.reports:
        told.setdefault(_telling(report), []).append(report)
    order = {telling: number for number, telling in enumerate(told, start=1)}
    quotes = [_quote(reports, readings[reports[0].document_id]) for reports in told.values()]
    numbers = tuple(order[_telling(report)] for report in incident.reports)
    by_stance = {
        stance: len({item.document_id for item in incident.reports if item.stance == stance})
        for stance in ("asserts", "disputes")
    }
    return Card(incident, tuple(quotes), numbers, by_stance["asserts"], by_stance["disputes"])


def _telling(report: Report) -> object:
    """Return what reports of one quote share: a sentence with two verbs of one day is read once."""
    when = report.when.value if report.when else ""
    return report.document_id, report.start, report.end, report.stance, report.speaker, when


def _quote(reports: Sequence[Report], reading: Reading) -> QuoteCard:
    report = reports[0]
    document = reading.document
    text = document.text
    dated = next((each.when_span for each in reports if each.when_span), None)
    printed = text[slice(*dated)] if dated else ""
    return QuoteCard(
        report,
        document,
        called(document),
        visible(document.title or "").rstrip(".") if document.publisher else "",
        say_published(document.published),
        _pieces(reports, reading),
        visible(" ".join(printed.split())),
        say_date(report.when.value) if report.when else "",
        _citation(report, document),
    )


def _citation(report: Report, document: Document) -> str:
    """Return a quote with what a reader needs to find and weigh it."""
    said = f"“{visible(' '.join(report.quote.split()))}”"
    parts = [report.speaker or "", source_name(document), document.title if document.publisher else ""]
    facts = [visible(part).rstrip(".") for part in parts if part]
    return f"{said} {', '.join([*facts, say_published(document.published)])}."


def called(document: Document) -> str:
    """Return how a card calls a source; a report without publisher and title by its opening words."""
    return source_name(document).rstrip(".") if document.publisher else title_of(document).rstrip(".")


def full_name(document: Listed) -> str:
    """Return a document's publisher and title, what it has of them."""
    both = document.publisher and document.title
    return visible(f"{document.publisher}: {document.title}") if both else source_name(document)


def title_of(document: Document) -> str:
    """Return a report's title, its opening words in quotation marks where it has none."""
    if document.title:
        return visible(document.title)
    return _opening(document.text)


def openings(kept: Store, documents: Iterable[str]) -> dict[str, str]:
    """Return how those of some reports, given by id, are called that have no title."""
    found = kept.select(
        "SELECT document.id, substr(text, 1, 800) FROM json_each(?) JOIN document ON document.id = value"
        " WHERE coalesce(title, '') = ''",
        (json.dumps(list(documents)),),
    )
    return {key: _opening(text.decode("utf-8", "ignore")) for key, text in found.fetchall()}


def _opening(text: str) -> str:
    """Call a report by its first line, if that can be a headline, else by its first words."""
    first, _, rest = text.lstrip().partition("\n")
    first = " ".join(first.split())
    if len(first) in HEADED and rest.strip():
        return f"“{visible(first)}”"
    opening = " ".join(text[:200].split())
    return f"“{visible(opening if len(opening) <= OPENING else opening[:OPENING].rsplit(' ', 1)[0] + ' …')}”"


def _pieces(reports: Sequence[Report], reading: Reading) -> tuple[Piece, ...]:
    """Cut the passages around a quote into runs: the rest of its sentence first and last, marks inside."""
    report = reports[0]
    text = reading.document.text
    around = [item for item in reading.passages if item.start < report.end and item.end > report.start]
    left = max([min([item.start for item in around], default=report.start), report.start - CONTEXT])
    right = min([max([item.end for item in around], default=report.end), report.end + CONTEXT])
    left, right = min(left, report.start), max(right, report.end)
    marks = [*(("trigger", each.trigger) for each in reports), *(("when", each.when_span) for each in reports)]
    edges = {left, right, report.start, report.end}
    for _name, span in marks:
        edges.update(edge for edge in span or () if report.start <= edge <= report.end)
    cuts = sorted(edges)
    pieces = []
    for start, end in pairwise(cuts):
        inside = report.start <= start and end <= report.end
        mark = "quote" if inside else ""
        for name, span in marks:
            if inside and span and span[0] <= start and end <= span[1]:
                mark = name
                break
        pieces.append(Piece(visible(" ".join(text[start:end].splitlines())), mark))
    return tuple(pieces)
