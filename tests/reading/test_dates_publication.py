"""A publication date is the report's own: from metadata, byline, dateline or address, never from a caption."""

import pytest

from mapapp.model import Document, Published
from mapapp.reading import dates
from mapapp.reading.passages import split


def published(text: str, url: str | None = None) -> tuple[str | None, str | None]:
    """Return the value and basis of a text's publication date."""
    document = Document("d", text, url=url)
    found = dates.publication(document, split(document))
    return found.value, found.basis


BODY = "\n\nTroops crossed the border, officials said on Friday. They left a day later.\n"


@pytest.mark.parametrize(
    ("top", "value"),
    [
        ("Armenia asks for support\nMay 16 2021 12:42 AM", "2021-05-16T00:42"),
        ("Armenia asks for support\nPublished: 16 May 2021", "2021-05-16"),
        ("Armenia asks for support\nBy Ann Writer, May 16, 2021", "2021-05-16"),
        ("Armenia asks for support\nAFP | May 16, 2021 | World", "2021-05-16"),
        ("Armenia asks for support\nUpdated May 17, 2021\nPublished May 16, 2021", "2021-05-16"),
        ("YEREVAN, May 16, 2021 (AFP) -- Troops crossed the border.", "2021-05-16"),
        ("SAN SALVADOR, 3 JAN 90 -- [TEXT] THE ARMY HAS REPORTED CLASHES.", "1990-01-03"),
    ],
)
def test_a_byline_or_dateline_states_the_date(top: str, value: str) -> None:
    assert published(top + BODY) == (value, "stated")


@pytest.mark.parametrize(
    "top",
    [
        "In this file photo taken on October 25, 2020, an Armenian soldier fires artillery.",
        "Nikol Pashinyan addressing the nation in Yerevan, Armenia, Nov. 12, 2020. Photo: AFP",
        "The war that began on September 27, 2020, ended in November.",
        "Armenia asks for support",
    ],
)
def test_a_date_in_a_caption_or_in_running_text_is_not_taken(top: str) -> None:
    assert published(top + BODY) == (None, None)


def test_what_came_with_the_report_wins() -> None:
    given = Published("2021-05-14", "editor")
    document = Document("d", "Headline\nMay 16, 2021" + BODY, published=given)
    assert dates.publication(document, split(document)) == given


def test_the_address_of_a_page_is_a_last_resort() -> None:
    assert published("Headline" + BODY, "https://news.example/world/2021/05/16/talks.html") == (
        "2021-05-16",
        "inferred",
    )


def test_a_dateline_is_sure_and_two_that_differ_are_less_so() -> None:
    one = Document("d", "Headline\nPublished: May 16, 2021" + BODY)
    two = Document("d", "Headline\nUpdated May 17, 2021\nPublished May 16, 2021" + BODY)
    sure, torn = (dates.publication(document, split(document)) for document in (one, two))
    assert sure.confidence is not None
    assert torn.confidence is not None
    assert 0.9 < sure.confidence < 1.0
    assert torn.confidence < sure.confidence
    assert [candidate.value for candidate in torn.candidates] == ["2021-05-16", "2021-05-17"]
    assert torn.candidates[1].evidence == ("byline: Updated May 17, 2021",)


def test_an_editors_date_is_certain() -> None:
    assert Published("2021-05-14", "editor").confidence == 1.0


def test_an_address_is_believed_with_its_confidence() -> None:
    document = Document("d", "Headline" + BODY, url="https://news.example/world/2021/05/16/talks.html")
    assert dates.publication(document, split(document)).confidence == pytest.approx(0.9)
