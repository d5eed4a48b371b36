"""The columns in memory answer every query as the database does, and count what choosing a filter would show."""

import os
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mapapp.model import STATUSES
from mapapp.query import Query
from mapapp.reading.merging import merge
from mapapp.store import columns, columns_file
from mapapp.store.columns import FACETS, Columns
from mapapp.store.columns_file import Kept
from mapapp.store.sqlite import open_store
from mapapp.store.writing import WritableStore, open_writable
from tests.store.samples import READINGS
from tests.store.test_store_asking import FIRST, queries, store

__all__ = ["store"]  # the fixture: every shape at every time

FIELDS = ("kinds", "statuses", "sources", "places", "sides", "precisions", "contested")  # of Query, as FACETS
SOURCES, PLACES = st.sampled_from(["d0", "d1", "nowhere"]), st.sampled_from(["gn:1", "iso:0", "nowhere"])


@pytest.fixture(scope="module")
def kept(store: WritableStore) -> Columns:
    return columns.read(store)


@settings(max_examples=300, deadline=None)
@given(queries(SOURCES, PLACES))
@example(Query(start=FIRST, end=FIRST, certain=True, statuses=()))
@example(Query(bbox=(170, -30, -170, 30), statuses=()))
def test_columns_and_database_choose_the_same_incidents(kept: Columns, store: WritableStore, query: Query) -> None:
    mask = columns.choose(kept, store, query).mask()
    assert sorted(item.id for item in store.numbered([int(n) for n in kept.seq[mask]])) == sorted(
        item.id for item in store.incidents(query)
    )


@settings(max_examples=60, deadline=None)
@given(queries(SOURCES, PLACES))
def test_a_count_is_what_choosing_the_value_alone_would_show(
    kept: Columns, store: WritableStore, query: Query
) -> None:
    counts = columns.choose(kept, store, query).counts()
    for name, field in zip(FACETS, FIELDS, strict=True):
        everything = {"status": STATUSES, "contested": None}.get(name, ())
        found = store.incidents(replace(query, **{field: everything}))
        told: Counter[str] = Counter()
        for item in found:
            told.update(
                {
                    "kind": {item.kind},
                    "status": {item.status},
                    "source": {report.document_id for report in item.reports},
                    "place": {key for named in item.places for key in (named.place.id, *named.place.within)},
                    "side": {side for report in item.reports for side in (*report.actors, *report.targets)},
                    "precision": {item.extent.precision},
                    "contested": {str(any(report.stance == "disputes" for report in item.reports)).lower()},
                }[name]
            )
        assert counts[name] == dict(told)


def test_columns_are_in_the_order_of_lists(kept: Columns, store: WritableStore) -> None:
    listed = list(store.numbered([int(number) for number in kept.seq]))
    days = [(item.when.start or item.when.end) if item.when else None for item in listed]
    keys = [
        (day is None, -day.toordinal() if day else 0, item.title, item.id)
        for day, item in zip(days, listed, strict=True)
    ]
    assert keys == sorted(keys)


def test_the_unlocated_have_no_point_and_all_others_have_one(kept: Columns, store: WritableStore) -> None:
    listed = store.numbered([int(number) for number in kept.seq])
    assert [item.extent.geometry is not None for item in listed] == kept.located.tolist()
    assert np.abs(kept.lon[kept.located]).max() <= 180


def test_an_empty_store_has_empty_columns(tmp_path: Path) -> None:
    with open_writable(tmp_path / "store.sqlite", merge) as empty:
        found = columns.choose(columns.read(empty), empty, Query())
    assert found.mask().tolist() == []
    assert found.counts() == {name: {} for name in FACETS}


def test_columns_are_read_anew_when_the_store_has_changed(tmp_path: Path) -> None:
    path, kept = tmp_path / "store.sqlite", Kept()
    with open_writable(path, merge) as writer:
        writer.add(READINGS[:1])
        with open_store(path) as reader:
            before = kept.get(reader)
            assert kept.get(reader) is before
        writer.add(READINGS[1:])
        with open_store(path) as reader:
            assert len(kept.get(reader).seq) > len(before.seq)


def test_a_held_store_answers_from_one_moment(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    with open_writable(path, merge) as writer:
        writer.add(READINGS[:1])
        with open_store(path) as reader:
            reader.hold()
            version, before = reader.version(), reader.count(Query(statuses=()))
            writer.add(READINGS[1:])
            assert (reader.version(), reader.count(Query(statuses=()))) == (version, before)


@pytest.fixture
def cached(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file for columns, which any store is large enough for."""
    file = tmp_path / "cache" / "columns.npz"
    monkeypatch.setattr(columns_file, "LARGE", 0)
    monkeypatch.setattr(columns_file, "file_of", lambda _: file)
    return file


def test_columns_come_back_from_their_file_as_they_were(store: WritableStore, cached: Path) -> None:
    read = Kept().get(store)
    assert cached.is_file()
    found = columns_file.load(store.edition(), columns_file.stamp(store), cached)
    assert found is not None
    for name in columns_file.ARRAYS:
        assert np.array_equal(getattr(found, name), getattr(read, name), equal_nan=name in ("lon", "lat"))
        assert getattr(found, name).dtype == getattr(read, name).dtype
    for name in columns_file.LINKS:
        one, other = getattr(found, name), getattr(read, name)
        assert (one.keys, one.numbers) == (other.keys, other.numbers)
        assert all(np.array_equal(getattr(one, part), getattr(other, part)) for part in ("key", "row", "starts"))
    assert (found.edition, found.place_names) == (read.edition, read.place_names)


def test_a_file_of_a_store_filled_in_another_order_is_not_taken(tmp_path: Path, cached: Path) -> None:
    """The same content, under other numbers."""
    stamps = []
    for number, order in enumerate((READINGS, READINGS[::-1])):
        with open_writable(tmp_path / f"{number}.sqlite", merge) as made:
            for reading in order:
                made.add([reading])
            kept = Kept().get(made)
            stamps.append((made.version(), columns_file.stamp(made)))
            assert list(kept.seq) == list(columns.read(made).seq)
    assert stamps[0][0] == stamps[1][0]
    assert stamps[0][1] != stamps[1][1]


def test_columns_held_are_read_anew_when_the_same_reports_went_and_came_back(tmp_path: Path) -> None:
    with open_writable(tmp_path / "s.sqlite", merge) as made:
        for reading in READINGS:
            made.add([reading])
        held = Kept()
        before, version = held.get(made), made.version()
        made.remove([reading.document.id for reading in READINGS])
        for reading in READINGS[::-1]:
            made.add([reading])
        assert made.version() == version
        after = held.get(made)
        assert list(after.seq) != list(before.seq)  # else this test shows nothing
        assert list(after.seq) == list(columns.read(made).seq)


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04 cut off", b"\x93NUMPY\x01\x00 no archive"])
def test_a_damaged_file_is_read_anew(store: WritableStore, cached: Path, damage: bytes) -> None:
    cached.parent.mkdir()
    cached.write_bytes(damage)
    assert len(Kept().get(store).seq) == len(columns.read(store).seq)
    assert columns_file.load(store.edition(), columns_file.stamp(store), cached) is not None


def test_where_nothing_can_be_written_columns_are_read_all_the_same(store: WritableStore, cached: Path) -> None:
    cached.parent.write_text("a file where the folder should be", encoding="utf-8")
    assert len(Kept().get(store).seq) > 0


def test_only_the_files_written_last_are_kept(
    store: WritableStore, cached: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(columns_file, "MOST_FILES", 2)
    read = columns.read(store)
    files = [cached.with_name(f"{number}.npz") for number in range(4)]
    for number, file in enumerate(files):
        columns_file.save(read, "stamp", file)
        os.utime(file, (number + 1, number + 1))
    columns_file.save(read, "stamp", cached)
    assert sorted(path.name for path in cached.parent.iterdir()) == ["3.npz", cached.name]
