"""Tokens have exact offsets, cover every sign, and split where names begin and end."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapapp.reading.tokens import tokenize


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Armenia's army", ["Armenia", "'s", "army"]),
        ("Armenia’s army", ["Armenia", "’s", "army"]),
        ("Moscow-led talks", ["Moscow", "-", "led", "talks"]),
        ("the U.S. in D.C.", ["the", "U.S.", "in", "D.C."]),
        ("6,500 died by 12:42, 3.5 km", ["6,500", "died", "by", "12:42", ",", "3.5", "km"]),
        ("O'Brien of Côte d’Ivoire", ["O'Brien", "of", "Côte", "d’Ivoire"]),
        ("e\u0301cole", ["e\u0301cole"]),
        ("“Hello”", ["“", "Hello", "”"]),
        ("", []),
    ],
)
def test_words_numbers_and_signs_are_tokens(text: str, expected: list[str]) -> None:
    assert [token.text for token in tokenize(text)] == expected


@given(st.text())
def test_tokens_cover_everything_but_white_space_in_order(text: str) -> None:
    last = 0
    for token in tokenize(text):
        assert text[token.start : token.end] == token.text
        assert not text[last : token.start].strip()
        last = token.end
    assert not text[last:].strip()


def test_a_part_of_a_text_keeps_the_offsets_of_the_whole() -> None:
    assert [(token.start, token.text) for token in tokenize("one two three", 4, 7)] == [(4, "two")]


@pytest.mark.parametrize("text", ["a" * 1_000_000, "'" * 1_000_000, "a." * 500_000, "1," * 500_000, "a'" * 500_000])
def test_a_megabyte_without_a_space_takes_linear_time(text: str) -> None:
    start = time.process_time()
    tokenize(text)
    assert time.process_time() - start < 5
