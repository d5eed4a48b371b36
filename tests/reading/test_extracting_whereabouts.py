"""Where something happened, told through what stands there and through whom was met there."""

import pytest

from tests.reading.incident_world import read


def places(text: str) -> list[str]:
    return [place.name for report in read(text).reports for place in report.places]


@pytest.mark.parametrize(
    "where",
    [
        "in the livestock market of Ashford", "at a hospital of Ashford", "near a mosque of Ashford",
        "in the old quarter of Ashford", "outside the gates of the old prison of Ashford", "in Ashford's market",
        "near Ashford’s main hospital", "in a poor settlement of Ashford",
    ],
)  # fmt: skip
def test_what_stands_in_a_place_and_something_happens_at_it_is_there(where: str) -> None:
    (report,) = read(f"Gunmen killed 25 people {where} on Monday.").reports
    assert ([place.name for place in report.places], report.extent and report.extent.geometry is not None) == (
        ["Ashford"], True,
    )  # fmt: skip


@pytest.mark.parametrize(
    "how",
    ["at the request of Ashford", "in the defence of Ashford", "in support of Ashford", "in the name of Ashford",
     "at the invitation of the mayor of Ashford"],
)  # fmt: skip
def test_what_says_how_or_why_is_no_place(how: str) -> None:
    (report,) = read(f"Gunmen killed 25 people {how} on Monday.").reports
    assert report.extent is None or report.extent.geometry is None


@pytest.mark.parametrize(
    "text",
    [
        "The minister will meet farm leaders in Ashford on Friday.",
        "The minister will hold talks with farm leaders in Ashford on Friday.",
        "A summit of European leaders in Ashford will take place on Friday.",
        "The president met army officials in Ashford on Monday.",
        "The envoy met ambassadors at Ashford on Monday.",
    ],
)
def test_people_are_met_where_they_are(text: str) -> None:
    assert places(text) == ["Ashford"]


def test_whose_leaders_speak_is_no_place() -> None:
    assert places("Leaders in Ashford said on Monday that talks would go on.") == []
