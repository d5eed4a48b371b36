"""The table news_dates.txt: what a careful annotator would mark in sentences of news English, and we do."""

import re
from collections.abc import Iterator
from pathlib import Path

import edtf
import pytest

from mapapp.model import Document, Passage, Published
from mapapp.reading import dates

TABLE = Path(__file__).parent / "news_dates.txt"
MARKED = re.compile(r"\{([^|{}]*)\|([^|{}]*)(?:\|([^{}]*))?\}")
Marked = tuple[str, str | None, str | None]  # words, TIMEX3 value, EDTF value


def rows() -> Iterator[tuple[str, str]]:
    """Yield the day of publication and the marked sentence of every row."""
    day = "2013-06-14"
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("@ "):
            day = line[2:].strip()
        elif line and not line.startswith("#"):
            yield day, line


def unmarked(line: str) -> tuple[str, list[Marked]]:
    """Return a sentence without its marks, and what they say."""
    marks: list[Marked] = []
    for words, timex, value in MARKED.findall(line):
        plain = timex if re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", timex) else None
        marks.append((words, None if timex == "~" else timex, value or plain))
    return MARKED.sub(lambda match: match[1], line), marks


@pytest.mark.parametrize(("day", "line"), list(rows()))
def test_a_sentence_of_the_table_has_its_times(day: str, line: str) -> None:
    text, expected = unmarked(line)
    document = Document("d", text, published=Published(day, "editor"))
    found = dates.find(document, (Passage(0, len(text), "body", 0),))
    assert [(item.text, item.timex_value, item.when.value if item.when else None) for item in found] == expected
    for item in found:
        assert item.when is None or edtf.parse_edtf(item.when.value)


def test_the_table_is_as_long_as_it_should_be() -> None:
    assert len(list(rows())) >= 300
