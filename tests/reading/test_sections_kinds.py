"""Headlines, datelines, captions and the furniture of a page are told from the report's own text."""

import json
from pathlib import Path

import pytest

from mapapp import paths
from mapapp.model import Document
from mapapp.reading.passages import split

GOLD = Path(__file__).parent.parent / "golden" / "seeds-gold.json"
BODY = "Two men were killed on Monday when a bridge fell into the river near the old town. Nobody knows why.\n"


def sections_of(text: str, title: str | None = None) -> dict[str, str]:
    return {text[item.start : item.end]: item.section for item in split(Document("x", text, title=title))}


@pytest.mark.parametrize(
    ("line", "section"),
    [
        ("READ ALSO: Bridge reopens in Springfield", "boilerplate"),
        ("Leave a Reply", "boilerplate"),
        ("There are no comments.", "boilerplate"),
        ("Related Posts", "boilerplate"),
        ("Sign up for our newsletter", "boilerplate"),
        ("Facebook Twitter WhatsApp", "boilerplate"),
        ("© 2021 The Daily Planet", "boilerplate"),
        ("In this file photo taken on May 3, 2020, a bridge is seen in Springfield.", "caption"),
        ("A bridge in Springfield, May 3, 2020. Photo: AFP", "caption"),
        ("A bridge in Springfield (AP Photo/Jane Doe)", "caption"),
        ("May 16 2021 12:42 AM", "dateline"),
        ("Published: Friday, 14 May 2021", "dateline"),
        ("By Jane Doe, Staff Writer", "dateline"),
        ("AFP/ Springfield", "dateline"),
        ("The minister said that nobody was to blame for it.", "body"),
        ("Photo shops in the town have closed since the flood, the mayor said on Monday.", "body"),
        ("By Monday evening the river had fallen.", "body"),
    ],
)
def test_a_line_between_paragraphs_is_known_by_its_wording(line: str, section: str) -> None:
    document = Document("x", BODY + line + "\n" + BODY.replace("Two", "Three"))
    found = [item for item in split(document) if item.start < len(BODY) + len(line) and item.end > len(BODY)]
    assert {item.section for item in found} == {section}
    assert {item.section for item in split(document) if item not in found} == {"body"}


@pytest.mark.parametrize(
    ("prefix", "rest"),
    [
        ("BAGHDAD (AP) --", "Two men were killed on Monday."),
        ("SAN SALVADOR, 3 JAN 90 (EFE) -- [TEXT]", "TWO MEN WERE KILLED TODAY."),
        ("Yerevan, May 12 (Interfax) -", "Two men were killed on Monday."),
        ("GENEVA —", "Two men were killed on Monday."),
        ("GOMA, DR Congo, 14 June 2022 —", "Two men were killed on Monday."),
        ("GOMA, DR Congo, June 14, 2022 -", "Two men were killed on Monday."),
        ("Port Sudan (Sudan) (AFP) –", "Two men were killed on Monday."),
        ("Maiduguri, Nigeria –", "Two men were killed on Monday."),
        ("Dhaka, Dec 24 2021:", "A fire killed two men."),
        ("CHITTAGONG, Bangladesh -", "A fire killed two men."),
        ("San José, Costa Rica, 3 May (ACAN) —", "“Two men were killed,” police said."),
        ("Kyiv, Ukraine, 3 May (Ukrinform).", "Rockets hit the port."),
        ("JERUSALEM:", "Two men were killed on Monday."),
        ("NEW DELHI:", "Two men were killed on Monday."),
        ("Port-au-Prince, Haiti --", "Two men were killed on Monday."),
    ],
)
def test_a_dateline_run_into_the_first_sentence_is_cut_off(prefix: str, rest: str) -> None:
    assert sections_of(f"{prefix} {rest}") == {prefix: "dateline", rest: "body"}


def test_a_headline_is_a_first_line_without_a_stop_or_the_title() -> None:
    assert sections_of("Bridge falls in Springfield\n\n" + BODY)["Bridge falls in Springfield"] == "headline"
    text = "Bridge falls in Springfield. Two men were killed on Monday."
    assert sections_of(text, "Bridge falls in Springfield")["Bridge falls in Springfield."] == "headline"


def test_teasers_after_the_last_paragraph_are_furniture() -> None:
    tail = "about the flood\n\nHow the river was tamed‘We lost all’The day the dam broke\n\nSubscribe now"
    found = sections_of(BODY + "\n" + tail)
    assert [section for text, section in found.items() if text not in BODY] == ["boilerplate"] * (len(found) - 2)


def test_a_text_without_stops_is_not_furniture() -> None:
    assert set(sections_of("two men killed\nbridge fell\nriver rose\n").values()) <= {"body", "headline"}


@pytest.mark.parametrize(
    "record", json.loads(GOLD.read_text(encoding="utf-8"))["documents"], ids=lambda item: item["id"]
)
def test_every_name_in_the_seeds_stands_in_the_section_of_the_gold(record: dict) -> None:  # type: ignore[type-arg]
    path = next(paths.SEEDS.glob(f"{record['id']}*"))
    with path.open(encoding="utf-8", newline="") as file:
        passages = split(Document(record["id"], file.read()))
    for toponym in record["toponyms"]:
        found = next(item for item in passages if item.start <= toponym["start"] < item.end)
        assert (toponym["name"], found.section) == (toponym["name"], toponym["section"])


@pytest.mark.parametrize(
    "sentence",
    [
        "Paris, London – both cities have had floods.",
        "BREAKING: Two men were killed on Monday.",
        "The mayor: nobody was to blame.",
        "Police: Two men were killed.",
        "Smith, the mayor – a farmer by trade – said that nobody was to blame.",
        "On May 3, 2021: Two bridges fell.",
        "Berlin, Germany, has a bridge.",
        "In Geneva, Switzerland – The bridge fell.",
        "May 3, 2021. Two bridges fell.",
    ],
)
def test_a_sentence_that_only_looks_like_a_dateline_is_whole(sentence: str) -> None:
    document = Document("x", f"A bridge falls\n\n{sentence} {BODY}")
    assert "dateline" not in {item.section for item in split(document)}
