"""A spaCy pipeline is a recogniser as good as any: places kept, people dropped, spans exact."""

import pytest
import spacy

from mapapp.errors import Unavailable
from mapapp.gazetteer.index import Index
from mapapp.model import Document
from mapapp.reading import passages
from mapapp.reading.recognizers import spacy as ours


def test_a_pipeline_that_is_not_there_is_told() -> None:
    with pytest.raises(Unavailable, match="spacy"):
        ours.create({"pipeline": "no_such_pipeline"})


def test_places_and_demonyms_of_a_pipeline_are_kept(world_index: Index) -> None:
    pipeline = spacy.blank("en")
    ruler = pipeline.add_pipe("entity_ruler")
    ruler.add_patterns(
        [
            {"label": "GPE", "pattern": "the Gambia"},
            {"label": "LOC", "pattern": "the Sahel"},
            {"label": "NORP", "pattern": "French"},
            {"label": "NORP", "pattern": "Liberal"},
            {"label": "PERSON", "pattern": "Jordan"},
        ]
    )
    text = "Relief\n\nFrench and Liberal envoys met Jordan in the Gambia. They left the Sahel on Monday."
    document = Document("x", text)
    spans = ours.SpacyRecognizer(pipeline).recognize(document, passages.split(document), world_index)
    names = [text[start:end].removeprefix("the ") for start, end in spans]
    assert names == ["French", "Gambia", "Sahel"]
