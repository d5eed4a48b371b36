"""What a word can be, by a dictionary of English forms: lemminflect's (MIT), packed by data/lexicon/make_forms.py."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Literal, cast

import marisa_trie

from mapapp import paths

Form = Literal["", "base", "s", "past", "part", "past/part", "ing"]

KINDS = {"n": "noun", "v": "verb", "a": "adj", "r": "adv"}
MUTE = ("at", "ut", "iz", "is", "v", "c")  # ends of stems whose lemmas end in "e": "weaponized"
SHORTEST = 5  # letters of a participle that may be the ending of another: "sided"


@cache
def _forms() -> marisa_trie.BytesTrie:
    return marisa_trie.BytesTrie().mmap(str(paths.DATA / "lexicon" / "forms.marisa"))


@lru_cache(maxsize=65536)
def dictionary(lower: str) -> tuple[frozenset[str], str, str, Form]:
    """Return what a word can be (noun, verb, adj, adv), its noun and verb lemma, and its verb form."""
    word = lower.replace("\0", "?")  # the trie has no null bytes, and no halves of surrogates
    found = _forms().get(word.encode("utf-8", "replace"))
    if not found:
        plural = lower.endswith("s") and not lower.endswith(("ss", "us", "is")) and len(lower) > 4
        return frozenset(), lower.removesuffix("s") if plural else lower, lower, ""
    kinds, form, noun, verb = found[0].decode("utf-8").split("|")
    return frozenset(KINDS[kind] for kind in kinds), noun or lower, verb or lower, cast(Form, form)


def guessed(lower: str) -> str:
    """Return the likely lemma of a participle in "-ed" that the dictionary does not know: that of its longest ending
    that it does know ("re|ignited"), else by the rules of spelling ("rapelled")."""
    for at in range(1, len(lower) - SHORTEST + 1):
        _, _, verb, form = dictionary(lower[at:])
        if form.startswith("past"):
            return lower[:at] + verb
    stem = lower.removesuffix("ed")
    if stem.endswith("i"):
        return f"{stem[:-1]}y"
    if stem[-2:-1] == stem[-1:] and not stem.endswith(("l", "s", "z")):
        return stem[:-1] or lower
    return f"{stem}e" if stem.endswith(MUTE) else stem
