"""Words of a sentence with a coarse part of speech, told from closed lists, a dictionary of forms and neighbours.

The dictionary (forms.py) says what a word can be; the rules here choose. Letter case is used only where it
tells anything: in an upper-case or Title Case sentence every word is judged by its neighbours alone.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from mapapp.reading.extracting.forms import Form, dictionary, guessed
from mapapp.reading.extracting.neighbours import (
    determined,
    has_finite,
    is_governed,
    is_verb,
    nominal,
    not_a_verb,
    starts_object,
    word_before,
)
from mapapp.reading.extracting.vocabulary import (
    ADV,
    BE,
    CONJ,
    DET,
    DO,
    DURING,
    FIGHTING,
    HAVE,
    HEDGES,
    MODAL,
    MOSTLY_NOUN,
    MOSTLY_VERB,
    NEG,
    NUMBER_WORDS,
    OPENING,
    POSS,
    PREP,
    PRON,
    QUOTES,
    REL,
    SAYINGS,
    SUB,
)
from mapapp.reading.tokens import Token, tokenize

__all__ = ["Form", "Tag", "Word", "analyse", "dictionary"]

Tag = Literal[
    "noun", "name", "verb", "aux", "modal", "neg", "to", "det", "poss", "pron", "prep", "conj", "sub", "rel",
    "num", "adj", "adv", "punct", "quote",
]  # fmt: skip

HYPHENED: dict[str, tuple[str, Form]] = {  # compounds that are verbs
    "test-fired": ("test-fire", "past/part"), "test-fires": ("test-fire", "s"),
    "machine-gunned": ("machine-gun", "past/part"), "crash-landed": ("crash-land", "past/part"),
}  # fmt: skip
OPENERS = ".:!?•·*▪"  # signs after which a word has a capital because it is the first
ING_ADJECTIVES = frozenset(["ruling", "governing", "warring", "opposing", "neighbouring", "neighboring", "outgoing"])
ING_NOUNS = frozenset(["building", "meeting", "crossing", "wedding", "gathering", "hearing", "briefing", "landing"])


@dataclass(frozen=True, slots=True)
class Word:
    """A token with what it is taken for."""

    start: int
    end: int
    text: str
    lower: str
    tag: Tag
    lemma: str
    form: Form = ""  # of verbs and auxiliaries


def analyse(
    text: str, start: int, end: int, demonyms: Collection[str] = (), times: Sequence[tuple[int, int]] = (),
    places: Sequence[tuple[int, int]] = (),
) -> list[Word]:  # fmt: skip
    """Return the words of text[start:end].

    `demonyms` are lower-case words that are adjectives of places; words inside the spans `times` are adverbs (a date
    is never a subject), those inside `places` are names whatever the dictionary says of them. Parts joined by
    hyphens are one word.
    """
    tokens = _joined(text, tokenize(text, start, end))
    letters = [token.text for token in tokens if token.text[0].isalpha()]
    capital = sum(word[0].isupper() for word in letters)
    telling = bool(letters) and capital < 0.55 * len(letters)
    words: list[Word] = []
    for number, token in enumerate(tokens):
        if any(first <= token.start < last for first, last in times):
            words.append(Word(token.start, token.end, token.text, token.text.lower(), "adv", "<time>"))
        elif any(first <= token.start < last for first, last in places) and token.text[0].isalpha():
            words.append(Word(token.start, token.end, token.text, token.text.lower(), "name", "<place>"))
        else:
            words.append(_word(tokens, number, words, telling, demonyms))
    return _settled(words)


def _joined(text: str, tokens: list[Token]) -> list[Token]:
    """Join "Nagorno", "-", "Karabakh" into one token."""
    joined: list[Token] = []
    for token in tokens:
        if joined and token.start == joined[-1].end and joined[-1].text[0].isalnum():
            last = joined[-1]
            if token.text in "-–‑" or (last.text[-1] in "-–‑" and token.text[0].isalnum()):
                joined[-1] = Token(last.start, token.end, text[last.start : token.end])
                continue
        joined.append(token)
    return joined


def _word(tokens: list[Token], number: int, before: list[Word], telling: bool, demonyms: Collection[str]) -> Word:
    token = tokens[number]
    lower = token.text.lower().replace("’", "'")
    capital = token.text[0].isupper()
    after = tokens[number + 1].text.lower() if number + 1 < len(tokens) else ""
    last = before[-1] if before else None

    def word(tag: Tag, lemma: str = "", form: Form = "") -> Word:
        return Word(token.start, token.end, token.text, lower, tag, lemma or lower, form)

    if lower == "'" and last is not None and last.end == token.start and last.lower.endswith("s") and nominal(after):
        return word("poss")  # "the doctors' union"
    closed = _closed(lower, last, after)
    if closed:
        tag, lemma, form = closed
        return word(tag, lemma, form)
    plain = _by_shape(token.text, after, demonyms)
    if plain:
        compound = HYPHENED.get(lower) if last is None or last.tag not in ("det", "adj", "poss", "prep") else None
        return word("verb", *compound) if compound else word(plain)
    kinds, noun, verb, form = dictionary(lower)
    initial = last is None or last.tag == "quote" or last.text in OPENERS
    next_capital = number + 1 < len(tokens) and tokens[number + 1].text[0].isupper()
    plural = not kinds and initial and noun != lower and bool(dictionary(noun)[0])  # "Insurgents" at the beginning
    if (
        telling
        and capital
        and not plural
        and (not initial or not kinds or (next_capital and "verb" in kinds and lower not in OPENING))
    ):
        return word("name")
    if not kinds:
        return word(*_unknown(lower, noun, word_before(before), telling and (plural or not capital)))
    tag = _open(kinds, lower, form, last, after, before)
    return word(tag, verb if tag == "verb" else noun if tag == "noun" else lower, form if tag == "verb" else "")


def _unknown(lower: str, noun: str, previous: Word | None, common: bool) -> tuple[Tag, str, Form]:
    """Tag a word the dictionary lacks: a participle after an auxiliary, an adverb, a common noun, else a name."""
    if lower.endswith("ed") and previous is not None and previous.tag == "aux":
        return "verb", guessed(lower), "past/part"
    if lower.endswith("ly"):
        return "adv", lower, ""
    return ("noun", noun, "") if common else ("name", lower, "")


def _by_shape(text: str, after: str, demonyms: Collection[str]) -> Tag | None:
    """Tag numbers, signs, demonyms and hyphenated words."""
    lower = text.lower()
    if lower[0].isdigit() or lower in NUMBER_WORDS:
        return "num"
    if not text[0].isalpha():
        return "quote" if text in QUOTES else "punct"
    if lower in demonyms:
        return "adj" if nominal(after) and not lower.endswith("s") else "name"
    if "-" in lower[1:-1] or "–" in lower[1:-1]:
        return _compound(text, demonyms)
    return None


def _compound(text: str, demonyms: Collection[str]) -> Tag:
    """Tag a hyphenated word: "Russian-brokered" and "six-week" are adjectives, "Nagorno-Karabakh" is a name."""
    parts = [part for part in text.replace("–", "-").split("-") if part]
    last = parts[-1].lower()
    kinds, _, _, form = dictionary(last)
    if any(part.lower() in demonyms for part in parts) or form in ("past", "past/part", "part", "ing"):
        return "adj"
    if parts[-1][:1].isupper() and not text.isupper():
        return "name"
    first = parts[0].lower()
    if first[0].isdigit() or first in NUMBER_WORDS:
        return "adj"
    return "noun" if "noun" in kinds else "adj" if kinds else "name"


def _closed(lower: str, last: Word | None, after: str) -> tuple[Tag, str, Form] | None:  # noqa: C901, PLR0911, PLR0912 - a table in words
    """Tag a word of a closed class; `that`, `'s`, `to`, `her` and subordinators by their neighbours."""
    if lower == "'s":
        nounish = last is not None and (last.tag in ("name", "noun", "adj", "num") or last.lemma == "<time>")
        return ("poss", lower, "") if nounish else ("aux", "be", "s")
    if lower in NEG:
        return "neg", lower, ""
    if lower in MODAL:
        return "modal", lower, ""
    for lemma, forms in (("be", BE), ("have", HAVE), ("do", DO)):
        if lower in forms:
            form: Form = "ing" if lower.endswith("ing") else "part" if lower == "been" else "base"
            if lower in ("was", "were", "had", "did") or lower.startswith(("wasn", "weren", "hadn", "didn")):
                form = "past"
            return "aux", lemma, form
    if lower == "to":
        return ("prep" if last is not None and last.lower == "according" else "to"), lower, ""
    if lower == "that":
        if last is not None and last.tag == "conj" and (after in PRON or after in DET or after in POSS):
            return "sub", lower, ""
        if last is not None and last.tag in ("noun", "name", "num", "pron"):
            return "rel", lower, ""
        return (
            ("sub", lower, "")
            if last is not None and last.tag in ("verb", "adj", "punct", "adv")
            else ("det", lower, "")
        )
    if lower in REL and lower != "whose":
        return "rel", lower, ""
    if lower in POSS:
        return "poss", lower, ""
    if lower in CONJ:
        return "conj", lower, ""
    if lower in PRON:
        return "pron", lower, ""
    if lower in DET:
        return "det", lower, ""
    if lower in SUB and lower not in PREP:
        return "sub", lower, ""
    if lower in PREP or (lower == "according" and after == "to"):
        return "prep", lower, ""
    if lower in ADV:
        return ("adj" if lower in ("further", "then") and nominal(after) else "adv"), lower, ""
    return None


def _open(  # noqa: C901, PLR0911, PLR0912 - a table in words
    kinds: frozenset[str], lower: str, form: Form, last: Word | None, after: str, before: list[Word]
) -> Tag:
    """Choose between noun, verb, adjective and adverb by what stands before and after."""
    rest: Tag = "noun" if "noun" in kinds else "adj" if "adj" in kinds else "adv"
    if "verb" not in kinds:
        if rest == "adj" or ("adj" in kinds and last is not None and last.tag in ("det", "poss") and nominal(after)):
            return "adj"
        if "noun" in kinds and "adj" in kinds and after and after[0].isalpha() and nominal(after):
            return "adj"
        return "adv" if rest != "noun" and "adv" in kinds else rest
    if lower in MOSTLY_NOUN and not (last and last.tag in ("to", "modal")):
        return "noun"
    if lower in SAYINGS and last is not None and last.tag not in ("det", "poss", "adj"):
        return "verb"  # "witnesses say soldiers", "the rebels, police say,"
    previous = word_before(before)
    where = previous.tag if previous else ""
    if form == "base":
        if where in ("to", "modal") or (where == "aux" and previous and previous.lemma == "do"):
            return "verb"
        if where in ("det", "poss", "adj", "prep", "num", "verb", "aux") and "noun" in kinds:
            return rest
        if where == "name" and "noun" in kinds and len(before) > 1 and before[-2].lower in ("a", "an"):
            return "noun"  # "an APRA candidate for deputy was"
        if where == "" and "noun" in kinds and not starts_object(after):
            return "noun"  # "Air defence shot down", no order
        if where == "name" and "noun" in kinds and last is previous:
            singular = previous is not None and not previous.lower.endswith("s")
            if singular and (is_verb(after) or (determined(before) and not starts_object(after))):
                return "noun"  # "Senegal court jails", "the Arbaat bridge"
        after_noun = where == "noun" and previous is not None and not_a_verb(previous, after, before)
        if "noun" in kinds and (after_noun or (where == "name" and has_finite(before))):
            return "noun"  # "killed 44 people at the Ivo camp"
        return "verb" if where in ("noun", "name", "pron", "rel", "conj", "") or rest == "adj" else rest
    if form == "s":
        if where in ("det", "poss", "adj", "num", "prep", "verb", "aux", "to"):
            return rest if "noun" in kinds else "noun" if where == "prep" else "verb"
        if where == "name" and len(before) > 1 and before[-2].tag == "num" and last is previous:
            return "noun"  # "two A-37 planes"
        if where == "noun" and "noun" in kinds:
            if has_finite(before):
                return "noun"
            return "verb" if starts_object(after) and last and not last.lower.endswith("s") else "noun"
        ends = not starts_object(after) or is_governed(before)
        if where == "name" and "noun" in kinds and has_finite(before) and ends:
            return "noun"  # "fighting between the Caucasus rivals since", "attacked it with Shahed drones in"
        if where in ("name", "pron", "rel") or "noun" not in kinds:
            return "verb"
        return "verb" if where == "conj" and starts_object(after) else "noun"
    if form == "ing":
        if lower in ING_ADJECTIVES and nominal(after):
            return "adj"
        if where in ("det", "poss", "adj") or (where in ("noun", "name", "num") and lower in ING_NOUNS):
            return "noun"
        if last is previous and last is not None and lower in FIGHTING and _ends_phrase(last, after):
            return "noun"  # "killed in fighting near X", "displaced by flooding."
        if where == "name" and len(before) > 1 and before[-2].tag in ("num", "det", "noun", "adj") and nominal(after):
            return "adj"  # "two ISIL fighting positions"
        if where == "name" and "noun" in kinds and last is previous and determined(before) and has_finite(before):
            return "noun"  # "has closed the Torkham crossing"
        named = bool(after) and after[0].isalpha() and not dictionary(after)[0]  # "a bridge linking Ayacucho with"
        if where == "noun" and last is previous and not starts_object(after) and after not in PREP and not named:
            return "noun"
        return "verb"
    if where in ("det", "poss") or (where == "adj" and "adj" in kinds):
        return "adj"
    if where == "num" and (after in BE or after in HAVE):
        return "noun"  # "200 injured were being treated"
    if where == "prep" and nominal(after) and lower not in MOSTLY_VERB:
        return "adj"
    return "verb"


def _ends_phrase(last: Word, after: str) -> bool:
    """Tell whether a word between these takes no object, and so is a noun if it can be one."""
    return (last.lower in DURING and after in PREP) or (last.tag == "prep" and not after[:1].isalnum())


def _settled(words: list[Word]) -> list[Word]:
    """Second look, with tags known on both sides."""
    _hedges(words)
    for number, word in enumerate(words):
        after = words[number + 1] if number + 1 < len(words) else None
        last = words[number - 1] if number else None
        if (
            word.tag == "adj"
            and word.lower not in ("such",)
            and (after is None or after.tag not in ("noun", "name", "adj", "num", "conj", "punct", "verb"))
        ):
            kinds, noun, _, _ = dictionary(word.lower)
            if "noun" in kinds and last is not None and last.tag in ("det", "poss", "adj", "name"):
                words[number] = replace(word, tag="noun", lemma=noun)
        if word.lower == "that" and word.tag == "sub" and after is not None and after.tag == "noun":
            beyond = words[number + 2] if number + 2 < len(words) else None
            if beyond is None or beyond.tag == "punct":
                words[number] = replace(word, tag="det")  # "disputed that account,"
        if (
            word.lower == "that"
            and last is not None
            and last.tag == "verb"
            and (after is None or after.tag == "punct")
        ):
            words[number] = replace(word, tag="pron")  # "officials denied that."
        opens = last is None or last.tag in ("quote", "punct", "sub")
        if word.form == "ing" and opens and after is not None and after.form in ("past", "past/part", "s"):
            words[number] = replace(word, tag="noun", lemma=word.lower, form="")  # "Fighting erupted"
        if word.tag == "verb" and word.form in ("s", "base") and _is_subject_of_later(words, number):
            words[number] = replace(word, tag="noun", lemma=dictionary(word.lower)[1], form="")
        if word.tag == "prep" and word.lower in SUB and _clause_follows(words, number):
            words[number] = replace(word, tag="sub")
    return words


def _is_subject_of_later(words: list[Word], number: int) -> bool:
    """Tell "oil reserves in the port of X were destroyed": behind a noun, and only phrases stand before its verb."""
    if not number or words[number - 1].tag not in ("noun", "adj") or "noun" not in dictionary(words[number].lower)[0]:
        return False
    following = words[number + 1 : number + 15]
    if not following or following[0].tag != "prep":
        return False
    rest = next(
        (word for word in following if word.tag not in ("prep", "det", "noun", "name", "adj", "num", "poss")), None
    )
    return rest is not None and rest.tag == "aux" and rest.form in ("past", "base")


def _hedges(words: list[Word]) -> None:
    """Make "up to", "more than" before a number adverbs, so that "up to 600 troops" can be a subject."""
    for number, word in enumerate(words):
        if word.tag != "num":
            continue
        at = number - 1
        while at >= max(0, number - 3) and words[at].lower in HEDGES:
            words[at] = replace(words[at], tag="adv")
            at -= 1


def _clause_follows(words: list[Word], number: int) -> bool:
    """Tell "after Azerbaijan failed" (a clause) from "after the war they met": one phrase, then a finite verb."""
    for last, word in zip(words[number:], words[number + 1 :], strict=False):
        if last.tag in ("noun", "name") and word.tag in ("det", "pron", "poss") and word.lower not in ("'s", "’s"):
            return False
        if word.tag == "pron" and last.lemma == "<time>":
            return False
        if word.tag in ("punct", "conj", "rel", "sub"):
            return False
        if word.tag in ("aux", "modal") or (word.tag == "verb" and word.form not in ("ing", "part")):
            return words[number + 1] is not word
    return False
