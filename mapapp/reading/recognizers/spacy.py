"""A recogniser that asks an installed spaCy pipeline (extra `mapapp[spacy]`) for its place entities.

The option `pipeline` names it ("en_core_web_sm"); it is loaded when the recogniser is made and nothing is downloaded.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Sequence
from typing import Any

from mapapp.errors import Unavailable
from mapapp.model import Document, Passage
from mapapp.reading.recognizers.base import Options, Span
from mapapp.reading.resolvers.base import PlaceIndex

PLACES = frozenset({"GPE", "LOC", "FAC"})  # spaCy's labels for states and towns, other places, and buildings
ADJECTIVES = frozenset({"NORP"})  # nationalities, religions and parties: kept when the gazetteer knows the demonym


def create(options: Options) -> SpacyRecognizer:
    """Return the recogniser of the pipeline named by the option `pipeline`. Raises Unavailable."""
    name = str(options.get("pipeline", "en_core_web_sm"))
    try:
        return SpacyRecognizer(importlib.import_module("spacy").load(name))
    except ImportError as error:
        raise Unavailable("spacy: not installed; run `pip install mapapp[spacy]`") from error
    except OSError as error:
        raise Unavailable(f"spacy: wanted the pipeline {name!r}; run `python -m spacy download {name}`") from error


class SpacyRecognizer:
    """Gives spaCy the document passage by passage and keeps its places."""

    def __init__(self, pipeline: Any) -> None:
        self._pipeline = pipeline

    def recognize(self, document: Document, passages: Sequence[Passage], index: PlaceIndex) -> tuple[Span, ...]:
        """Return the spans of places and of demonyms the gazetteer knows; see base.Recognizer."""
        texts = [document.text[passage.start : passage.end] for passage in passages]
        found = zip(passages, self._pipeline.pipe(texts), strict=True)
        return tuple(span for passage, parsed in found for span in _spans(passage.start, parsed, index))


def _spans(offset: int, parsed: Any, index: PlaceIndex) -> Iterator[Span]:
    for entity in parsed.ents:
        text = entity.text.strip()
        if not text or (entity.label_ not in PLACES and not (entity.label_ in ADJECTIVES and index.demonym(text))):
            continue
        start = offset + entity.start_char
        if text.startswith(("the ", "The ")) and not index.has(text):
            start += 4
        end = offset + entity.end_char
        if entity.text.endswith(("'s", "’s")):
            end -= 2
        if start < end:
            yield start, end
