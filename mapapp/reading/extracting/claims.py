"""Who says it, how, and with what stance; and which claim a denial, a confirmation or a doubt answers.

`Hearing` follows who has the word through one report: sentence by sentence it finds the attributions (claims_voices)
and answers (claims_answers), gives every event its speaker, and at the end settles what needs the whole report:
quotations over several sentences (claims_quotes) and which claim an answer speaks of.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise

from mapapp.model import Passage
from mapapp.reading.extracting import claims_quotes, claims_words
from mapapp.reading.extracting.actors import Cast
from mapapp.reading.extracting.claims_answers import Answer, Answers, answered, foretold
from mapapp.reading.extracting.claims_speakers import Naming, Speaker
from mapapp.reading.extracting.claims_voices import Voice, first_sides, governing, voices
from mapapp.reading.extracting.events import Event
from mapapp.reading.extracting.lexicon import Lexicon
from mapapp.reading.extracting.syntax import Sentence
from mapapp.reading.extracting.words import Word

__all__ = ["Answer", "Hearing"]

LATELY = 60  # events looked back over for what an answer speaks of


@dataclass(slots=True)
class _Heard:
    """A sentence that was listened to."""

    passage: int
    start: int
    end: int
    sentence: Sentence
    voices: list[Voice]
    subject: Speaker | None  # whom it is about


@dataclass(slots=True)
class Hearing:
    """Follows who has the word through one report."""

    text: str
    lexicon: Lexicon
    cast: Cast
    passages: Sequence[Passage]
    naming: Naming = field(init=False)
    _heard: list[_Heard] = field(default_factory=list)
    _asked: list[tuple[Answer, int]] = field(default_factory=list)  # with how many events were told before it
    _quotes: list[claims_quotes.Span] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Find the quotations of the report."""
        self.naming = Naming(self.text, self.cast, claims_words.load())
        self._quotes = claims_quotes.quotations(self.text, self.passages)

    def listen(self, sentence: Sentence, number: int) -> None:
        """Find who speaks in passage `number`; `cast.speaking` is then whoever speaks in it."""
        passage = self.passages[number]
        heading = passage.section == "headline" or self.text[passage.end - 1] not in ".!?…”\"'’"
        found = voices(sentence, self.lexicon, self.naming, heading)
        heard = _Heard(number, passage.start, passage.end, sentence, found, self._subject(sentence))
        self._heard.append(heard)
        self.naming.remember([heard.subject, *(voice.speaker for voice in found)])
        self.cast.speaking = first_sides(found) or self.cast.speaking

    def attribute(self, event: Event) -> None:
        """Fill in who says, in its own sentence, that an event happened."""
        heard = self._heard[-1]
        voice = governing(heard.voices, event.last - 1)
        if voice is None:
            return
        own = set(range(event.first, event.last))
        if voice.manner == "denies" and voice.at not in own and event.phrase is not None and self._refused(event):
            return
        _give(event, voice)

    def _refused(self, event: Event) -> bool:
        """Tell "rejected the talks", a refusal, from "denied the attack"."""
        return event.mode.kind in self.naming.words.refusable

    def answers(self, number: int, told: int) -> None:
        """Find the answers in passage `number`, before which `told` events are told, its own counted in."""
        heard = self._heard[-1]
        for answer in Answers(heard.sentence, number, self.lexicon, self.naming, heard.voices).all():
            self._asked.append((answer, told))

    def quote(self, events: Sequence[Event]) -> None:
        """Name the speakers of long quotations, of what is told in them and of answers."""
        quoted = _Quoted(self._heard, self._quotes)
        for event in events:
            self._quote(event, quoted)
        for answer, _ in self._asked:
            if answer.speaker.printed is None:
                voice = quoted.voice(answer.trigger[0])
                answer.speaker = voice.speaker if voice is not None else answer.speaker

    def settle(self, events: Sequence[Event], incidents: Sequence[Event]) -> list[tuple[Answer, Event]]:
        """Return each answer with the events it speaks of: of all `events` the `incidents`, which alone can stand."""
        known = {id(event) for event in incidents}
        beside: dict[int, list[Event]] = {}
        for event in incidents:
            beside.setdefault(event.passage, []).append(event)
        found: list[tuple[Answer, Event]] = []
        for answer, told in self._asked:
            before = [event for event in events[max(0, told - LATELY) : told] if id(event) in known]
            after = [event for event in events[told : told + LATELY] if id(event) in known]
            for event in answered(answer, before) or foretold(answer, after):
                said = any(o is event and _alike(answer, other) for other, o in found)
                said = said or any(_says_again(each, event, answer) for each in beside.get(answer.passage, ()))
                if not said and not _tells(event, answer):
                    found.append((answer, event))
        return found

    def _quote(self, event: Event, quoted: _Quoted) -> None:
        voice = quoted.voice(event.trigger[0])
        if voice is None:
            return
        if event.speaker is None:
            _give(event, voice)
            event.reasons.append(f"inside what {voice.speaker.printed} is quoted as saying")
        elif voice.speaker.printed and voice.speaker.printed not in (event.speaker, *event.through):
            if not _within(quoted.quote_of(event.trigger[0]), event):
                return
            event.through = (*event.through, voice.speaker.printed)

    def _subject(self, sentence: Sentence) -> Speaker | None:
        """Return whom a sentence is about: the subject of its main clause, where that can speak."""
        for clause in sentence.clauses:
            if clause.parent is None and clause.subject is not None:
                inside = sentence.words[clause.subject.first : clause.subject.last]
                if len(inside) == 1 and inside[0].tag == "pron":
                    return None
                before = clause.subject.last <= clause.first
                found = self.naming.speaker(sentence, clause.subject, clause.first if before else None)
                return found if found is not None and found.kind is not None else None
        return None


class _Quoted:
    """Tells whose word a place in a long quotation is."""

    def __init__(self, heard: Sequence[_Heard], quotes: Sequence[claims_quotes.Span]) -> None:
        self._quotes = quotes
        self._voices: dict[claims_quotes.Span, Voice | None] = {}
        before: dict[int, _Heard] = {b.passage: a for a, b in pairwise(heard)}
        for quote in quotes:
            inside = [each for each in heard if each.start < quote[1] and each.end > quote[0]]
            whole = [each for each in inside if quote[0] <= each.start + 1]
            if not whole:
                self._voices[quote] = None  # a few words quoted: they are their sentence's
                continue
            voice = _beside(inside, quote) or self._going_on(before.get(inside[0].passage))
            self._voices[quote] = voice

    def quote_of(self, at: int) -> claims_quotes.Span | None:
        """Return the quotation an offset lies in."""
        return claims_quotes.around(self._quotes, at)

    def voice(self, at: int) -> Voice | None:
        """Return whose word an offset is, None when it is in no long quotation or nobody is named."""
        quote = self.quote_of(at)
        return self._voices.get(quote) if quote is not None else None

    def _going_on(self, before: _Heard | None) -> Voice | None:
        """Return who went on speaking, or who the sentence before a quotation is about."""
        if before is None:
            return None
        quote = self.quote_of(before.end - 2)
        if quote is not None and self._voices.get(quote) is not None:
            return self._voices[quote]
        spoken = [voice for voice in before.voices if voice.speaker.printed and voice.manner != "accuses"]
        if spoken:
            nearest = min(spoken, key=lambda voice: len(voice.words))
            return governing(spoken, min(nearest.words, default=-1)) or spoken[0]
        if before.subject is not None and before.subject.kind in ("person", "office", "side", "unnamed"):
            return Voice(before.subject, "quoted", "says", "asserts", 0, frozenset())
        return None


def _beside(inside: Sequence[_Heard], quote: claims_quotes.Span) -> Voice | None:
    """Return who is named beside a quotation: after its end, or before its beginning."""
    for each in (inside[-1], inside[0]):
        words = each.sentence.words
        outside = [v for v in each.voices if v.speaker.printed and not quote[0] <= words[v.at].start < quote[1]]
        if not outside:
            continue
        covered = [n for n, word in enumerate(words) if quote[0] < word.start < quote[1]]
        at = covered[-1] if each is inside[-1] else covered[0] if covered else -1
        edge = quote[1] if each is inside[-1] else quote[0]
        return governing(outside, at) or min(outside, key=partial(_distance, words, edge))
    return None


def _distance(words: Sequence[Word], edge: int, voice: Voice) -> int:
    return abs(words[voice.at].start - edge)


def _within(quote: claims_quotes.Span | None, event: Event) -> bool:
    return quote is not None and quote[0] <= event.trigger[0] < quote[1]


def _give(event: Event, voice: Voice) -> None:
    """Make an event somebody's word."""
    event.speaker, event.how, event.manner = voice.speaker.printed, voice.how, voice.manner
    event.speaker_kind, event.through = voice.speaker.kind, voice.through
    event.said_by = voice.speaker.sides
    event.stance = voice.stance
    who = voice.speaker.printed or "somebody who is not named"
    passed = f", passed on by {', '.join(voice.through)}" if voice.through else ""
    event.reasons.append(f"told by {who}: “{voice.how}” ({voice.manner}){passed}")


def _alike(answer: Answer, other: Answer) -> bool:
    """Tell whether two answers of one sentence say the same: "disputed this, claiming it merely defended itself"."""
    same = answer.passage == other.passage and answer.stance == other.stance
    return same and answer.speaker.printed == other.speaker.printed


def _says_again(own: Event, event: Event, answer: Answer) -> bool:
    """Tell whether an answer's own sentence tells what it answers: "denied a role in the killings"."""
    return own.passage == answer.passage and own.antecedent is event and own.stance == answer.stance


def _tells(event: Event, answer: Answer) -> bool:
    """Tell whether an answer only repeats what its own sentence says of the event."""
    same = event.passage == answer.passage and event.stance == answer.stance
    return same and event.speaker == answer.speaker.printed
