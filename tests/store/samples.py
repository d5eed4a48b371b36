"""Tiny reports made by hand, and Hypothesis strategies for everything a store keeps."""

import string
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st
from shapely import LineString, MultiPolygon, Point, box
from shapely.geometry.base import BaseGeometry

from mapapp.model import (
    KINDS,
    PRECISIONS,
    ROLES,
    SECTIONS,
    STANCES,
    STATUSES,
    Candidate,
    Document,
    Extent,
    Incident,
    IncidentPlace,
    Mention,
    Passage,
    Place,
    Published,
    PublishedCandidate,
    Quantity,
    Reading,
    Report,
    TimeExpression,
    When,
)

LAKE = Place("sc:sev-lake", "Sev Lake", "lake", 46.23, 39.6, 1.2, within=("iso:AM-SU", "iso:AM"))
TOWN = Place("gn:1", "Vardenis", "town", 45.73, 40.18, 3.0, within=("iso:AM-GR", "iso:AM"))


def on(day: date, days: int = 1) -> When:
    return When(day.isoformat(), day, day + timedelta(days=days), "stated")


def reading(document_id: str, *told: tuple[str, Place | None, date | None], **known: Any) -> Reading:
    """A reading of sentences, each with its place and day; all of them tell of assaults."""
    text, passages, mentions, reports = "", [], [], []
    for number, (sentence, place, day) in enumerate(told):
        start = len(text)
        text += sentence + "\n"
        passages.append(Passage(start, start + len(sentence), "body", number))
        named = ()
        if place is not None:
            at = start + sentence.index(place.name)
            mentions.append(Mention(at, at + len(place.name), place.name, "literal", "body", place, 0.9))
            named = (IncidentPlace(place, place.name),)
        point = Point(place.lon, place.lat) if place else None
        reports.append(
            Report(
                document_id, start, start + len(sentence), sentence, "assault", "reported", "asserts",
                when=on(day) if day else None, places=named,
                extent=Extent(point, "near" if point else "none", 5.0 if point else None), mode="clash",
            )
        )  # fmt: skip
    document = Document(document_id, text, **known)
    return Reading(document, tuple(passages), tuple(mentions), (), tuple(reports), made_by="hand")


DAY = date(2021, 5, 12)
# a and b tell of one clash, c of another, d of one nowhere, no day known
READINGS = (
    reading("a", ("Soldiers clashed near Sev Lake.", LAKE, DAY)),
    reading("b", ("A clash at Sev Lake was reported.", LAKE, DAY), ("Shots were fired at Vardenis.", TOWN, DAY)),
    reading("c", ("Soldiers clashed near Vardenis in June.", TOWN, date(2021, 6, 20))),
    reading("d", ("There was a clash somewhere.", None, None)),
)

# what a report may hold: any code point at all, also lone surrogates, null bytes and bidirectional marks
words = st.text(st.characters(), max_size=12)
ids = st.text(string.ascii_letters + "áßж-_ ", min_size=1, max_size=8)
degrees = st.floats(-89, 89, allow_nan=False).map(lambda value: round(value, 5))
days = st.dates(date(1, 1, 1), date(9999, 12, 30))


@st.composite
def whens(draw: st.DrawFn) -> When:
    first, length = draw(st.none() | days), draw(st.integers(1, 4000))
    if first is None:
        return When("../2020", None, draw(st.none() | days), "inferred")
    last = min(first.toordinal() + length, date.max.toordinal())
    return When(first.isoformat(), first, date.fromordinal(last), "stated") if last > first.toordinal() else on(DAY)


@st.composite
def geometries(draw: st.DrawFn) -> BaseGeometry:
    lon, lat, wide, high = draw(degrees), draw(degrees), draw(st.floats(0.01, 20)), draw(st.floats(0.01, 1))
    return draw(
        st.sampled_from(
            [
                Point(lon, lat),
                LineString([(lon, lat), (lon + wide, lat + high)]),
                box(lon, lat, lon + wide, lat + high),
                MultiPolygon([box(179, lat, 180, lat + high), box(-180, lat, -179, lat + high)]),
            ]
        )
    )


places = st.builds(
    Place, ids, words, st.sampled_from(["city", "lake"]), st.none() | degrees, st.none() | degrees,
    population=st.none() | st.integers(0, 10**7), within=st.lists(ids, max_size=3).map(tuple), disputed=st.booleans(),
)  # fmt: skip
extents = st.builds(
    Extent, st.none() | geometries(), st.sampled_from(PRECISIONS), st.none() | st.floats(0, 500), words
)
named = st.lists(st.builds(IncidentPlace, places, words), max_size=3).map(tuple)

several_words = st.lists(words, max_size=2).map(tuple)
quantities = st.lists(
    st.builds(Quantity, st.just(0), st.just(1), st.floats(0, 1e9), words), max_size=2
).map(tuple)  # fmt: skip


@st.composite
def reports(draw: st.DrawFn, document_id: str, text: str) -> Report:
    start = draw(st.integers(0, len(text) - 1))
    end = draw(st.integers(start + 1, len(text)))
    return Report(
        document_id, start, end, text[start:end],
        draw(st.sampled_from(KINDS)), draw(st.sampled_from(STATUSES)), draw(st.sampled_from(STANCES)),
        speaker=draw(st.none() | words), trigger=draw(st.none() | st.just((start, end))),
        when=draw(st.none() | whens()), places=draw(named), extent=draw(st.none() | extents),
        actors=draw(several_words), quantities=draw(quantities),
    )  # fmt: skip


@st.composite
def readings(draw: st.DrawFn, document_id: str = "x") -> Reading:
    """Any reading of any text."""
    text = draw(st.text(st.characters(), min_size=1, max_size=40))
    published = draw(
        st.sampled_from(
            [
                Published(),
                Published("2021-05", "stated", "byline"),
                Published("2021-05-14", "editor"),
                Published(candidates=(PublishedCandidate("2021-05-14", 0.4, ("a weekday", "a quotation")),)),
            ]
        )
    )
    document = Document(document_id, text, draw(st.none() | words), draw(st.none() | words), published=published)
    candidates = st.lists(st.builds(Candidate, places, st.floats(0, 1), words), max_size=3).map(tuple)
    mention = st.builds(
        Mention, st.just(0), st.just(1), st.just(text[:1]), st.sampled_from(ROLES), st.sampled_from(SECTIONS),
        st.none() | places, st.none() | st.floats(0, 1), candidates, words,
    )  # fmt: skip
    time = st.builds(
        TimeExpression, st.just(0), st.just(1), st.just(text[:1]), st.just("DATE"), words, st.none() | whens()
    )
    return Reading(
        document,
        (Passage(0, len(text), "body", 0),),
        tuple(draw(st.lists(mention, max_size=3))),
        tuple(draw(st.lists(time, max_size=2))),
        tuple(draw(st.lists(reports(document_id, text), max_size=3))),
        draw(st.none() | words),
        "hand",
    )


@st.composite
def incidents(draw: st.DrawFn, number: int = 0) -> tuple[Reading, Incident]:
    """Any incident, with the reading its reports stand in."""
    found = draw(readings(f"x{number}").filter(lambda item: item.reports))
    incident = Incident(
        f"i{number}", draw(st.sampled_from(KINDS)), draw(st.sampled_from(STATUSES)), draw(words),
        draw(st.none() | whens()), draw(named), draw(extents), found.reports, reasons=draw(several_words),
    )  # fmt: skip
    return found, incident
