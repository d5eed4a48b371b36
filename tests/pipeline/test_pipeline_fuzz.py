"""Reading survives any text, gives exact offsets, and takes time that grows no faster than the text.

Some hundred texts are read each time; MAPAPP_FUZZ=10000 reads so many.
"""

import os
import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mapapp.model import Document, Reading
from mapapp.pipeline import Reader
from mapapp.reading.tokens import words

COUNT = int(os.environ.get("MAPAPP_FUZZ", "240"))
MEGABYTE = 1 << 20
WORDS = (
    *sorted(
        words("""
    Paris London Armenia Baku U.S. Ky. al-Hilla Xi'an Sana’a São-Paulo İzmir Straße 北京 Москва دمشق ירושלים the in
    near of and said killed troops attacked Monday May 14, 2021 yesterday 3 km south of Lake Mr. Jordan's “Quoted”
    ‘inner’ (bracket [nested]) — - -- ... ?! 1,000,000 12:42 a.m. ﷽ ǅ ﬁ ٣٤ ² ½ 🇦🇲 http://a.b/c?d=e#f a@b.c
    <b>&amp;</b> ' " { } %s \\n
    """)
    ),
    *("e\u0301", "\u202eright\u202c", "\u200f", "\ufeff", "\x00", "\x1b[31m", "\U0001f469\u200d\U0001f469", "\ud83d"),
    *("\t", "\r\n", "\u2028", "\u00ad", "\u200b"),
)
BLOCKS = (
    (0x20, 0x7E), (0x00, 0x1F), (0x80, 0x24F), (0x300, 0x36F), (0x370, 0x5FF), (0x600, 0x6FF), (0x900, 0xDFF),
    (0x2000, 0x206F), (0x3040, 0x9FFF), (0xD800, 0xDFFF), (0xE000, 0xF8FF), (0xFE00, 0xFFFF), (0x1D400, 0x1D7FF),
    (0x1F1E6, 0x1F9FF), (0xE0000, 0xE01EF), (0, 0x10FFFF),
)  # fmt: skip


def any_characters(source: random.Random) -> str:
    blocks = source.sample(BLOCKS, source.randint(1, 4))
    return "".join(chr(source.randint(*source.choice(blocks))) for _ in range(source.randint(1, 600)))


def words_in_disorder(source: random.Random) -> str:
    return "".join(
        source.choice(WORDS) + source.choice((" ", " ", " ", "", "\n", "\n\n", ". ", ", "))
        for _ in range(source.randint(1, 120))
    )


def a_report_spoilt(source: random.Random) -> str:
    """A report of plain sentences in which some characters were put in, taken out, or doubled."""
    letters = list(
        "YEREVAN, May 14 (Agency) -- Armenian troops crossed into the Lachin district on Wednesday, Baku said. "
        "Two people were killed near Gyumri, 12 km south of the border, the ministry told Reuters. “We deny it,” "
        "a spokesman for Russia's army said in Paris, Texas. Last week some 3,000 protested in St. Petersburg.\n\n"
    ) * source.randint(1, 3)
    for _ in range(source.randint(1, 60)):
        at = source.randrange(len(letters))
        letters[at] = source.choice(("", letters[at] * 2, source.choice(WORDS), chr(source.randint(0, 0x10FFFF))))
    text = "".join(letters)
    return source.choice((str, str.upper, str.lower, str.title))(text)


def brackets_and_quotes(source: random.Random) -> str:
    return "".join(source.choice("\"'“”‘’«»()[]{} .,-—AaBaku ") for _ in range(source.randint(1, 800)))


KINDS: tuple[Callable[[random.Random], str], ...] = (
    any_characters, words_in_disorder, a_report_spoilt, brackets_and_quotes,
)  # fmt: skip


def texts(count: int) -> Iterator[str]:
    for number in range(count):
        source = random.Random(number)
        yield KINDS[number % len(KINDS)](source)


@pytest.fixture(scope="module")
def reader(world_folder: Path) -> Reader:
    return Reader.open(world_folder)


def check(reading: Reading, text: str) -> None:
    assert reading.document.text == text
    done = 0
    for passage in reading.passages:
        assert done <= passage.start < passage.end <= len(text)
        done = passage.end
    done = 0
    for mention in reading.mentions:
        assert done <= mention.start < mention.end
        assert text[mention.start : mention.end] == mention.name
        done = mention.end
    for time_found in reading.times:
        assert 0 <= time_found.start < time_found.end <= len(text)
    for report in reading.reports:
        assert text[report.start : report.end] == report.quote


@pytest.mark.parametrize("part", range(4))
def test_any_text_is_read_with_exact_offsets(reader: Reader, part: int) -> None:
    for number, text in enumerate(texts(COUNT)):
        if number % 4 == part:
            check(reader.read(Document(str(number), text, language="en")), text)


@pytest.mark.parametrize(
    "piece",
    [
        "x", "X", "Xx", "7", "-", ".", "…", "\u0301", "\u202e", "🇦", "\x00", "\n", "“", "('", "1.", "1,", "a.",
        "Paris ", "PARIS ", "Paris", "St. ", "U.S.", "New York, ", "Paris and ", "Lake of the ", "12 May ", "2021-",
        "on Monday and ", "said that ", "killed 3 ", "12 km south of Paris ", "“He said ‘", "Baku's ", "Mr. A. B. ",
    ],
)  # fmt: skip
def test_time_grows_no_faster_than_the_text(reader: Reader, piece: str) -> None:
    """Four times the text takes about four times as long, eight at most: a square would take sixteen."""
    short, long = (piece * (size // len(piece)) for size in (2_500, 10_000))
    for _ in range(3):  # a busy machine may be to blame once
        if seconds(reader, long) < 8 * seconds(reader, short) + 0.1:
            return
    pytest.fail(f"{piece!r}: time grows faster than the text")


def seconds(reader: Reader, text: str) -> float:
    begun = time.process_time()
    check(reader.read(Document("x", text, language="en")), text)
    return time.process_time() - begun


@pytest.mark.parametrize("piece", ["x", "X", "7"])
def test_a_megabyte_without_a_space_is_read(reader: Reader, piece: str) -> None:
    assert seconds(reader, piece * MEGABYTE) < 60
