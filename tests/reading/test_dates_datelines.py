"""A dateline without a year is of the year that its report was published in, or that its full dates give."""

import pytest

from mapapp.model import Document, Published, Reading
from mapapp.reading import dates
from mapapp.reading.passages import split

TOP = "QUARTA, Aug. 9 (Reuters) - A bomb killed two policemen in Quarta on Sunday, officials said.\n\n"


@pytest.mark.parametrize(
    ("known", "value"),
    [("2021", "2021-08-09"), ("2021-08", "2021-08-09"), ("2021-07", "2021-07"), ("2021-08-10", "2021-08-10")],
)
def test_a_report_known_to_the_year_or_month_is_of_the_day_of_its_dateline(known: str, value: str) -> None:
    document = Document("d", TOP, published=Published(known, "editor"))
    assert dates.publication(document, split(document)).value == value
    assert dates.publication(document, split(document)).basis == "editor"


@pytest.mark.parametrize(
    ("rest", "value"),
    [
        ("A hotel was attacked on 5 August 2021.", "2021-08-09"),
        ("A hotel was attacked in June 2021.", "2021-08-09"),
        ("A hotel was attacked on 12 December 2020.", None),  # far from the dateline: of that year or a later one
        ("Elections are due on 12 December 2021.", None),
        ("It was the worst attack since 3 May 1998.", None),
        ("It was the worst attack.", None),
    ],
)
def test_the_last_full_date_before_a_dateline_gives_its_year(rest: str, value: str | None) -> None:
    document = Document("d", TOP + rest)
    assert dates.infer_published([Reading(document, split(document))])["d"].published.value == value
