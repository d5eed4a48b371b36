"""`mapapp store`: decisions on merging, by hand."""

from pathlib import Path

import pytest

from mapapp import paths
from mapapp.store.sqlite import open_store
from tests.cli.running import mapapp


@pytest.fixture
def filled(own_store: Path) -> Path:
    assert mapapp("add", paths.SEEDS).status == 0
    return own_store


def told_by_most(store: Path) -> tuple[str, int, str]:
    """Return the id of the incident of most reports, how many, and one document that reports it."""
    with open_store(store) as opened:
        incident = max(opened.incidents(), key=lambda each: len({r.document_id for r in each.reports}))
    return incident.id, len(incident.reports), incident.reports[-1].document_id


def test_reports_are_split_off_and_the_split_is_listed_and_undone(filled: Path) -> None:
    incident, count, document = told_by_most(filled)
    ran = mapapp("store", "split", incident, document, "--why", "another hill", "--by", "ana")
    assert (ran.status, ran.err) == (0, "")
    decision = ran.out.split()[1].rstrip(":")
    with open_store(filled) as opened:
        assert document not in {report.document_id for report in opened.incident(incident).reports}
        assert "another hill" in " ".join(opened.incident(incident).reasons)
    listed = mapapp("store", "decisions").out
    assert f"{decision} apart ana, " in listed
    assert "another hill" in listed
    assert mapapp("store", "undo", decision).out == "undone: apart, by ana: another hill\n"
    with open_store(filled) as opened:
        assert len(opened.incident(incident).reports) == count
    assert mapapp("store", "decisions").out == ""
    assert mapapp("verify").status == 0


def test_two_incidents_are_joined_and_the_id_that_goes_redirects(filled: Path) -> None:
    with open_store(filled) as opened:
        first, second = sorted(opened.incidents(), key=lambda each: each.id)[:2]
    ran = mapapp("store", "join", first.id, second.id, "--why", "one night", "--by", "ana")
    assert (ran.status, ran.err) == (0, "")
    with open_store(filled) as opened:
        assert opened.incident(first.id) == opened.incident(second.id)
        assert len(opened.incident(first.id).reports) == len(first.reports) + len(second.reports)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["split", "{incident}", "99"], "report '99': wanted a number up to"),
        (["split", "nothing", "1"], "incident 'nothing'"),
        (["join", "{incident}", "{incident}"], "one incident already"),
        (["undo", "nothing"], "`mapapp store decisions` lists them"),
    ],
)
def test_what_cannot_be_decided_is_said(words: list[str], said: str, filled: Path) -> None:
    incident, _, _ = told_by_most(filled)
    why = [] if words[0] == "undo" else ["--why", "x"]
    ran = mapapp("store", *(word.format(incident=incident) for word in words), *why)
    assert ran.status == 1
    assert said in ran.err
