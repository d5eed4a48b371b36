"""JSON Lines: one report a line, with `doc_id`, `text` and what else is known of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from mapapp.errors import BadInput
from mapapp.model import Document, Published, PublishedCandidate
from mapapp.sources import catalogue
from mapapp.sources.base import Loaded, Problem, Source, join

_OPTIONAL = ("title", "publisher", "language", "url")


def load_lines(lines: Iterable[bytes], name: str) -> Loaded:
    """Return the documents of JSON Lines, one a line, blank lines aside; `name` says where they come from."""
    return join(_line(line, f"{name}, line {number}") for number, line in enumerate(lines, start=1) if line.strip())


def _line(line: bytes, origin: str) -> Loaded:
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        return Loaded(problems=(Problem(origin, f"wanted UTF-8, byte {error.start} is not"),))
    except (json.JSONDecodeError, RecursionError) as error:
        return Loaded(problems=(Problem(origin, f"wanted a JSON object; {error}"),))
    try:
        return from_mapping(row, origin)
    except BadInput as error:
        return Loaded(problems=(Problem(origin, str(error)),))


def from_mapping(row: object, origin: str) -> Loaded:
    """Return the document of one JSON object. Raises BadInput when it has no doc_id.

    What is wrong with another key is a problem beside the document, never a reason to drop it: one without a text
    is an empty one.
    """
    if not isinstance(row, dict):
        raise BadInput(f"wanted a JSON object, got {type(row).__name__}")
    doc_id, text = row.get("doc_id"), row.get("text")
    if isinstance(doc_id, bool) or not isinstance(doc_id, str | int) or doc_id == "":
        raise BadInput(f"doc_id: wanted a string, got {doc_id!r}")
    if not _is_unicode(str(doc_id)):
        raise BadInput(f"doc_id: wanted Unicode text, got {doc_id!r}")
    problems: list[Problem] = []
    if not isinstance(text, str):
        problems.append(Problem(origin, f"text: wanted a string, got {_kind(text)}; taken as empty", lost=False))
        text = ""
    known: dict[str, str | None] = {}
    for key in _OPTIONAL:
        value = row.get(key)
        known[key] = value if isinstance(value, str) and value else None
        if value is not None and not isinstance(value, str):
            problems.append(Problem(origin, f"{key}: wanted a string, got {value!r}; left out", lost=False))
    published, spans = Published(), None
    try:
        published = _published(row)
    except BadInput as error:
        problems.append(Problem(origin, f"{error}; left out", lost=False))
    try:
        spans = _spans(row.get("toponyms"))
    except BadInput as error:
        problems.append(Problem(origin, f"{error}; left out", lost=False))
    document = Document(
        str(doc_id), text, known["title"], known["publisher"], known["language"], published, known["url"]
    )
    return Loaded((Source(document, origin, doc_id, spans),), tuple(problems))


def _published(row: Mapping[str, Any]) -> Published:
    """`published` is a date, or an object as `mapapp read` itself writes it, with how sure it is and why."""
    given = row.get("published")
    if not isinstance(given, dict):
        return catalogue.published(given or None, row.get("basis"))
    found = catalogue.published(given.get("value"), given.get("basis"))
    reason, confidence = given.get("reason") or found.reason, given.get("confidence")
    try:
        candidates = tuple(
            PublishedCandidate(item["value"], item["weight"], tuple(map(str, item.get("evidence", ()))))
            for item in given.get("candidates") or ()
        )
        if found.basis == "editor" or confidence is None:
            confidence = found.confidence
        return replace(found, reason=str(reason), confidence=confidence, candidates=candidates)
    except (TypeError, KeyError, AttributeError, ValueError) as error:
        raise BadInput(f"published: wanted confidence and weights from 0 to 1; {error}") from error


def _spans(given: object) -> tuple[tuple[int, int], ...] | None:
    """Read `start` and `end` only: everything else about a toponym is ours to find."""
    if given is None:
        return None
    if not isinstance(given, list):
        raise BadInput(f"toponyms: wanted a list, got {type(given).__name__}")
    return tuple(_span(number, item) for number, item in enumerate(given))


def _span(number: int, item: object) -> tuple[int, int]:
    start, end = (item.get("start"), item.get("end")) if isinstance(item, dict) else (None, None)
    if type(start) is int and type(end) is int:  # true and false are integers to isinstance
        return start, end
    raise BadInput(f"toponyms[{number}]: wanted integers start and end, got {item!r}")


def _kind(value: object) -> str:
    """Name a JSON value's type as whoever wrote it knows it."""
    names = {type(None): "null", bool: "a truth value", int: "a number", float: "a number", list: "a list"}
    return names.get(type(value), "an object")


def _is_unicode(value: str) -> bool:
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
