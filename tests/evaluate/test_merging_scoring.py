"""Scoring of merging: pairs of stories, beside look-alikes and beside TF-IDF."""

from __future__ import annotations

from mapapp.evaluate.gold import Gold, GoldDocument
from mapapp.evaluate.merging import score
from mapapp.evaluate.training.stories import counted, fit, pairs_of, saved, unfitted
from mapapp.reading.merging.stories import weights
from tests.reading.incident_world import read

STORIES = [
    ("1", "1a", "Rebels attacked the town of Ashford on Monday and burned the mill of Odile Varga."),
    ("1", "1a", "On Monday, rebels attacked Ashford and the mill of Odile Varga burned, police said."),
    ("1", "1b", "Rebels attacked the town of Brill on Wednesday and burned the barn of Pavel Orlik."),
    ("1", "1b", "On Wednesday, rebels attacked Brill and the barn of Pavel Orlik burned, police said."),
    ("2", "2a", "The foreign minister visited Karsk on Monday."),
    ("2", "2a", "Nothing happened at all."),
]
READINGS = [read(text, f"d{number}") for number, (_, _, text) in enumerate(STORIES)]
GOLD = Gold(
    "tiny",
    tuple(
        GoldDocument(reading.document, (), {"topic": topic, "subtopic": subtopic})
        for reading, (topic, subtopic, _) in zip(READINGS, STORIES, strict=True)
    ),
)


def test_pairs_of_stories_under_one_incident_are_counted() -> None:
    found = score(GOLD, READINGS)
    assert found["stories"] == 6
    assert found["stories with an incident"] == 5 / 6
    assert (found["pair precision"], found["pair recall"]) == (1.0, 2 / 3)
    assert found["recall of pairs with incidents"] == 1.0
    assert found["wrong merges"] == found["merged across topics"] == 0
    assert [miss.document_id for miss in found.misses if miss.kind == "no incident"] == ["d5"]


def test_topics_can_be_chosen() -> None:
    assert score(GOLD, READINGS, ["2"])["stories"] == 2


def test_the_peer_is_given_its_best_threshold() -> None:
    assert score(GOLD, READINGS, ["1"])["TF-IDF pair F1"] == 1.0


def test_fitting_gives_the_same_bytes_and_tells_stories_apart() -> None:
    total, seen = counted(text for _, _, text in STORIES)
    table = unfitted(total, seen)
    labels = [(topic, subtopic) for topic, subtopic, _ in STORIES]
    pairs = pairs_of(READINGS, labels, weights())
    fitted = fit(pairs, table)
    assert saved(total, seen, fitted) == saved(total, seen, fit(pairs, table))
    odds = {
        same: [
            fitted.intercept + sum(c * v for c, v in zip(fitted.coefficients, pair.values, strict=True))
            for pair in pairs
            if pair.same == same and pair.topic == "1"
        ]
        for same in (True, False)
    }
    assert min(odds[True]) > max(odds[False])
