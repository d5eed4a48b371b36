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
    published = dates.infer_published([DATED, other])["other"].published
    assert (published.value, published.basis, published.confidence) == (None, None, None)


def test_the_chosen_day_is_the_heaviest_candidate_and_every_candidate_has_its_evidence(
    inferred_seeds: dict[str, Published],
) -> None:
    for published in inferred_seeds.values():
        assert published.basis == "inferred"
        assert published.reason
        weights = {candidate.value: candidate.weight for candidate in published.candidates}
        assert weights[published.value or ""] == published.confidence
        for length in (4, 10):  # years, days
            shares = [candidate.weight for candidate in published.candidates if len(candidate.value) == length]
            assert shares == sorted(shares, reverse=True)
            assert sum(shares) <= 1.0
        assert all(candidate.evidence for candidate in published.candidates)


def test_where_no_day_stands_out_all_are_given_and_none_is_chosen(inferred_seeds: dict[str, Published]) -> None:
    thursdays = {candidate.value: candidate.weight for candidate in inferred_seeds["004"].candidates}
    assert thursdays["2021-05-13"] == pytest.approx(thursdays["2021-05-20"], abs=0.05)


def test_a_text_whose_days_balance_has_candidates_but_no_value() -> None:
    other = reading(
        "other",
        "Minister Reyes spoke. “We shall rebuild every bridge that the flood has taken from us,” she said.",
    )
    published = dates.infer_published([DATED, other])["other"].published
    assert published.value is None
    assert {candidate.value for candidate in published.candidates} >= {"2021-06-10", "2021-06-11", "2021-06-12"}
    assert published.reason == "no date stands clearly out"


def test_dated_reports_are_left_alone() -> None:
    assert dates.infer_published([DATED]) == {}


def test_no_report_is_no_error() -> None:
    assert dates.infer_published([]) == {}


@pytest.fixture(scope="module")
def seed_readings() -> list[Reading]:
    """The five reports as far as inferring needs them read, dated by their own texts only."""
    readings = []
    for path in sorted(Path(paths.SEEDS).glob("*.txt")):
        with path.open(encoding="utf-8", newline="") as file:
            document = Document(path.stem[:3], file.read())
        passages = split(document)
        readings.append(Reading(replace(document, published=dates.publication(document, passages)), passages))
    return readings


@pytest.fixture(scope="module")
def inferred_seeds(seed_readings: list[Reading]) -> dict[str, Published]:
    """What is inferred of the undated four."""
    return {name: item.published for name, item in dates.infer_published(seed_readings).items()}


@pytest.fixture(scope="module")
def seeds(seed_readings: list[Reading], inferred_seeds: dict[str, Published]) -> dict[str, str | None]:
    """What the five reports' dates come out as when only the texts are known."""
    found = {item.document.id: item.document.published.value for item in seed_readings}
    return found | {name: published.value for name, published in inferred_seeds.items()}


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
