"""Numbers with their unit and hedge: "up to 600 troops", "an estimated 250", "some 6,500 lives"."""

from __future__ import annotations

from mapapp.model import Quantity
from mapapp.reading.extracting.amounts import SCALES, hedged, round_amount
from mapapp.reading.extracting.syntax import Sentence
from mapapp.reading.extracting.vocabulary import NUMBER_WORDS
from mapapp.reading.extracting.words import Word, dictionary
from mapapp.reading.recognizers._lexicon import COMPASS
from mapapp.reading.tokens import words as listed

LENGTHS = listed(
    """
    km kms kilometer kilometers kilometre kilometres mile miles meter meters metre metres yard yards foot feet
    """
)
# a length before these says where something is, and counts nothing
DIRECTIONS = COMPASS | frozenset(("from", "away", "off", "outside", "offshore", "inland"))


def quantities(text: str, sentence: Sentence, first: int, last: int) -> tuple[Quantity, ...]:
    """Return the quantities among words [first, last) of a sentence of `text`."""
    words, floor = sentence.words, sentence.words[0].start
    found: list[Quantity] = []
    number = first
    while number < last:
        amount = round_amount(text, words[number].start, words[last - 1].end)
        if amount is not None:
            begin, end, value = amount.start, amount.end, amount.least
            following = _after(sentence, amount.end, number)
        elif (given := _figure(sentence, number, last)) is not None:
            value, following = given
            begin, end = words[number].start, words[following - 1].end
        else:
            number += 1
            continue
        of = amount is not None and following < last and words[following].lower == "of"  # "dozens of people"
        unit = _unit(sentence, following + of, last)
        if unit:
            found.append(Quantity(begin, end, value, unit, hedged(text, floor, begin, end, amount is not None)))
        number = following
    return tuple(found)


def _figure(sentence: Sentence, number: int, last: int) -> tuple[float, int] | None:
    """Return the number that begins at a word, and the word behind it: "120", "one hundred and five"."""
    words = sentence.words
    value = _value(words[number])
    if words[number].tag != "num" or value is None or words[number].text == "000":  # the rest of "120, 000"
        return None
    number += 1
    while number < last and (words[number].tag == "num" or _joins(sentence, number, last)):
        scale = SCALES.get(words[number].lower.removesuffix("s"))
        value = value * scale if scale else value + (_value(words[number]) or 0)
        number += 1
    return value, number


def _joins(sentence: Sentence, number: int, last: int) -> bool:
    """Tell the "and" of "one hundred and five": a scale stands before it, a smaller number behind it."""
    words = sentence.words
    if words[number].lower != "and" or number + 1 >= last or words[number - 1].lower not in SCALES:
        return False
    after = _value(words[number + 1])
    return after is not None and after < SCALES[words[number - 1].lower]


def _after(sentence: Sentence, end: int, number: int) -> int:
    """Return the first word, from `number` on, that begins at or after `end`."""
    while number < len(sentence.words) and sentence.words[number].start < end:
        number += 1
    return number


def _value(word: Word) -> float | None:
    if word.lower in NUMBER_WORDS:
        return float(NUMBER_WORDS[word.lower])
    try:
        return float(word.lower.replace(",", "").replace(":", "x"))
    except ValueError:
        return None


def _unit(sentence: Sentence, number: int, last: int) -> str:
    """Return the lemma of the noun counted: the head of the phrase that goes on after the number."""
    if _is_distance(sentence, number):
        return ""
    phrase = next((p for p in sentence.phrases if p.first < number < p.last or p.first == number), None)
    if phrase is None or phrase.head < number or phrase.head >= last:
        return ""
    word = sentence.words[phrase.head]
    return dictionary(word.lower)[1] if word.tag in ("noun", "name") else ""


def _is_distance(sentence: Sentence, number: int) -> bool:
    """Tell "15 kilometres west of", "15 kilometres (9 miles) from"."""
    words = sentence.words
    if number >= len(words) or words[number].lower not in LENGTHS:
        return False
    beyond = (word.lower for word in words[number : number + 6] if word.tag not in ("punct", "num"))
    following = next((word for word in beyond if word not in LENGTHS), "")
    return bool(following) and all(part in DIRECTIONS for part in following.split("-"))
