"""How alike two stories are: whether two documents seem to tell of one thing, in a probability and in words.

What tells is which names they share (the persons, ships and firms that are nobody else's), the words of their
opening lines, and the same things counted alike ("23 pirates"); that two stories use the words of one kind of event
("police", "shot") tells little. Words weigh by how rare they are in news (inverse document frequency, counted over a
collection that ships as a table, never over the batch: what two documents say of each other does not depend on a
third). The features go into a logistic regression (`data/models/stories.json`, made by
`evaluate/training/stories.py`).
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import itemgetter
from sys import intern

import orjson

from mapapp import paths
from mapapp.model import Reading
from mapapp.reading.numerals import ONES, TENS

LEAD = 100  # words of the opening
MOST = 700  # words of a document that are looked at: what comes later is background
STEM = 7  # letters that stand for a word: "arrested", "arresting"
KEPT = 60  # heaviest words kept of a document
ENOUGH = 10  # different telling words from which on a document says enough to be told from others
TOP = 4  # names a story is mostly about
PLAIN = 1.5  # words lighter than this are in every story
TELLING = 4.0  # weight from which on a name is hardly chance
SCREAMED = 5.5  # weight from which on a word of a text in capitals is taken for a name
NUMBER = 5.0  # weight of a number

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+(?:[.,:]\d+)*")
SECTIONS = ("headline", "dateline", "body")
NUMERALS = {word[:STEM]: str(value) for value, word in enumerate(ONES)} | {
    word[:STEM]: str(10 * number) for number, word in enumerate(TENS, start=2)
}
FEATURES = (
    "opening", "opening in the other", "words", "names", "places", "plain words", "main names",
    "counted alike", "counted unlike", "numbers", "names shared",
)  # fmt: skip

Vector = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Story:
    """A document as far as it is compared with others; vectors have length 1 (or are empty)."""

    words: Vector
    opening: Vector
    names: Vector  # of what is no place
    places: Vector  # words of place names
    plain: Vector  # words that are no names
    top: tuple[str, ...]  # names it is mostly about, most telling first
    known: frozenset[str]  # every telling word
    numbers: frozenset[str]
    counted: Mapping[str, frozenset[str]]  # what is counted, and how many
    written: Mapping[str, str]  # names by their stems, as the text writes them


@dataclass(frozen=True, slots=True)
class Weights:
    """What ships: how rare words are, and the regression over `FEATURES`."""

    rare: Mapping[str, float]  # by stem; others are as rare as can be
    rarest: float
    coefficients: tuple[float, ...]
    intercept: float

    def of(self, stem: str) -> float:
        """Return how much a word weighs."""
        return NUMBER if stem[0].isdigit() else self.rare.get(stem, self.rarest)


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


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Return what stands for a word and its forms."""
    return intern(word.lower().replace("’", "'").removesuffix("'s")[:STEM])


def story_of(reading: Reading, told: Weights | None = None) -> Story:
    """Return what a document is compared by; `told`: other weights than those that ship."""
    table = told or weights()
    words, written = _read(reading, table)
    counts = Counter(word for word in words if len(word) > 1)
    weight = {word: table.of(word) for word in counts}
    here = {stem(word) for mention in reading.mentions for word in WORD.findall(mention.name)}
    names = {word: counts[word] for word in written if word not in here}
    top = sorted((n for n in names if weight.get(n, 0.0) > TELLING), key=lambda n: -names[n] * weight[n])
    opening = Counter(word for word in words[:LEAD] if len(word) > 1)
    return Story(
        _vector(counts, weight, 1.0),
        _vector(opening, weight, 1.0),
        _vector(names, weight),
        _vector({word: counts[word] for word in written if word in here}, weight),
        _vector({w: n for w, n in counts.items() if w not in written and not w[0].isdigit()}, weight, PLAIN),
        tuple(top[:TOP]),
        frozenset(word for word, value in weight.items() if value > TELLING),
        frozenset(word for word in counts if word[0].isdigit()),
        _counted(words, weight),
        written,
    )


def _read(reading: Reading, table: Weights) -> tuple[list[str], dict[str, str]]:
    """Return the stems of a document's words, and the names among them as they are written."""
    text = reading.document.text
    words: list[str] = []
    written: dict[str, str] = {}
    for passage in reading.passages:
        if passage.section not in SECTIONS:
            continue
        if len(words) >= MOST:
            break
        line = WORD.findall(text[passage.start : passage.end])
        loud = 2 * sum(map(str.isupper, line)) > len(line)
        for number, word in enumerate(line):
            short = stem(word)
            words.append(short)
            # what opens a sentence has a capital anyhow; in capitals only rare words can be told for names
            if loud or (number and word[0].isupper()):
                weight = table.of(short)
                if weight > (SCREAMED if loud else 2) and len(word) > 2 and not short[0].isdigit():
                    written.setdefault(short, word)
    return words, written


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


def _counted(words: Sequence[str], weight: Mapping[str, float]) -> dict[str, frozenset[str]]:
    """Return what stands right after a number, or one word on, with the numbers: "23 Somali pirates"."""
    found: dict[str, set[str]] = defaultdict(set)
    for at, number in enumerate(words):
        value = number.replace(",", "") if number[0].isdigit() else NUMERALS.get(number)
        if value:
            for what in words[at + 1 : at + 3]:
                if not what[0].isdigit() and weight.get(what, 0.0) > 2:
                    found[what].add(value)
    return {what: frozenset(values) for what, values in found.items()}


def features(one: Story, other: Story) -> tuple[float, ...]:
    """Return how two stories compare, in the order of `FEATURES`; which comes first changes nothing."""
    mains = len(one.top) + len(other.top)
    hits = sum(name in other.known for name in one.top) + sum(name in one.known for name in other.top)
    both = one.counted.keys() & other.counted.keys()
    alike = sum(not one.counted[what].isdisjoint(other.counted[what]) for what in both)
    return (
        dot(one.opening, other.opening),
        max(dot(one.opening, other.words), dot(other.opening, one.words)),
        dot(one.words, other.words),
        dot(one.names, other.names),
        dot(one.places, other.places),
        dot(one.plain, other.plain),
        (hits - 0.5 * mains) / (2 * TOP),
        math.log1p(alike),
        math.log1p(len(both) - alike),
        math.log1p(sum(len(number) > 1 for number in one.numbers & other.numbers)),
        math.log1p(len(one.names.keys() & other.names.keys())),
    )


def dot(one: Vector, other: Vector) -> float:
    """Return the cosine of two vectors of length 1."""
    if len(one) > len(other):
        one, other = other, one
    return sum([value * other[word] for word, value in one.items() if word in other])


def log_odds(one: Story, other: Story, table: Weights) -> float:
    """Return the logarithm of the odds that two stories tell of one thing."""
    weighed = zip(table.coefficients, features(one, other), strict=True)
    found = table.intercept + sum(coefficient * value for coefficient, value in weighed)
    return found if found < 0 else found * min(1.0, min(len(one.known), len(other.known)) / ENOUGH) ** 2


def in_words(one: Story, other: Story) -> str:
    """Return what two stories share that tells most: "both name Kirkpatrick and Vancouver"."""
    shared = Counter({name: one.names[name] * other.names[name] for name in one.names.keys() & other.names.keys()})
    shared.update({n: one.places[n] * other.places[n] for n in one.places.keys() & other.places.keys()})
    best = [one.written[name] for name, _ in sorted(shared.items(), key=lambda each: (-each[1], each[0]))[:3]]
    counted = sorted(
        f"{number} {what}"
        for what in one.counted.keys() & other.counted.keys()
        for number in one.counted[what] & other.counted[what]
    )
    if not best:
        return f"both count {counted[0]}" if counted else "the stories open in the same words"
    return f"both name {_listed(best)}"


def _listed(names: Iterable[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last


def published_day(reading: Reading) -> int | None:
    """Return the day a document was published as an ordinal, None when it is not known to the day."""
    value = reading.document.published.value or ""
    try:
        return dt.date.fromisoformat(value[:10]).toordinal()
    except ValueError:
        return None
