"""How long merging takes: python -m bench.incidents [--reports 100000]

Made-up reports of a made-up world: towns in provinces in countries, two years, incidents told by one to twelve
documents; one incident in twenty is in one city within ten days, where thousands meet. Merging of all, the time at
twice the number beside the time at half of it (2 = linear), and, at a smaller number, average linkage over TF-IDF of
the same texts, which compares every pair.
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from mapapp.evaluate.merging import _tfidf as tfidf
from mapapp.model import (
    Document,
    Incident,
    IncidentPlace,
    Kind,
    Mention,
    Passage,
    Place,
    Published,
    Reading,
    Report,
    When,
)
from mapapp.reading.merging import merge

START = date(2019, 1, 1)
DAYS = 730
COUNTRIES, PROVINCES, TOWNS = 40, 8, 12  # provinces of a country, towns of a province
SENTENCES = 6
LIMIT, TIMES = 60.0, 2.1  # seconds for 100,000 reports; how many times as long twice as many may take
HOT = 0.05  # share of the incidents that are in one city on few days
KINDS: tuple[tuple[Kind, str, str], ...] = (
    ("assault", "attack", "attacked"), ("assault", "bombing", "shelled"), ("assault", "killing", "killed"),
    ("coerce", "arrest", "arrested"), ("protest", "demonstration", "rallied in"), ("consult", "talks", "met in"),
)  # fmt: skip


class World:
    """Where and of whom the reports tell, and in which words."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 - no secret
        self.words = [self.word() for _ in range(6000)]
        self.towns = [
            self._town(country, province, town)
            for country in range(COUNTRIES)
            for province in range(PROVINCES)
            for town in range(TOWNS)
        ]

    def word(self, parts: int = 3) -> str:
        """Return a word of as many syllables at most."""
        count = self.random.randint(1, parts)
        return "".join(self.random.choice("bdfgklmnprstvz") + self.random.choice("aeiou") for _ in range(count))

    def _town(self, country: int, province: int, town: int) -> Place:
        code = f"{chr(65 + country % 26)}{chr(65 + country // 26)}"
        within = (f"iso:{code}-{province}", f"iso:{code}")
        lon, lat = -170 + country * 8 + province * 0.8, -60 + (country * 37) % 120 + town * 0.3
        return Place(
            f"gn:{country}.{province}.{town}", self.word(4).capitalize(), "town", lon, lat, 3.0, within=within
        )


def documents(world: World, reports: int) -> Iterator[Reading]:
    """Yield as many reports as documents of one to three: a main one, told by others too, and others' incidents."""
    made = 0
    number = 0
    earlier: list[tuple[Place, date, tuple[Kind, str, str], str, int]] = []
    while made < reports:
        rng = world.random
        hot = rng.random() < HOT
        place = world.towns[0] if hot else rng.choice(world.towns)
        day = START + timedelta(days=rng.randrange(10) if hot else rng.randrange(DAYS))
        fact = (place, day, rng.choice(KINDS), world.word(4).capitalize(), rng.randint(2, 90))
        story = [rng.choice(world.words) for _ in range(30)]
        for _ in range(min(12, 1 + int(rng.expovariate(0.4)))):
            others = rng.sample(earlier[-200:], min(len(earlier), rng.choice((0, 0, 1, 2))))
            yield reading(world, f"r{number}", [fact, *others], story)
            made += 1 + len(others)
            number += 1
        earlier.append(fact)


def reading(
    world: World,
    name: str,
    facts: Sequence[tuple[Place, date, tuple[Kind, str, str], str, int]],
    story: Sequence[str],
) -> Reading:
    """Return a document that tells of these facts, one sentence each, and its readings."""
    text, passages, mentions, reports = "", [], [], []
    rng = world.random
    published = facts[0][1] + timedelta(days=rng.randint(0, 2))
    for place, day, (kind, mode, verb), person, count in facts:
        start = len(text)
        sentence = (
            f"{rng.choice(world.words).capitalize()} of {person} {verb} {count} {rng.choice(story)} {place.name}."
        )
        at = start + sentence.index(place.name, len(sentence) - len(place.name) - 2)
        text += sentence + " "
        passages.append(Passage(start, start + len(sentence), "body", 0))
        mentions.append(Mention(at, at + len(place.name), place.name, "literal", "body", place, 0.9))
        trigger = (start + sentence.index(verb), start + sentence.index(verb) + len(verb))
        when = When(day.isoformat(), day, day + timedelta(days=1), "publication") if rng.random() < 0.85 else None
        reports.append(
            Report(
                name,
                start,
                start + len(sentence),
                sentence,
                kind,
                "reported",
                "asserts",
                trigger=trigger,
                when=when,
                places=(IncidentPlace(place, place.name),),
                actors=(person.lower(),),
                mode=mode,
            )
        )
    for _ in range(SENTENCES):
        words = [rng.choice(story) if rng.random() < 0.3 else rng.choice(world.words) for _ in range(14)]
        sentence = " ".join(words).capitalize() + "."
        passages.append(Passage(len(text), len(text) + len(sentence), "body", 1))
        text += sentence + " "
    document = Document(name, text, published=Published(published.isoformat(), "stated"))
    return Reading(document, tuple(passages), tuple(mentions), (), tuple(reports))


def timed(merging: Callable[[Sequence[Reading]], object], readings: Sequence[Reading]) -> float:
    """Return the seconds of processor time one merging takes."""
    start = time.process_time()
    merging(readings)
    return time.process_time() - start


def by_linkage(readings: Sequence[Reading]) -> object:
    """Put documents together by average linkage over TF-IDF, comparing every pair."""
    vectors = tfidf([reading.document.text for reading in readings])
    distances = np.clip(1 - vectors @ vectors.T, 0, 2)
    np.fill_diagonal(distances, 0)
    return fcluster(linkage(squareform(distances, checks=False), "average"), 0.76, "distance")


def together(readings: Sequence[Reading], incidents: Sequence[Incident]) -> str:
    """Return in words how many pairs of reports of one fact came under one incident, and how many others did."""
    fact = {
        (reading.document.id, report.start): (report.places[0].place.id, report.actors, report.mode)
        for reading in readings
        for report in reading.reports
    }
    right = wrong = 0
    for incident in incidents:
        kinds = [fact[report.document_id, report.start] for report in incident.reports[:40]]
        same = sum(one == other for one, other in combinations(kinds, 2))
        right += same
        wrong += len(kinds) * (len(kinds) - 1) // 2 - same
    return f"{wrong / max(1, right + wrong):.4f} of the merged pairs are of two facts"


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=100_000)
    parser.add_argument("--peer", type=int, default=3_000, help="documents the peer is given")
    told = parser.parse_args()
    readings = list(documents(World(7), told.reports))
    count = sum(len(reading.reports) for reading in readings)
    merge(readings[:50])  # loads the tables
    start = time.process_time()
    incidents = merge(readings)
    whole = time.process_time() - start
    half = timed(merge, readings[: len(readings) // 2])
    print(f"{count:,} reports of {len(readings):,} documents: {len(incidents):,} incidents in {whole:.1f} s")
    print(f"  {whole / count * 100_000:.1f} s for 100,000 (limit {LIMIT:.0f}); {count / whole:,.0f} reports a second")
    print(f"  twice as many take {whole / half:.2f} times as long (limit {TIMES})")
    print(f"  {together(readings, incidents)}")
    print(f"  largest resident memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")
    few = readings[: told.peer]
    ours, theirs = timed(merge, few), timed(by_linkage, few)
    ours_half, theirs_half = timed(merge, few[: len(few) // 2]), timed(by_linkage, few[: len(few) // 2])
    print(f"{len(few):,} documents: ours {ours:.2f} s, twice as many {ours / ours_half:.2f} times as long;")
    print(f"  TF-IDF with average linkage {theirs:.2f} s, {theirs / theirs_half:.2f} times as long")


if __name__ == "__main__":
    main()
