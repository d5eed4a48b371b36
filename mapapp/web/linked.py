"""Incidents, reports and places as schema.org data (JSON-LD), for search engines and archives.

A script element that holds JSON-LD is a data block, which no Content-Security-Policy forbids; `tojson` escapes it.
What a text does not support is not said: a spot only where one is named, a date only where it is a day.
"""

from __future__ import annotations

from typing import Any

from flask import url_for

from mapapp.model import Document, Incident, Place, Report
from mapapp.web.views import Card, QuoteCard, source_name, title_of
from mapapp.web.words import say_title, visible

CONTEXT = "https://schema.org"
SPOTS = ("exact", "near")


def incident(card: Card) -> dict[str, Any]:
    """Return an incident as an Event about which its sources make Claims."""
    told = card.incident
    when = told.when
    return _filled(
        {
            "@context": CONTEXT,
            "@type": "Event",
            "@id": _incident(told.id),
            "url": _incident(told.id),
            "name": say_title(told),
            "startDate": when.start.isoformat() if when and when.start and when.days == 1 else "",
            "temporalCoverage": when.value if when else "",
            "location": [place(item.place, spot=told.extent.precision in SPOTS) for item in told.places[:4]],
            "subjectOf": [_claim(quote) for quote in card.quotes],
        }
    )


def place(found: Place, *, spot: bool = True) -> dict[str, Any]:
    """Return a place; its point only where it stands for one."""
    point = spot and found.lon is not None and found.lat is not None
    geo = {"@type": "GeoCoordinates", "latitude": found.lat, "longitude": found.lon} if point else {}
    address = url_for("pages.place", place_id=found.id, _external=True, lang=None)
    return _filled({"@type": "Place", "@id": address, "name": visible(found.name), "geo": geo})


def document(report: Document, incidents: list[Incident]) -> dict[str, Any]:
    """Return a report as a NewsArticle about its incidents."""
    about = [{"@type": "Event", "@id": _incident(told.id), "name": say_title(told)} for told in incidents[:100]]
    return {"@context": CONTEXT, **_article(report), "about": about}


def _claim(quote: QuoteCard) -> dict[str, Any]:
    report: Report = quote.report
    author = {"@type": "Thing", "name": visible(report.speaker)} if report.speaker else {}
    return _filled(
        {"@type": "Claim", "text": visible(report.quote), "author": author, "appearance": _article(quote.document)}
    )


def _article(report: Document) -> dict[str, Any]:
    publisher = {"@type": "Organization", "name": visible(report.publisher)} if report.publisher else {}
    return _filled(
        {
            "@type": "NewsArticle",
            "@id": url_for("pages.report", document_id=report.id, _external=True, lang=None),
            "headline": title_of(report) if report.title else source_name(report),
            "publisher": publisher,
            "datePublished": report.published.value or "",
            "inLanguage": report.language or "",
            "url": report.url if (report.url or "").startswith(("http:", "https:")) else "",
        }
    )


def _incident(key: str) -> str:
    return url_for("pages.incident", incident_id=key, _external=True, lang=None)


def _filled(pairs: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in pairs.items() if value not in ("", {}, [], None)}
