"""`mapapp add`, `remove`, `reread`, `verify`: each says in one line what it did."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from mapapp import paths
from mapapp.store.sqlite import open_store
from tests.cli.running import mapapp

TEXT = "Soldiers clashed near Vardenis on 12 May 2021, the ministry said in a statement on that day."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the five reports."""
    return Path(shutil.copytree(paths.SEEDS, tmp_path / "reports"))


def test_reports_are_added_once_and_proved(folder: Path, own_store: Path) -> None:
    first = mapapp("add", folder)
    assert first.status == 0
    assert first.out.startswith(f"{own_store}: 5 reports added, 0 replaced, 0 unchanged; ")
    before = own_store.read_bytes()
    assert "0 reports added, 0 replaced, 5 unchanged" in mapapp("add", folder).out
    assert own_store.read_bytes() == before
    verified = mapapp("verify")
    assert verified.status == 0
    assert "quotes of 5 reports stand where they are said to" in verified.out


def test_a_changed_report_replaces_its_older_self(folder: Path, own_store: Path) -> None:
    mapapp("add", folder)
    path = next(folder.glob("003*"))
    path.write_text(TEXT)
    assert "0 reports added, 1 replaced, 4 unchanged" in mapapp("add", folder).out
    with open_store(own_store) as store:
        assert store.document(path.stem).text == TEXT
    assert mapapp("verify").status == 0


def test_reports_are_removed_and_read_again(folder: Path, own_store: Path) -> None:
    mapapp("add", folder)
    name = next(folder.glob("003*")).stem
    assert f"{own_store}: 1 report removed" in mapapp("remove", name).out
    assert "4 reports read again, 0 changed" in mapapp("reread").out
    wrong = mapapp("remove", name)
    assert wrong.status == 1
    assert f"document {name!r}" in wrong.err


@pytest.mark.parametrize("command", [["remove", "x"], ["reread"], ["verify"]])
def test_without_a_store_the_command_that_makes_one_is_named(command: list[str], own_store: Path) -> None:
    ran = mapapp(*command)
    assert (ran.status, ran.err) == (1, f"mapapp: store {own_store}: no such file; `mapapp add PATH` makes it\n")
    assert not own_store.exists()


def test_what_cannot_be_added_is_named_and_the_rest_is_added(tmp_path: Path) -> None:
    folder = tmp_path / "mixed"
    (folder / "sub").mkdir(parents=True)
    (folder / "good.txt").write_text(TEXT)
    (folder / "twin.txt").write_text(TEXT)
    (folder / "sub" / "good.txt").write_text("Another text under the same name, for it stands in another folder.")
    (folder / "empty.txt").write_text("")
    (folder / "binary.txt").write_bytes(b"\0\1\2\3" * 99)
    (folder / "latin.txt").write_bytes("Ciudad Juárez".encode("latin-1"))
    ran = mapapp("add", folder, folder / "missing.txt")
    assert ran.status == 0
    assert "1 report added" in ran.out
    for name, why in {
        "empty.txt": "empty", "binary.txt": "binary", "latin.txt": "UTF-8", "missing.txt": "no such file",
        "twin.txt": "duplicate: the same report is stored as 'good'", "sub/good.txt": "duplicate: its id 'good'",
    }.items():  # fmt: skip
        (line,) = (line for line in ran.err.splitlines() if line.startswith(f"mapapp: {folder / name}: "))
        assert why in line


def test_nothing_to_add_makes_no_store(tmp_path: Path, own_store: Path) -> None:
    assert mapapp("add", tmp_path / "missing").status == 1
    assert not own_store.exists()


def test_a_language_that_cannot_be_read_is_kept_and_said_to_be_one(tmp_path: Path) -> None:
    (tmp_path / "ru.txt").write_text(
        "Военные перешли границу в районе озера, сообщило министерство обороны в среду. " * 3
    )
    ran = mapapp("add", tmp_path / "ru.txt")
    assert ran.status == 0
    assert "Russian" in ran.err


def test_json_lines_are_added_from_standard_input() -> None:
    ran = mapapp("add", "-", stdin=b'{"doc_id": "a", "text": "Soldiers clashed near Vardenis on 12 May 2021."}\n')
    assert "1 report added" in ran.out


def test_an_empty_line_of_json_is_named_and_nothing_is_stored_for_it(own_store: Path) -> None:
    ran = mapapp("add", "-", stdin=b'{"doc_id": "a", "text": " "}\n{"doc_id": "b", "text": null}\n')
    assert ran.status == 1
    assert "mapapp: standard input, line 1: the text is empty; not added" in ran.err
    assert not own_store.exists()


def test_harm_done_to_a_store_is_found(folder: Path, own_store: Path) -> None:
    mapapp("add", folder)
    connection = sqlite3.connect(own_store)
    connection.execute(
        "UPDATE document SET text = CAST(replace(text, 'Armenia', 'ARMENIA') AS BLOB) WHERE id LIKE '000%'"
    )
    connection.commit()
    connection.close()
    ran = mapapp("verify")
    assert ran.status == 1
    assert "the hash differs" in ran.err
    assert "faults in" in ran.out
