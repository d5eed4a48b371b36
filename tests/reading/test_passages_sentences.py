"""Passages are sentences with exact offsets that cover the whole report."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapapp.model import Document
from mapapp.reading.passages import split


def sentences(text: str) -> list[str]:
    return [text[passage.start : passage.end] for passage in split(Document("x", text))]


@pytest.mark.parametrize(
    "expected",
    [
        ["He left.", "She stayed."],
        ["Mr. Smith met Gen. J. A. Brown of St. Paul.", "They talked."],
        ["It happened in the U.S. State Department.", "Nobody knew."],
        ["They flew to the U.S. on Monday.", "They came back."],
        ["They live in the U.S.", "The others left."],
        ["He moved to Louisville, Ky., on Nov. 12 with Acme Corp. executives.", "All was well."],
        ["“We will not go.”", "He stayed."],
        ["“Will you go?” she asked.", "He stayed."],
        ["He waited … and left.", "Then nothing."],
        ["Prices rose 3.5 percent.", "Then they fell 2.1 percent."],
        ["What happened?", "Nobody knows!", "Really."],
        ["He was an Islamist.[1]", "He died in 2015.[2][3]", "He was 40."],
        ["Many are in need.", "And most are young."],
        ["POLICE KILLED TWO MEN IN LIMA.", "THE MINISTER SPOKE LATER."],
    ],
)
def test_a_sentence_ends_where_a_reader_ends_it(expected: list[str]) -> None:
    assert sentences(" ".join(expected)) == expected


def test_text_glued_together_is_cut_at_the_stop() -> None:
    assert sentences("Many are in need.And most are young.") == ["Many are in need.", "And most are young."]
    assert len(sentences("See www.example.Com or mail a.Person@example.org today.")) == 1


def test_lines_of_a_wrapped_text_are_joined_and_paragraphs_counted() -> None:
    lines = [
        "The ministry said on Monday that the river had risen by two",
        "metres and that the bridge near the town",
    ]
    wrapped = "\n".join([*lines, "would be closed until the end of the week, when more rain is", "expected."])
    text = f"{wrapped}\n\nNobody was hurt."
    passages = split(Document("x", text))
    assert [text[item.start : item.end] for item in passages] == [wrapped, "Nobody was hurt."]
    assert [item.paragraph for item in passages] == [0, 1]


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from(" .!?\n\r“”\"'AaB1[]—-")), max_size=400))
def test_passages_are_in_order_and_cover_everything_but_white_space(text: str) -> None:
    last = 0
    for passage in split(Document("x", text)):
        assert last <= passage.start < passage.end <= len(text)
        assert not text[last : passage.start].strip()
        assert not text[passage.start].isspace()
        assert not text[passage.end - 1].isspace()
        last = passage.end
    assert not text[last:].strip()


@pytest.mark.parametrize(
    "text",
    [
        "a" * 1_000_000,
        "." * 1_000_000,
        " " * 1_000_000,
        '."' * 500_000,
        "\n" * 1_000_000,
        "A\n" * 100_000,
        "B. " * 300_000,
    ],
    ids=["letters", "stops", "spaces", "quotes", "lines", "short lines", "initials"],
)
def test_a_megabyte_takes_linear_time(text: str) -> None:
    start = time.process_time()
    split(Document("x", text))
    assert time.process_time() - start < 8
