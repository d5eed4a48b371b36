"""`mapapp export` writes what the page shows, in the format the file's ending names."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mapapp import api
from mapapp.cli import cli
from mapapp.errors import BadInput, NotFound

TEXT = "YEREVAN, May 14 -- Shells hit the town of Vardenis on May 12, killing two people, officials said.\n"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, world_folder: Path) -> Path:
    """A real store of one small report."""
    folder = tmp_path_factory.mktemp("reports")
    (folder / "shells.txt").write_text(TEXT, encoding="utf-8")
    (folder / "sources.toml").write_text(
        '[[report]]\nfile = "shells.txt"\npublisher = "AFP"\npublished = "2021-05-14"\nbasis = "editor"\n'
    )
    path = folder / "incidents.sqlite"
    with api.open_store(path, str(world_folder)) as opened:
        assert opened.add(folder).count("added") == 1
    return path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["export", *arguments], catch_exceptions=True)


def test_a_geojson_file_holds_the_incident_with_its_quote(store: Path, tmp_path: Path) -> None:
    target = tmp_path / "layer.geojson"
    result = run(str(target), "--store", str(store))
    assert result.output == f"{target}: 1 incident\n"
    (feature,) = json.loads(target.read_text())["features"]
    assert feature["properties"]["places"][0]["name"] == "Vardenis"
    assert "Shells hit the town of Vardenis" in feature["properties"]["reports"][0]["quote"]


def test_filters_are_those_of_the_page_and_are_told_in_the_file(store: Path, tmp_path: Path) -> None:
    target = tmp_path / "layer.geojson"
    assert run(str(target), "--store", str(store), "--from", "2021-06-01").output == f"{target}: 0 incidents\n"
    assert json.loads(target.read_text())["about"]["query"] == {"from": "2021-06-01"}


def test_an_html_file_is_a_whole_map(store: Path, tmp_path: Path) -> None:
    target = tmp_path / "map.html"
    assert run(str(target), "--store", str(store), "--title", "Shells").exit_code == 0
    page = target.read_text()
    assert "<title>Shells</title>" in page
    assert "Shells hit the town of Vardenis" in page


@pytest.mark.parametrize(
    ("arguments", "error", "said"),
    [
        (["layer.shp"], BadInput, "wanted a name ending in .geojson"),
        (["layer.geojson", "--kind", "war"], BadInput, "kind: wanted some of agree"),
        (["layer.geojson", "--from", "May"], BadInput, "from: wanted a day as YYYY-MM-DD, got 'May'"),
    ],
)
def test_a_mistake_names_what_was_wanted(
    store: Path, tmp_path: Path, arguments: list[str], error: type[Exception], said: str
) -> None:
    result = run(str(tmp_path / arguments[0]), *arguments[1:], "--store", str(store))
    assert isinstance(result.exception, error)
    assert said in str(result.exception)
    assert not list(tmp_path.iterdir())


def test_a_store_that_is_not_there_is_named(tmp_path: Path) -> None:
    result = run(str(tmp_path / "layer.geojson"), "--store", str(tmp_path / "none.sqlite"))
    assert isinstance(result.exception, NotFound)
    assert "none.sqlite" in str(result.exception)
