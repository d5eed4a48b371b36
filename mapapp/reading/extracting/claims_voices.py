"""Whose word a sentence is: every attribution in it, with the words it governs.

An attribution stands before what is said ("police said that ..."), after it ("..., police said"), in the middle of it
("the rebels, police said, ..."), as "according to", as an accusation, as a heading ("Police: ..."), or as a word of
hearsay ("reportedly"). The clause analyser says what hangs on a verb of saying; where it stands between commas or
quotation marks says the rest.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from mapapp.model import Manner, Stance
from mapapp.reading.extracting.claims_speakers import NOBODY, Naming, Speaker
from mapapp.reading.extracting.claims_words import ClaimWords
from mapapp.reading.extracting.lexicon import Lexicon, agent_of
from mapapp.reading.extracting.syntax import Clause, Phrase, Sentence
from mapapp.reading.extracting.words import dictionary

TEMPORAL = frozenset(["after", "before", "when", "while", "since", "until", "as", "once"])
DASHES = frozenset(["–", "—", "-", "--"])
HEADING = 8  # words of a speaker before a colon, or after one
UNSURE = frozenset(["unconfirmed", "unverified", "disputed", "conflicting"])


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


def voices(sentence: Sentence, lexicon: Lexicon, naming: Naming, heading: bool) -> list[Voice]:
    """Return the attributions of a sentence, in text order; `heading`: it is a headline."""
    finder = _Finder(sentence, lexicon, naming)
    found = [voice for clause in sentence.clauses for voice in finder.of_clause(clause)]
    found.extend(finder.according())
    found.extend(finder.nominal())
    found.extend(finder.heading(heading))
    found = _with_sources(found, finder)
    found.extend(finder.hearsay())
    return sorted(found, key=lambda voice: voice.at)


def governing(found: Sequence[Voice], word: int) -> Voice | None:
    """Return the voice nearest to a word, passed on by those further out; None: nobody's but the outlet's own."""
    over = sorted((voice for voice in found if word in voice.words), key=lambda voice: (len(voice.words), -voice.at))
    named = [voice for voice in over if voice.speaker.printed]
    if not named:
        return over[0] if over else None
    inner = named[0]
    if inner.named and len(named) > 1 and named[1].stance != "asserts":
        inner = named[1]  # "Baku denied Yerevan’s claim that ..." is Baku's word
        named = named[1:]
    elif inner.speaker.kind is None and not inner.speaker.pronoun and len(named) > 1 and named[1].speaker.kind:
        inner, named = named[1], named[1:]  # "according to these documents ..., the minister said"
    names = [inner.speaker.printed, *inner.through]
    further = [voice.speaker.printed for voice in named[1:] if voice.speaker.printed]
    through = tuple(dict.fromkeys(name for name in (*inner.through, *further) if name and name not in names[:1]))
    return replace(inner, through=through)


class _Finder:
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
            stance, manner = "qualifies", "doubts" if manner in ("says", "confirms") else manner
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
                found.update(range(clause.subject.first, clause.subject.last))
        return frozenset(found)

    def _hangs_on(self, clause: Clause, speech: Clause) -> bool:
        """Tell whether a clause is part of what a verb of saying says."""
        seen = 0
        while clause.parent is not None and seen <= len(self.sentence.clauses):
            seen += 1
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
        return self.sentence.words[at].text in (",", ";") or self.sentence.words[at].text in DASHES or (
            self.sentence.words[at].tag == "quote" and at > 0
        )  # fmt: skip

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

    # without a verb of saying

    def according(self) -> Iterator[Voice]:
        """Yield "according to X", "in the words of X"."""
        words = self.sentence.words
        for number, word in enumerate(words):
            cue = ""
            if word.lower == "according":
                cue, start = "according to", number + 2
            elif word.lower == "words" and number > 1 and words[number - 2].lower == "in":
                cue, start = "in the words of", number + 2
            if not cue:
                continue
            phrase = next((p for p in self.sentence.phrases if p.first >= start), None)
            who = self.naming.speaker(self.sentence, phrase)
            if who is None or phrase is None or who.printed is None:
                continue
            own = set(range(number, phrase.last))
            yield Voice(who, cue, "according to", "asserts", number, self._sentence_part(number) - own, spoken=False)

    def _sentence_part(self, number: int) -> frozenset[int]:
        """Return the words around word `number`, up to a semicolon."""
        words = self.sentence.words
        first, last = 0, len(words)
        for n in range(number - 1, -1, -1):
            if words[n].text == ";":
                first = n + 1
                break
        for n in range(number, len(words)):
            if words[n].text == ";":
                last = n
                break
        return frozenset(range(first, last))

    def nominal(self) -> Iterator[Voice]:
        """Yield the claim a noun stands for: "Baku’s claim that ...", "reports of troops crossing ..."."""
        words = self.sentence.words
        for phrase in self.sentence.phrases:
            head = words[phrase.head]
            manner = self.known.nouns.get(dictionary(head.lower)[1]) if head.tag == "noun" else None
            governed = self._content_of(phrase) if manner is not None else frozenset()
            if manner is None or not governed:
                continue
            inside = words[phrase.first : phrase.head]
            owner = Phrase(phrase.first, phrase.head, phrase.head - 1)
            by = next(
                (p for p in self.sentence.phrases if p.first == phrase.last + 1 and p.prep in ("by", "from")), None
            )
            who: Speaker | None = NOBODY
            if by is not None:
                who = self.naming.speaker(self.sentence, by)
            elif any(self.naming.cast.demonym(word.lower) or word.tag in ("name", "poss") for word in inside):
                who = self._owner(owner)
            doubtful = any(word.lower in UNSURE for word in inside)
            if who is not None:
                yield Voice(
                    who, head.lower, "doubts" if doubtful else manner, "qualifies" if doubtful else "asserts",
                    phrase.head, governed, spoken=False, named=True,
                )  # fmt: skip

    def _owner(self, phrase: Phrase) -> Speaker | None:
        """Return whose claim it is: "Baku’s", "the Armenian", "their"."""
        inside = self.sentence.words[phrase.first : phrase.last]
        if inside[0].tag == "poss" and len(inside) == 1:
            stands = "he" if inside[0].lower in ("his", "her") else "it"
            return self.naming.stands_for(stands)
        ends = next(
            (n for n in range(phrase.first, phrase.last) if self.sentence.words[n].lower in ("'s", "’s")), None
        )
        last = ends if ends is not None else phrase.last
        if last <= phrase.first:
            return None
        return self.naming.speaker(self.sentence, Phrase(phrase.first, last, last - 1), last)

    def _content_of(self, phrase: Phrase) -> frozenset[int]:
        """Return the words a noun of claiming governs: "that ...", "of killing ...", "of an attack"."""
        found: set[int] = set()
        for clause in self.sentence.clauses:
            at = clause.antecedent is not None and clause.antecedent.first <= phrase.head < clause.antecedent.last
            own = clause.subject is not None and clause.subject is not clause.antecedent
            if at and clause.opener == "that" and own:
                found.update(clause.scope)
                for other in self.sentence.clauses:
                    if self._hangs_on(other, clause):
                        found.update(other.scope)
        after = self.sentence.words[phrase.last : phrase.last + 1]
        if after and after[0].lower == "of":
            thing = next((p for p in self.sentence.phrases if p.first == phrase.last + 1), None)
            found.update(range(thing.first, thing.last) if thing is not None else ())
            for clause in self.sentence.clauses:
                if clause.relation == "gerund" and phrase.last < clause.first <= phrase.last + 4:
                    found.update(clause.scope)
        return frozenset(found)

    def heading(self, headline: bool) -> Iterator[Voice]:
        """Yield the speaker of "Police: three dead" and "Three dead: police", "... – minister"."""
        words = self.sentence.words
        signs = [n for n, word in enumerate(words) if word.text == ":" or (headline and word.text in DASHES)]
        for at in signs:
            before, after = range(at), range(at + 1, len(words))
            if words[at].text == ":" and self._is_name(before):
                said, rest = before, after
            elif headline and self._is_name(after):
                said, rest = after, before
            else:
                continue
            phrase = Phrase(said[0], said[-1] + 1, said[-1])
            who = self._heading_speaker(phrase)
            if who is not None:
                yield Voice(who, words[at].text, "says", "asserts", at, frozenset(rest), spoken=False)
                return

    def _is_name(self, numbers: range) -> bool:
        words = [self.sentence.words[n] for n in numbers]
        return 0 < len(words) <= HEADING and all(
            word.tag in ("noun", "name", "adj", "det", "poss", "prep", "num") for word in words
        )

    def _heading_speaker(self, phrase: Phrase) -> Speaker | None:
        inside = self.sentence.words[phrase.first : phrase.last]
        if any(word.lower in self.known.labels for word in inside):
            return None
        if all(self.naming.cast.is_place(word) for word in inside) and not self.naming.cast.acts(inside[0].start):
            return None  # "Kharkiv: two killed" says where
        kind = self.naming.kind(self.sentence, phrase)
        return self.naming.speaker(self.sentence, phrase, phrase.last) if kind is not None else None

    def hearsay(self) -> Iterator[Voice]:
        """Yield "reportedly" and "allegedly": somebody's word, nobody says whose."""
        for number, word in enumerate(self.sentence.words):
            manner = self.known.hearsay.get(word.lower)
            clause = self.sentence.clause_of(number) if manner else None
            if manner and clause is not None:
                yield Voice(NOBODY, word.lower, manner, "asserts", number, frozenset(clause.scope), spoken=False)


def _with_sources(found: Sequence[Voice], finder: _Finder) -> list[Voice]:
    """Make "the BBC reported, citing residents" the residents' word, passed on by the BBC."""
    sentence = finder.sentence
    citing = {
        voice.at: voice
        for voice in found
        if sentence.words[voice.at].form == "ing" and sentence.words[voice.at].lemma in finder.known.relays
    }
    rest = [voice for voice in found if voice.at not in citing]
    for at, voice in citing.items():
        others = [other for other in rest if other.speaker.printed and other.spoken]
        if not others:
            rest.append(replace(voice, words=frozenset(range(len(sentence.words))), manner="according to"))
            continue
        outer = min(others, key=lambda other: abs(other.at - at))
        outlet = outer.speaker.printed
        rest[rest.index(outer)] = replace(
            outer, speaker=voice.speaker, how=voice.how, manner="according to",
            through=tuple(name for name in (outlet, *outer.through) if name),
        )  # fmt: skip
    return rest


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


def first_sides(found: Collection[Voice]) -> tuple[str, ...]:
    """Return the sides and persons who speak in a sentence: those of the first voice that names any."""
    return next((voice.speaker.sides for voice in found if voice.speaker.sides), ())
