"""What a scoring gives: rows of figures, the misses behind them, and the convention they follow.

Every `mapapp.evaluate.<task>` module has one function

    score(gold: Gold, readings: Sequence[Reading]) -> Result

where `readings` holds one reading for each of `gold.documents`, in the same order (`mapapp evaluate` makes them with
the pipeline's Reader, giving gold spans to the resolver for the task `resolution`). A task module may offer further
keyword arguments with defaults.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: a share of a whole (`right` of `total`), or a plain number (`total` is None)."""

    name: str
    value: float  # a share 0..1, an F1, a distance: `unit` says which
    right: float | None = None  # what was counted, where that means something
    total: float | None = None
    unit: str = ""  # "" for shares and F1, "km", "days", ...


@dataclass(frozen=True, slots=True)
class Miss:
    """One thing that is wrong, with enough text around it to see why."""

    document_id: str
    start: int
    end: int
    kind: str  # "missed", "spurious", "boundary", "wrong place", ...
    text: str  # the words in question
    context: str = ""  # the text around them, on one line
    expected: str = ""
    got: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """The scores of one task on one gold."""

    task: str
    convention: str  # in words: what counts, what is left out, how unanswered ones are counted
    rows: tuple[Row, ...]
    misses: tuple[Miss, ...] = ()  # worst first where there is an order

    def __getitem__(self, name: str) -> float:
        """Return the value of the row of that name; raises KeyError."""
        for row in self.rows:
            if row.name == name:
                return row.value
        raise KeyError(name)


def f1_rows(prefix: str, right: int, found: int, wanted: int) -> tuple[Row, Row, Row]:
    """Return precision, recall and F1 as rows named `<prefix> precision` and so on; 0 where undefined."""
    precision = right / found if found else 0.0
    recall = right / wanted if wanted else 0.0
    f1 = 2 * right / (found + wanted) if found + wanted else 0.0
    return (
        Row(f"{prefix} precision", precision, right, found),
        Row(f"{prefix} recall", recall, right, wanted),
        Row(f"{prefix} F1", f1),
    )


def share(name: str, right: int, total: int) -> Row:
    """Return `right` of `total` as a row; 0 of 0 is 0."""
    return Row(name, right / total if total else 0.0, right, total)


def context_of(text: str, start: int, end: int, width: int = 50) -> str:
    """Return the text around [start, end) on one line, the span between ⟦ and ⟧."""
    pieces: Sequence[str] = (text[max(0, start - width) : start], "⟦", text[start:end], "⟧", text[end : end + width])
    return " ".join("".join(pieces).split())
