"""The wire of a dateline is the publisher of a report that came without one."""

import pytest

from mapapp.model import Document
from mapapp.reading import passages
from mapapp.reading.wires import credited

STORY = "Soldiers clashed near the border on Thursday, officials said. Two of them were killed."


def publisher(text: str, given: str | None = None) -> tuple[str | None, str | None]:
    document = Document("d", text, publisher=given)
    found = credited(document, passages.split(document))
    return found.publisher, found.publisher_basis


@pytest.mark.parametrize(
    ("opening", "wire"),
    [
        ("KYIV, Oct 5 (Reuters) - ", "Reuters"),
        ("KYIV (REUTERS) - ", "Reuters"),
        ("CAIRO (AP) — ", "AP"),
        ("CAIRO (AP) -- ", "AP"),
        ("MOSCOW, May 12. /TASS/. ", "TASS"),
        ("YEREVAN, MAY 12, ARMENPRESS. ", "ARMENPRESS"),
        ("Port Sudan (Sudan) (AFP) – ", "AFP"),
        ("Soldiers clash at the border\n\nBy Ana Ruiz, Associated Press\n\n", "AP"),
        ("Soldiers clash at the border\n\n(AFP)\n\n", "AFP"),
    ],
)
def test_the_wire_of_the_dateline_is_the_publisher(opening: str, wire: str) -> None:
    assert publisher(opening + STORY) == (wire, "stated")


@pytest.mark.parametrize(
    "text",
    [
        STORY,
        f"KYIV, Oct 5 — {STORY}",
        f"{STORY} They told Reuters. The AP could not confirm it.",
        f"CAIRO (AP Photo/Ana Ruiz) — {STORY}",
        f"CAIRO (Reuters/AFP) — {STORY}",
        f"CAIRO (TELAM-ANSA) — {STORY}",
        f"{STORY} A witness told the agency so.\n\n{STORY}\n\nLONDON (AP) — {STORY}",
    ],
)
def test_no_wire_is_made_up(text: str) -> None:
    assert publisher(text) == (None, None)


def test_a_publisher_that_came_with_the_report_stands() -> None:
    assert publisher(f"CAIRO (AP) — {STORY}", given="Morning Star") == ("Morning Star", None)
