"""Did it happen, by the words? Negation, modality, plans, threats and conditions around an event."""

from __future__ import annotations

from dataclasses import dataclass

from mapapp.model import Status
from mapapp.reading.extracting.clauses import Clause, Phrase, Sentence

REFUSES = frozenset(["fail", "refuse", "decline", "neglect", "cease", "avoid"])
PLANS = frozenset(
    ["plan", "intend", "prepare", "agree", "promise", "pledge", "expect", "schedule", "propose", "offer", "decide", "mean", "aim", "envision", "envisage", "consider", "set", "offer", "want", "wish", "hope", "seek", "ready", "willing"]
)
THREATENS = frozenset(["threaten", "vow", "warn", "swear"])
WANTS = frozenset(
    ["urge", "ask", "order", "demand", "call", "request", "press", "want", "need", "require", "authorize", "allow", "invite", "tell", "hope", "fear", "advise", "suggest", "recommend", "beg", "ought", "expect", "must", "help"]
)
PREVENTS = frozenset(["prevent", "avoid", "avert", "deter", "stop", "halt", "foil", "thwart", "preclude", "oppose", "fear", "risk", "end"])
RISKS = frozenset(
    ["risk", "possibility", "threat", "danger", "fear", "likelihood", "prospect", "chance", "plan", "proposal", "call", "threat", "preparation", "intention", "case", "event", "demand", "appeal", "request", "right", "ban", "question", "idea", "option", "decision", "order", "readiness", "need", "effort", "attempt", "desire", "willingness"]
)
IF = frozenset(["if", "unless", "whether", "in", "case", "lest"])
PARTLY = frozenset(["completely", "fully", "entirely", "totally", "wholly", "all"])
MAYBE = frozenset(["may", "might", "could", "can", "should", "must", "ought", "have to"])


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the words around an event make of it."""

    status: Status
    partly: bool = False  # "not completely", "refused to fully": it happened in part
    reason: str = ""


def judge(sentence: Sentence, clause: Clause | None, headline: bool) -> Judgement:  # noqa: PLR0911
    """Return the status of the event told by a clause's verb."""
    if clause is None:
        return Judgement("reported")
    if clause.relation == "gerund" and clause.opener in ("of", "for") and _noun_before(sentence, clause) in RISKS:
        return Judgement("hypothetical", reason=f"“{_noun_before(sentence, clause)} {clause.opener}”")
    negated, why = clause.negated, "negated" if clause.negated else ""
    if clause.modal in MAYBE:
        return Judgement("hypothetical", reason=f"“{clause.modal}”")
    if clause.opener in IF:
        return Judgement("hypothetical", reason=f"“{clause.opener}”")
    planned = clause.tense == "future" or (headline and clause.infinitive and clause.parent is None)
    inner = clause
    for outer in sentence.ancestors(clause):
        if inner.relation not in ("xcomp", "gerund", "complement"):
            break
        if inner.relation == "xcomp" or outer.lemma in WANTS | REFUSES | PLANS | PREVENTS | THREATENS:
            found = _governed(outer, inner)
            if found == "negated":
                negated, why = not negated, f"“{outer.lemma}”"
            elif found is not None:
                return Judgement(found, reason=f"“{outer.lemma}”")
            if outer.modal in MAYBE or outer.opener in IF:
                return Judgement("hypothetical", reason=f"“{outer.modal or outer.opener}”")
            planned = planned or (inner.relation == "xcomp" and outer.tense == "future")
        inner = outer
    if negated:
        partly = any(sentence.words[n].lower in PARTLY for n in range(max(0, clause.first - 3), clause.verb + 1))
        return Judgement("reported" if partly else "negated", partly, why)
    if planned:
        return Judgement("planned", reason="future")
    if _nobody(sentence, clause):
        return Judgement("negated", reason="“no”")
    if clause.infinitive and _noun_before_to(sentence, clause) in RISKS:
        return Judgement("hypothetical", reason=f"“{_noun_before_to(sentence, clause)} to”")
    if clause.infinitive and clause.parent is not None and not _achieved(sentence, clause):
        return Judgement("hypothetical", reason="an aim")
    return Judgement("reported")


def _noun_before(sentence: Sentence, clause: Clause) -> str:
    """Return the lemma of the noun before "of stationing": "question"."""
    at = clause.first - 2
    return sentence.words[at].lemma if at >= 0 and sentence.words[at].tag == "noun" else ""


def _nobody(sentence: Sentence, clause: Clause) -> bool:
    """Tell "no shots were fired", "hit no one"."""
    phrases = [clause.subject, *clause.objects]
    return any(phrase is not None and sentence.words[phrase.first].lower in ("no", "nobody", "none") for phrase in phrases)


def _noun_before_to(sentence: Sentence, clause: Clause) -> str:
    """Return the lemma of the last noun an infinitive may hang on: "made a request for X to hold talks"."""
    if clause.parent is None:
        return ""
    outer = sentence.clauses[clause.parent]
    nouns = [sentence.words[p.head] for p in outer.objects if p.last <= clause.first]
    return nouns[-1].lemma if nouns and nouns[-1].tag == "noun" else ""


def _governed(outer: Clause, inner: Clause) -> Status | None:
    if outer.lemma in REFUSES:
        return "negated"
    if outer.lemma in THREATENS and inner.relation == "xcomp":
        return "threatened"
    if outer.lemma in PLANS and inner.relation == "xcomp":
        return "planned"
    if outer.lemma in PREVENTS and inner.relation in ("gerund", "xcomp"):
        return "hypothetical"
    if outer.lemma in WANTS and inner.relation == "xcomp":
        return "hypothetical"
    return None


def _achieved(sentence: Sentence, clause: Clause) -> bool:
    """Tell "continued to advance" (it does) from "came to attack" (an aim)."""
    assert clause.parent is not None
    outer = sentence.clauses[clause.parent]
    return outer.lemma in {
        "begin", "start", "continue", "resume", "manage", "use", "appear", "seem", "proceed", "help", "fail", "refuse",
        "force", "cause", "lead", "report", "say", "believe", "know", "claim", "allege", "try", "attempt", "be", "have",
        "see", "make", "let", "rush", "go", "come", "accuse",
    }  # fmt: skip


def judge_noun(sentence: Sentence, phrase: Phrase, clause: Clause | None) -> Judgement:
    """Return the status of an event told by a noun: "the risk of clashes", "no shots", "prevent an attack"."""
    inside = sentence.words[phrase.first : phrase.last]
    if any(word.lower in ("no", "any", "possible", "potential", "future", "planned", "imminent") for word in inside):
        return Judgement("negated" if inside[0].lower == "no" else "hypothetical", reason="“no” or “possible”")
    if phrase.prep in ("without", "against", "despite") and phrase.prep == "without":
        return Judgement("negated", reason="“without”")
    before = next((other for other in sentence.phrases if other.last == phrase.first - 1), None)
    if phrase.prep in ("of", "for", "to") and before and sentence.words[before.head].lemma in RISKS:
        return Judgement("hypothetical", reason=f"“{sentence.words[before.head].lower} {phrase.prep}”")
    if clause is None:
        return Judgement("reported")
    is_object = phrase in clause.objects and not clause.passive
    if is_object and clause.lemma in PREVENTS | WANTS | PLANS | THREATENS:
        return Judgement("hypothetical", reason=f"“{clause.lemma}”")
    if is_object or phrase == clause.subject:
        return judge(sentence, clause, headline=False)
    if clause.modal in MAYBE or clause.opener in IF:
        return Judgement("hypothetical", reason=f"“{clause.modal or clause.opener}”")
    return Judgement("reported")
