"""The default resolver: every name of a document decided together by a small trained ranker.

Method: candidates by name and variant; features of prominence, kind words, containment and agreement with the other
names of the document (after Lieberman & Samet, SIGIR 2012, and Hu et al., IJGIS 2023, whose features a learned score
replaces); two rounds of seeing the other names through their own likeliest places (iterative classification, Neville
& Jensen 2000); one sense per discourse (Gale et al. 1992); confidence by Platt scaling.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np

from mapapp.errors import Unavailable
from mapapp.model import Document, Mention, Passage, Place, Section
from mapapp.reading.resolvers.base import PlaceIndex
from mapapp.reading.resolvers.ranker import features, model, words
from mapapp.reading.resolvers.ranker.cues import Cues, find_cues
from mapapp.reading.resolvers.ranker.names import QUARTERS, fold, split_kind, tidy
from mapapp.reading.resolvers.ranker.pools import DEMONYM, LOOSE, STATIC, Pools
from mapapp.reading.resolvers.ranker.standing import prefer_known

__all__ = ["Ranker", "create"]

_BESIDE_KM = 60.0  # how far from another place of the document a namesake may lie
_WELL_KNOWN = 25_000  # inhabitants of a town whose hospital or airport bears its name
_SHOWN = 5  # alternatives kept of a mention
_APART = frozenset({"country", "continent", "region", "historical"})  # what lies in no division
_HOLDING = {"country": 3, "province": 2, "district": 1}  # kinds that hold others, those of a lower level
_WORLD_DOMAINS = frozenset(
    {"ai", "cc", "co", "fm", "io", "me", "tv", "ly", "to", "eu"}
)  # used far from their country


def create(options: Mapping[str, str] | None = None) -> Ranker:
    """Return the ranker; option `model` names another weights file. Raises Unavailable without fitting ones."""
    path = (options or {}).get("model")
    weights = model.load(Path(path) if path else None)
    if [len(stage.direct) for stage in weights.stages] != [STATIC] + [features.FEATURES] * (model.STAGES - 1):
        raise Unavailable("the resolver's weights are of another version; run data/models/train.py")
    return Ranker(weights)


class Ranker:
    """Resolves the names of one document at a time; keeps what it learnt of names between documents."""

    def __init__(self, weights: model.Model) -> None:
        self._model = weights
        self._pools: Pools | None = None

    def resolve(
        self, document: Document, passages: Sequence[Passage], spans: Sequence[tuple[int, int]], index: PlaceIndex
    ) -> tuple[Mention, ...]:
        """Return a mention for each span, in the spans' order, of role "literal"; place None where nothing fits."""
        if self._pools is None or self._pools.index is not index:
            self._pools = Pools(index)
        order = sorted(range(len(spans)), key=lambda at: spans[at])
        ordered = [spans[at] for at in order]
        cues = find_cues(document.text, ordered)
        groups = group_names(document.text, ordered, cues, self._pools)
        decided = self._decide(document, groups, cues)
        mentions: list[Mention | None] = [None] * len(spans)
        sections = _sections(passages, ordered)
        for number, group in enumerate(groups):
            for at in group.mentions:
                start, end = ordered[at]
                name = document.text[start:end]
                place, confidence, alternatives, reason = decided[number]
                mentions[order[at]] = Mention(
                    start, end, name, "literal", sections[at], place, confidence, alternatives, reason
                )
        return tuple(mention for mention in mentions if mention is not None)

    def _decide(self, document: Document, groups: Sequence[features.Name], cues: Cues) -> list[words.Decision]:
        known = [number for number, group in enumerate(groups) if group.pool.places]
        decided = [words.nothing(group) for group in groups]
        if known:
            place_in = {at: position for position, number in enumerate(known) for at in groups[number].mentions}
            links = _links(cues, place_in)
            assert self._pools is not None
            home = self._pools.number(publisher_country(document))
            table = features.table([groups[number] for number in known], links, home)
            seen, shares = rank(table, self._model.stages)
            shares = prefer_known(table, seen, shares)
            for position, number in enumerate(known):
                decided[number] = words.decide(table, position, seen, shares, self._model, _SHOWN)
        _keep_namesakes_near(decided, groups)
        _put_elsewhere(decided, groups, cues)
        _keep_to_addresses(decided, groups, cues)
        for first, second in cues.aliases:
            _adopt(decided, groups, first, second)
        return decided


def rank(table: features.Table, stages: Sequence[model.Layer]) -> tuple[model.Array, model.Array]:
    """Return the features last seen and the share of each candidate among those of its name."""
    shares = model.softmax(stages[0].scores(table.static) + table.veto, table.starts, table.owner)
    seen = table.static
    for stage in stages[1:]:
        seen = features.features(table, shares)
        shares = model.softmax(stage.scores(seen) + table.veto, table.starts, table.owner)
    return seen, shares


def group_names(text: str, spans: Sequence[tuple[int, int]], cues: Cues, pools: Pools) -> list[features.Name]:
    """Group the spans that share a name and a sense: a kind word makes a sense, a bare name takes one over."""
    groups: dict[tuple[str, frozenset[str] | None], features.Name] = {}
    for at, (start, end) in enumerate(spans):
        name = tidy(text[start:end])
        kinds = cues.kinds.get(at)
        key = (fold(name), kinds)
        if key not in groups:
            word = cues.words.get(at, "")
            groups[key] = features.Name(name, word, [], pools.get(name, word), kinds, site=cues.sites.get(at, ""))
        group = groups[key]
        group.site = group.site and cues.sites.get(at, "")
        group.mentions.append(at)
        group.weak = cues.weak.get(at, group.weak)
        group.firm |= at in cues.firm
        if adjective := cues.adjectives.get(at):
            group.adjective = frozenset(pools.index.demonym(adjective)) or group.adjective
    _firm_runs(list(groups.values()), cues)
    _take_over(groups, pools)
    return list(groups.values())


def _firm_runs(groups: Sequence[features.Name], cues: Cues) -> None:
    """Let a later "the districts" decide where each name of the coordination it speaks of has such a place."""
    group_of = {at: group for group in groups for at in group.mentions}
    for run in cues.runs:
        members = [group_of[at] for at in run]
        if all(m.weak and any(place.kind in m.weak for place in m.pool.places) for m in members):
            for member in members:
                member.firm = True


def _take_over(groups: Mapping[tuple[str, frozenset[str] | None], features.Name], pools: Pools) -> None:
    """Let a bare name lean to the kind it has elsewhere in the document ("Lachin", "Lachin district")."""
    senses: dict[str, list[features.Name]] = {}
    for (folded, kinds), group in groups.items():
        if kinds is not None:
            compound = split_kind(group.name)
            senses.setdefault(fold(compound[0]) if compound else folded, []).append(group)
    for (folded, kinds), group in groups.items():
        fuller = senses.get(folded, []) if kinds is None else []
        if len({sense.kinds for sense in fuller}) == 1:
            group.pool = pools.get(group.name, fuller[0].word)
            group.weak = group.weak or fuller[0].kinds


def publisher_country(document: Document) -> str | None:
    """Return the country code of the publisher's web address, None where it has none or one used world-wide."""
    host = urlsplit(document.url or "").hostname or ""
    last = host.rsplit(".", 1)[-1]
    if len(last) != 2 or last in _WORLD_DOMAINS:
        return None
    return {"uk": "GB"}.get(last, last.upper())


def _links(cues: Cues, place_in: Mapping[int, int]) -> list[tuple[int, int, bool]]:
    found = {
        (place_in[part], place_in[whole], said)
        for part, whole, said in cues.inside
        if part in place_in and whole in place_in and place_in[part] != place_in[whole]
    }
    return sorted(found)


def _keep_namesakes_near(decided: list[words.Decision], groups: Sequence[features.Name]) -> None:
    """Keep a place of another kind than the text says only beside another place of the document.

    Gazetteers know few quarters and roads, and towns of their names all over the world: "Woodhaven Road" is in
    Woodhaven only where the report speaks of that part of the world.
    """
    places = [place for place, *_ in decided if place and place.kind not in ("country", "continent", "region")]
    for number, group in enumerate(groups):
        place = decided[number][0]
        if place is None or not _is_namesake(group, place):
            continue
        gaps = [gap_km(place, other) for other in places if other.id != place.id]
        too_large = group.word.rstrip("s") in QUARTERS and place.kind in ("city", "town", "province")
        if too_large or not any(gap is not None and gap <= _BESIDE_KM for gap in gaps):
            decided[number] = words.not_of_kind(decided[number], group.name, group.site or group.word)


def _is_namesake(group: features.Name, place: Place) -> bool:
    """Tell whether a place may bear the name only because something of the document is called after it."""
    how = group.pool.how[group.pool.places.index(place)]
    if group.site and place.kind in ("city", "town", "village", "locality"):
        return (place.population or 0) < _WELL_KNOWN
    other_kind = group.kinds is not None and place.kind not in group.kinds
    return group.word.rstrip("s") in QUARTERS or (how == LOOSE and other_kind)


def _put_elsewhere(decided: list[words.Decision], groups: Sequence[features.Name], cues: Cues) -> None:
    """Take a place back that the text puts somewhere else: the only Karrada known is not "the Karrada in Baghdad"."""
    numbers = {at: number for number, group in enumerate(groups) for at in group.mentions}
    for part, whole in sorted(cues.strict):
        inner, outer = decided[numbers[part]][0], decided[numbers[whole]][0]
        if inner and outer and inner.id != outer.id and lies_elsewhere(inner, outer):
            base = fold(groups[numbers[part]].name)
            for number, group in enumerate(groups):
                if decided[number][0] == inner and fold(group.name) == base:
                    decided[number] = words.elsewhere(decided[number], group.name, groups[numbers[whole]].name)


def _keep_to_addresses(decided: list[words.Decision], groups: Sequence[features.Name], cues: Cues) -> None:
    """Keep the places of addresses in what the addresses name: "Ariha town, Idlib Governorate, Syria" is no Jericho.

    Another candidate takes over that lies there, else none does: the gazetteer lacks the place that is meant.
    """
    numbers = {at: number for number, group in enumerate(groups) for at in group.mentions}
    for part, whole in sorted(cues.addresses, reverse=True):  # the outermost first
        inner, outer = decided[numbers[part]][0], decided[numbers[whole]][0]
        if inner is None or outer is None or inner.kind in _APART or outer.kind not in _HOLDING:
            continue
        if _HOLDING.get(inner.kind, 0) >= _HOLDING[outer.kind]:
            continue
        further = numbers.get(whole + 1) if (whole, whole + 1) in cues.addresses else None
        around = decided[further][0] if further is not None else None
        sure = cues.addresses[part, whole] or (around is not None and around.id in outer.within)
        called = groups[numbers[whole]].pool
        adjective = called.how[called.places.index(outer)] == DEMONYM if outer in called.places else False
        if not sure or adjective or inner.id == outer.id or not lies_elsewhere(inner, outer):
            continue
        number, holder = numbers[part], groups[numbers[whole]].name
        there = (one for one in decided[number][2] if not lies_elsewhere(one.place, outer))
        other = next((one for one in there if one.place.kind not in _APART), None)
        decided[number] = (
            words.within(decided[number], other, holder)
            if other is not None
            else words.elsewhere(decided[number], groups[number].name, holder)
        )


def lies_elsewhere(inner: Place, outer: Place) -> bool:
    """Tell whether a place is too far from another to lie in it, or in a different country."""
    if outer.id in inner.within or inner.id in outer.within or outer.shape == "none":
        return False
    if outer.kind == "country":
        return inner.country is not None and outer.country not in (None, inner.country)
    gap = gap_km(inner, outer)
    if inner.country and outer.country and inner.country != outer.country:
        return gap is None or gap > (outer.radius_km or 0.0)
    return gap is not None and gap > max(100.0, 2.0 * (outer.radius_km or 0.0)) + (inner.radius_km or 0.0)


def gap_km(one: Place, other: Place) -> float | None:
    """Return the great-circle distance between the points of two places in km, None when one has no point."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    first, second, step = math.radians(one.lat), math.radians(other.lat), math.radians(one.lon - other.lon)
    half = math.sin((first - second) / 2) ** 2 + math.cos(first) * math.cos(second) * math.sin(step / 2) ** 2
    return 2 * 6371.0088 * math.asin(min(1.0, math.sqrt(half)))


def _adopt(decided: list[words.Decision], groups: Sequence[features.Name], first: int, second: int) -> None:
    """Give a name without a place the one of the name it stands in brackets with: "Sev Lidj (Black Lake)"."""
    numbers = {at: number for number, group in enumerate(groups) for at in group.mentions}
    one, other = numbers[first], numbers[second]
    for empty, full in ((one, other), (other, one)):
        if decided[empty][0] is None and decided[full][0] is not None:
            decided[empty] = words.same_as(decided[full], groups[full].name)


def _sections(passages: Sequence[Passage], spans: Sequence[tuple[int, int]]) -> list[Section]:
    starts = np.array([passage.start for passage in passages], dtype=np.int64)
    sections: list[Section] = []
    for start, _ in spans:
        at = int(np.searchsorted(starts, start, side="right")) - 1
        sections.append(passages[at].section if at >= 0 and start < passages[at].end else "body")
    return sections
