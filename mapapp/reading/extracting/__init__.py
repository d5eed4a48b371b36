"""Reports: who says what happened where and when, read clause by clause.

`extract` goes through the passages once: words, clauses, events (lexicon), status, actors, dates, places, speaker;
then links events that speak of one another, answers denials, and keeps what is an incident: something that happened,
or is said to have, at a time or place. A verbal act without either is a claim, not an incident.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from mapapp.model import Answered, Document, Mention, Passage, Report, TimeExpression
from mapapp.reading.extracting import claims, echoes, placing, pointing, settling, threads, timing, unlisted
from mapapp.reading.extracting import lexicon as words_for
from mapapp.reading.extracting.actors import Cast
from mapapp.reading.extracting.clauses import take_apart
from mapapp.reading.extracting.course import Course
from mapapp.reading.extracting.events import VIOLENT, Context, Event, find
from mapapp.reading.extracting.headings import complete_passives, with_verbs
from mapapp.reading.extracting.lexicon import HAZARDS, Lexicon
from mapapp.reading.extracting.matching import agent_of, patient_of
from mapapp.reading.extracting.quantities import quantities
from mapapp.reading.extracting.scenes import set_scenes
from mapapp.reading.extracting.spots import Extents
from mapapp.reading.extracting.syntax import Clause, Phrase, Sentence
from mapapp.reading.extracting.tolls import bare, toll
from mapapp.reading.extracting.topics import Topic
from mapapp.reading.extracting.words import analyse
from mapapp.reading.resolvers.base import PlaceIndex
from mapapp.reading.tokens import words

__all__ = ["extract"]

# who is stationed, sent or involved acts, passive or not
MOVING = words(
    """
    presence deployment peacekeeping withdrawal talks
    """
)
# acts of words: told with a place only, it is often that of a person or an office
WORDS_ONLY = frozenset(["accuse", "reject", "support", "threaten", "request", "concede"])
LONGEST = 1200  # characters of a sentence; longer ones are tables, lists or attacks
LATELY = 60  # events and mentions looked back over
Spanned = TypeVar("Spanned", Mention, TimeExpression)
READ = ("headline", "body")  # captions and datelines tell of pictures and desks, not of the news


def extract(
    document: Document,
    passages: Sequence[Passage],
    mentions: Sequence[Mention],
    times: Sequence[TimeExpression],
    index: PlaceIndex,
) -> tuple[Report, ...]:
    """Return the reports of a document in text order, from its passages, mentions (with roles) and dates."""
    lexicon = words_for.load()
    cast = Cast(index, mentions)
    events: list[Event] = []
    named = placing.named(mentions)
    literal = [mention for mention in named if mention.place is not None]
    passages = list(_pieces(document.text, passages))
    topic = Topic.of(document.text, passages, literal, index)
    course = Course()
    hearing = claims.Hearing(document.text, lexicon, cast, passages)
    for number, passage in enumerate(passages):
        if passage.section not in READ:
            continue
        dated = _between(times, passage.start, passage.end)
        sentence = _sentence(document, passage, dated, _between(named, passage.start, passage.end), cast, lexicon)
        cast.learn(sentence)
        hearing.listen(sentence, number)
        context = Context(course.hazard(number), course.violent, passage.section == "headline")
        found = find(sentence, number, lexicon, context)
        course.note(found, number)
        _cast_events(document, sentence, found, lexicon, cast)
        for event in found:
            hearing.attribute(event)
        spoken = _between(named, passage.start, passage.end)
        called = unlisted.unlisted(sentence, _between(mentions, passage.start, passage.end), passage.section)
        spoken = sorted([*unlisted.without_parts(spoken, called), *called], key=lambda mention: mention.start)
        soil = pointing.soil(sentence, index, passage.section, topic.capitals)
        soil = soil if spoken or soil else pointing.lands(sentence, index, passage.section)
        placing.place_events(found, [*spoken, *soil], topic.named_before(literal, passage), topic.capital)
        set_scenes(sentence, number, events[-LATELY:], [*spoken, *soil], dated, lexicon)
        timing.date_events(found, dated, lexicon.speech, document.published)
        events.extend(found)
        hearing.answers(number, len(events))
        cast.turn(sentence)
    hearing.quote(events)
    threads.link(events)
    where = Extents(document, index)
    told = [event for event in events if _is_incident(event)]
    answers = hearing.settle(events, told)
    homeless = [event for event in told if settling.is_homeless(event) and not where.of(event)[1]]
    settling.settle(homeless, told, passages, mentions, settling.weights())
    return _reports(document, passages, told, answers, where)


def _reports(
    document: Document, passages: Sequence[Passage], events: Sequence[Event],
    answers: Sequence[tuple[claims.Answer, Event]], where: Extents,
) -> tuple[Report, ...]:  # fmt: skip
    """Return the reports of events that are incidents, and of what is answered to them."""
    kept = echoes.without_echoes(events)
    for event in kept:
        if event.when is None:
            event.when = timing.default_when(event, document.published)
    kept = [event for event in kept if event.when is not None or event.mentions or event.unlisted]
    inside = {id(event): answer for answer, event in answers if answer.inside}
    told = {id(event): _report(document, passages, event, where, inside.get(id(event))) for event in kept}
    reports = list(told.values())
    for answer, event in answers:
        if id(event) in told:
            reports.append(_answer(document, passages[answer.passage], answer, event, told[id(event)]))
    return tuple(sorted(reports, key=lambda report: (report.start, report.end, report.trigger or (0, 0))))


def _pieces(text: str, passages: Sequence[Passage]) -> Iterator[Passage]:
    """Yield the passages, cutting at white space what is far too long for a sentence."""
    for passage in passages:
        start = passage.start
        while passage.end - start > LONGEST:
            space = max(text.rfind(" ", start + 1, start + LONGEST), text.rfind("\n", start + 1, start + LONGEST))
            end = space if space > start else start + LONGEST
            if text[start:end].strip():
                yield replace(passage, start=start, end=end)
            start = end
        yield passage if start == passage.start else replace(passage, start=start)


def _position(spans: Sequence[Mention] | Sequence[TimeExpression], at: int) -> int:
    return bisect_left(spans, at, key=lambda span: span.start)


def _between(spans: Sequence[Spanned], start: int, end: int) -> list[Spanned]:
    """Return the mentions or dates, which stand in text order, that begin in [start, end)."""
    return list(spans[_position(spans, start) : _position(spans, end)])


def _sentence(
    document: Document, passage: Passage, times: Sequence[TimeExpression], named: Sequence[Mention], cast: Cast,
    lexicon: Lexicon,
) -> Sentence:  # fmt: skip
    places = [(mention.start, mention.end) for mention in named]
    spans = [(time.start, time.end) for time in times if time.type in ("DATE", "TIME")]
    demonyms = {word for word in _capitalised(document.text[passage.start : passage.end]) if cast.demonym(word)}
    found = analyse(document.text, passage.start, passage.end, demonyms, spans, places)
    if passage.section != "headline":
        return take_apart(found, lexicon.speech)
    sentence = take_apart(with_verbs(found, lexicon), lexicon.speech)
    complete_passives(sentence, lexicon)
    return sentence


def _capitalised(text: str) -> Iterable[str]:
    """Return the words that may be adjectives of places, lower case: those written with a capital."""
    words = {part.strip("“”\"'’.,;:()[]") for word in text.split() for part in word.replace("–", "-").split("-")}
    return {word.casefold() for word in words if word[:1].isupper()}


def _cast_events(
    document: Document, sentence: Sentence, events: Sequence[Event], lexicon: Lexicon, cast: Cast
) -> None:
    """Fill in actors, targets, quantities and speakers."""
    for event in events:
        clause = event.clause
        if clause is not None and event.phrase is None:
            moved = clause.passive and event.mode.theme in MOVING and agent_of(sentence, clause) is None
            event.actors = _acting(
                sentence, clause, clause.subject if moved else agent_of(sentence, clause), lexicon, cast
            )
            event.targets = tuple(
                dict.fromkeys(name for phrase in _patients(sentence, event) for name in cast.of(sentence, phrase))
            )
        elif event.phrase is not None:
            # "X's forces continued their advance": theirs is whoever the clause is about, before whoever spoke last
            own = sentence.words[event.phrase.first].lower in ("its", "their", "his", "her")
            subject = clause.subject if own and clause is not None and clause.subject != event.phrase else None
            event.actors = cast.acting(sentence, subject) or cast.acting(sentence, event.phrase)
            if not event.actors and clause is not None and event.phrase.prep in ("during", "in", "after", "by"):
                event.actors = cast.acting(sentence, agent_of(sentence, clause))
        if clause is not None:
            scope = clause.scope
            event.quantities = quantities(document.text, sentence, min(scope), max(scope) + 1) if scope else ()
        if event.mode.theme in VIOLENT and clause is not None and clause.scope:
            start, end = sentence.words[min(clause.scope)].start, sentence.words[max(clause.scope)].end
            event.quantities = bare(document.text, start, end, event.quantities)
        if event.mode.kind in HAZARDS:  # nobody acts in a disaster, and its toll may stand in any clause
            event.actors = event.targets = ()
            start, end = sentence.words[0].start, sentence.words[-1].end
            event.quantities = toll(document.text, start, end, event.quantities, event.mode.theme == "quake")


def _acting(
    sentence: Sentence, clause: Clause, phrase: Phrase | None, lexicon: Lexicon, cast: Cast
) -> tuple[str, ...]:
    """Return who acts; "it" and "they" under a verb of saying stand for who says it."""
    words = sentence.words[phrase.first : phrase.last] if phrase else []
    if len(words) == 1 and words[0].lower in ("it", "they"):
        inner = clause
        for outer in sentence.ancestors(clause):
            who = agent_of(sentence, outer)
            if outer.lemma in lexicon.speech:
                return cast.of(sentence, who)
            if who is not None and inner.relation == "adverbial" and sentence.words[who.head].tag == "noun":
                return cast.of(sentence, who)  # "fighters killed 40 when they attacked": they are the fighters
            inner = outer
        return ()
    reported = clause.relation == "complement" or any(c.relation == "complement" for c in sentence.ancestors(clause))
    return cast.acting(sentence, phrase, reported or any(c.relation == "speech" for c in sentence.ancestors(clause)))


def _patients(sentence: Sentence, event: Event) -> list[Phrase]:
    assert event.clause is not None
    direct = patient_of(sentence, event.clause)
    others = [
        p
        for p in event.clause.complements
        if p.prep
        in ("to", "with", "against", "on", "into", "for", *(("from",) if event.mode.kind == "request" else ()))
        and p is not direct
        and not (p.first > 1 and sentence.words[p.first - 2].lower == "according")
    ]
    return [*([direct] if direct else []), *others]


def _is_incident(event: Event) -> bool:
    """Tell whether an event has what an incident needs: a time or a place, its own or that of what it speaks of."""
    anchored = event.own_place or event.own_date or event.elsewhere
    if event.mode.anchored:
        return anchored and (event.own_date or event.mode.kind not in WORDS_ONLY)
    if event.status in ("hypothetical", "negated"):
        return event.own_place
    if event.status in ("planned", "threatened"):
        return event.own_date or event.said_date
    if not event.supported:
        return anchored or event.antecedent is not None or _names_victim(event)
    return anchored or event.said_date or event.antecedent is not None or bool(event.actors) or _is_news(event)


def _names_victim(event: Event) -> bool:
    """Tell "the murder of Ana Ruiz", "the mayor's kidnapping": one that happened, though no more is told."""
    phrase = event.phrase
    if phrase is None or event.mode.name not in ("killing", "abduction") or event.status != "reported":
        return False
    words = event.sentence.words
    if words[phrase.first].lower not in ("the", "this", "that"):
        return any(word.tag == "poss" for word in words[phrase.first : event.first])
    after = next((p for p in event.sentence.phrases if p.first == event.last + 1 and p.prep == "of"), None)
    return after is not None and (words[after.head].tag == "name" or words[after.first].lower in ("the", "a", "an"))


def _is_news(event: Event) -> bool:
    """Tell what is told as having happened ("A bus was blown up by a bomb"): news, though without a date or place.

    It happened in the days before the report, and where the report is: settling.py.
    """
    clause = event.clause
    if (
        event.status != "reported"
        or event.mode.kind not in settling.SEEN
        or clause is None
        or event.phrase is not None
    ):
        return False
    told = clause.relation in ("main", "complement", "speech") or (
        clause.relation == "adverbial" and clause.opener in placing.WHILE
    )
    return told and clause.tense in ("past", "perfect")


def _report(
    document: Document, passages: Sequence[Passage], event: Event, where: Extents, denial: claims.Answer | None
) -> Report:
    """Return the report of an event: its sentence, without the denial that the sentence may end with."""
    passage = passages[event.passage]
    end = passage.end
    if denial is not None:
        end = passage.start + len(document.text[passage.start : denial.opening].rstrip(" ,;–—"))
    extent, places = where.of(event)
    status = event.status
    if status == "reported" and timing.is_background(event.when, document.published):
        status = "historical"
    return Report(
        document_id=document.id,
        start=passage.start,
        end=end,
        quote=document.text[passage.start : end],
        kind=event.mode.kind,
        status=status,
        stance=event.stance,
        speaker=event.speaker,
        how=event.how,
        manner=event.manner,
        speaker_kind=event.speaker_kind,
        sides=event.said_by,
        through=event.through,
        trigger=event.trigger,
        when=event.when,
        when_span=event.when_span,
        places=places,
        extent=extent,
        actors=event.actors,
        targets=event.targets,
        quantities=event.quantities,
        mode=event.mode.name,
        reasons=tuple(event.reasons),
    )


def _answer(document: Document, whole: Passage, answer: claims.Answer, event: Event, told: Report) -> Report:
    """Return the report of an answer: of the incident it speaks of, with the stance of who answers."""
    start = answer.opening if answer.inside else whole.start
    who = answer.speaker.printed or "the report itself"
    verb = {"disputes": "disputes", "qualifies": "qualifies"}.get(answer.stance, "confirms")
    return replace(
        told,
        start=start,
        end=whole.end,
        quote=document.text[start : whole.end],
        stance=answer.stance,
        speaker=answer.speaker.printed,
        how=answer.how,
        manner=answer.manner,
        speaker_kind=answer.speaker.kind,
        sides=answer.speaker.sides,
        through=answer.through,
        answers=Answered(document.id, told.start, told.end),
        trigger=answer.trigger,
        when_span=None,
        quantities=(),
        reasons=(f"{who} {verb} what is told at {event.trigger[0]}: “{answer.how}”; place and date are those of it",),
    )
