"""The words claims are told by: data/lexicon/claims.toml, read once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import cast

from mapapp import paths
from mapapp.model import Manner
from mapapp.reading.extracting.actors import folded


@dataclass(frozen=True, slots=True)
class ClaimWords:
    """Head nouns of speakers by kind, names of outlets, and words that answer."""

    office: frozenset[str]
    side: frozenset[str]
    outlet: frozenset[str]
    unnamed: frozenset[str]
    bodies: frozenset[str]  # offices that are no person: "it", never "he"
    mastheads: frozenset[str]
    labels: frozenset[str]  # what a story is called, never who speaks: "Update: ..."
    groups: frozenset[str]  # folded names of armed groups
    outlets: frozenset[str]  # folded names, without "the"
    relays: frozenset[str]
    silent: frozenset[str]  # verbs of papers, which have no speaker
    of_nouns: frozenset[str]
    hearsay: Mapping[str, Manner]
    nouns: Mapping[str, Manner]  # that stand for a claim: "reports that ..."
    refusable: frozenset[str]
    confirming: frozenset[str]
    verifying: frozenset[str]
    verification: frozenset[str]
    merely: frozenset[str]
    defends: frozenset[str]
    untrue: frozenset[str]
    happening: frozenset[str]
    deeds: frozenset[str]


@cache
def load(path: Path = paths.DATA / "lexicon" / "claims.toml") -> ClaimWords:
    """Read the words. Raises KeyError when a list is missing."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    kinds, verbs, answers = table["kinds"], table["verbs"], table["answers"]

    def of(rows: Mapping[str, str], name: str) -> frozenset[str]:
        return frozenset(rows[name].split())

    return ClaimWords(
        **{name: of(kinds, name) for name in (
            "office", "side", "outlet", "unnamed", "bodies", "mastheads", "labels",
        )},
        groups=frozenset(folded(name) for name in kinds["groups"]),
        outlets=frozenset(folded(name) for name in kinds["outlets"]),
        **{name: of(verbs, name) for name in ("relays", "silent", "of_nouns", "refusable")},
        hearsay=cast("dict[str, Manner]", verbs["hearsay"]),
        nouns=cast("dict[str, Manner]", verbs["nouns"]),
        **{name: of(answers, name) for name in (
            "confirming", "verifying", "verification", "merely", "defends", "untrue", "happening", "deeds",
        )},
    )  # fmt: skip
