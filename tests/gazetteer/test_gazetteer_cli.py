"""`mapapp gazetteer`: what a person sees."""

import json
from pathlib import Path

from click.testing import CliRunner

from mapapp.cli import cli


def run(*words: str) -> str:
    result = CliRunner().invoke(cli, ["gazetteer", *words], catch_exceptions=False)
    assert result.exit_code == 0
    return result.output


def test_lookup_shows_the_bearers_of_a_name_as_a_table(tiny_folder: Path) -> None:
    lines = run("lookup", "port eze", "--gazetteer", str(tiny_folder)).splitlines()
    assert lines[0].startswith("port eze: 1 place")
    row = next(line for line in lines if "gn:1" in line)
    cells = [cell.strip() for cell in row.strip("│").split("│")]
    assert cells == ["gn:1", "Port Ézé", "town", "Westnorth, Westland", "1.5000", "0.5000", "70,000", "en fr"]


def test_lookup_marks_what_is_disputed(tiny_folder: Path) -> None:
    assert "(disputed)" in run("lookup", "Debateland", "--gazetteer", str(tiny_folder))


def test_lookup_says_when_nothing_bears_the_name(tiny_folder: Path) -> None:
    text = run("lookup", "Atlantis", "--gazetteer", str(tiny_folder))
    assert text.startswith("No place is called 'Atlantis' in the gazetteer (")


def test_lookup_prints_json_for_machines(tiny_folder: Path) -> None:
    places = json.loads(run("lookup", "Twin", "--json", "--gazetteer", str(tiny_folder)))
    assert [place["place_id"] for place in places] == ["gn:3", "gn:4", "gn:2"]
    assert places[0]["lat"] == 0.5
    assert places[0]["within"] == ["iso:EE-S", "iso:EE"]
    assert json.loads(run("lookup", "Atlantis", "--json", "--gazetteer", str(tiny_folder))) == []
