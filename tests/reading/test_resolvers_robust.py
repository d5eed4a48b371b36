"""Whatever a text holds, the ranker answers every span, quickly, and never with a place that is not a candidate."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapapp.model import Document
from mapapp.reading.extent import extent_of
from mapapp.reading.resolvers import ranker
from mapapp.reading.resolvers.ranker.names import abbreviated, compounds, fold, misspellings, split_kind, tidy
from tests.reading.tiny_world import tiny_world

WORLD = tiny_world()
RANKER = ranker.create()
PIECES = st.one_of(
    st.sampled_from(["Paris", "Westland", "Ashen", "Birch districts", "Sev Lake", " and ", ", ", " near ", " border ",
                     "3.5 km into ", "between ", "the ", "(", ")", "’s ", "\n", ". ", "U.S.", "S. Marches", " of "]),
    st.text(max_size=8),
)  # fmt: skip


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, list[tuple[int, int]]]:
    text, spans = "", []
    for piece in draw(st.lists(PIECES, min_size=1, max_size=20)):
        if piece and draw(st.booleans()):
            spans.append((len(text), len(text) + len(piece)))
        text += piece
    return text, spans


@settings(max_examples=300, deadline=None)
@given(documents())
def test_every_span_of_any_text_is_answered(drawn: tuple[str, list[tuple[int, int]]]) -> None:
    text, spans = drawn
    document = Document(id="d", text=text)
    mentions = RANKER.resolve(document, (), spans, WORLD)
    assert [(mention.start, mention.end) for mention in mentions] == spans
    for mention in mentions:
        assert mention.name == text[mention.start : mention.end]
        assert mention.reason
        assert (mention.place is None) == (mention.confidence is None)
    extent, _ = extent_of(document, 0, len(text), mentions, WORLD)
    assert extent.geometry is None or (extent.geometry.is_valid and not extent.geometry.is_empty)


@settings(max_examples=100, deadline=None)
@given(documents(), st.randoms())
def test_the_order_of_the_spans_does_not_matter(drawn: tuple[str, list[tuple[int, int]]], random: object) -> None:
    text, spans = drawn
    shuffled = list(spans)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    document = Document(id="d", text=text)
    one, other = (RANKER.resolve(document, (), order, WORLD) for order in (spans, shuffled))
    assert {(m.start, m.place) for m in one} == {(m.start, m.place) for m in other}


def test_time_grows_with_the_text_and_no_faster() -> None:
    sentence = "Paris, Texas, and Westland near Sev Lake; the Ashen and Birch districts. "
    names = ["Paris", "Texas", "Westland", "Sev Lake", "Ashen", "Birch"]
    times = []
    for repeats in (200, 1600):
        text = sentence * repeats
        spans = sorted(
            (at, at + len(name)) for name in names for at in _all(text, name)
        )  # fmt: skip
        start = time.process_time()
        RANKER.resolve(Document(id="d", text=text), (), spans, WORLD)
        times.append(time.process_time() - start)
    assert times[1] < 8 * 4 * max(times[0], 0.01)


def _all(text: str, name: str) -> list[int]:
    found, at = [], text.find(name)
    while at >= 0:
        found.append(at)
        at = text.find(name, at + 1)
    return found


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Syunik Province", ("Syunik", "province")),
        ("Lake Sev", ("Sev", "lake")),
        ("city of Vardenis", ("Vardenis", "city")),
        ("Republic of Westland", ("Westland", "republic")),
        ("Paris", None),
        ("Gulf of Mexico", ("Mexico", "gulf")),
    ],
)
def test_kind_words_are_told_from_names(name: str, expected: tuple[str, str] | None) -> None:
    assert split_kind(name) == expected


@pytest.mark.parametrize(
    ("name", "expected"), [("Ky.", "iso:US-KY"), ("W. Va.", "iso:US-WV"), ("D.C.", "iso:US-DC"),
                           ("Ont.", "iso:CA-ON"), ("Paris", None)],
)  # fmt: skip
def test_states_are_known_by_their_abbreviations(name: str, expected: str | None) -> None:
    assert abbreviated(name) == expected


def test_names_are_tidied_folded_and_put_together() -> None:
    assert tidy("the  Lorn’s") == "Lorn"
    assert fold("Qaragöl–Göl") == "qaragol gol"
    assert compounds("Sev", "lake") == ("Sev Lake", "Lake Sev")
    assert compounds("Ashen", "districts") == ("Ashen District",)


def test_misspellings_are_of_a_likely_sort_and_of_long_names_only() -> None:
    assert "kalbajar" in set(misspellings("Kelbajar"))
    assert "gyumri" not in set(misspellings("Gumri"))
    assert not list(misspellings("Lorn"))
