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
_ARTICLES = frozenset(
    {
        "al",
        "el",
        "ad",
        "ed",
        "as",
        "es",
        "ar",
        "er",
        "az",
        "ez",
        "an",
        "at",
        "et",
        "ash",
        "esh",
        "ul",
        "ud",
    }
)
_HYPHENS = ("-", "‐", "‑", "–")
_JOINTS = CONNECTORS | {"-", "‐", "‑", "–", "/", "'", "’", "'s", "’s", ".", "&"}


@dataclass(slots=True)
class Sheet:
    """Arrays over the words of a document, sentences parted by pads."""

    written: list[str]  # the words, "" for a pad
    starts: list[int]  # -1 for a pad
    numbers: NDArray[np.int64]  # word numbers
    candidates: NDArray[np.int64]  # positions of words that may be part of a name
    mode: Codes
    first: Codes  # 2 for the first word of a sentence
    match: Codes  # where in a name of the gazetteer, and what kind of place bears it
    names: list[tuple[int, int]]  # spans of the gazetteer's names

    def end(self, position: int) -> int:
        """Return where the word at a position ends in the text."""
        return self.starts[position] + len(self.written[position])


def sheet_of(document: Document, passages: Sequence[Passage], words: Words, index: PlaceIndex) -> Sheet:
    """Lay a document out."""
    text = document.text
    starts, written, numbers = [-1] * GAP, [""] * GAP, [PAD] * GAP
    candidates: list[int] = []
    offsets, modes, lengths = [0], [MIXED], [GAP]
    for passage in passages:
        found = list(TOKEN.finditer(text, passage.start, passage.end))
        tokens = [match.group() for match in found]
        at = [match.start() for match in found]
        capitals = [number for number, word in enumerate(tokens) if word[0].isupper()]
        mode = _mode(tokens) if 3 * len(capitals) >= len(tokens) else MIXED
        offset = len(starts)
        candidates += [offset + number for number in _candidates(tokens, at, capitals, mode)]
        offsets.append(offset)
        modes.append(mode)
        lengths.append(len(tokens) + GAP)
        starts += at + [-1] * GAP
        written += tokens + [""] * GAP
        numbers += words.numbers(tokens, mode) + [PAD] * GAP
    first = np.ones(len(starts), dtype=np.uint64)
    first[offsets[1:]] = 2
    match, names = _matches(text, starts, candidates, words, index)
    return Sheet(
        written,
        starts,
        np.array(numbers, dtype=np.int64),
        np.array(candidates, dtype=np.int64),
        np.repeat(np.array(modes, dtype=np.uint64) + np.uint64(1), lengths),
        first,
        match,
        names,
    )


def _mode(written: list[str]) -> int:
    """Tell how a sentence is written: as usual, each word capitalised, or all in capitals."""
    letters = [word for word in written if len(word) > 1 and word.isalpha()]
    upper = sum(word.isupper() for word in letters)
    if len(letters) < 3:
        return CAPS if len(letters) == 2 and upper == 2 else MIXED
    if upper >= 0.7 * len(letters):
        return CAPS
    long = [word for word in letters if len(word) > 3]
    opening = sum(word[0].isupper() for word in long)
    return TITLE if len(long) >= 3 and opening >= 0.8 * len(long) else MIXED


def _candidates(written: list[str], starts: list[int], capitals: list[int], mode: int) -> list[int]:
    """Return the numbers of the words that may be part of a name: capitalised ones and what joins and ends them."""
    found: list[int] = []
    length = len(written)
    last = -9  # the latest candidate that opens with a capital
    for number in capitals:
        if written[number].lower() in FUNCTION and not _inside(written, number, mode):
            continue
        article = number - 2 if number > 1 and written[number - 1] in _HYPHENS else -1  # al-Hilla
        first = article if article > last and written[article] in _ARTICLES else number
        joints = written[last + 1 : first] if last >= 0 else []
        if 0 < len(joints) <= 3 and all(joint.lower() in _JOINTS for joint in joints):
            first = last + 1
        found += range(max(first, found[-1] + 1 if found else 0), number + 1)
        last = number
        after = number + 1
        if after < length and _goes_on(written[after], starts[after] - starts[number], written[number]):
            found.append(after)
    return found


def _goes_on(word: str, distance: int, before: str) -> bool:
    """Tell whether a word that is not capitalised may end a name: the stop of "Ky.", the number of "Highway 61"."""
    if word == ".":
        return len(before) <= 5 and distance == len(before)
    return word[0].isdigit() and len(word) <= 4


def _inside(written: list[str], number: int, mode: int) -> bool:
    """Tell whether a function word with a capital may be part of a name: The Hague, REPUBLIC OF CONGO, US, IN."""
    word = written[number]
    if mode == CAPS:
        return word.lower() in CONNECTORS and 0 < number < len(written) - 1
    return (len(word) > 1 and word.isupper()) or (number + 1 < len(written) and written[number + 1][0].isupper())


def _matches(
    text: str, starts: list[int], candidates: list[int], words: Words, index: PlaceIndex
) -> tuple[Codes, list[tuple[int, int]]]:
    """Return for each word where in a gazetteer name it stands (1 outside, else kind * 8 + part), and those names."""
    length = len(starts)
    codes = np.ones(length, dtype=np.uint64)
    names = []
    at = {starts[position]: position for position in candidates}
    for match in index.scan(text):
        first = at.get(match.start)
        if first is None:
            continue
        end = match.end
        names.append((match.start, end))
        last = first
        while last + 1 < length and 0 <= starts[last + 1] < end:
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
