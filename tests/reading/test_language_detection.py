"""The language of a report is told where it can be, and a report that cannot be read says so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapapp.model import Document
from mapapp.reading.language import detect, problem

READABLE = [
    "The governor said on Monday that the bridge would be closed after the flood.",
    "THE GOVERNOR SAID ON MONDAY THAT THE BRIDGE WOULD BE CLOSED AFTER THE FLOOD.",
]
UNREADABLE = [
    ("Губернатор заявил в понедельник, что мост будет закрыт после наводнения.", "ru", "Russian"),
    ("El gobernador dijo el lunes que el puente se cerrará después de la inundación.", "es", "Spanish"),
    ("Le gouverneur a déclaré lundi que le pont serait fermé après les inondations.", "fr", "French"),
    ("Der Gouverneur sagte am Montag, dass die Brücke nach dem Hochwasser gesperrt wird.", "de", "German"),
    ("قال المحافظ يوم الاثنين إن الجسر سيغلق بعد الفيضانات التي ضربت المدينة.", "ar", "Arabic"),
]


@pytest.mark.parametrize("text", READABLE)
def test_english_is_read_in_any_case(text: str) -> None:
    assert detect(text) == "en"
    assert problem(Document("x", text)) is None


@pytest.mark.parametrize(("text", "code", "name"), UNREADABLE)
def test_another_language_is_named_not_misread(text: str, code: str, name: str) -> None:
    assert detect(text) == code
    assert name in (problem(Document("x", text, language="en")) or "")


@pytest.mark.parametrize("text", ["", "   \n", "Reuters", "12 May 2021", "\x00\x01"])
def test_too_short_a_text_tells_nothing(text: str) -> None:
    assert detect(text) is None
    assert problem(Document("x", text)) is None


def test_a_short_text_is_believed_to_be_what_it_says_it_is() -> None:
    assert problem(Document("x", "Goris", language="hy")) == "language: Armenian; only English can be read so far"
    assert problem(Document("x", "Goris", language="en-GB")) is None


@given(st.text(max_size=300))
def test_no_text_is_too_strange(text: str) -> None:
    detect(text)
