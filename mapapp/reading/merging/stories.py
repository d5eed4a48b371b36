"""How alike two stories are: whether two documents seem to tell of one thing, in a probability and in words.

What tells is which names they share (the persons, ships and firms that are nobody else's), the words of their
opening lines, the same things counted alike ("23 pirates"), and the same weekday, month and year; that two stories
use the words of one kind of event ("police", "shot") tells little. Other days and other places speak against it.
Words weigh by how rare they are in news (inverse document frequency, counted over a collection that ships as a table,
never over the batch: what two documents say of each other does not depend on a third). How two are compared:
`likeness.py`.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from sys import intern

import orjson

from mapapp import paths
from mapapp.model import Reading
from mapapp.reading.dates.lexicon import MONTHS, WEEKDAYS
from mapapp.reading.numerals import ONES, TENS

LEAD = 100  # words of the opening
MOST = 700  # words of a document that are looked at: what comes later is background
REMEMBERED = 200_000  # words of which the stem is kept
STEM = 7  # letters that stand for a word: "arrested", "arresting"
KEPT = 60  # heaviest words kept of a document
ENOUGH = 5  # different telling words from which on a document says enough to be told from others
TOP = 8  # names a story is mostly about
TELLING = 4.0  # weight from which on a name is hardly chance
SCREAMED = 5.5  # weight from which on a word of a text in capitals is taken for a name
NUMBER = 5.0  # weight of a number

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+(?:[.,:]\d+)*")
SECTIONS = ("headline", "dateline", "body")
NUMERALS = {word[:STEM]: str(value) for value, word in enumerate(ONES)} | {
    word[:STEM]: str(10 * number) for number, word in enumerate(TENS, start=2)
}
FEATURES = (
    "opening", "names", "places", "main names",
    "counted alike", "counted unlike", "numbers", "names shared",
    "a weekday of both", "other weekdays", "a month of both", "other months", "a year of both", "other years",
    "a place of both", "other places",
)  # fmt: skip
DAYS, MONTHLY = (frozenset(name[:STEM] for name in names) for names in (WEEKDAYS, MONTHS))
VERBS = frozenset(("march", "may"))  # months only where they are written with a capital among small letters
YEAR = re.compile(r"(?:19|20)\d\d")

WIDE = frozenset(("country", "continent"))

Vector = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Story:
    """A document as far as it is compared with others; vectors have length 1 (or are empty)."""

    opening: Vector
    names: Vector  # of what is no place
    places: Vector  # words of place names
    top: tuple[str, ...]  # names it is mostly about, most telling first
    known: frozenset[str]  # every telling word
    numbers: frozenset[str]  # of more than one digit
    counted: Mapping[str, frozenset[str]]  # what is counted, and how many
    written: Mapping[str, str]  # names by their stems, as the text writes them
    calendar: tuple[Set[str], Set[str], Set[str]]  # the weekdays, months and years it names
    spots: frozenset[str]  # ids of the places it names that are finer than a country
    around: frozenset[str]  # ids of all places it names and of what holds them
    words: frozenset[str]  # all words of the vectors: what two stories share of them is found at one go


@dataclass(frozen=True, slots=True)
class Weights:
    """What ships: how rare words are, and the regression over `FEATURES`."""

    rare: Mapping[str, float]  # by stem; others are as rare as can be
    rarest: float
    coefficients: tuple[float, ...]
    intercept: float

    def weigh(self, stems: Iterable[str], numbers: Iterable[str]) -> dict[str, float]:
        """Return how much words weigh, by their stems; `numbers`: those of them that are in digits."""
        rare, rarest = self.rare.get, self.rarest
        found = {stem: rare(stem, rarest) for stem in stems}
        found.update(dict.fromkeys(numbers, NUMBER))
        return found


@cache
def weights() -> Weights:
    """Return the weights that ship."""
    found = orjson.loads((paths.DATA / "models" / "stories.json").read_bytes())
    total = found["documents"]
    rare = {stem: rarity(total, int(count)) for count, stems in found["seen"].items() for stem in stems.split()}
    return Weights(rare, rarity(total, 0), tuple(found["coefficients"]), found["intercept"])


def rarity(documents: int, seen: int) -> float:
    """Return the inverse document frequency of a word seen in so many documents."""
    return math.log((documents + 1) / (seen + 0.5))


class _Stems(dict[str, str]):
    """What stands for words and their forms; forgets all when there are too many, which costs less than keeping
    account of which was last asked for."""

    def __missing__(self, word: str) -> str:
        if len(self) >= REMEMBERED:
            self.clear()
        self[word] = found = intern(word.lower().replace("’", "'").removesuffix("'s")[:STEM])
        return found


stems = _Stems()


def stem(word: str) -> str:
    """Return what stands for a word and its forms."""
    return stems[word]


def story_of(reading: Reading, told: Weights | None = None) -> Story:
    """Return what a document is compared by; `told`: other weights than those that ship."""
    words, raised, months = _read(reading)
    counts = Counter(words)
    numbers = frozenset([word for word in counts if word[0].isdigit()])
    weight = (told or weights()).weigh(counts, numbers)
    written = _written(raised, weight)
    mentions = {mention.name: None for mention in reading.mentions}
    here = {stem(word) for name in mentions for word in WORD.findall(name)}
    names = {word: counts[word] for word in written if word not in here}
    top = sorted((n for n in names if weight[n] > TELLING), key=lambda n: -names[n] * weight[n])
    opening = _vector(Counter([word for word in words[:LEAD] if len(word) > 1]), weight, 1.0)
    named = _vector(names, weight)
    placed = _vector({word: counts[word] for word in written if word in here}, weight)
    places = {mention.place.id: mention.place for mention in reading.mentions if mention.place is not None}
    return Story(
        opening,
        named,
        placed,
        tuple(top[:TOP]),
        frozenset({word for word, value in weight.items() if value > TELLING and len(word) > 1}),  # half as large
        frozenset([word for word in numbers if len(word) > 1]),
        _counted(words, numbers, weight),
        written,
        (
            counts.keys() & DAYS,
            (counts.keys() & MONTHLY) - VERBS | months,
            frozenset(filter(YEAR.fullmatch, numbers)),
        ),
        frozenset([place.id for place in places.values() if place.kind not in WIDE]),
        frozenset(places).union(*[place.within for place in places.values()]),
        frozenset(opening).union(named, placed),
    )


def _read(reading: Reading) -> tuple[list[str], list[tuple[str, str, bool]], set[str]]:
    """Return the stems of a document's words, those with a capital (stem, as written, whether among capitals) as far
    as they may be names, and the months of VERBS."""
    text = reading.document.text
    words: list[str] = []
    raised: list[tuple[str, str, bool]] = []
    months: set[str] = set()
    for passage in reading.passages:
        if passage.section not in SECTIONS:
            continue
        if len(words) >= MOST:
            break
        line = WORD.findall(text[passage.start : passage.end])
        shorts = [stems[word] for word in line]
        words.extend(shorts)
        high = [number for number, word in enumerate(line) if word[0].isupper()]
        loud = 2 * len(high) > len(line) and 2 * sum(map(str.isupper, line)) > len(line)
        if not loud:
            months.update([shorts[number] for number in high if shorts[number] in VERBS])
            high = [number for number in high if number]  # what opens a sentence has a capital anyhow
        raised.extend([(shorts[number], line[number], loud) for number in high if len(line[number]) > 2])
    return words, raised, months


def _written(raised: Iterable[tuple[str, str, bool]], weight: Mapping[str, float]) -> dict[str, str]:
    """Return names by their stems, as they are first written; in capitals only rare words can be told for names."""
    found: dict[str, str] = {}
    for short, word, loud in raised:
        if weight[short] > (SCREAMED if loud else 2):
            found.setdefault(short, word)
    return found


def _vector(counts: Mapping[str, int], weight: Mapping[str, float], least: float = 0.0) -> Vector:
    """Return the KEPT heaviest words, those first in the text before others as heavy, scaled to length 1."""
    weighed = [
        (word, (1 + math.log(count)) * own if count > 1 else own)
        for word, count in counts.items()
        if count and (own := weight[word]) > least
    ]
    if len(weighed) > KEPT:
        weighed.sort(key=itemgetter(1), reverse=True)
        del weighed[KEPT:]
    length = math.sqrt(sum([value * value for _, value in weighed]))
    return {word: value / length for word, value in weighed}


def _counted(words: Sequence[str], numbers: Set[str], weight: Mapping[str, float]) -> dict[str, frozenset[str]]:
    """Return what stands right after a number, or one word on, with the numbers: "23 Somali pirates"."""
    found: dict[str, set[str]] = defaultdict(set)
    for at in [at for at, word in enumerate(words) if word in numbers or word in NUMERALS]:
        value = words[at].replace(",", "") if words[at] in numbers else NUMERALS[words[at]]
        for what in words[at + 1 : at + 3]:
            if what not in numbers and weight[what] > 2:
                found[what].add(value)
    return {what: frozenset(values) for what, values in found.items()}


def published_day(reading: Reading) -> int | None:
    """Return the day a document was published as an ordinal, None when it is not known to the day."""
    value = reading.document.published.value or ""
    try:
        return dt.date.fromisoformat(value[:10]).toordinal()
    except ValueError:
        return None
