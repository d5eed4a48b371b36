"""Dates and counts in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapapp.web.words import count, say_date, say_language, say_unit


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2021-05-12", "12 May 2021"),
        ("2021-05", "May 2021"),
        ("2021", "2021"),
        ("2020-23", "autumn 2020"),
        ("199X", "1990s"),
        ("19XX", "1900s"),
        ("2021-05-12/2021-05-14", "12 – 14 May 2021".replace(" – ", "–")),
        ("2020-09-27/2020-11-10", "27 September\u2009–\u200910 November 2020"),
        ("2020-09/2020-11", "September\u2009–\u2009November 2020"),
        ("2021-12-30/2022-01-02", "30 December 2021\u2009–\u20092 January 2022"),
        ("1988/1994", "1988–1994"),
        ("2020/..", "since 2020"),
        ("../2020-11", "until November 2020"),
        ("../..", "undated"),
        ("2021-05-16T00:42", "16 May 2021, 00:42"),
        ("2020~", "about 2020"),
        ("2021-05-12?", "perhaps 12 May 2021"),
        ("", "undated"),
        (None, "undated"),
        ("2021-99", "2021-99"),
    ],
)
def test_a_date_is_said_in_words(value: str | None, words: str) -> None:
    assert say_date(value) == words


@given(st.text(alphabet="0123456789-/X~?%T:.", max_size=24))
def test_no_date_breaks_the_page(value: str) -> None:
    assert say_date(value)


@pytest.mark.parametrize(
    ("number", "words"), [(0, "0 sources"), (1, "1 source"), (2, "2 sources"), (20000, "20,000 sources")]
)
def test_a_count_agrees_with_its_noun(number: int, words: str) -> None:
    assert count(number, "%(num)s source", "%(num)s sources") == words


def test_a_language_without_a_name_keeps_its_code() -> None:
    assert [say_language(code) for code in ("en", "ru-RU", "xx", None)] == ["English", "Russian", "xx", "not known"]


@pytest.mark.parametrize(
    ("unit", "words"),
    [("dead", "Killed"), ("soldier", "Soldiers"), ("kilometer", "Kilometres"), ("border guard", "Border guard"),
     ("bus", "Bus"), ("city", "Cities"), ("wretch", "Wretches"), ("tank", "Tanks"), ("", "")],
)  # fmt: skip
def test_a_table_of_numbers_is_headed_by_what_they_count(unit: str, words: str) -> None:
    assert say_unit(unit) == words
