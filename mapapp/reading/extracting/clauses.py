"""Clauses of a sentence: verb groups with subject, complements, voice, tense, negation, and what governs them.

A shallow parser: verb groups are found first, then every group is hung on another by the words between them
(conjunctions, relative pronouns, "that", prepositions before -ing forms, commas). It knows no grammar beyond that,
which is what makes it indifferent to letter case and quick (linear in the sentence).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Literal

from mapapp.reading.extracting.words import Word

Relation = Literal["main", "complement", "xcomp", "gerund", "adjunct", "relative", "reduced", "adverbial", "speech"]
NOMINAL = ("noun", "name", "num", "adj", "det", "poss", "pron")
CONTROL = frozenset(
    ["ask", "urge", "order", "force", "tell", "allow", "expect", "want", "request", "call", "invite", "press", "push", "compel", "permit", "warn", "beg", "get", "help", "authorize", "instruct", "command", "enable", "lead", "cause", "accuse", "blame", "suspect", "condemn", "criticize", "charge"]
)
SEES = frozenset(["see", "watch", "hear", "let", "make", "help", "have", "get"])


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: words [first, last), its head, and the preposition before it ("" for none)."""

    first: int
    last: int
    head: int
    prep: str = ""


@dataclass(slots=True)
class Clause:
    """A verb group with what belongs to it. Positions are word numbers in the sentence."""

    number: int
    first: int  # first word of the verb group
    verb: int  # its main verb
    lemma: str
    tense: Literal["past", "perfect", "present", "future", "none"]
    passive: bool = False
    negated: bool = False
    modal: str = ""
    infinitive: bool = False
    relation: Relation = "main"
    opener: str = ""
    parent: int | None = None
    antecedent: Phrase | None = None  # of a relative or reduced clause
    subject: Phrase | None = None
    scope: list[int] = field(default_factory=list)  # numbers of the words that belong to it
    complements: list[Phrase] = field(default_factory=list)  # after the verb, with their prepositions

    @property
    def objects(self) -> list[Phrase]:
        """Complements without a preposition."""
        return [phrase for phrase in self.complements if not phrase.prep]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence taken apart."""

    words: list[Word]
    phrases: list[Phrase]
    clauses: list[Clause]

    def text(self, phrase: Phrase | None) -> str:
        """Return a phrase's words, lower case, joined by blanks."""
        return "" if phrase is None else " ".join(w.lower for w in self.words[phrase.first : phrase.last])

    def ancestors(self, clause: Clause) -> list[Clause]:
        """Return what governs a clause, nearest first."""
        found: list[Clause] = []
        while clause.parent is not None and len(found) < len(self.clauses):
            clause = self.clauses[clause.parent]
            found.append(clause)
        return found

    def coordinated(self, clause: Clause) -> list[Clause]:
        """Return the clauses joined to a clause by "and": "three were killed and seven wounded in X"."""
        found = []
        for other in self.clauses:
            first, second = sorted((clause, other), key=lambda each: each.number)
            if second.number - first.number != 1 or first.relation != second.relation or first.parent != second.parent:
                continue
            between = self.words[first.verb + 1 : second.first]
            if any(word.tag == "conj" for word in between) and not any(word.text in ";." for word in between):
                found.append(other)
        return found

    def clause_of(self, word: int) -> Clause | None:
        """Return the clause a word belongs to."""
        return next((clause for clause in self.clauses if word in clause.scope), None)


def take_apart(words: list[Word], speech: Collection[str]) -> Sentence:
    """Return the phrases and clauses of a sentence; `speech` are the lemmas of verbs that report."""
    phrases = _phrases(words)
    clauses = _groups(words)
    for clause in clauses:
        _hang(clause, words, phrases, clauses, speech)
    _claim_words(words, phrases, clauses)
    for clause in clauses:
        _complements(clause, words, phrases)
    return Sentence(words, phrases, clauses)


def _phrases(words: Sequence[Word]) -> list[Phrase]:
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
        return after is not None and after.tag in ("noun", "adj", "name") and words[number - 1].tag in ("det", "adj", "adv")
    if words[number].tag == "quote" and number > first and words[number - 1].tag in ("det", "poss", "adj"):
        return number + 1 < len(words) and words[number + 1].tag in NOMINAL  # its “border troops”
    return words[number].tag in NOMINAL and not _breaks(words, first, number)


def _breaks(words: Sequence[Word], first: int, number: int) -> bool:
    """Tell whether a new phrase begins here: an article, a pronoun, or a possessive pronoun after a noun."""
    if number == first:
        return False
    word, last = words[number], words[number - 1]
    if word.tag in ("det", "pron") or last.tag == "pron":
        return last.lower not in ("all", "both", "half", "such", "many", "no")
    return word.tag == "poss" and word.lower not in ("'s", "’s") and last.tag in ("noun", "name")


def _preposition(words: Sequence[Word], first: int) -> str:
    at = first - 1
    while at >= 0 and (words[at].tag in ("adv", "quote") and words[at].lemma != "<time>"):
        at -= 1
    if at >= 0 and words[at].tag in ("prep", "to"):
        return words[at].lower
    return ""


def _groups(words: Sequence[Word]) -> list[Clause]:
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
    """Tell whether a word goes on a verb group: an opening quote may stand in it, as in: was “completely destroyed”."""
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


def _hang(
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
    clause: Clause, before: Clause | None, words: Sequence[Word], phrases: Sequence[Phrase], clauses: Sequence[Clause],
    speech: Collection[str],
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
    elif last.tag == "conj" and before:
        clause.relation, clause.opener, clause.subject = before.relation, before.opener, before.subject
        clause.parent = before.parent if before.parent is not None else before.number
        if before.tense != "none":
            clause.parent = before.number
    else:
        left = [phrase for phrase in phrases if phrase.last <= clause.first]
        clause.relation = "reduced"
        clause.antecedent = clause.subject = left[-1] if left else None


def _is_reduced(
    clause: Clause, before: Clause | None, words: Sequence[Word], phrases: Sequence[Phrase], start: int
) -> bool:
    """Tell "a lake shared by two countries" from "troops breached the border"."""
    main = words[clause.verb]
    if main.form == "part":
        return True
    if main.form != "past/part":
        return False
    after = words[clause.verb + 1] if clause.verb + 1 < len(words) else None
    if after is not None and after.lower == "by":
        return True
    left = [phrase for phrase in phrases if start <= phrase.first and phrase.last <= clause.first]
    if (
        not left
        or (left[-1].last < clause.first
        and words[clause.first - 1].tag in ("conj", "rel", "punct", "sub", "quote"))
    ):
        return False
    opened = [n for n in range(start, clause.first) if words[n].tag in ("sub", "rel", "conj", "punct")]
    edge = opened[-1] + 1 if opened else start
    own = [phrase for phrase in left if phrase.first >= edge]
    if own and all(phrase.prep for phrase in own):
        return True
    finite_before = before is not None and before.tense != "none" and not opened
    return finite_before and bool(own) and after is not None and after.tag in ("prep", "adv", "punct", "to")


def _hang_finite(
    clause: Clause, before: Clause | None, words: Sequence[Word], phrases: Sequence[Phrase], clauses: Sequence[Clause],
    speech: Collection[str],
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
    if clause.subject is None and joined is not None and any(w.tag != "adv" for w in words[joined + 1 : clause.first]):
        joined = None
    if clause.lemma in speech and _is_trailing(clause, words, commas):
        clause.relation = "speech"
        if clause.subject is None:
            after = [p for p in phrases if p.first > clause.verb and not p.prep]
            clause.subject = after[0] if after else None
        for other in clauses[: clause.number]:
            if other.parent is None:
                other.parent = clause.number
                other.relation = "complement" if other.relation == "main" else other.relation
        return
    open_relative = before.relation in ("relative", "reduced") and before.parent is None and before.antecedent is not None
    if open_relative and not commas and joined is None:
        clause.subject, before.parent = before.antecedent, clause.number
        return
    if clause.subject is None and joined is not None:
        twin = before
        clause.subject, clause.relation = twin.subject, twin.relation
        clause.parent, clause.opener, clause.antecedent = twin.parent, twin.opener, twin.antecedent
        return
    if clause.subject is None and before.antecedent is not None:
        clause.subject = before.antecedent
        if before.parent is not None:
            clause.parent = clauses[before.parent].parent
        before.parent = clause.number if before.parent is None else before.parent
        return
    if clause.subject is None:
        clause.subject = before.subject
    if before.lemma in speech and not commas and joined is None:
        clause.relation, clause.parent = "complement", before.number
    elif _is_contact(clause, words) and not commas and joined is None:
        left = [phrase for phrase in phrases if clause.subject and phrase.last <= clause.subject.first]
        clause.relation, clause.parent, clause.antecedent = "relative", before.number, left[-1] if left else None
    elif before.lemma in SEES and not commas:
        clause.relation, clause.parent = "xcomp", before.number
    elif before.relation in ("adverbial", "gerund", "adjunct") and before.parent is None and commas:
        before.parent = clause.number
    elif joined is not None and before.relation == "complement":
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


def _claim_words(words: Sequence[Word], phrases: Sequence[Phrase], clauses: Sequence[Clause]) -> None:
    """Give every word to a clause: those before a verb group from its opener or subject on, the rest to the last."""
    starts: list[tuple[int, Clause]] = []
    for clause in clauses:
        before = clauses[clause.number - 1] if clause.number else None
        if before is None:
            starts.append((0, clause))
            continue
        joints = [
            n for n in range(before.verb + 1, clause.first)
            if words[n].tag in ("sub", "rel", "to") or (words[n].tag in ("punct", "conj") and words[n].lower != "-")
            or (words[n].tag == "prep" and clause.relation == "gerund" and n >= clause.first - 2)
        ]  # fmt: skip
        openers = [n for n in joints if words[n].tag in ("sub", "rel")]
        start = openers[-1] if openers else joints[-1] if joints else clause.first
        subject = clause.subject
        if (
            subject is not None
            and subject is not clause.antecedent
            and before.verb < subject.first < clause.first
            and clause.relation not in ("reduced", "xcomp", "gerund")
        ):
            start = min(start, subject.first)
        if (
            words[start].tag == "punct"
            and start > before.verb + 1
            and _fronted(words, phrases, before.verb + 1, start)
        ):
            start = _fronted(words, phrases, before.verb + 1, start) or start
        starts.append((start, clause))
    starts.sort(key=lambda pair: (pair[0], pair[1].number))
    first = clauses[0] if clauses else None
    if first is not None and first.relation in ("adverbial", "relative") and first.parent is not None:
        opener = next((n for n in range(first.first) if words[n].lower == first.opener), 0)
        starts[0] = (opener, first)
        starts.insert(0, (0, clauses[first.parent]))
    for number in range(len(words)):
        owner = next((clause for start, clause in reversed(starts) if start <= number), None)
        if owner is not None:
            owner.scope.append(number)


def _fronted(words: Sequence[Word], phrases: Sequence[Phrase], low: int, comma: int) -> int | None:
    """Return where a fronted phrase before the comma begins (", On Thursday, X ...")."""
    del phrases
    at = comma - 1
    while at >= low and words[at].tag not in ("punct", "conj", "sub", "rel", "verb"):
        at -= 1
    return at if at >= low and at + 1 < comma and words[at].tag == "punct" else None


def _complements(clause: Clause, words: Sequence[Word], phrases: Sequence[Phrase]) -> None:
    scope = set(clause.scope)
    clause.complements = [p for p in phrases if p.first > clause.verb and p.first in scope]
    if clause.relation == "relative" and clause.antecedent is not None and clause.subject is not clause.antecedent:
        clause.complements.insert(0, Phrase(clause.antecedent.first, clause.antecedent.last, clause.antecedent.head))
