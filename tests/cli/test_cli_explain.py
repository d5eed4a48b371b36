"""`mapapp explain` and `mapapp coverage`: what a person sees can be traced, and silence is told from absence."""

import csv
import json
from pathlib import Path

from tests.cli.running import mapapp

FIRST = """SPRINGFIELD, Illinois, May 12, 2021 (Echo) - Rebels attacked the town of Gyumri on Tuesday, \
killing at least 12 soldiers, the mayor said.

The rebels denied the report. Reuters could not verify the claim.
"""
SECOND = (
    "On May 12, 2021 the weather in Gyumri was fine, and nobody was in the streets, a reporter of the Star found.\n"
)


def folder(path: Path) -> Path:
    path.mkdir()
    (path / "one.txt").write_text(FIRST, encoding="utf-8")
    (path / "two.txt").write_text(SECOND, encoding="utf-8")
    rows = (
        f'[[report]]\nfile = "{name}.txt"\npublisher = "{publisher}"\nlanguage = "en"\npublished = "2021-05-12"\n'
        for name, publisher in (("one", "=Echo"), ("two", "Star"))
    )
    (path / "sources.toml").write_text("\n".join(rows), encoding="utf-8")
    return path


def attack() -> str:
    rows = list(csv.DictReader(mapapp("coverage").out.splitlines()))
    return next(row["incident"] for row in rows if "Gyumri" in row["title"])


def test_an_incident_is_explained_from_passage_to_score(tmp_path: Path) -> None:
    mapapp("add", folder(tmp_path / "reports"))
    ran = mapapp("explain", attack())
    assert ran.status == 0
    for heading in ("Why here?", "Why then?", "Who says so?", "Which words, by which rules?", "Why one incident?"):
        assert heading in ran.out
    assert "lexicon/assault.toml" in ran.out
    assert "“Tuesday”, that is 2021-05-11" in ran.out
    assert "chosen: Gyumri, city, gn:616635" in ran.out
    assert "the mayor asserts: says [1]" in ran.out
    assert "disputes: denies [" in ran.out
    assert "at least 12 (the mayor)" in ran.out
    assert "needed" in ran.out


def test_the_same_for_machines(tmp_path: Path) -> None:
    mapapp("add", folder(tmp_path / "reports"))
    why = json.loads(mapapp("explain", attack(), "--json").out)
    told = why["reports"][0]
    assert FIRST[told["start"] : told["end"]] == told["quote"]
    assert told["places"][0]["candidates"][0]["chosen"]
    assert {claim["stance"] for claim in why["ledger"]["claims"]} == {"asserts", "disputes", "qualifies"}


def test_an_unknown_incident_is_said_to_be_unknown(tmp_path: Path) -> None:
    mapapp("add", folder(tmp_path / "reports"))
    ran = mapapp("explain", "0123456789abcdef")
    assert ran.status == 1
    assert ran.err.startswith("mapapp: incident '0123456789abcdef': ")


def test_coverage_tells_who_is_silent_and_is_safe_to_open(tmp_path: Path) -> None:
    mapapp("add", folder(tmp_path / "reports"))
    file = tmp_path / "coverage.csv"
    ran = mapapp("coverage", file, "--kind", "assault")
    rows = list(csv.DictReader(file.read_text(encoding="utf-8").splitlines()))
    assert ran.out == f"{file}: {len(rows)} incident{'' if len(rows) == 1 else 's'} by 2 sources\n"
    row = next(row for row in rows if "Gyumri" in row["title"])
    assert (row["'=Echo"], row["Star"]) == ("reports", "silent")


def test_coverage_by_side_has_who_is_quoted(tmp_path: Path) -> None:
    mapapp("add", folder(tmp_path / "reports"))
    rows = csv.DictReader(mapapp("coverage", "--by", "side", "--kind", "assault").out.splitlines())
    row = next(row for row in rows if "Gyumri" in row["title"])
    assert row["the mayor"] == "reports"
