"""Whose word a sentence is: every attribution in it, with the words it governs.

Verbs of saying are read by claims_spoken; here are the attributions without one: "according to", a noun that stands
for a claim ("Baku’s claim that ..."), a heading ("Police: ..."), a word of hearsay ("reportedly"); and which of
several is nearest to a word.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from mapapp.reading.extracting.claims_speakers import NOBODY, Naming, Speaker
from mapapp.reading.extracting.claims_spoken import DASHES, Spoken, Voice, contact
from mapapp.reading.extracting.lexicon import Lexicon
from mapapp.reading.extracting.syntax import Phrase, Sentence
from mapapp.reading.extracting.words import dictionary

__all__ = ["Voice", "contact", "first_sides", "governing", "voices"]

HEADING = 8  # words of a speaker before a colon, or after one
UNSURE = frozenset(["unconfirmed", "unverified", "disputed", "conflicting"])


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


class _Finder(Spoken):
    """Looks for attributions in one sentence: those by a verb, and those without one."""

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


def first_sides(found: Collection[Voice]) -> tuple[str, ...]:
    """Return the sides and persons who speak in a sentence: those of the first voice that names any."""
    return next((voice.speaker.sides for voice in found if voice.speaker.sides), ())
