"""`verify` finds what is wrong, and says where."""

from pathlib import Path

import pytest

from mapapp.reading.merging import merge
from mapapp.store.writing import WritableStore, open_writable
from tests.store.samples import READINGS


@pytest.fixture
def store(tmp_path: Path) -> WritableStore:
    opened = open_writable(tmp_path / "store.sqlite", merge)
    opened.add(READINGS)
    return opened


def test_a_sound_store_is_proved(store: WritableStore) -> None:
    quotes, faults = store.verify()
    assert faults == []
    assert quotes == 2 * sum(len(reading.reports) for reading in READINGS)  # as read, and as merged


SHIFTED = "UPDATE document SET text = CAST('X' || text AS BLOB) WHERE id = 'a'"
CUT = "UPDATE document SET reading = replace(reading, '\"start\":0', '\"start\":1') WHERE id = 'd'"
GONE = "DELETE FROM document WHERE id = 'd'"


@pytest.mark.parametrize(
    ("harm", "where", "what"),
    [
        (SHIFTED, "document a", "the hash differs"),
        (SHIFTED, "document a", "the place name"),
        (SHIFTED, "document a, report 1", "does not stand"),
        (CUT, "document d", "cannot be read"),
        (GONE, "incident", "'d' is not stored"),
        (GONE, "file", "points to nothing"),
        ("UPDATE incident SET body = 'x'", "incident", "cannot be read"),
        ("UPDATE incident SET body = 'x'", "incident", "its digest differs"),
        ("UPDATE document SET given = CAST(given || ' ' AS BLOB) WHERE id = 'a'", "document a", "its digest differs"),
        ("UPDATE document SET title = 'Another' WHERE id = 'a'", "document a", "lists say title 'Another'"),
        ("UPDATE document SET published = '1999' WHERE id = 'a'", "document a", "lists say published '1999'"),
        ("UPDATE incident SET first_day = 7", "incident", "lists say first day 7"),
        ("UPDATE incident_row SET title = 'Another'", "incident", "lists say title 'Another'"),
    ],
)
def test_harm_is_found(store: WritableStore, harm: str, where: str, what: str) -> None:
    store._connection.execute("PRAGMA foreign_keys = OFF")
    store._connection.execute(harm)
    _, faults = store.verify()
    assert [fault for fault in faults if fault.where.startswith(where) and what in fault.what], faults
