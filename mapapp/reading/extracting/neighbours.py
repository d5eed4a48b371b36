"""What the words around a word say of it: the questions that its tagging asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapapp.reading.extracting.forms import dictionary
from mapapp.reading.extracting.vocabulary import BE, CONJ, DET, HAVE, NUMBER_WORDS, POSS, PREP, PRON

if TYPE_CHECKING:
    from mapapp.reading.extracting.words import Word


def not_a_verb(previous: Word, after: str, before: list[Word]) -> bool:
    """Tell "a police station in" from "troops advance into": a subject in the plural, and no verb yet."""
    plural = previous.lower.endswith("s") or previous.lower in ("people", "police", "men", "women", "children")
    return not plural or has_finite(before) or not starts_object(after)


def word_before(before: list[Word]) -> Word | None:
    """Return the last word that is no adverb, nor a date with its preposition."""
    dated = False
    for word in reversed(before):
        if word.tag in ("adv", "neg"):
            dated = dated or word.lemma == "<time>"
        elif dated and word.tag in ("prep", "punct"):
            dated = False
        else:
            return word
    return None


def determined(before: list[Word]) -> bool:
    """Tell whether the names that end here have an article before them: "the Torkham"."""
    rest = (word for word in reversed(before) if word.tag not in ("name", "adj"))
    word = next(rest, None)
    return word is not None and word.tag in ("det", "poss")


def is_governed(before: list[Word]) -> bool:
    """Tell whether the names that end here have a preposition before them: "with Shahed"."""
    word = next((word for word in reversed(before) if word.tag != "name"), None)
    return word is not None and word.tag == "prep"


def has_finite(before: list[Word]) -> bool:
    """Tell whether the clause so far already has a finite verb."""
    for word in reversed(before):
        if word.tag in ("punct", "conj", "rel", "sub"):
            return False
        if word.tag in ("aux", "modal") or (word.tag == "verb" and word.form not in ("ing", "part")):
            return True
    return False


def is_verb(after: str) -> bool:
    """Tell whether the next word has a form that verbs alone have after one in the singular: "jails", "jailed"."""
    return dictionary(after)[3] in ("s", "past", "past/part") if after[:1].isalpha() else False


def starts_object(after: str) -> bool:
    """Tell whether the next word begins what a verb takes: an article, a pronoun, a number, "that", a preposition."""
    return after in DET or after in POSS or after in PRON or after in NUMBER_WORDS or after in (
        "that", "to", "into", "against", "for", "over", "from", "in", "on", "at", "as", "with",
    ) or after[:1].isdigit()  # fmt: skip


def nominal(after: str) -> bool:
    """Tell whether the next word may go on a noun phrase."""
    if (
        not after
        or not after[0].isalpha()
        or after in PREP
        or after in CONJ
        or after in DET
        or after in BE
        or after in HAVE
    ):
        return False
    kinds = dictionary(after)[0]
    return "noun" in kinds or not kinds
