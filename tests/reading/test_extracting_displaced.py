"""Who flees a disaster is its toll; whom fighting or an army drives out is expelled."""

import pytest

from tests.reading.incident_world import read


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("Floods displaced 33,000 people in Ashford on Monday.", "flood"),
        ("Thousands fled their homes in Ashford on Monday as floodwaters rose.", "flood"),
        ("Thousands of people were forced from their homes in Ashford on Monday by flooding.", "flood"),
        ("Hundreds of people had to leave their homes in Ashford on Monday as the river burst its banks.", "flood"),
        ("Heavy rain displaced 5,000 people in Ashford on Monday.", "flood"),
        ("Heavy rain flooded Ashford on Monday. Thousands of people fled their homes.", "flood"),
        ("Hundreds fled their homes in Ashford on Monday when a wildfire reached the town.", "wildfire"),
        ("A quake hit Ashford on Monday. Some 4,000 people were displaced, officials said.", "earthquake"),
        ("Fighting displaced 5,000 people in Ashford on Monday.", "expulsion"),
        ("Clashes in Ashford on Monday forced 2,000 people from their homes.", "expulsion"),
        ("Thousands of people fled their homes in Ashford on Monday because of shelling.", "expulsion"),
        ("The army expelled 200 families from Ashford on Monday.", "expulsion"),
    ],
)
def test_who_flees_a_disaster_is_its_toll_and_not_expelled(text: str, mode: str) -> None:
    reports = read(text).reports
    assert {(report.mode, report.status) for report in reports if report.mode != "clash"} == {(mode, "reported")}
