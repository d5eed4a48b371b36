"""Expressions of time are found whole, valued, and grounded on the right day."""

import string
from dataclasses import replace

import edtf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapapp.model import Document, Passage, Published, TimeExpression
from mapapp.reading import dates
from mapapp.reading.passages import split


def read(text: str, published: str | None = None) -> tuple[TimeExpression, ...]:
    """Find the expressions of a text taken as one sentence."""
    given_date = Published(published, "editor") if published else Published()
    passages = (Passage(0, len(text), "body", 0),) if text else ()
    return dates.find(Document("d", text, published=given_date), passages)


def seen(text: str, published: str | None = None) -> list[tuple[str, str | None]]:
    """Return the expressions' words with their EDTF values."""
    return [(item.text, item.when.value if item.when else None) for item in read(text, published)]


# 2021-05-16 was a Sunday
@pytest.mark.parametrize(
    ("text", "expression", "value"),
    [
        ("It was signed on May 14, 2021.", "May 14, 2021", "2021-05-14"),
        ("It was signed on 14 May 2021.", "14 May 2021", "2021-05-14"),
        ("It was signed on the 14th of May 2021.", "the 14th of May 2021", "2021-05-14"),
        ("It was signed on 2021-05-14 there.", "2021-05-14", "2021-05-14"),
        ("It was signed on 14.05.2021 there.", "14.05.2021", "2021-05-14"),
        ("It was signed on 5/14/2021 there.", "5/14/2021", "2021-05-14"),
        ("It was signed on Nov. 9 after talks.", "Nov. 9", "2020-11-09"),
        ("the November 9 agreement", "November 9", "2020-11-09"),
        ("The meeting will be on November 9.", "November 9", "2021-11-09"),
        ("Interfax reported on May 14.", "May 14", "2021-05-14"),
        ("in early May", "early May", "2021-05"),
        ("in March", "March", "2021-03"),
        ("Troops crossed on Wednesday.", "Wednesday", "2021-05-12"),
        ("Talks are expected to resume on Saturday.", "Saturday", "2021-05-22"),
        ("He said that talks were scheduled for Saturday.", "Saturday", "2021-05-22"),
        ("The ministry on Thursday said so.", "Thursday", "2021-05-13"),
        ("He called late on Thursday.", "late on Thursday", "2021-05-13"),
        ("Parliament met Friday evening.", "Friday evening", "2021-05-14"),
        ("He said on Sunday that it was over.", "Sunday", "2021-05-16"),
        ("They want to ask about Wednesday's clashes.", "Wednesday", "2021-05-12"),
        ("An agreement was reached yesterday.", "yesterday", "2021-05-15"),
        ("They leave tomorrow.", "tomorrow", "2021-05-17"),
        ("the day before yesterday", "the day before yesterday", "2021-05-14"),
        ("The incident this week", "this week", "2021-05-10/2021-05-16"),
        ("They met last week.", "last week", "2021-05-03/2021-05-09"),
        ("Elections next month.", "next month", "2021-06"),
        ("Elections in October next year.", "October next year", "2022-10"),
        ("a war of last fall", "last fall", "2020-23"),
        ("last year's war", "last year", "2020"),
        ("in the fall of 2020", "the fall of 2020", "2020-23"),
        ("reached last November", "last November", "2020-11"),
        ("It happened three years ago.", "three years ago", "2018"),
        ("held since the 1990s", "the 1990s", "199X"),
        ("in the early 1990s", "the early 1990s", "199X"),
        ("in the '90s", "the '90s", "199X"),
        ("in the 19th century", "the 19th century", "18XX"),
        ("from 1992–2020", "1992–2020", "1992/2020"),
        ("in the third quarter of 2020", "the third quarter of 2020", "2020-07/2020-09"),
        ("after Christmas", "Christmas", "2020-12-25"),
        ("before Thanksgiving 2020", "Thanksgiving 2020", "2020-11-26"),
        ("at 10:35 a.m. Friday", "10:35 a.m. Friday", "2021-05-14T10:35:00"),
        ("in 480 BC", "480 BC", "-0479"),
        ("a six-week war", "six-week", None),
        ("for more than two years", "more than two years", None),
        ("shells fall every day there", "every day", None),
    ],
)
def test_an_expression_has_its_value_against_the_publication_date(
    text: str, expression: str, value: str | None
) -> None:
    assert seen(text, "2021-05-16") == [(expression, value)]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("It was agreed on May 13 that they would leave the next day.", ["2021-05-13", "2021-05-14"]),
        ("The fighting of May 5-9, 2021, ended.", ["2021-05-05", "2021-05-09"]),
        ("on 6 and 7 January 2016", ["2016-01-06", "2016-01-07"]),
        ("from October to March 1945", ["1944-10", "1945-03"]),
        ("At 5 a.m. on May 14, 2021, it began.", ["2021-05-14T05:00:00", "2021-05-14"]),
        ("On Friday the line held until 6 p.m.", ["2021-05-14", "2021-05-14T18:00:00"]),
        ("He was killed on 30 DECEMBER and 3 JAN 90.", ["1989-12-30", "1990-01-03"]),
    ],
)
def test_expressions_lean_on_each_other(text: str, values: list[str]) -> None:
    assert [value for _, value in seen(text, "2021-05-16")] == values


@pytest.mark.parametrize(
    "text",
    [
        "He may march on, and they sat in the sun.",
        "A 44-year-old man and his six-year-old son",
        "About 2000 people and 1,960 soldiers",
        "an article in USA Today and the Sunday Times",
        "Jan Kovacs spoke.",
        "the fall of the city",
    ],
)
def test_what_only_looks_like_a_time_is_left_alone(text: str) -> None:
    assert seen(text, "2021-05-16") == []


def test_capitals_throughout_are_read_as_well() -> None:
    text = "SAN SALVADOR, 3 JAN 90 -- THE KIDNAPPING TOOK PLACE ON 30 DECEMBER, AND THE ARMY LEFT YESTERDAY."
    assert [value for _, value in seen(text, "1990-01-03")] == ["1990-01-03", "1989-12-30", "1990-01-02"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("THE PRESIDENT WILL TRAVEL TO LIMA ON FRIDAY, THE MINISTRY SAID.", "1990-01-05"),
        ("THE DELEGATION IS EXPECTED TO ARRIVE ON FRIDAY.", "1990-01-05"),
        ("TERRORISTS ATTACKED THE TOWN ON FRIDAY.", "1989-12-29"),
    ],
)
def test_capitals_throughout_look_ahead_and_back_as_well(text: str, value: str) -> None:
    assert [found for _, found in seen(text, "1990-01-03")] == [value]


def test_without_a_publication_date_only_absolute_dates_have_a_value() -> None:
    text = "On Friday and on May 14 he spoke of 1997, last year and two weeks."
    assert [value for _, value in seen(text)] == [None, None, "1997", None, None]


def test_a_report_known_to_the_year_gives_years_and_no_days() -> None:
    text = "He said on Thursday, as last year, that it was over."
    assert seen(text, "2021") == [("Thursday", None), ("last year", "2020")]


def test_a_history_counts_from_its_own_dates() -> None:
    text = (
        "On September 1, 1939, Germany attacked. On September 17, 1939, the Soviets followed. In April 1940 Denmark"
        " fell. On May 10, 1940, the offensive began. In June 1940 France fell. On July 10 the air war began, and in"
        " October it ended. The next year, Greece fell."
    )
    values = [value for _, value in seen(text, "2009-12-19")]
    assert values[-3:] == ["1940-07-10", "1940-10", "1941"]


SENTENCES = st.lists(
    st.sampled_from(
        [
            "Friday",
            "last",
            "May",
            "14",
            ",",
            "2021",
            "the 1990s",
            "early",
            "next week",
            "in",
            "of",
            "12",
            ":",
            "30",
            "p.m.",
            "yesterday's",
            "fall",
            "'",
            "–",
            "-",
            "3rd century",
            "BC",
            "0",
            "every",
            "two years",
            "ago",
            "night",
            "5/6/07",
            "99",
            "Christmas",
            "noon",
            "1000000",
            "31 February",
            "00",
            "00",
            "Feb. 30",
            "later",
            "4th",
            "'90s",
        ]
    ),
    max_size=14,
).map(" ".join)


@settings(max_examples=400, deadline=None)
@given(text=st.one_of(SENTENCES, st.text(max_size=80), st.text(alphabet=string.printable, max_size=120)))
def test_offsets_are_exact_and_values_parse_as_edtf(text: str) -> None:
    document = Document("d", text, published=Published("2021-05-16", "editor"))
    end = 0
    for item in dates.find(document, split(document)):
        assert end <= item.start < item.end <= len(text)
        assert text[item.start : item.end] == item.text
        end = item.end
        if item.when:
            edtf.parse_edtf(item.when.value)


@settings(max_examples=100, deadline=None)
@given(
    expression=st.sampled_from(
        ["Friday", "May 14", "last week", "yesterday", "the fall of 2020", "November", "two years ago", "1997"]
    ),
    published=st.dates().filter(lambda day: day.year > 30),
)
def test_an_expression_means_the_same_alone_and_in_a_sentence(expression: str, published: object) -> None:
    alone = read(expression, str(published))
    inside = read(f"Officials spoke of {expression}.", str(published))
    assert [item.when and item.when.value for item in alone] == [item.when and item.when.value for item in inside]


def test_the_same_report_gives_the_same_times() -> None:
    text = "On Friday, May 14, troops crossed; a day earlier there was calm."
    document = Document("d", text, published=Published("2021-05-16", "editor"))
    assert dates.find(document, split(document)) == dates.find(replace(document), split(document))


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("“Yesterday it was quiet,” the mayor said on Wednesday.", ["2021-05-11", "2021-05-12"]),
        ("On Wednesday the mayor told reporters that “tomorrow is the day”.", ["2021-05-12", "2021-05-13"]),
        ("“Yesterday an agreement was reached,” he said.", ["2021-05-15"]),
        ("The mayor said on Wednesday that they leave tomorrow.", ["2021-05-12", "2021-05-17"]),
    ],
)
def test_what_a_quotation_says_counts_from_the_day_it_was_said(text: str, values: list[str]) -> None:
    assert [value for _, value in seen(text, "2021-05-16")] == values


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The storm is expected to hit late Saturday.", "2021-05-22"),
        ("Recycling starts on Friday.", "2021-05-21"),
        ("They must agree by Friday.", "2021-05-21"),
        ("They did not plan to move him on Thursday.", "2021-05-20"),
        ("The strike will hit the port on Tuesday.", "2021-05-18"),
        ("Protesters hit the port on Tuesday.", "2021-05-11"),
        ("The United States said Tuesday it would wait.", "2021-05-11"),
        ("On Friday, when the minister set aside his plans, it rained.", "2021-05-14"),
    ],
)
def test_a_weekday_looks_where_its_sentence_looks(text: str, value: str) -> None:
    assert [found for _, found in seen(text, "2021-05-16")] == [value]


def test_the_address_of_a_page_holds_no_times() -> None:
    assert seen("See https://news.example/2021/05/14/may-talks-2020.html for it.", "2021-05-16") == []


def test_a_page_that_speaks_of_today_means_no_day() -> None:
    text = "Troops crossed on Friday.\n\nPledge today"
    passages = (Passage(0, 25, "body", 0), Passage(27, 39, "boilerplate", 1))
    document = Document("d", text, published=Published("2021-05-16", "editor"))
    assert [item.text for item in dates.find(document, passages)] == ["Friday"]


def test_a_caption_does_not_move_the_text_on() -> None:
    text = "A soldier on Nov. 12, 2020.\n\nThey left the next day."
    passages = (Passage(0, 27, "caption", 0), Passage(29, 52, "body", 1))
    document = Document("d", text, published=Published("2021-05-16", "editor"))
    assert [item.when.value for item in dates.find(document, passages) if item.when] == ["2020-11-12", "2021-05-17"]
