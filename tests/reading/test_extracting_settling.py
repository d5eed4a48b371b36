"""Where something happened that is told without a place: from the words around, from the dateline, or nowhere."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapapp.model import Report
from mapapp.reading.extracting import settling
from tests.reading.incident_world import read


def told(text: str, kind: str) -> list[Report]:
    return [report for report in read(text).reports if report.kind == kind]


def names(report: Report) -> list[str]:
    return [each.place.name for each in report.places]


def test_what_is_told_next_happened_where_the_report_is() -> None:
    text = (
        "Karsk, the capital of Sudria, was quiet on Sunday. On Monday a bomb exploded outside the main bank downtown."
    )
    (report,) = told(text, "assault")
    assert names(report)[0] == "Karsk"
    assert report.extent is not None
    assert "no place of its own: Karsk" in report.extent.reason
    assert any("no place of its own" in reason for reason in report.reasons)


@pytest.mark.parametrize(("likely", "precision"), [(0.31, "none"), (0.79, "none"), (0.8, "region"), (0.97, "region")])
def test_only_what_is_very_likely_is_drawn_and_never_as_a_spot(
    monkeypatch: pytest.MonkeyPatch, likely: float, precision: str
) -> None:
    monkeypatch.setattr(settling, "likelihood", lambda features, table: likely)
    (report,) = told(
        "Karsk was quiet on Sunday. On Monday a bomb exploded outside the main bank downtown.", "assault"
    )
    assert report.extent is not None
    assert (report.extent.precision, report.extent.geometry is None) == (precision, precision == "none")
    assert f"{likely:.0%} likely" in report.extent.reason
    assert names(report)[0] == "Karsk"


def test_a_place_of_its_own_is_kept() -> None:
    (report,) = told("Karsk was quiet on Sunday. On Monday a bomb exploded outside a bank in Ashford.", "assault")
    assert names(report) == ["Ashford"]
    assert "no place of its own" not in " ".join(report.reasons)


def test_words_alone_take_no_place_from_around() -> None:
    text = "Karsk was quiet on Sunday. On Monday the foreign minister held talks with his counterpart."
    assert [names(report) for report in told(text, "consult")] == [[]]


def test_a_country_alone_is_that_of_the_adjective_and_is_not_drawn() -> None:
    text = "The war in Norland goes on. On Monday Norlandic troops killed five rebels."
    report = told(text, "assault")[-1]
    assert names(report) == ["Norland"]
    assert report.extent is not None
    assert report.extent.geometry is None


@given(st.dictionaries(st.sampled_from(sorted(settling.weights())), st.floats(-5, 5), max_size=8))
def test_a_likelihood_is_a_share_whatever_the_features(features: dict[str, float]) -> None:
    share = settling.likelihood(features, settling.weights())
    assert 0 < share < 1


@pytest.mark.parametrize("name", ["dateline named again", "about", "kind city"])
def test_what_speaks_for_a_place_makes_it_likelier(name: str) -> None:
    table = settling.weights()
    assert settling.likelihood({name: 1.0}, table) > settling.likelihood({}, table)


def test_the_weights_are_numbers() -> None:
    assert all(math.isfinite(value) for value in settling.weights().values())
