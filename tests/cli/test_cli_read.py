"""`mapapp read --jsonl` is the contract for machines: a line a document, none dropped, the keys of the schema."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from mapapp import paths
from tests.cli.running import mapapp

SCHEMAS = Path(__file__).resolve().parents[2] / "docs" / "schema"
TEXT = "Armenian troops clashed with soldiers near Vardenis on Wednesday, the ministry said on May 14, 2021."
HOSTILE = (
    "<script>alert(1)</script> Police said on Monday that two people were killed in Gyumri. "
    "<img src=x onerror=alert(2)> javascript:alert(3) \u202egpj.exe\u202c A null \0 byte, an escape \x1b[31m, "
    "a lone surrogate \ud800 and \U0001f4a5. Soldiers clashed near Vardenis on 12 May 2021."
)


def schema(name: str) -> Any:
    return json.loads((SCHEMAS / name).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def check() -> Callable[[str, object], None]:
    """Validate an object against a schema of docs/schema."""
    names = ("incident.schema.json", "reading.schema.json")
    registry = Registry().with_resources((name, Resource.from_contents(schema(name))) for name in names)
    validators = {name: Draft202012Validator(schema(name), registry=registry) for name in names}

    def validate(name: str, instance: object) -> None:
        found = [
            f"{list(error.absolute_path)}: {error.message[:300]}" for error in validators[name].iter_errors(instance)
        ]
        assert found == []

    return validate


def lines(*records: dict[str, object]) -> bytes:
    return b"".join(json.dumps(record).encode() + b"\n" for record in records)


def exact(line: dict[str, Any], text: str) -> None:
    """Every range of a line is the text it says it is."""
    for item in line["toponyms"]:
        assert text[item["start"] : item["end"]] == item["name"]
    for item in line["times"]:
        assert text[item["start"] : item["end"]] == item["text"]
    for incident in line["incidents"]:
        for report in incident["reports"]:
            assert text[report["start"] : report["end"]] == report["quote"]


@pytest.mark.parametrize("name", ["incident.schema.json", "reading.schema.json"])
def test_the_schemas_are_schemas(name: str) -> None:
    Draft202012Validator.check_schema(schema(name))


def test_the_five_reports_keep_the_contract(check: Callable[[str, object], None]) -> None:
    ran = mapapp("read", paths.SEEDS, "--jsonl", "--merge")
    assert (ran.status, ran.err) == (0, "")
    *read, merged = ran.lines
    assert [line["doc_id"] for line in read] == sorted(path.stem for path in paths.SEEDS.glob("*.txt"))
    for line in read:
        check("reading.schema.json", line)
        exact(line, (paths.SEEDS / f"{line['doc_id']}.txt").read_bytes().decode())
        assert line["incidents"]
    assert list(merged) == ["incidents"]
    told = set()
    for incident in merged["incidents"]:
        check("incident.schema.json", incident)
        told |= {report["doc_id"] for report in incident["reports"]}
    assert told == {line["doc_id"] for line in read}
    assert any(len({report["doc_id"] for report in incident["reports"]}) > 1 for incident in merged["incidents"])


def test_hostile_reports_change_nothing_but_what_they_say(check: Callable[[str, object], None]) -> None:
    text = HOSTILE + " x" * 500
    ran = mapapp("read", "-", "--jsonl", "--merge", stdin=lines({"doc_id": "<b>\u202e</b>", "text": text}))
    assert ran.status == 0
    line, _ = ran.lines
    check("reading.schema.json", line)
    exact(line, text)
    assert line["doc_id"] == "<b>\u202e</b>"
    assert {item["name"] for item in line["toponyms"]} >= {"Gyumri", "Vardenis"}


def test_a_line_of_20_mb_is_read() -> None:
    text = "Soldiers clashed near Vardenis. " + "x" * 20_000_000 + " Police were attacked in Gyumri."
    ran = mapapp("read", "-", "--jsonl", stdin=lines({"doc_id": "long", "text": text}))
    assert ran.status == 0
    exact(ran.lines[0], text)
    assert "Vardenis" in {item["name"] for item in ran.lines[0]["toponyms"]}


def test_no_document_is_dropped_not_even_a_duplicate_or_an_empty_one(check: Callable[[str, object], None]) -> None:
    russian = "Военные перешли границу в районе озера, сообщило министерство обороны Армении в среду. " * 3
    given = [
        {"doc_id": "a", "text": TEXT}, {"doc_id": "a", "text": TEXT}, {"doc_id": "b", "text": TEXT},
        {"doc_id": "empty", "text": ""}, {"doc_id": "blank", "text": " \n"}, {"doc_id": "ru", "text": russian},
        {"doc_id": 7, "text": TEXT, "published": "2021-05-14", "title": "T"},
        {"doc_id": "bad date", "text": TEXT, "published": "?"}, {"doc_id": "none"}, {"doc_id": "null", "text": None},
    ]  # fmt: skip
    ran = mapapp("read", "-", "--jsonl", stdin=lines(*given))
    assert ran.status == 0
    assert [line["doc_id"] for line in ran.lines] == [record["doc_id"] for record in given]
    for line in ran.lines:
        check("reading.schema.json", line)
    assert ran.lines[0] == ran.lines[1]
    assert "Russian" in ran.lines[5]["problem"]
    assert (ran.lines[6]["published"]["value"], ran.lines[6]["published"]["basis"]) == ("2021-05-14", "editor")
    assert "line 8: published" in ran.err


def test_what_cannot_be_read_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "binary.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0")
    (tmp_path / "good.txt").write_text(TEXT)
    ran = mapapp("read", tmp_path, tmp_path / "missing.txt", "--jsonl")
    assert (ran.status, [line["doc_id"] for line in ran.lines]) == (0, ["good"])
    assert [line.split(": ")[1] for line in ran.err.splitlines()] == [
        str(tmp_path / "binary.txt"),
        str(tmp_path / "missing.txt"),
    ]


@pytest.mark.parametrize("stdin", [b"", b"{}\n", b"not json\n"])
def test_the_status_is_1_only_when_nothing_could_be_read(stdin: bytes) -> None:
    ran = mapapp("read", "-", "--jsonl", stdin=stdin)
    assert (ran.status, ran.out) == (1, "")
    assert ran.err.startswith("mapapp: standard input")


def test_the_status_is_1_when_all_that_is_there_is_empty() -> None:
    ran = mapapp("read", "-", "--jsonl", stdin=lines({"doc_id": "a"}, {"doc_id": "b", "text": " "}))
    assert (ran.status, [line["problem"] for line in ran.lines]) == (1, ["the text is empty"] * 2)


def test_given_names_are_given_back_every_one_in_order(check: Callable[[str, object], None]) -> None:
    spans = [(43, 51), (0, 8), (43, 51), (0, 5), (90, 5000), (5, 5), (-3, 2)]
    given = [{"start": start, "end": end, "name": "ignored", "lat": 7} for start, end in spans]
    records = [{"doc_id": "a", "text": TEXT, "toponyms": given}, {"doc_id": "b", "text": TEXT}]
    ran = mapapp("read", "-", "--jsonl", "--spans", "given", stdin=lines(*records))
    first, second = ran.lines
    assert [(item["start"], item["end"]) for item in first["toponyms"]] == spans
    assert first["toponyms"][0]["gazetteer_name"] == "Vardenis"
    assert first["toponyms"][0] == first["toponyms"][2]
    assert all(item["place_id"] is None for item in first["toponyms"][4:])
    assert second["toponyms"] == []
    check("reading.schema.json", {**first, "toponyms": first["toponyms"][:4]})


def test_a_file_is_written_whole(tmp_path: Path) -> None:
    ran = mapapp("read", paths.SEEDS, "--jsonl", "-o", tmp_path / "out.jsonl")
    assert (ran.status, ran.out) == (0, "")
    assert len((tmp_path / "out.jsonl").read_bytes().splitlines()) == 5
    assert [path.name for path in tmp_path.iterdir()] == ["out.jsonl"]
    assert "wanted a file to write to" in mapapp("read", paths.SEEDS, "-o", tmp_path / "no" / "out").err


def test_the_summary_names_dates_places_and_quotes() -> None:
    ran = mapapp("read", paths.SEEDS, "--merge")
    assert ran.status == 0
    for expected in ("Armenia asks Putin for military support", "2021-05-16T00:42 (stated)", "All reports together"):
        assert expected in ran.out


def test_at_80_columns_no_word_of_a_date_a_kind_or_a_status_is_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    text = "The two sides may hold talks in Yerevan on May 20. From May 9 to May 12 troops shelled Goris."
    row: dict[str, object] = {"doc_id": "a", "text": text, "published": "2021-05-16"}
    ran = mapapp("read", "-", stdin=lines(row))
    assert ran.status == 0
    assert {"when", "quotes", "hypothetical", "2021-05-09/", "2021-05-12"} <= set(ran.out.split())
    assert max(map(len, ran.out.splitlines())) <= 80


def test_a_terminal_is_shown_no_escape_sequence_of_a_report() -> None:
    text = "Soldiers clashed near \x1b[31mVardenis\x1b[0m \u202eon\u202c Wednesday. " * 3
    ran = mapapp("read", "-", stdin=lines({"doc_id": "a", "text": text, "title": "\x1b]0;evil\x07title"}))
    assert ran.status == 0
    assert not set("\x1b\x07\u202e") & set(ran.out)


def test_as_a_program_it_reads_standard_input_and_keeps_standard_output_clean() -> None:
    command = [sys.executable, "-m", "mapapp", "read", "-", "--jsonl"]
    ran = subprocess.run(command, input=lines({"doc_id": "a", "text": TEXT}), capture_output=True, check=True)
    assert json.loads(ran.stdout)["doc_id"] == "a"
    assert ran.stderr == b""


def test_help_is_shown_without_loading_what_reads() -> None:
    code = (
        "import sys, mapapp.cli\n"
        "try: mapapp.cli.cli(['--help'])\n"
        "except SystemExit: pass\n"
        "print([name for name in ('numpy', 'shapely', 'flask', 'rich', 'mapapp.pipeline') if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines()[-1] == "[]"


def test_an_unexpected_fault_in_one_report_is_its_problem_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    from mapapp.reading import dates

    find = dates.find
    monkeypatch.setattr(
        dates, "find", lambda document, passages: 1 / 0 if document.id == "b" else find(document, passages)
    )
    ran = mapapp("read", "-", "--jsonl", stdin=lines({"doc_id": "a", "text": TEXT}, {"doc_id": "b", "text": TEXT}))
    assert [line["problem"] for line in ran.lines] == [
        None,
        "could not be read (ZeroDivisionError: division by zero)",
    ]


def test_mistakes_are_one_line() -> None:
    command = [sys.executable, "-m", "mapapp", "verify", "--store", "none.sqlite"]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 1
    assert ran.stderr == "mapapp: store none.sqlite: no such file; `mapapp add PATH` makes it\n"
