"""How alike two documents are as stories, whatever else there is, and what of it counts as an independent source."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mapapp.model import Document, Incident, Mark, Passage, Published, Reading, Report, Ruling
from mapapp.reading.merging import merge
from mapapp.reading.merging.decisions import fits
from mapapp.reading.merging.likeness import Likeness, features, in_words, log_odds
from mapapp.reading.merging.stories import FEATURES, story_of, weights
from mapapp.reading.merging.told import Origin
from tests.reading.incident_world import read

FIRE = (
    "A fire destroyed the Harrow Mill on Tuesday night, and 37 people were taken to Saint Brannock hospital. "
    "Fire chief Odile Varga said the blaze at the Harrow Mill began in a loft."
)
SAME = (
    "Thirty-seven workers are in Saint Brannock hospital after flames swept through the old Harrow Mill. "
    "The blaze started in a loft, chief Odile Varga told reporters near the Harrow Mill."
)
LOOK_ALIKE = (
    "A fire destroyed the Easton Granary on Tuesday night, and 12 people were taken to Mercy hospital. "
    "Fire chief Pavel Orlik said the blaze at the Easton Granary began in a kitchen."
)


def plain(text: str, identity: str = "d") -> Reading:
    """A document of which nothing was read but its sentences."""
    spans, start = [], 0
    for sentence in text.split(". "):
        spans.append((start, min(start + len(sentence) + 1, len(text))))
        start += len(sentence) + 2
    passages = tuple(Passage(*span, "body", 0) for span in spans)
    return Reading(Document(identity, text, published=Published()), passages)


def odds(one: str, other: str) -> float:
    return log_odds(story_of(plain(one)), story_of(plain(other)), weights())


def test_the_same_names_make_a_story_the_same_and_the_same_words_do_not() -> None:
    assert odds(FIRE, SAME) > 1
    assert odds(FIRE, LOOK_ALIKE) < 0


def test_features_are_the_same_whichever_comes_first() -> None:
    one, other = story_of(plain(FIRE)), story_of(plain(SAME))
    assert features(one, other) == pytest.approx(features(other, one))
    assert len(features(one, other)) == len(FEATURES) == len(weights().coefficients)


def test_what_is_counted_alike_is_found_in_words_and_in_digits() -> None:
    one, other = story_of(plain("There were 17 pirates.")), story_of(plain("Then seventeen pirates fled."))
    assert one.counted["pirates"] == other.counted["pirates"] == {"17"}


def test_the_reason_names_what_both_name() -> None:
    said = in_words(story_of(plain(FIRE)), story_of(plain(SAME)))
    assert said.startswith("both name ")
    assert {"Harrow", "Mill", "Brannock", "Varga", "Odile"} & set(said.replace(",", "").split())


def test_a_text_in_capitals_has_names_too() -> None:
    assert story_of(plain(FIRE.upper())).names.keys() >= {"harrow", "varga"}


def test_few_words_prove_nothing() -> None:
    assert odds("Blaze at Harrow.", "Blaze at Harrow.") < odds(FIRE, FIRE) / 10


def test_two_documents_are_as_alike_whoever_is_asked_first() -> None:
    origins = [Origin.of(plain(text, name)) for name, text in (("a", FIRE), ("b", SAME))]
    assert Likeness().of(*origins) == Likeness().of(*reversed(origins))


COPY = (
    "Rebels attacked the town of Ashford on Monday, killing two guards at the east gate of the barracks. (Reuters) "
    "The mayor said the attackers came before dawn in three lorries and left within the hour. "
)
OWN = "On Monday, rebels attacked Ashford, a nurse who treated nine of the wounded in her kitchen said by telephone."


def sources(*texts: str) -> list[tuple[tuple[str, ...], str]]:
    found = [read(text, f"d{number}", published=f"2030-05-{17 + number}") for number, text in enumerate(texts)]
    (incident,) = [i for i in merge(found) if {r.document_id for r in i.reports} == {r.document.id for r in found}]
    return [(source.documents, source.reason) for source in incident.sources]


def test_copies_of_one_text_are_one_source_named_after_the_agency() -> None:
    assert sources(COPY, OWN, f"{COPY}The price of bread fell.") == [
        (("d0", "d2"), "copies of one Reuters text"),
        (("d1",), ""),
    ]


def test_a_passage_taken_word_for_word_is_no_source_of_its_own() -> None:
    filler = " ".join(f"Nothing else of note happened in the {n} of the year, by all accounts." for n in "abcdefgh")
    taken = f"{COPY.split('(', maxsplit=1)[0]}{filler}"
    ((documents, reason),) = sources(f"{COPY}{filler.upper()[:0]}{'It rained all week over the hills. ' * 9}", taken)
    assert documents == ("d0", "d1")
    assert "word for word" in reason


def test_reports_in_words_of_their_own_are_independent() -> None:
    assert sources(COPY, OWN) == [(("d0",), ""), (("d1",), "")]


def test_every_join_says_what_was_weighed() -> None:
    (incident,) = merge([read(COPY, "a"), read(OWN, "b")])
    for joined in incident.joined:
        assert joined.score == pytest.approx(sum(points for _, points in joined.evidence), abs=0.05)
        assert joined.score > joined.needed
    assert {(j.document_id, j.start) for j in incident.joined} < {(r.document_id, r.start) for r in incident.reports}


def told(quote: str, start: int = 0, trigger: tuple[int, int] | None = None, document: str = "a") -> Report:
    return Report(document, start, start + len(quote), quote, "assault", "reported", "asserts", trigger=trigger)


@pytest.mark.parametrize(
    ("report", "found"),
    [
        (told("Rebels attacked Ashford on Monday.", 10, (17, 25)), True),
        (told("Rebels attacked Ashford on Monday.", 50, (57, 65)), True),  # the text before it has grown
        (told("Rebels attacked Ashford", 10, (17, 25)), True),  # read anew, cut shorter
        (told("Rebels attacked Ashford on Monday.", 10, (26, 33)), False),  # another event of the sentence
        (told("Rebels attacked Karsk on a Monday.", 10, (17, 25)), False),  # another text stands there now
        (told("Rebels attacked Ashford on Monday.", 10, (17, 25), "b"), False),
    ],
)
def test_a_report_that_was_pointed_at_is_found_again(report: Report, found: bool) -> None:
    assert fits(Mark.of(told("Rebels attacked Ashford on Monday.", 10, (17, 25))), report) == found


def held(incidents: tuple[Incident, ...], document: str) -> set[str]:
    return {r.document_id for i in incidents for r in i.reports if any(o.document_id == document for o in i.reports)}


def test_decisions_hold_whatever_the_evidence_says() -> None:
    one, other = read(COPY, "a"), read(OWN, "b")
    far = read("Rebels attacked the town of Brill on Wednesday.", "c")
    marks = {r.document.id: tuple(Mark.of(report) for report in r.reports) for r in (one, other, far)}
    apart = Ruling("1", "apart", marks["a"], marks["b"], "ana", "2030-06-01", "two towns")
    both = Ruling("2", "together", marks["a"], marks["c"], "ana", "2030-06-02", "one night")
    found = merge([one, other, far], [apart, both])
    assert held(found, "a") == {"a", "c"}
    assert held(found, "b") == {"b"}
    assert merge([far, other, one], [both, apart]) == found


def test_one_text_under_two_publishers_is_one_source() -> None:
    one = read(COPY, "a")
    twin = replace(
        one,
        document=replace(one.document, id="b", publisher="Other"),
        reports=tuple(replace(report, document_id="b") for report in one.reports),
    )
    (incident,) = merge([one, twin])
    assert [source.documents for source in incident.sources] == [("a", "b")]
