"""Of several dates in a sentence each event has its own: the day it happened, not the day it was told."""

import re

import pytest

from mapapp.model import Document, Mention, Published, Report
from mapapp.reading import dates, passages
from mapapp.reading.extracting import extract
from tests.reading.incident_world import PLACES, World

TABLE: tuple[tuple[str, list[tuple[str, str]]], ...] = (  # published on Sunday, 16 May 2021
    # the day it happened and the day it was told
    ("Rebels attacked Ashford on Wednesday, the ministry said on Friday.", [("attack", "2021-05-12")]),
    ("The ministry said on Friday that rebels attacked Ashford on Wednesday.", [("attack", "2021-05-12")]),
    ("On Friday the ministry said rebels had attacked Ashford two days earlier.", [("attack", "2021-05-12")]),
    ("Rebels who attacked a market in Ashford on Monday and killed 14 were arrested on Thursday.",
     [("attack", "2021-05-10"), ("killing", "2021-05-10"), ("arrest", "2021-05-13")]),
    ("The army said on Saturday it had captured Ashford on Friday.", [("seizure", "2021-05-14")]),
    ("Troops shelled Ashford on Friday, the army said in a statement on Saturday.", [("bombing", "2021-05-14")]),
    ("Speaking on Saturday, the minister said rebels attacked Ashford on Friday.", [("attack", "2021-05-14")]),
    ("The bombing, which killed nine people in Ashford on May 3, was condemned on Friday.", [
        ("bombing", "2021-05-03"), ("killing", "2021-05-03"),
    ]),
    ("Police on Friday arrested a man in Brill over the bombing of Ashford on May 3.", [
        ("arrest", "2021-05-14"), ("bombing", "2021-05-03"),
    ]),
    ("Police said Saturday they arrested two men on Friday in Ashford for the May 3 bombing in Brill.", [
        ("arrest", "2021-05-14"), ("bombing", "2021-05-03"),
    ]),
    ("In Ashford, three people died in clashes between students and ruling party supporters on Tuesday.", [
        ("clash", "2021-05-11"),
    ]),
    ("The bloc strongly condemns the attack in Ashford, near Brill, this evening.", [("attack", "2021-05-16")]),
    ("The war began on May 3 when fighting broke out in Ashford.", [("war", "2021-05-03")]),
    # two events, each with its day
    ("Rebels attacked Ashford on Monday and shelled Brill on Thursday.", [
        ("attack", "2021-05-10"), ("bombing", "2021-05-13"),
    ]),
    ("Rebels attacked Ashford on Monday, and on Thursday they shelled Brill.", [
        ("attack", "2021-05-10"), ("bombing", "2021-05-13"),
    ]),
    ("Rebels attacked Ashford on May 3, a day after troops shelled Brill on May 2.", [
        ("attack", "2021-05-03"), ("bombing", "2021-05-02"),
    ]),
    ("Troops shelled Brill on May 2 before rebels attacked Ashford on May 3.", [
        ("bombing", "2021-05-02"), ("attack", "2021-05-03"),
    ]),
    ("The attack on Ashford on May 3 followed a bombing in Brill on April 28.", [
        ("attack", "2021-05-03"), ("bombing", "2021-04-28"),
    ]),
    ("Wednesday's attack on Ashford came two days after Monday's bombing in Brill.", [
        ("attack", "2021-05-12"), ("bombing", "2021-05-10"),
    ]),
    ("Rebels who attacked Ashford on Monday were arrested in Brill on Friday.", [
        ("attack", "2021-05-10"), ("arrest", "2021-05-14"),
    ]),
    ("The war in Vale ended on November 10, 2020, but clashes broke out in Ashford on Wednesday.", [
        ("war", "2020-11-10"), ("clash", "2021-05-12"),
    ]),
    ("A year after rebels attacked Ashford in May 2020, troops shelled Brill on Friday.", [
        ("attack", "2020-05"), ("bombing", "2021-05-14"),
    ]),
    ("Soldiers opened fire in Ashford late on Thursday, hours after the minister met men in Brill on Wednesday.",
     [("attack", "2021-05-13"), ("meeting", "2021-05-12")]),
    ("Fighting in Ashford, where rebels killed nine soldiers last week, resumed on Friday.", [
        ("killing", "2021-05-03/2021-05-09"),
    ]),
    ("The minister, who visited Ashford on Tuesday, said on Friday that talks in Brill would begin on May 20.", [
        ("visit", "2021-05-11"), ("talks", "2021-05-20"),
    ]),
    ("Shelling that began on Thursday night killed four people in Ashford on Friday.", [("killing", "2021-05-14")]),
    ("Nine people killed in Friday's shelling of Ashford were buried in Brill on Sunday.", [
        ("bombing", "2021-05-14"),
    ]),
    ("The protest in Ashford on Friday came a week before an election on May 21.", [
        ("demonstration", "2021-05-14"),
    ]),
    ("On Friday, protesters gathered in Ashford to mark the bombing of April 28.", [("bombing", "2021-04-28")]),
    # counted from another date
    ("A bomb exploded in Ashford on Thursday, two weeks after a similar bomb exploded in Brill.", [
        ("bombing", "2021-05-13"), ("bombing", "2021-04-22/2021-05-06"),
    ]),
    ("A bomb exploded in Ashford on Thursday, two days after rebels attacked Brill.", [
        ("bombing", "2021-05-13"), ("attack", "2021-05-11"),
    ]),
    ("Rebels attacked Ashford on May 3 and troops shelled Brill the next day.", [
        ("attack", "2021-05-03"), ("bombing", "2021-05-04"),
    ]),
    # stretches
    ("Between May 3 and May 9 rebels attacked Ashford.", [("attack", "2021-05-03/2021-05-09")]),
    ("From May 3 to May 9, troops shelled Ashford.", [("bombing", "2021-05-03/2021-05-09")]),
    ("Troops shelled Ashford from May 3 until May 9.", [("bombing", "2021-05-03/2021-05-09")]),
    ("Troops shelled Ashford from Monday to Wednesday.", [("bombing", "2021-05-10/2021-05-12")]),
    ("Troops shelled Ashford on May 3-9, the ministry said on Friday.", [("bombing", "2021-05-03/2021-05-09")]),
    ("The clashes in Ashford, which began on May 3, ended on May 7.", [("clash", "2021-05-03/2021-05-07")]),
    ("Since the ceasefire of 2020, rebels have attacked Ashford twice, most recently on Friday.", [
        ("ceasefire", "2020"), ("attack", "2021-05-14"),
    ]),
    # a date at the head of the sentence
    ("On May 14, the day the truce expired, troops shelled Ashford.", [("bombing", "2021-05-14")]),
    ("On Friday troops shelled Ashford, where rebels killed nine people on May 3.", [
        ("bombing", "2021-05-14"), ("killing", "2021-05-03"),
    ]),
    # what is to come, and its announcement
    ("Officials said on Thursday that talks would resume in Brill on May 20.", [("talks", "2021-05-20")]),
    ("The ministry announced on Friday that troops would leave Ashford on May 20.", [("withdrawal", "2021-05-20")]),
    ("Troops will leave Ashford next week, the ministry said on Friday.", [("withdrawal", "2021-05-17/2021-05-23")]),
    ("Troops are to leave Ashford by May 20 under a deal signed in Brill on May 14.", [
        ("withdrawal", "2021-05-16/2021-05-20"), ("agreement", "2021-05-14"),
    ]),
    ("Two soldiers were killed in Ashford on Friday, bringing the number killed there since January to 12.", [
        ("killing", "2021-05-14"), ("killing", "2021-01/.."),
    ]),
)  # fmt: skip


def reports(text: str) -> tuple[Report, ...]:
    """Read a text of the small world with the dates as they are read everywhere."""
    document = Document("d", text, published=Published("2021-05-16", "stated"))
    split = passages.split(document)
    by_name = {place.name: place for place in PLACES.values()}
    mentions = tuple(
        Mention(match.start(), match.end(), match.group(), "literal", "body", by_name[match.group()], 0.9)
        for match in re.finditer(rf"\b(?:{'|'.join(by_name)})\b", text)
    )
    return extract(document, split, mentions, dates.find(document, split), World())


@pytest.mark.parametrize(("text", "expected"), TABLE, ids=[text[:60] for text, _ in TABLE])
def test_each_event_of_a_sentence_has_its_own_date(text: str, expected: list[tuple[str, str]]) -> None:
    found = [(report.mode or "", report.when.value if report.when else "") for report in reports(text)]
    assert [item for item in found if item in expected] == expected
    told = {mode for mode, _ in expected}
    assert [item for item in found if item[0] in told and item not in expected] == []


@pytest.mark.parametrize("published", ["0001-01-02", "9999-12-30", "2021-05-16"])
@pytest.mark.parametrize(
    "text",
    [
        "By the year 1 the Sudrians had attacked Ashford.",
        "Rebels will attack Ashford by December 31, 9999.",
        "Rebels attacked Ashford 90000 years after the raid on January 1, 0001.",
        "Rebels have attacked Ashford, the army said on December 31, 9999.",
    ],
)
def test_the_ends_of_the_calendar_hold(text: str, published: str) -> None:
    document = Document(id="x", text=text, published=Published(published, "editor"))
    split = passages.split(document)
    extract(document, split, (), dates.find(document, split), World())
