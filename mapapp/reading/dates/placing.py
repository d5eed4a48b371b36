"""A document's expressions: parsed once, then placed on the calendar for a date of publication."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mapapp.model import Document, Passage, TimeExpression
from mapapp.reading.dates.combining import combine
from mapapp.reading.dates.grammar import expressions
from mapapp.reading.dates.grounding import Context, Grounded, ground, published_granule
from mapapp.reading.dates.meanings import Found, Holiday, Parsed, Partial, Shift, Weekday
from mapapp.reading.dates.narrative import is_narrative, moves, strays
from mapapp.reading.dates.sayings import spoken_on
from mapapp.reading.dates.scanning import scan
from mapapp.reading.dates.tense import look


def parse(text: str, passages: Sequence[Passage]) -> tuple[Parsed, ...]:
    """Return the text's expressions in order, not yet placed."""
    scanned = scan(text)
    spelt = text.lower() if scanned.shouting else text
    spelt = spelt if len(spelt) == len(text) else text  # a few letters are longer when small
    result: list[Parsed] = []
    position = 0
    for item in combine(scanned, expressions(scanned)):
        start, end = scanned.tokens[item.first].start, scanned.tokens[item.last - 1].end
        while position < len(passages) and passages[position].end <= start:
            position += 1
        inside = position < len(passages) and passages[position].start <= start
        aside = inside and passages[position].section in ("caption", "boilerplate")
        furniture = inside and passages[position].section == "boilerplate"
        if _in_address(text, start) or (furniture and _is_now(item)):
            continue
        begin, limit = (passages[position].start, passages[position].end) if inside else (0, len(text))
        way = look(spelt, begin, start, end, limit) if _looks(item) else ""
        result.append(Parsed(item, start, end, way, position, aside))
    spoken = [spoken_on(text, passages, result, number) for number in range(len(result))]
    return tuple(
        replace(entry, spoken=position) if position >= 0 else entry
        for entry, position in zip(result, spoken, strict=True)
    )


def _looks(item: Found) -> bool:
    """Tell whether it depends on its sentence whether an expression lies before or ahead."""
    meaning = item.sense.meaning
    if isinstance(meaning, Shift):
        return meaning.unit == "weekend"
    return isinstance(meaning, Weekday | Partial | Holiday) and not meaning.direction


def _is_now(item: Found) -> bool:
    """Tell whether an expression counts from the day it is read on, not written on: "Pledge today"."""
    return isinstance(item.sense.meaning, Shift) and item.sense.meaning.anchor == "now"


def _in_address(text: str, offset: int) -> bool:
    """Tell whether an offset lies in the address of a page."""
    begin = offset
    while begin > 0 and not text[begin - 1].isspace() and offset - begin < 300:
        begin -= 1
    return "://" in text[begin:offset] or text.startswith("www.", begin, offset)


def place(document: Document, parsed: Sequence[Parsed]) -> tuple[TimeExpression, ...]:
    """Return the expressions with the values they have in a document published at `document.published`."""
    now = published_granule(document.published.value)
    found = [entry.item for entry in parsed]
    context = Context(now, is_narrative(found, now.year if now else None))
    asides = strays(found) if context.narrative else frozenset[int]()
    results: list[TimeExpression] = []
    sentence = -1
    for position, entry in enumerate(parsed):
        if entry.sentence != sentence:
            sentence, context.sentence_day = entry.sentence, None
        grounded = _grounded(entry, parsed, context)
        if grounded.granule is not None and not entry.aside:
            if moves(entry.item.sense, grounded.granule, position in asides):
                context.anchor = grounded.granule
            if grounded.granule.unit == "day":
                context.day = context.sentence_day = grounded.granule
        words = document.text[entry.start : entry.end]
        results.append(
            TimeExpression(
                entry.start, entry.end, words, grounded.type, grounded.timex, grounded.when, grounded.reason
            )
        )
    return tuple(results)


def _grounded(entry: Parsed, parsed: Sequence[Parsed], context: Context) -> Grounded:
    """Ground an expression; what a quotation says counts from the day it was spoken on."""
    if entry.spoken >= 0 and not context.narrative:
        day = ground(parsed[entry.spoken].item.sense, context, parsed[entry.spoken].look).granule
        if day is not None and day.unit == "day":
            said = ground(entry.item.sense, replace(context, now=day), entry.look)
            return replace(said, reason=f"{said.reason}, the day it was said")
    return ground(entry.item.sense, context, entry.look)
