"""What a word can be, by a dictionary of English forms (lemminflect, MIT)."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

Form = Literal["", "base", "s", "past", "part", "past/part", "ing"]

MISSING: dict[str, tuple[str, Form]] = {  # verbs of news that the dictionary has not, or not as verbs
    "capsize": ("capsize", "base"), "capsizes": ("capsize", "s"),
    "capsized": ("capsize", "past/part"), "capsizing": ("capsize", "ing"),
    "torched": ("torch", "past/part"), "torching": ("torch", "ing"),
}  # fmt: skip


@lru_cache(maxsize=65536)
def dictionary(lower: str) -> tuple[frozenset[str], str, str, Form]:
    """Return what a word can be (noun, verb, adj, adv), its noun and verb lemma, and its verb form."""
    from lemminflect import getAllInflections, getAllLemmas

    if lower in MISSING:
        return frozenset(["verb"]), lower, *MISSING[lower]
    lemmas = getAllLemmas(lower)
    kinds = frozenset(kind.lower() for kind in lemmas if kind in ("NOUN", "VERB", "ADJ", "ADV"))
    plural = lower.endswith("s") and not lower.endswith(("ss", "us", "is")) and len(lower) > 4
    noun = min(lemmas.get("NOUN", (lower.removesuffix("s") if not lemmas and plural else lower,)), key=len)
    verbs = lemmas.get("VERB", ())
    if not verbs:
        return kinds, noun, lower, ""
    for verb in sorted(verbs, key=lambda each: (each == lower, len(each))):
        table = getAllInflections(verb, upos="VERB")
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
    from lemminflect import getAllLemmasOOV

    return next(iter(getAllLemmasOOV(lower, upos="VERB").get("VERB", ())), lower)
