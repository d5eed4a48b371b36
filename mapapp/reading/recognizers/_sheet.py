"""A document as the trained recogniser sees it: words in a row, which of them may be names, and what is near them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mapapp.model import Document, Passage
from mapapp.reading.recognizers import _forms
from mapapp.reading.recognizers._forms import Forms, Ints
from mapapp.reading.recognizers._words import CAPS, MIXED, PAD, TITLE, Codes, Words
from mapapp.reading.resolvers.base import PlaceIndex
from mapapp.reading.tokens import TOKEN

GAP = 3  # pads between sentences: the widest window looks three words away


@dataclass(slots=True)
class Sheet:
    """Arrays over the words of a document, sentences parted by pads."""

    starts: Ints  # where each word stands in the text; -1 for a pad
    ends: Ints
    numbers: Ints  # word numbers
    candidates: Ints  # positions of words that may be part of a name
    mode: Codes
    first: Codes  # 2 for the first word of a sentence
    match: Codes  # where in a name of the gazetteer, and what kind of place bears it
    names: list[tuple[int, int]]  # spans of the gazetteer's names


@dataclass(slots=True)
class Row:
    """The words of a document in a row, and its sentences."""

    starts: Ints  # where each word stands in the text
    forms: Ints  # number of each word's form
    flags: Ints  # of each word's form
    lengths: Ints  # of each word, in code points
    sentence: Ints  # number of each word's sentence
    opening: Ints  # first word of each sentence, and one more: the number of words
    modes: Ints  # how each sentence is written


def sheet_of(document: Document, passages: Sequence[Passage], words: Words, index: PlaceIndex) -> Sheet:
    """Lay a document out."""
    row = row_of(document.text, passages, words.forms)
    at = np.arange(len(row.starts)) + GAP * (row.sentence + 1)  # where the words come to stand between the pads
    size = len(at) + GAP * (len(passages) + 1)
    numbers, starts, ends = np.full(size, PAD), np.full(size, -1), np.full(size, -1)
    numbers[at] = words.numbers(row.forms, row.modes[row.sentence])
    starts[at] = row.starts
    ends[at] = row.starts + row.lengths
    first = np.ones(size, dtype=np.uint64)
    first[at[row.opening[:-1]]] = 2
    # a sentence and the pads behind it are written in the same way
    mode = np.full(size, MIXED + 1, dtype=np.uint64)
    mode[GAP:] = np.repeat(row.modes + 1, row.opening[1:] - row.opening[:-1] + GAP)
    candidates = at[candidates_of(row)]
    match, names = _matches(document.text, starts, candidates, words, index)
    return Sheet(starts, ends, numbers, candidates, mode, first, match, names)


def row_of(text: str, passages: Sequence[Passage], known: Forms) -> Row:
    """Take a text apart into words; a passage without words is left out."""
    found = [match for passage in passages for match in TOKEN.finditer(text, passage.start, passage.end)]
    starts = np.array([match.start() for match in found], dtype=np.int64)
    forms = known.numbers([match[0] for match in found])
    opening = np.searchsorted(starts, [*[passage.start for passage in passages], len(text)])
    sentence = np.repeat(np.arange(len(passages)), opening[1:] - opening[:-1])
    flags = known.flags[forms]
    return Row(starts, forms, flags, known.lengths[forms], sentence, opening, _modes(flags, opening))


def _modes(flags: Ints, opening: Ints) -> Ints:
    """Tell how each sentence is written: as usual, each word capitalised, or all in capitals."""
    capital, letters, long = flags & _forms.CAPITAL > 0, flags & _forms.LETTERS > 0, flags & _forms.LONG > 0
    shout = letters & (flags & _forms.SHOUT > 0)
    counted = np.zeros((5, len(flags) + 1), dtype=np.int64)
    np.cumsum((capital, letters, shout, long, long & capital), axis=1, out=counted[:, 1:])
    capitals, worded, upper, longer, opened = counted[:, opening[1:]] - counted[:, opening[:-1]]
    size = opening[1:] - opening[:-1]
    caps = np.where(worded < 3, (worded == 2) & (upper == 2), upper >= 0.7 * worded)
    title = (worded >= 3) & (longer >= 3) & (opened >= 0.8 * longer)
    modes: Ints = np.where(3 * capitals < size, MIXED, np.where(caps, CAPS, np.where(title, TITLE, MIXED)))
    return modes


def candidates_of(row: Row) -> Ints:
    """Return the words that may be part of a name: capitalised ones and what joins and ends them."""
    flags, first_word = row.flags, row.opening[row.sentence]
    kept: Ints = np.flatnonzero(flags & _forms.CAPITAL)
    kept = kept[(flags[kept] & _forms.OF_FUNCTION == 0) | _inside(row, kept)]
    if not len(kept):
        return kept
    # the word behind the latest name word of the sentence; before the first one there is none
    behind = np.full(len(kept), -1)
    behind[1:] = np.where(row.sentence[kept[1:]] == row.sentence[kept[:-1]], kept[:-1] + 1, -1)
    opens = kept.copy()
    article = kept - 2  # al-Hilla
    joined = article >= np.maximum(behind, first_word[kept])
    joined &= flags.take(kept - 1, mode="clip") & _forms.HYPHEN > 0
    joined &= flags.take(article, mode="clip") & _forms.ARTICLE > 0
    opens[joined] -= 2
    joints = np.zeros(len(flags) + 1, dtype=np.int64)
    np.cumsum(flags & _forms.JOINT > 0, out=joints[1:])
    between = opens - behind
    joined = (behind >= 0) & (between > 0) & (between <= 3) & (joints[opens] - joints[behind] == between)
    opens[joined] = behind[joined]
    chosen = np.bincount(opens, minlength=len(flags) + 1) - np.bincount(kept + 1, minlength=len(flags) + 1)
    found = np.cumsum(chosen)[:-1] > 0
    found[_ending(row, kept)] = True
    return np.flatnonzero(found)


def _ending(row: Row, kept: Ints) -> Ints:
    """Return the words that are not capitalised but may end a name: the stop of "Ky.", the number of "Highway 61"."""
    kept = kept[kept + 1 < row.opening[row.sentence[kept] + 1]]
    after = kept + 1
    short = (row.lengths[kept] <= 5) & (row.starts[after] - row.starts[kept] == row.lengths[kept])
    flags = row.flags[after]
    ending: Ints = after[((flags & _forms.STOP > 0) & short) | (flags & _forms.NUMBER > 0)]
    return ending


def _inside(row: Row, at: Ints) -> NDArray[np.bool_]:
    """Tell whether function words with a capital may be part of a name: The Hague, REPUBLIC OF CONGO, US, IN."""
    sentence = row.sentence[at]
    first, last = row.opening[sentence], row.opening[sentence + 1] - 1
    flags, following = row.flags[at], row.flags[np.minimum(at + 1, last)]
    loud = (flags & _forms.CONNECTOR > 0) & (first < at) & (at < last)
    plain = (flags & _forms.SHOUT > 0) | ((at < last) & (following & _forms.CAPITAL > 0))
    return np.where(row.modes[sentence] == CAPS, loud, plain)


def _matches(
    text: str, starts: Ints, candidates: Ints, words: Words, index: PlaceIndex
) -> tuple[Codes, list[tuple[int, int]]]:
    """Return for each word where in a gazetteer name it stands (1 outside, else kind * 8 + part), and those names."""
    codes = np.ones(len(starts), dtype=np.uint64)
    names = []
    at = dict(zip(starts[candidates].tolist(), candidates.tolist(), strict=True))
    begins = starts.tolist()
    for match in index.scan(text):
        first = at.get(match.start)
        if first is None:
            continue
        end = match.end
        names.append((match.start, end))
        last = first
        while 0 <= begins[last + 1] < end:  # a pad stands behind the last word
            last += 1
        groups = words.groups(text[match.start : end])
        kind = (groups[0] if groups else 12) * 8 + 1
        if first == last:
            codes[first] = kind + 1
        else:
            codes[first] = kind + 2
            codes[first + 1 : last] = kind + 3
            codes[last] = kind + 4
    return codes, names
