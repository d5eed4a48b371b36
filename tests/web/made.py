"""A small store made by hand: what the web app shows does not depend on how well reports are read today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from shapely import GeometryCollection, LineString, Point, box

from mapapp.model import (
    Document,
    Extent,
    Incident,
    IncidentPlace,
    Mention,
    Passage,
    Place,
    Published,
    Quantity,
    Reading,
    Report,
    TimeExpression,
    When,
)
from mapapp.store.writing import open_writable

ALPHA = (
    "Fighting near the lake",
    "Azerbaijani forces crossed the border near Sev Lake on Wednesday with up to 250 troops, Nikol Pashinyan said.",
    "Baku denied it: its troops never left their side near Sev Lake.",
    "Sergei Lavrov visited Baku on 11 May.",
    "Last year the two sides fought a war over the region.",
    "READ ALSO: ten places to swim",
)
BETA = (
    "Some 600 troops entered the Sev Lake area on 12 May, witnesses said.",
    "Convoys moved through Syunik.",
    "Shots were fired at the lake on Thursday.",
    "Talks may follow.",
)
HOSTILE = (
    "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">",
    'A mine went off at \u202egniog</b>\x00 the <a href="javascript:alert(1)">pass</a> on 12 May.',
    "</script></textarea></title><style>*{display:none}</style> {{ 7*7 }} ${7*7}",
)
LAKE = Place("sc:sev-lake", "Sev Lake", "lake", 46.23, 39.6, 1.2, within=("iso:AM-SU", "iso:AM"))
BAKU = Place("gn:587084", "Baku", "city", 49.87, 40.38, 8.0, country="AZ", within=("iso:AZ",))
SYUNIK = Place("iso:AM-SU", "Syunik", "province", 46.3, 39.3, 40.0, country="AM", within=("iso:AM",))
PASS = Place("x:1", HOSTILE[0], "pass", 46.1, 40.1)
MAY_11 = When("2021-05-11", date(2021, 5, 11), date(2021, 5, 12), "stated")
MAY_12 = When("2021-05-12", date(2021, 5, 12), date(2021, 5, 13), "publication")
MAY_13 = When("2021-05-13", date(2021, 5, 13), date(2021, 5, 14), "publication")
YEAR = When("2020", date(2020, 1, 1), date(2021, 1, 1), "publication")
SEVERAL = GeometryCollection([box(45.9, 38.9, 46.6, 39.7), Point(46.9, 39.1)])
NEAR = Extent(box(46.15, 39.55, 46.31, 39.65), "near", 7.0, "near Sev Lake")
NOWHERE = Extent(None, "none", None, "no place named")


def document(name: str, lines: Sequence[str], **known: str | None) -> Document:
    """A document of one line a sentence."""
    return Document(name, "\n".join(lines), language="en", published=Published("2021-05-14", "stated"), **known)


DOCUMENTS = {
    "alpha": document("alpha", ALPHA, title="Fighting near the lake", publisher="AFP"),
    "beta": document("beta", BETA),
    "hostile": document("hostile", HOSTILE, title=HOSTILE[0], publisher='"><script>alert(1)</script>'),
}


def span(name: str, words: str) -> tuple[int, int]:
    """Where words stand in a document."""
    start = DOCUMENTS[name].text.index(words)
    return start, start + len(words)


def report(name: str, quote: str, trigger: str, stance: str = "asserts", **more: object) -> Report:
    """A report of one sentence."""
    start, end = span(name, quote)
    facts = {"kind": "assault", "status": "reported", **more}
    return Report(name, start, end, quote, stance=stance, trigger=span(name, trigger), **facts)  # type: ignore[arg-type]


def reading(name: str, mentions: Sequence[Mention] = (), times: Sequence[TimeExpression] = ()) -> Reading:
    """A reading whose passages are the document's lines."""
    passages, start = [], 0
    for number, line in enumerate(DOCUMENTS[name].text.split("\n")):
        section = "boilerplate" if line.startswith("READ ALSO") else "headline" if number == 0 else "body"
        passages.append(Passage(start, start + len(line), section, number))  # type: ignore[arg-type]
        start += len(line) + 1
    return Reading(DOCUMENTS[name], tuple(passages), tuple(mentions), tuple(times), (), made_by="hand")


LAKE_MENTION = Mention(
    *span("alpha", "Sev Lake"), "Sev Lake", "literal", "body", LAKE, 0.97, reason="the only lake so called"
)
BAKU_MENTION = Mention(
    *span("alpha", "Baku"), "Baku", "associative", "body", BAKU, 0.9, reason="stands for a government"
)
WEDNESDAY = TimeExpression(
    *span("alpha", "Wednesday"), "Wednesday", "DATE", "2021-05-12", MAY_12, "the Wednesday before publication"
)
READINGS = (
    reading("alpha", [LAKE_MENTION, BAKU_MENTION], [WEDNESDAY]),
    reading("beta"),
    reading("hostile"),
    Reading(Document("russian", "Сегодня ночью на границе было тихо.", language="ru"), problem="language: Russian"),
)


def incident(
    number: int, title: str, extent: Extent, reports: Sequence[Report], *places: Place, **more: object
) -> Incident:
    """An incident with its first report's kind, status and date."""
    first = reports[0]
    named = tuple(IncidentPlace(place, place.name) for place in places)
    facts = {"kind": first.kind, "status": first.status, "when": first.when, **more}
    return Incident(f"{number:016x}", title=title, places=named, extent=extent, reports=tuple(reports), **facts)  # type: ignore[arg-type]


def troops(name: str, words: str, value: float, hedge: str) -> Quantity:
    """A number of troops."""
    return Quantity(*span(name, words), value, "troops", hedge)


CLASH = incident(
    1, "Incursion near Sev Lake", NEAR,
    [
        report("alpha", ALPHA[1], "crossed the border", speaker="Nikol Pashinyan", how="said", when=MAY_12,
               when_span=span("alpha", "Wednesday"), quantities=(troops("alpha", "250", 250, "up to"),)),
        report("alpha", ALPHA[2], "denied", "disputes", speaker="Baku", how="denied"),
        report("beta", BETA[0], "entered", speaker="witnesses", when=MAY_12, when_span=span("beta", "12 May"),
               quantities=(troops("beta", "600", 600, "some"),)),
    ], LAKE, reasons=("same place and day",),
)  # fmt: skip
VISIT = incident(
    2, "Visit of Sergei Lavrov to Baku", Extent(Point(49.87, 40.38), "exact", 8.0, "in Baku"),
    [report("alpha", ALPHA[3], "visited", kind="consult", when=MAY_11, when_span=span("alpha", "11 May"))], BAKU,
)  # fmt: skip
CONVOY = incident(
    3, "Troop movement in Syunik", Extent(SEVERAL, "region", 40.0, "in Syunik"),
    [report("beta", BETA[1], "moved", kind="mobilize")], SYUNIK,
)  # fmt: skip
SHOTS = incident(4, "Shots at Sev Lake", NEAR, [report("beta", BETA[2], "fired", when=MAY_13)], LAKE)
TALKS = incident(5, "Talks", NOWHERE, [report("beta", BETA[3], "Talks", kind="consult")])
WAR = incident(6, "War", NOWHERE, [report("alpha", ALPHA[4], "fought a war", status="historical", when=YEAR)])
MINE = incident(
    7, HOSTILE[1], Extent(LineString([(46, 40), (46.3, 40.2)]).buffer(0.03), "line", 3.0, HOSTILE[0]),
    [report("hostile", HOSTILE[1], "went off", speaker=HOSTILE[2], when=MAY_12)], PASS,
)  # fmt: skip
INCIDENTS = (CLASH, VISIT, CONVOY, SHOTS, TALKS, WAR, MINE)


def merge(readings: Sequence[Reading]) -> tuple[Incident, ...]:
    """The incidents as far as these readings report them."""
    known = {item.document.id for item in readings}
    told = ((item, tuple(one for one in item.reports if one.document_id in known)) for item in INCIDENTS)
    return tuple(replace(item, reports=reports) for item, reports in told if reports)


def make_store(path: Path) -> Path:
    """Write the store and return its path."""
    with open_writable(path, merge) as store:
        store.add(READINGS)
    return path
