"""Noun phrases and verb groups: the pieces that clauses are put together from."""

from __future__ import annotations

from collections.abc import Sequence

from mapapp.reading.extracting.syntax import Clause, Phrase
from mapapp.reading.extracting.words import Word

AROUND = frozenset(["during", "after", "before", "since", "despite", "amid", "following", "until"])
NOMINAL = ("noun", "name", "num", "adj", "det", "poss", "pron")


def phrases_of(words: Sequence[Word]) -> list[Phrase]:
    """Return the noun phrases of a sentence, in order, with the prepositions before them."""
    found: list[Phrase] = []
    number = 0
    while number < len(words):
        if words[number].tag not in NOMINAL:
            number += 1
            continue
        first = number
        while number < len(words) and _goes_on(words, first, number):
            number += 1
        heads = [at for at in range(first, number) if words[at].tag in ("noun", "name", "num", "pron", "adj", "det")]
        if not heads:
            continue
        solid = [at for at in heads if words[at].tag in ("noun", "name", "pron")]
        found.append(Phrase(first, number, (solid or heads)[-1], _preposition(words, first)))
    return found


def _goes_on(words: Sequence[Word], first: int, number: int) -> bool:
    """Tell whether a phrase goes on at a word; a date may stand inside it: "the November 9 agreement"."""
    if words[number].lemma == "<time>" and number > first and words[first].tag in ("det", "poss"):
        after = next((word for word in words[number:] if word.lemma != "<time>"), None)
        return (
            after is not None
            and after.tag in ("noun", "adj", "name")
            and words[number - 1].tag in ("det", "adj", "adv")
        )
    if words[number].tag == "quote" and number > first and words[number - 1].tag in ("det", "poss", "adj"):
        return number + 1 < len(words) and words[number + 1].tag in NOMINAL  # its “border troops”
    return words[number].tag in NOMINAL and not _breaks(words, first, number)


def _breaks(words: Sequence[Word], first: int, number: int) -> bool:
    """Tell whether a new phrase begins here: an article, a pronoun, or a possessive pronoun after a noun."""
    if number == first:
        return False
    word, last = words[number], words[number - 1]
    if word.tag == "num" and last.lemma == "<place>":
        return True  # "struck Kherson 27 times"
    if word.tag in ("det", "pron") or last.tag == "pron":
        return last.lower not in ("all", "both", "half", "such", "many", "no")
    return word.tag == "poss" and word.lower not in ("'s", "’s") and last.tag in ("noun", "name")


def _preposition(words: Sequence[Word], first: int) -> str:
    at = first - 1
    if words[first].lower in ("'s", "’s") and words[at].lemma == "<time>":  # "during last year's war"
        while at > 0 and words[at].lemma == "<time>":
            at -= 1
        return words[at].lower if words[at].lower in AROUND else ""
    while at >= 0 and (words[at].tag in ("adv", "quote") and words[at].lemma != "<time>"):
        at -= 1
    if at >= 0 and words[at].tag in ("prep", "to"):
        return words[at].lower
    beside = words[first - 1].text == ","
    titled = first + 1 < len(words) and words[first + 1].tag == "noun" and words[first + 1].text.islower()
    if at > 0 and beside and words[at].text == "," and words[first].tag == words[at - 1].tag == "name" and not titled:
        return _of_address(words, at - 1)
    return ""


def _of_address(words: Sequence[Word], at: int) -> str:
    """Return the preposition of an address, for the names after its commas too: "in Canberra, Australia"."""
    while (at >= 0 and words[at].tag in ("name", "noun")) or words[at].text == ",":
        at -= 1
    return words[at].lower if at >= 0 and words[at].lower in ("in", "at", "near", "of", "from", "to") else ""


def groups_of(words: Sequence[Word]) -> list[Clause]:
    """Return the verb groups of a sentence as clauses that do not hang on anything yet."""
    clauses: list[Clause] = []
    number = 0
    while number < len(words):
        if words[number].tag not in ("verb", "aux", "modal"):
            number += 1
            continue
        first = number
        last = number
        while number < len(words) and _in_group(words, first, number):
            word = words[number]
            if word.tag == "to" and not (words[last].lemma in ("be", "have", "go") and _base_follows(words, number)):
                break
            if word.tag in ("verb", "aux", "modal"):
                last = number
            number += 1
            if word.tag == "verb" and word.lemma not in ("go",):
                break
        number = last + 1
        infinitive = first > 0 and _to_before(words, first) is not None
        clauses.append(_group(len(clauses), words, first, last, infinitive))
    return clauses


def _in_group(words: Sequence[Word], first: int, number: int) -> bool:
    """Tell whether a word goes on a verb group: an opening quote may stand in it: was “completely destroyed”."""
    if words[number].tag == "quote":
        return words[first].tag in ("aux", "modal") and number > first
    return words[number].tag in ("verb", "aux", "modal", "adv", "neg", "to")


def _base_follows(words: Sequence[Word], number: int) -> bool:
    rest = (word for word in words[number + 1 : number + 4] if word.tag not in ("adv", "neg"))
    word = next(rest, None)
    return word is not None and word.tag in ("verb", "aux") and word.form == "base"


def _to_before(words: Sequence[Word], first: int) -> int | None:
    at = first - 1
    while at >= 0 and words[at].tag in ("adv", "neg", "quote"):
        at -= 1
    return at if at >= 0 and words[at].tag == "to" else None


def _group(number: int, words: Sequence[Word], first: int, last: int, infinitive: bool) -> Clause:
    group = list(words[first : last + 1])
    main = words[last]
    auxiliaries = [word for word in group[:-1] if word.tag == "aux"]
    modal = next((word.lower for word in group if word.tag == "modal"), "")
    if any(word.tag == "to" for word in group):
        modal = modal or next(word.lemma for word in group if word.lemma in ("be", "have", "go")) + " to"
    be = [word for word in auxiliaries if word.lemma == "be" and not _then_to(words, group, word)]
    passive = main.tag == "verb" and main.form in ("part", "past/part") and bool(be)
    lead = auxiliaries[0] if auxiliaries else main
    if modal in ("will", "shall", "'ll", "’ll", "go to") or modal in ("would",):
        tense = "future"
    elif infinitive or (not auxiliaries and main.form in ("ing", "part")):
        tense = "none"
    elif (
        auxiliaries
        and auxiliaries[0].lemma == "have"
        and main.tag in ("verb", "aux")
        and main.form in ("part", "past/part", "ing")
    ):
        tense = "past" if lead.form == "past" else "perfect"
    elif lead.form in ("past", "past/part"):
        tense = "past"
    else:
        tense = "present"
    negated = any(word.tag == "neg" for word in group) or any(w.lower.endswith(("n't", "n’t")) for w in group)
    negated = negated or (first > 0 and words[first - 1].tag == "neg")
    return Clause(number, first, last, main.lemma, tense, passive, negated, modal, infinitive)  # type: ignore[arg-type]


def _then_to(words: Sequence[Word], group: Sequence[Word], word: Word) -> bool:
    at = group.index(word)
    return at + 1 < len(group) and group[at + 1].tag == "to"
