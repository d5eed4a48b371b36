"""What governs a clause, how, and who is its subject: read off the words between verb groups."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from mapapp.reading.extracting.syntax import Clause, Phrase
from mapapp.reading.extracting.words import Word
from mapapp.reading.tokens import words as listed

CONTROL = listed(
    """
    ask urge order force tell allow expect want request call invite press push compel permit warn beg get help
    authorize instruct command enable lead cause accuse blame suspect condemn criticize charge
    """
)
NOMINATIVE = frozenset(["he", "she", "it", "they", "we", "i", "there"])
SEES = listed(
    """
    see watch hear let make help have get
    """
)


def hang(
    clause: Clause,
    words: Sequence[Word],
    phrases: Sequence[Phrase],
    clauses: Sequence[Clause],
    speech: Collection[str],
) -> None:
    """Find what governs a clause, how, and its subject."""
    before = clauses[clause.number - 1] if clause.number else None
    start = before.verb + 1 if before else 0
    main = words[clause.verb]
    bare = clause.first == clause.verb
    if clause.infinitive:
        _hang_infinitive(clause, before, words, phrases)
    elif bare and main.tag == "verb" and main.form == "ing":
        _hang_ing(clause, before, words, phrases, clauses, speech)
    elif bare and before is not None and _shares_auxiliary(clause, before, words):
        clause.relation, clause.passive, clause.tense = before.relation, True, before.tense
        clause.parent, clause.subject, clause.opener = before.parent, before.subject, before.opener
        clause.antecedent = before.antecedent
    elif bare and main.tag == "verb" and _is_reduced(clause, before, words, phrases, start):
        left = [phrase for phrase in phrases if start <= phrase.last <= clause.first]
        clause.relation, clause.passive, clause.tense = "reduced", True, "none"
        clause.parent = before.number if before else None
        clause.antecedent = clause.subject = left[-1] if left else None
    else:
        _hang_finite(clause, before, words, phrases, clauses, speech)


def _hang_infinitive(clause: Clause, before: Clause | None, words: Sequence[Word], phrases: Sequence[Phrase]) -> None:
    clause.relation = "xcomp"
    if before is None:
        return
    clause.parent = before.number
    between = [p for p in phrases if before.verb < p.first and p.last <= clause.first and p.prep in ("", "on", "for")]
    if words[clause.first - 1].tag == "conj" and before.infinitive:
        clause.parent, clause.subject = before.parent, before.subject
    elif between and before.lemma in CONTROL:
        clause.subject = between[0]
    else:
        clause.subject = before.subject


def _hang_ing(
    clause: Clause, before: Clause | None, words: Sequence[Word], phrases: Sequence[Phrase],
    clauses: Sequence[Clause], speech: Collection[str],
) -> None:  # fmt: skip
    at = clause.first - 1
    while at >= 0 and words[at].tag in ("adv", "quote", "neg"):
        at -= 1
    last = words[at] if at >= 0 else None
    clause.parent = before.number if before else None
    if last is None or last.tag == "punct":
        clause.relation = "adjunct"
        clause.subject = before.subject if before else None
        if clause.lemma in speech:
            spoken = [other for other in clauses[: clause.number] if other.lemma in speech and other.tense != "none"]
            if spoken:
                clause.parent, clause.subject = spoken[-1].number, spoken[-1].subject
    elif last.tag in ("prep", "sub"):
        clause.relation, clause.opener = "gerund", last.lower
        if before:
            own = [p for p in phrases if before.verb < p.first and p.last <= at and not p.prep]
            takes = last.lower in ("of", "for", "from") and own and before.lemma in CONTROL
            clause.subject = own[-1] if takes else before.subject
            if last.lower in ("of", "for", "from") and before.passive and before.lemma in CONTROL:
                clause.subject = before.subject
    elif last.tag == "verb" and before:
        clause.relation, clause.subject = "gerund", before.subject  # "denied sending troops", "began shelling"
    elif last.tag == "conj" and before:
        clause.relation, clause.opener, clause.subject = before.relation, before.opener, before.subject
        clause.parent = before.parent if before.parent is not None else before.number
        if before.tense != "none":
            clause.parent = before.number
    else:
        left = [phrase for phrase in phrases if phrase.last <= clause.first]
        clause.relation = "reduced"
        clause.antecedent = clause.subject = left[-1] if left else None


def _shares_auxiliary(clause: Clause, before: Clause, words: Sequence[Word]) -> bool:
    """Tell "was searched and destroyed by bombs": a participle joined to that of a passive."""
    form = words[clause.verb].form
    joined = words[clause.first - 1].tag == "conj" and before.verb == clause.first - 2
    return joined and before.passive and before.tense != "none" and form in ("part", "past/part")


def _is_reduced(
    clause: Clause, before: Clause | None, words: Sequence[Word], phrases: Sequence[Phrase], start: int
) -> bool:
    """Tell "a lake shared by two countries" from "troops breached the border"."""
    main = words[clause.verb]
    after = words[clause.verb + 1] if clause.verb + 1 < len(words) else None
    by = main.form == "past/part" and main.lower != "said" and after is not None and after.lower == "by"
    if main.form != "past/part" or main.lower == "said" or by:
        return main.form == "part" or by
    left = [phrase for phrase in phrases if start <= phrase.first and phrase.last <= clause.first]
    if not left or (
        left[-1].last < clause.first and words[clause.first - 1].tag in ("conj", "rel", "punct", "sub", "quote")
    ):
        return False
    opened = [n for n in range(start, clause.first) if words[n].tag in ("sub", "rel", "conj", "punct")]
    edge = opened[-1] + 1 if opened else start
    own = [phrase for phrase in left if phrase.first >= edge]
    if own and words[own[-1].head].lower in NOMINATIVE:
        return False
    if own and all(phrase.prep for phrase in own):
        return True
    finite_before = before is not None and before.tense != "none" and not opened
    ends = after is not None and after.tag in ("prep", "adv", "punct", "to")
    return finite_before and bool(own) and ends and not _counts(words, clause.verb + 1)


def _counts(words: Sequence[Word], at: int) -> bool:
    """Tell "troops killed at least 12 people", where the adverb goes with the number that follows it."""
    number = next((n for n in range(at, min(at + 4, len(words))) if words[n].tag != "adv"), at)
    return number > at and words[number].tag == "num"


def _hang_finite(
    clause: Clause, before: Clause | None, words: Sequence[Word], phrases: Sequence[Phrase],
    clauses: Sequence[Clause], speech: Collection[str],
) -> None:  # fmt: skip
    start = before.verb + 1 if before else 0
    openers = [n for n in range(start, clause.first) if words[n].tag in ("sub", "rel")]
    opener = openers[-1] if openers else None
    joints = [n for n in range(start, clause.first) if words[n].tag in ("conj", "punct", "quote")]
    edge = max([start - 1, *joints, *([opener] if opener is not None else [])]) + 1
    own = [p for p in phrases if p.first >= edge and p.last <= clause.first and not p.prep]
    if opener is not None and words[opener].tag == "rel":
        _hang_relative(clause, before, words, phrases, opener)
        return
    if len(own) > 1 and _is_age(own[-1], words):
        own = own[:-1]
    if not own and clause.lemma in speech:
        own = _between_commas(clause, words, phrases, start)
    if not own and opener is None:
        own = _before_aside(clause, words, phrases, start)
    if own:
        clause.subject = _with_apposition(_not_of_address(own[-1], words, phrases, start), words, phrases, start)
    if opener is not None:
        clause.opener = words[opener].lower
        clause.parent = before.number if before else None
        clause.relation = "complement" if clause.opener == "that" and before else "adverbial"
        if clause.subject is None:
            inside = [p for p in phrases if p.first > opener and p.last <= clause.first and not p.prep]
            clause.subject = inside[-1] if inside else (before.subject if before else None)
        return
    if before is None:
        if clause.subject is None:
            wide = [p for p in phrases if p.last <= clause.first and not p.prep]
            clause.subject = wide[-1] if wide else None
        return
    _hang_unopened(clause, before, words, phrases, clauses, speech)


def _is_age(phrase: Phrase, words: Sequence[Word]) -> bool:
    """Tell the number of "Ana Ruiz, 45, was shot": beside the subject, never it."""
    if phrase.last - phrase.first != 1 or words[phrase.first].tag != "num" or not phrase.first:
        return False
    return phrase.last < len(words) and words[phrase.first - 1].text == "," == words[phrase.last].text


def _not_of_address(phrase: Phrase, words: Sequence[Word], phrases: Sequence[Phrase], start: int) -> Phrase:
    """Return the phrase before an address: of "the farm in Palauig, Manaoag was closed" it is "the farm"."""
    at = phrases.index(phrase)
    bare = all(word.tag == "name" for word in words[phrase.first : phrase.last])
    while bare and at and words[phrases[at].first - 1].lower == "," and phrases[at - 1].last == phrases[at].first - 1:
        at -= 1
        if phrases[at].prep in ("in", "at", "near", "of") and words[phrases[at].head].tag == "name":
            before = [p for p in phrases[:at] if p.first >= start and not p.prep]
            return before[-1] if before else phrase
    return phrase


def _hang_unopened(
    clause: Clause, before: Clause, words: Sequence[Word], phrases: Sequence[Phrase], clauses: Sequence[Clause],
    speech: Collection[str],
) -> None:  # fmt: skip
    """Hang a finite clause that no word opens: coordinated, resumed, reported without "that", or a new one."""
    between = words[before.verb + 1 : clause.first]
    quoted = between and between[-1].tag == "quote" and before.number + 1 == clause.number
    commas = any(word.tag == "punct" for word in between) or bool(quoted)
    joined = next((n for n in range(clause.first - 1, before.verb, -1) if words[n].tag == "conj"), None)
    if (
        clause.subject is None
        and joined is not None
        and any(w.tag != "adv" for w in words[joined + 1 : clause.first])
    ):
        joined = None
    goes_on = clause.subject is None and (joined is not None or _says_what(clause, words))
    if clause.lemma in speech and _is_trailing(clause, words, commas) and not goes_on:
        _govern_all_before(clause, phrases, clauses)
    elif _is_open(before) and not commas and joined is None:
        clause.subject = before.antecedent
        for other in clauses[: clause.number]:
            if other.antecedent is before.antecedent and _is_open(other):
                other.parent = clause.number  # "rebels who attacked X and killed 14 were arrested"
    elif clause.subject is None and joined is not None:
        clause.subject, clause.relation = before.subject, before.relation
        clause.parent, clause.opener, clause.antecedent = before.parent, before.opener, before.antecedent
    elif clause.subject is None and before.relation == "adjunct" and before.subject is None:
        clause.subject = before.subject = next((p for p in phrases if not p.prep and p.last <= before.first), None)
        before.parent = clause.number  # "the officer, testifying in court, said"
    elif clause.subject is None and joined is None and _says_on(before, speech):
        named = [p for p in phrases if before.verb < p.first and p.last <= clause.first and not p.prep]
        clause.subject = named[0] if named else before.subject
        clause.relation, clause.parent = "complement", before.number  # "said X and another man, aged 19, fled"
    elif clause.subject is None and before.antecedent is not None:
        clause.subject = before.antecedent
        if before.parent is None:
            before.parent = clause.number
        else:
            clause.parent = clauses[before.parent].parent
    else:
        clause.subject = clause.subject or before.subject
        _hang_bare(clause, before, words, phrases, (commas, joined is not None, before.lemma in speech))


def _govern_all_before(clause: Clause, phrases: Sequence[Phrase], clauses: Sequence[Clause]) -> None:
    """Put everything said before "..., the minister said" under the saying of it."""
    clause.relation = "speech"
    if clause.subject is None and clause.lemma not in ("tell", "inform"):
        after = [p for p in phrases if p.first > clause.verb and not p.prep]
        clause.subject = after[0] if after else None
    for other in clauses[: clause.number]:
        if other.parent is None:
            other.parent = clause.number
            other.relation = "complement" if other.relation == "main" else other.relation


def _says_what(clause: Clause, words: Sequence[Word]) -> bool:
    """Tell "X, who was there, said rebels fled" from "..., said the officer": a subject and its verb follow."""
    if clause.first and words[clause.first - 1].tag == "quote":
        return False
    for number in range(clause.verb + 1, min(clause.verb + 12, len(words))):
        word = words[number]
        if word.tag in ("aux", "modal") or (word.tag == "verb" and word.form in ("past", "s", "base", "past/part")):
            return number > clause.verb + 1 and words[number - 1].tag in ("noun", "name", "pron", "adv", "num")
        if word.tag in ("punct", "quote", "conj", "rel", "sub"):
            return False
    return False


def _between_commas(clause: Clause, words: Sequence[Word], phrases: Sequence[Phrase], start: int) -> list[Phrase]:
    """Return the speaker of "..., Halima Yusuf, 34, told" and of "the director, Abdul Adan, said"."""
    at = clause.first - 1
    if at < 2 or words[at].text != ",":
        return []
    last = next((p for p in phrases if p.last == at), None)
    if last is None or last.prep or words[last.first - 1].text != "," or last.first <= start:
        return []
    if words[last.head].tag == "name":
        return [last]
    aged = all(word.tag == "num" for word in words[last.first : last.last])
    return [p for p in phrases if aged and p.last == last.first - 1 and not p.prep][:1]


def _before_aside(clause: Clause, words: Sequence[Word], phrases: Sequence[Phrase], start: int) -> list[Phrase]:
    """Return "the dam" of "the dam, about 40 km from Juba, burst": what stands before a measure between commas."""
    end = clause.first - 1
    if end < 2 or words[end].text != ",":
        return []
    opening = next((n for n in range(end - 1, start, -1) if words[n].text == ","), end)
    if not any(word.tag == "num" for word in words[opening + 1 : min(opening + 4, end)]):
        return []
    return [phrase for phrase in phrases if phrase.last == opening and not phrase.prep]


def _says_on(before: Clause, speech: Collection[str]) -> bool:
    """Tell a verb of saying whose content is still to come from one that ends or only describes somebody."""
    return before.lemma in speech and before.relation not in ("speech", "relative", "reduced", "adjunct")


def _is_open(before: Clause) -> bool:
    """Tell whether a relative clause has opened the sentence, so that its main verb is still to come."""
    return before.relation in ("relative", "reduced") and before.parent is None and before.antecedent is not None


def _hang_bare(
    clause: Clause, before: Clause, words: Sequence[Word], phrases: Sequence[Phrase], signs: tuple[bool, bool, bool]
) -> None:
    """Hang a clause by the verb before it; `signs`: a comma between, "and" between, that verb reports."""
    commas, joined, said = signs
    if said and not commas and not joined:
        clause.relation, clause.parent = "complement", before.number
    elif _is_contact(clause, words) and not commas and not joined:
        left = [phrase for phrase in phrases if clause.subject and phrase.last <= clause.subject.first]
        clause.relation, clause.parent, clause.antecedent = "relative", before.number, left[-1] if left else None
    elif before.lemma in SEES and not commas:
        clause.relation, clause.parent = "xcomp", before.number
    elif before.relation in ("adverbial", "gerund", "adjunct") and before.parent is None and commas:
        before.parent = clause.number
    elif joined and before.relation == "complement":
        clause.relation, clause.parent = "complement", before.parent


def _is_contact(clause: Clause, words: Sequence[Word]) -> bool:
    """Tell "territory it had controlled": a pronoun right after a noun opens a relative clause."""
    subject = clause.subject
    if subject is None or words[subject.head].tag != "pron" or subject.first == 0:
        return False
    return words[subject.first - 1].tag in ("noun", "name")


def _is_trailing(clause: Clause, words: Sequence[Word], commas: bool) -> bool:
    """Tell ", Pashinyan said on Friday." from a verb that has its own complement."""
    if not commas:
        return False
    rest = words[clause.verb + 1 :]
    return not any(word.tag in ("sub",) and word.lower == "that" for word in rest[:3])


def _hang_relative(
    clause: Clause, before: Clause | None, words: Sequence[Word], phrases: Sequence[Phrase], opener: int
) -> None:
    left = [phrase for phrase in phrases if phrase.last <= opener]
    clause.relation, clause.opener = "relative", words[opener].lower
    clause.antecedent = left[-1] if left else None
    clause.parent = before.number if before else None
    inside = [p for p in phrases if p.first > opener and p.last <= clause.first and not p.prep]
    clause.subject = inside[-1] if inside else clause.antecedent


def _with_apposition(phrase: Phrase, words: Sequence[Word], phrases: Sequence[Phrase], start: int) -> Phrase:
    """Widen "Nikol Pashinyan" to "Armenia's Prime Minister, Nikol Pashinyan", and join "A and B"."""
    at = phrase.first - 1
    if at < start or words[at].lower not in (",", "and", "or", "&") or words[phrase.head].tag == "pron":
        return phrase
    if words[at].lower == "," and (phrase.last >= len(words) or words[phrase.last].lower != ","):
        return phrase  # an apposition has commas on both sides
    left = next((p for p in phrases if p.last == at), None)
    if left is None or left.prep or left.first < start:
        return phrase
    return Phrase(left.first, phrase.last, phrase.head, "")
