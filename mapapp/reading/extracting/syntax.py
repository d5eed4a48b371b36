"""The parts of a sentence: phrases, clauses, and what governs them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from mapapp.reading.extracting.words import Word

LONGEST_APPOSITION = 14  # words
Relation = Literal["main", "complement", "xcomp", "gerund", "adjunct", "relative", "reduced", "adverbial", "speech"]


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
            if (
                second.number - first.number != 1
                or first.relation != second.relation
                or first.parent != second.parent
            ):
                continue
            between = self.words[first.verb + 1 : second.first]
            stops = any(word.text in (";", ".") and word.lemma != "<time>" for word in between)
            if any(word.tag == "conj" for word in between) and not stops:
                found.append(other)
        return found

    def beyond_apposition(self, comma: int) -> int:
        """Return the word behind an apposition that a comma opens ("Ana Ruiz, a leader of the party, in X"), else the
        comma: appositions have a comma at each end and no verb."""
        if comma + 1 >= len(self.words) or self.words[comma + 1].tag not in ("det", "adj", "noun", "num", "prep"):
            return comma
        for number in range(comma + 2, min(comma + LONGEST_APPOSITION, len(self.words) - 1)):
            word = self.words[number]
            if word.text == ",":
                return number + 1
            if word.tag in ("verb", "aux", "modal", "rel", "sub", "punct"):
                return comma
        return comma

    def clause_of(self, word: int) -> Clause | None:
        """Return the clause a word belongs to."""
        return next((clause for clause in self.clauses if word in clause.scope), None)
