"""Answers: a sentence that denies, confirms or doubts what somebody else has said, and which claim it speaks of."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from mapapp.model import Manner, Stance
from mapapp.reading.extracting.claims_speakers import Naming, Speaker
from mapapp.reading.extracting.claims_voices import Voice, contact, governing
from mapapp.reading.extracting.events import Event
from mapapp.reading.extracting.lexicon import Lexicon
from mapapp.reading.extracting.matching import agent_of, heads, match_noun, match_verb
from mapapp.reading.extracting.syntax import Clause, Phrase, Sentence

NEAR = 3  # passages between a claim and its answer where the answer does not name whose claim it is
CLOSE = 6  # where the answer names what is answered
NEXT = 2  # where the outlet itself told what is answered, or the accused gives its own version
WORDS_ONLY = ("request", "consult", "agree")  # what is refused rather than denied
DENIES = ("deny", "refute", "dispute", "contradict")  # verbs that deny, and never refuse
CALLS = ("call", "describe", "brand", "label", "dismiss")
ISSUES = ("issue", "publish", "release")


@dataclass(slots=True)
class Answer:
    """An answer: who answers, with which words, and whose claim it names."""

    sentence: Sentence
    clause: Clause | None
    first: int  # words of the cue: [first, last)
    last: int
    speaker: Speaker
    how: str
    manner: Manner
    stance: Stance
    of: tuple[str, ...]  # folded names of whose claim is answered, where the words say it
    passage: int  # number of its passage
    inside: bool = False  # answers what the same sentence has just told ("a claim denied by Baku")
    start: int | None = None  # first word of an answer inside a sentence; None: of its clause's antecedent
    version: bool = False  # gives its own side of what it is accused of, without a word of denial
    through: tuple[str, ...] = ()
    modes: frozenset[str] = frozenset()  # of what is denied, where it is named: "denied a role in the killings"

    @property
    def opening(self) -> int:
        """Offset at which an answer inside a sentence begins."""
        phrase = self.clause.antecedent if self.clause is not None else None
        own = phrase.first if phrase is not None else self.clause.first if self.clause is not None else self.first
        return self.sentence.words[own if self.start is None else self.start].start

    @property
    def trigger(self) -> tuple[int, int]:
        """Span of the cue in the document."""
        return self.sentence.words[self.first].start, self.sentence.words[self.last - 1].end


class Answers:
    """Looks for answers in a sentence."""

    def __init__(
        self, sentence: Sentence, passage: int, lexicon: Lexicon, naming: Naming, found: Sequence[Voice]
    ) -> None:
        self.sentence, self.passage = sentence, passage
        self.lexicon, self.naming, self.found = lexicon, naming, found
        self.nouns = lexicon.answers["nouns"]

    def all(self) -> list[Answer]:
        """Return the answers of the sentence, at most one a clause."""
        answers = [answer for clause in self.sentence.clauses if (answer := self._of(clause)) is not None]
        return answers or self._nominal()

    def _of(self, clause: Clause) -> Answer | None:
        return (
            self._contact(clause)
            or self._which(clause)
            or self._denial(clause)
            or self._check(clause)
            or self._confirmation(clause)
            or self._untrue(clause)
            or self._version(clause)
        )

    def _answer(self, clause: Clause, who: Speaker, manner: Manner, stance: Stance, about: Phrase | None) -> Answer:
        of = self.naming.cast.of(self.sentence, about)
        inside = clause.relation in ("reduced", "relative") and clause.antecedent is not None
        inside = inside and clause.opener != "who"  # "the rebels, who denied it"
        how = self.sentence.words[clause.verb].lower
        return Answer(
            self.sentence, clause, clause.verb, clause.verb + 1, who, how, manner, stance, of, self.passage, inside,
            modes=self._named(clause, about),
        )  # fmt: skip

    def _named(self, clause: Clause, about: Phrase | None) -> frozenset[str]:
        """Return the modes of what stands behind a claim's noun: "a role in the killings", "claims of an attack"."""
        behind = [p for p in clause.complements if about is not None and p.first == about.last + 1]
        rows = [match_noun(self.lexicon, self.sentence, p, p.head) for p in behind if p.prep in ("in", "of", "for")]
        return frozenset(row.mode.name for row in rows if row is not None)

    def _who(self, clause: Clause) -> Speaker | None:
        phrase = agent_of(self.sentence, clause)
        if phrase is None:
            return None
        before = phrase.last <= clause.first
        return self.naming.speaker(self.sentence, phrase, clause.first if before else None)

    def _denial(self, clause: Clause) -> Answer | None:
        """Read "rejected the claims", "called the claims baseless", "responded with a statement about ..."."""
        speech = self.lexicon.speech.get(clause.lemma)
        denies = speech is not None and speech.stance == "disputes"
        about = self._denied(clause, denies)
        who = self._who(clause) if about is not None else None
        if about is None or who is None or who.printed is None:
            return None
        if clause.negated:
            return None  # "did not deny the report" says nothing either way
        return self._answer(clause, who, "denies", "disputes", about)

    def _contact(self, clause: Clause) -> Answer | None:
        """Read "a charge Islamabad denied", "a claim the army confirmed"."""
        speech = self.lexicon.speech.get(clause.lemma)
        parts = contact(self.sentence, clause, self.lexicon) if speech is not None else None
        if speech is None or parts is None or speech.how not in ("denies", "confirms", "doubts"):
            return None
        who = self.naming.speaker(self.sentence, parts[1], clause.first)
        if who is None:
            return None
        answer = self._answer(clause, who, speech.how, speech.stance, parts[0])  # type: ignore[arg-type]
        answer.inside, answer.start = True, parts[0].first
        return answer

    def _which(self, clause: Clause) -> Answer | None:
        """Read "..., which the army denied": all that was told before it is denied."""
        speech = self.lexicon.speech.get(clause.lemma)
        if speech is None or speech.stance != "disputes" or clause.opener != "which" or clause.negated:
            return None
        opener = next((n for n in range(clause.first - 1, 0, -1) if self.sentence.words[n].lower == "which"), 0)
        if not opener or self.sentence.words[opener - 1].text != "," or clause.subject == clause.antecedent:
            return None
        who = self._who(clause)
        if who is None or who.printed is None or [p for p in clause.objects if p.first > clause.verb]:
            return None
        answer = self._answer(clause, who, "denies", "disputes", None)
        answer.inside, answer.start = True, opener
        return answer

    def _denied(self, clause: Clause, denies: bool) -> Phrase | None:
        """Return the phrase that stands for the claim denied, None when the clause denies none."""
        for phrase in self._objects(clause):
            if self._is_denied(clause, phrase, denies):
                return phrase
        below = any(
            c.parent == clause.number and c.relation in ("gerund", "complement") and self._is_deed(c)
            for c in self.sentence.clauses
        )
        if denies and below and not clause.passive:
            return clause.subject  # "Moscow denies hitting civilians" answers who said that it did
        if clause.lemma in self.lexicon.answers["replies"] and clause.subject is not None:
            return next((p for p in clause.complements if heads(self.sentence, p) & self.nouns), None)
        return None

    def _is_deed(self, clause: Clause) -> bool:
        """Tell "denied hitting civilians", "denied having done so" from "denied paying a ransom", told by nobody."""
        known = match_verb(self.lexicon, self.sentence, clause) is not None
        return known or clause.lemma in self.naming.words.deeds

    def _is_denied(self, clause: Clause, phrase: Phrase, denies: bool) -> bool:
        named, inside = heads(self.sentence, phrase), set(self.sentence.text(phrase).split())
        claim = bool(named & self.nouns) or inside <= self.lexicon.answers["pronouns"]
        if clause.lemma in CALLS and self._any(clause, self.lexicon.answers["epithets"]):
            return claim or any(word.rstrip("s") in self.nouns for word in inside)
        loss = self._is_known(phrase) and not named & self.lexicon.nouns.keys()  # "denied the loss"
        return (denies and (claim or loss)) or (clause.lemma in ISSUES and "denial" in named)

    def _objects(self, clause: Clause) -> list[Phrase]:
        """Return what a clause is about: its objects, a passive's subject, what it stands in apposition to."""
        found = [*clause.objects, *([clause.subject] if clause.passive and clause.subject else [])]
        return [*found, *([clause.antecedent] if clause.antecedent else [])]

    def _any(self, clause: Clause, words: Collection[str]) -> bool:
        return any(self.sentence.words[n].lower in words for n in clause.scope)

    def _is_known(self, phrase: Phrase) -> bool:
        """Tell whether a phrase speaks of something as known to have happened: "the loss", "this capture"."""
        first = self.sentence.words[phrase.first].lower
        known = first in ("the", "this", "that", "these", "those")
        return known and bool(heads(self.sentence, phrase) & self.naming.words.happening)

    def _check(self, clause: Clause) -> Answer | None:
        """Read "could not verify the report", "the claim could not be independently confirmed"."""
        if clause.lemma not in self.naming.words.verifying:
            return None
        words = self.sentence.words[max(0, clause.first - 3) : clause.verb]
        if not (clause.negated or any(word.lower in ("unable", "cannot", "yet") for word in words)):
            return None
        about = next((p for p in self._objects(clause) if self._is_claim(p)), None)
        if about is None:
            return None
        who = self._who(clause) or Speaker(None)
        return self._answer(clause, who, "doubts", "qualifies", about)

    def _is_claim(self, phrase: Phrase) -> bool:
        inside = set(self.sentence.text(phrase).split())
        return bool(heads(self.sentence, phrase) & self.nouns) or inside <= self.lexicon.answers["pronouns"]

    def _confirmation(self, clause: Clause) -> Answer | None:
        """Read "confirmed the report", and "confirmed the capture"."""
        if clause.lemma not in self.naming.words.confirming or clause.negated or clause.modal:
            return None
        for phrase in self._objects(clause):
            if self._is_claim(phrase) or self._is_known(phrase):
                who = self._who(clause)
                if who is not None and who.printed is not None:
                    return self._answer(clause, who, "confirms", "asserts", phrase)
        return None

    def _untrue(self, clause: Clause) -> Answer | None:
        """Read "this is a lie", "the report was untrue", said by whoever has the word."""
        if clause.lemma != "be" or clause.subject is None or not self._is_claim(clause.subject):
            return None
        after = [n for n in clause.scope if n > clause.verb]
        lie = next((n for n in after if self.sentence.words[n].lower in self.naming.words.untrue), None)
        true = next((n for n in after if self.sentence.words[n].lower in ("true", "correct", "accurate")), None)
        at = lie if lie is not None and not clause.negated else true if clause.negated else None
        if at is None:
            return None
        voice = governing(self.found, clause.verb)
        who = voice.speaker if voice is not None else Speaker(None)
        answer = self._answer(clause, who, "denies", "disputes", clause.subject)
        answer.first, answer.last, answer.how = at, at + 1, self.sentence.words[at].lower
        return answer

    def _version(self, clause: Clause) -> Answer | None:
        """Read "said its soldiers had merely returned fire": the accused's own version."""
        known = self.naming.words
        if clause.lemma not in known.defends or clause.tense == "none":
            return None
        at = range(max(0, clause.first - 2), min(len(self.sentence.words), clause.verb + 2))
        if not any(self.sentence.words[n].lower in known.merely for n in at):
            return None
        voice = governing(self.found, clause.verb)
        if voice is None or voice.speaker.printed is None or not voice.speaker.sides:
            return None
        acting = self.naming.cast.of(self.sentence, clause.subject)
        own = clause.subject is not None and self.sentence.words[clause.subject.first].lower in (
            "its",
            "their",
            "our",
        )
        if not own and not set(acting) & set(voice.speaker.sides):
            return None
        answer = self._answer(clause, voice.speaker, "says", "disputes", None)
        answer.how, answer.version, answer.inside = voice.how, True, False
        return answer

    def _nominal(self) -> list[Answer]:
        """Read "there was no independent confirmation of the claim"."""
        words = self.sentence.words
        for phrase in self.sentence.phrases:
            inside = words[phrase.first : phrase.last]
            if words[phrase.head].lemma not in self.naming.words.verification or inside[0].lower != "no":
                continue
            clause = self.sentence.clause_of(phrase.head)
            if clause is None or clause.lemma not in ("be", "provide", "give", "offer", "present", "have"):
                continue
            voice = governing(self.found, phrase.head)
            who = voice.speaker if voice is not None else Speaker(None)
            answer = self._answer(clause, who, "doubts", "qualifies", None)
            answer.first, answer.last, answer.inside = phrase.head, phrase.head + 1, False
            answer.how = f"no {words[phrase.head].lower}"
            return [answer]
        return []


def answered(answer: Answer, events: Sequence[Event]) -> list[Event]:
    """Return the events an answer speaks of, among those told before it."""
    deniable = answer.clause is not None and answer.clause.lemma in DENIES
    before = [e for e in events if e.status == "reported" and (deniable or e.mode.kind not in WORDS_ONLY)]
    if answer.inside and answer.clause is not None:
        own = [e for e in before if e.passage == answer.passage and e.first < answer.clause.first]
        return own[-1:]
    if answer.stance == "disputes" and not answer.version:
        first = answer.clause.first if answer.clause is not None else answer.first
        return _denied(answer, [e for e in before if e.passage < answer.passage or e.last <= first])
    told = [event for event in before if 0 < answer.passage - event.passage <= NEAR]
    if answer.version:
        told = [e for e in told if answer.passage - e.passage <= NEXT and set(answer.speaker.sides) & set(e.actors)]
        told = [event for event in told if event.speaker and _is_others(event, answer)]
    elif answer.of and any(set(answer.of) & set(event.said_by) for event in told):
        told = [event for event in told if set(answer.of) & set(event.said_by)]
    elif answer.stance == "asserts":
        told = [event for event in told if _is_others(event, answer)]
    said = [event for event in told if event.speaker] or told
    last = max((event.passage for event in said), default=None)
    return [event for event in said if event.passage == last]


def foretold(answer: Answer, events: Sequence[Event]) -> list[Event]:
    """Return the events a denial speaks of among those told after it: "Baku rejected Yerevan’s claims. Yerevan had
    accused ..."; only what the words name as whose claim it is."""
    if answer.stance != "disputes" or not answer.of or answer.inside:
        return []
    named = [e for e in events if set(answer.of) & set(e.said_by) and _is_others(e, answer)]
    near = [e for e in named if 0 < e.passage - answer.passage <= NEXT and e.status == "reported"]
    return [event for event in near if event.passage == near[0].passage]


def _denied(answer: Answer, before: Sequence[Event]) -> list[Event]:
    """Return the events a denial speaks of: what somebody else has said, of the denier if it says so."""
    sides = set(answer.speaker.sides)
    if answer.modes:  # what is named, whatever else was told since
        named = [e for e in before if e.mode.name in answer.modes and 0 <= answer.passage - e.passage <= CLOSE]
        return named[-1:]
    told = [event for event in before if event.speaker and _is_others(event, answer)]
    own = [event for event in told if event.passage == answer.passage]
    if own:
        return own  # "the army says it killed 40; the rebels denied this"
    if answer.of:
        named = [e for e in told if set(answer.of) & set(e.said_by)]
        told = named or told
    accused = [event for event in told if sides & set(event.actors)]
    near = [event for event in accused or told if answer.passage - event.passage <= NEAR]
    if answer.clause is not None and answer.clause.subject is not None and set(answer.of) & sides:
        near = [event for event in accused if answer.passage - event.passage <= NEXT]  # denies having done it
    pool = near or (accused if answer.of and not set(answer.of) & sides else [])
    if not pool and not told:  # the outlet itself told it
        pool = [
            e for e in before if not e.speaker and answer.passage - e.passage <= NEXT and _may_be_denied(e, sides)
        ]
    if not pool:
        return []
    last = max(event.passage for event in pool)
    return [event for event in pool if event.passage == last]


def _may_be_denied(event: Event, sides: set[str]) -> bool:
    return not event.actors or not sides or bool(sides & set(event.actors))


def _is_others(event: Event, answer: Answer) -> bool:
    """Tell whether somebody else than who answers tells of the event."""
    same_side = bool(set(event.said_by) & set(answer.speaker.sides))
    return not same_side and not _is_named(event.speaker or "", answer.speaker.printed or "")


def _is_named(full: str, short: str) -> bool:
    """Tell whether two names are one, or "the minister" is short for "Interior Minister Ana Ruiz"."""
    first, _, office = short.casefold().partition(" ")
    return full.casefold() == short.casefold() or (
        first == "the" and bool(office) and office in full.casefold().split()
    )
