"""Who says it, how, and who denies it."""

import pytest

from tests.reading.incident_world import read


@pytest.mark.parametrize(
    ("text", "speaker", "how"),
    [
        ("Police said rebels attacked the town of Ashford on Monday.", "Police", "said"),
        ("Rebels attacked the town of Ashford on Monday, the mayor said.", "the mayor", "said"),
        ("“Rebels attacked the town of Ashford on Monday,” said the mayor.", "the mayor", "said"),
        ("According to the mayor, rebels attacked the town of Ashford on Monday.", "the mayor", "according to"),
        ("Sudria accused Norlandic troops of crossing the border near Ashford.", "Sudria", "accused"),
        ("Norlandic troops have been accused by Sudria of crossing the border near Ashford.", "Sudria", "accused"),
        ("Rebels attacked the town of Ashford on Monday.", None, ""),
    ],
)
def test_a_report_names_who_says_so(text: str, speaker: str | None, how: str) -> None:
    report = read(text, associative=("Sudria",)).reports[0]
    assert (report.speaker, report.how, report.stance) == (speaker, how, "asserts")


@pytest.mark.parametrize(
    "denial",
    [
        "Norland rejected the claims.",
        "Norland has disputed this, claiming that its troops were defending their side.",
        "Norland called the claims baseless.",
        "Norland responded with a statement about its measures.",
        "The accusations were denied by Norland.",
    ],
)
def test_a_denial_without_a_place_belongs_to_what_it_denies(denial: str) -> None:
    text = f"Sudria on Thursday accused Norlandic troops of crossing the border near Ashford. {denial}"
    claim, answer = read(text, associative=("Sudria", "Norland")).reports
    assert answer.stance == "disputes"
    assert answer.speaker == "Norland"
    assert (answer.kind, answer.mode, answer.when, answer.places) == (
        claim.kind, claim.mode, claim.when, claim.places,
    )  # fmt: skip
    assert denial == answer.quote


@pytest.mark.parametrize(
    "denial",
    [
        "The ministry denied this.",
        "Officials denied that.",
        "The ministry called the claims false.",
        "Interior Minister Ana Ruiz called it a lie.",
        "The ministry denied everything.",
        "The ministry denied the loss.",
        "The ministry issued a denial.",
        "They accused the army of lying. The ministry denied this.",
    ],
)
def test_a_denial_that_names_nothing_answers_the_claim_before_it(denial: str) -> None:
    text = f"The rebels said they had captured Ashford on Monday. {denial}"
    claim, answer = read(text).reports
    assert (claim.stance, answer.stance, answer.mode, answer.places) == (
        "asserts",
        "disputes",
        "seizure",
        claim.places,
    )
    assert answer.quote == denial.rpartition(". ")[2]
    assert answer.answers is not None
    assert (answer.answers.start, answer.answers.end) == (claim.start, claim.end)


def test_a_clause_may_deny_all_that_is_told_before_it() -> None:
    text = "Residents said the army bombed a hospital in Ashford on Monday, which the ministry denied."
    claim, denial = read(text).reports
    assert (claim.stance, claim.quote) == ("asserts", text.partition(",")[0])
    assert (denial.stance, denial.speaker, denial.quote) == ("disputes", "the ministry", "which the ministry denied.")


def test_whom_a_relative_clause_lets_deny_answers_who_blamed_him() -> None:
    text = "Gunmen killed three people in Ashford on Monday. Police blamed the rebels, who denied it."
    (denial,) = [report for report in read(text).reports if report.stance == "disputes"]
    assert (denial.mode, denial.speaker) == ("killing", "the rebels")


def test_talks_are_denied_but_a_proposal_of_talks_is_refused() -> None:
    claim = "Norland said talks were held in Karsk on Monday. "
    assert [report.stance for report in read(f"{claim}Sudria denied this.").reports] == ["asserts", "disputes"]
    assert [report.stance for report in read(f"{claim}Sudria rejected this.").reports] == ["asserts"]


def test_a_denial_in_the_same_sentence_is_a_report_of_its_own() -> None:
    text = "The premier said up to 600 Sudrian troops are stationed near Ashford, a claim denied by Karsk."
    claim, denial = read(text, associative=("Karsk",)).reports
    assert (claim.stance, denial.stance) == ("asserts", "disputes")
    assert denial.quote == "a claim denied by Karsk."
    assert claim.end <= denial.start
    assert denial.speaker == "Karsk"


def test_a_denial_of_nothing_is_nothing() -> None:
    assert read("Norland rejected the claims.", associative=("Norland",)).reports == ()


def test_denying_that_something_happened_disputes_it() -> None:
    report = read("Norland denied that its troops attacked the town of Ashford.", associative=("Norland",)).reports[0]
    assert (report.stance, report.speaker) == ("disputes", "Norland")


def test_a_denial_is_not_placed_where_its_counterclaim_is() -> None:
    text = (
        "Norlandic troops shelled the port of Ashford on Monday, the mayor said. Norland denied that it had attacked "
        "the port, saying its forces destroyed a barracks in Brill."
    )
    denied = [r for r in read(text, associative=("Norland",)).reports if r.stance == "disputes"]
    assert {place.name for report in denied for place in report.places} == {"Ashford"}
