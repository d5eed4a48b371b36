"""Numbers as the source says them: figures, and amounts that it leaves round."""

import pytest

from mapapp.model import Quantity
from tests.reading.incident_world import read


def numbers_of(text: str) -> tuple[Quantity, ...]:
    (report,) = read(text).reports
    return report.quantities


def given(text: str) -> list[str]:
    """Return the numbers of a report as they are shown, with their unit."""
    return [f"{each.hedge if each.is_round else f'{each.value:g}'} {each.unit}" for each in numbers_of(text)]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Gunmen killed dozens of people in Ashford on Monday.", ["dozens people"]),
        ("An air strike on Ashford kills dozens, activists say.", ["dozens dead"]),
        ("A car bomb wounded hundreds in Ashford on Monday.", ["hundreds injured"]),
        ("Gunmen killed several dozen villagers in Ashford on Monday.", ["several dozen villager"]),
        ("Floods displaced several thousand people in Ashford on Sunday.", ["several thousand displaced"]),
        ("Hundreds of people were killed in an earthquake near Ashford on Monday.", ["hundreds dead"]),
        (
            "Tens of thousands of people were displaced by floods in Ashford.",
            ["tens of thousands displaced"],
        ),
        ("Up to several hundred rebels attacked Ashford on Monday.", ["up to several hundred rebel"]),
        ("Gunmen killed at least a dozen people in Ashford on Monday.", ["at least a dozen people"]),
        ("Gunmen killed half a dozen villagers in Ashford on Monday.", ["half a dozen villager"]),
        ("Gunmen killed two hundred villagers in Ashford on Monday.", ["200 villager"]),
        ("Gunmen killed one hundred and fifty villagers in Ashford on Monday.", ["150 villager"]),
        ("Floods left 2.5 million people homeless in Ashford on Sunday.", ["2.5e+06 displaced"]),
    ],
)
def test_an_amount_that_the_source_leaves_round_becomes_no_figure(text: str, numbers: list[str]) -> None:
    assert given(text) == numbers


@pytest.mark.parametrize(
    ("words", "hedge"),
    [("some 200 to 300", "some 200 to"), ("between 20 and 30", "between 20 and"), ("two or three", "two or"),
     ("from 1,000 to 2,000", "from 1,000 to")],
)  # fmt: skip
def test_of_a_range_both_ends_are_shown(words: str, hedge: str) -> None:
    (number,) = numbers_of(f"Gunmen killed {words} villagers in Ashford on Monday.")
    assert number.hedge == hedge


@pytest.mark.parametrize(
    ("words", "least"),
    [("dozens", 24), ("several hundred", 200), ("tens of thousands", 20_000), ("half a million", 500_000),
     ("a hundred", 100), ("several hundred thousand", 200_000), ("two dozen", 24)],
)  # fmt: skip
def test_a_round_amount_counts_as_the_least_that_it_can_mean(words: str, least: float) -> None:
    of = " of" if words.endswith("s") else ""
    (number,) = numbers_of(f"Gunmen killed {words}{of} villagers in Ashford on Monday.")
    assert (number.value, number.hedge) == (least, words)


@pytest.mark.parametrize(
    "text",
    [
        "Soldiers attacked a village some 15 kilometres west of Ashford on Monday.",
        "Soldiers attacked a village 15 km (9 miles) south-east of Ashford on Monday.",
        "Soldiers attacked a village 12 miles from Ashford on Monday.",
    ],
)
def test_a_distance_with_a_direction_counts_nothing(text: str) -> None:
    assert given(text) == []
