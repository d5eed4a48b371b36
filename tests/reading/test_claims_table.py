"""A table of sentences from all over the world: who says it, how, through whom, and which claim it answers."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson
import pytest

from mapapp.evaluate.claims import alike, score
from mapapp.evaluate.gold import load
from mapapp.model import Document, Published, Reading, Report
from mapapp.pipeline import Reader

TABLE = Path(__file__).parent.parent / "golden" / "claims.jsonl"
ROWS: dict[str, dict[str, Any]] = {row["doc_id"]: row for row in map(orjson.loads, TABLE.read_bytes().splitlines())}
CAPITALS = [name for name, row in ROWS.items() if "headline" not in name and not row["text"].isupper()]
UNKNOWN = frozenset({"headlines-01"})  # whether there is an event is not the question here


@pytest.fixture(scope="module")
def reader(world_folder: Path) -> Reader:
    return Reader.open(world_folder)


def told(reading: Reading, claim: Mapping[str, Any]) -> Report | None:
    """Return the report whose trigger lies on the claim's words, with the claim's stance where there are two."""
    start, end = claim["start"], claim["end"]
    fits = [r for r in reading.reports if r.trigger and r.trigger[0] < end and r.trigger[1] > start]
    return min(fits, key=lambda r: r.stance != claim["stance"], default=None)


def read(reader: Reader, text: str) -> Reading:
    return reader.read(Document("d", text, language="en", published=Published("2024-03-15", "editor")))


def test_the_table_has_sentences_enough() -> None:
    assert len(ROWS) >= 120
    assert all(
        row["text"][claim["start"] : claim["end"]] == claim["words"]
        for row in ROWS.values()
        for claim in row["claims"]
    )


@pytest.mark.parametrize("name", sorted(ROWS))
def test_a_claim_has_its_speaker_manner_and_answer(reader: Reader, name: str) -> None:
    row = ROWS[name]
    reading = read(reader, row["text"])
    for claim in row["claims"]:
        report = told(reading, claim)
        if report is None and name in UNKNOWN:
            pytest.skip("no event is found in this headline")
        assert report is not None, claim
        assert alike(claim["speaker"], report.speaker), (claim, report.speaker)
        assert (report.manner, report.stance) == (claim["manner"], claim["stance"])
        assert report.speaker_kind == claim["speaker_kind"]
        through = claim.get("through", [])
        assert len(report.through) == len(through)
        assert all(map(alike, through, report.through))
        answered = row["claims"][claim["answers"]] if "answers" in claim else None
        assert (report.answers is None) == (answered is None)
        if answered is not None and report.answers is not None:
            assert report.answers.start <= answered["start"] < report.answers.end


def test_capitals_cost_hardly_a_speaker(reader: Reader) -> None:
    right = asked = 0
    for name in CAPITALS:
        row = ROWS[name]
        upper = row["text"].upper()
        if len(upper) != len(row["text"]):
            continue
        reading = read(reader, upper)
        for claim in row["claims"]:
            report = told(reading, claim)
            asked += 1
            right += report is not None and alike(claim["speaker"], report.speaker)
    assert right >= 0.95 * asked, f"{right} of {asked}"


def test_the_seeds_claims_have_their_speakers(reader: Reader) -> None:
    gold = load(TABLE.with_name("seeds-claims.json"))
    result = score(gold, [reader.read(item.document) for item in gold.documents])
    assert result["claims found"] == 1
    assert result["stance right"] == 1
    assert result["how right"] == 1
    assert result["claim answered right"] == 1
    assert result["speaker right"] >= 0.98
