"""What reading needs of a gazetteer, declared where it is used; gazetteer.index fits it, pipeline joins them.

And the plug point of resolvers: which place each name means. Every other module of this folder is one implementation
with a function `create(options)`; outsiders register theirs as entry points of the group `mapapp.resolvers`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

from mapapp.model import Document, Mention, Passage, Place

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry


class Stretch(Protocol):
    """Where a name stands: text[start:end]."""

    @property
    def start(self) -> int:
        """First code point."""

    @property
    def end(self) -> int:
        """The code point after the last."""


class NameMatch(NamedTuple):
    """A stretch of text that is a name in the gazetteer."""

    start: int
    end: int


class PlaceIndex(Protocol):
    """Names to places. Look-ups fold case, diacritics, hyphens and apostrophes."""

    @property
    def fingerprint(self) -> str:
        """Hash of the sources the index was built from."""

    def candidates(self, name: str) -> tuple[Place, ...]:
        """Return every place that bears the name, most prominent first; empty when none does."""

    def has(self, name: str) -> bool:
        """Tell whether any place bears the name (cheaper than `candidates`)."""

    def kinds(self, name: str) -> tuple[tuple[str, int], ...]:
        """Return (kind, inhabitants) of every place that bears the name, in the order of `candidates`, but cheaper.

        Of a place whose inhabitants nobody counted: 0.
        """

    def scan(self, text: str) -> Iterable[Stretch]:
        """Yield the longest gazetteer name starting at each token of the text, left to right, non-overlapping."""

    def place(self, place_id: str) -> Place:
        """Return a place by id; raises NotFound."""

    def names(self, place_id: str) -> tuple[tuple[str, str | None], ...]:
        """Return all (name, language) of a place; language is BCP 47 or None."""

    def fame(self, place_id: str) -> int:
        """Return how many names a place has (cheaper than `names`); raises NotFound."""

    def geometry(self, place_id: str) -> BaseGeometry | None:
        """Return the place's polygon, line or point in WGS 84, or None when it has none."""

    def demonym(self, word: str) -> tuple[str, ...]:
        """Return ids of the places an adjective or demonym ("Armenian", "Azeri") belongs to."""

    def seat(self, place_id: str) -> tuple[str, ...]:
        """Return ids of the places governed from here (Kremlin, Moscow -> Russia), for associative readings."""

    def boundary(self, first_id: str, second_id: str) -> BaseGeometry | None:
        """Return the line shared by two areas, None when they do not touch."""

    def containing(self, lon: float, lat: float) -> tuple[str, ...]:
        """Return ids of the areas a point lies in, smallest first."""


class Resolver(Protocol):
    """Chooses the place each name of a document means.

    One that must not run in several processes at once has an attribute `alone` that is true.
    """

    def resolve(
        self, document: Document, passages: Sequence[Passage], spans: Sequence[tuple[int, int]], index: PlaceIndex
    ) -> tuple[Mention, ...]:
        """Return a mention for each span, in the spans' order, of role "literal"; place None where nothing fits."""
