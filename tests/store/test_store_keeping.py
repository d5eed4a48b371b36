"""What is put into a store comes out of it, once, whole, and under ids that stay."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import permutations
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapapp.errors import BadInput, NotFound, Unavailable
from mapapp.model import Document, Incident, Reading
from mapapp.query import Query
from mapapp.reading.merging import merge
from mapapp.store import codec, schema
from mapapp.store.sqlite import connect, open_store
from mapapp.store.writing import WritableStore, open_writable
from tests.store import samples

ALL = Query(statuses=())


@pytest.fixture
def store(tmp_path: Path) -> WritableStore:
    return open_writable(tmp_path / "store.sqlite", merge)


def content(store: WritableStore) -> list[Incident]:
    return sorted(store.incidents(ALL), key=lambda incident: incident.id)


@given(samples.readings())
def test_a_reading_survives_writing_down(reading: Reading) -> None:
    assert codec.loads(codec.dumps(reading), Reading) == reading


@settings(max_examples=25, deadline=None)
@given(st.tuples(samples.incidents(0), samples.incidents(1)))
def test_a_stored_incident_comes_back_equal(made: Sequence[tuple[Reading, Incident]]) -> None:
    by_document = {reading.document.id: incident for reading, incident in made}

    def as_made(readings: Sequence[Reading]) -> tuple[Incident, ...]:
        return tuple(by_document[reading.document.id] for reading in readings if reading.reports)

    # same text, publisher and address would be one report
    distinct = [replace(reading, document=replace(reading.document, url=reading.document.id)) for reading, _ in made]
    with TemporaryDirectory() as folder, open_writable(Path(folder) / "store.sqlite", as_made) as store:
        store.add(distinct)
        assert content(store) == [incident for _, incident in made]
        assert [store.reading(reading.document.id) for reading in distinct] == distinct
        for reading, incident in made:
            assert store.incident(incident.id) == incident
            assert store.incidents_of(reading.document.id) == [incident]


def test_adding_in_any_order_and_any_batches_gives_the_same_incidents(tmp_path: Path) -> None:
    found = set()
    for number, order in enumerate(permutations(samples.READINGS)):
        with open_writable(tmp_path / f"{number}.sqlite", merge) as store:
            half = number % 3
            store.add(order[:half])
            store.add(order[half:])
            found.add(tuple(incident for incident in content(store)))
    assert found == {tuple(sorted(merge(samples.READINGS), key=lambda incident: incident.id))}


def test_adding_the_same_again_changes_not_a_byte(store: WritableStore) -> None:
    store.add(samples.READINGS)
    before, version = store.path.read_bytes(), store.version()
    changes = store.add(samples.READINGS)
    assert {change.kind for change in changes} == {"unchanged"}
    assert (store.path.read_bytes(), store.version()) == (before, version)


def test_the_version_is_that_of_the_content_not_of_its_history(store: WritableStore, tmp_path: Path) -> None:
    store.add(samples.READINGS[2:])
    with open_writable(tmp_path / "other.sqlite", merge) as other:
        other.add(samples.READINGS[3:])
        assert other.version() != store.version()
        other.add(samples.READINGS[2:3])
        assert other.version() == store.version()


def test_a_changed_report_replaces_its_older_self(store: WritableStore) -> None:
    store.add(samples.READINGS)
    changed = samples.reading("c", ("Breaking: soldiers clashed near Vardenis.", samples.TOWN, date(2021, 7, 1)))
    assert [change.kind for change in store.add([changed])] == ["replaced"]
    assert store.reading("c") == changed
    assert content(store) == sorted(merge([*samples.READINGS[:2], changed, samples.READINGS[3]]), key=lambda i: i.id)
    assert store.verify()[1] == []


def test_removing_takes_out_what_only_it_reported(store: WritableStore) -> None:
    store.add(samples.READINGS)
    store.remove(["b"])
    rest = [reading for reading in samples.READINGS if reading.document.id != "b"]
    assert content(store) == sorted(merge(rest), key=lambda incident: incident.id)
    assert [document.id for document in store.documents()] == ["a", "c", "d"]
    assert store.verify()[1] == []


def test_nothing_is_removed_when_one_of_them_is_not_there(store: WritableStore) -> None:
    store.add(samples.READINGS)
    with pytest.raises(NotFound, match="'nowhere'"):
        store.remove(["a", "nowhere"])
    assert len(store.documents()) == 4


def test_an_id_that_went_into_another_leads_there(store: WritableStore) -> None:
    store.add(samples.READINGS[:1])
    (alone,) = content(store)
    (other,) = [item for item in merge(samples.READINGS[1:2]) if item.places[0].place == samples.LAKE]
    store.add(samples.READINGS[1:])
    (merged,) = [item for item in content(store) if {r.document_id for r in item.reports} == {"a", "b"}]
    for former in {alone.id, other.id} - {merged.id}:
        assert store.redirect(former) == merged.id
        assert store.incident(former) == merged
    assert store.redirect(merged.id) is None


def test_redirects_follow_an_incident_through_later_merges(store: WritableStore) -> None:
    store.add(samples.READINGS[:2])
    store.remove(["a"])
    store.add(samples.READINGS[:1])
    for (former,) in store._rows("SELECT old FROM redirect"):
        assert {report.document_id for report in store.incident(former).reports} & {"a", "b"}


def test_the_same_report_under_another_name_is_kept_once(store: WritableStore) -> None:
    first = samples.READINGS[0]
    twin = replace(first, document=replace(first.document, id="twin"), reports=(), mentions=())
    (change,) = store.add([first]) and store.add([twin])
    assert (change.kind, change.other) == ("duplicate", "a")
    elsewhere = replace(twin, document=replace(twin.document, publisher="Another paper"))
    assert [change.kind for change in store.add([elsewhere])] == ["added"]  # a copy is a source of its own


def test_a_document_is_kept_as_it_came_beside_what_was_read(store: WritableStore) -> None:
    came = replace(samples.READINGS[0].document, title="As it came")
    read = replace(samples.READINGS[0], document=replace(came, language="en"))
    store.add([read], {"a": came})
    assert store.given("a") == came
    assert store.document("a") == replace(came, language="en")
    assert store.known(came, "hand")
    assert not store.known(came, "another reader")
    assert not store.known(replace(came, text=came.text + " "), "hand")


def test_readers_see_the_store_while_it_is_written(store: WritableStore) -> None:
    store.add(samples.READINGS[:1])
    with open_store(store.path) as reader:
        version = reader.version()
        with store._transaction():
            assert reader.version() == version
            assert len(reader.incidents(ALL)) == 1
        store.add(samples.READINGS[1:])
        assert reader.version() != version
        assert reader.incidents(ALL) == store.incidents(ALL)


def test_what_was_not_merged_is_merged_when_next_opened(store: WritableStore) -> None:
    for reading in samples.READINGS:
        store.put(reading)  # and killed before `settle`
    assert {report.document_id for incident in content(store) for report in incident.reports} == {"a", "b", "c", "d"}
    assert store.verify()[1] == []
    with open_writable(store.path, merge) as again:
        assert content(again) == sorted(merge(samples.READINGS), key=lambda incident: incident.id)


@pytest.mark.parametrize(
    "content_", [b"not a database at all, only some text " * 40, b"SQLite format 3\0" + b"\1" * 900]
)
def test_a_file_that_is_something_else_is_named(tmp_path: Path, content_: bytes) -> None:
    path = tmp_path / "other.sqlite"
    path.write_bytes(content_)
    for opened in (lambda: open_store(path), lambda: open_writable(path, merge)):
        with pytest.raises(BadInput, match=r"other\.sqlite"):
            opened()
    assert path.read_bytes() == content_


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    connection = connect(path.as_uri() + "?mode=rwc")
    connection.execute("CREATE TABLE theirs (value)")
    connection.close()
    with pytest.raises(BadInput, match="another program"):
        open_writable(path, merge)


def test_a_store_of_a_later_version_is_not_touched(store: WritableStore) -> None:
    store._connection.execute(f"PRAGMA user_version = {len(schema.MIGRATIONS) + 1}")
    store.close()
    with pytest.raises(Unavailable, match="later mapapp"):
        open_store(store.path)


def test_no_store_says_what_makes_one(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="mapapp add"):
        open_store(tmp_path / "none.sqlite")


def test_an_id_that_is_not_unicode_is_refused_and_found_nowhere(store: WritableStore) -> None:
    with pytest.raises(BadInput, match="Unicode"):
        store.add([Reading(Document("\ud800", "text"))])
    with pytest.raises(NotFound):
        store.reading("\ud800")
    with pytest.raises(NotFound):
        store.incident("\ud800")


def test_a_folder_is_no_store(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="wanted a file, this is a folder"):
        open_writable(tmp_path, merge)
    with pytest.raises(BadInput, match="wanted a file, this is a folder"):
        open_store(tmp_path)
