"""Every recogniser keeps the contract of the plug point, on any text, in time linear in its length."""

import random
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mapapp.gazetteer.index import Index
from mapapp.model import Document
from mapapp.reading import passages
from mapapp.reading.recognizers import lookup, trained
from mapapp.reading.recognizers.base import Recognizer

IMPLEMENTATIONS = {"lookup": lookup, "trained": trained}
STRANGE = st.text(
    alphabet=st.one_of(
        st.characters(),
        st.sampled_from("\x00\x1b\u202e\u200f\ufeff\u2028\t\r\n .,-'’“”()[]"),
        st.sampled_from("AaBé1É"),
    ),
    max_size=200,
)
NAMES = st.lists(
    st.sampled_from(["Paris", "New York", "the", "of", "Lake", "U.S.", "St.", "-", "\u202eIran", "al-", "İ"])
)


@pytest.fixture(scope="module", params=sorted(IMPLEMENTATIONS))
def recognizer(request: pytest.FixtureRequest) -> Recognizer:
    return IMPLEMENTATIONS[request.param].create({})


def recognize(recognizer: Recognizer, index: Index, text: str) -> list[str]:
    document = Document("x", text)
    split = passages.split(document)
    last = 0
    names = []
    for start, end in recognizer.recognize(document, split, index):
        assert last <= start < end <= len(text)
        assert any(item.start <= start and end <= item.end for item in split)
        last = end
        names.append(text[start:end])
    return names


def test_plain_names_are_found_with_exact_spans(recognizer: Recognizer, world_index: Index) -> None:
    text = "Heavy rain fell in Kenya on Monday. The governor of Texas said that roads in Austin were closed."
    assert recognize(recognizer, world_index, text) == ["Kenya", "Texas", "Austin"]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.one_of(STRANGE, NAMES.map(" ".join), NAMES.map("".join)))
def test_no_text_is_too_strange(recognizer: Recognizer, world_index: Index, text: str) -> None:
    recognize(recognizer, world_index, text)


def test_three_hundred_texts_of_random_unicode_raise_nothing(recognizer: Recognizer, world_index: Index) -> None:
    source = random.Random(7)
    for _ in range(300):
        points = [source.choice((source.randrange(0x110000), source.randrange(0x300), 32)) for _ in range(80)]
        recognize(recognizer, world_index, "".join(map(chr, points)))


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "A",
        "Ab",
        "A ",
        "Paris ",
        "PARIS ",
        "Paris-",
        "St. ",
        "U.S. ",
        "\u202e",
        "Lake Paris of the ",
        "\x00",
        "\n",
    ],
)
def test_a_fifth_of_a_megabyte_of_anything_takes_linear_time(
    recognizer: Recognizer, world_index: Index, piece: str
) -> None:
    recognize(recognizer, world_index, "Paris ")  # the weights are loaded once
    start = time.process_time()
    recognize(recognizer, world_index, piece * (200_000 // len(piece)))
    assert time.process_time() - start < 12
