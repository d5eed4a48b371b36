"""`mapapp evaluate` prints the table, the convention and the misses of the tasks a gold has answers for."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from mapapp.cli.evaluate import evaluate
from mapapp.errors import BadInput
from mapapp.evaluate import gold

GOLD = Path(__file__).parent.parent / "golden" / "seeds-gold.json"


@pytest.mark.usefixtures("world_folder")
def test_the_chosen_task_is_scored_and_its_misses_listed() -> None:
    result = CliRunner().invoke(evaluate, [str(GOLD), "--task", "toponyms", "--limit", "2"], catch_exceptions=False)
    assert result.exit_code == 0
    assert "exact F1" in result.output
    assert "2 documents" in result.output
    assert "A name is right when" in result.output


@pytest.mark.usefixtures("world_folder")
def test_markup_in_a_text_is_printed_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "odd.jsonl"
    path.write_text(
        '{"doc_id": "[bold]x", "text": "Rain fell in [red]Kenya[/red] and in the town of Xyz.", '
        '"toponyms": [{"start": 50, "end": 53, "name": "Xyz"}, {"start": 0, "end": 4, "name": "Rain"}]}\n'
    )
    result = CliRunner().invoke(evaluate, [str(path), "--task", "toponyms"], catch_exceptions=False)
    assert "[bold]x@0" in result.output


def test_a_missing_gold_is_told() -> None:
    with pytest.raises(BadInput, match="No such file"):
        CliRunner().invoke(evaluate, ["nowhere.json"], catch_exceptions=False)


def test_what_is_no_date_leaves_a_gold_document_undated(tmp_path: Path) -> None:
    file = tmp_path / "c.jsonl"
    dates = ("2013-09-09", "t_2013-09-09", "PRESENT_REF", None)
    file.write_text("".join(json.dumps({"doc_id": str(at), "text": "x", "dct": at}) + "\n" for at in dates))
    published = [item.document.published.value for item in gold.load(file).documents]
    assert published == ["2013-09-09", None, None, None]
