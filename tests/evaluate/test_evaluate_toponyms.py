"""Scores of place names and roles count what they say they count."""

import json
from pathlib import Path

import pytest

from mapapp.errors import BadInput
from mapapp.evaluate import gold, roles, toponyms
from mapapp.evaluate.result import context_of, f1_rows
from mapapp.model import Mention, Place, Reading, Role

TEXT = "In Mali and New York and Peru."


def gold_of(tmp_path: Path, *names: tuple[int, int, str | None]) -> gold.Gold:
    items = [{"start": start, "end": end, "name": TEXT[start:end], "role": role} for start, end, role in names]
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps({"doc_id": 1, "text": TEXT, "toponyms": items}) + "\n\n")
    return gold.load(path)


def reading_of(wanted: gold.Gold, *names: tuple[int, int, Role]) -> list[Reading]:
    mentions = tuple(Mention(start, end, TEXT[start:end], role, "body") for start, end, role in names)
    return [Reading(wanted.documents[0].document, mentions=mentions)]


def test_exact_and_overlapping_spans_are_counted_apart(tmp_path: Path) -> None:
    wanted = gold_of(tmp_path, (3, 7, None), (12, 20, None), (25, 29, None))
    result = toponyms.score(wanted, reading_of(wanted, (3, 7, "literal"), (16, 20, "literal"), (0, 2, "literal")))
    assert result["exact precision"] == pytest.approx(1 / 3)
    assert result["exact recall"] == pytest.approx(1 / 3)
    assert result["overlap precision"] == pytest.approx(2 / 3)
    assert result["overlap recall"] == pytest.approx(2 / 3)
    assert sorted(miss.kind for miss in result.misses) == ["boundary", "missed", "spurious"]


def test_names_of_either_role_are_left_out_on_both_sides(tmp_path: Path) -> None:
    wanted = gold_of(tmp_path, (3, 7, "literal"), (12, 20, "either"))
    for found in ([(3, 7, "literal")], [(3, 7, "literal"), (12, 20, "associative")]):
        assert toponyms.score(wanted, reading_of(wanted, *found))["exact F1"] == 1.0  # type: ignore[arg-type]


def test_roles_of_names_not_found_count_in_the_second_figure_only(tmp_path: Path) -> None:
    wanted = gold_of(tmp_path, (3, 7, "literal"), (12, 20, "associative"), (25, 29, "either"))
    result = roles.score(wanted, reading_of(wanted, (3, 7, "literal"), (25, 29, "literal")))
    assert result["role right, of names found"] == 1.0
    assert result["role right, of all names"] == 0.5


def test_nothing_found_and_nothing_wanted_are_nought() -> None:
    assert [row.value for row in f1_rows("exact", 0, 0, 0)] == [0.0, 0.0, 0.0]


def test_context_is_one_line_with_the_words_marked() -> None:
    assert context_of("a\nb Mali\nc", 4, 8) == "a b ⟦Mali⟧ c"


@pytest.mark.parametrize("content", ["not json", '{"documents": 1}', '{"text": "no id"}\n'])
def test_a_file_that_is_no_gold_is_told(tmp_path: Path, content: str) -> None:
    path = tmp_path / ("x.jsonl" if "text" in content else "x.json")
    path.write_text(content)
    with pytest.raises(BadInput, match="gold file"):
        gold.load(path)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="No such file"):
        gold.load(tmp_path / "none.json")


def test_end_to_end_asks_for_the_name_and_the_place(tmp_path: Path) -> None:
    path = tmp_path / "points.jsonl"
    items = [
        {"start": s, "end": e, "name": TEXT[s:e], "lat": 0.0, "lon": 0.0} for s, e in ((3, 7), (12, 20), (25, 29))
    ]
    path.write_text(json.dumps({"doc_id": 1, "text": TEXT, "toponyms": items}))
    wanted = gold.load(path)
    near, far = Place("a", "A", "city", 0.5, 0.5), Place("b", "B", "city", 5.0, 5.0)
    mentions = (
        Mention(3, 7, TEXT[3:7], "literal", "body", near),
        Mention(16, 20, TEXT[16:20], "literal", "body", near),
        Mention(25, 29, TEXT[25:29], "literal", "body", far),
    )
    result = toponyms.score(wanted, [Reading(wanted.documents[0].document, mentions=mentions)])
    assert result["found and within 161 km"] == pytest.approx(1 / 3)
    assert result["found, perhaps in part, and within 161 km"] == pytest.approx(2 / 3)
