"""The ranker chooses the place a name means in the light of its document."""

from __future__ import annotations

import re

import pytest

from mapapp.model import Document, Mention
from mapapp.reading.resolvers import ranker
from tests.reading.tiny_world import TinyIndex, tiny_world


@pytest.fixture(scope="module")
def world() -> TinyIndex:
    return tiny_world()


def read(marked: str, world: TinyIndex, **more: str) -> tuple[Mention, ...]:
    """Resolve the [names in brackets] of a text, the brackets taken out."""
    text, spans = "", []
    for part in re.split(r"(\[[^\]]*\])", marked):
        if part.startswith("["):
            spans.append((len(text), len(text) + len(part) - 2))
        text += part.strip("[]") if part.startswith("[") else part
    return ranker.create().resolve(Document(id="d", text=text, **more), (), spans, world)


def ids(marked: str, world: TinyIndex) -> list[str | None]:
    return [mention.place.id if mention.place else None for mention in read(marked, world)]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("A deal was signed in [Paris].", ["gn:12"]),
        ("A fire broke out in [Paris], [Texas], on Monday.", ["gn:11", "iso:FL-TX"]),
        ("He was seen in [Paris] in northern [Texas].", ["gn:11", "iso:FL-TX"]),
        ("[Westland] accused [Eastland] of shelling.", ["iso:WL", "iso:EL"]),
        ("The [Ashen District] is quiet.", ["sc:ashen"]),
        ("The [Ashen district] is quiet.", ["sc:ashen"]),
        ("Shelling in the [Ashen] and [Birch] districts went on.", ["sc:ashen", "sc:birch"]),
        ("[Westland] controlled [Ashen] and [Birch] for years and handed the districts back.",
         ["iso:WL", "sc:ashen", "sc:birch"]),
        ("Trucks use the [Birch corridor] daily.", ["sc:corridor"]),
        ("The town of [Birch] is quiet.", ["gn:1"]),
        ("Troops dug in at [Lake Sev].", ["sc:lake"]),
        ("Troops dug in at [Sev Lake] in [Westland].", ["sc:lake", "iso:WL"]),
        ("They entered the [Sev Lidj] ([Black Lake]) region of [Southern Marches].",
         ["sc:lake", "sc:lake", "iso:WL-SY"]),
        ("It was part of the [Old Union].", ["w:oldunion"]),
        ("Clashes near [Lorn’s] market.", ["gn:10"]),
    ],
)  # fmt: skip
def test_a_name_means_the_place_its_words_point_to(marked: str, expected: list[str], world: TinyIndex) -> None:
    assert ids(marked, world) == expected


def test_a_name_nobody_knows_has_no_place_and_a_reason(world: TinyIndex) -> None:
    (mention,) = read("He lives in [Qwxyz].", world)
    assert (mention.place, mention.confidence, mention.alternatives) == (None, None, ())
    assert mention.reason == "no place called Qwxyz in the gazetteer"


def test_a_place_is_taken_back_when_the_text_puts_it_elsewhere(world: TinyIndex) -> None:
    mention = read("Gunmen attacked the [Birch] district of [Lorn].", world)[0]
    assert mention.place is None
    assert mention.reason == "the text puts Birch in Lorn, and no place of that name is there"
    assert mention.alternatives


def test_a_neighborhood_is_no_town_of_the_same_name(world: TinyIndex) -> None:
    mention = read("A grenade went off near the [Lorn] neighborhood.", world)[0]
    assert mention.place is None
    assert "neighborhood" in mention.reason


def test_alternatives_are_kept_best_first_with_reasons(world: TinyIndex) -> None:
    mention = read("A fire broke out in [Paris], [Texas], on Monday.", world)[0]
    assert [candidate.place.id for candidate in mention.alternatives] == ["gn:11", "gn:12"]
    assert mention.alternatives[0].score > mention.alternatives[1].score
    assert "within Texas" in mention.reason
    assert mention.confidence is not None
    assert 0.5 < mention.confidence <= 1.0


def test_one_name_has_one_sense_in_a_document(world: TinyIndex) -> None:
    places = ids("[Paris], [Texas]: a fire. Firemen of [Paris] came at noon.", world)
    assert places == ["gn:11", "iso:FL-TX", "gn:11"]


def test_mentions_come_back_in_the_order_of_the_spans(world: TinyIndex) -> None:
    text = "From Lorn to Birch"
    mentions = ranker.create().resolve(Document(id="d", text=text), (), [(13, 18), (5, 9)], world)
    assert [mention.name for mention in mentions] == ["Birch", "Lorn"]


def test_a_document_without_spans_has_no_mentions(world: TinyIndex) -> None:
    assert ranker.create().resolve(Document(id="d", text="Nothing."), (), [], world) == ()
