"""The plug point of recognisers: which stretches of a text are place names.

Every other module of this folder is one implementation with a function `create(options)`; outsiders register theirs
as entry points of the group `mapapp.recognizers`. A recogniser sees a document, its passages and the PlaceIndex,
never a database.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from mapapp.model import Document, Passage
from mapapp.reading.resolvers.base import PlaceIndex

Span = tuple[int, int]  # half-open code-point range into Document.text
Options = Mapping[str, object]


class Recognizer(Protocol):
    """Finds place names, and the adjectives and demonyms of places ("Armenian"), in a document."""

    def recognize(self, document: Document, passages: Sequence[Passage], index: PlaceIndex) -> tuple[Span, ...]:
        """Return the spans in text order, non-overlapping, each inside one passage."""
