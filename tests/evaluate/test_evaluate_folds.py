"""Folds keep what belongs together on one side, and models are made without what they are tested on."""

import json
import sys
from itertools import islice
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from mapapp.cli.evaluate import evaluate
from mapapp.errors import BadInput, Unavailable
from mapapp.evaluate.crossed import Plan, crossed, crossed_roles
from mapapp.evaluate.folds import copies, deal, without_copies
from mapapp.evaluate.gold import GoldDocument, load
from mapapp.evaluate.training import practice, roles, written
from mapapp.evaluate.training.crf import Crf
from mapapp.evaluate.training.names import NameTrainer, in_capitals
from mapapp.gazetteer.index import Index
from mapapp.model import Document

STORY = "The river rose by two metres on Sunday and took the bridge with it, so that nobody could cross until Monday."
OTHER = "Farmers drove their tractors to the ministry this morning and asked for a price that pays for the seed."


def documents(*texts: str, publishers: str = "") -> list[GoldDocument]:
    items = []
    for number, text in enumerate(texts):
        group = publishers[number] if publishers else f"d{number}"
        items.append(GoldDocument(Document(f"d{number}", text), group=group))
    return items


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        (STORY, STORY, True),
        (STORY, STORY.upper() + "\n", True),
        (STORY, "By our reporter. " + STORY + " More soon.", True),
        (STORY, OTHER, False),
        ("Short.", "short", True),
        ("Short.", "Other.", False),
    ],
)
def test_copies_are_texts_that_share_much_of_the_shorter_one(first: str, second: str, same: bool) -> None:
    assert bool(copies([first, second])) == same


def test_what_many_documents_carry_makes_them_no_copies() -> None:
    texts = [f"{STORY} {number} {number}" for number in range(30)]
    assert copies(texts) == set()


def test_copies_of_what_is_tested_do_not_train() -> None:
    kept = without_copies(documents(STORY, OTHER), documents("Breaking: " + STORY))
    assert [item.document.text for item in kept] == [OTHER]


@given(st.lists(st.sampled_from("abcdefg"), min_size=1, max_size=40), st.integers(1, 6))
def test_no_publisher_stands_in_two_folds_and_every_document_in_one(publishers: list[str], folds: int) -> None:
    items = documents(*(f"story {number}" for number in range(len(publishers))), publishers="".join(publishers))
    fold = deal(items, folds, "publisher")
    assert len(fold) == len(items)
    assert set(fold) <= set(range(folds))
    assert len(set(zip(publishers, fold, strict=True))) == len(set(publishers))


@given(st.integers(1, 60), st.integers(1, 6))
def test_folds_of_documents_are_of_one_size_within_one(count: int, folds: int) -> None:
    fold = deal(documents(*(f"story {number}" for number in range(count))), folds, "document")
    sizes = [fold.count(number) for number in range(folds)]
    assert max(sizes) - min(sizes) <= 1


def test_copies_share_a_fold_whoever_printed_them() -> None:
    fold = deal(documents(STORY, OTHER, STORY + " Ends.", publishers="abc"), 2, "publisher")
    assert fold[0] == fold[2] != fold[1]


SENTENCES = [
    ("Rain fell in {} on Monday.", "Zorvik Elbania Quemby Trallen"),
    ("The mayor of {} resigned.", "Zorvik Elbania Quemby Trallen"),
    ("{} said he was tired.", ""),
    ("A bridge near {} fell.", "Ostrumia Velkin Dramor Hulst"),
]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Sixteen short stories; but for Nairobi the names are nobody's, so that only training can find them."""
    lines = []
    for number in range(16):
        text, toponyms = "", []
        for pattern, names in SENTENCES:
            name = names.split()[number % 4] if names else "Haldor"
            at = len(text) + pattern.index("{}")
            if names:
                toponyms.append({"start": at, "end": at + len(name), "name": name})
            text += pattern.format(name) + " "
        at = len(text) + 3
        text += f"In Nairobi it was dry, story {number}."
        toponyms.append({"start": at, "end": at + 7, "name": "Nairobi", "lat": -1.28, "lon": 36.82})
        lines.append(
            json.dumps({"doc_id": f"s{number}", "text": text, "toponyms": toponyms, "domain": f"p{number % 3}"})
        )
    path = tmp_path / "made.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_models_of_folds_find_what_the_other_folds_taught(corpus: Path, world_index: Index) -> None:
    pytest.importorskip("scipy")
    gold = load(corpus)
    told: list[tuple[int, int]] = []
    plan = Plan(folds=2, made_up=60)
    (read,) = crossed([gold], world_index, plan, lambda done, of: told.append((done, of)))
    assert told == [(1, 2), (2, 2)]
    found = {mention.name for reading in read.own for mention in reading.mentions}
    assert {"Zorvik", "Ostrumia", "Nairobi"} <= found
    assert "Haldor" not in found
    for reading, item in zip(read.given, gold.documents, strict=True):
        assert [(m.start, m.end) for m in reading.mentions] == sorted((n.start, n.end) for n in item.toponyms)
        nairobi = reading.mentions[-1]
        assert nairobi.place is not None
        assert nairobi.place.country == "KE"


def test_one_fold_trains_on_the_other_corpora_only(corpus: Path, world_index: Index) -> None:
    with pytest.raises(BadInput, match="nothing to train on"):
        crossed([load(corpus)], world_index, Plan(folds=1, made_up=5))
    copied = Plan(folds=1, extra=(load(corpus),), made_up=5)
    with pytest.raises(BadInput, match="nothing to train on"):
        crossed([load(corpus)], world_index, copied)


def test_more_folds_than_documents_are_refused(corpus: Path, world_index: Index) -> None:
    with pytest.raises(BadInput, match="each of the 16 documents"):
        crossed([load(corpus)], world_index, Plan(folds=17))


def test_training_without_scipy_says_what_to_install(
    corpus: Path, world_index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "scipy.sparse", None)
    (example, *_), *_ = NameTrainer(world_index, {}).examples(load(corpus))
    with pytest.raises(Unavailable, match=r"pip install mapapp\[train\]"):
        Crf([example], 1.0)


def test_a_copy_in_capitals_keeps_the_gold_where_it_was(corpus: Path) -> None:
    loud = in_capitals(load(corpus).documents[0])
    assert all(loud.document.text[name.start : name.end] == name.name for name in loud.toponyms)
    assert loud.document.text.isupper()


def test_letters_that_grow_in_capitals_stay_small() -> None:
    assert in_capitals(GoldDocument(Document("d", "straße"))).document.text == "STRAßE"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--with", "{gold}"], "wanted --folds too"),
        (["--texts", "{gold}"], "wanted --folds too"),
        (["--folds", "2", "--task", "times"], "wanted --task toponyms, resolution, roles"),
    ],
)
def test_options_that_do_not_fit_are_told(corpus: Path, arguments: list[str], message: str) -> None:
    with pytest.raises(BadInput, match=message):
        CliRunner().invoke(
            evaluate, [str(corpus), *(word.format(gold=corpus) for word in arguments)], catch_exceptions=False
        )


def test_roles_are_judged_by_labels_of_other_folds(tmp_path: Path, world_index: Index) -> None:
    text = "Quito accused Bogotá of spying. In Quito it rained."
    corpus, labels = tmp_path / "andes.jsonl", tmp_path / "labels.jsonl"
    corpus.write_text("\n".join(json.dumps({"doc_id": f"a{n}", "text": text + " " * n}) for n in range(3)))
    marked = ((0, 5, "associative"), (14, 20, "associative"), (35, 40, "literal"))
    keys = ("corpus", "doc_id", "start", "end", "role")
    lines = (dict(zip(keys, ("andes", f"a{n}", *mark), strict=True)) for n in range(2) for mark in marked)
    labels.write_text("\n".join(json.dumps(line) for line in lines))
    (read,) = crossed_roles([load(corpus)], world_index, Plan(folds=1), roles.load(labels))
    assert [item.document.id for item in read.gold.documents] == ["a0", "a1"]
    assert [mention.role for mention in read.own[0].mentions] == ["associative", "associative", "literal"]


def test_labels_that_are_none_are_told(tmp_path: Path) -> None:
    path = tmp_path / "labels.jsonl"
    path.write_text('{"corpus": "andes"}')
    with pytest.raises(BadInput, match="labels of roles"):
        roles.load(path)


def test_written_sentences_are_filled_anew_and_mark_places_only(tmp_path: Path, world_index: Index) -> None:
    path = tmp_path / "sentences.txt"
    path.write_text(
        "# none\n{N} left {P} for {C}.\n{O} Bank sank in {W}, the {A} {S} said in {D}.\n", encoding="utf-8"
    )
    made = list(written.documents(world_index, path))
    assert len(made) == 2 * written.TIMES
    assert len({item.document.text for item in made}) == len(made)
    for item in made:
        assert all(item.document.text[name.start : name.end] == name.name for name in item.toponyms)
        assert "{" not in item.document.text
    assert {len(item.toponyms) for item in made[: written.TIMES]} == {2}
    assert {len(item.toponyms) for item in made[written.TIMES :]} == {3}


def test_the_same_sentences_are_written_each_time(world_index: Index) -> None:
    first, again = (list(islice(written.documents(world_index), 40)) for _ in range(2))
    assert first == again


def test_practice_names_are_candidates_of_their_place(world_index: Index) -> None:
    for item, meant in practice.documents(world_index, 60, seed=3):
        for name, place_id in zip(item.toponyms, meant, strict=True):
            assert item.document.text[name.start : name.end] == name.name
            known = any(place.id == place_id for place in world_index.candidates(name.name))
            assert known or name.name.endswith(" Province")
