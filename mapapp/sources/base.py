"""What every kind of source gives: documents, and in words what could not be read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mapapp.model import Document


@dataclass(frozen=True, slots=True)
class Source:
    """A document with where it came from."""

    document: Document
    origin: str  # the path as given, or "standard input, line 3"
    doc_id: str | int  # as the input wrote it; document.id is its string
    spans: tuple[tuple[int, int], ...] | None = None  # toponyms given by the input; None = none were


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that was asked for and could not be read, or only in part."""

    origin: str
    reason: str  # what was wanted, what is there
    lost: bool = True  # False: the document was read all the same

    def __str__(self) -> str:
        return f"{self.origin}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Loaded:
    """The documents of a batch in the order given, and the problems met on the way."""

    sources: tuple[Source, ...] = ()
    problems: tuple[Problem, ...] = ()


def join(parts: Iterable[Loaded]) -> Loaded:
    """Return the parts as one batch, in order."""
    parts = tuple(parts)
    return Loaded(
        tuple(source for part in parts for source in part.sources),
        tuple(problem for part in parts for problem in part.problems),
    )
