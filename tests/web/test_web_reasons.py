"""Reasons are said in the language of the page: what reading says is made of messages that the catalogues know."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from mapapp import api, paths
from mapapp.model import Document, Incident, Published, Reading
from mapapp.web import reasons

GOLDEN = Path(__file__).resolve().parents[1] / "golden"
WORLD = (GOLDEN / "world-gold.json", GOLDEN / "kinds-gold.json")


def said(readings: Sequence[Reading], incidents: Sequence[Incident]) -> Iterator[str]:
    """Every reason that a page can show."""
    for reading in readings:
        yield reading.document.published.reason
        yield from (time.reason for time in reading.times)
        for mention in reading.mentions:
            yield mention.reason
            yield from (candidate.reason for candidate in mention.alternatives)
    for incident in incidents:
        yield incident.extent.reason
        yield from incident.reasons
        yield from (source.reason for source in incident.sources)
        yield from (why for joined in incident.joined for why, _ in joined.evidence)
        for report in incident.reports:
            yield from report.reasons
            yield report.extent.reason if report.extent else ""


def documents() -> list[Document]:
    """Reports from all over the world, of many kinds: each once with and once without its date."""
    found = []
    for item in (each for path in WORLD for each in json.loads(path.read_text(encoding="utf-8"))["documents"]):
        dated = Document(item["id"], item["text"], published=Published(item.get("published"), "stated"))
        found += [dated, replace(dated, id=f"{item['id']} undated", url="x", published=Published())]
    return found


def test_every_reason_is_made_of_messages(world_folder: Path) -> None:
    reader = api.reader(str(world_folder))
    readings = api.read(paths.SEEDS) + api.read(documents())
    every = dict.fromkeys(said(readings, reader.merge(readings)))
    assert len(every) > 500
    assert [reason for reason in every if reason and reasons.told(reason) is None] == []


@pytest.mark.parametrize(
    ("english", "russian"),
    [
        ("near Sev Lake (lake), in Syunik", "близ Sev Lake (озеро), в Syunik"),
        ("in Lachin (district) and in Kalbajar (district)", "в Lachin (район) и в Kalbajar (район)"),
        (
            "its country is named in the text; the most prominent of 9 called Armenia",
            "его страна названа в тексте; самое известное из мест с названием Armenia (всего 9)",
        ),
        ("both name Pashinyan, Armenian and Azerbaijan", "оба называют: Pashinyan, Armenian and Azerbaijan"),
        (
            "active, past, who acts: “a, b and c”",
            "действительный залог, прошедшее время, кто действует: «a, b and c»",
        ),
        ("something that nobody foresaw", "something that nobody foresaw"),
    ],
)
def test_a_reason_is_said_in_russian(app: Flask, english: str, russian: str) -> None:
    with app.test_request_context("/?lang=ru"):
        assert reasons.say_reason(english) == russian
    with app.test_request_context("/?lang=en"):
        assert reasons.say_reason(english) == english


@given(
    st.lists(st.sampled_from(["; ", ", ", " and ", "“", "”", "in ", "near", "x", "(", ")"]), max_size=60).map("".join)
)
def test_any_text_is_a_reason(app: Flask, text: str) -> None:
    with app.test_request_context("/?lang=en"):
        told = reasons.told(text)
    assert told is None or told == text


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/?lang=ru&kind=nonsense", "kind: возможны значения"),
        ("/?lang=ru&from=yesterday", "from: нужен день в виде ГГГГ-ММ-ДД, дано"),
        ("/incident/0123456789abcdef?lang=ru", "события с таким номером нет"),
        ("/nowhere?lang=ru", "Такого адреса на сервере нет."),
    ],
)
def test_what_was_refused_is_said_in_the_language_of_the_page(app: Flask, address: str, said: str) -> None:
    assert said.casefold() in app.test_client().get(address).get_data(as_text=True).casefold()
