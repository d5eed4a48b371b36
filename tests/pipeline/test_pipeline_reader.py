"""The reader: one document or many, in one process or several, given names or none; nothing costs the others."""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapapp.errors import BadInput
from mapapp.gazetteer.index import Index
from mapapp.model import Document, Passage, Published, Reading
from mapapp.pipeline import Options, Reader, Task, plug
from mapapp.reading.resolvers.base import PlaceIndex
from mapapp.sources.loading import load

TEXT = "YEREVAN, May 14 (Agency) -- Armenian troops clashed with soldiers near Vardenis on Wednesday, Baku said."
REPORTS = tuple(
    Document(
        f"r{number}", f"Police said on Monday that {number} people were killed in Gyumri, and {number} in Goris."
    )
    for number in range(12)
)


@pytest.fixture(scope="module")
def reader(world_folder: Path) -> Reader:
    return Reader.open(world_folder)


def test_a_document_is_read_through_every_step(reader: Reader) -> None:
    reading = reader.read(Document("a", TEXT, published=Published("2021-05-14", "editor")))
    assert reading.problem is None
    assert reading.document.language == "en"
    assert reading.document.published == Published("2021-05-14", "editor")
    assert {mention.name for mention in reading.mentions} >= {"YEREVAN", "Vardenis"}
    assert "2021-05-12" in {time.when.value for time in reading.times if time.when}
    assert reading.reports
    assert reading.made_by == reader.made_by
    assert reader.merge([reading])


def test_the_same_document_gives_the_same_reading(reader: Reader, world_folder: Path) -> None:
    document = load(["seeds"]).sources[0].document
    assert reader.read(document) == reader.read(document) == Reader.open(world_folder).read(document)


def test_what_is_known_of_a_document_is_kept_and_the_rest_is_found(reader: Reader) -> None:
    document = Document("a", TEXT, title="Ours", publisher="P", language="en-GB", url="https://x.example")
    read = reader.read(document).document
    assert replace(read, published=document.published) == document


def test_a_language_that_cannot_be_read_is_said_to_be_one(reader: Reader) -> None:
    text = "Военные Азербайджана перешли границу в районе Черного озера, сообщило министерство обороны Армении. " * 3
    reading = reader.read(Document("a", text))
    assert "Russian" in (reading.problem or "")
    assert (reading.mentions, reading.times, reading.reports) == ((), (), ())


@pytest.mark.parametrize("text", ["", " \n ", "\0", "\ufeff"])
def test_a_text_without_words_is_no_accident(reader: Reader, text: str) -> None:
    assert reader.read(Document("a", text)).mentions == ()


@pytest.mark.parametrize(
    "spans",
    [((0, 7), (71, 79)), ((71, 79), (0, 7)), ((0, 7), (0, 7), (0, 4)), ((0, len(TEXT)),), ((8, 9),), ((82, 83),), ()],
    ids=["in order", "out of order", "twice and nested", "everything", "a comma", "a blank", "none"],
)
def test_every_given_name_is_given_back_in_order(reader: Reader, spans: tuple[tuple[int, int], ...]) -> None:
    mentions = reader.read(Document("a", TEXT), spans=spans).mentions
    assert tuple((mention.start, mention.end) for mention in mentions) == spans
    assert all(mention.name == TEXT[mention.start : mention.end] for mention in mentions)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 20)), max_size=6))
def test_any_given_spans_are_given_back(reader: Reader, pairs: list[tuple[int, int]]) -> None:
    spans = tuple((start, min(start + length, len(TEXT))) for start, length in pairs)
    mentions = reader.read(Document("a", TEXT), spans=spans).mentions
    assert tuple((mention.start, mention.end) for mention in mentions) == spans


def test_given_names_are_resolved_in_any_language(reader: Reader) -> None:
    text = "Министерство обороны сообщило, что в городе Гюмри никто не пострадал, передает агентство. " * 2
    at = text.index("Гюмри")
    (mention,) = reader.read(Document("a", text), spans=[(at, at + 5)]).mentions
    assert mention.name == "Гюмри"


@pytest.mark.parametrize("span", [(0, 0), (5, 4), (-1, 3), (0, len(TEXT) + 1)])
def test_a_given_span_outside_the_text_is_refused(reader: Reader, span: tuple[int, int]) -> None:
    with pytest.raises(BadInput, match="wanted a range inside the text"):
        reader.read(Document("a", TEXT), spans=[span])


def test_several_processes_read_the_same_in_the_same_order(reader: Reader) -> None:
    tasks = [Task(document) for document in REPORTS]
    told: list[int] = []
    alone = list(reader.read_many(tasks, workers=1))
    assert list(reader.read_many(tasks, told.append, workers=2)) == alone
    assert [reading.document.id for reading in alone] == [document.id for document in REPORTS]
    assert told == list(range(1, len(tasks) + 1))


class Dying:
    """A recogniser that raises, or takes its whole process along, where a text asks for it."""

    def recognize(
        self, document: Document, passages: Sequence[Passage], index: PlaceIndex
    ) -> tuple[tuple[int, int], ...]:
        if "RAISE" in document.text:
            raise RuntimeError("as asked")
        if "DIE" in document.text:
            os._exit(1)
        return ()


def create(options: Mapping[str, object]) -> Dying:
    return Dying()


def test_a_report_that_cannot_be_read_does_not_cost_the_others(
    reader: Reader, world_index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "_recognizer", Dying())
    texts = ["Nothing happened here today, they said.", "RAISE", "Nothing happened there either, it was said."]
    readings = list(reader.read_many([Task(Document(text[:5], text)) for text in texts]))
    assert [reading.problem for reading in readings] == [None, "could not be read (RuntimeError: as asked)", None]


def test_a_report_that_kills_its_process_does_not_cost_the_others(
    world_folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    # an outsider's recogniser, as the workers find it: an entry point of an installed package
    package = tmp_path / "dying-1.0.dist-info"
    package.mkdir()
    (package / "METADATA").write_text("Metadata-Version: 2.1\nName: dying\nVersion: 1.0\n")
    (package / "entry_points.txt").write_text(
        "[mapapp.recognizers]\ndying = tests.pipeline.test_pipeline_reader:create\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), str(Path(__file__).parents[2])]))
    reader = Reader.open(world_folder, Options(recognizer="dying"))
    texts = ["Nothing happened, they said on that day.", "DIE now.", "And then nothing else happened there."]
    readings: Iterator[Reading] = reader.read_many(
        [Task(Document(f"r{n}", t)) for n, t in enumerate(texts)], workers=2
    )
    assert [reading.problem for reading in readings] == [
        None,
        "could not be read (the process that read it died)",
        None,
    ]


def test_made_by_tells_readers_apart(reader: Reader, world_index: Index) -> None:
    assert reader.made_by == Reader(world_index).made_by
    assert reader.made_by != Reader(world_index, Options(recognizer="lookup")).made_by
    assert reader.made_by.startswith("mapapp ")


def test_undated_reports_are_dated_by_the_others(reader: Reader) -> None:
    said = "The ministry said that soldiers had crossed the border near the lake and must leave at once."
    dated = Document("a", f"Wednesday, May 12. {said}", published=Published("2021-05-13", "editor"))
    undated = Document("b", f"On Wednesday the army spoke. {said} Nobody answered.")
    readings = reader.read_batch([Task(undated), Task(dated)])
    assert readings[0].document.published.basis in ("inferred", None)
    assert readings[1].document.published == dated.published


def test_candidates_are_kept_though_none_is_chosen(reader: Reader) -> None:
    said = "“We shall rebuild every bridge that the flood has taken from us all,” she said."
    dated = Document("a", f"The flood came on June 8, 2021. {said}", published=Published("2021-06-11", "editor"))
    undated = Document("b", f"Minister Reyes spoke of it and was heard by many. {said}")
    published = reader.read_batch([Task(undated), Task(dated)])[0].document.published
    assert published.value is None
    assert "2021-06-11" in {candidate.value for candidate in published.candidates}
    assert all("quotation" in " ".join(candidate.evidence) for candidate in published.candidates[:3])


def test_an_unknown_implementation_says_which_there_are() -> None:
    with pytest.raises(BadInput, match=r"no 'nobody'; there are .*lookup"):
        plug("recognizers", "nobody")
