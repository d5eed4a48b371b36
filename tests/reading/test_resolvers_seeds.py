"""The five reports, gold spans given: names mean the places a careful reader says they mean."""

from __future__ import annotations

from pathlib import Path

import pytest

from mapapp.evaluate import gold as golds
from mapapp.evaluate.resolution import score
from mapapp.gazetteer.index import Index
from mapapp.model import Mention, Reading
from mapapp.reading.resolvers import ranker

GOLD = Path(__file__).parent.parent / "golden" / "seeds-gold.json"


@pytest.fixture(scope="module")
def readings(world_index: Index) -> tuple[golds.Gold, list[Reading]]:
    gold = golds.load(GOLD)
    resolver = ranker.create()
    made = []
    for item in gold.documents:
        spans = [(name.start, name.end) for name in item.toponyms]
        made.append(Reading(item.document, mentions=resolver.resolve(item.document, (), spans, world_index)))
    return gold, made


def test_names_of_the_five_reports_lie_within_the_golds_tolerance(
    readings: tuple[golds.Gold, list[Reading]],
) -> None:
    result = score(*readings)
    assert result["within the gold's tolerance"] >= 0.97, result.misses
    assert result["kept off the map where no point is meant"] == 1.0, result.misses


def test_every_place_comes_with_a_confidence_a_reason_and_itself_among_the_alternatives(
    readings: tuple[golds.Gold, list[Reading]],
) -> None:
    mentions: list[Mention] = [mention for reading in readings[1] for mention in reading.mentions]
    for mention in mentions:
        assert mention.place is not None
        assert 0.0 < (mention.confidence or 0.0) <= 1.0
        assert mention.reason
        assert mention.alternatives[0].place == mention.place


def test_all_names_of_a_disputed_region_mean_one_entry(world_index: Index) -> None:
    text = "Nagorno-Karabakh, Artsakh, Karabakh and the Nagorno-Karabakh Republic"
    spans = [(0, 16), (18, 25), (27, 35), (44, 69)]
    document = golds.Document(id="d", text=text)
    places = {m.place.id for m in ranker.create().resolve(document, (), spans, world_index) if m.place}
    assert len(places) == 1
