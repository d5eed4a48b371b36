"""Reports out of sentences: what happened, where, when, how sure, and who says so."""

import pytest

from mapapp.model import Report
from tests.reading.incident_world import read


def one(text: str, **options: object) -> Report:
    reports = read(text, **options).reports  # type: ignore[arg-type]
    assert len(reports) == 1, [(report.kind, report.mode, report.quote) for report in reports]
    return reports[0]


@pytest.mark.parametrize(
    ("text", "kind", "mode", "status"),
    [
        ("Rebels attacked the town of Ashford on Monday.", "assault", "attack", "reported"),
        ("REBELS ATTACKED THE TOWN OF ASHFORD ON MONDAY.", "assault", "attack", "reported"),
        ("Three soldiers were killed in clashes near Brill on Tuesday.", "assault", "clash", "reported"),
        ("A bomb exploded outside a police station in Ashford on Monday.", "assault", "bombing", "reported"),
        ("Gunmen kidnapped a teacher in Brill on Thursday.", "assault", "abduction", "reported"),
        ("Thousands of people protested in Karsk on Tuesday.", "protest", "demonstration", "reported"),
        ("Police arrested two men in Karsk on Tuesday.", "coerce", "arrest", "reported"),
        ("Police seized two tonnes of meat in Karsk on Tuesday.", "coerce", "confiscation", "reported"),
        ("Rebels seized the weapons of a garrison near Brill.", "coerce", "confiscation", "reported"),
        ("Rebels seized a base near Brill on Tuesday.", "assault", "seizure", "reported"),
        ("The army withdrew from Brill on Wednesday.", "retreat", "withdrawal", "reported"),
        ("Sudria sent 200 peacekeepers to Ashford.", "aid", "peacekeeping", "reported"),
        ("The foreign minister visited Karsk on Monday.", "consult", "visit", "reported"),
        ("A ceasefire agreement was signed in Karsk on Thursday.", "agree", "agreement", "reported"),
        ("Norlandic troops crossed the border near Ashford on Friday.", "assault", "incursion", "reported"),
        ("Rebels will attack Ashford on Sunday, the mayor said.", "assault", "attack", "planned"),
        ("Rebels could attack the town of Ashford.", "assault", "attack", "hypothetical"),
        ("No shots were fired in Ashford on Monday.", "assault", "attack", "negated"),
        ("The army did not attack the town of Brill.", "assault", "attack", "negated"),
        ("Rebels attacked the town of Ashford on 2027-03-02.", "assault", "attack", "historical"),
    ],
)  # fmt: skip
def test_a_sentence_tells_of_an_event_of_a_kind_with_a_status(text: str, kind: str, mode: str, status: str) -> None:
    report = one(text)
    assert (report.kind, report.mode, report.status) == (kind, mode, status)


@pytest.mark.parametrize(
    "text",
    [
        "The minister denounced the enemies of the people.",
        "A flood of letters reached the office in Ashford on Monday.",
        "The stock market crash hit Brill on Tuesday.",
        "Farmers killed 3,000 chickens near Brill on Tuesday.",
        "Workers slaughtered 3,000 pigs at a farm near Brill on Tuesday.",
        "Sudria lifted the quarantine in Karsk on Tuesday.",
        "Rebels attack villages when it rains.",
        "The president said the economy was growing in Karsk.",
        "The leader urged calm.",
        "Her relatives in Ashford are fighting to keep the house.",
        "The results in Ashford demonstrate the need for more money.",
        "She called her mother in Ashford.",
        "The mayor of Ashford apologised for the delay.",
        "Karsk is a county in Sudria.",
    ],
)
def test_what_is_no_incident_is_not_made_one(text: str) -> None:
    assert read(text).reports == ()


@pytest.mark.parametrize(
    ("text", "kind", "mode"),
    [
        ("Pirates took control of a ship near Ashford on Monday.", "assault", "ship seizure"),
        ("Rebels took control of the vessel Star of Vole near Ashford on Monday.", "assault", "ship seizure"),
        ("A tanker was seized by pirates off Ashford on Monday.", "assault", "ship seizure"),
        ("The navy seized a tanker off Ashford on Monday.", "coerce", "ship seizure"),
        ("Three men took control of the plane over Ashford on Monday.", "assault", "hijacking"),
        ("Gunmen hijacked a bus near Ashford on Monday.", "assault", "hijacking"),
        ("Gunmen took control of the embassy in Ashford on Monday.", "assault", "building seizure"),
        ("Rebels seized control of the radio station in Ashford on Monday.", "assault", "building seizure"),
        ("Rebels took control of Ashford on Monday.", "assault", "seizure"),
        ("Rebels took control of a district of Ashford on Monday.", "assault", "seizure"),
        ("Police seized 20 cars in Ashford on Monday.", "coerce", "confiscation"),
    ],
)  # fmt: skip
def test_what_is_seized_says_what_kind_of_seizure_it_is(text: str, kind: str, mode: str) -> None:
    report = one(text)
    assert (report.kind, report.mode) == (kind, mode)


def test_a_report_quotes_its_sentence_and_points_at_the_words_that_tell() -> None:
    text = "It rained. Rebels attacked the town of Ashford on Monday. People slept."
    report = one(text)
    assert report.quote == "Rebels attacked the town of Ashford on Monday." == text[report.start : report.end]
    assert report.trigger is not None
    assert text[slice(*report.trigger)] == "attacked"


def test_the_date_is_that_of_the_event_and_not_of_saying_it() -> None:
    report = one("Police said on Friday that rebels attacked the town of Ashford on Monday.")
    assert report.when is not None
    assert report.when.value == "2030-05-13"


def test_what_is_said_on_a_day_happened_then_or_shortly_before() -> None:
    report = one("Police said on Wednesday that rebels had attacked the town of Ashford.")
    assert report.when is not None
    assert report.when.value == "2030-05-13/2030-05-15"


def test_without_a_date_news_is_of_the_week_before_publication() -> None:
    report = one("Rebels attacked the town of Ashford.")
    assert report.when is not None
    assert (report.when.value, report.when.basis) == ("2030-05-10/2030-05-17", "inferred")


def test_a_place_that_acts_is_no_place_where_something_happened() -> None:
    report = one("Karsk attacked the town of Ashford on Monday.", associative=("Karsk",))
    assert [place.name for place in report.places] == ["Ashford"]
    assert "sudria" in report.actors


def test_what_talks_are_about_is_not_where_they_are_held() -> None:
    text = "The foreign minister held talks on Monday on the fighting in Brill."
    assert [place.name for report in read(text).reports if report.kind == "consult" for place in report.places] == []


def test_a_meeting_was_not_held_where_the_attack_before_it_was() -> None:
    text = "The summit was the first since the attacks in Brill on Monday."
    talks = [report for report in read(text).reports if report.kind == "consult"]
    assert [place.name for report in talks for place in report.places] == []


def test_a_place_a_clause_names_but_nobody_knows_is_not_replaced_by_another() -> None:
    reports = read("Rebels attacked Ashford on Monday. Near Zzyx, rebels attacked a convoy.").reports
    assert [place.name for place in reports[-1].places] == ["Zzyx"]


def test_what_follows_speaks_of_the_same_event() -> None:
    text = "Rebels attacked a barracks in Ashford on Monday. The attack left three soldiers dead."
    first, second = read(text).reports
    assert [place.name for place in second.places] == ["Ashford"]
    assert second.when == first.when


def test_numbers_keep_their_hedge_and_unit() -> None:
    report = one("Up to 600 Sudrian troops are stationed near Ashford.")
    assert [(q.value, q.unit, q.hedge) for q in report.quantities] == [(600.0, "troop", "up to")]


def test_who_did_not_withdraw_is_still_there() -> None:
    report = one("Sudria failed to withdraw an estimated 250 troops from Vale on Friday.")
    assert (report.kind, report.mode, report.status) == ("mobilize", "presence", "reported")


def test_not_completely_withdrawn_means_partly_withdrawn() -> None:
    report = one("Sudria has not completely withdrawn from Vale.")
    assert (report.kind, report.status) == ("retreat", "reported")


def test_an_agreement_kept_is_the_event_that_was_agreed() -> None:
    text = "An agreement was reached on Monday that troops would leave Vale on Tuesday. The agreement was fulfilled."
    last = read(text).reports[-1]
    assert last.kind == "retreat"
    assert last.when is not None
    assert last.when.value == "2030-05-14"


def test_coordinated_clauses_share_a_date_and_a_place() -> None:
    text = "THREE MEN WERE KILLED AND SEVEN OTHERS WERE WOUNDED DURING CLASHES MONDAY IN ASHFORD."
    for report in read(text).reports:
        assert [place.name for place in report.places] == ["ASHFORD"]


def test_an_auxiliary_left_out_leaves_the_date_and_place_shared() -> None:
    text = "At least 40 people were killed and 58 wounded in fighting near Brill, the capital of Vale, on Monday."
    report = read(text).reports[0]
    assert report.when is not None
    assert (report.when.value, report.places[0].name) == ("2030-05-13", "Brill")


def test_a_line_without_end_is_read_in_pieces_and_in_time() -> None:
    text = "Rebels attacked Ashford on Monday and " * 4000
    reports = read(text).reports
    assert reports
    assert max(report.end - report.start for report in reports) <= 1200
    assert all(report.quote == text[report.start : report.end] for report in reports)


@pytest.mark.parametrize(
    "text", ["", " ", "\x00", "“", "Killed.", "“Killed,” said.", "by by by", "\u202eattacked Ashford"]
)
def test_odd_text_is_no_trouble(text: str) -> None:
    read(text)


@pytest.mark.parametrize(
    ("text", "kind", "mode", "numbers"),
    [
        (
            "A magnitude 7.8 quake struck near Ashford on Monday, killing at least 40 people and hurting dozens.",
            "disaster", "earthquake", {("magnitude", 7.8), ("dead", 40), ("injured", 24)},
        ),
        ("The flu killed twelve people in Ashford on Monday.", "disaster", "epidemic", {("dead", 12)}),
        ("Typhoon Zed slammed into Brill on Friday, leaving 900 dead.", "disaster", "storm", {("dead", 900)}),
        ("Floods killed 40 people in Karsk on Wednesday and displaced 60,000.", "disaster", "flood",
         {("dead", 40), ("displaced", 60000)}),
        ("A landslide buried 20 houses in Brill on Sunday.", "disaster", "landslide", {("house", 20)}),
        ("A car crash injured five people in Brill on Tuesday.", "accident", "crash", {("injured", 5)}),
        ("A fire destroyed a factory in Karsk on Thursday, killing 52 workers.", "accident", "fire", {("dead", 52)}),
        ("A bridge collapsed in Karsk on Tuesday; 43 people were killed.", "accident", "collapse", {("dead", 43)}),
        ("A gas explosion killed three people in Karsk on Monday.", "accident", "blast", {("dead", 3)}),
        ("A bomb explosion killed three people in Karsk on Monday.", "assault", "bombing", {("people", 3)}),
        ("At least 12 people died when a ferry sank near Brill on Tuesday and 30 are missing.", "accident", "sinking",
         {("dead", 12), ("missing", 30)}),
        ("A man was charged with murder in Karsk on Saturday.", "crime", "trial", set()),
        ("Police arrested two men on suspicion of murder in Brill on Friday.", "crime", "arrest", {("man", 2)}),
        ("Gunmen robbed a bank in Ashford on Monday.", "crime", "robbery", set()),
    ],
)  # fmt: skip
def test_disasters_accidents_and_crimes_are_told_with_their_numbers(
    text: str, kind: str, mode: str, numbers: set[tuple[str, float]]
) -> None:
    report = one(text)
    assert (report.kind, report.mode, report.status) == (kind, mode, "reported")
    assert {(each.unit, each.value) for each in report.quantities} == numbers
    assert report.when is not None
    assert report.places
