"""Undated reports are dated by their own weekdays and by what others say, and only when one day stands out."""

from dataclasses import replace
from pathlib import Path

import pytest

from mapapp import paths
from mapapp.model import Document, Published, Reading
from mapapp.reading import dates
from mapapp.reading.passages import split


def reading(name: str, text: str, published: str | None = None) -> Reading:
    """Return a document as far as inferring needs it read."""
    document = Document(name, text, published=Published(published, "editor") if published else Published())
    return Reading(document, split(document))


DATED = reading(
    "dated",
    "Officials met in the capital. “We shall rebuild every bridge that the flood has taken from us,” minister Ana"
    " Reyes told reporters. The flood came on June 8, 2021.",
    "2021-06-11",
)


def test_a_shared_quotation_and_a_weekday_give_the_day() -> None:
    other = reading(
        "other",
        "Aid arrived on Thursday, the mayor said. On Thursday, schools reopened.\n\nMinister Reyes spoke too. “We"
        " shall rebuild every bridge that the flood has taken from us,” she said.",
    )
    inferred = dates.infer_published([DATED, other])["other"]
    assert (inferred.published.value, inferred.published.basis) == ("2021-06-10", "inferred")
    assert "quotation" in inferred.published.reason


def test_a_weekday_alone_gives_no_day() -> None:
    other = reading("other", "Aid arrived on Thursday, the mayor said. In recent months, rains have been heavy.")
    assert dates.infer_published([DATED, other])["other"].published == Published()


def test_dated_reports_are_left_alone() -> None:
    assert dates.infer_published([DATED]) == {}


def test_no_report_is_no_error() -> None:
    assert dates.infer_published([]) == {}


@pytest.fixture(scope="module")
def seeds() -> dict[str, str | None]:
    """What the five reports' dates come out as when only the texts are known."""
    readings = []
    for path in sorted(Path(paths.SEEDS).glob("*.txt")):
        with path.open(encoding="utf-8", newline="") as file:
            document = Document(path.stem[:3], file.read())
        passages = split(document)
        readings.append(Reading(replace(document, published=dates.publication(document, passages)), passages))
    found = {item.document.id: item.document.published.value for item in readings}
    return found | {name: item.published.value for name, item in dates.infer_published(readings).items()}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("000", "2021-05-16T00:42"),
        ("001", "2021-05-14"),
        ("002", "2021-05-14"),
        ("003", "2021-05-14"),
        ("004", "2021"),
    ],
)
def test_the_five_reports_date_each_other(seeds: dict[str, str | None], name: str, value: str) -> None:
    assert seeds[name] == value
