"""Expressions of time in news English: found, valued (TIMEX3 and EDTF) and grounded on the right day.

Method: one scan sorts words into classes; a grammar over the classes finds expressions and says what they mean
(after SynTime, Zhong et al. 2017: types of token rather than phrases); grounding counts from the publication date,
or in a history from the dates before (after HeidelTime, Stroetgen and Gertz 2010), by the tense of the sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mapapp.model import Document, Passage, Published, Reading, TimeExpression
from mapapp.reading.dates.placing import parse, place
from mapapp.reading.dates.publication import publication
from mapapp.reading.dates.undated import Inferred
from mapapp.reading.dates.undated import infer_published as _infer

__all__ = ["Inferred", "find", "infer_published", "publication"]


def find(document: Document, passages: Sequence[Passage]) -> tuple[TimeExpression, ...]:
    """Return the document's expressions of time in text order, none overlapping.

    What is not absolute counts from `document.published`; without that its `when` is None.
    """
    return place(document, parse(document.text, passages))


def infer_published(readings: Sequence[Reading]) -> dict[str, Inferred]:
    """Return what can be inferred of the publication dates of the batch's undated documents, by document id.

    A reading whose date was chosen should be made anew with it: `replace(document, published=inferred.published)`.
    """
    parsed = [parse(reading.document.text, reading.passages) for reading in readings]

    def placed(number: int, published: Published) -> tuple[TimeExpression, ...]:
        return place(replace(readings[number].document, published=published), parsed[number])

    return _infer(readings, placed)
