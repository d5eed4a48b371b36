"""Did it happen, by the words? Negation, modality, plans, threats and conditions around an event."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mapapp.model import Status
from mapapp.reading.extracting.syntax import Clause, Phrase, Sentence
from mapapp.reading.tokens import words

REFUSES = words(
    """
    fail refuse decline neglect cease avoid
    """
)
PLANS = words(
    """
    plan intend prepare agree promise pledge expect schedule propose offer decide mean aim envision envisage
    consider set offer want wish hope seek ready willing
    """
)
THREATENS = words(
    """
    threaten vow warn swear
    """
)
WANTS = words(
    """
    urge ask order demand call request press want need require authorize allow invite tell hope fear advise
    suggest recommend beg ought expect must help
    """
)
PREVENTS = words(
    """
    prevent avoid avert deter stop halt preclude oppose fear risk end
    """
)
TALKS = words(
    """
    talk talks negotiation negotiations discussion discussions consultation consultations
    """
)
RISKS = words(
    """
    risk possibility threat danger fear likelihood prospect chance plan proposal call threat preparation
    intention case event demand appeal request right ban question idea option decision order readiness need
    effort attempt desire willingness interest
    """
)
ACHIEVES = words(
    """
    begin start continue resume manage use appear seem proceed help fail refuse force cause lead report say believe
    know claim allege try attempt be have see make let rush go come accuse
    """
)
# denied, they deny what they bring about, and what comes about: "did not launch an attack", "no attack took place";
# "did not condemn the attack" and "the attack killed no one" do not
MAKES = words(
    """
    make carry launch conduct stage commit mount hold sign reach have do perform undertake execute begin start be see
    order plan attempt plot join enter take agree accept implement stage open wage order provide send suffer
    """
)
HAPPENS = words(
    """
    happen occur take be come begin start erupt break resume follow materialize materialise go hold proceed exist
    """
)
# "due to" these is because of them
CAUSES = words(
    """
    rain snow flood fire strike attack anger fear protest conflict storm fight war crash dispute delay damage demand
    lack need heat smoke fog frost work repair pressure concern neglect stress dust wind error mistake abuse overuse
    drink shell shortage bomb threat
    """
)
DUE = frozenset(["due", "slated", "poised", "about"])  # before "to": it is to come
DOUBTFUL = words(
    """
    any possible potential future planned imminent
    """
)
IF = words(
    """
    if unless whether lest
    """
)
PARTLY = words(
    """
    completely fully entirely totally wholly all
    """
)
MAYBE = frozenset(["may", "might", "could", "can", "should", "must", "ought", "have to"])


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the words around an event make of it."""

    status: Status
    partly: bool = False  # "not completely", "refused to fully": it happened in part
    reason: str = ""


def judge(sentence: Sentence, clause: Clause | None, headline: bool) -> Judgement:  # noqa: PLR0911 - a ladder
    """Return the status of the event told by a clause's verb."""
    if clause is None:
        return Judgement("reported")
    noun = _noun_before(sentence, clause)
    if clause.relation == "gerund" and clause.opener in ("of", "for", "in") and noun in RISKS:
        return Judgement("hypothetical", reason=f"“{noun} {clause.opener}”")
    had_to = clause.modal == "have to" and clause.tense == "past"  # "hundreds had to flee": they did
    if (clause.modal in MAYBE and not had_to) or clause.opener in IF:
        return Judgement("hypothetical", reason=f"“{clause.modal or clause.opener}”")
    negated = Judgement("negated", reason="negated") if clause.negated else None
    for outer, inner in _governing(sentence, clause):
        found = _governed(outer, inner)
        if found == "negated":
            negated = None if negated else Judgement("negated", reason=f"“{outer.lemma}”")
        elif found is not None:
            return Judgement(found, reason=f"“{outer.modal if outer.modal in MAYBE else outer.lemma}”")
    if negated:
        partly = any(sentence.words[n].lower in PARTLY for n in range(max(0, clause.first - 3), clause.verb + 1))
        return Judgement("reported", True, negated.reason) if partly else negated
    due = (clause.modal == "be to" and clause.lemma not in ("be", "become")) or _is_due(sentence, clause)
    if clause.tense == "future" or due or (headline and clause.infinitive and clause.parent is None):
        return Judgement("planned", reason="future")
    if _nobody(sentence, clause):
        return Judgement("negated", reason="“no”")
    return _aim(sentence, clause)


def _is_due(sentence: Sentence, clause: Clause) -> bool:
    """Tell "are due to meet" and "a summit is due to take place" from "delays due to rain"."""
    following = next((c for c in sentence.clauses if c.number == clause.number + 1), None)
    act = clause if clause.infinitive else following if clause.lemma == "be" else None
    if act is None or not act.infinitive:
        return False
    before = [word for word in sentence.words[max(0, act.first - 4) : act.first] if word.tag not in ("adv", "neg")]
    if len(before) < 2 or before[-1].lower != "to" or before[-2].lower not in DUE:
        return False
    return act.lemma not in CAUSES or bool(act.objects)  # "due to attack the town" it is, all the same


def _governing(sentence: Sentence, clause: Clause) -> Iterator[tuple[Clause, Clause]]:
    """Yield (governing clause, governed clause) upwards as far as the one tells whether the other happened."""
    inner = clause
    for outer in sentence.ancestors(clause):
        if inner.relation not in ("xcomp", "gerund", "complement"):
            return
        if inner.relation == "xcomp" or outer.lemma in WANTS | REFUSES | PLANS | PREVENTS | THREATENS:
            yield outer, inner
        inner = outer


def _aim(sentence: Sentence, clause: Clause) -> Judgement:
    """Judge an infinitive: "the decision to attack", "came to attack" are aims, "continued to attack" is not."""
    if not clause.infinitive or clause.parent is None:
        return Judgement("reported")
    noun = _noun_before_to(sentence, clause)
    if noun in RISKS:
        return Judgement("hypothetical", reason=f"“{noun} to”")
    return Judgement("reported") if _achieved(sentence, clause) else Judgement("hypothetical", reason="an aim")


def _noun_before(sentence: Sentence, clause: Clause) -> str:
    """Return the lemma of the noun before "of stationing": "question"."""
    at = clause.first - 2
    return sentence.words[at].lemma if at >= 0 and sentence.words[at].tag == "noun" else ""


def _nobody(sentence: Sentence, clause: Clause) -> bool:
    """Tell "no shots were fired", "hit no one"."""
    phrases = [clause.subject, *clause.objects]
    return any(
        phrase is not None and sentence.words[phrase.first].lower in ("no", "nobody", "none") for phrase in phrases
    )


def _noun_before_to(sentence: Sentence, clause: Clause) -> str:
    """Return the lemma of the last noun an infinitive may hang on: "made a request for X to hold talks"."""
    if clause.parent is None:
        return ""
    outer = sentence.clauses[clause.parent]
    nouns = [sentence.words[p.head] for p in outer.objects if p.last <= clause.first]
    return nouns[-1].lemma if nouns and nouns[-1].tag == "noun" else ""


def _governed(outer: Clause, inner: Clause) -> Status | None:  # noqa: PLR0911 - a ladder
    """Return what a governing verb makes of what it governs, None when it says nothing of it."""
    if outer.lemma in REFUSES:
        return "negated"
    if outer.modal in MAYBE or outer.opener in IF:
        return "hypothetical"
    if inner.relation == "xcomp":
        if outer.lemma in THREATENS:
            return "threatened"
        if outer.lemma in PLANS or outer.tense == "future":
            return "planned"
        if outer.lemma in WANTS:
            return "hypothetical"
    if outer.lemma in PREVENTS and inner.relation in ("gerund", "xcomp"):
        return "hypothetical"
    return None


def _achieved(sentence: Sentence, clause: Clause) -> bool:
    """Tell "continued to advance" (it does) from "came to attack" (an aim)."""
    assert clause.parent is not None
    outer = sentence.clauses[clause.parent]
    return outer.lemma in ACHIEVES


def judge_noun(sentence: Sentence, phrase: Phrase, clause: Clause | None) -> Judgement:
    """Return the status of an event told by a noun: "the risk of clashes", "no shots", "prevent an attack"."""
    by_phrase = _by_phrase(sentence, phrase)
    if by_phrase is not None or clause is None:
        return by_phrase or Judgement("reported")
    is_object = phrase in clause.objects and not clause.passive
    if is_object and clause.lemma in PREVENTS | WANTS | PLANS | THREATENS:
        return Judgement("hypothetical", reason=f"“{clause.lemma}”")
    if is_object or phrase == clause.subject:
        judged = judge(sentence, clause, headline=False)
        denies = clause.lemma in (MAKES if is_object else HAPPENS)
        return judged if judged.status != "negated" or denies else Judgement("reported")
    if clause.modal in MAYBE or clause.opener in IF:
        return Judgement("hypothetical", reason=f"“{clause.modal or clause.opener}”")
    return Judgement("reported")


def _by_phrase(sentence: Sentence, phrase: Phrase) -> Judgement | None:
    inside = [word.lower for word in sentence.words[phrase.first : phrase.last]]
    if inside[0] == "no" or phrase.prep == "without":
        return Judgement("negated", reason=f"“{phrase.prep or inside[0]}”")
    doubt = next((word for word in inside if word in DOUBTFUL), "")
    if doubt:
        return Judgement("hypothetical", reason=f"“{doubt}”")
    before = next((other for other in sentence.phrases if other.last == phrase.first - 1), None)
    if phrase.prep in ("on", "about", "for", "over") and before and sentence.words[before.head].lemma in TALKS:
        return Judgement("hypothetical", reason=f"“{sentence.words[before.head].lower} {phrase.prep}”")
    if phrase.prep in ("of", "for", "to") and before and sentence.words[before.head].lemma in RISKS:
        return Judgement("hypothetical", reason=f"“{sentence.words[before.head].lower} {phrase.prep}”")
    return None
