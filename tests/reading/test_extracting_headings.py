"""Headlines: present tense and no articles, so that a verb looks like a noun."""

import pytest

from tests.reading.incident_world import read

BODY = "\n\nPeople in the area said that it had been a quiet week.\n"


@pytest.mark.parametrize(
    ("headline", "mode"),
    [
        ("Gunmen storm TV studio in Ashford", "raid"),
        ("GUNMEN STORM TV STUDIO IN ASHFORD", "raid"),
        ("Gunmen Storm Television Studio In Ashford", "raid"),
        ("Rebels shell Ashford", "bombing"),
        ("Police fire tear gas in Ashford", "attack"),
        ("Militants fire rockets at Ashford", "attack"),
        ("Protesters block road in Ashford", "demonstration"),
        ("Troops land in Ashford", "deployment"),
        ("Bombs rock hotel in Ashford", "bombing"),
        ("Floods hit Ashford", "flood"),
        ("Blast rocks Ashford", "bombing"),
        ("Car bomb rocks hotel in Ashford", "bombing"),
        ("Ferry sinks off Ashford", "sinking"),
        ("Thousands march in Ashford", "demonstration"),
        ("Security forces storm university in Ashford", "raid"),
        ("Protesters storm parliament in Ashford", "riot"),
        ("Prices surge as rebels attack convoy near Ashford", "attack"),
        ("Wildfires burn homes near Ashford", "wildfire"),
        ("Forest fires force thousands to flee in Ashford", "wildfire"),
        ("Winter storm shuts schools in Ashford", "storm"),
        ("Rebel attack in Ashford kills 12", "attack"),
        ("Air strikes kill ten in Ashford", "bombing"),
    ],
)
def test_the_verb_of_a_headline_is_told_by_its_neighbours(headline: str, mode: str) -> None:
    reports = read(headline + BODY).reports
    assert [(report.mode, report.status) for report in reports] == [(mode, "reported")]


@pytest.mark.parametrize("headline", ["Arms race in Ashford", "People flood streets of Ashford"])
def test_a_plural_before_a_noun_makes_it_no_verb(headline: str) -> None:
    assert read(headline + BODY).reports == ()


def test_outside_a_headline_the_present_tense_is_a_habit() -> None:
    assert read("Prices rose.\n\nPeople say that rebels attack villages when it rains.\n").reports == ()
