"""Numbers with their unit and hedge: "up to 600 troops", "an estimated 250", "some 6,500 lives"."""

from __future__ import annotations

import re

from mapapp.model import Quantity
from mapapp.reading.extracting.syntax import Sentence
from mapapp.reading.extracting.vocabulary import NUMBER_WORDS
from mapapp.reading.extracting.words import Word, dictionary

HEDGE = re.compile(
    r"(?:up to|as many as|as few as|at least|at most|more than|less than|fewer than|over|under|nearly|almost|about|"
    r"around|approximately|roughly|some|an estimated|estimated|an additional|only|between|hundreds of|tens of|"
    r"dozens of|thousands of|scores of|several)\s+$",
    re.IGNORECASE,
)
SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}


def quantities(text: str, sentence: Sentence, first: int, last: int) -> tuple[Quantity, ...]:
    """Return the quantities among words [first, last) of a sentence of `text`."""
    found: list[Quantity] = []
    number = first
    while number < last:
        word = sentence.words[number]
        value = _value(word)
        if word.tag != "num" or value is None or word.text == "000":  # the rest of "120, 000"
            number += 1
            continue
        start = number
        while number + 1 < last and sentence.words[number + 1].tag == "num":
            number += 1
            scale = SCALES.get(sentence.words[number].lower.removesuffix("s"))
            value = value * scale if scale else value + (_value(sentence.words[number]) or 0)
        unit = _unit(sentence, number + 1, last)
        if unit:
            begin = sentence.words[start].start
            hedge = HEDGE.search(text, max(sentence.words[0].start, begin - 25), begin)
            end = sentence.words[number].end
            found.append(Quantity(begin, end, value, unit, hedge.group().strip().lower() if hedge else None))
        number += 1
    return tuple(found)


def _value(word: Word) -> float | None:
    if word.lower in NUMBER_WORDS:
        return float(NUMBER_WORDS[word.lower])
    try:
        return float(word.lower.replace(",", "").replace(":", "x"))
    except ValueError:
        return None


def _unit(sentence: Sentence, number: int, last: int) -> str:
    """Return the lemma of the noun counted: the head of the phrase that goes on after the number."""
    phrase = next((p for p in sentence.phrases if p.first < number < p.last or p.first == number), None)
    if phrase is None or phrase.head < number or phrase.head >= last:
        return ""
    word = sentence.words[phrase.head]
    return dictionary(word.lower)[1] if word.tag in ("noun", "name") else ""
