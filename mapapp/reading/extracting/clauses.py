"""Clauses of a sentence: verb groups with subject, complements, voice, tense, negation, and what governs them.

A shallow parser: verb groups are found first, then every group is hung on another by the words between them
(conjunctions, relative pronouns, "that", prepositions before -ing forms, commas). It knows no grammar beyond that,
which is what makes it indifferent to letter case and quick (linear in the sentence).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from mapapp.reading.extracting.hanging import hang
from mapapp.reading.extracting.phrases import groups_of, phrases_of
from mapapp.reading.extracting.syntax import Clause, Phrase, Sentence
from mapapp.reading.extracting.words import Word


def take_apart(words: list[Word], speech: Collection[str]) -> Sentence:
    """Return the phrases and clauses of a sentence; `speech` are the lemmas of verbs that report."""
    phrases = phrases_of(words)
    clauses = groups_of(words)
    for clause in clauses:
        hang(clause, words, phrases, clauses, speech)
    _claim_words(words, phrases, clauses)
    for clause in clauses:
        _complements(clause, words, phrases)
    return Sentence(words, phrases, clauses)


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
            and clause.relation != "speech"  # "..., on Monday, the minister said": what is said was on Monday
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
