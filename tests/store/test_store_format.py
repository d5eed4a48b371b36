"""What is written today must be readable tomorrow: the bytes of a store's payloads are pinned by a golden file."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from mapapp.model import Incident, Reading
from mapapp.reading.merging import merge
from mapapp.store import codec, schema
from mapapp.store.rows import fill_rows, fill_sides
from mapapp.store.sqlite import open_store
from mapapp.store.writing import open_writable
from tests.store.samples import READINGS

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "store-payloads.json"


def test_payloads_are_written_as_ever(golden: Callable[[str, str], None]) -> None:
    payloads = [json.loads(codec.dumps(reading)) for reading in READINGS]
    golden(GOLDEN.name, json.dumps(payloads, indent=1, ensure_ascii=False) + "\n")


def test_payloads_of_old_are_read() -> None:
    payloads = json.loads(GOLDEN.read_text(encoding="utf-8"))
    assert tuple(codec.loads(json.dumps(payload).encode(), Reading) for payload in payloads) == READINGS


def test_keys_of_a_later_version_are_passed_over() -> None:
    payload = json.loads(codec.dumps(READINGS[0]))
    payload["value"]["of_tomorrow"] = payload["value"]["document"]["of_tomorrow"] = [1]
    assert codec.loads(json.dumps(payload).encode(), Reading) == READINGS[0]


def test_a_place_and_a_geometry_stand_once_in_a_payload() -> None:
    (incident, *_) = merge(READINGS[:2])
    assert isinstance(incident, Incident)
    payload = json.loads(codec.dumps(incident))
    assert len({json.dumps(place) for place in payload["places"]}) == len(payload["places"])
    assert len(set(payload["geometries"])) == len(payload["geometries"])


def test_what_the_store_cannot_keep_is_said_at_once() -> None:
    @dataclass(frozen=True, slots=True)
    class Odd:
        value: complex = 1j

    with pytest.raises(TypeError, match="cannot keep"):
        codec.dumps(Odd(2j))


def test_a_store_is_brought_up_to_date_when_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "store.sqlite"
    with open_writable(path, merge) as store:
        store.add(READINGS)
        before = store.incidents()
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, ("CREATE TABLE later (value)",)))
    with open_store(path) as reader:
        assert reader.incidents() == before
        assert reader._rows("SELECT count(*) FROM later") == [(0,)]


def test_rows_of_a_store_made_before_there_were_any_are_filled_in(tmp_path: Path) -> None:
    tables = ("SELECT * FROM incident_row", "SELECT * FROM incident_side", "SELECT * FROM incident_place")
    with open_writable(tmp_path / "store.sqlite", merge) as store:
        store.add(READINGS)
        store.select("UPDATE incident_row SET headline = NULL")  # so old a store has no facts of titles
        written = [store.select(sql).fetchall() for sql in tables]
        assert len(written[0]) == len(store.incidents())
        store.select("DELETE FROM incident_row")
        store.select("DELETE FROM incident_side")
        store.select("UPDATE incident_place SET name = NULL")
        fill_rows(store._connection)
        fill_sides(store._connection)
        assert [store.select(sql).fetchall() for sql in tables] == written


def test_a_migration_that_fails_leaves_the_store_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "store.sqlite"
    with open_writable(path, merge) as store:
        store.add(READINGS)
    faulty = ("CREATE TABLE later (value)", "INSERT INTO nowhere VALUES (1)")
    with monkeypatch.context() as patch:
        patch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, faulty))
        with pytest.raises(Exception, match="no such table: nowhere"):
            open_store(path)
    with open_store(path) as reader:
        assert len(reader.documents()) == len(READINGS)
        assert reader._rows("SELECT count(*) FROM sqlite_master WHERE name = 'later'") == [(0,)]
