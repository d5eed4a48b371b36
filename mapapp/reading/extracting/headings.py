"""Verbs of headlines: of "Gunmen storm studio", without article and past tense, only the neighbours tell the verb."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from mapapp.reading.extracting.forms import dictionary
from mapapp.reading.extracting.lexicon import Lexicon
from mapapp.reading.extracting.matching import heads
from mapapp.reading.extracting.syntax import Sentence
from mapapp.reading.extracting.vocabulary import MOSTLY_NOUN, SUB
from mapapp.reading.extracting.words import Word
from mapapp.reading.tokens import words as listed

CROWDS = listed(
    """
    tens dozens hundreds thousands millions
    """
)
PLURALS = listed(
    """
    police people
    """
)
# plurals that stand before a noun as often as before a verb: "arms race", "rights march"
ATTRIBUTIVE = listed(
    """
    arms drugs sports goods rights customs news savings
    """
)
# what things do by themselves: "the war ended"
BY_ITSELF = listed(
    """
    end stop begin start open close resume continue halt burn land enter leave return fight gather move
    """
)
NOMINAL = ("noun", "name", "num", "adj", "det", "poss", "pron", "quote")
BOUNDS = ("punct", "conj", "sub", "rel")


def with_verbs(words: Sequence[Word], lexicon: Lexicon) -> list[Word]:
    """Return a headline's words; in every part of it without a verb the first that can be one and is known is one."""
    found = list(words)
    for first, last in _parts(words):
        at = _Part(words, first, last, lexicon).verb()
        if at is not None:
            _, _, lemma, form = dictionary(words[at].lower)
            found[at] = replace(words[at], tag="verb", lemma=lemma, form=form)
            if first and words[first - 1].tag == "prep":
                found[first - 1] = replace(words[first - 1], tag="sub")  # "... as rebels block port"
    return found


def _parts(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Yield [first, last) of what stands between signs, conjunctions and words that may open a clause."""
    first = 0
    for number, word in enumerate(words):
        if word.tag in BOUNDS or (word.tag == "prep" and word.lower in SUB):
            yield first, number
            first = number + 1
    yield first, len(words)


def complete_passives(sentence: Sentence, lexicon: Lexicon) -> None:
    """Make "Prisoners freed in X" a passive: nobody frees them without an object, so they are whom it is done to."""
    for clause in sentence.clauses:
        word = sentence.words[clause.verb]
        bare = clause.first == clause.verb and word.form == "past/part" and not clause.objects
        if not bare or clause.subject is None or clause.lemma in BY_ITSELF:
            continue
        whom = heads(sentence, clause.subject)
        if any(whom & row.complement and not row.particles for row in lexicon.verbs.get(clause.lemma, ())):
            clause.passive = True


@dataclass(frozen=True, slots=True)
class _Part:
    """The words [first, last) of a headline, in which a verb is looked for."""

    words: Sequence[Word]
    first: int
    last: int
    lexicon: Lexicon

    def verb(self) -> int | None:
        """Return the number of the word that must be the verb, None when there is one, or none can be."""
        inside = range(self.first, self.last)
        if any(self._is_finite(number) for number in inside):
            return None
        return next((number for number in inside[1:] if self._tells(number)), None)

    def _is_finite(self, number: int) -> bool:
        word = self.words[number]
        infinitive = number > 0 and self.words[number - 1].tag == "to"
        return word.tag in ("aux", "modal") or (word.tag == "verb" and word.form != "ing" and not infinitive)

    def _tells(self, number: int) -> bool:
        """Tell whether a word is the verb: by its form, who stands before it and what after it."""
        word = self.words[number]
        lemma, form = dictionary(word.lower)[2:]
        if word.tag not in ("noun", "adj", "adv") or not (
            lemma in self.lexicon.verbs or lemma in self.lexicon.speech
        ):
            return False
        before = (self.words[n] for n in range(number - 1, self.first - 1, -1) if self.words[n].tag != "adv")
        subject = next(before, None)
        if subject is None or subject.tag not in ("noun", "adj", "name", "num"):
            return False
        after = self.words[number + 1] if number + 1 < self.last else None
        if form == "base":
            return _many(subject, after) and (after is not None or self._acts(subject, lemma))
        return form == "s" and after is not None and self._has_object(subject, number, after)

    def _has_object(self, subject: Word, number: int, after: Word) -> bool:
        """Tell "a court jails ...", "quake rocks ..." from nouns in the plural."""
        noun = dictionary(self.words[number].lower)[1]
        nouns = self.lexicon.nouns.get(noun, ())
        if _is_plural(subject) or subject.tag == "num":
            return False
        if after.tag in ("prep", "adv", "to"):  # "rebel attacks in X" are attacks, "a ferry sinks off X"
            return not nouns or after.lower in ("into", "onto")
        thing = self.words[number].lower in MOSTLY_NOUN or any(row.words[:-1] == (subject.lower,) for row in nouns)
        if thing and number + 2 < self.last and self._tells(number + 1):
            return False  # "forest fires force thousands to flee", "security forces storm campus"
        return after.tag in NOMINAL

    def _acts(self, subject: Word, lemma: str) -> bool:
        """Tell "Workers strike", where nothing follows, by whom the lexicon has do it."""
        return any(dictionary(subject.lower)[1] in row.subject for row in self.lexicon.verbs.get(lemma, ()))


def _many(subject: Word, after: Word | None) -> bool:
    """Tell whether a subject is told in the plural, and not only as what a noun after it is of."""
    if subject.lower in CROWDS:
        return True
    if subject.tag == "num":  # "500 march in X"
        return subject.lower not in ("one", "1") and (after is None or after.tag not in ("noun", "name", "adj"))
    return _is_plural(subject) and subject.lower not in ATTRIBUTIVE


def _is_plural(word: Word) -> bool:
    noun = dictionary(word.lower)[1]
    return word.lower in PLURALS or (word.tag != "name" and noun != word.lower)
