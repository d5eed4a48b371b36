"""What a word can be, by a dictionary of English forms (lemminflect, MIT)."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.abc import MetaPathFinder
from types import ModuleType
from typing import Any, Literal

Form = Literal["", "base", "s", "past", "part", "past/part", "ing"]

MISSING: dict[str, tuple[str, Form]] = {  # verbs of news that the dictionary has not, or not as verbs
    "capsize": ("capsize", "base"), "capsizes": ("capsize", "s"),
    "capsized": ("capsize", "past/part"), "capsizing": ("capsize", "ing"),
    "machinegunned": ("machinegun", "past/part"), "machinegunning": ("machinegun", "ing"),
    "strafed": ("strafe", "past/part"), "torched": ("torch", "past/part"), "torching": ("torch", "ing"),
}  # fmt: skip


class _SpacyHidden(MetaPathFinder):
    """Hides spaCy: lemminflect loads it where it is installed, for two seconds, to add itself to its tokens."""

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> None:
        """Find nothing; say of spaCy that it is not there."""
        if name == "spacy":
            raise ModuleNotFoundError("not while lemminflect is loaded", name=name)


@cache
def _lemminflect() -> Any:
    hidden = _SpacyHidden()
    sys.meta_path.insert(0, hidden)
    try:
        return importlib.import_module("lemminflect")
    finally:
        sys.meta_path.remove(hidden)


@lru_cache(maxsize=65536)
def dictionary(lower: str) -> tuple[frozenset[str], str, str, Form]:
    """Return what a word can be (noun, verb, adj, adv), its noun and verb lemma, and its verb form."""
    if lower in MISSING:
        return frozenset(["verb"]), lower, *MISSING[lower]
    lemmas = _lemminflect().getAllLemmas(lower)
    kinds = frozenset(kind.lower() for kind in lemmas if kind in ("NOUN", "VERB", "ADJ", "ADV"))
    plural = lower.endswith("s") and not lower.endswith(("ss", "us", "is")) and len(lower) > 4
    noun = min(lemmas.get("NOUN", (lower.removesuffix("s") if not lemmas and plural else lower,)), key=len)
    verbs = lemmas.get("VERB", ())
    if not verbs:
        return kinds, noun, lower, ""
    for verb in sorted(verbs, key=lambda each: (each == lower, len(each))):
        table = _lemminflect().getAllInflections(verb, upos="VERB")
        forms = {tag for tag, words in table.items() if lower in words}
        if "VBD" in forms and "VBN" not in table:
            forms.add("VBN")  # the dictionary names a regular participle once
        past = ("past/part" if "VBN" in forms else "past") if "VBD" in forms else "part" if "VBN" in forms else ""
        form: Form = "ing" if "VBG" in forms else "s" if "VBZ" in forms else past  # type: ignore[assignment]
        if form:
            return kinds, noun, verb, form
    return kinds, noun, lower, "base"


@lru_cache(maxsize=4096)
def guessed(lower: str) -> str:
    """Return the likely lemma of a verb the dictionary does not know: "machinegunned"."""
    return next(iter(_lemminflect().getAllLemmasOOV(lower, upos="VERB").get("VERB", ())), lower)
