"""Where something happened that is told without a place: taken from the words around, or from the dateline.

"BOGOTA, 3 May. A bomb went off outside a bank today" happened in Bogotá, though the sentence does not say so. Every
place the report names is weighed by where it stands (logistic regression; weights in data/models/settling.json, made
by train_settling.py beside them); what is not likely enough stays without a place. A country alone is taken from the
adjectives of the sentence or from what the report is about. Nothing taken so is drawn as a spot, and only what is
very likely is drawn at all: see `spots.Extents`.
"""

from __future__ import annotations

import json
import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from mapapp import paths
from mapapp.model import Mention, Passage
from mapapp.reading.extracting.events import VIOLENT, Event
from mapapp.reading.tokens import words

SEEN = frozenset({"assault", "protest", "coerce", "disaster", "accident", "crime"})  # kinds that happen at a spot
WIDE = ("country", "continent", "ocean", "sea", "historical", "region")
HERE = words(
    """
    here city capital downtown local street avenue neighborhood neighbourhood outside
    """
)
MOST = 12  # candidates weighed for one event, the nearest ones
SURE = 0.22  # likelihood above which a place is taken; see train_settling.py
DOMINANT = 0.5  # share of the places a report names above which their country is what it is about


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place an event may have happened at, and what speaks for it."""

    mention: Mention
    features: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Scene:
    """What a report names: worked out once for all its events."""

    starts: tuple[int, ...]  # of its passages
    paragraphs: tuple[int, ...]
    fine: tuple[Mention, ...]  # literal mentions finer than a country, in text order, datelines included
    counts: Mapping[str, int]  # how often each place is named
    countries: Mapping[str, Mention]  # country id -> a mention of it, whatever its role
    about: str  # id of the country most of its places lie in; "" for none

    @classmethod
    def of(cls, passages: Sequence[Passage], mentions: Sequence[Mention]) -> Scene:
        """Return the scene of a report from its passages and all its mentions."""
        told = [m for m in mentions if m.place is not None and m.section != "boilerplate"]
        fine = tuple(m for m in told if m.role == "literal" and m.place and m.place.kind not in WIDE)
        counts = Counter(m.place.id for m in fine if m.place)
        held = Counter(country for m in told if (country := country_of(m)))
        countries: dict[str, Mention] = {}
        for m in sorted(told, key=lambda m: m.role != "literal"):
            if m.place and m.place.kind == "country":
                countries.setdefault(m.place.id, m)
        best, most = held.most_common(1)[0] if held else ("", 0)
        about = best if most >= DOMINANT * sum(held.values()) else ""
        return cls(
            tuple(p.start for p in passages), tuple(p.paragraph for p in passages), fine, counts, countries, about
        )

    def passage(self, at: int) -> int:
        """Return the number of the passage that a position lies in."""
        return max(0, bisect_right(self.starts, at) - 1)


def country_of(mention: Mention) -> str:
    """Return the id of the country a mention's place is or lies in, "" when none is asserted."""
    place = mention.place
    if place is None:
        return ""
    if place.kind == "country":
        return place.id
    return next((holder for holder in reversed(place.within) if holder.startswith("iso:") and "-" not in holder), "")


@cache
def weights(path: Path = paths.DATA / "models" / "settling.json") -> Mapping[str, float]:
    """Read the weights of the features, by name."""
    table: dict[str, float] = json.loads(path.read_text(encoding="utf-8"))
    return table


def settle(
    homeless: Sequence[Event], events: Sequence[Event], passages: Sequence[Passage], mentions: Sequence[Mention],
    table: Mapping[str, float],
) -> None:  # fmt: skip
    """Give the homeless among the events of a report a place from around, where one is likely, else a country."""
    if not homeless:
        return
    scene = Scene.of(passages, mentions)
    for event in homeless:
        other = event.antecedent
        if other is not None and other.settled:
            event.mentions, event.settled, event.likely = other.mentions, other.settled, other.likely
            continue
        best, likely = None, 0.0
        for candidate in candidates(event, events, scene):
            share = likelihood(candidate.features, table)
            if share > likely:
                best, likely = candidate.mention, share
        if best is not None and likely >= SURE:
            _take(event, best, likely, scene)
        else:
            _take_country(event, mentions, scene)


def is_homeless(event: Event) -> bool:
    """Tell whether something that happened at a spot is told without one."""
    if event.mentions or event.elsewhere or event.total or event.mode.kind not in SEEN or event.mode.name == "war":
        return False
    return event.status in ("reported", "historical")


def likelihood(features: Mapping[str, float], table: Mapping[str, float]) -> float:
    """Return 0..1: how likely a candidate is the place, by its features."""
    total = table.get("bias", 0.0) + sum(table.get(name, 0.0) * value for name, value in features.items())
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


def _take(event: Event, mention: Mention, likely: float, scene: Scene) -> None:
    country = scene.countries.get(country_of(mention))
    wider = (replace(country, role="literal"),) if country is not None else ()
    event.mentions = (replace(mention, role="literal"), *wider)
    where = "the dateline" if mention.section == "dateline" else "what is told around it"
    event.likely = likely
    event.settled = f"no place of its own: {mention.name} from {where}, {likely:.0%} likely"
    event.reasons.append(event.settled)


def _take_country(event: Event, mentions: Sequence[Mention], scene: Scene) -> None:
    first, last = event.sentence.words[0].start, event.sentence.words[-1].end
    named = {country_of(m) for m in mentions if first <= m.start < last} - {""}
    chosen = scene.about if scene.about in named or not named else next(iter(named)) if len(named) == 1 else ""
    country = scene.countries.get(chosen)
    if country is not None:
        event.mentions = (replace(country, role="literal"),)
        event.settled = f"no place of its own: {country.name} is what the report is about"
        event.reasons.append(event.settled)


def candidates(event: Event, events: Sequence[Event], scene: Scene) -> list[Candidate]:
    """Return the places that may be an event's, the nearest mention of each, with features."""
    at = event.trigger[0]
    near = sorted(scene.fine, key=lambda m: (m.section != "dateline", abs(m.start - at)))
    unique = {m.place.id: m for m in reversed(near) if m.place}
    chosen = sorted(unique.values(), key=lambda m: (m.section != "dateline", abs(m.start - at)))[:MOST]
    body = [m for m in scene.fine if m.section != "dateline"]
    before = max((m for m in body if m.start < at), key=lambda m: m.start, default=None)
    after = min((m for m in body if m.start > at), key=lambda m: m.start, default=None)
    known = [
        e for e in events if e is not event and e.own_place and e.mode.theme in VIOLENT and e.passage <= event.passage
    ]
    last_told = {m.place.id for m in known[-1].mentions if m.place} if known else set()
    sentence = event.sentence.words
    first, last = sentence[0].start, sentence[-1].end
    foreign = {c for m in scene.countries.values() if first <= m.start < last and (c := country_of(m))}
    alone = len({m.place.id for m in body if m.place}) <= 1
    shared = {
        "fresh": float(event.passage <= 2), "noun": float(event.phrase is not None), "dated": float(event.own_date),
        "said": float(event.speaker is not None), "bare": float(not event.supported),
        "here": float(any(word.lower in HERE for word in sentence)),
        "aside": float(event.clause is not None and event.clause.relation in ("relative", "reduced", "adverbial")),
        "alone": float(alone), "nothing before": float(before is None),
        "recent": float(event.when is None or (event.when.days or 99) < 9),
    }  # fmt: skip
    return [Candidate(m, _features(event, m, scene, shared, (before, after, last_told, foreign))) for m in chosen]


def _features(
    event: Event, mention: Mention, scene: Scene, shared: Mapping[str, float],
    around: tuple[Mention | None, Mention | None, set[str], set[str]],
) -> dict[str, float]:  # fmt: skip
    assert mention.place is not None
    before, after, last_told, foreign = around
    place = mention.place
    country = country_of(mention)
    found = {
        "count": math.log1p(scene.counts[place.id]),
        "share": scene.counts[place.id] / max(1, sum(scene.counts.values())),
    }
    found[f"kind {place.kind if place.kind in ('city', 'town', 'village', 'province', 'district') else 'other'}"] = (
        1.0
    )
    found["holds another"] = float(any(place.id in m.place.within for m in scene.fine if m.place))
    found["about"] = float(bool(country) and country == scene.about)
    found["its country named"] = float(country in foreign)
    found["another country named"] = float(bool(foreign - {country}))
    found["told there"] = float(place.id in last_told)
    if mention.section == "dateline":
        found["dateline"] = 1.0
        found |= {f"dateline {name}": value for name, value in shared.items()}
        found["dateline named again"] = float(scene.counts[place.id] > 1)
        return found
    here, there = event.passage, scene.passage(mention.start)
    side = "before" if mention.start < event.trigger[0] else "after"
    steps = min(abs(here - there), 6)
    found[f"{side} {steps if steps < 3 else '3-5' if steps < 6 else '6+'}"] = 1.0
    found["paragraph"] = float(here != there and scene.paragraphs[here] == scene.paragraphs[there])
    found["headline"] = float(mention.section == "headline")
    found["nearest before"] = float(before is not None and before.place is not None and before.place.id == place.id)
    found["nearest after"] = float(after is not None and after.place is not None and after.place.id == place.id)
    found |= {f"{'near' if steps < 2 else 'far'} {name}": value for name, value in shared.items()}
    return found
