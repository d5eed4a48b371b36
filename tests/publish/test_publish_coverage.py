"""Coverage: who reports, who is silent though publishing, who published nothing then; and a CSV that is safe."""

import csv
import io
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapapp.model import Document, Extent, Incident, Published, Report, SpeakerKind, Stance, When
from mapapp.publish.coverage import FORMULA, Matrix, Press, coverage_record, csv_lines, safe


def document(name: str, publisher: str | None, day: str | None) -> Document:
    return Document(name, "text", publisher=publisher, published=Published(day, "stated" if day else None))


def told(
    document_id: str, stance: Stance = "asserts", speaker: str | None = None, sides: tuple[str, ...] = (),
    kind: SpeakerKind | None = "side",
) -> Report:  # fmt: skip
    return Report(
        document_id, 0, 4, "text", "assault", "reported", stance, speaker=speaker, sides=sides, speaker_kind=kind
    )


def incident(*reports: Report, day: str | None = None, title: str = "Attack") -> Incident:
    start = date.fromisoformat(day) if day else None
    when = When(day, start, start + timedelta(days=1), "stated") if day and start else None
    return Incident("i", "assault", "reported", title, when, (), Extent(None, "none"), reports)


DOCUMENTS = [
    document("a", "Echo", "2021-05-14"),
    document("b", "Star", "2021-05-15"),
    document("c", "Globe", "2021-05-20"),
    document("d", "Post", None),
    document("e", "Globe", "2021-04"),
]


def cells(found: Matrix) -> dict[str, str]:
    return dict(zip(found.columns, found.rows[0].cells, strict=True))


def test_silent_is_only_who_published_in_those_days() -> None:
    found = Press(DOCUMENTS).matrix([incident(told("a"))])
    assert cells(found) == {"Echo": "reports", "Star": "silent", "Globe": "absent", "Post": "absent"}


def test_who_only_carries_a_denial_disputes() -> None:
    found = Press(DOCUMENTS).matrix([incident(told("a"), told("b", "disputes"))])
    assert cells(found)["Star"] == "disputes"
    assert cells(Press(DOCUMENTS).matrix([incident(told("b"), told("b", "disputes"))]))["Star"] == "reports"


def test_what_was_published_before_it_happened_is_not_silent() -> None:
    assert cells(Press(DOCUMENTS).matrix([incident(told("b"), day="2021-05-15")]))["Echo"] == "absent"


def test_between_reports_far_apart_nobody_is_silent() -> None:
    documents = [*DOCUMENTS, document("f", "Mail", "2021-07-29"), document("g", "Sun", "2021-06-20")]
    found = Press(documents).matrix([incident(told("a"), told("f"))])
    assert cells(found)["Sun"] == "absent"
    assert len(found.rows[0].days) == 2


def test_a_month_of_publication_is_too_vague_to_be_silent() -> None:
    documents = [document("a", "Echo", "2021-04-14"), document("e", "Globe", "2021-04")]
    assert cells(Press(documents).matrix([incident(told("a"))]))["Globe"] == "absent"


def test_an_undated_report_leaves_nobody_silent() -> None:
    found = Press(DOCUMENTS).matrix([incident(told("d"))])
    assert cells(found) == {"Post": "reports", "Echo": "absent", "Globe": "absent", "Star": "absent"}
    assert coverage_record(found.rows[0], found)["days"] == []


def test_sides_are_who_is_quoted_persons_under_their_side() -> None:
    first = incident(
        told("a", speaker="Armenian premier Koval", sides=("armenia", "koval"), kind="person"),
        told("a", "disputes", speaker="Baku", sides=("azerbaijan",)),
    )
    second = incident(told("b", speaker="Koval", sides=("koval",), kind="person"))
    found = Press(DOCUMENTS, "side", [first, second]).matrix([first, second])
    assert found.columns == ("Armenia", "Azerbaijan")
    assert [row.cells for row in found.rows] == [("reports", "disputes"), ("reports", "silent")]


def test_the_csv_has_a_line_an_incident_and_a_column_a_source() -> None:
    lines = csv_lines(Press(DOCUMENTS), [incident(told("a"), day="2021-05-13", title="Attack, in X")])
    head, line = csv.reader(io.StringIO("".join(lines), newline=""))
    row = dict(zip(head, line, strict=True))
    assert (row["title"], row["when"], row["days"]) == ("Attack, in X", "2021-05-13", "2021-05-13/2021-05-15")
    assert (row["Echo"], row["Star"], row["Post"], row["n_silent"]) == ("reports", "silent", "", "1")


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r\n=1", " =cmd|' /C calc'!A0", "\u202e=1", "\x00=1", "＝1", "|x"],
)
def test_no_cell_is_a_formula(text: str) -> None:
    lines = csv_lines(Press([document("a", text, "2021-05-14")]), [incident(told("a"), title=text)])
    for line in csv.reader(io.StringIO("".join(lines), newline="")):
        assert not any(cell.startswith(FORMULA) for cell in line)


@given(st.text(st.characters(), max_size=30))
def test_any_text_is_one_cell_of_one_line_and_no_formula(text: str) -> None:
    made = csv_lines(Press([document("a", "Echo", "2021-05-14")]), [incident(told("a"), title=text)])
    lines = list(csv.reader(io.StringIO("".join(made), newline="")))
    assert [len(line) for line in lines] == [len(lines[0])] * 2
    assert not lines[1][1].startswith(FORMULA)
    assert not set(safe(text)) & set("\r\n\t\x00\u202e")


@given(st.lists(st.sampled_from("abcde"), min_size=1, max_size=6))
def test_every_source_that_tells_is_counted_and_every_cell_is_filled(names: list[str]) -> None:
    found = Press(DOCUMENTS).matrix([incident(*(told(name) for name in names))])
    row = found.rows[0]
    publishers = {"a": "Echo", "b": "Star", "c": "Globe", "d": "Post", "e": "Globe"}
    assert set(found.names(row, "reports")) == {publishers[name] for name in names}
    assert sum(row.count(cell) for cell in ("reports", "disputes", "silent", "absent")) == len(found.columns)
