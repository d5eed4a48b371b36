"""A written file is whole or not there, and its ending says what it is."""

import json
from pathlib import Path

import pytest

from mapapp.errors import BadInput
from mapapp.publish.files import write
from tests.publish.samples import DOCUMENT, incident


def test_a_geojson_file_tells_which_filters_made_it(tmp_path: Path) -> None:
    target = tmp_path / "layer.geojson"
    write(target, [incident()], [DOCUMENT], about={"filters": {"kind": "assault"}})
    assert json.loads(target.read_text())["about"] == {"filters": {"kind": "assault"}}


def test_an_unknown_ending_names_the_endings_there_are(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"\.geojson.*\.html.*got \.shp"):
        write(tmp_path / "layer.shp", [incident()])
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_not_there_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="No such file or directory"):
        write(tmp_path / "nowhere" / "layer.geojson", [incident()])


def test_writing_again_replaces_the_file_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "layer.geojson"
    write(target, [incident(), incident("square")])
    write(target, [incident()])
    assert len(json.loads(target.read_text())["features"]) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["layer.geojson"]
