"""What geocoding services have answered, kept on disk as JSON Lines so that nothing is asked twice.

One line an answer: `service` (its address), `query`, `date` (ISO 8601, the day it was asked) and `answers`. The last
line of a service and query counts. A line cut short, as when the machine went down, is passed over and asked again.
"""

from __future__ import annotations

import json
import warnings
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from mapapp.reading.resolvers._osm import Answer

Entry = tuple[tuple[Answer, ...], date]  # answers in the service's order, and when they were had


class Cache:
    """The answers in one file; the file is read when something is first looked up and appended to after that."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._entries: dict[tuple[str, str], Entry] | None = None

    def get(self, service: str, query: str) -> Entry | None:
        """Return what a service answered, nothing found included; None when it was never asked."""
        return self._all().get((service, query))

    def put(self, service: str, query: str, entry: Entry) -> None:
        """Keep an answer. A disk that cannot be written to is a warning: it costs a second request, no reading."""
        self._all()[service, query] = entry
        answers, day = entry
        line = json.dumps(
            {
                "service": service,
                "query": query,
                "date": day.isoformat(),
                "answers": [asdict(item) for item in answers],
            }
        )
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("a", encoding="utf-8") as file:
                file.write(f"{line}\n")
        except OSError as error:
            warnings.warn(f"{self.path}: the answer was not kept ({error.strerror or error})", stacklevel=2)

    def _all(self) -> dict[tuple[str, str], Entry]:
        if self._entries is None:
            self._entries = {}
            try:
                lines = self.path.read_text(encoding="utf-8", errors="replace").split("\n")
            except OSError:  # nothing kept yet
                lines = []
            for line in filter(None, lines):
                self._take(line)
        return self._entries

    def _take(self, line: str) -> None:
        assert self._entries is not None
        try:
            row = json.loads(line)
            entry = tuple(map(_answer, row["answers"])), date.fromisoformat(row["date"])
            self._entries[str(row["service"]), str(row["query"])] = entry
        except (ValueError, KeyError, TypeError):
            return


def _answer(row: dict[str, Any]) -> Answer:
    return Answer(**{**row, "names": tuple(row["names"])})
