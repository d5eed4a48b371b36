"""One place where names are folded, so that every spelling a report may use meets the spelling a gazetteer has.

Folding ignores case, diacritics, apostrophes and the dots of abbreviations; hyphens, commas and runs of blanks
become one space; "St." and "Saint" are one word. It never looks at the language, so a name folds the same everywhere.
Method: Unicode compatibility decomposition (UAX 15), marks of the European, Hebrew and Arabic scripts dropped,
letters without a decomposition replaced as transliteration tables do, then case folding (Unicode 3.13).
"""

import re
import unicodedata
from functools import lru_cache

# Marks and vowel signs are not \w for Python's re; without them Devanagari or decomposed Latin words fall to pieces.
_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e8\u0711\u0730-\u074a\u07a6-\u07b0\u0900-\u0963\u0980-\u0df3\u0e31-\u0e4e\u0eb1-\u0ece"
    "\u0f18-\u0f3f\u0f71-\u0fbc\u102b-\u103e\u1056-\u109d\u135d-\u135f\u17b4-\u17d3\u1ab0-\u1aff\u1dc0-\u1dff"
    "\u20d0-\u20ff\u3099\u309a\ufe20-\ufe2f"
)
WORD, WORD_REST = rf"[\w{_MARKS}]+", rf"[\w{_MARKS}]*+"
PIECE = re.compile(WORD)
# Between two pieces of one word: Xi'an, Sana’a, U.S., a soft hyphen, a Persian zero-width non-joiner.
GLUE = "'’‘`´′ʹ.\u00ad\u200b\u200c\u200d\u2060"
_GLUED = frozenset(GLUE)
_DROPPED = re.compile("[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
                      "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f_]")  # fmt: skip
# What decomposition leaves alone, after case folding; None drops a modifier letter that stands for an apostrophe.
_LETTERS = str.maketrans({
    "ə": "a", "ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ħ": "h", "ŧ": "t",
    "ŋ": "n", "ɓ": "b", "ɗ": "d", "ƙ": "k", "ƴ": "y", "ǝ": "a", "ɛ": "e", "ɔ": "o", "ĸ": "k", "ʻ": None, "ʼ": None,
    "ʽ": None, "ʾ": None, "ʿ": None, "ˈ": None, "ʹ": None, "ʺ": None, "ˮ": None, "ꞌ": None, "և": "եւ",
})  # fmt: skip
# Words that open a name and are written short; only where another word follows ("St" alone stays as it is).
OPENERS = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort", "sts": "saints"}
ARTICLE = "the "


def fold(text: str) -> str:
    """Return the key under which a name is looked up: words in folded letters, joined by single spaces.

    Idempotent; empty when the text has no letter or digit.
    """
    if text.isascii():  # most names, and those misspelt ones that are only asked for
        if text.isalnum():
            return text.lower()
        if text.replace(" ", "").isalnum():
            return join(text.lower().split())
    words: list[str] = []
    end = -1
    for match in PIECE.finditer(text):
        piece = fold_piece(match.group())
        if piece:
            gap = text[end : match.start()] if end >= 0 else ""
            if words and gap and _GLUED.issuperset(gap):
                words[-1] += piece
            else:
                if "&" in gap:
                    words.append("and")
                words.append(piece)
            end = match.end()
    return join(words)


def join(words: list[str]) -> str:
    """Return the key of folded words, the short openers written out."""
    if len(words) > 1 and words[0] in OPENERS:
        return " ".join([OPENERS[words[0]], *words[1:]])
    return " ".join(words)


@lru_cache(maxsize=1 << 16)
def fold_piece(piece: str) -> str:
    """Return one unbroken run of word characters in folded letters."""
    if piece.isascii():
        return piece.lower().replace("_", "")
    # İ and ligatures decompose on folding, and folding may compose anew: go round until nothing changes (at most 3).
    previous = ""
    while piece != previous:
        previous = piece
        letters = unicodedata.normalize("NFKD", piece).casefold()
        piece = unicodedata.normalize("NFC", _DROPPED.sub("", letters).translate(_LETTERS))
    return "".join(part for part in PIECE.findall(piece) if part)


def without_article(key: str) -> str:
    """Return a folded name without its leading "the", or the key itself."""
    return key.removeprefix(ARTICLE) or key
