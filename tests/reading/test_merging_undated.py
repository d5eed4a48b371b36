"""Reports without dates, totals, and numbers of dead: what keeps two events of one report apart."""

from dataclasses import replace

import pytest

from mapapp.model import Document, Published, Reading, TimeExpression
from mapapp.reading import passages
from mapapp.reading.extracting import extract
from mapapp.reading.extracting.moments import apart
from mapapp.reading.merging import merge
from tests.reading.incident_world import World, read


def undated(text: str, *printed: str, identity: str = "d") -> Reading:
    """Read a text of the small world that has no date, with dates that nothing says how to count."""
    known = read(text, identity)
    document = Document(identity, text, published=Published())
    times = tuple(
        TimeExpression(text.index(each), text.index(each) + len(each), each, "DATE", "XXXX-XX", None)
        for each in printed
    )
    split = passages.split(document)
    reports = extract(document, split, known.mentions, times, World())
    return replace(known, document=document, passages=split, times=times, reports=reports)


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ("Monday", "January", True),
        ("Monday", "last Tuesday", True),
        ("Tues.", "Tuesday", False),
        ("January", "early March", True),
        ("January", "mid-January", False),
        ("Monday", "January 5", False),
        ("last month", "Monday", False),
        ("recently", "Monday", False),
    ],
)
def test_dates_that_cannot_be_counted_still_differ_by_their_names(one: str, other: str, differ: bool) -> None:
    assert apart(one, other) == apart(other, one) == differ


@pytest.mark.parametrize(
    ("text", "printed", "count"),
    [
        ("Rebels attacked Ashford on Monday. On Thursday, rebels attacked Ashford.", ("Monday", "Thursday"), 2),
        ("Rebels attacked Ashford on Monday. In March, rebels attacked Ashford.", ("Monday", "March"), 2),
        ("Rebels attacked Ashford on Monday. The attack on Monday left Ashford in ruins.", ("Monday",), 1),
    ],
)
def test_reports_of_one_document_dated_apart_stay_apart(text: str, printed: tuple[str, ...], count: int) -> None:
    reading = undated(text, *printed)
    assert all(report.when is None for report in reading.reports)
    assert len(merge([reading])) == count


def test_two_undated_documents_need_more_than_a_place_in_common() -> None:
    one = undated("Rebels attacked Ashford.", identity="one")
    other = undated("A bomb exploded outside a police station in Ashford.", identity="other")
    assert len(merge([one, other])) == 2


@pytest.mark.parametrize(
    ("second", "count"),
    [
        ("Gunmen killed 90 people in Ashford.", 2),
        ("Gunmen killed up to 90 people in Ashford.", 1),
        ("Gunmen killed 21 people in Ashford.", 1),
    ],
)
def test_numbers_of_dead_that_differ_widely_are_of_two_events(second: str, count: int) -> None:
    reading = undated(f"Gunmen killed 20 people in Ashford. {second}")
    unlinked = tuple(
        replace(report, reasons=tuple(r for r in report.reasons if not r.startswith("speaks of")))
        for report in reading.reports
    )
    assert len(merge([replace(reading, reports=unlinked)])) == count


def test_a_total_is_history_of_its_own_and_no_report_of_what_was_told_before_it() -> None:
    text = (
        "Shelling killed three people in Ashford on Monday. More than 800 people have been killed since 2030-01-04."
    )
    reading = read(text)
    total = reading.reports[-1]
    assert (total.status, total.places) == ("historical", ())
    assert total.when is not None
    assert (total.when.value, total.when.end) == ("2030-01-04/..", None)
    assert len(merge([reading])) == 2


def test_what_a_total_counts_from_is_not_placed_by_the_news() -> None:
    text = "Sudrian troops advanced near Brill. Many people have been killed since Sudria invaded on 2029-02-03."
    invasion = next(r for r in read(text, associative=("Sudria",)).reports if r.when and "2029" in r.when.value)
    assert invasion.places == ()


def test_fighting_near_a_town_is_drawn_near_it() -> None:
    text = "At least 40 people were killed in fighting between two groups near Brill, the capital of Vale, on Monday."
    (report,) = read(text).reports
    assert report.extent is not None
    assert report.extent.precision == "near"
