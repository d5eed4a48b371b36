"""What a reader of imported files yields: a place, or what is wrong with a row; and how numbers in rows are read."""

from __future__ import annotations

from dataclasses import dataclass

from mapapp.gazetteer.imports import Imported


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that is no place."""

    line: int  # from 1
    column: str  # "" where the whole row is wrong
    what: str  # what was wanted and what is there


Row = Imported | BadRow


def number(column: str, text: str, limit: float) -> float:
    """Read a number from -limit to limit. Raises ValueError(column, what was wanted and is there)."""
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not -limit <= value <= limit:
        raise ValueError(column, f"wanted a number from -{limit} to {limit}, got {text.strip()!r}")
    return value


def whole(column: str, text: str, limit: int) -> int | None:
    """Read a whole number from 0 to limit, None for an empty cell. Raises ValueError as `number` does."""
    text = text.strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 20 and int(text) <= limit):
        raise ValueError(column, f"wanted a whole number from 0 to {limit}, got {text!r}")
    return int(text)
