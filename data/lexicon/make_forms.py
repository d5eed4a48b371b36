"""Make forms.marisa: what every word of English that lemminflect's dictionary knows can be. Run by hand, when rules
of this file or lemminflect change: python data/lexicon/make_forms.py

A trie from a form in small letters to "kinds|form|noun|verb": what it can be (letters n, v, a for adjectives, r for
adverbs), as what form of a verb, and its lemmas as noun and as verb, empty where it is its own. Looking a word up
takes a microsecond and opening the file none; lemminflect itself takes 0.4 s to read its tables.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import marisa_trie
from lemminflect import Inflections, Lemmatizer

FORMS = Path(__file__).with_name("forms.marisa")
KINDS = {"NOUN": "n", "VERB": "v", "ADJ": "a", "ADV": "r"}
MISSING = {  # verbs of news that the dictionary has not, or not as verbs
    "capsize": ("capsize", "base"), "capsizes": ("capsize", "s"),
    "capsized": ("capsize", "past/part"), "capsizing": ("capsize", "ing"),
    "machinegunned": ("machinegun", "past/part"), "machinegunning": ("machinegun", "ing"),
    "strafed": ("strafe", "past/part"), "torched": ("torch", "past/part"), "torching": ("torch", "ing"),
}  # fmt: skip


def entries() -> Iterator[tuple[str, str]]:
    """Yield every form with what the trie says of it, in order."""
    lemmatizer, inflections = Lemmatizer(), Inflections()
    known = {*lemmatizer._getLemmaDict(), *lemmatizer._getOverridesDict()}
    for word in sorted({*(form.lower() for form in known), *MISSING}):
        if word in MISSING:
            verb, form = MISSING[word]
            yield word, f"v|{form}||{verb if verb != word else ''}"
            continue
        lemmas = lemmatizer.getAllLemmas(word)
        if not lemmas:
            continue
        kinds = "".join(letter for kind, letter in KINDS.items() if kind in lemmas)
        noun = min(lemmas.get("NOUN", (word,)), key=len)
        verb, form = _verb(word, lemmas.get("VERB", ()), inflections)
        yield word, f"{kinds}|{form}|{noun if noun != word else ''}|{verb if verb != word else ''}"


def _verb(word: str, verbs: tuple[str, ...], inflections: Inflections) -> tuple[str, str]:
    """Return the lemma of a verb and which form of it a word is, none where it is no verb."""
    for verb in sorted(verbs, key=lambda each: (each == word, len(each))):
        table = inflections.getAllInflections(verb, upos="VERB")
        tags = {tag for tag, words in table.items() if word in words}
        if "VBD" in tags and "VBN" not in table:
            tags.add("VBN")  # the dictionary names a regular participle once
        past = ("past/part" if "VBN" in tags else "past") if "VBD" in tags else "part" if "VBN" in tags else ""
        form = "ing" if "VBG" in tags else "s" if "VBZ" in tags else past
        if form:
            return verb, form
    return word, "base" if verbs else ""


if __name__ == "__main__":
    marisa_trie.BytesTrie((word, told.encode()) for word, told in entries()).save(str(FORMS))
