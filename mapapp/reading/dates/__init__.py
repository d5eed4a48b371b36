"""Expressions of time in news English: found, valued (TIMEX3 and EDTF) and grounded on the right day.

Method: one scan sorts words into classes; a grammar over the classes finds expressions and says what they mean
(after SynTime, Zhong et al. 2017: types of token rather than phrases); grounding counts from the publication date,
or in a history from the dates before (after HeidelTime, Stroetgen and Gertz 2010), by the tense of the sentence.
"""

from __future__ import annotations

from collections.abc import Sequence

from mapapp.model import Document, Passage, TimeExpression
from mapapp.reading.dates.combining import combine
from mapapp.reading.dates.grammar import expressions
from mapapp.reading.dates.grounding import Context, ground, published_granule
from mapapp.reading.dates.narrative import is_narrative, moves, strays
from mapapp.reading.dates.publication import publication
from mapapp.reading.dates.scanning import scan
from mapapp.reading.dates.tense import look

__all__ = ["find", "publication"]


def find(document: Document, passages: Sequence[Passage]) -> tuple[TimeExpression, ...]:
    """Return the document's expressions of time in text order, none overlapping.

    What is not absolute counts from `document.published`; without that its `when` is None.
    """
    text = document.text
    scanned = scan(text)
    found = combine(scanned, expressions(scanned))
    now = published_granule(document.published.value)
    context = Context(now, is_narrative(found, now.year if now else None))
    asides = strays(found) if context.narrative else frozenset()
    results: list[TimeExpression] = []
    passage = iter(passages)
    here = next(passage, None)
    for position, item in enumerate(found):
        start, end = scanned.tokens[item.first].start, scanned.tokens[item.last - 1].end
        while here is not None and here.end <= start:
            here = next(passage, None)
            context.sentence_day = None
        begin, limit = (here.start, here.end) if here is not None and here.start <= start else (0, len(text))
        grounded = ground(item.sense, context, look(text, begin, start, end, limit))
        if grounded.granule is not None and moves(item.sense, grounded.granule, position in asides):
            context.anchor = grounded.granule
        if grounded.granule is not None and grounded.granule.unit == "day":
            context.sentence_day = grounded.granule
        results.append(
            TimeExpression(start, end, text[start:end], grounded.type, grounded.timex, grounded.when, grounded.reason)
        )
    return tuple(results)
