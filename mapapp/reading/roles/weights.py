"""The weights of the cues: data/models/roles.csv, made by data/models/train.py, small enough to read."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from mapapp import paths
from mapapp.errors import Unavailable

WEIGHTS = paths.DATA / "models" / "roles.csv"
Weights = dict[str, float]  # cue -> how much it speaks for associative, in natural log-odds
ALWAYS = "always"


def load(path: Path) -> Weights:
    """Read a table of weights. Raises Unavailable."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return {row["cue"]: float(row["weight"]) for row in csv.DictReader(file)}
    except (OSError, KeyError, ValueError) as error:
        raise Unavailable(f"{path}: wanted the weights of roles, {error}; install mapapp anew") from error


@cache
def shipped() -> Weights:
    """Return the weights that ship."""
    return load(WEIGHTS)


def log_odds(weights: Weights, found: Iterable[str]) -> float:
    """Return the log-odds that a mention with these cues is associative."""
    return weights.get(ALWAYS, 0.0) + sum(weights.get(cue, 0.0) for cue in found)
