"""A report on the page is the report: nothing lost, nothing doubled, marks exactly where they belong."""

import time

from hypothesis import given
from hypothesis import strategies as st

from mapapp.model import Document, Extent, Incident, Mention, Passage, Reading, Report
from mapapp.web.reader import PAGE, Run, Sheet, sheet
from mapapp.web.words import visible

LENGTH = 400
TEXT = "".join(chr(97 + number % 26) if number % 7 else " " for number in range(LENGTH))
spans = st.tuples(st.integers(0, LENGTH - 1), st.integers(1, 60)).map(lambda pair: (pair[0], min(sum(pair), LENGTH)))


def reading(mentions: list[tuple[int, int]], cut: int = 50) -> Reading:
    passages = tuple(Passage(start, min(start + cut, LENGTH), "body", start) for start in range(0, LENGTH, cut))
    named = tuple(Mention(a, b, TEXT[a:b], "literal", "body") for a, b in sorted(apart(mentions)))
    return Reading(Document("d", TEXT), passages, named)


def apart(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


def told(number: int, start: int, end: int) -> Incident:
    report = Report("d", start, end, TEXT[start:end], "assault", "reported", "asserts")
    return Incident(str(number), "assault", "reported", "t", None, (), Extent(None, "none"), (report,))


def every_run(page: Sheet) -> list[Run]:
    return [run for block in page.blocks for paragraph in block.paragraphs for run in paragraph.runs]


def runs(page: Sheet) -> list[str]:
    return [run.text for run in every_run(page)]


@given(st.lists(spans, max_size=8), st.lists(spans, max_size=5), st.none() | spans)
def test_runs_put_together_are_the_text_and_marks_are_exact(
    mentions: list[tuple[int, int]], claims: list[tuple[int, int]], mark: tuple[int, int] | None
) -> None:
    read = reading(mentions)
    page = sheet(read, [told(number, *claim) for number, claim in enumerate(claims)], mark, None)
    assert "".join(runs(page)) == TEXT
    everything = every_run(page)
    assert "".join(run.text for run in everything if run.marked) == (TEXT[slice(*mark)] if mark else "")
    for note in page.notes:
        assert "".join(run.text for run in everything if run.note == note) == note.item.name  # type: ignore[union-attr]
    for number, (start, end) in enumerate(claims):
        assert "".join(run.text for run in everything if number in run.claims) == TEXT[start:end]
        assert sum(number in run.ends for run in everything) == 1


@given(st.integers(1, 4 * PAGE), st.integers(0, 4 * PAGE))
def test_a_long_report_is_turned_page_by_page_and_opens_where_the_mark_is(length: int, at: int) -> None:
    at = min(at, length - 1)
    text = "x" * at + "y" + "x" * (length - at - 1)
    read = Reading(Document("d", text), (Passage(0, length, "body", 0),))
    opened = sheet(read, (), (at, at + 1), None)
    assert any(run.marked for run in every_run(opened))
    assert "".join("".join(runs(sheet(read, (), None, page))) for page in range(1, opened.pages + 1)) == text
    assert all(len("".join(runs(sheet(read, (), None, page)))) <= PAGE for page in range(1, opened.pages + 1))


@given(st.text())
def test_control_characters_are_shown_never_sent(text: str) -> None:
    shown = visible(text)
    assert len(shown) == len(text)
    assert not any((ord(sign) < 32 and sign not in "\t\n\r") or ord(sign) == 127 for sign in shown)


def test_lines_beside_the_report_are_folded_unless_one_came_for_them() -> None:
    text = "Body one.\nRead also\nShare this\nBody two.\nAdvert"
    passages, start = [], 0
    for number, line in enumerate(text.split("\n")):
        section = "body" if line.startswith("Body") else "boilerplate"
        passages.append(Passage(start, start + len(line), section, number))  # type: ignore[arg-type]
        start += len(line) + 1
    read = Reading(Document("d", text), tuple(passages))
    assert [block.folded for block in sheet(read, (), None, None).blocks] == [False, True, False, False]
    assert not any(block.folded for block in sheet(read, (), (12, 15), None).blocks)


def test_a_report_of_twenty_megabytes_opens_quickly() -> None:
    text = "Shots were fired near the lake. " * 650_000
    passages = tuple(Passage(start, start + 31, "body", 0) for start in range(0, len(text) - 31, 32))
    read = Reading(Document("d", text), passages)
    begun = time.process_time()
    page = sheet(read, (), (len(text) - 100, len(text) - 90), None)
    assert page.page == page.pages
    assert time.process_time() - begun < 5
