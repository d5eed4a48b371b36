"""The claim ledger: who asserts, who disputes, and the numbers they give, side by side."""

from typing import Any

import pytest

from mapapp.model import Answered, Extent, Incident, Quantity, Report, Stance
from mapapp.publish.ledger import Ledger, ledger, ledger_record

NAMES = {"a": "Daily Echo", "b": "Morning Star"}


def word(document: str, start: int, speaker: str | None = None, stance: Stance = "asserts", **more: Any) -> Report:
    numbers = more.pop("numbers", ())
    more["speaker_kind"] = more.pop("kind", None)
    quantities = tuple(Quantity(start, start + 1, value, unit, hedge) for value, unit, hedge in numbers)
    more["sides"] = tuple(more.get("sides", ()))
    return Report(
        document, start, start + 4, "text", "assault", "reported", stance, speaker, quantities=quantities, **more
    )


def of(*reports: Report) -> Ledger:
    return ledger(Incident("i", "assault", "reported", "Attack", None, (), Extent(None, "none"), reports), NAMES)


def said(made: Ledger) -> list[tuple[str, Stance, int]]:
    return [(party.name, party.stance, len(party.words)) for party in made.parties]


def test_those_who_assert_stand_before_those_who_dispute() -> None:
    made = of(word("a", 0, "Baku", "disputes"), word("a", 9, "Yerevan"), word("b", 0, "the UN", "qualifies"))
    assert said(made) == [("Yerevan", "asserts", 1), ("Baku", "disputes", 1), ("the UN", "qualifies", 1)]
    assert made.contested


def test_one_person_by_surname_and_in_full_is_one_party() -> None:
    made = of(word("a", 0, "Koval", kind="person"), word("b", 0, "Governor Dmytro Koval", kind="person"))
    assert said(made) == [("Governor Dmytro Koval", "asserts", 2)]
    assert made.parties[0].sources == ("Daily Echo", "Morning Star")


def test_an_article_and_a_possessive_make_no_other_party() -> None:
    assert said(of(word("a", 0, "The army"), word("b", 0, "army"), word("b", 9, "the army’s"))) == [
        ("the army’s", "asserts", 3)
    ]


def test_an_outlets_own_voice_is_a_party_under_its_name() -> None:
    made = of(word("a", 0, manner="unattributed"), word("b", 0, manner="unattributed"))
    assert [(party.name, party.kind, party.own_voice) for party in made.parties] == [
        ("Daily Echo", "outlet", True), ("Morning Star", "outlet", True),
    ]  # fmt: skip


def test_nobody_named_is_not_the_outlets_own_voice() -> None:
    party = of(word("a", 0, kind="unnamed")).parties[0]
    assert (party.kind, party.own_voice) == ("unnamed", True)


def test_a_denial_names_the_word_it_answers() -> None:
    claim = word("a", 0, "Yerevan")
    made = of(claim, word("a", 9, "Baku", "disputes", answers=Answered("a", 0, 4)))
    assert made.of("disputes")[0].words[0].answers == (1,)


def test_a_denial_elsewhere_answers_whoever_else_says_so_but_never_its_own_side() -> None:
    made = of(
        word("a", 0, "Yerevan", sides=["armenia"]),
        word("a", 9, "Baku", sides=["azerbaijan"]),
        word("b", 0, "the ministry in Baku", "disputes", sides=["azerbaijan"]),
    )
    assert made.of("disputes")[0].words[0].answers == (1,)


def test_differing_numbers_stand_apart_with_hedge_and_unit_and_are_never_averaged() -> None:
    made = of(
        word("a", 0, "Pashinyan", numbers=[(250, "troop", "an estimated")]),
        word("b", 0, "Pashinyan", numbers=[(600, "troop", "up to"), (3, "soldier", None)]),
        word("b", 9, numbers=[(600, "troop", "up to")]),
    )
    ((_, soldiers), (unit, troops)) = made.figures
    assert unit == "troop"
    assert [(f.value, f.hedge, [who for who, _ in f.by]) for f in troops] == [
        (250, "an estimated", ["Pashinyan"]), (600, "up to", ["Pashinyan", "Morning Star"]),
    ]  # fmt: skip
    assert [unit for unit, _ in made.differing] == ["troop"]
    assert len(soldiers) == 1


@pytest.mark.parametrize(
    ("value", "hedge", "said"),
    [(600, "up to", "up to 600"), (600, None, "600"), (24, "dozens", "dozens"),
     (2000, "at least several thousand", "at least several thousand")],
)  # fmt: skip
def test_a_number_is_shown_as_it_was_given_and_a_round_one_without_a_figure(
    value: float, hedge: str | None, said: str
) -> None:
    ((_, (figure,)),) = of(word("a", 0, "police", numbers=[(value, "people", hedge)])).figures
    assert figure.said(f"{value:g}") == said


def test_a_sentence_that_tells_an_incident_twice_says_it_once_with_all_its_numbers() -> None:
    made = of(
        word("a", 0, "police", numbers=[(3, "man", None)]), word("a", 0, "police", numbers=[(7, "woman", None)])
    )
    assert said(made) == [("police", "asserts", 1)]
    assert [unit for unit, _ in made.figures] == ["man", "woman"]


@pytest.mark.parametrize("stances", [("asserts",), ("disputes",), ("asserts", "qualifies")])
def test_it_is_contested_only_where_some_assert_and_others_dispute(stances: tuple[Stance, ...]) -> None:
    assert not of(*(word("a", n * 9, f"s{n}", stance) for n, stance in enumerate(stances))).contested


def test_the_record_names_every_word_by_the_number_of_its_report() -> None:
    record = ledger_record(of(word("a", 0, "police", numbers=[(3, "man", "at least")])))
    assert record["claims"] == [
        {
            "speaker": "police",
            "speaker_kind": None,
            "stance": "asserts",
            "how": ["unattributed"],
            "words": [{"report": 0, "answers": []}],
        }
    ]
    assert record["figures"] == [
        {"unit": "man", "given": [{"value": 3, "hedge": "at least", "by": [{"who": "police", "report": 0}]}]}
    ]
