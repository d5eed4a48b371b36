"""Whole reports searched for words: the index finds what looking at every text finds, whatever came and went."""

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapapp.model import Document, Published, Reading
from mapapp.reading.merging import merge
from mapapp.store import searching
from mapapp.store.selecting import fold
from mapapp.store.sqlite import Store
from mapapp.store.writing import WritableStore, open_writable

WORDS = (
    "Şuşa",
    "lake",
    "LAKE'S",
    "Озеро",
    "озера",
    "a",
    "ab",
    '"quoted"',
    "100%",
    "under_score",
    "湖水面",
    "\ud800x",
)


def reading(number: int, words: list[str]) -> Reading:
    """A report of some words, with nothing in it to read."""
    text = " ".join(words)
    return Reading(Document(f"d{number}", text, published=Published(None)))


def scanned(store: Store, words: str) -> list[str]:
    wanted = fold(words).split()
    known = store.documents()
    return [document.id for document in known if all(word in fold(document.text) for word in wanted)]


@given(
    steps=st.lists(
        st.tuples(st.integers(0, 4), st.lists(st.sampled_from(WORDS), max_size=6), st.booleans()), max_size=12
    ),
    asked=st.lists(st.sampled_from([*WORDS, "ak", "susa", "\0"]), min_size=1, max_size=3),
)
@settings(max_examples=60, deadline=None)
def test_what_the_index_finds_is_what_looking_at_every_text_finds(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[int, list[str], bool]], asked: list[str]
) -> None:
    with open_writable(tmp_path_factory.mktemp("s") / "s.sqlite", merge) as store:
        for number, words, goes in steps:
            store.put(reading(number, words))
            if goes and any(document.id == f"d{number}" for document in store.documents()):
                store.remove([f"d{number}"])
        words = " ".join(asked)
        assert store.with_words(words, 100) == scanned(store, words)
        store.select("INSERT INTO document_words (document_words) VALUES ('integrity-check')")


def test_what_is_removed_is_in_the_index_no_more(tmp_path: Path) -> None:
    with open_writable(tmp_path / "s.sqlite", merge) as store:
        store.add([reading(1, ["lakeside"]), reading(2, ["seaside"])])
        assert candidates(store, '"lak"') == 1
        store.remove(["d1"])
        assert candidates(store, '"lak"') == 0
        assert candidates(store, '"sea"') == 1


def candidates(store: WritableStore, match: str) -> int:
    ((number,),) = store.select("SELECT count(*) FROM document_words WHERE document_words MATCH ?", (match,))
    return int(number)


def test_a_store_from_before_the_index_is_filled(tmp_path: Path) -> None:
    with open_writable(tmp_path / "s.sqlite", merge) as store:
        store.add([reading(1, ["lakeside"]), reading(2, ["seaside"])])
        for table in ("document_words", "document_number"):
            store.select(f"DROP TABLE {table}")
        for statement in searching.TABLES:
            store.select(statement)
        assert store.with_words("lake", 9) == []
        searching.fill(store._connection)
        assert store.with_words("lake", 9) == ["d1"]


def test_at_most_as_many_as_asked_for(tmp_path: Path) -> None:
    with open_writable(tmp_path / "s.sqlite", merge) as store:
        store.add([reading(number, ["lake", str(number)]) for number in range(5)])
        assert store.with_words("lake", 3) == ["d0", "d1", "d2"]


def test_a_report_is_in_the_index_or_not_stored_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_writable(tmp_path / "s.sqlite", merge) as store:

        def full(*_: object) -> None:
            raise sqlite3.OperationalError("database or disk is full")

        monkeypatch.setattr(searching, "note", full)
        with pytest.raises(Exception, match="disk is full"):
            store.put(reading(1, ["lake"]))
        assert store.documents() == []
        monkeypatch.undo()
        store.put(reading(1, ["lake"]))
        assert store.with_words("lake", 9) == ["d1"]
