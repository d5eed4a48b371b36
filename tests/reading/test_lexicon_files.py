"""The lexicon can be read by people and by the program."""

import shutil
from pathlib import Path

import pytest

from mapapp import paths
from mapapp.model import KINDS
from mapapp.reading.extracting.lexicon import load

FOLDER = paths.DATA / "lexicon"


def test_every_category_has_its_file_and_patterns() -> None:
    lexicon = load(FOLDER)
    told = {row.mode.kind for rows in (*lexicon.verbs.values(), *lexicon.nouns.values()) for row in rows}
    assert told == set(KINDS)
    assert {path.stem for path in FOLDER.glob("*.toml")} == {*KINDS, "classes", "claims", "speech"}


def test_the_most_demanding_pattern_of_a_verb_comes_first() -> None:
    for rows in load(FOLDER).verbs.values():
        assert [row.weight for row in rows] == sorted((row.weight for row in rows), reverse=True)


def test_modes_of_one_name_are_of_one_kind_or_told_apart_by_it() -> None:
    lexicon = load(FOLDER)
    seen: dict[tuple[str, str], str] = {}
    for rows in (*lexicon.verbs.values(), *lexicon.nouns.values()):
        for row in rows:
            assert seen.setdefault((row.mode.kind, row.mode.name), row.mode.theme) == row.mode.theme


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        ("aid.toml", 'category = "aid"', 'category = "help"', "aid.toml: wanted a kind of incident, got 'help'"),
        ("aid.toml", "~ @aid", "~ @aids", "aid.toml: no class '@aids' in classes.toml"),
    ],
)
def test_a_mistake_is_named_with_its_file(tmp_path: Path, name: str, old: str, new: str, message: str) -> None:
    folder = tmp_path / "lexicon"
    shutil.copytree(FOLDER, folder)
    path = folder / name
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(ValueError, match=message):
        load(folder)
