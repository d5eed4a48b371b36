"""Building: complete or not there, current or rebuilt, one at a time."""

import json
import multiprocessing
import shutil
from pathlib import Path

import pytest

from mapapp.errors import BadInput, Unavailable
from mapapp.gazetteer import layout, state
from mapapp.gazetteer.build import build
from mapapp.gazetteer.index import open_index
from mapapp.gazetteer.sources import parse_names


@pytest.fixture
def copied(tiny_sources: tuple[Path, Path], tmp_path: Path) -> tuple[Path, Path]:
    """A copy of the tiny sources that a test may spoil."""
    shutil.copytree(tiny_sources[0], tmp_path / "data")
    shutil.copytree(tiny_sources[1], tmp_path / "geonames")
    return tmp_path / "data", tmp_path / "geonames"


def test_an_index_that_is_not_built_says_how_to_build_it(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="mapapp gazetteer build"):
        open_index(tmp_path / "nothing")


def test_an_index_of_another_format_is_not_opened(tiny_folder: Path, tmp_path: Path) -> None:
    folder = tmp_path / "gazetteer"
    shutil.copytree(tiny_folder, folder)
    about = json.loads((folder / layout.COMPLETE).read_text())
    (folder / layout.COMPLETE).write_text(json.dumps(about | {"format": 0}))
    with pytest.raises(Unavailable, match="another version"):
        open_index(folder)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"format": 1}'])
def test_a_spoilt_mark_of_completeness_counts_as_none(tmp_path: Path, content: str) -> None:
    (tmp_path / layout.COMPLETE).write_text(content)
    assert state.read(tmp_path) == {}
    with pytest.raises(Unavailable):
        open_index(tmp_path)


def test_the_same_sources_make_the_same_fingerprint_and_a_change_another(copied: tuple[Path, Path]) -> None:
    data, geonames = copied
    folder = data.parent / "gazetteer"
    build(folder, data=data, geonames=geonames)
    assert state.is_current(folder, data)
    with (data / "gazetteer" / "places.csv").open("a") as stream:
        stream.write("t:new,New,town,en:New,1,1,,,,,,,test\n")
    assert not state.is_current(folder, data)
    build(folder, data=data, geonames=geonames)
    assert state.is_current(folder, data)
    assert open_index(folder).has("New")


def test_a_change_of_any_code_that_writes_the_index_counts() -> None:
    """Only what reads a finished index, or makes an import (its content counts), is left out of the fingerprint."""
    here = Path(state.__file__).parent
    assert {path.name for path in here.glob("*.py")} - set(state.CODE) == {
        "__init__.py", "columns.py", "dumps.py", "features.py", "importing.py", "index.py", "rows.py", "scanning.py",
        "state.py",
    }  # fmt: skip


def test_a_build_that_fails_leaves_the_old_index_in_use(copied: tuple[Path, Path], tiny_folder: Path) -> None:
    data, geonames = copied
    folder = data.parent / "gazetteer"
    shutil.copytree(tiny_folder, folder)
    with (data / "gazetteer" / "places.csv").open("a") as stream:
        stream.write("t:bad,Bad,town,en:Bad,999,1,,,,,,,test\n")
    with pytest.raises(BadInput, match=r"places\.csv, line 9, 't:bad': wanted a number from -180 to 180, got 999"):
        build(folder, data=data, geonames=geonames)
    assert open_index(folder).has("Twin")


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (",x,town,,1,1,,,,,,,", "wanted an id"),
        ("t:x,x,planet,,1,1,,,,,,,", "wanted a kind"),
        ("t:x,x,town,,one,1,,,,,,,", "could not convert"),
        ("t:x,x,town,,1,1,,POLYGON (0,,,,,", "t:x"),
        ("t:x,x,town,,1,1,,boundary:iso:ZZ,,,,,", "not in data/boundaries"),
    ],
)
def test_a_faulty_row_is_named(copied: tuple[Path, Path], row: str, message: str) -> None:
    data, geonames = copied
    with (data / "gazetteer" / "places.csv").open("a") as stream:
        stream.write(row + "\n")
    with pytest.raises(BadInput, match=message):
        build(data.parent / "gazetteer", data=data, geonames=geonames)


def test_a_table_without_its_columns_is_named(copied: tuple[Path, Path]) -> None:
    data, geonames = copied
    (data / "gazetteer" / "more.csv").write_text("id,name\n")
    with pytest.raises(BadInput, match=r"more\.csv: wanted columns .* missing country, disputed"):
        build(data.parent / "gazetteer", data=data, geonames=geonames)


def test_a_folder_that_cannot_be_written_is_named(tiny_sources: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Unavailable, match="wanted a folder to write to"):
        build(tmp_path / "file" / "gazetteer", data=tiny_sources[0], geonames=tiny_sources[1])


def _build(folder: Path, data: Path, geonames: Path) -> None:
    build(folder, data=data, geonames=geonames)


def test_processes_that_build_at_once_leave_one_good_index(tiny_sources: tuple[Path, Path], tmp_path: Path) -> None:
    folder = tmp_path / "gazetteer"
    context = multiprocessing.get_context("spawn")
    builders = [context.Process(target=_build, args=(folder, *tiny_sources)) for _ in range(3)]
    for builder in builders:
        builder.start()
    for builder in builders:
        builder.join(60)
    assert [builder.exitcode for builder in builders] == [0, 0, 0]
    assert open_index(folder).has("Twin")
    assert len(list(folder.glob(f"{state.PREFIX}*"))) == 1


def test_whoever_has_the_old_index_open_keeps_it_through_a_build(copied: tuple[Path, Path]) -> None:
    data, geonames = copied
    folder = data.parent / "gazetteer"
    build(folder, data=data, geonames=geonames)
    old = open_index(folder)
    build(folder, data=data, geonames=geonames)
    assert [place.id for place in old.candidates("Twin")] == ["gn:3", "gn:4", "gn:2"]
    assert old.geometry("iso:WW") is not None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", {}),
        ("en:Lake", {"Lake": "en"}),
        (":Lake|Pond", {"Lake": None, "Pond": None}),
        ("en-x-abbr:US|az-Latn:Göl", {"US": "en-x-abbr", "Göl": "az-Latn"}),
        ("Base 3: north|en: Lake ", {"Base 3: north": None, "Lake": "en"}),
    ],
)
def test_names_carry_their_language(text: str, names: dict[str, str | None]) -> None:
    assert parse_names(text) == names
