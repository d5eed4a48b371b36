"""Attributions by a verb of saying: who speaks, and which words of the sentence are theirs.

The clause analyser says what hangs on a verb of saying that stands before what is said; where it stands between
commas or quotation marks says the rest ("..., police said", "the rebels, police said, ...").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mapapp.model import Manner, Stance
from mapapp.reading.extracting.claims_speakers import NOBODY, Naming, Speaker
from mapapp.reading.extracting.claims_words import ClaimWords
from mapapp.reading.extracting.lexicon import Lexicon
from mapapp.reading.extracting.matching import agent_of
from mapapp.reading.extracting.syntax import Clause, Phrase, Sentence
from mapapp.reading.extracting.words import dictionary

TEMPORAL = frozenset(["after", "before", "when", "while", "since", "until", "as", "once"])
DASHES = frozenset(["–", "—", "-", "--"])


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody's word, and what it covers."""

    speaker: Speaker
    how: str  # the cue as printed, lower case
    manner: Manner
    stance: Stance
    at: int  # number of the cue's word
    words: frozenset[int]  # numbers of the words it governs
    through: tuple[str, ...] = ()  # who passes it on
    named: bool = False  # by a noun: "Baku’s claim that"
    spoken: bool = True  # False: "according to", a heading, hearsay: no verb of saying


class Spoken:
    """Looks for attributions in one sentence."""

    def __init__(self, sentence: Sentence, lexicon: Lexicon, naming: Naming) -> None:
        self.sentence = sentence
        self.lexicon = lexicon
        self.naming = naming
        self.known: ClaimWords = naming.words

    def of_clause(self, clause: Clause) -> Iterator[Voice]:
        """Yield the voice of a clause with a verb of saying."""
        speech = self.lexicon.speech.get(clause.lemma) if clause.lemma not in self.known.silent else None
        if speech is None or self._only_opens_a_quote(clause) or contact(self.sentence, clause, self.lexicon):
            return
        segment = self._segment(clause)
        who, through = self._speaker(clause, segment)
        if who is None:
            return
        governed = self._around(segment) if segment else self._below(clause)
        manner: Manner = speech.how  # type: ignore[assignment]
        stance = speech.stance
        if clause.negated or self._cannot(clause):
            stance, manner = "qualifies", "doubts"
        how = self.sentence.words[clause.verb].lower
        yield Voice(who, how, manner, stance, clause.verb, governed, through)

    def _only_opens_a_quote(self, clause: Clause) -> bool:
        """Tell the "saying" of "quoted him as saying" and "was quoted as saying", whose speaker "quoted" tells."""
        before = self.sentence.clauses[clause.number - 1] if clause.number else None
        at = clause.first - 1
        as_before = at >= 0 and self.sentence.words[at].lower == "as"
        return before is not None and as_before and before.lemma in self.known.relays

    def _cannot(self, clause: Clause) -> bool:
        """Tell "could not confirm", and "unable to verify"."""
        if clause.lemma not in self.known.verifying:
            return False
        before = self.sentence.words[max(0, clause.first - 3) : clause.verb]
        return any(word.lower == "unable" for word in before)

    def _speaker(self, clause: Clause, segment: tuple[int, int] | None) -> tuple[Speaker | None, tuple[str, ...]]:
        """Return who speaks in a clause, and who passes it on."""
        if clause.lemma in self.known.relays:
            return self._relayed(clause)
        phrase = agent_of(self.sentence, clause)
        if clause.passive and phrase is None:
            return NOBODY, ()
        if phrase is None and clause.number == 0 and clause.relation == "adjunct":
            phrase = self._main_subject(clause)
        if phrase is None or self._is_inner_pronoun(clause, phrase):
            outer = self._outer(clause)
            return (self._speaker(outer, None)[0] if outer is not None else None), ()
        before = phrase.last <= clause.first
        return self.naming.speaker(self.sentence, phrase, clause.first if before and segment is None else None), ()

    def _relayed(self, clause: Clause) -> tuple[Speaker | None, tuple[str, ...]]:
        """Read "Reuters quoted X as saying", "X was quoted by Reuters", "citing X"."""
        outlet = agent_of(self.sentence, clause)
        if clause.passive:
            source = clause.subject
            outlet = next((p for p in self._after(clause) if p.prep == "by"), None)
        else:
            source = next((p for p in self._after(clause) if not p.prep), None)
        who = self.naming.speaker(self.sentence, source)
        told = self.naming.speaker(self.sentence, outlet) if outlet is not source else None
        return who, (told.printed,) if told is not None and told.printed else ()

    def _after(self, clause: Clause) -> list[Phrase]:
        """Return the phrases after a verb, those of "as saying by X" too."""
        return [phrase for phrase in self.sentence.phrases if phrase.first > clause.verb]

    def _main_subject(self, clause: Clause) -> Phrase | None:
        later = (other for other in self.sentence.clauses[clause.number + 1 :] if other.tense != "none")
        return next((other.subject for other in later if other.parent is None), None)

    def _is_inner_pronoun(self, clause: Clause, phrase: Phrase) -> bool:
        word = self.sentence.words[phrase.first]
        return phrase.last - phrase.first == 1 and word.tag == "pron" and self._outer(clause) is not None

    def _outer(self, clause: Clause) -> Clause | None:
        return next((c for c in self.sentence.ancestors(clause) if c.lemma in self.lexicon.speech), None)

    # which words

    def _below(self, clause: Clause) -> frozenset[int]:
        """Return the words that hang on a verb of saying before them."""
        found: set[int] = set()
        for other in self.sentence.clauses:
            if other.number > clause.number and self._hangs_on(other, clause):
                found.update(other.scope)
        if clause.lemma in self.known.of_nouns or clause.lemma in self.known.verifying:
            aside = {"after", "before", "during", "since", "amid", "following", "to", "at", "despite", "until"}
            for phrase in clause.complements:
                if phrase.prep not in aside:
                    found.update(range(phrase.first, phrase.last))
            if (
                clause.passive
                and clause.subject is not None
                and agent_of(self.sentence, clause) is not clause.subject
            ):
                found.update(range(clause.subject.first, max(clause.subject.last, clause.first)))
        return frozenset(found)

    def _hangs_on(self, clause: Clause, speech: Clause) -> bool:
        """Tell whether a clause is part of what a verb of saying says."""
        seen = 0
        while clause.parent is not None and seen <= len(self.sentence.clauses):
            seen += 1
            if clause.opener in ("while", "whereas") and clause.lemma in self.lexicon.speech:
                return False  # "..., while Moscow says": somebody else's word
            if clause.parent == speech.number:
                return self._is_content(clause)
            clause = self.sentence.clauses[clause.parent]
        return False

    def _is_content(self, clause: Clause) -> bool:
        if clause.relation == "relative":
            own = clause.subject is not None and clause.subject is not clause.antecedent
            return clause.opener == "that" and own
        if clause.relation == "adverbial" and clause.opener in TEMPORAL:
            return False
        return clause.relation != "reduced"

    def _segment(self, clause: Clause) -> tuple[int, int] | None:
        """Return the words [first, last) of an attribution that stands after or amid what is said, None when it
        stands before."""
        if clause.relation in ("reduced", "relative"):
            return None
        words = self.sentence.words
        subject = agent_of(self.sentence, clause) if not clause.passive else clause.subject
        first = clause.first
        last = clause.verb + 1
        if subject is not None and subject.last <= clause.first:
            if any(words[n].tag not in ("adv", "neg") for n in range(subject.last, clause.first)) and not (
                self._one_name(subject.last, clause.first)
            ):
                return None
            first = subject.first
        elif subject is not None and subject.first > clause.verb:
            last = subject.last
        at = first - 1
        while at >= 0 and words[at].tag == "adv" and words[at].lemma != "<time>":
            at -= 1
        if at < 1 or not self._is_edge(at) or not self._has_content(at):
            return None
        end = self._end_of_tail(last)
        return (first, end) if end is not None else None

    def _one_name(self, first: int, last: int) -> bool:
        """Tell whether the words between a subject and its verb are of its name: "a spokesman for the governor"."""
        return all(
            self.sentence.words[n].tag in ("prep", "noun", "name", "adj", "det", "poss", "num", "punct", "adv")
            for n in range(first, last)
        ) and not any(self.sentence.words[n].text in ";:" for n in range(first, last))

    def _is_edge(self, at: int) -> bool:
        word, before = self.sentence.words[at], self.sentence.words[max(0, at - 1)]
        closes = word.text in ("’", "'") and before.text in (",", ".", "!", "?")  # a single quotation mark
        return word.text == "," or word.text in DASHES or (word.tag == "quote" and at > 0) or closes

    def _has_content(self, at: int) -> bool:
        """Tell whether something is said before a comma: more than an opening word."""
        words = self.sentence.words[:at]
        return any(word.tag in ("verb", "noun", "name", "aux") or word.lemma == "<time>" for word in words)

    def _end_of_tail(self, last: int) -> int | None:
        """Return where an attribution ends that stands after what is said: at a comma, quotation mark or the end;
        None when something is said after it."""
        words = self.sentence.words
        at = last
        while at < len(words):
            word = words[at]
            if word.tag == "quote" or word.text in (",", ";", ".", "!", "?", "…") or word.text in DASHES:
                return at
            if word.tag in ("sub", "rel", "verb", "modal", "neg") or word.text == ":":
                return at if word.lower in ("as", "while", "when") else None
            if word.tag == "aux":
                return None
            at += 1
        return at

    def _around(self, segment: tuple[int, int]) -> frozenset[int]:
        """Return the words said around an attribution: those before it, and after it when it cuts them in two."""
        words = self.sentence.words
        first, last = segment
        begin = 0
        for n in range(first - 2, -1, -1):
            if words[n].text == ";":
                begin = n + 1
                break
        found = set(range(begin, first))
        rest = [n for n in range(last, len(words)) if words[n].tag not in ("punct", "quote")]
        if rest and not self._starts_anew(last):
            found.update(range(last, len(words)))
        return frozenset(found)

    def _starts_anew(self, at: int) -> bool:
        """Tell whether what follows an attribution is no more of it: "..., police said, but the army denied it"."""
        words = self.sentence.words
        after = [n for n in range(at, min(at + 3, len(words))) if words[n].tag not in ("punct", "quote", "adv")]
        if not after:
            return True
        return words[after[0]].tag == "conj" and words[after[0]].lower in ("but", "and", "while") and not any(
            words[n].tag == "quote" for n in range(at, after[0])
        )  # fmt: skip


def contact(sentence: Sentence, clause: Clause, lexicon: Lexicon) -> tuple[Phrase, Phrase] | None:
    """Return claim and speaker of "a charge Islamabad denied", where no word opens the relative clause."""
    subject = clause.subject
    if subject is None or clause.passive or subject.last > clause.first:
        return None
    nouns = lexicon.answers["nouns"]
    for at in range(max(0, subject.first - 3), subject.last - 1):
        word, after = sentence.words[at], sentence.words[at + 1]
        if dictionary(word.lower)[1] in nouns and word.tag == "noun" and after.tag in ("name", "noun", "det"):
            opener = sentence.words[at - 1] if at else None
            if opener is None or opener.tag not in ("det", "adj", "poss"):
                continue
            return Phrase(at - 1, at + 1, at), Phrase(at + 1, subject.last, subject.head)
    return None
