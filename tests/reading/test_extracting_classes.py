"""Classes of mistakes that reports never read before have shown: one sentence or two for each."""

import pytest

from mapapp.model import Report
from tests.reading.incident_world import read


def told(text: str) -> list[Report]:
    return list(read(text).reports)


@pytest.mark.parametrize(
    ("text", "kind", "mode"),
    [
        ("• Health ministers from 11 countries met in Ashford on Monday.", "consult", "meeting"),
        ("• Officials have confirmed 54 cases of Ebola in Ashford since Monday.", "disaster", "epidemic"),
        ("An outbreak of Ebola was declared in Ashford on Monday.", "disaster", "epidemic"),
        ("Demonstrators blocked the bridge at Ashford on Monday.", "protest", "demonstration"),
        ("A plane came down near the airport of Ashford on Monday.", "accident", "crash"),
        ("Cargo planes brought 40 tonnes of food to Ashford on Monday.", "aid", "aid"),
        ("The canopy of the station in Ashford collapsed on Monday, killing 14 people.", "accident", "collapse"),
        ("Angry youths blocked a highway near Ashford on Monday.", "protest", "demonstration"),
        ("Soldiers entered the palace in Ashford on Monday, in what the president called a coup attempt.",
         "assault", "coup"),
        ("Commandos stormed another ship off Ashford on Monday.", "assault", "raid"),
        ("A court in Ashford on Monday sentenced the mayor to two years in prison.", "crime", "trial"),
        ("A court in Ashford overturned the verdict on Monday.", "crime", "ruling"),
    ],
)  # fmt: skip
def test_a_sentence_is_read_for_what_it_tells_of(text: str, kind: str, mode: str) -> None:
    (report,) = told(text)
    assert (report.kind, report.mode, [place.name for place in report.places]) == (kind, mode, ["Ashford"])


@pytest.mark.parametrize(
    "text",
    [
        "Today's era is not an era of war, the premier said in Ashford.",
        "“We fought a hundred fires in Ashford in one night,” the chief of the fire crews said.",
    ],
)
def test_a_word_of_violence_alone_is_no_violence(text: str) -> None:
    assert [report for report in told(text) if report.kind == "assault"] == []


def test_a_headline_may_leave_the_auxiliary_of_a_passive_out() -> None:
    (report,) = told("Two dozen prisoners freed in swap at Ashford\n\nPeople said that it had been a quiet week.\n")
    assert (report.kind, report.mode) == ("retreat", "release")


def test_a_court_before_its_verb_is_who_acts() -> None:
    (report,) = told("Sudria court jails mayor in Karsk\n\nPeople said that it had been a quiet week.\n")
    assert (report.kind, report.mode) == ("crime", "trial")


def test_the_aim_of_a_visit_is_the_visit() -> None:
    (report,) = told("The president visited Ashford on Monday to meet the survivors.")
    assert (report.mode, report.status) == ("visit", "reported")


@pytest.mark.parametrize(
    "second",
    ["They freed 17 sailors and left.", "The rebels killed two men.", "They wounded two men."],
)
def test_what_the_next_sentence_tells_of_the_same_people_is_of_the_same_day(second: str) -> None:
    first, after, *_ = told(f"Rebels attacked the town of Ashford on Monday. {second}")
    assert first.when is not None
    assert after.when is not None
    assert first.when.value == after.when.value == "2030-05-13"


def test_what_happened_there_happened_on_the_day_the_sentence_names() -> None:
    text = "In Ashford, crowds looted shops on Monday; more than 100 people were arrested there."
    assert {report.when and report.when.value for report in told(text)} == {"2030-05-13"}


def test_the_dead_of_an_epidemic_are_not_made_an_assault_by_a_curfew() -> None:
    text = (
        "An outbreak of Ebola was declared in Ashford on Monday. The president imposed a curfew in Brill on Tuesday. "
        "A man died in a hospital in Karsk on Wednesday."
    )
    assert [report.mode for report in told(text)] == ["epidemic", "restriction", "epidemic"]


def test_who_denies_something_else_denies_nothing_told() -> None:
    text = "Pirates took control of a ship near Ashford on Monday. The owner has denied paying a ransom."
    assert [report.stance for report in told(text)] == ["asserts"]


def test_a_minister_does_not_deny_what_he_said_himself() -> None:
    text = (
        "Interior Minister Ana Ruiz said nine people were killed in Ashford on Monday. The opposition put the number "
        "at 19. The minister called the claim false."
    )
    assert [report.stance for report in told(text)] == ["asserts"]


def test_an_attempt_to_take_a_town_takes_no_town() -> None:
    first, *rest = told(
        "Fighters killed 40 civilians when they tried to take control of Ashford on Monday, Sudria said."
    )
    modes = {(report.mode, report.status) for report in rest}
    assert (first.mode, first.status) == ("killing", "reported")
    assert modes <= {("seizure", "hypothetical")}
    assert all(report.actors == () for report in (first, *rest))


def test_what_was_done_after_a_raid_is_news_though_it_is_told_in_the_perfect() -> None:
    (seizure, *_) = told("Militants have seized the town of Ashford after a raid.")
    assert seizure.when is not None
    assert seizure.when.start is not None


def test_gunmen_of_another_sentence_are_not_those_of_a_side_named_before() -> None:
    *_, looting = told("Norlandic jets attacked the town of Ashford on Monday. Gunmen looted a house in Brill.")
    assert (looting.places[0].name, looting.actors) == ("Brill", ())


def test_a_denial_that_names_its_deed_answers_that_deed() -> None:
    text = (
        "Gunmen killed three people in Ashford on Monday. Youths burned a bus in Brill on Tuesday. "
        "The rebels denied a role in the killings."
    )
    denied = [report for report in told(text) if report.stance == "disputes"]
    assert [(report.mode, [place.name for place in report.places]) for report in denied] == [("killing", ["Ashford"])]


def test_the_two_towns_are_the_last_two_named() -> None:
    *_, killing = told(
        "Rebels attacked Ashford and Brill on Monday. Nine people were killed in the two towns on Tuesday."
    )
    assert {place.name for place in killing.places} == {"Ashford", "Brill"}


def test_the_toll_of_an_epidemic_since_a_day_reaches_to_the_report() -> None:
    (report,) = told("Measles has killed 15 children in Ashford since Monday.")
    assert report.when is not None
    assert report.when.value == "2030-05-13/2030-05-17"
