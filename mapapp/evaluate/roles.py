"""Score the roles of place names: literal or associative, in the sense of Gritta et al. (2020)."""

from __future__ import annotations

from collections.abc import Sequence

from mapapp.evaluate.gold import Gold
from mapapp.evaluate.result import Miss, Result, context_of, f1_rows, share
from mapapp.model import Reading

CONVENTION = (
    "Of the gold names found with their exact span and a role that is not 'either', the share with the gold's role; "
    "names not found count in the second figure only, as wrong. Precision, recall and F1 are those of the role "
    "associative among names found."
)


def score(gold: Gold, readings: Sequence[Reading]) -> Result:
    """Score the role of each gold name that has one."""
    right = found = wanted = actors = called = agreed = 0
    misses = []
    for item, reading in zip(gold.documents, readings, strict=True):
        roles = {(mention.start, mention.end): mention.role for mention in reading.mentions}
        for name in item.toponyms:
            if name.role not in ("literal", "associative", "demonym"):
                continue
            wanted += 1
            role = roles.get((name.start, name.end))
            found += role is not None
            right += role == name.role
            actors += role is not None and name.role == "associative"
            called += role == "associative"
            agreed += role == name.role == "associative"
            if role != name.role:
                context = context_of(item.document.text, name.start, name.end)
                kind = "wrong role" if role else "missed"
                misses.append(
                    Miss(item.document.id, name.start, name.end, kind, name.name, context, name.role, role or "")
                )
    rows = (
        share("role right, of names found", right, found),
        share("role right, of all names", right, wanted),
        *f1_rows("associative", agreed, called, actors),
    )
    return Result("roles", CONVENTION, rows, tuple(misses))
