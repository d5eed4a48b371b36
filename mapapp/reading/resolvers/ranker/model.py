"""The ranker's weights: three small networks, trained by data/models/train.py, run with numpy alone."""

from __future__ import annotations

import math
import operator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mapapp import paths
from mapapp.errors import Unavailable
from mapapp.reading.resolvers.ranker.pools import (
    COUNTRY,
    DEMONYM,
    DISTRICT,
    GUESS,
    LOOSE,
    PROVINCE,
    SETTLEMENT,
    VARIANT,
)

Array = NDArray[np.float32]
_WAYS = {VARIANT: 2, DEMONYM: 3, LOOSE: 4, GUESS: 5}  # their places among the terms of confidence
_KINDS = {COUNTRY: 6, PROVINCE: 7, DISTRICT: 8, SETTLEMENT: 9}
_NO_TERMS = (0.0,) * (len(_WAYS) + len(_KINDS))
STAGES = 3  # prior (no document), document seen through the prior, document seen through the second


@dataclass(frozen=True, slots=True)
class Layer:
    """One hidden layer of tanh units and a linear output: a score for each row."""

    inner: Array  # (features, units)
    bias: Array  # (units,)
    outer: Array  # (units,)
    direct: Array  # (features,) a linear way past the hidden units

    def scores(self, rows: Array) -> Array:
        """Return a score for each row of features."""
        hidden = np.tanh(rows @ self.inner + self.bias)
        scores: Array = hidden @ self.outer + rows @ self.direct
        return scores


@dataclass(frozen=True, slots=True)
class Model:
    """The stages and the calibration of confidence."""

    stages: tuple[Layer, ...]
    calibration: tuple[float, ...]  # weights of `confidence`'s terms

    def confidence(self, share: float, rivals: int, how: int, group: int) -> float:
        """Return the calibrated probability that the best candidate is right (Platt scaling of a few terms)."""
        terms = calibration_terms(share, rivals, how, group)
        return 1.0 / (1.0 + math.exp(-sum(map(operator.mul, terms, self.calibration))))


def calibration_terms(share: float, rivals: int, how: int, group: int) -> list[float]:
    """Return the terms confidence is a logistic function of: log-odds, log rivals, way found, kind, constant."""
    share = min(max(share, 1e-3), 1 - 1e-3)
    terms = [math.log(share / (1 - share)), math.log2(1 + rivals), *_NO_TERMS, 1.0]
    for at in (_WAYS.get(how), _KINDS.get(group)):
        if at is not None:
            terms[at] = 1.0
    return terms


def softmax(scores: Array, starts: NDArray[np.intp], owner: NDArray[np.intp]) -> Array:
    """Return the softmax of scores within each run of rows that begins at `starts`; owner is the run of each row."""
    top = np.maximum.reduceat(scores, starts)
    raised = np.exp(scores - top[owner], dtype=np.float32)
    shares: Array = (raised / np.add.reduceat(raised, starts)[owner]).astype(np.float32)
    return shares


@lru_cache(maxsize=4)
def load(path: Path | None = None) -> Model:
    """Read a model file, the shipped one by default; raises Unavailable when it is missing or of another make."""
    path = path or paths.DATA / "models" / "resolver.npz"
    try:
        with np.load(path) as stored:
            stages = tuple(
                Layer(*(stored[f"{part}{stage}"] for part in ("inner", "bias", "outer", "direct")))
                for stage in range(STAGES)
            )
            return Model(stages, tuple(stored["calibration"].tolist()))
    except (OSError, KeyError, ValueError) as error:
        raise Unavailable(f"{path}: wanted the resolver's weights, {error}; install mapapp anew") from error
