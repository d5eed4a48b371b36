"""Score place-name recognition: exact and overlapping spans, by corpus convention; and finding and placing together.

Spans whose gold role is "either" are left out on both sides. Corpora differ in whether adjectives ("Georgian") are
place names: where the gold marks fewer than a fifth of our demonyms, it does not, and ours are left out.
"""

from __future__ import annotations

from collections.abc import Sequence

from mapapp.evaluate.gold import Gold, GoldDocument
from mapapp.evaluate.resolution import RIGHT_KM, error_km
from mapapp.evaluate.result import Miss, Result, Row, context_of, f1_rows, share
from mapapp.model import Mention, Reading

CONVENTION = (
    "A name is right when its start and end are the gold's (exact), or when it shares a character with a gold name "
    "(overlap). {demonyms} Names whose gold role is 'either' are left out. End to end: of all gold names with a "
    "point, adjectives too where the gold has them, those found (exactly, or in part) and placed within 161 km."
)


def score(gold: Gold, readings: Sequence[Reading], *, either: bool = False) -> Result:
    """Score recognition; `either` also counts names whose role may be read both ways."""
    demonyms = marks_demonyms(gold, readings)
    exact = overlap_found = overlap_wanted = found_total = wanted_total = 0
    misses: list[Miss] = []
    for document, reading in zip(gold.documents, readings, strict=True):
        wanted, found = spans(document, reading.mentions, demonyms=demonyms, either=either)
        exact += len(wanted & found)
        overlap_wanted += sum(any(_touch(span, other) for other in found) for span in wanted)
        overlap_found += sum(any(_touch(span, other) for other in wanted) for span in found)
        found_total += len(found)
        wanted_total += len(wanted)
        misses += _misses(document, wanted, found)
    recall = share("overlap recall", overlap_wanted, wanted_total)
    precision = share("overlap precision", overlap_found, found_total)
    both = precision.value + recall.value
    f1 = share("overlap F1", 0, 0) if not both else None
    rows = (
        *f1_rows("exact", exact, found_total, wanted_total),
        precision,
        recall,
        f1 or type(recall)("overlap F1", 2 * precision.value * recall.value / both),
        *_end_to_end(gold, readings),
    )
    said = "Demonyms and adjectives count." if demonyms else "Our demonyms are left out: the gold has none."
    return Result("toponyms", CONVENTION.format(demonyms=said), rows, tuple(misses))


def _end_to_end(gold: Gold, readings: Sequence[Reading]) -> tuple[Row, ...]:
    """Return how many of the gold names with a point were found and placed within 161 km; nothing without points."""
    wanted = exact = loose = 0
    for document, reading in zip(gold.documents, readings, strict=True):
        for name in document.toponyms:
            if name.lat is None or name.lon is None:
                continue
            wanted += 1
            span = (name.start, name.end)
            touching = [mention for mention in reading.mentions if _touch((mention.start, mention.end), span)]
            near = [mention for mention in touching if error_km(mention, name.lat, name.lon) <= RIGHT_KM]
            exact += any((mention.start, mention.end) == span for mention in near)
            loose += bool(near)
    if not wanted:
        return ()
    return (
        share("found and within 161 km", exact, wanted),
        share("found, perhaps in part, and within 161 km", loose, wanted),
    )


def marks_demonyms(gold: Gold, readings: Sequence[Reading]) -> bool:
    """Tell whether the gold counts adjectives and demonyms as place names."""
    ours = marked = 0
    for document, reading in zip(gold.documents, readings, strict=True):
        wanted = {(item.start, item.end) for item in document.toponyms}
        found = [mention for mention in reading.mentions if mention.role == "demonym"]
        ours += len(found)
        marked += sum((mention.start, mention.end) in wanted for mention in found)
    return marked > 0.2 * ours


def spans(
    document: GoldDocument, mentions: Sequence[Mention], *, demonyms: bool, either: bool = False
) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
    """Return the gold's spans and ours under the corpus's convention."""
    left_out = {(item.start, item.end) for item in document.toponyms if item.role == "either" and not either}
    wanted = {(item.start, item.end) for item in document.toponyms} - left_out
    found = set()
    for mention in mentions:
        span = (mention.start, mention.end)
        demonym = mention.role == "demonym" and not demonyms and span not in wanted
        if not demonym and not any(_touch(span, other) for other in left_out):
            found.add(span)
    return wanted, found


def _touch(first: tuple[int, int], second: tuple[int, int]) -> bool:
    return first[0] < second[1] and second[0] < first[1]


def _misses(document: GoldDocument, wanted: set[tuple[int, int]], found: set[tuple[int, int]]) -> list[Miss]:
    text = document.document.text
    misses = []
    for span in sorted((wanted | found) - (wanted & found)):
        others = found if span in wanted else wanted
        touching = next((text[slice(*other)] for other in sorted(others) if _touch(span, other)), "")
        if touching and span not in wanted:
            continue  # told from the gold's side
        kind = "boundary" if touching else "missed" if span in wanted else "spurious"
        words, context = text[slice(*span)], context_of(text, *span)
        expected, got = (words, touching) if span in wanted else ("", words)
        misses.append(Miss(document.document.id, *span, kind, words, context, expected, got))
    return misses
