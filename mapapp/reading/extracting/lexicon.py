"""The words for incidents: data/lexicon/*.toml read into patterns, and patterns matched against clauses.

A pattern of a verb is `lemma [particles] [~ complement] [^ subject] [!without]`: particles are alternatives joined by
"|" of which one must follow the verb ("!passive": only the active, "!present": only what is past); a complement or
subject is a list of nouns or @classes (data/lexicon/classes.toml) of which one must be the head. `@name` stands for
any proper name, `@place` for one that says where something is. A pattern of a noun is a phrase in the form it has in
texts, optionally followed by "of @class", by prepositions joined by "|", by "^ @class" (whose it must be), or by "!"
and words that may not be beside it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, cast

from mapapp import paths
from mapapp.model import KINDS, Kind, Stance
from mapapp.reading.extracting.syntax import Clause, Phrase, Sentence
from mapapp.reading.extracting.words import dictionary

HARMS = frozenset(["killing", "attack", "expulsion"])  # modes whose verbs are told of accidents and diseases too
GAMES = frozenset(["attack", "clash", "killing", "incursion", "seizure"])  # modes whose verbs are told of games too
SCORE = re.compile(r"\d{1,3}[-–]\d{1,3}")
COUNTED = frozenset(
    ["ten", "tens", "hundred", "thousand", "dozen", "score", "group", "crowd", "number", "band", "handful", "lot"]
)
HAZARDS: tuple[Kind, ...] = ("disaster", "accident")
ADVERBS = frozenset(["off", "up", "down", "out", "away", "back", "over"])  # of verbs: "went off last night"
AFTER = frozenset(["to", "between", "of", "for", "at", "in", "on", "near"])  # prepositions that end a noun's pattern


@dataclass(frozen=True, slots=True)
class Mode:
    """A PLOVER category narrowed: what a pattern stands for."""

    kind: Kind
    name: str  # "incursion"
    theme: str  # modes of one theme can tell of one event: "entry", "fight"
    state: bool = False  # lasts: troops stationed somewhere
    anchored: bool = False  # an incident only with a date or place of its own: acts of words, help given


@dataclass(frozen=True, slots=True)
class Pattern:
    """One line of the lexicon."""

    mode: Mode
    lemma: str
    particles: tuple[frozenset[str], ...] = ()
    complement: frozenset[str] = frozenset()
    subject: frozenset[str] = frozenset()
    not_subject: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()  # of nouns: the whole phrase
    text: str = ""  # as the file has it
    file: str = ""  # of data/lexicon/

    @property
    def rule(self) -> str:
        """Return the pattern and what it stands for in words: “cross ~ @border” in lexicon/assault.toml (...)."""
        where = f" in lexicon/{self.file}" if self.file else ""
        return f"“{self.text}”{where} ({self.mode.kind}, {self.mode.name})"

    @property
    def weight(self) -> int:
        """How much the pattern asks for; the most demanding one that matches wins."""
        return 2 * len(self.particles) + 2 * bool(self.complement) + bool(self.subject) + 2 * len(self.words)


@dataclass(frozen=True, slots=True)
class Speech:
    """A verb that reports: how, and its stance towards what it reports."""

    how: str
    stance: Stance


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything in data/lexicon/, indexed by head word."""

    verbs: Mapping[str, tuple[Pattern, ...]]
    nouns: Mapping[str, tuple[Pattern, ...]]
    speech: Mapping[str, Speech]
    answers: Mapping[str, frozenset[str]]  # nouns, pronouns, epithets, replies of denials
    classes: Mapping[str, frozenset[str]]


@cache
def load(folder: Path = paths.DATA / "lexicon") -> Lexicon:
    """Read the lexicon. Raises ValueError naming the file and the line that cannot be understood."""
    classes = {
        name: frozenset(words.split())
        for name, words in _toml(folder / "classes.toml")["classes"].items()
    }  # fmt: skip
    verbs: dict[str, list[Pattern]] = {}
    nouns: dict[str, list[Pattern]] = {}
    for path in sorted(folder.glob("*.toml")):
        table = _toml(path)
        if "category" not in table:
            continue
        if table["category"] not in KINDS:
            raise ValueError(f"{path.name}: wanted a kind of incident, got {table['category']!r}")
        for entry in table["mode"]:
            mode = Mode(
                cast(Kind, table["category"]), entry["name"], entry["theme"],
                entry.get("state", False), entry.get("anchored", False),
            )  # fmt: skip
            for line in entry.get("verbs", ()):
                pattern = _verb(line, mode, classes, path)
                verbs.setdefault(pattern.lemma, []).append(pattern)
            for line in entry.get("nouns", ()):
                pattern = _noun(line, mode, classes, path)
                nouns.setdefault(pattern.lemma, []).append(pattern)
    told = _toml(folder / "speech.toml")
    speech = {verb: Speech(row["how"], row["stance"]) for row in told["speech"] for verb in row["verbs"].split()}
    answers = {name: frozenset(words.split()) for name, words in told["answers"].items()}
    return Lexicon(_heaviest_first(verbs), _heaviest_first(nouns), speech, answers, classes)


def _toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _heaviest_first(table: Mapping[str, list[Pattern]]) -> dict[str, tuple[Pattern, ...]]:
    return {
        lemma: tuple(sorted(rows, key=lambda row: (-row.weight, len(row.complement), row.text)))
        for lemma, rows in table.items()
    }


def _words(listed: str, classes: Mapping[str, frozenset[str]], path: Path) -> frozenset[str]:
    found: set[str] = set()
    for item in listed.split("|"):
        if item.startswith("@") and item not in ("@name", "@place"):
            if item[1:] not in classes:
                raise ValueError(f"{path.name}: no class {item!r} in classes.toml")
            found |= classes[item[1:]]
        else:
            found.add(item)
    return frozenset(found)


def _verb(line: str, mode: Mode, classes: Mapping[str, frozenset[str]], path: Path) -> Pattern:
    items = line.split()
    particles: list[frozenset[str]] = []
    complement = subject = not_subject = without = frozenset[str]()
    rest = iter(items[1:])
    for item in rest:
        if item == "~":
            complement = _words(next(rest), classes, path)
        elif item == "^":
            wanted = next(rest)
            if wanted.startswith("!"):
                not_subject = _words(wanted[1:], classes, path)
            else:
                subject = _words(wanted, classes, path)
        elif item.startswith("!"):
            without = _words(item[1:], classes, path)
        else:
            particles.append(frozenset(item.split("|")))
    return Pattern(mode, items[0], tuple(particles), complement, subject, not_subject, without, (), line, path.name)


def _noun(line: str, mode: Mode, classes: Mapping[str, frozenset[str]], path: Path) -> Pattern:
    phrase, _, owner = line.partition(" ^ ")
    items = [item for item in phrase.split() if not item.startswith("!")]
    beside = "".join(item[1:] for item in phrase.split() if item.startswith("!"))
    subject = _words(owner, classes, path) if owner else frozenset[str]()
    without = _words(beside, classes, path) if beside else frozenset[str]()
    complement = frozenset[str]()
    particles: tuple[frozenset[str], ...] = ()
    if len(items) > 2 and items[-1].startswith("@"):
        complement, particles, items = _words(items[-1], classes, path), (frozenset({items[-2]}),), items[:-2]
    elif len(items) > 1 and AFTER.issuperset(items[-1].split("|")):
        particles, items = (frozenset(items[-1].split("|")),), items[:-1]
    head = dictionary(items[-1])[1]
    return Pattern(
        mode, head, particles, complement, subject, without=without, words=tuple(items), text=line, file=path.name
    )


def match_verb(lexicon: Lexicon, sentence: Sentence, clause: Clause) -> Pattern | None:
    """Return the most demanding pattern that a clause fits, None when it tells of no known kind of event."""
    fitting = (row for row in lexicon.verbs.get(clause.lemma, ()) if _fits_verb(row, sentence, clause))
    rows = list(fitting)
    row = next((each for each in rows if each.subject and each.mode.kind in HAZARDS), rows[0] if rows else None)
    if row is not None and row.mode.name in GAMES and _of_a_game(lexicon, sentence):
        return None
    if clause.lemma in lexicon.classes["harm"] and (row is None or row.mode.name in HARMS | {"mishap"}):
        hazard = _hazard(lexicon, sentence, clause)
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
    following = set(_particles(sentence, clause))
    close = following if row.complement else set(_particles(sentence, clause, near=True))
    if any(not (options & close) for options in row.particles) or row.without & following:
        return False
    if ("passive" in row.without and clause.passive) or ("present" in row.without and clause.tense == "present"):
        return False
    agent = agent_of(sentence, clause)
    if row.subject and not (agent and heads(sentence, agent) & row.subject):
        return False
    if row.not_subject and agent and heads(sentence, agent) & row.not_subject:
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
    if word.tag == "name":
        found.add("@name")
    if word.lemma == "<place>":
        found.add("@place")
    if noun in COUNTED:  # "tens of thousands of people", "a group of soldiers"
        after = next((p for p in sentence.phrases if p.first == phrase.last + 1 and p.prep == "of"), None)
        found |= heads(sentence, after) if after is not None else set()
    return found


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
