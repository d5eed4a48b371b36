"""A document as the trained recogniser sees it: words in a row, which of them may be names, and what is near them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mapapp.model import Document, Passage
from mapapp.reading.recognizers._lexicon import CONNECTORS, FUNCTION
from mapapp.reading.recognizers._words import CAPS, MIXED, PAD, TITLE, Codes, Words
from mapapp.reading.resolvers.base import PlaceIndex
from mapapp.reading.tokens import TOKEN

GAP = 3  # pads between sentences: the widest window looks three words away
_JOINTS = CONNECTORS | {"-", "‐", "‑", "–", "/", "'", "’", "'s", "’s", ".", "&"}


@dataclass(slots=True)
class Sheet:
    """Arrays over the words of a document, sentences parted by pads; `starts` is -1 for a pad."""

    starts: list[int]
    ends: list[int]
    numbers: NDArray[np.int64]  # word numbers
    candidates: NDArray[np.int64]  # positions of words that may be part of a name
    mode: Codes
    match: Codes  # where in a name of the gazetteer, and what kind of place bears it
    names: list[tuple[int, int]]  # spans of the gazetteer's names
    first: Codes  # 2 for the first word of a sentence


def sheet_of(document: Document, passages: Sequence[Passage], words: Words, index: PlaceIndex) -> Sheet:
    """Lay a document out."""
    text = document.text
    starts, ends, numbers = [-1] * GAP, [-1] * GAP, [PAD] * GAP
    modes, firsts = [MIXED] * GAP, [1] * GAP
    candidates: list[int] = []
    for passage in passages:
        found = list(TOKEN.finditer(text, passage.start, passage.end))
        written = [match.group() for match in found]
        mode = _mode(written)
        offset = len(starts)
        candidates += _candidates(written, [match.start() for match in found], mode, offset)
        starts += [match.start() for match in found]
        ends += [match.end() for match in found]
        numbers += words.numbers(written, mode)
        modes += [mode] * len(found)
        firsts += [2] + [1] * (len(found) - 1)
        for row, value in ((starts, -1), (ends, -1), (numbers, PAD), (modes, MIXED), (firsts, 1)):
            row.extend([value] * GAP)
    match, names = _matches(text, starts, words, index)
    return Sheet(
        starts,
        ends,
        np.array(numbers, dtype=np.int64),
        np.array(candidates, dtype=np.int64),
        np.array(modes, dtype=np.uint64) + np.uint64(1),
        match,
        names,
        np.array(firsts, dtype=np.uint64),
    )


def _mode(written: list[str]) -> int:
    """Tell how a sentence is written: as usual, each word capitalised, or all in capitals."""
    letters = [word for word in written if word.isalpha() and len(word) > 1]
    if len(letters) < 3:
        return CAPS if len(letters) > 1 and all(word.isupper() for word in letters) else MIXED
    upper = sum(word.isupper() for word in letters)
    if upper >= 0.7 * len(letters):
        return CAPS
    long = [word for word in letters if len(word) > 3]
    opening = sum(word[0].isupper() for word in long)
    return TITLE if len(long) >= 3 and opening >= 0.8 * len(long) else MIXED


def _candidates(written: list[str], starts: list[int], mode: int, offset: int) -> list[int]:
    """Return the positions that may be part of a name: capitalised words and what joins them."""
    found: list[int] = []
    length = len(written)
    last = -9  # the latest candidate that opens with a capital
    for number, word in enumerate(written):
        if word[0].isupper():
            if word.lower() in FUNCTION and not _inside(written, number, mode):
                continue
            if 1 < number - last <= 4 and all(joint.lower() in _JOINTS for joint in written[last + 1 : number]):
                found += range(offset + last + 1, offset + number)
            found.append(offset + number)
            last = number
        elif last == number - 1 >= 0 and _goes_on(word, starts[number] - starts[last], written[last]):
            found.append(offset + number)
        elif word in ("al", "el", "ad", "as", "ar", "az") and number + 2 < length and written[number + 1] in "-‐‑–":
            found.append(offset + number)
            last = number
    return sorted(set(found))


def _goes_on(word: str, distance: int, before: str) -> bool:
    """Tell whether a word that is not capitalised may end a name: the stop of "Ky.", the number of "Highway 61"."""
    if word == ".":
        return len(before) <= 5 and distance == len(before)
    return word[0].isdigit() and len(word) <= 4


def _inside(written: list[str], number: int, mode: int) -> bool:
    """Tell whether a function word with a capital may be part of a name: The Hague, REPUBLIC OF CONGO, US, IN."""
    if mode == CAPS:
        return written[number].lower() in CONNECTORS and 0 < number < len(written) - 1
    word = written[number]
    return (len(word) > 1 and word.isupper()) or (number + 1 < len(written) and written[number + 1][0].isupper())


def _matches(text: str, starts: list[int], words: Words, index: PlaceIndex) -> tuple[Codes, list[tuple[int, int]]]:
    """Return for each word where in a gazetteer name it stands (1 outside, else kind * 8 + part), and those names."""
    length = len(starts)
    codes = np.zeros(length, dtype=np.uint64)
    names = []
    at = {start: number for number, start in enumerate(starts) if start >= 0}
    for match in index.scan(text):
        first = at.get(match.start)
        if first is None:
            continue
        name = text[match.start : match.end]
        names.append((match.start, match.end))
        last = first
        while last + 1 < length and 0 <= starts[last + 1] < match.end:
            last += 1
        groups = words.groups(name)
        kind = (groups[0] if groups else 12) * 8
        if first == last:
            codes[first] = kind + 1
        else:
            codes[first] = kind + 2
            codes[first + 1 : last] = kind + 3
            codes[last] = kind + 4
    return codes + np.uint64(1), names
