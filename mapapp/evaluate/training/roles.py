"""Train how a name is used (mapapp.reading.roles): a logistic regression over named cues, with a ridge.

The gold is made by hand: labels, one JSON object a line with `corpus`, `doc_id`, `start`, `end` and `role` (offsets
into corpora that are not passed on), whose mentions are those of the document's own reading, so that the cues are
what they will be in use; and sentences written for this, a name as [Minsk|a] or [Minsk|l].
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
import orjson

from mapapp.errors import BadInput
from mapapp.evaluate.gold import Gold, GoldDocument, GoldToponym
from mapapp.model import Document, Reading, Role
from mapapp.reading.resolvers.base import PlaceIndex
from mapapp.reading.roles import Judge
from mapapp.reading.roles.cues import MEANING
from mapapp.reading.roles.weights import ALWAYS, Weights

RIDGE = 1.0
Example = tuple[tuple[str, ...], bool]  # cues of a mention, whether it is associative
Labels = Mapping[tuple[str, str], Mapping[tuple[int, int], Role]]  # (corpus, document) -> span -> role


def load(path: Path) -> Labels:
    """Read labels. Raises BadInput."""
    found: dict[tuple[str, str], dict[tuple[int, int], Role]] = {}
    try:
        for line in path.read_bytes().splitlines():
            item = orjson.loads(line)
            key = (item["corpus"], str(item["doc_id"]))
            found.setdefault(key, {})[item["start"], item["end"]] = item["role"]
    except (OSError, orjson.JSONDecodeError, KeyError, TypeError) as error:
        raise BadInput(f"{path}: wanted labels of roles as JSON Lines; {error!r}") from error
    return found


def labelled(gold: Gold, labels: Labels) -> Gold:
    """Return the documents of a gold that have labels, their toponyms replaced by the labelled ones.

    A corpus is known by its name as far as a hyphen: ecbplus-dev is ecbplus.
    """
    documents = []
    for item in gold.documents:
        roles = labels.get((gold.name.partition("-")[0].casefold(), item.document.id))
        if roles:
            text = item.document.text
            names = (GoldToponym(*span, text[slice(*span)], role=role) for span, role in sorted(roles.items()))
            documents.append(GoldDocument(item.document, tuple(names), item.raw, item.group))
    return Gold(gold.name, tuple(documents), gold.places)


def sentences(path: Path) -> Gold:
    """Read sentences with marked names, each a document. Raises BadInput."""
    documents = []
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise BadInput(f"{path}: wanted sentences with marked names; {error}") from error
    for number, line in enumerate(lines):
        if line and not line.startswith("#"):
            text, names = "", []
            for at, piece in enumerate(re.split(r"[\[\]]", line)):
                name, _, role = piece.partition("|")
                if at % 2:
                    kind: Role = "associative" if role == "a" else "literal"
                    names.append(GoldToponym(len(text), len(text) + len(name), name, role=kind))
                text += name
            documents.append(GoldDocument(Document(f"sentence-{number}", text), tuple(names)))
    return Gold(path.stem, tuple(documents))


def examples(gold: Gold, readings: Sequence[Reading], index: PlaceIndex) -> list[list[Example]]:
    """Return the examples of each document: its mentions that have a gold role and are no demonyms."""
    found = []
    for item, reading in zip(gold.documents, readings, strict=True):
        roles = {(name.start, name.end): name.role for name in item.toponyms}
        judge = Judge(item.document.text, reading.passages, reading.mentions, index)
        wanted = (
            (number, roles[mention.start, mention.end])
            for number, mention in enumerate(reading.mentions)
            if (mention.start, mention.end) in roles and not judge.is_demonym(mention)
        )
        found.append([(tuple(judge.cues(number)), role == "associative") for number, role in wanted])
    return found


def fit(given: Iterable[Example]) -> Weights:
    """Fit the weights by Newton's method."""
    rows = list(given)
    if not rows:
        raise BadInput("roles: no labelled mentions to train on")
    names = [ALWAYS, *MEANING]
    column = {name: at for at, name in enumerate(names)}
    table = np.zeros((len(rows), len(names)))
    table[:, 0] = 1.0
    for number, (cues, _) in enumerate(rows):
        table[number, [column[cue] for cue in cues]] = 1.0
    right = np.array([associative for _, associative in rows], dtype=np.float64)
    ridge = np.full(len(names), RIDGE)
    ridge[0] = 1e-3
    weights = np.zeros(len(names))
    for _ in range(30):
        odds = 1 / (1 + np.exp(-(table @ weights)))
        slope = table.T @ (odds - right) + ridge * weights
        curve = (table * (odds * (1 - odds))[:, None]).T @ table + np.diag(ridge)
        weights -= np.linalg.solve(curve, slope)
    seen = table.sum(axis=0) > 0
    return {name: round(float(weights[at]), 2) for at, name in enumerate(names) if seen[at]}


def save(weights: Weights, path: Path) -> None:
    """Write the table of weights, those that speak for an actor first, each with what its cue means."""
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(("cue", "weight", "meaning"))
        for cue, weight in sorted(weights.items(), key=lambda item: -item[1]):
            out.writerow((cue, f"{weight:.2f}", MEANING.get(cue, "added for every name")))
