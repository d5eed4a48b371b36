"""A recogniser that looks names up and asks the words around them: no weights, no training.

A name of the gazetteer counts when nothing around it says that it is a person, an organisation or a common word that
opens a sentence; a kind word beside it ("Lachin district", "Lake Sevan") belongs to the name.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from mapapp.model import Document, Passage
from mapapp.reading.recognizers.base import Options, Span
from mapapp.reading.resolvers.base import PlaceIndex
from mapapp.reading.tokens import words

KINDS_AFTER = words("""
    county district province region oblast governorate prefecture municipality parish township marz rayon raion krai
    state territory department canton corridor lake river valley mountains island islands peninsula republic city sea
    gulf strait desert plain pass bay basin reservoir dam airport
    """)
KINDS_BEFORE = words("lake mount mt cape port fort camp river gulf bay strait isle")
_TITLES = words("""
    mr mrs ms dr prof gen lt col maj capt sgt sen rep gov president minister premier chancellor king queen prince
    princess pope judge justice general colonel major captain lieutenant sergeant senator governor mayor spokesman
    spokeswoman spokesperson secretary ambassador professor doctor sir lady lord sheriff chief director coach
    chairman chairwoman commissioner
    """)
_COMMON = words("""
    a an the and but or if in on at of to for from by with he she it its we you they his her our my this that these
    those there here when while where who what why how as so not no all some many most more much both each few several
    after before since until during between among about against also another any because although though however
    meanwhile still then now later earlier last next first second new old one two three four five six seven eight nine
    ten yes monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december spring summer autumn winter fall president minister police army government
    """)
_BEFORE = re.compile(r"([^\W\d_][\w'’-]*)(\.?)[ \u00a0]$")
_AFTER = re.compile(r"[ \u00a0]([^\W\d_]+)")


def create(options: Options) -> LookupRecognizer:
    """Return the recogniser; it has no options."""
    del options
    return LookupRecognizer()


class LookupRecognizer:
    """Gazetteer look-up with rules about the neighbours of a name."""

    made_by = "lookup"

    def recognize(self, document: Document, passages: Sequence[Passage], index: PlaceIndex) -> tuple[Span, ...]:
        """Return the spans of names and demonyms; see base.Recognizer."""
        text = document.text
        ends = [passage.end for passage in passages]
        starts = {passage.start for passage in passages}
        found: list[Span] = []
        for start, end in _matches(text, index):
            number = bisect_right(ends, start)
            if number < len(passages) and passages[number].start <= start and end <= passages[number].end:
                span = _judged(text, start, end, index, opens=start in starts)
                if span and (not found or span[0] >= found[-1][1]):
                    found.append(span)
        return tuple(found)


def _matches(text: str, index: PlaceIndex) -> Iterator[Span]:
    spans = [(match.start, match.end) for match in index.scan(text)]
    for match in re.finditer(r"[^\W\d_]{4,}", text):
        if match.group()[0].isupper() and index.demonym(match.group()):
            spans += [match.span()]
    return iter(sorted(set(spans), key=lambda span: (span[0], -span[1])))


def _judged(text: str, start: int, end: int, index: PlaceIndex, *, opens: bool) -> Span | None:
    name = text[start:end]
    words_in = name.split()
    if not name[0].isupper() or (len(words_in) == 1 and name.lower() in _COMMON):
        return None
    before = _BEFORE.search(text, max(0, start - 40), start)
    previous = before[1] if before else ""
    if previous.lower() in _TITLES and len(words_in) == 1:
        return None
    after = _AFTER.match(text, end)
    single = len(words_in) == 1
    if after and after[1].lower() in KINDS_AFTER and after[1].lower() != name.lower():
        end = after.end() if after[1][0].isupper() or single else end
    elif after and after[1].istitle() and single and not index.demonym(name):
        return None  # a longer name of something else
    if previous[:1].isupper() and not opens and previous.lower() not in _COMMON:
        if previous.lower() in KINDS_BEFORE and before:
            return before.start(), end
        known = index.has(previous) or bool(index.demonym(previous))
        return (start, end) if known else None
    return start, end
