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
from mapapp.reading.dates.meanings import Found, Stated
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
    context = Context(now, _is_narrative(found, now.year if now else None))
    results: list[TimeExpression] = []
    passage = iter(passages)
    here = next(passage, None)
    for item in found:
        start, end = scanned.tokens[item.first].start, scanned.tokens[item.last - 1].end
        while here is not None and here.end <= start:
            here = next(passage, None)
        begin, limit = (here.start, here.end) if here is not None and here.start <= start else (0, len(text))
        grounded = ground(item.sense, context, look(text, begin, start, end, limit))
        if grounded.granule is not None:
            context.anchor = grounded.granule
        results.append(
            TimeExpression(start, end, text[start:end], grounded.type, grounded.timex, grounded.when, grounded.reason)
        )
    return tuple(results)


def _is_narrative(found: Sequence[Found], year: int | None) -> bool:
    """Tell a history from a report: many stated dates, most of them far from the publication's year."""
    stated = [item.sense.meaning.granule for item in found if isinstance(item.sense.meaning, Stated)]
    dated = [granule for granule in stated if granule.rank < 5]
    if len(dated) < 6:
        return False
    return year is None or sum(abs(granule.year - year) > 1 for granule in dated) > len(dated) / 2
