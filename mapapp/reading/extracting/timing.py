"""When an event happened: from its own words, from what governs it, from the saying of it, or from publication."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from mapapp.model import Published, TimeExpression, When
from mapapp.reading.extracting import stretches, totals
from mapapp.reading.extracting.events import Event
from mapapp.reading.extracting.lexicon import HAZARDS
from mapapp.reading.extracting.moments import WEEKDAYS, moments
from mapapp.reading.extracting.stretches import interval, number_of, published_day, shifted
from mapapp.reading.extracting.syntax import Clause, Phrase, Sentence

SAID_AFTER_DAYS = 2  # what is said on a day in the past tense happened then or in the days before
SAID_SINCE_DAYS = 7  # what is said on a day in the perfect ("has bombed") in the week before
NEWS_DAYS = 7  # what a report tells without a date happened in the week before it was published
HOURS = frozenset(["hour", "hours", "morning", "afternoon", "evening", "night", "dawn"])
IN_PHRASE = frozenset(["prep", "det", "noun", "name", "adj", "poss", "num", "pron"])  # tags of words
AT_ONCE = frozenset(["when", "as"])
BACKGROUND_DAYS = 60  # what lies further back than this is background


def date_events(
    events: Sequence[Event], times: Sequence[TimeExpression], speech: Collection[str], published: Published
) -> None:
    """Fill in `when` of a sentence's events as far as its own words go."""
    for event in events:
        dated = [t for t in times if t.when is not None and t.type in ("DATE", "TIME") and _within(event.sentence, t)]
        grounded = stretches.joined(event.sentence, dated)
        free = [time for time in grounded if not _is_of_since(event, time, published)]
        own = _own(event, free)
        offset = stretches.offset(event, [t for t in times if _within(event.sentence, t)], published)
        if offset is not None and (own is None or event.phrase is not None):
            event.when, event.own_date = offset, True
            event.reasons.append("counted from the date beside it")
        elif (
            event.clause is not None
            and event.clause.modal == "be to"
            and event.clause.tense == "past"
            and own is None
        ):
            event.when = _obliged(grounded, published)
            day = published_day(published)
            if event.when and event.when.start and day and event.when.start < shifted(day, -BACKGROUND_DAYS):
                event.status = "historical"
        elif totals.is_total(event):
            totals.date_total(event, grounded)
        elif (stretch := _stretch(event, free, own, published)) is not None:
            event.when, event.own_date = stretch, True
        elif own is None and (since := _since(event, grounded)) is not None:
            event.when, event.own_date = _until_told(event, since, published), True
            if event.status == "reported" and event.clause is not None and event.clause.tense == "past":
                event.status = "historical"  # "had held since the 1990s": until what is told here
        elif own is not None:
            event.own_date = True
            if event.phrase is not None and event.status in ("planned", "hypothetical") and _inside(event, own):
                event.status = "reported"  # "want to convey condolences for Saturday's attack"
            event.when, event.when_span = own.when, (own.start, own.end)
            _open_since(event, own)
        elif (printed := _own(event, _nameable(event.sentence, times))) is not None:
            event.own_date, event.when_span = True, (printed.start, printed.end)
            event.printed = printed.text
            event.reasons.append(f"on “{printed.text}”, which nothing says how to count")
        else:
            _inherit(event, free, speech)


def _is_of_since(event: Event, time: TimeExpression, published: Published) -> bool:
    """Tell the date of "the deadliest since the invasion in February 2022": it is the invasion's alone.

    What is news ("the first attack since the truce on Monday") is not, nor what stands right after "since", which
    says how long something has gone on.
    """
    words = event.sentence.words
    at = number_of(event.sentence, time)
    if at is None or moments(time.text) & WEEKDAYS or _is_news(time, published):
        return False
    since = at - 1
    while since >= 0 and words[since].tag in IN_PHRASE and words[since].lower != "since":
        since -= 1
    if since < 0 or words[since].lower != "since" or since == at - 1:
        return False
    inside = event.phrase is not None and since < event.first and (event.first < at or event.phrase.first <= at)
    return not inside


def _is_news(time: TimeExpression, published: Published) -> bool:
    day = published_day(published)
    return bool(day and time.when and time.when.end and time.when.end > shifted(day, -NEWS_DAYS))


def _stretch(
    event: Event, times: Sequence[TimeExpression], own: TimeExpression | None, published: Published
) -> When | None:
    """Return the stretch between a beginning and an end that the sentence names, or the one up to a term."""
    dated = [(c.number, t) for c in event.sentence.clauses if (t := _in_clause(event.sentence, c, times))]
    return stretches.begun_and_ended(event, dated) or (stretches.by(event, times, published) if own is None else None)


def _nameable(sentence: Sentence, times: Sequence[TimeExpression]) -> list[TimeExpression]:
    """Return the dates that name a weekday or a month but could not be grounded: the report has no date itself."""
    return [t for t in times if t.when is None and t.type in ("DATE", "TIME") and moments(t.text)
            and _within(sentence, t)]  # fmt: skip


def _inside(event: Event, time: TimeExpression) -> bool:
    """Tell whether a date stands before an event noun in its own phrase: "Saturday's attack"."""
    words = event.sentence.words
    after = next((n for n, word in enumerate(words) if word.start >= time.end), len(words))
    return event.phrase is not None and after < len(words) and words[after].tag == "poss" and after < event.first


def _within(sentence: Sentence, time: TimeExpression) -> bool:
    return sentence.words[0].start <= time.start < sentence.words[-1].end


def _own(event: Event, times: Sequence[TimeExpression]) -> TimeExpression | None:
    """Return the date that belongs to an event: in its phrase, right after it, or in its clause."""
    if event.phrase is not None:
        inside = [t for t in times if _touches(event, t)]
        told = [c for c in event.sentence.clauses if c.antecedent == event.phrase]
        inside = inside or [t for c in told if (t := _in_clause(event.sentence, c, times)) is not None]
        if inside:
            return inside[0]
        if not event.supported:
            return None
    if event.clause is None:
        return times[0] if len(times) == 1 else None
    raised = [time for clause in event.sentence.clauses for time in _raised(event.sentence, clause, times)]
    if event.clause.relation == "relative":
        times = [time for time in times if time not in raised]
    else:
        below = [c for c in event.sentence.clauses if c.parent == event.clause.number and c.relation == "relative"]
        from_below = [time for clause in below for time in _raised(event.sentence, clause, times)]
        if from_below:
            return from_below[0]
    own = _in_clause(event.sentence, event.clause, times)
    if own is None and event.mode.kind in ("assault", "protest", "coerce") and event.phrase is None:
        joined = event.sentence.coordinated(event.clause)
        own = next((found for clause in joined if (found := _in_clause(event.sentence, clause, times))), None)
    return own


def _raised(sentence: Sentence, clause: Clause, times: Sequence[TimeExpression]) -> list[TimeExpression]:
    """Return the dates after a relative clause's own: "drove them from land held since the 1990s ... last year"."""
    if clause.relation != "relative":
        return []
    inside = [t for t in times if (n := number_of(sentence, t)) is not None and n in clause.scope]
    since = [t for t in inside if sentence.words[max(0, (number_of(sentence, t) or 0) - 1)].lower == "since"]
    return [t for t in inside if since and t.start > since[-1].start]


def _obliged(times: Sequence[TimeExpression], published: Published) -> When | None:
    """Return when what somebody "was to" do by an agreement may have been done: from the agreement on."""
    starts = [t.when.start for t in times if t.when is not None and t.when.start is not None]
    return interval(min(starts, default=None), published_day(published))


def _touches(event: Event, time: TimeExpression) -> bool:
    """Tell whether a date stands in an event noun's phrase or follows it through prepositional phrases."""
    assert event.phrase is not None
    words = event.sentence.words
    number = next((n for n, word in enumerate(words) if word.start >= time.start), len(words))
    if event.phrase.first - 5 <= number < event.phrase.last:
        between = words[number : event.phrase.first]
        return all(word.lemma == "<time>" or word.tag == "poss" for word in between)
    last = event.last
    while last < len(words) and last < number:
        beyond = event.sentence.beyond_apposition(last) if words[last].text == "," else last
        if last < beyond <= number:
            last = beyond
            continue
        if words[last].tag in ("verb", "aux", "modal", "sub", "rel", "punct", "to"):
            return False
        last += 1
    return number >= event.last


def _in_clause(sentence: Sentence, clause: Clause, times: Sequence[TimeExpression]) -> TimeExpression | None:
    scope = set(clause.scope)
    found = []
    for time in times:
        number = number_of(sentence, time)
        if number is None or number not in scope or _modifies_noun(sentence, number, time):
            continue
        found.append((abs(number - clause.verb), time))
    return min(found, key=lambda pair: pair[0])[1] if found else None


def _modifies_noun(sentence: Sentence, number: int, time: TimeExpression) -> bool:
    """Tell "since last year's war" and "the 1997 treaty" from a date of the clause."""
    words = sentence.words
    after = next((n for n, word in enumerate(words) if word.start >= time.end), len(words))
    last = words[number - 1] if number > 0 else None
    if after < len(words) and words[after].tag == "poss":
        return True
    if (
        after < len(words)
        and words[after].tag in ("noun", "adj", "name")
        and last
        and last.tag in ("det", "poss", "adj")
    ):
        return True  # "the 1997 treaty", not "On Friday senior officials"
    if last is not None and last.lower == "of" and number > 1 and words[number - 2].lemma in HOURS:
        return False  # "in the early hours of 2 August"
    return last is not None and last.lower in ("since", "from", "until", "till", "by", "of")


def _since(event: Event, times: Sequence[TimeExpression]) -> When | None:
    """Return "since the 1990s" as an interval open at its end, for what goes on until now or then."""
    if event.clause is None or event.phrase is not None:
        return None
    for time in times:
        number = number_of(event.sentence, time)
        if (
            number
            and number in event.clause.scope
            and event.sentence.words[number - 1].lower == "since"
            and time.when
        ):
            start = time.when.start
            return When(f"{time.when.value.split('/')[0]}/..", start, None, "inferred") if start else None
    return None


def _until_told(event: Event, since: When, published: Published) -> When | None:
    """Return "has killed 15 since Monday" as up to the report, since more may die; what else lasts stays open."""
    day = published_day(published)
    toll = event.mode.kind in HAZARDS and event.clause is not None and event.clause.tense == "perfect"
    return interval(since.start, day) if toll and day is not None and since.start is not None else since


def _open_since(event: Event, time: TimeExpression) -> None:
    """A state "since May" goes on; one dated by a year or month is open at its end."""
    if event.mode.state and event.when is not None and event.when.start and (event.when.days or 0) > 27:
        event.when = When(f"{event.when.value.split('/')[0]}/..", event.when.start, None, event.when.basis)
    del time


def _inherit(event: Event, times: Sequence[TimeExpression], speech: Collection[str]) -> None:
    """Take the date of what governs the event, or of the saying of it."""
    if event.clause is None:
        return
    for inner in event.sentence.clauses:  # "two were wounded when gunmen attacked their car on Monday"
        if inner.parent == event.clause.number and inner.relation == "adverbial" and inner.opener in AT_ONCE:
            time = _in_clause(event.sentence, inner, times)
            if time is not None:
                event.when, event.own_date, event.when_span = time.when, True, (time.start, time.end)
                return
    if event.clause.parent is None and (first := _opening(event.sentence, times)) is not None:
        event.when, event.own_date, event.when_span = first.when, True, (first.start, first.end)
        return
    inner = event.clause
    for outer in event.sentence.ancestors(event.clause):
        time = _in_clause(event.sentence, outer, times) or _aside(event.sentence, outer, inner, times)
        if time is not None and time.when is not None:
            event.when_span = (time.start, time.end)
            if outer.lemma in speech or outer.relation == "speech":
                event.when, event.said_date = _said(event, time.when), True
                event.reasons.append(f"said on “{time.text}”")
            elif inner.opener in ("after", "since", "following"):
                event.when, event.said_date = _said(event, time.when), True
                event.reasons.append(f"before “{time.text}”")
            elif inner.relation == "relative" and inner.tense == "past" and outer.tense in ("present", "perfect"):
                event.when_span = None  # "has shown the frailty of a truce that stopped the violence": long before
            elif inner.opener not in ("before", "until", "if", "unless"):
                event.when, event.own_date = time.when, inner.relation not in ("relative", "reduced")
                event.said_date = not event.own_date
                event.reasons.append(f"date of “{outer.lemma}”")
            return
        inner = outer


def _opening(sentence: Sentence, times: Sequence[TimeExpression]) -> TimeExpression | None:
    """Return a date that opens the sentence, set off by a comma: "On May 14, the day the truce ended, ..."."""
    words = sentence.words
    for time in times[:1]:
        number = number_of(sentence, time)
        after = next((n for n, word in enumerate(words) if word.start >= time.end), len(words) - 1)
        opens = number == 0 or (number == 1 and words[0].lower in ("on", "in"))
        if opens and words[after].text == "," and after + 2 < len(words) and words[after + 1].lower in ("the", "a"):
            return time
    return None


def _aside(
    sentence: Sentence, outer: Clause, inner: Clause, times: Sequence[TimeExpression]
) -> TimeExpression | None:
    """Return the date of a participle beside the governing verb: "Speaking on Friday, he said that ..."."""
    for clause in sentence.clauses:
        if clause.parent == outer.number and clause.relation == "adjunct" and clause is not inner:
            found = _in_clause(sentence, clause, times)
            if found is not None and clause.number < outer.number:
                return found
    return None


def _said(event: Event, when: When) -> When | None:
    """Return when something happened that was said at `when`."""
    if when.start is None or when.end is None or (when.days or 99) > 31:
        return replace(when, basis="inferred")
    assert event.clause is not None
    if event.clause.tense == "future" or event.status == "planned":
        return interval(when.start, shifted(when.start, 30))
    if event.clause.tense == "present" or event.mode.state:
        return replace(when, basis="inferred")
    told = (event.clause, *event.sentence.ancestors(event.clause))  # "shells fired at X have killed": by "have"
    tense = next((clause.tense for clause in told if clause.tense != "none"), "none")
    before = SAID_SINCE_DAYS if tense == "perfect" else SAID_AFTER_DAYS
    return interval(shifted(when.start, -before), shifted(when.end, -1))


def default_when(event: Event, published: Published) -> When | None:
    """Return when an undated event happened, from publication alone; None when that is unknown."""
    day = published_day(published)
    if day is None:
        return None
    clause = event.clause
    if event.total:
        return interval(None, day)
    if clause is not None and event.phrase is None and _is_earlier(event.sentence, clause):
        return interval(None, day)
    if event.mode.state or not event.supported or (clause is not None and _is_presupposed(event.sentence, clause)):
        return interval(None, day)
    if event.status == "planned":
        return interval(day, shifted(day, 30))
    return interval(shifted(day, -NEWS_DAYS), day)


def _is_earlier(sentence: Sentence, clause: Clause) -> bool:
    """Tell whether the words put it before the news of the day: "has earlier asked", "after the war"."""
    if clause.tense not in ("perfect", "past", "none"):
        return False
    for each in (clause, *sentence.ancestors(clause)):
        words = sentence.words
        if any(words[n].lower in ("earlier", "previously", "already") and n > words_start(each) for n in each.scope):
            return True
        before = [phrase.prep for phrase in fronted(sentence, each) if phrase.first < each.verb]
        if each.tense == "perfect" and ("after" in before or "since" in before):
            return True  # "After the war X has asked"; "has taken X after a raid" is news
    return False


def words_start(clause: Clause) -> int:
    """Return the first word of a clause: an opening "Earlier," says when something was said, not when it happened."""
    return clause.scope[0] if clause.scope else clause.first


def fronted(sentence: Sentence, clause: Clause) -> list[Phrase]:
    """Return the phrases with a preposition that stand in a clause, before or after its verb."""
    scope = set(clause.scope)
    return [phrase for phrase in sentence.phrases if phrase.prep and phrase.first in scope]


def _is_presupposed(sentence: Sentence, clause: Clause) -> bool:
    """Tell "the truce that stopped the violence" (known before) from "there are places that they left" (news)."""
    if clause.relation not in ("relative", "reduced"):
        return False
    parent = sentence.clauses[clause.parent] if clause.parent is not None else None
    return not (parent is not None and parent.lemma == "be" and sentence.text(parent.subject) == "there")


def is_background(when: When | None, published: Published) -> bool:
    """Tell whether something lies so far before publication that it is history."""
    day = published_day(published)
    return bool(when and when.end and day and when.end < shifted(day, -BACKGROUND_DAYS))
