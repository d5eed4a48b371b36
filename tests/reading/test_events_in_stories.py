"""What a story tells in several sentences: where, when, and which of its sentences tell of one thing. Made up."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from mapapp.model import Document, Incident, Published
from mapapp.pipeline import Reader

PUBLISHED = Published("2030-05-17", "editor")  # a Friday


@pytest.fixture(scope="module")
def reader(world_folder: Path) -> Reader:
    return Reader.open(world_folder)


def incidents(reader: Reader, text: str) -> Sequence[Incident]:
    """What is told to have happened, in the order of the text."""
    found = reader.merge([reader.read(Document("d", text, published=PUBLISHED))])
    happened = [each for each in found if each.status == "reported"]
    return sorted(happened, key=lambda each: min(report.start for report in each.reports))


def places(incident: Incident) -> list[str]:
    return sorted(each.name for each in incident.places)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # what stands somewhere is where it was attacked
        ("A hotel which is located in the Zzyxville neighbourhood was attacked on Monday.", [["Zzyxville"]]),
        ("The embassy in Nairobi was bombed on Monday.", [["Nairobi"]]),
        # lists, the words around which call them places
        ("Rebels attacked the towns of Zzyxville, Qyxburg and Wyxham on Monday.",
         [["Qyxburg", "Wyxham", "Zzyxville"]]),
        ("Rebels burned houses in the Zzyxville and Qyxburg neighbourhoods on Monday.", [["Qyxburg", "Zzyxville"]]),
        ("Rebels killed a man in a village known as Zzyxville on Monday.", [["Zzyxville"]]),
        ("Rebels kidnapped thirty farmers in the cities of Goma and Bukavu on Monday.", [["Bukavu", "Goma"]]),
        # bare names behind "in", whatever the letters
        ("REBELS KIDNAPPED THREE TOURISTS IN ZZYXVILLE LAST NIGHT.", [["Zzyxville"]]),
        ("A man was killed at the Ana Ruiz Airport in Goma on Monday.", [["Ana Ruiz Airport", "Goma"]]),
        # what is no place in capitals
        ("TWO MEN IN A CAR FIRED AT A GUARD AT THE ENTRANCE OF A BANK IN GOMA ON MONDAY.", [["Goma"]]),
        # measured from elsewhere
        ("Last week in Huancayo, 415 km southeast of Lima, a Zyx candidate for deputy was murdered.",
         [["Huancayo", "Lima"]]),
        # an apposition between an event and its place
        ("Police are looking into the murder of Ana Ruiz, a leader of the union, on Monday in Goma.", [["Goma"]]),
    ],
)  # fmt: skip
def test_an_incident_is_where_the_words_say(reader: Reader, text: str, wanted: list[list[str]]) -> None:
    assert [places(each) for each in incidents(reader, text)] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # told at different places, as another one, by other means, at another hour: apart
        ("A bomb exploded in Goma on Monday. Gunmen attacked a bank in Bukavu on Monday.", 2),
        ("A bomb exploded in Goma on Monday. Another bomb exploded in Goma on Monday.", 2),
        ("A guard was shot this morning in Goma. A bomb exploded in Goma in the evening.", 2),
        # told on: together
        ("A bomb exploded in Goma on Monday. The blast killed two people.", 1),
        ("A bomb killed two policemen and wounded 21 people near a hotel in Quetta on Sunday.", 1),
        ("Two aid workers were wounded when gunmen ambushed their convoy in Goma on Monday.", 1),
        ("Thousands of people marched through Santiago on Tuesday to protest against the prices.", 1),
        # one disaster, felt at several places; its dead are no assault
        ("A strong earthquake killed 25 people in Izmir on Monday. The quake also shook Athens on Monday. "
         "More than 800 people were injured.", 1),
    ],
)  # fmt: skip
def test_sentences_of_one_report_are_one_incident_where_they_tell_of_one(
    reader: Reader, text: str, wanted: int
) -> None:
    assert len(incidents(reader, text)) == wanted


@pytest.mark.parametrize(
    ("text", "kind", "mode"),
    [
        ("A train crashed near Larissa on Tuesday. Forty people died.", "accident", "crash"),
        ("An explosion at a chemical plant in Chittagong killed nine people on Monday.", "accident", "blast"),
        ("An explosion in a market in Kabul killed nine people on Monday.", "assault", "bombing"),
        ("Soldiers seized power in Niamey on Wednesday.", "assault", "coup"),
        ("Bombs rocked Bogota on Monday.", "assault", "bombing"),
        ("Explosions were heard in Kyiv on Monday.", "assault", "bombing"),
        ("The army foiled an ambush on a convoy near Damasak on Monday.", "assault", "clash"),
        ("A bomb went off last night in Goma.", "assault", "bombing"),
        ("Youths burned down an office in Kisumu on Monday.", "assault", "attack"),
        ("Trucks with flour entered Rafah on Monday.", "aid", "aid"),
    ],
)
def test_a_kind_is_told_by_what_is_around_the_word(reader: Reader, text: str, kind: str, mode: str) -> None:
    assert {(each.kind, each.mode) for each in incidents(reader, text)} == {(kind, mode)}


def test_the_capital_is_the_one_the_story_is_about_and_no_desk_abroad(reader: Reader) -> None:
    text = (
        "BEIJING, May 16 (Xinhua) -- Rebels clashed with troops in San Miguel, El Salvador, on Monday.\n\n"
        "On Tuesday, guerrillas attacked a barracks in San Salvador. On Wednesday a bomb exploded in the capital."
    )
    assert places(incidents(reader, text)[-1])[-1] == "San Salvador"


def test_a_sentence_that_says_where_a_target_stands_places_what_was_told_before(reader: Reader) -> None:
    text = "A bomb went off in Lima on Monday. The target was a bank located in the Zzyxville neighbourhood of Lima."
    assert places(incidents(reader, text)[0]) == ["Lima", "Zzyxville"]


def test_a_dateline_may_name_its_country_in_brackets(reader: Reader) -> None:
    text = "MADRID (SPAIN), 16 MAY 30 (EFE) -- [TEXT] REBELS KILLED TWO FARMERS IN HUANTA, PERU, YESTERDAY."
    assert "MADRID" not in {name for each in incidents(reader, text) for name in places(each)}
