"""Passages: the sentences, headlines, captions and furniture lines of a report, with exact offsets.

Sentence ends follow news usage: abbreviations and initials do not end one, quotation marks after the stop belong to
it, an ellipsis ends one only before a capital. After "U.S." or "Corp." a sentence ends when a word follows that
opens sentences and seldom names ("The", "He").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mapapp.model import Document, Passage
from mapapp.reading import sections
from mapapp.reading.tokens import words

# a stop, the quotes and footnote marks that belong to it, and white space (or, in text glued together, a capital)
_END = re.compile(
    r"([.!?…](?<![.!?…].)[.!?…]*+)((?:[\"”’'»)\]]|\[\d{1,3}\])*+)"
    r"(\s++|(?<=[a-z]{3}[.!?])(?=[A-Z][a-z]*[\s,])(?!(?:Com|Org|Net)\b)|(?<=[a-z][.!?][”\]])(?=[A-Z“]))"
)
_WORD = re.compile(r"[^\W\d_]+")
_LAST_WORD = re.compile(r"(?:[^\W_]\.)*[^\W_]+$")
_OPENERS = words(
    """
    the a an in on at it its he she they we i this that these those there but and or so for from with as if
    when while after before since although though however meanwhile now then his her their our my no not some
    many most all both each according to by about also another what why how who where police officials
    authorities earlier later last residents witnesses despite during under until between more such today
    yesterday
    """
)
# never the last word of a sentence: a name or number follows
_TITLES = words(
    """
    mr mrs ms dr prof gen lt col maj capt cpl sgt cmdr adm brig sen rep gov pres hon rev fr st ste mt messrs
    mme mlle supt insp det pvt atty vs viz cf eg ie fig nos vol pp ft hwy rt approx est gens reps sens govs
    """
)
# may end a sentence: decided by the next word
_ABBREVIATIONS = words(
    """
    jr sr inc corp co ltd llc bros dept univ assn ave blvd rd etc al no jan feb mar apr jun jul aug sep sept
    oct nov dec mon tue tues wed thu thur thurs fri sat sun ala ariz ark calif colo conn del fla ga ida ill
    ind kan ky la md mass mich minn miss mo mont neb nev okla ore pa penn tenn tex vt va wash wis wyo ont que
    alta sask phila ph.d
    """
)
_QUOTES = "\"“‘'«([-–—*•"


def split(document: Document) -> tuple[Passage, ...]:
    """Return the passages of a document, in order, non-overlapping, covering every character but white space."""
    found = []
    for number, block in enumerate(sections.blocks(document)):
        for start, end in sentences(document.text, block.start, block.end):
            found.append(Passage(start, end, block.section, number))
    return tuple(found)


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the sentences of text[start:end] without the white space around them."""
    begin = start
    for match in _END.finditer(text, start, end):
        if _ends(text, match, begin, end):
            yield begin, match.end(2)
            begin = match.end()
    if begin < end:
        yield begin, begin + len(text[begin:end].rstrip())


def _ends(text: str, match: re.Match[str], begin: int, end: int) -> bool:
    """Tell whether the stop at `match` ends the sentence that begins at `begin`."""
    following = match.end()
    if following >= end:
        return False  # the block ends here anyway
    while following < end - 1 and text[following] in _QUOTES:
        following += 1
    after = text[following]
    if after.islower():
        return False
    if match[1] != "." or match[2].strip("'’"):
        return True
    word = _LAST_WORD.search(text, max(begin, match.start() - 24), match.start())
    return word is None or _word_ends(text, word, following, end)


def _word_ends(text: str, word: re.Match[str], following: int, end: int) -> bool:
    """Tell whether a word with a full stop ends the sentence, seen the word that follows."""
    last = word.group()
    folded = last.lower()
    after = text[following]
    if folded in _TITLES and (last[0].isupper() or folded in ("vs", "cf", "eg", "ie", "approx", "viz")):
        return False
    if last.isdigit():
        return not (word.start() == 0 or text[word.start() - 1] in "\n\r")  # "1. Item" at the start of a line
    if len(last) == 1 and last.isupper():  # an initial
        return _opens(text, following, end) and not _initial_before_name(text, following, end)
    if "." in last or (folded in _ABBREVIATIONS and last[0].isupper()) or folded in ("etc", "al"):
        return not after.isdigit() and _opens(text, following, end)
    return True


def _opens(text: str, following: int, end: int) -> bool:
    """Tell whether the next word opens sentences."""
    word = _WORD.match(text, following, end)
    return word is not None and word.group().lower() in _OPENERS


def _initial_before_name(text: str, following: int, end: int) -> bool:
    """Tell whether what follows an initial is itself an initial ("J. A. Smith")."""
    return text[following + 1 : min(following + 2, end)] == "."
