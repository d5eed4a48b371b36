"""A name that stands alone, nothing in the text speaking for any of its bearers, means the best-known of them.

The ranker is trained on local papers too, for whose readers the nearest Odessa is the one that needs no state; a text
without any such company is written for the world.
"""

from __future__ import annotations

import numpy as np

from mapapp.reading.resolvers.ranker.features import LOCAL, Table
from mapapp.reading.resolvers.ranker.model import Array
from mapapp.reading.resolvers.ranker.pools import STATIC

SURE = 0.77  # a share from which the ranker's choice stands
CLOSE = 0.3  # how near the best share that of the best-known must come
AHEAD = 0.05  # how much more famous it must be
FEWER = 0.07  # and how much smaller it may be, in sevenths of a power of ten: a third
_PEOPLE, _FAME = 0, 22  # columns of Pool.static
_CONTEXT = STATIC + LOCAL
# columns that say that something in the text speaks for a candidate, and from which value on
_SPEAKS = np.array([*range(STATIC, STATIC + 5), *(_CONTEXT + at for at in (0, 1, 2, 3, 9))])
_FROM = np.array([0.5] * 5 + [0.3, 0.1, 0.5, 0.5, 0.5], dtype=np.float32)


def prefer_known(table: Table, seen: Array, shares: Array) -> Array:
    """Return the shares, those of the best and of the best-known candidate exchanged where a name stands alone."""
    out = shares
    for name, first in zip(table.names, table.starts.tolist(), strict=True):
        count = len(name.pool.places)
        own = shares[first : first + count]
        best = int(own.argmax())
        if count == 1 or own[best] >= SURE or (seen[first + best, _SPEAKS] >= _FROM).any():
            continue
        rows = seen[first : first + count]
        standing = np.where(own > CLOSE * own[best], rows[:, _PEOPLE] + rows[:, _FAME], -np.inf)
        known = int(standing.argmax())
        ahead = rows[known] - rows[best]
        if ahead[_FAME] > AHEAD and ahead[_PEOPLE] > -FEWER:
            out = out.copy() if out is shares else out
            out[first + best], out[first + known] = own[known], own[best]
    return out
