"""Undated reports are dated by their own weekdays and by what others say, and only when one day stands out."""

import os
import subprocess
import sys
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


def test_of_two_look_alikes_the_nearer_in_time_counts_more() -> None:
    quote = "“We shall rebuild every bridge that the flood has taken from us,” minister Reyes said"
    dated = [reading(day, f"{quote} on June 8, 2021.", day) for day in ("2021-06-09", "2021-06-10")]
    other = reading("other", f"{quote} on Wednesday. On Wednesday, schools reopened.")
    assert dates.infer_published([*dated, other])["other"].published.value == "2021-06-09"


BATCH = """
from mapapp import paths
from mapapp.model import Document, Published, Reading
from mapapp.reading import dates
from mapapp.reading.passages import split
documents = [Document(path.stem, path.read_text(encoding="utf-8")) for path in sorted(paths.SEEDS.glob("*.txt"))]
print(dates.infer_published([Reading(document, split(document)) for document in documents]))
"""


def test_the_same_batch_gives_the_same_dates_whatever_order_sets_have() -> None:
    answers = {
        subprocess.run(
            [sys.executable, "-c", BATCH],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(answers) == 1


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


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (
            "Two bombs exploded during Sunday Mass in Jolo, officials said on Monday, Jan. 28, 2019.\n\n"
            "The president flew in on Monday.",
            "2019-01-28",
        ),
        (
            "Workers marched in Minsk on Monday, Aug. 17, 2020. On Sunday thousands had rallied.\n\n"
            "Ministers will meet on Wednesday.",
            "2020-08-17",
        ),
        ("Gunmen attacked on Saturday, a militia told reporters on Thursday, December 3, 2020.", "2020-12-03"),
        ("The battle was fought on July 3, 1863. It ended the campaign.", None),  # a history
        ("The army said on Tuesday that it had left.", None),
    ],
)
def test_a_day_named_in_full_is_the_report_s_own_where_it_was_said_on_it(text: str, value: str | None) -> None:
    assert dates.infer_published([reading("other", text)])["other"].published.value == value
