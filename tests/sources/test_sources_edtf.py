"""A publication date is EDTF of level 0 or 1, judged also by a library."""

import pytest
from edtf import EDTFParseException, parse_edtf
from hypothesis import given
from hypothesis import strategies as st

from mapapp.errors import BadInput
from mapapp.sources.edtf import checked


@pytest.mark.parametrize(
    "value",
    ["2021-05-16", "2021-05", "2021", "199X", "19XX", "2021-XX", "2021-05-XX", "2021-23", "2021-05~", "2021?",
     "2021%", "2021-05-12/2021-05-16", "2020/..", "../2020", "2020/", "2021-05-16/", "2020-02-29"],
)  # fmt: skip
def test_good_dates_are_left_as_they_are(value: str) -> None:
    assert checked(value) == value
    parse_edtf(value)


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ("2021-05-16T00:42", "2021-05-16T00:42"),
        ("2021-05-16T00:42:59.5+04:00", "2021-05-16T00:42"),
        (" 2021-05-16 00:42Z ", "2021-05-16T00:42"),
    ],
)
def test_a_time_is_kept_to_the_minute(value: str, kept: str) -> None:
    assert checked(value) == kept


@pytest.mark.parametrize(
    "value",
    ["", "..", "/", "../..", "May", "2021-13", "2021-25", "2021-23-01", "2021-02-29", "2021-05-16T24:00",
     "16.05.2021", "-0044", "2021-05-16T00:42/2021", "20211"],
)  # fmt: skip
def test_anything_else_is_refused_saying_what_is_wanted(value: str) -> None:
    with pytest.raises(BadInput, match="wanted a date in EDTF"):
        checked(value)


@given(st.from_regex(r"-?[0-9X]{4}(-[0-9X]{2}){0,2}[~?%]?(/([0-9X]{4}(-[0-9]{2})?|\.\.)?)?", fullmatch=True))
def test_what_is_taken_is_edtf_to_the_library_too(value: str) -> None:
    try:
        taken = checked(value)
    except BadInput:
        return
    try:
        parse_edtf(taken)
    except EDTFParseException as error:
        raise AssertionError(f"{value!r} was taken") from error
