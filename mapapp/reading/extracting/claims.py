"""Who says it, how, and with what stance; and which claim a denial answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mapapp.reading.extracting.actors import Cast
from mapapp.reading.extracting.events import Event
from mapapp.reading.extracting.lexicon import Lexicon, agent_of, heads
from mapapp.reading.extracting.syntax import Clause, Phrase, Sentence

OPENING, CLOSING = "“«", "”»"


@dataclass(frozen=True, slots=True)
class Answer:
    """A denial: who denies, with which words, and whose claim it names."""

    sentence: Sentence
    clause: Clause
    speaker: str
    sides: tuple[str, ...]
    how: str
    of: tuple[str, ...]  # folded names of whose claim is denied, where the words say it
    passage: int  # number of its passage
    inside: bool  # denies what the same sentence has just told ("a claim denied by Baku")


def printed(text: str, sentence: Sentence, phrase: Phrase) -> str:
    """Return a phrase as the text has it."""
    return " ".join(text[sentence.words[phrase.first].start : sentence.words[phrase.last - 1].end].split())


def attribute(text: str, event: Event, lexicon: Lexicon, cast: Cast) -> None:
    """Fill in who says that the event happened."""
    sentence = event.sentence
    inner = event.clause
    for outer in sentence.ancestors(inner) if inner is not None else ():
        speech = lexicon.speech.get(outer.lemma)
        if speech is not None and inner is not None and inner.relation not in ("relative",):
            who = _speaker(sentence, outer)
            event.how = sentence.words[outer.verb].lower
            event.stance = "qualifies" if outer.negated and speech.stance == "asserts" else speech.stance
            if who is not None:
                event.speaker = _full(text, sentence, who, cast)
                event.reasons.append(f"told by {event.speaker}: “{event.how}”")
                return
        inner = outer
    source = _according_to(sentence)
    if source is not None:
        event.speaker, event.how = printed(text, sentence, source), "according to"
        event.reasons.append(f"according to {event.speaker}")


def _speaker(sentence: Sentence, clause: Clause) -> Phrase | None:
    """Return who speaks: the agent, or of "the agency quoted him as saying" the object."""
    if clause.lemma in ("quote", "cite") and clause.objects and not clause.passive:
        return clause.objects[-1]
    return agent_of(sentence, clause)


def _according_to(sentence: Sentence) -> Phrase | None:
    for number, word in enumerate(sentence.words):
        if word.lower == "according":
            return next((phrase for phrase in sentence.phrases if phrase.first >= number + 1), None)
    return None


def _full(text: str, sentence: Sentence, phrase: Phrase, cast: Cast) -> str:
    """Return the speaker's name; a pronoun stands for whoever spoke last."""
    words = sentence.words[phrase.first : phrase.last]
    if len(words) == 1 and words[0].tag == "pron" and cast.speaking:
        return cast.speaking[-1].title()
    return printed(text, sentence, phrase)


def speakers(sentence: Sentence, lexicon: Lexicon, cast: Cast) -> tuple[str, ...]:
    """Return the sides and persons who speak in a sentence; empty when nobody does."""
    for clause in sentence.clauses:
        if clause.lemma in lexicon.speech:
            found = cast.of(sentence, _speaker(sentence, clause))
            if found:
                return found
    source = _according_to(sentence)
    return cast.of(sentence, source)


def answers(text: str, sentence: Sentence, passage: int, lexicon: Lexicon, cast: Cast) -> list[Answer]:
    """Return the denials of a sentence, passage number `passage`."""
    found = []
    for clause in sentence.clauses:
        speech = lexicon.speech.get(clause.lemma)
        who = agent_of(sentence, clause)
        if who is None:
            continue
        about = _denied(sentence, clause, lexicon, speech is not None and speech.stance == "disputes")
        if about is None:
            continue
        found.append(
            Answer(
                sentence,
                clause,
                _full(text, sentence, who, cast),
                cast.of(sentence, who),
                sentence.words[clause.verb].lower,
                cast.of(sentence, about),
                passage,
                inside=clause.relation in ("reduced", "relative"),
            )
        )
    return found


def _denied(sentence: Sentence, clause: Clause, lexicon: Lexicon, denial: bool) -> Phrase | None:
    """Return the phrase that stands for the claim denied, None when the clause denies none."""
    nouns = lexicon.answers["nouns"]
    objects = [*clause.objects, *([clause.subject] if clause.passive and clause.subject else [])]
    objects += [clause.antecedent] if clause.antecedent else []
    for phrase in objects:
        head = heads(sentence, phrase)
        inside = set(sentence.text(phrase).split())
        if denial and (head & nouns or inside <= lexicon.answers["pronouns"]):
            return phrase
        told = any(word.rstrip("s") in nouns for word in inside)
        if (
            clause.lemma in ("call", "describe", "brand", "label", "dismiss")
            and told
            and _epithet(sentence, clause, lexicon)
        ):
            return phrase
    below = any(c.parent == clause.number and c.relation in ("gerund", "complement") for c in sentence.clauses)
    if denial and below and not clause.passive:
        return clause.subject  # "Moscow denies hitting civilians" answers who said that it did
    if clause.lemma in lexicon.answers["replies"] and clause.subject is not None:
        return next((p for p in clause.complements if heads(sentence, p) & nouns), None)
    return None


def _epithet(sentence: Sentence, clause: Clause, lexicon: Lexicon) -> bool:
    return any(sentence.words[n].lower in lexicon.answers["epithets"] for n in clause.scope)


def answered(answer: Answer, events: Sequence[Event], passage: int) -> list[Event]:
    """Return the events an answer speaks of, among those told before it."""
    before = [
        event
        for event in events
        if event.status == "reported" and event.mode.kind not in ("request", "consult", "agree")
    ]
    if answer.inside:
        own = [e for e in before if e.passage == passage and e.first < answer.clause.first]
        return own[-1:]
    told = [event for event in before if event.passage < passage and _other_side(event, answer)]
    if answer.of:
        named = [e for e in told if set(answer.of) & set(e.said_by)]
        told = named or told
    accused = [event for event in told if set(answer.sides) & set(event.actors)]
    near = [event for event in accused or told if passage - event.passage <= 3]
    if answer.clause.subject is not None and set(answer.of) & set(answer.sides):  # denies having done it
        near = [event for event in accused if passage - event.passage <= 2]
    pool = near or (accused if answer.of and not set(answer.of) & set(answer.sides) else [])
    if not pool:
        return []
    last = max(event.passage for event in pool)
    return [event for event in pool if event.passage == last]


def _other_side(event: Event, answer: Answer) -> bool:
    """Tell whether somebody else than the denier tells of the event."""
    return bool(event.speaker) and not (set(event.said_by) & set(answer.sides) and set(event.said_by))
