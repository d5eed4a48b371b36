"""Which mentions say where an event happened: those of its clause, of what governs it, or those pointed back to."""

from __future__ import annotations

from bisect import bisect_right
from calendar import month_name
from collections.abc import Iterable, Sequence
from itertools import pairwise

from mapapp.model import Mention
from mapapp.reading.extracting.events import Event
from mapapp.reading.extracting.holders import (
    ACTING,
    PARTS,
    SCENES,
    are_met,
    is_hit,
    is_of_institution,
    is_of_matter,
    one_of,
)
from mapapp.reading.extracting.pointing import WIDE, pointed_back
from mapapp.reading.extracting.syntax import Clause, Phrase, Sentence
from mapapp.reading.extracting.words import Word
from mapapp.reading.recognizers._lexicon import COMPASS
from mapapp.reading.tokens import words

TOPIC = frozenset(["on", "about", "regarding", "concerning", "over"])
MONTHS = frozenset(name.lower() for name in month_name[1:])
LISTED = frozenset({",", "and", "or", "&"})
WHILE = words(
    """
    as when while where
    """
)  # what these open happened at the same time and place
DIVISIONS = frozenset({"province", "district"})
RECEIVED = words(
    """
    transfer appeal aid call talks demand withdrawal
    """
)  # "to X" is who receives
LEAVING = frozenset({"withdrawal", "fight", "presence", "deployment", "transfer", "release", "surrender", "visit"})


def named(mentions: Sequence[Mention]) -> list[Mention]:
    """Return the mentions that say where something is, resolved or not: literal, and not of a page's furniture."""
    return [m for m in mentions if m.role == "literal" and m.section != "boilerplate" and not _is_side(m)]


def _is_side(mention: Mention) -> bool:
    """Tell "the northern" of a text in capitals: a side of something, that nobody could resolve."""
    return mention.place is None and all(word in COMPASS for word in mention.name.lower().split())


def place_events(
    events: Sequence[Event], mentions: Sequence[Mention], earlier: Sequence[Mention], capital: Mention | None
) -> None:
    """Fill in `mentions` of a sentence's events.

    `mentions` are the sentence's own, those that nobody could resolve among them: what they place is "elsewhere", and
    takes no other place. `earlier` are the resolved ones that "the city" may mean, up to the sentence's end;
    `capital` is what "the capital" means.
    """
    nouns = [event for event in events if event.phrase is not None and not _is_wished_for(event)]
    taken = {id(m): event for event in nouns for m in _own(event, mentions)}
    reached = {id(event): _reached(event, mentions) for event in events if event.phrase is not None}
    for event in events:
        if event.phrase is None:
            free = [m for m in mentions if id(m) not in taken]
        else:  # "the summit was the first since the attacks in X" was not held in X
            others = {start for key, theirs in reached.items() if key != id(event) for start in theirs}
            free = [m for m in mentions if m.start in reached[id(event)] or m.start not in others]
        own = _with_listed(event, _own(event, free), free)
        found = [mention for mention in own if mention.place is not None]
        event.unlisted = tuple(mention for mention in own if mention.place is None)
        if own and not found:
            event.elsewhere = True
            continue
        if all(mention.place and mention.place.kind in WIDE for mention in found):
            said, meant = pointed_back(event, earlier, capital)
            if meant:
                event.reasons.append(f"“the {said}” means " + " and ".join(mention.name for mention in meant))
                found = meant
        if not found and event.mode.kind in SCENES and event.phrase is None and event.status == "reported":
            elsewhere = {id(m) for e in events if e.stance != event.stance for m in _own(e, mentions)}
            found = _only_one_named(event, [m for m in mentions if id(m) not in taken and id(m) not in elsewhere])
        event.own_place = bool(found)
        event.elsewhere = not found and _names_somewhere(event, mentions)
        event.mentions = tuple(found)


def _is_wished_for(event: Event) -> bool:
    """Tell "talks on a ceasefire in X": it is the talks that are in X."""
    return event.status == "hypothetical" and event.mode.kind == "agree"


def _reached(event: Event, mentions: Sequence[Mention]) -> set[int]:
    """Return where the mentions begin that stand in or after an event noun's phrase."""
    at = ((mention.start, _word_at(event.sentence, mention.start)) for mention in mentions)
    return {start for start, word in at if word is not None and _reaches(event, word)}


def _own(event: Event, mentions: Sequence[Mention]) -> list[Mention]:
    sentence = event.sentence
    at = {
        word: mention
        for mention in mentions
        if (word := _word_at(sentence, mention.start)) is not None and _tells_place(event, word, mention)
    }
    if event.phrase is not None:
        near = [mention for word, mention in at.items() if _reaches(event, word)]
        near = near or [m for clause in upon(sentence, event.phrase) for m in _of_clause(clause, at)]
        if near or not event.supported or event.mode.theme in ("visit", "call"):
            return near
    if event.clause is None:
        return list(at.values())
    joined = sentence.coordinated(event.clause) if event.mode.kind in SCENES else []
    around = [*_standing(sentence, event.clause), *_beside(sentence, event.clause), *joined]
    around += [beside for clause in joined for beside in _beside(sentence, clause)]
    for clause in (*_upwards(sentence, event.clause), *around):
        found = _of_clause(clause, at)
        if found:
            return found
    return []


def _with_listed(event: Event, own: Sequence[Mention], mentions: Sequence[Mention]) -> list[Mention]:
    """Return an event's places with those listed beside them: "in X, Y and Z", "in the X and Y departments"."""
    sentence, found = event.sentence, list(own)
    subjects = {c.subject.head for c in sentence.clauses if c.subject is not None and c is not event.clause}
    for order in (mentions, list(reversed(mentions))):
        for one, other in pairwise(order):
            first, last = sorted((one, other), key=_begins)
            at = _word_at(sentence, other.start)
            if one not in found or other in found or at is None or subjects.intersection(range(at, at + 3)):
                continue
            between = [word for word in sentence.words if first.end <= word.start < last.start]
            if between and all(word.lower in LISTED for word in between) and _tells_place(event, at, other):
                found.append(other)
    return sorted(found, key=_begins) if len(found) > len(own) else found


def _begins(mention: Mention) -> int:
    return mention.start


def _upwards(sentence: Sentence, clause: Clause) -> Iterable[Clause]:
    """Yield a clause and those that govern it, up to the saying of it."""
    yield clause
    inner = clause
    for outer in sentence.ancestors(clause):
        aside = inner.relation == "adverbial" and inner.opener not in WHILE
        if aside or inner.relation in ("complement", "speech", "relative") or outer.relation == "speech":
            return
        yield outer
        inner = outer


def _standing(sentence: Sentence, clause: Clause) -> Iterable[Clause]:
    """Yield what says where the things of a clause stand: "a house which is located in X was attacked"."""
    things = [phrase for phrase in (clause.subject, *clause.complements) if phrase is not None]
    return (c for c in sentence.clauses if c.lemma in ("locate", "situate") and c.antecedent in things)


def _beside(sentence: Sentence, clause: Clause) -> Iterable[Clause]:
    """Yield what hangs on a clause: participles first, a relative clause last."""
    for relations in (("adjunct", "gerund", "xcomp", "reduced"), ("adverbial",), ("relative",)):
        for other in sentence.clauses:
            together = other.relation != "adverbial" or other.opener in WHILE
            if other.parent == clause.number and other.relation in relations and together:
                yield other
                if other.relation == "adverbial":
                    yield from (c for c in sentence.clauses if c.parent == other.number and c.relation == "xcomp")


def upon(sentence: Sentence, phrase: Phrase) -> list[Clause]:
    """Return the relative clauses on a phrase: "the murder, which was carried out in X", "the attack staged in X"."""
    return [c for c in sentence.clauses if c.antecedent == phrase and c.relation in ("relative", "reduced")]


def _tells_place(event: Event, word: int, mention: Mention) -> bool:
    """Tell a place where from whom something is given to, whose troops they are, and where an office has its seat."""
    sentence = event.sentence
    phrase = next((each for each in sentence.phrases if each.first <= word < each.last), None)
    if phrase is None:
        return True
    wide = mention.place is not None and mention.place.kind in WIDE
    if event.first <= word < event.last:
        return False  # a summit is no place called Summit
    if (wide and phrase.prep == "to" and event.mode.theme in RECEIVED) or _introduces(sentence, phrase):
        return False
    if phrase.prep == "from" and event.mode.theme not in LEAVING:
        return False  # "condemned the attack from X", "rockets fired from X", "a man from X": not where it happened
    last = next((n for n in range(word, phrase.last) if sentence.words[n].end >= mention.end), word)
    following = sentence.words[last + 1] if last + 1 < phrase.last else None
    division = (
        mention.place is not None and mention.place.kind in DIVISIONS and one_of(following.lower, PARTS)
        if following
        else False
    )
    if following is not None and following.tag == "noun" and one_of(following.lower, ACTING) and not division:
        return False
    there = event.mode.theme == "trial" or is_hit(event, phrase)  # a court's ruling is where the court is
    seat = is_of_institution(sentence, phrase) and not there and not are_met(event, phrase)
    return not seat and not is_of_matter(event, phrase)


def _introduces(sentence: Sentence, phrase: Phrase) -> bool:
    """Tell "Kyiv: two killed in ...": who says it, or where the desk is."""
    return not phrase.first and phrase.last < len(sentence.words) and sentence.words[phrase.last].text == ":"


def _word_at(sentence: Sentence, start: int) -> int | None:
    number = bisect_right(sentence.words, start, key=_start) - 1
    return number if number >= 0 and start < sentence.words[number].end else None


def _start(word: Word) -> int:
    return word.start


def _of_clause(clause: Clause, at: dict[int, Mention]) -> list[Mention]:
    scope = set(clause.scope)
    for phrase in (clause.subject, clause.antecedent):
        if phrase is not None:
            scope.update(range(phrase.first, phrase.last))
    return [mention for word, mention in sorted(at.items()) if word in scope]


def _reaches(event: Event, word: int) -> bool:
    """Tell whether a place stands in an event noun's phrase or follows it through prepositional phrases."""
    assert event.phrase is not None
    if event.phrase.first <= word < event.phrase.last:
        return True
    if word < event.last:
        return False
    words = event.sentence.words
    number = event.last - 1
    while (number := number + 1) < word:
        if event.mode.theme == "talks" and words[number].lower in TOPIC and words[number + 1].lemma != "<time>":
            return False  # talks on what goes on in X are held elsewhere
        if words[number].tag in ("verb", "aux", "modal", "sub", "rel", "to") or words[number].text == ";":
            return False
        if words[number].text == "," and words[number + 1].tag not in ("prep", "conj", "adv"):
            beyond = event.sentence.beyond_apposition(number)
            if beyond == number or beyond > word:
                return False  # "in Syunik, as well as near Vardenis" goes on
            number = beyond - 1
    return True


def _only_one_named(event: Event, mentions: Sequence[Mention]) -> list[Mention]:
    """Return the one small place the sentence opens with or names at all, for what can be seen happening."""
    small = [m for m in mentions if m.place is None or m.place.kind not in WIDE]
    if len({m.place and m.place.id for m in small}) != 1 or small[0].place is None or event.clause is None:
        return []
    sentence = event.sentence
    word = _word_at(sentence, small[0].start)
    phrase = next((p for p in sentence.phrases if word is not None and p.first <= word < p.last), None)
    if phrase is None or phrase.prep not in ("in", "at", "near", "outside", "on"):
        return []
    if not _tells_place(event, word or 0, small[0]):
        return []
    event.reasons.append(f"{small[0].name} is the one place the sentence names")
    return small[:1]


def _names_somewhere(event: Event, mentions: Sequence[Mention]) -> bool:
    """Tell whether an event's clause says where by a name that could not be placed: "Near Al Shadaddi"."""
    if event.clause is None:
        return False
    sentence = event.sentence
    for phrase in sentence.phrases:
        head = sentence.words[phrase.head]
        if (
            phrase.prep in ("in", "near", "at", "outside", "around")
            and head.tag == "name"
            and phrase.first in event.clause.scope
        ):
            known = any(head.start <= m.start < head.end or m.start <= head.start < m.end for m in mentions)
            if not known and head.lower not in MONTHS:
                return True
    return False
