"""The rows of one view of the map, made once for each content of the store and each set of filters."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, replace
from typing import Any

import orjson

from mapapp.model import STATUSES
from mapapp.query import Query, serialize
from mapapp.store.sqlite import Store
from mapapp.web import views

KEPT = 16  # views; one of 20,000 incidents takes some 8 MB
LISTED = 200  # rows of the list written into the page itself; the script fetches the rest


@dataclass(frozen=True, slots=True)
class Layer:
    """What the map page needs for one set of filters."""

    body: bytes  # JSON: rows, shapes, times, facets, places, filters
    first: tuple[dict[str, Any], ...]  # the first rows, for the page's own markup
    total: int


class Layers:
    """The layers made last; safe to share between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[str, Query], Layer] = OrderedDict()

    def get(self, store: Store, query: Query) -> Layer:
        """Return the layer of a query over a store as it is now."""
        key = store.version(), query
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        made = _make(store, query)
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return made


def _make(store: Store, query: Query) -> Layer:
    found = views.ordered(store.incidents(query))
    wide = store.incidents(replace(query, kinds=(), statuses=STATUSES, sources=(), places=()))
    always = found if not (query.start or query.end) else store.incidents(replace(query, start=None, end=None))
    layer = views.layer(found)
    body = {
        **layer,
        "times": views.times(always),
        "facets": views.facet_counts(wide, query),
        "places": views.place_names(wide),
        "filters": serialize(query),
    }
    return Layer(orjson.dumps(body), tuple(layer["rows"][:LISTED]), len(found))
