"""Laws that hold for any text: nothing raises, offsets are exact, values are EDTF level 1, time grows with length."""

import os
import random
import re
import time
from functools import cache

import edtf
import pytest
from edtf.parser import parser_classes
from hypothesis import given, settings
from hypothesis import strategies as st

from mapapp.model import Document, Passage, Published, Reading, TimeExpression
from mapapp.reading import dates
from mapapp.reading.dates import grammar, lexicon
from mapapp.reading.passages import split

FUZZED = int(os.environ.get("FUZZED_TEXTS", "1000"))  # 10,000 before a release; the number is the seed too
LEVEL_2 = (
    parser_classes.PartialUncertainOrApproximate,
    parser_classes.PartialUnspecified,
    parser_classes.OneOfASet,
    parser_classes.MultipleDates,
    parser_classes.Level2Interval,
    parser_classes.Level2Season,
    parser_classes.ExponentialYear,
)
WORDS = (*lexicon.words(), *lexicon.FIXED_HOLIDAYS, *lexicon.MOVABLE_HOLIDAYS)
PIECES = (
    "14", "2021", "31", "0", "00", "99", "1992–2020", "5/6/07", "2021-02-30", "2021-W19", "12:30", "24:00", "25:61",
    "p.m.", "GMT", "B.C.", "AD 79", "'90s", "1990s", "3rd", "9/11", "٣ مايو", "²", "𝟏𝟗𝟗𝟕", "\u202e", "\n", "\n\n",
    ",", ".", "-", "–", "'s", "“", "”", '"', "(", ")", "$", "Q3", "H1", "of", "the", "a", "0000-00-00",
)  # fmt: skip


@cache
def is_level_1(value: str) -> bool:
    """Tell whether the edtf package takes a value for EDTF and for nothing of its level 2.

    A publication date to the minute, as bylines have it, is given the seconds that EDTF asks for.
    """
    return not isinstance(edtf.parse_edtf(re.sub(r"(T\d\d:\d\d)$", r"\1:00", value)), LEVEL_2)


def check(document: Document) -> Reading:
    """Read a document, hold what was found against the laws, and return it as far as inferring dates needs it."""
    passages = split(document)
    published = dates.publication(document, passages)
    assert published.value is None or is_level_1(published.value)
    end = 0
    for item in dates.find(document, passages):
        assert end <= item.start < item.end <= len(document.text)
        assert document.text[item.start : item.end] == item.text
        assert item.when is None or is_level_1(item.when.value), item
        end = item.end
    return Reading(document, passages)


def fuzzed(chance: random.Random) -> str:
    """Return words of time, digits, signs and noise in any order and case."""
    parts: list[str] = []
    for _ in range(chance.randint(0, 14)):
        word = chance.choice(WORDS if chance.random() < 0.65 else PIECES)
        parts.append(chance.choice((str, str.capitalize, str.upper))(word))
        parts.append(chance.choice((" ", " ", " ", "", "-", "\n")))
        if chance.random() < 0.05:
            parts.append("".join(chr(chance.choice((chance.randrange(1, 0x300), 0xD800, 0x1F600))) for _ in range(4)))
    return "".join(parts)


def test_fuzzed_texts_raise_nothing_and_keep_the_laws() -> None:
    chance = random.Random(FUZZED)
    days = (None, "2021-05-16", "2021-05", "2021", "0001-01-01", "9999-12-31", "2020-02-29")
    batch: list[Reading] = []
    for number in range(FUZZED):
        day = days[number % len(days)]
        document = Document(str(number), fuzzed(chance), published=Published(day, "editor") if day else Published())
        batch.append(check(document))
        if len(batch) == 50:
            inferred = [found.published.value for found in dates.infer_published(batch).values()]
            assert all(value is None or is_level_1(value) for value in inferred)
            batch.clear()


@settings(max_examples=200, deadline=None)
@given(
    text=st.text(max_size=200),
    published=st.dates().map(str),
)
def test_any_text_of_any_day_keeps_the_laws(text: str, published: str) -> None:
    check(Document("d", text, published=Published(published, "editor")))


# What needs no other word: absolute dates, and what counts from publication alone. Left out are those whose value
# is for their sentence to say: a weekday or month looks back or ahead by the tense ("will meet on Friday"), and
# "the next day" follows the day before it.
ABSOLUTE = (
    "May 14, 2021", "14 May 2021", "2021-05-14", "May 2021", "1997", "the 1990s", "the 19th century",
    "the fall of 2020", "the third quarter of 2020", "Thanksgiving 2020", "480 BC", "early 1990",
)  # fmt: skip
DEICTIC = (
    "yesterday", "today", "tomorrow", "last week", "this month", "next year", "two years ago", "three days ago",
    "the day before yesterday", "last November", "next Friday", "last Friday", "last fall", "this morning",
)  # fmt: skip
FRAMES = (
    "Officials spoke of {}.",
    "The talks of {} were long, the ministry said.",
    "It was agreed that what began {} would go on.",
    "Since {}, calm has held",
)


def first(text: str, published: str) -> TimeExpression:
    """Find the only expression of a text taken as one sentence."""
    document = Document("d", text, published=Published(published, "editor"))
    (item,) = dates.find(document, (Passage(0, len(text), "body", 0),))
    return item


@settings(max_examples=150, deadline=None)
@given(
    expression=st.sampled_from(ABSOLUTE + DEICTIC),
    frame=st.sampled_from(FRAMES),
    published=st.dates().filter(lambda day: 500 < day.year < 9000).map(str),
)
def test_an_expression_alone_means_what_it_means_in_a_sentence(expression: str, frame: str, published: str) -> None:
    alone, inside = first(expression, published), first(frame.format(expression), published)
    assert (alone.text, alone.timex_value, alone.when) == (inside.text, inside.timex_value, inside.when)


@pytest.mark.parametrize("text", ["On Friday, May 14, he left. ", "1 2 3 4 5 ", "the the of of ", "“a 'b\" ", "May-"])
def test_time_grows_in_step_with_length(text: str) -> None:
    def taken(times: int) -> float:
        document = Document("d", text * times, published=Published("2021-05-16", "editor"))
        passages = (Passage(0, len(document.text), "body", 0),)
        best = float("inf")
        for _ in range(3):
            started = time.process_time()
            dates.find(document, passages)
            best = min(best, time.process_time() - started)
        return best

    taken(10)
    assert taken(3200) < 24 * max(taken(400), 1e-3)  # eight times as long; quadratic would be 64


def test_the_rules_tried_for_a_word_are_those_that_can_begin_with_it() -> None:
    month, the, small = (lexicon.CODE[name] for name in ("month", "the", "small"))
    assert grammar.openers(f"(?:[{the}])?(?P<m>[{month}])(?=[{small}])") == {the, month}
    assert grammar.openers(f"(?:[{the}]|[{small}]?)[{month}]") == {the, small, month}
    assert grammar.openers(f"[{the}][{month}]*") == {the}
