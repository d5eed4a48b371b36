"""Expressions of time are found whole, valued, and grounded on the right day."""

import pytest

from mapapp.model import Document, Passage, Published, TimeExpression
from mapapp.reading import dates


def read(text: str, published: str | None = None) -> tuple[TimeExpression, ...]:
    """Find the expressions of a text taken as one sentence."""
    given = Published(published, "editor") if published else Published()
    passages = (Passage(0, len(text), "body", 0),) if text else ()
    return dates.find(Document("d", text, published=given), passages)


# 2021-05-16 was a Sunday
@pytest.mark.parametrize(
    ("text", "expression", "value"),
    [
        ("It was signed on May 14, 2021.", "May 14, 2021", "2021-05-14"),
        ("It was signed on 14 May 2021.", "14 May 2021", "2021-05-14"),
        ("It was signed on Nov. 9 after talks.", "Nov. 9", "2020-11-09"),
        ("Troops crossed on Wednesday.", "Wednesday", "2021-05-12"),
        ("Talks are expected to resume on Saturday.", "Saturday", "2021-05-22"),
        ("He called late on Thursday.", "late on Thursday", "2021-05-13"),
        ("Parliament met Friday evening.", "Friday evening", "2021-05-14"),
        ("He said on Sunday that it was over.", "Sunday", "2021-05-16"),
        ("An agreement was reached yesterday.", "yesterday", "2021-05-15"),
        ("The incident this week", "this week", "2021-05-10/2021-05-16"),
        ("They met last week.", "last week", "2021-05-03/2021-05-09"),
        ("Elections next month.", "next month", "2021-06"),
        ("a war of last fall", "last fall", "2020-23"),
        ("in the fall of 2020", "the fall of 2020", "2020-23"),
        ("reached last November", "last November", "2020-11"),
        ("held since the 1990s", "the 1990s", "199X"),
        ("in the early 1990s", "the early 1990s", "199X"),
        ("from 1992–2020", "1992–2020", "1992/2020"),
        ("a six-week war", "six-week", None),
    ],
)
def test_an_expression_has_its_value_against_the_publication_date(
    text: str, expression: str, value: str | None
) -> None:
    found = read(text, "2021-05-16")
    assert [(item.text, item.when.value if item.when else None) for item in found] == [(expression, value)]
