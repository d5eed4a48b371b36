"""What is still to come, and what is not its date."""

import pytest

from mapapp.model import Report
from tests.reading.incident_world import read


def told(text: str) -> list[Report]:
    return list(read(text).reports)


@pytest.mark.parametrize(
    "text",
    [
        "The presidents are due to meet in Ashford on Friday.",
        "The president is also due to meet his counterpart in Ashford on Friday.",
        "The presidents are about to meet in Ashford on Friday.",
        "A summit is due to take place in Ashford on Friday.",
        "A summit is scheduled to take place in Ashford on Friday.",
        "Talks are expected to resume in Ashford on Friday.",
        "The two sides were to sign a ceasefire in Ashford on Friday.",
    ],
)
def test_what_is_due_is_planned_for_its_day(text: str) -> None:
    (report,) = told(text)
    assert (report.status, [place.name for place in report.places]) == ("planned", ["Ashford"])
    assert report.when is not None
    assert report.when.days == 1


@pytest.mark.parametrize(
    "text",
    [
        "The clashes in Ashford on Monday were due to anger over land.",
        "Delays due to rain hit the talks in Ashford on Monday.",
        "Three people were killed in Ashford on Monday due to fire from both sides.",
    ],
)
def test_what_something_is_due_to_is_why(text: str) -> None:
    assert [report.status for report in told(text)] == ["reported"]


def test_what_people_were_killed_in_happened() -> None:
    assert {each.status for each in told("Two people were killed in shelling 20 km north of Ashford on Monday.")} == {
        "reported"
    }


def test_interest_in_something_has_not_done_it() -> None:
    assert [each.status for each in told("Rebels showed interest in attacking Ashford on Monday.")] == [
        "hypothetical"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The strike on Ashford was one of the deadliest since Sudria's invasion on 2019-02-11.",
        "The attack killed five people in Ashford, the first since the truce on 2019-05-11.",
    ],
)
def test_the_date_of_what_it_is_counted_since_is_not_its_own(text: str) -> None:
    report = next(each for each in told(text) if each.mode == "attack")
    assert report.status == "reported"
    assert report.when is not None
    assert report.when.start is not None
    assert report.when.start.year > 2019


def test_the_date_of_the_news_is_its_own_even_behind_since() -> None:
    report = next(each for each in told("It was the first attack on Ashford since the truce, on Monday.")
                  if each.mode == "attack")  # fmt: skip
    assert report.when is not None
    assert report.when.days == 1
