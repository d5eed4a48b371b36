"""Events of a sentence: which clauses and nouns tell of one, how it stands, and who is in it."""

from __future__ import annotations

from dataclasses import dataclass, field

from mapapp.model import Manner, Mention, Quantity, SpeakerKind, Stance, Status, When
from mapapp.reading.extracting import status
from mapapp.reading.extracting.lexicon import Lexicon, Mode, Pattern
from mapapp.reading.extracting.matching import agent_of, heads, match_noun, match_verb, unmeant
from mapapp.reading.extracting.syntax import Clause, Phrase, Sentence
from mapapp.reading.tokens import words

# verbs with which a noun tells that something took place
OCCURS = words(
    """
    occur happen take erupt break begin start continue resume follow be hold reach sign conduct launch carry
    kill claim leave result end fight wage see cause spark trigger erupt rage ensue come intensify escalate
    last make involve join hear feel wound injure die perform stage suffer witness report register record commit
    perpetrate face survive lead return hit rock shake strike mark enter keep open schedule repel stop perish
    displace drive jolt batter devastate flatten destroy damage injure sweep engulf bury slam rip tear measure
    collapse fail stall foil thwart repulse force prompt
    """
)
LIGHT = words(
    """
    take hold make reach sign launch carry conduct stage fight wage commit continue begin start resume have
    give pay perform join enter be do open
    """
)
CALLS = frozenset({"call", "describe", "term", "brand", "label", "dub"})
OTHERS = frozenset({"another", "second", "third", "fourth"})
ANOTHER = "told as another one"  # the reason that keeps it apart from what was told before
VIOLENT = frozenset({"fight", "attack", "killing"})
PRESENCE = Mode("mobilize", "presence", "presence", state=True)


@dataclass(slots=True)
class Event:
    """Something told of in a sentence, gathered step by step until it becomes a Report."""

    passage: int  # number of the passage
    sentence: Sentence
    mode: Mode
    pattern: Pattern
    first: int  # words of the trigger: [first, last)
    last: int
    clause: Clause | None
    phrase: Phrase | None  # of an event told by a noun
    status: Status = "reported"
    partly: bool = False
    supported: bool = True  # False: a bare noun, an event only if it has a date, a place or an antecedent
    actors: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()
    own_place: bool = False
    elsewhere: bool = False  # names a place nobody knows: it takes no other
    unlisted: tuple[Mention, ...] = ()  # names of its place that nobody could resolve
    settled: str = ""  # why it has a place that its own words do not give it; "": they do, or it has none
    likely: float = 0.0  # 0..1, that it happened at the place it was given so
    when: When | None = None
    when_span: tuple[int, int] | None = None
    own_date: bool = False
    printed: str = ""  # a date of its own that could not be grounded, as printed
    total: bool = False  # sums up a long event
    said_date: bool = False  # `when` follows from the day of saying
    quantities: tuple[Quantity, ...] = ()
    speaker: str | None = None
    how: str = ""
    manner: Manner = "unattributed"
    speaker_kind: SpeakerKind | None = None
    through: tuple[str, ...] = ()
    said_by: tuple[str, ...] = ()  # folded names of the speaker
    stance: Stance = "asserts"
    antecedent: Event | None = None  # the earlier event of the report it speaks of
    reasons: list[str] = field(default_factory=list)

    @property
    def trigger(self) -> tuple[int, int]:
        """Span of the trigger in the document."""
        return self.sentence.words[self.first].start, self.sentence.words[self.last - 1].end


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of a passage before it is read."""

    hazard: Pattern | None = None  # the disaster or accident it may go on about
    violent: bool = False  # violence has been told of
    headline: bool = False


def find(sentence: Sentence, number: int, lexicon: Lexicon, context: Context) -> list[Event]:
    """Return the events of passage `number`, in text order."""
    events = [event for clause in sentence.clauses if (event := _of_verb(sentence, clause, number, lexicon, context))]
    nouns = []
    told = (
        event
        for phrase in sentence.phrases
        for event in _of_nouns(sentence, phrase, number, lexicon, context.headline)
    )
    for noun in told:
        if not context.violent:
            noun.pattern = unmeant(lexicon, sentence, noun.pattern, context.hazard)
            noun.mode = noun.pattern.mode
        twin = next((event for event in events if _same(noun, event)), None)
        called = next((event for event in events if noun.phrase is None and event.clause is noun.clause), None)
        if called is not None:  # "entered the palace, in what the president called a coup"
            called.mode = noun.mode
            called.reasons.append(f"called “{noun.pattern.text}”")
            continue
        if twin is not None and twin.mode.kind == "crime":
            continue  # what somebody is charged with
        if twin is None:
            nouns.append(noun)
        elif {noun.mode.theme, twin.mode.theme} <= VIOLENT and twin.mode.name == "killing":
            twin.mode = noun.mode  # "the war claimed 6,000 lives", "killed in clashes": the war, the clash
            twin.reasons.append(f"told as “{noun.pattern.text}”")
    return sorted([*events, *nouns], key=lambda event: event.first)


def _of_verb(sentence: Sentence, clause: Clause, number: int, lexicon: Lexicon, context: Context) -> Event | None:
    pattern = match_verb(lexicon, sentence, clause, context.hazard)
    if pattern is not None and not context.violent:
        pattern = unmeant(lexicon, sentence, pattern, context.hazard)
    if pattern is None:
        return None
    headline = context.headline
    judged = status.judge(sentence, clause, headline)
    event = Event(number, sentence, pattern.mode, pattern, clause.first, clause.verb + 1, clause, None)
    event.status, event.partly = judged.status, judged.partly
    event.supported = headline or pattern.mode.state or not _is_habit(_finite(sentence, clause))
    event.reasons.extend((pattern.rule, _cues(sentence, clause)))
    if judged.reason:
        event.reasons.append(f"{judged.status}: {judged.reason}")
    things = [phrase for phrase in (clause.subject, *clause.objects) if phrase is not None]
    if any(_is_another(sentence, p) and not heads(sentence, p) & lexicon.classes["people"] for p in things):
        event.reasons.append(ANOTHER)  # another bomb, not "killing one and wounding another person"
    if judged.status == "reported" and pattern.mode.name == "seizure" and _is_attempt(sentence, clause):
        event.status = "hypothetical"
        event.reasons.append("an attempt")
    if judged.status == "negated" and pattern.mode.theme == "withdrawal":
        event.mode, event.status = PRESENCE, "reported"
        event.reasons.append("who did not withdraw is still there")
    return event


def _is_attempt(sentence: Sentence, clause: Clause) -> bool:
    """Tell "tried to take the town", which took nothing, though what tries to attack attacks."""
    outer = sentence.clauses[clause.parent] if clause.infinitive and clause.parent is not None else None
    return outer is not None and outer.lemma in ("try", "attempt", "seek")


def _cues(sentence: Sentence, clause: Clause) -> str:
    """Return what a clause shows of itself, in words: "active, past, who acts: “the rebels”"."""
    said = ["passive" if clause.passive else "active", *([clause.tense] if clause.tense != "none" else [])]
    said += [*(["negated"] if clause.negated else []), *([f"“{clause.modal}”"] if clause.modal else [])]
    who = sentence.text(agent_of(sentence, clause))
    return ", ".join([*said, *([f"who acts: “{who}”"] if who else [])])


def _is_another(sentence: Sentence, phrase: Phrase) -> bool:
    """Tell "another bomb", "a second attack" from "the second attack", which has been told."""
    inside = [word.lower for word in sentence.words[phrase.first : phrase.last]]
    return len(inside) > 1 and inside[0] != "the" and not OTHERS.isdisjoint(inside[:3])


def _finite(sentence: Sentence, clause: Clause) -> Clause:
    """Return the clause whose verb has the tense: "continue" of "continue to join and fight"."""
    for outer in (clause, *sentence.ancestors(clause)):
        if outer.tense != "none":
            return outer
    return clause


def _is_habit(clause: Clause | None) -> bool:
    """Tell what is told in the simple present ("rebels attack villages"): a habit, not something that happened."""
    if clause is None or clause.tense != "present" or clause.modal or clause.passive:
        return False
    return clause.first == clause.verb and clause.lemma not in ("be", "say", "claim", "report", "remain")


def _of_nouns(sentence: Sentence, phrase: Phrase, number: int, lexicon: Lexicon, headline: bool) -> list[Event]:
    found = []
    for at in range(phrase.first, phrase.last):
        word = sentence.words[at]
        if word.tag not in ("noun", "name"):
            continue
        pattern = match_noun(lexicon, sentence, phrase, at)
        if pattern is None or not (
            at == phrase.head or _possessor_follows(sentence, at) or _named(pattern, sentence, at)
        ):
            continue
        clause = _carried(sentence, phrase, sentence.clause_of(at))
        judged = status.judge_noun(sentence, phrase, clause)
        event = Event(number, sentence, pattern.mode, pattern, at - len(pattern.words) + 1, at + 1, clause, phrase)
        event.status, event.partly = judged.status, judged.partly
        # "Storm shuts schools", "Clashes in X as thousands march"
        news = headline and clause is not None and (phrase == clause.subject or not phrase.first)
        event.supported = news or (_is_supported(sentence, phrase, clause) and not _is_habit(clause))
        event.reasons.append(pattern.rule)
        if clause is not None:
            event.reasons.append(f"a noun beside “{sentence.words[clause.verb].lower}”")
        if judged.reason:
            event.reasons.append(f"{judged.status}: {judged.reason}")
        if _is_another(sentence, phrase):
            event.reasons.append(ANOTHER)
        if (named := _what_it_is_called(sentence, phrase, clause)) is not None:
            event.clause, event.phrase, event.supported = named, None, True
        found.append(event)
    return found


def _carried(sentence: Sentence, phrase: Phrase, clause: Clause | None) -> Clause | None:
    """Return the clause that says when and where a noun is to be: "take place" of "a summit is due to take place"."""
    if clause is None or phrase != clause.subject or clause.lemma not in status.PLANS | {"be"}:
        return clause
    after = next((c for c in sentence.clauses if c.number == clause.number + 1), None)
    carried = (
        after is not None and after.infinitive and after.parent == clause.number and after.lemma in status.HAPPENS
    )
    return after if carried else clause


def _what_it_is_called(sentence: Sentence, phrase: Phrase, clause: Clause | None) -> Clause | None:
    """Return the clause that is called so: "soldiers entered the palace, in what the president called a coup"."""
    if clause is None or clause.lemma not in CALLS or clause.number == 0:
        return None
    before = clause.subject if clause.subject is not None else clause.antecedent
    opening = sentence.words[max(0, before.first - 1) : before.first + 1] if before is not None else []
    what = any(word.lower == "what" for word in opening)
    return sentence.clauses[clause.number - 1] if what and phrase.first > clause.verb else None


def _named(pattern: Pattern, sentence: Sentence, at: int) -> bool:
    """Tell "Typhoon Haiyan": a disaster with a name of its own."""
    after = sentence.words[at + 1] if at + 1 < len(sentence.words) else None
    return pattern.mode.kind == "disaster" and after is not None and after.tag == "name"


def _possessor_follows(sentence: Sentence, at: int) -> bool:
    """Tell "the war's victims" (the war is meant) from "war victims"."""
    return at + 1 < len(sentence.words) and sentence.words[at + 1].tag == "poss"


def _is_supported(sentence: Sentence, phrase: Phrase, clause: Clause | None) -> bool:
    if clause is None:
        return True  # a headline or caption without a verb
    if clause.lemma in ("accuse", "blame", "suspect", "condemn") and phrase.prep in ("of", "for", ""):
        return phrase in clause.complements
    if (
        phrase.prep in ("in", "during")
        and sentence.words[phrase.first].lower in ("a", "an")
        and clause.tense == "past"
    ):
        return True  # "in a raid on X, troops arrested two"
    bare = phrase.prep == "of" and phrase.last - phrase.first == 1  # "an era of war"
    if clause.lemma not in OCCURS or phrase.prep == "for" or bare:
        return False
    return phrase == clause.subject or phrase in clause.complements


def _same(noun: Event, verb: Event) -> bool:
    """Tell whether a noun only fills out what a verb of its clause tells: "fought a war", "killed in clashes"."""
    if noun.clause is not verb.clause or verb.clause is None:
        return False
    if noun.mode.theme == verb.mode.theme:
        return True
    if (
        verb.mode.kind == "crime"
        and noun.phrase is not None
        and noun.phrase.prep in ("with", "of", "for", "on", "in", "over")
    ):
        return True
    if {noun.mode.theme, verb.mode.theme} <= VIOLENT:
        return True
    if noun.mode.theme == "entry" and verb.mode.theme in VIOLENT:  # "killed six in a raid on X"
        return noun.phrase == verb.clause.subject or (
            noun.phrase is not None and noun.phrase.prep in ("in", "during")
        )
    return bool(
        verb.pattern.complement and noun.phrase and heads(noun.sentence, noun.phrase) & verb.pattern.complement
    )
