"""Score merging across documents: which pairs of stories come under one incident (ECB+, Cybulska and Vossen 2014).

Each topic of ECB+ has stories of two look-alike incidents (its subtopics): one bank robbed in Paris in 2008, another
in 2013. A pair of stories is merged when one of our incidents holds passages of both.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from mapapp.evaluate.gold import Gold
from mapapp.evaluate.result import Miss, Result, Row, f1_rows, share
from mapapp.evaluate.training.stories import Pair, fit, pairs_of
from mapapp.model import Incident, Reading
from mapapp.reading.merging import Merging
from mapapp.reading.merging.stories import weights

TASK = "merging"
HARM = ("3", "8", "12", "13", "14", "16", *map(str, range(18, 25)), "26", "30", "32", "33")  # violence, disaster
FOLDS = 8
WRONG = 0.03  # most wrong merges of the merged pairs that are asked for
CONVENTION = (
    "Pairs of stories of one topic. Gold: one subtopic (the same incident), not the look-alike. Ours: some incident, "
    "of any status, has reports of both; all topics are merged in one batch. The weights that tell whether stories "
    f"are alike are fitted without the topics they are used on ({FOLDS} folds of topics). Peer: cosine of TF-IDF "
    "counted over the same stories, average linkage within each topic, its threshold the best one for these very "
    "pairs."
)
Matrix = NDArray[np.float64]
Pairs = set[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class _Stories:
    """The stories that are scored."""

    readings: tuple[Reading, ...]
    topic: Mapping[str, str]  # by document id
    subtopic: Mapping[str, str]

    def pairs(self, ids: Iterable[str], label: Mapping[str, str]) -> Pairs:
        """Return the pairs of documents of one label, each in order."""
        by_label: dict[str, list[str]] = defaultdict(list)
        for key in ids:
            by_label[label[key]].append(key)
        return {pair for members in by_label.values() for pair in combinations(sorted(members), 2)}


def score(gold: Gold, readings: Sequence[Reading], topics: Collection[str] = ()) -> Result:
    """Return how well stories of one incident come together; `topics`: () = those of violence and disaster."""
    raw = {item.document.id: item.raw for item in gold.documents}
    there = {str(record["topic"]) for record in raw.values()}
    chosen = set(topics) or (there & set(HARM)) or there
    picked = tuple(reading for reading in readings if str(raw[reading.document.id]["topic"]) in chosen)
    stories = _Stories(
        picked,
        {r.document.id: str(raw[r.document.id]["topic"]) for r in picked},
        {r.document.id: str(raw[r.document.id]["subtopic"]) for r in picked},
    )
    wanted = stories.pairs(stories.topic, stories.subtopic)
    told = {reading.document.id for reading in picked if reading.reports}
    crossed = _crossed(stories, _labelled(readings, raw))
    merged = {pair for pair in crossed if stories.topic[pair[0]] == stories.topic[pair[1]]}
    shipped = _merged(Merging(), picked) & stories.pairs(stories.topic, stories.topic)
    reachable = {pair for pair in wanted if set(pair) <= told}
    rows = (
        Row("stories", len(picked)),
        share("stories with an incident", len(told), len(picked)),
        *f1_rows("pair", len(merged & wanted), len(merged), len(wanted)),
        share("wrong merges", len(merged - wanted), len(merged)),
        share("recall of pairs with incidents", len(merged & reachable), len(reachable)),
        Row("merged across topics", len(crossed) - len(merged)),
        f1_rows("pair, weights as shipped,", len(shipped & wanted), len(shipped), len(wanted))[2],
        share("wrong merges, weights as shipped", len(shipped - wanted), len(shipped)),
        *_peer(stories, wanted),
    )
    return Result(TASK, CONVENTION, rows, tuple(_misses(stories, wanted, merged, told)))


def _labelled(readings: Sequence[Reading], raw: Mapping[str, Mapping[str, object]]) -> list[Pair]:
    labels = [(str(raw[r.document.id]["topic"]), str(raw[r.document.id]["subtopic"])) for r in readings]
    return pairs_of(readings, labels, weights())


def _crossed(stories: _Stories, pairs: Sequence[Pair]) -> Pairs:
    """Return the merged pairs, those of each topic by weights that never saw the topic."""
    topics = sorted({pair.topic for pair in pairs} | set(stories.topic.values()))
    found: Pairs = set()
    for fold in range(FOLDS):
        held = set(topics[fold::FOLDS])
        if held.isdisjoint(stories.topic.values()):
            continue
        trained = fit([pair for pair in pairs if pair.topic not in held], weights())
        merged = _merged(Merging(weights=trained), stories.readings)
        found |= {pair for pair in merged if stories.topic[pair[0]] in held}
    return found


def _merged(merging: Merging, readings: Sequence[Reading]) -> Pairs:
    nodes = {node.id: node for reading in readings for node in merging.nodes(reading)}
    return {pair for incident in merging.incidents(nodes, merging.edges(nodes)) for pair in _held(incident)}


def _held(incident: Incident) -> Iterable[tuple[str, str]]:
    return combinations(sorted({report.document_id for report in incident.reports}), 2)


def _peer(stories: _Stories, wanted: Pairs) -> tuple[Row, ...]:
    """Return what TF-IDF with average linkage makes of the same stories, at its best thresholds."""
    ids = [reading.document.id for reading in stories.readings]
    vectors = _tfidf([reading.document.text for reading in stories.readings])
    by_topic: dict[str, list[int]] = defaultdict(list)
    for number, key in enumerate(ids):
        by_topic[stories.topic[key]].append(number)
    joins = [join for members in by_topic.values() for join in _linkage(vectors, members, ids)]
    right = pairs = 0
    best, honest = (0.0, 0.0), (0.0, 0.0)  # F1 and wrong share: at all; with few wrong merges
    for _, joined in sorted(joins, key=lambda each: each[0]):
        pairs += len(joined)
        right += len(joined & wanted)
        now = 2 * right / (pairs + len(wanted)), 1 - right / pairs
        best = max(best, now)
        honest = max(honest, now) if now[1] <= WRONG else honest
    return (
        Row("TF-IDF pair F1", best[0]),
        Row("TF-IDF wrong merges", best[1]),
        Row(f"TF-IDF pair F1 with wrong merges at most {WRONG}", honest[0]),
    )


def _tfidf(texts: Sequence[str]) -> Matrix:
    counts = [Counter(re.findall(r"\w\w+", text.casefold())) for text in texts]
    seen = Counter(word for words in counts for word in words)
    column = {word: number for number, word in enumerate(sorted(seen))}
    found = np.zeros((len(texts), len(column)))
    for row, words in enumerate(counts):
        for word, count in words.items():
            found[row, column[word]] = (1 + math.log(count)) * (math.log((1 + len(texts)) / (1 + seen[word])) + 1)
    lengths: Matrix = np.linalg.norm(found, axis=1, keepdims=True)
    return found / np.maximum(lengths, 1e-12)


def _linkage(vectors: Matrix, members: Sequence[int], ids: Sequence[str]) -> list[tuple[float, Pairs]]:
    """Return the joins of average linkage: the distance of each, and the pairs of documents it brings together."""
    clusters = {number: [number] for number in members}
    alike = vectors[list(members)] @ vectors[list(members)].T
    place = {number: at for at, number in enumerate(members)}
    found: list[tuple[float, Pairs]] = []
    while len(clusters) > 1:
        (one, other), near = max(
            (((a, b), _mean(alike, place, clusters[a], clusters[b])) for a, b in combinations(clusters, 2)),
            key=lambda each: each[1],
        )
        pairs = {(min(ids[x], ids[y]), max(ids[x], ids[y])) for x in clusters[one] for y in clusters[other]}
        found.append((1 - near, pairs))
        clusters[one] += clusters.pop(other)
    return found


def _mean(alike: Matrix, place: Mapping[int, int], one: Sequence[int], other: Sequence[int]) -> float:
    return float(alike[np.ix_([place[x] for x in one], [place[y] for y in other])].mean())


def _misses(stories: _Stories, wanted: Pairs, merged: Pairs, told: Collection[str]) -> Iterable[Miss]:
    """Yield stories without an incident, then the stories with most pairs wrongly merged and missed."""
    text = {reading.document.id: reading.document.text for reading in stories.readings}
    for key in sorted(text.keys() - set(told)):
        yield Miss(key, 0, 1, "no incident", _opening(text[key]))
    for kind, pairs in (("wrongly merged", merged - wanted), ("not merged", wanted - merged)):
        counts = Counter(key for pair in pairs if set(pair) <= set(told) for key in pair)
        for key, count in counts.most_common(20):
            others = [other for pair in pairs if key in pair for other in pair if other != key]
            yield Miss(
                key, 0, 1, kind, _opening(text[key]), "", "", f"{count} pairs: {', '.join(sorted(others)[:5])}"
            )


def _opening(text: str) -> str:
    return " ".join(text[:160].split())
