"""Totals: "More than 5,000 people have been killed since May" sums up a long event and tells of no single one."""

from __future__ import annotations

from collections.abc import Sequence

from mapapp.model import TimeExpression, When
from mapapp.reading.extracting.events import VIOLENT, Event
from mapapp.reading.extracting.syntax import Clause


def is_total(event: Event) -> bool:
    """Tell whether an event sums up: violence told of in the perfect, with "since" a date or another event."""
    clause = event.clause
    if clause is None or event.phrase is not None or event.mode.theme not in VIOLENT or clause.tense != "perfect":
        return False
    return event.status == "reported" and _since(event, clause) is not None


def date_total(event: Event, times: Sequence[TimeExpression]) -> None:
    """Make an event a total: history that goes on from the date after "since", one of `times`, until now."""
    assert event.clause is not None
    since = _since(event, event.clause)
    event.total, event.status = True, "historical"
    event.reasons.append("a total of what happened since then")
    words = event.sentence.words
    after = [t for t in times if since is not None and t.start > words[since].start and t.when is not None]
    when = after[0].when if after else None
    if when is not None and when.start is not None:
        event.when = When(f"{when.value.split('/')[0]}/..", when.start, None, when.basis)
        event.when_span, event.own_date = (after[0].start, after[0].end), True


def _since(event: Event, clause: Clause) -> int | None:
    """Return the word "since" of a clause, or of the clause it opens."""
    below = [c for c in event.sentence.clauses if c.parent == clause.number and c.relation == "adverbial"]
    scope = sorted({n for each in (clause, *below) for n in each.scope})
    return next((n for n in scope if n > clause.verb and event.sentence.words[n].lower == "since"), None)
