"""Decisions with their reasons in words, for "Why here?"."""

from __future__ import annotations

from collections.abc import Iterator

from mapapp.model import Candidate, Place
from mapapp.reading.resolvers.ranker.features import LOCAL, Name, Table
from mapapp.reading.resolvers.ranker.model import Array, Model
from mapapp.reading.resolvers.ranker.pools import DEMONYM, GUESS, LOOSE, STATIC, VARIANT

Decision = tuple[Place | None, float | None, tuple[Candidate, ...], str]


GUESS_FROM = 0.5  # a name that is in no gazetteer is guessed at only with this confidence


def nothing(name: Name) -> Decision:
    """Return the decision for a name without candidates."""
    return None, None, (), f"no place called {name.name} in the gazetteer"


def same_as(decision: Decision, other: str) -> Decision:
    """Return the decision of another name, for a name the text gives as its equal."""
    place, confidence, alternatives, _ = decision
    return place, confidence, alternatives, f"another name the text gives for {other}"


def not_of_kind(decision: Decision, name: str, word: str) -> Decision:
    """Return no place for a name whose candidates are larger than the text says, or far off."""
    return (
        None,
        None,
        decision[2],
        f"the text means a {word} called {name}, and the gazetteer knows none nearby",
    )


def elsewhere(decision: Decision, name: str, holder: str) -> Decision:
    """Return no place for a name that the text puts where its candidates are not; they are kept as alternatives."""
    return None, None, decision[2], f"the text puts {name} in {holder}, and no place of that name is there"


def within(decision: Decision, other: Candidate, holder: str) -> Decision:
    """Return a candidate that lies where the text puts the name, in the stead of one that does not."""
    return other.place, other.score, decision[2], f"the text puts it in {holder}"


def decide(table: Table, position: int, seen: Array, shares: Array, model: Model, shown: int) -> Decision:
    """Return the likeliest place of the name at a position, with its rivals and why."""
    name = table.names[position]
    start = int(table.starts[position])
    own = shares[start : start + len(name.pool.places)].tolist()
    order = sorted(range(len(own)), key=own.__getitem__, reverse=True)[:shown]
    values = seen[start : start + len(own)].tolist()
    alternatives = tuple(
        [Candidate(name.pool.places[at], round(own[at], 4), why(table, position, at, values[at])) for at in order]
    )
    best = order[0]
    how = int(name.pool.how[best])
    confidence = model.confidence(own[best], len(own) - 1, how, int(name.pool.group[best]))
    if how == GUESS and confidence < GUESS_FROM:
        closest = name.pool.places[best].name
        return None, None, alternatives, f"no place called {name.name}; {closest} comes closest, but not close enough"
    return name.pool.places[best], round(confidence, 4), alternatives, alternatives[0].reason


def why(table: Table, position: int, at: int, values: list[float]) -> str:
    """Return what speaks for a candidate of the name at a position, by its features; the most telling first."""
    said = [*_at_the_name(table, position, at, values), _in_company(table, position, at, values)]
    said += _by_itself(table.names[position], at)
    return "; ".join([part for part in said if part])


def _at_the_name(table: Table, position: int, at: int, values: list[float]) -> Iterator[str]:
    if not any(values[STATIC : STATIC + LOCAL]):
        return
    name = table.names[position]
    if values[STATIC] > 0:
        yield f"the text says {name.word}"
    if values[STATIC + 3] > 0.5 or values[STATIC + 4] > 0.5:
        yield f"within {_holder(table, position, at)}, named with it"
    if values[STATIC + 2] > 0:
        yield "the kind the document names elsewhere"
    if values[STATIC + 7] > 0:
        yield "the adjective before it"
    if values[STATIC + 6] > 0.5:
        yield "holds the place named with it"


def _in_company(table: Table, position: int, at: int, values: list[float]) -> str:
    country, division, country_named, division_named = values[STATIC + LOCAL : STATIC + LOCAL + 4]
    if division_named > 0.5:
        return "its province is named in the text"
    if division > 0.1:
        return _company(table, position, at, "division", "same province as")
    if country_named > 0.5:
        return "its country is named in the text"
    if country > 0.3:
        return _company(table, position, at, "country", "same country as")
    return "near other places of the text" if values[STATIC + LOCAL + 9] > 0.5 else ""


def _by_itself(name: Name, at: int) -> Iterator[str]:
    place, rivals = name.pool.places[at], len(name.pool.places) - 1
    if rivals == 0:
        yield f"the only place called {name.name}"
    elif at == 0:
        yield f"the most prominent of {rivals + 1} called {name.name}"
    how = int(name.pool.how[at])
    if how == VARIANT:
        yield f"{name.name} is a form of {place.name}"
    elif how == DEMONYM:
        yield f"{name.name} is the adjective of {place.name}"
    elif how in (LOOSE, GUESS):
        yield f"nothing is called {name.name}, {place.name} comes closest"


def _holder(table: Table, position: int, at: int) -> str:
    ids = table.names[position].pool.holders[at]
    for part, whole, _ in table.links:
        if part == position:
            for place in table.names[whole].pool.places:
                if place.id in ids:
                    return table.names[whole].name
    return "a place"


def _company(table: Table, position: int, at: int, label: str, words: str) -> str:
    mine = getattr(table.names[position].pool, label)[at]
    for other in table.names:
        if other is not table.names[position] and getattr(other.pool, label)[0] == mine:
            return f"{words} {other.name}"
    return ""
