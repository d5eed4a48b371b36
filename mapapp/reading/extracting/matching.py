"""Patterns of the lexicon matched against clauses and phrases: what a verb or a noun tells of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from mapapp.reading.extracting.lexicon import HAZARDS, Lexicon, Pattern
from mapapp.reading.extracting.syntax import Clause, Phrase, Sentence
from mapapp.reading.extracting.words import Word, dictionary
from mapapp.reading.tokens import words as listed

HARMS = frozenset(["killing", "attack", "expulsion"])  # modes whose verbs are told of accidents and diseases too
# modes whose verbs are told of games too
GAMES = frozenset(["attack", "clash", "killing", "incursion", "seizure", "building seizure"])
SCORE = re.compile(r"\d{1,3}[-–]\d{1,3}")
COUNTED = listed(
    """
    ten tens hundred thousand dozen score group crowd number band handful lot all most many some half
    """
)
ADVERBS = frozenset(["off", "up", "down", "out", "away", "back", "over"])  # of verbs: "went off last night"
TOLL = listed(
    """
    kill injure wound hurt die perish destroy damage displace flatten flee force uproot drive evacuate
    """
)
BEFALLS = frozenset(["die", "perish", "flee"])  # whose subject is whom it befell
EXPLODES = frozenset(["explosion", "blast", "explode", "detonation"])


def match_verb(lexicon: Lexicon, sentence: Sentence, clause: Clause, known: Pattern | None = None) -> Pattern | None:
    """Return the most demanding pattern that a clause fits, None when it tells of no known kind of event.

    `known` is the disaster or accident that the report has told of: whom it killed may be told in another sentence.
    """
    fitting = (row for row in lexicon.verbs.get(clause.lemma, ()) if _fits_verb(row, sentence, clause))
    rows = list(fitting)
    row = next((each for each in rows if each.subject and each.mode.kind in HAZARDS), rows[0] if rows else None)
    if row is not None and row.mode.name in GAMES and _of_a_game(lexicon, sentence):
        return None
    harm = clause.lemma in lexicon.classes["harm"] and (row is None or row.mode.name in HARMS | {"mishap"})
    if harm or (row is not None and row.mode.name == "expulsion"):
        hazard = _hazard(lexicon, sentence, clause)
        if hazard is None and known is not None and _is_toll(lexicon, sentence, clause):
            hazard = known
        if hazard is not None and (row is not None or _of_people(lexicon, sentence, clause)):
            return replace(hazard, lemma=clause.lemma, text=f"{clause.lemma}, {hazard.text}")
    if row is not None and row.mode.name == "call" and _is_naming(sentence, clause):
        return None
    if row is not None and row.mode.name in HARMS and _by_accident(lexicon, sentence, clause):
        return None
    return row


def _is_naming(sentence: Sentence, clause: Clause) -> bool:
    """Tell "called him a liar" and "called the “battle of X”" from a telephone call."""
    objects = clause.objects
    twice = len(objects) > 1 and objects[1].first == objects[0].last
    return twice or any(word.tag == "quote" for word in sentence.words[clause.verb + 1 : clause.verb + 3])


def _of_a_game(lexicon: Lexicon, sentence: Sentence) -> bool:
    """Tell whether a sentence is about a game: "attacked from the start and won 3-0"."""
    lemmas = {dictionary(word.lower)[1] for word in sentence.words}
    won = lemmas & {"win", "won", "lose", "lost", "beat", "draw", "victory", "defeat"}
    return bool(lemmas & lexicon.classes["sport"]) or bool(
        won and any(SCORE.fullmatch(word.text) for word in sentence.words)
    )


def _hazard(lexicon: Lexicon, sentence: Sentence, clause: Clause) -> Pattern | None:
    """Return the disaster or accident a sentence names, or its other clauses tell of, where it names no violence."""
    named: set[int] = set()
    found: Pattern | None = None
    for phrase in sentence.phrases:
        for at in range(phrase.first, phrase.last):
            row = match_noun(lexicon, sentence, phrase, at) if sentence.words[at].tag in ("noun", "name") else None
            if row is not None and row.mode.kind in HAZARDS and (at == phrase.head or row.weight > 2):
                found = found or row
                named.update(range(at - len(row.words) + 1, at + 1))
    for other in sentence.clauses:
        if found is None and other is not clause:
            rows = (row for row in lexicon.verbs.get(other.lemma, ()) if row.mode.kind in HAZARDS)
            found = next((row for row in rows if _fits_verb(row, sentence, other)), None)
    if found is None:
        return None
    rest = {dictionary(word.lower)[1] for n, word in enumerate(sentence.words) if n not in named}
    return None if rest & lexicon.classes["violence"] else found


def _is_toll(lexicon: Lexicon, sentence: Sentence, clause: Clause) -> bool:
    """Tell "61 people died", "houses were destroyed" from what somebody did: nobody acts, and nothing is violent."""
    if clause.lemma not in TOLL or (agent_of(sentence, clause) is not None and clause.lemma not in BEFALLS):
        return False
    lemmas = {dictionary(word.lower)[1] for word in sentence.words}
    return not lemmas & (lexicon.classes["violence"] | lexicon.classes["troops"])


def unmeant(lexicon: Lexicon, sentence: Sentence, row: Pattern, known: Pattern | None) -> Pattern:
    """Return the pattern of an industrial accident for an explosion that nothing calls a bomb, else the pattern.

    "An explosion at a depot": the sentence names what burns or blows up by itself and nobody who did it, or the
    report is about a fire.
    """
    if row.lemma not in EXPLODES or row.mode.name != "bombing":
        return row
    lemmas = {dictionary(word.lower)[1] for word in sentence.words} - EXPLODES
    if lemmas & (lexicon.classes["violence"] | lexicon.classes["troops"] | lexicon.classes["arms"]):
        return row
    burning = known is not None and known.mode.theme in ("fire", "blast")
    if not burning and not lemmas & lexicon.classes["industry"]:
        return row
    return next((each for each in lexicon.nouns["explosion"] if each.mode.name == "blast"), row)


def _of_people(lexicon: Lexicon, sentence: Sentence, clause: Clause) -> bool:
    """Tell "five people died", "killing dozens", "the landslide buried houses": who it befell, or what did it."""
    if clause.subject is not None and any(
        row.mode.kind in HAZARDS for row in lexicon.nouns.get(sentence.words[clause.subject.head].lemma, ())
    ):
        return True
    phrases = [phrase for phrase in (clause.subject, *clause.objects) if phrase is not None]
    return any(
        heads(sentence, phrase) & lexicon.classes["people"] or sentence.words[phrase.head].tag == "num"
        for phrase in phrases
    )


def _by_accident(lexicon: Lexicon, sentence: Sentence, clause: Clause) -> bool:
    """Tell whether a sentence names an accident, a disease, a disaster or animals, and no violence."""
    lemmas = {dictionary(word.lower)[1] for word in sentence.words}
    if lemmas & lexicon.classes["violence"]:
        return False
    whom = patient_of(sentence, clause)
    people = whom is not None and bool(heads(sentence, whom) & lexicon.classes["people"])
    return bool(lemmas & lexicon.classes["accident"]) or (bool(lemmas & lexicon.classes["animal"]) and not people)


def _fits_verb(row: Pattern, sentence: Sentence, clause: Clause) -> bool:
    if (row.particles or row.without) and not _fits_particles(row, sentence, clause):
        return False
    return _fits_agent(row, sentence, clause) and _fits_complement(row, sentence, clause)


def _fits_particles(row: Pattern, sentence: Sentence, clause: Clause) -> bool:
    if ("passive" in row.without and clause.passive) or ("present" in row.without and clause.tense == "present"):
        return False
    following = set(_particles(sentence, clause))
    close = following if row.complement else set(_particles(sentence, clause, near=True))
    return all(options & close for options in row.particles) and not row.without & following


def _fits_agent(row: Pattern, sentence: Sentence, clause: Clause) -> bool:
    agent = agent_of(sentence, clause)
    if row.subject and not (agent and heads(sentence, agent) & row.subject):
        return False
    return not (row.not_subject and agent and heads(sentence, agent) & row.not_subject)


def _fits_complement(row: Pattern, sentence: Sentence, clause: Clause) -> bool:
    if row.of_what and not any(heads(sentence, p) & row.of_what for p in clause.complements if p.prep == "of"):
        return False
    if not row.complement:
        return True
    allowed = {""}.union(*row.particles)
    taken = [phrase for phrase in clause.complements if phrase.prep in allowed]
    ends = {phrase.last + 1 for phrase in taken}
    taken += [phrase for phrase in clause.complements if phrase.prep == "of" and phrase.first in ends]
    if clause.passive and clause.subject:
        taken.append(clause.subject)
    return any(heads(sentence, phrase) & row.complement for phrase in taken) or _loose(row, sentence, clause)


def _particles(sentence: Sentence, clause: Clause, near: bool = False) -> Iterable[str]:
    """Yield the prepositions and adverbs after a verb, not those of dates; `near`: right after it or its object."""
    words = sentence.words
    ends = {clause.verb + 1, clause.verb + 2, *(phrase.last for phrase in clause.objects)}
    for number in clause.scope:
        before_date = number + 1 < len(words) and words[number + 1].lemma == "<time>"
        dated = words[number].lemma == "<time>" or (before_date and words[number].lower not in ADVERBS)
        if (
            number > clause.verb
            and words[number].tag in ("prep", "adv", "to", "sub")
            and not dated
            and (not near or number in ends)
        ):
            yield words[number].lower


def _loose(row: Pattern, sentence: Sentence, clause: Clause) -> bool:
    """Tell whether an adjective complement is there: "left five people dead", "taken hostage"."""
    small = row.complement & {"dead", "hostage", "captive", "alert", "war", "present"}
    return bool(small) and any(sentence.words[n].lower in small for n in clause.scope if n > clause.verb)


def heads(sentence: Sentence, phrase: Phrase) -> set[str]:
    """Return what a phrase may be called in a pattern: its head's lemma, last hyphenated part, @name and @place."""
    word = sentence.words[phrase.head]
    noun = dictionary(word.lower)[1]
    found = {noun, word.lower, dictionary(word.lower.rpartition("-")[2])[1]}
    inside = sentence.words[phrase.first : phrase.last]
    found.update(dictionary(each.lower)[1] for each in inside if each.tag == "name")
    if called := _called(inside):
        found.add(called)
    if word.tag == "name":
        found.add("@name")
    if word.lemma == "<place>":
        found.add("@place")
    if noun in COUNTED:  # "tens of thousands of people", "a group of soldiers"
        after = next((p for p in sentence.phrases if p.first == phrase.last + 1 and p.prep == "of"), None)
        found |= heads(sentence, after) if after is not None else set()
    return found


def _called(inside: Sequence[Word]) -> str:
    """Return the noun that a name follows, "" for none: of "the vessel Star of Brill" it is "vessel"."""
    names = next((n for n in range(len(inside), 0, -1) if inside[n - 1].tag != "name"), 0)
    noun = inside[names - 1] if 0 < names < len(inside) else None
    return dictionary(noun.lower)[1] if noun is not None and noun.tag == "noun" else ""


def agent_of(sentence: Sentence, clause: Clause) -> Phrase | None:
    """Return who acts: the subject, or of a passive the phrase with "by"."""
    if not clause.passive:
        return clause.subject
    return next((phrase for phrase in clause.complements if phrase.prep == "by"), None)


def patient_of(sentence: Sentence, clause: Clause) -> Phrase | None:
    """Return whom it is done to: the object, or of a passive the subject."""
    if clause.passive:
        return clause.subject
    return next(iter(clause.objects), None)


def match_noun(lexicon: Lexicon, sentence: Sentence, phrase: Phrase, at: int) -> Pattern | None:
    """Return the pattern that fits a noun at word `at` of a phrase."""
    lemma = dictionary(sentence.words[at].lower)[1]
    return next((row for row in lexicon.nouns.get(lemma, ()) if _fits_noun(row, sentence, phrase, at)), None)


def _has_words(row: Pattern, sentence: Sentence, phrase: Phrase, at: int) -> bool:
    words = sentence.words
    first = at - len(row.words) + 1
    if first < phrase.first or (row.words[-1] not in (row.lemma, words[at].lower)):
        return False  # given in the plural: only the plural
    return all(words[first + n].lower == word for n, word in enumerate(row.words[:-1]))


def _fits_noun(row: Pattern, sentence: Sentence, phrase: Phrase, at: int) -> bool:
    words = sentence.words
    if not _has_words(row, sentence, phrase, at):
        return False
    beside = words[max(0, phrase.first - 1) : at + 2]
    if row.without and any(word.lower in row.without for word in beside):
        return False
    after = [other for other in sentence.phrases if other.first in (at + 1, at + 2, at + 3) and other.prep]
    if row.particles and not any(other.prep in row.particles[0] for other in after):
        return False
    if row.complement and not any(
        heads(sentence, other) & row.complement for other in after if other.prep in row.particles[0]
    ):
        return False
    if row.subject:
        clause = sentence.clause_of(at)
        owners: Iterable[Phrase] = [p for p in (phrase, clause.subject if clause else None) if p]
        lemmas = {dictionary(words[n].lower)[1] for p in owners for n in range(p.first, p.last) if n != at}
        return bool(lemmas & row.subject)
    return True
