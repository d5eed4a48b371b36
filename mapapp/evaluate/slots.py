"""Score incidents against templates filled by hand, as MUC-4 has them: type, date and a hierarchy of places.

The keys name attacks on civilian targets only, and name places in words, not as points: a place is right when its
name is. (Proceedings of the Fourth Message Understanding Conference, 1992.)
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from mapapp.evaluate.gold import Gold
from mapapp.evaluate.result import Miss, Result, Row, share
from mapapp.model import KINDS, Incident, Reading
from mapapp.reading.extracting.actors import folded
from mapapp.reading.extracting.salience import most_salient
from mapapp.reading.merging import merge
from mapapp.reading.tokens import words

TASK = "incidents"
MOST_INCIDENTS, MOST_PLACES, MOST_DAYS = 3, 2, 31
CONVENTION = (
    "Keys that are not optional and name a place that stands in the text. Of a story with a key, our "
    f"{MOST_INCIDENTS} most salient incidents that are `reported`, each answering at most one key (the pairing that "
    "answers most). "
    f"Place: one of our first {MOST_PLACES} has the name of the key's innermost place in the text, or of an "
    f"alternative. Date: of keys dated to the day, ours overlaps and is no wider than {MOST_DAYS} days. Keys tell of "
    "attacks on civilians only: incidents without a key are no errors as such."
)
# what a name may have more or less of and still be the same name: "SAN MIGUEL", "San Miguel Department"
GENERIC = words(
    """
    city town village department province state district municipality region neighborhood neighbourhood county de del
    of the la el los las jurisdiction republic ciudad departamento provincia zone area valley port
    """
)


@dataclass(frozen=True, slots=True)
class Key:
    """A template with a place named in its text."""

    type: str
    names: tuple[tuple[str, bool], ...]  # folded name of the innermost place, and whether it is a country's
    days: tuple[tuple[dt.date, dt.date], ...]  # first and last day it may be dated; empty: not dated to the day
    raw: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Story:
    reading: Reading
    keys: tuple[Key, ...]
    incidents: tuple[Incident, ...]  # reported, most salient first
    answers: Mapping[int, tuple[Incident, bool]]  # number of a key -> who names its place, and whether dated right


def has_templates(gold: Gold) -> bool:
    """Tell whether a gold's answers are templates."""
    return any("templates" in document.raw for document in gold.documents)


def score(gold: Gold, readings: Sequence[Reading]) -> Result:
    """Return how many keys our incidents answer, and how many incidents there are beside them."""
    stories = [
        _story(document.raw.get("templates", ()), reading, MOST_INCIDENTS)
        for document, reading in zip(gold.documents, readings, strict=True)
    ]
    loose = [answered(story.keys, story.incidents, len(story.incidents)) for story in stories]
    keys = [key for story in stories for key in story.keys]
    exact = sum(bool(key.days) for key in keys)
    asked = [story for story in stories if story.keys]
    idle = [
        story for story, document in zip(stories, gold.documents, strict=True) if not document.raw.get("templates")
    ]
    rows = (
        share("place found", sum(len(story.answers) for story in stories), len(keys)),
        share("place and date, keys dated to the day", _dated(story.answers for story in stories), exact),
        share("place found, by any incident", sum(len(each) for each in loose), len(keys)),
        share("place and date, by any incident", _dated(loose), exact),
        share("place among the names found", sum(_has_name(s, key) for s in stories for key in s.keys), len(keys)),
        Row("stories with a key", len(asked), unit=" "),
        Row("incidents per story with a key", _mean(asked)),
        Row("incidents per story without a template", _mean(idle)),
        *(row for row in _by_kind(asked, idle)),
    )
    return Result(TASK, CONVENTION, rows, tuple(miss for story in stories for miss in _misses(story)))


def keys_of(templates: Sequence[Mapping[str, Any]]) -> tuple[Key, ...]:
    """Return the keys of a document: templates that must be filled and name a place that stands in the text."""
    found = []
    for raw in templates:
        names = tuple(dict.fromkeys(_names(raw)))
        if names and not raw["optional"]:
            found.append(Key(str(raw["type"]), names, tuple(_days(raw)), raw))
    return tuple(found)


def _names(raw: Mapping[str, Any]) -> Iterator[tuple[str, bool]]:
    """Yield the innermost place in the text, folded, of the location and of each alternative."""
    for parts in (raw["location_parts"], *(raw.get("location_alternatives") or ())):
        inside = [part for part in parts or () if part["in_text"]]
        if inside:
            yield folded(inside[-1]["name"]), inside[-1]["kind"] == "COUNTRY"


def _days(raw: Mapping[str, Any]) -> Iterator[tuple[dt.date, dt.date]]:
    """Yield the first and last day of a date given to the day, and of what may stand for it."""
    if raw["date_kind"] != "on":
        return
    dates = [(raw["date_start"], raw["date_end"])]
    dates += [(each["start"], each["end"]) for each in raw.get("date_alternatives") or ()]
    for start, end in dates:
        if start:
            yield dt.date.fromisoformat(start), dt.date.fromisoformat(end or start)


def _story(templates: Sequence[Mapping[str, Any]], reading: Reading, most: int) -> _Story:
    incidents = most_salient(each for each in merge([reading]) if each.status == "reported")
    keys = keys_of(templates)
    return _Story(reading, keys, incidents, answered(keys, incidents, most))


def answered(keys: Sequence[Key], incidents: Sequence[Incident], most: int) -> dict[int, tuple[Incident, bool]]:
    """Return which of the first `most` incidents names the place of which key, and whether its date fits too.

    Every incident answers one key at most; of all pairings the one with most places, then most dates, is taken.
    """
    ours = list(incidents[:most])
    fits = [[(place_fits(key, each), date_fits(key, each)) for each in ours] for key in keys]
    taken: dict[int, int] = {}  # number of an incident -> of the key it answers
    stages: tuple[Callable[[tuple[bool, bool]], bool], ...] = (all, itemgetter(0))
    for wanted in stages:
        for number in range(len(keys)):
            if number not in taken.values():
                _pair(number, [[wanted(fit) for fit in row] for row in fits], taken, set())
    return {key: (ours[number], all(fits[key][number])) for number, key in taken.items()}


def _pair(key: int, fits: Sequence[Sequence[bool]], taken: dict[int, int], seen: set[int]) -> bool:
    """Give a key an incident, asking keys that have one to change over to another (augmenting paths)."""
    for number, fit in enumerate(fits[key]):
        if fit and number not in seen:
            seen.add(number)
            if number not in taken or _pair(taken[number], fits, taken, seen):
                taken[number] = key
                return True
    return False


def place_fits(key: Key, incident: Incident) -> bool:
    """Tell whether one of an incident's first places has the key's name, in the text or in the gazetteer."""
    ours = {folded(name) for each in incident.places[:MOST_PLACES] for name in (each.name, each.place.name)}
    return is_named(key, ours)


def is_named(key: Key, names: Iterable[str]) -> bool:
    """Tell whether a key's place is among folded names."""
    return any(_one_name(name, other, country) for other in names for name, country in key.names)


def _one_name(name: str, other: str, country: bool) -> bool:
    if name == other:
        return True
    if country:
        return False  # "Guatemala City" is not all of Guatemala
    one, two = (set(each.replace("-", " ").split()) for each in (name, other))
    return bool(one & two) and (one ^ two) <= GENERIC


def date_fits(key: Key, incident: Incident) -> bool:
    """Tell whether an incident is dated to a month or less that overlaps the key's day."""
    when = incident.when
    if when is None or when.start is None or when.end is None or (when.end - when.start).days > MOST_DAYS:
        return False
    return any(when.start <= last and first < when.end for first, last in key.days)


def _has_name(story: _Story, key: Key) -> bool:
    named = {folded(name) for m in story.reading.mentions for name in (m.name, *([m.place.name] if m.place else ()))}
    return is_named(key, named)


def _dated(answers: Iterable[Mapping[int, tuple[Incident, bool]]]) -> int:
    return sum(dated for story in answers for _, dated in story.values())


def _mean(stories: Sequence[_Story]) -> float:
    return sum(len(story.incidents) for story in stories) / len(stories) if stories else 0.0


def _by_kind(asked: Sequence[_Story], idle: Sequence[_Story]) -> Iterator[Row]:
    for name, stories in (("with a key", asked), ("without a template", idle)):
        counts = Counter(each.kind for story in stories for each in story.incidents)
        for kind in sorted(KINDS, key=lambda kind: -counts[kind]):
            if counts[kind]:
                yield Row(f"{kind} per story {name}", counts[kind] / len(stories))


def _misses(story: _Story) -> Iterator[Miss]:
    text = story.reading.document.text
    for number, key in enumerate(story.keys):
        if number in story.answers and (story.answers[number][1] or not key.days):
            continue
        ours = "; ".join(
            f"{each.mode} {each.when.value if each.when else 'undated'} {', '.join(p.name for p in each.places[:2])}"
            for each in story.incidents
        )
        expected = f"{key.type} {key.raw['date_raw']} {key.raw['location_raw']}"
        kind = "date" if number in story.answers else "place" if _has_name(story, key) else "name"
        at = max(0, text.lower().find(key.names[0][0]))
        words = text[at : at + len(key.names[0][0])] or key.names[0][0]
        yield Miss(story.reading.document.id, at, at + max(1, len(words)), kind, words, words, expected, ours)
