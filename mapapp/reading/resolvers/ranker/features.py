"""What the document says about each candidate: cues at the name, and agreement with the other names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mapapp.reading.resolvers.ranker.model import Array
from mapapp.reading.resolvers.ranker.pools import COUNTRY, PROVINCE, STATIC, Pool

LOCAL = 8  # kind word (3), containment (4), adjective (1)
CONTEXT = 10
FEATURES = STATIC + LOCAL + CONTEXT
_NEIGHBOURS = 6  # candidates of each name that vote for what is near them
_ELECTORS = 200  # names that vote in a document of more
_BLOCK = 2048  # candidates compared at a time: bounds the memory of long documents
_NEAR = (40.0, 250.0)  # km: the same town's surroundings, the same part of a country
VETO = -15.0  # against which no other feature stands
_EARTH_KM = 6371.0


@dataclass(slots=True)
class Name:
    """All mentions of one name in one sense: decided once."""

    name: str
    word: str
    mentions: list[int]
    pool: Pool
    kinds: frozenset[str] | None = None  # from a kind word at the name
    weak: frozenset[str] | None = None  # from a kind word elsewhere in the document
    site: str = ""  # every mention is followed by this word: "X Hospital"
    firm: bool = False  # the kind words leave no choice: "the X district"
    adjective: frozenset[str] = frozenset()  # ids of the places an adjective before it belongs to


@dataclass(frozen=True, slots=True)
class Sharing:
    """Which names have candidates with which label, each pair of them once.

    A row counts twice: by its country in the first half of the rows here, by its division in the second. The two have
    different numbers (see Pools.number), so that one count serves both.
    """

    pair: NDArray[np.intp]  # (2 * rows,) number of the row's (name, label)
    name: NDArray[np.intp]  # (pairs,)
    label: NDArray[np.intp]  # (pairs,) numbered from 0
    labels: int
    known: NDArray[np.bool_]  # (2 * rows,) the row has a label at all

    @property
    def pairs(self) -> int:
        """Number of different (name, label)."""
        return len(self.name)


def _sharing(owner: NDArray[np.intp], country: NDArray[np.int32], division: NDArray[np.int32]) -> Sharing:
    label = np.concatenate((country, division))
    labels, code = np.unique(label, return_inverse=True)
    keys, pair = np.unique(np.concatenate((owner, owner)) * len(labels) + code, return_inverse=True)
    return Sharing(pair, keys // len(labels), keys % len(labels), len(labels), label > 0)


@dataclass(slots=True)
class Table:
    """The candidates of all names of a document, one after the other."""

    names: Sequence[Name]
    links: Sequence[tuple[int, int, bool]]  # (part, whole, said in words) between names
    home: int  # interned country of the publisher, 0 = unknown
    starts: NDArray[np.intp]  # first row of each name
    owner: NDArray[np.intp]  # name of each row
    weight: Array  # (names,) how much a name counts for the others
    others: Array  # (names,) the weight of all other names
    sharing: Sharing
    xyz: Array
    pointed: NDArray[np.bool_]  # (rows,) the place has a point
    country: NDArray[np.int32]
    group: NDArray[np.int8]
    static: Array
    veto: Array  # (rows,) added to the scores: 0, or VETO where the text names another kind

    @property
    def rows(self) -> int:
        """Number of candidates."""
        return len(self.owner)


def table(names: Sequence[Name], links: Sequence[tuple[int, int, bool]], home: int) -> Table:
    """Stack the pools of names, none of which may be empty."""
    sizes = np.array([len(name.pool.places) for name in names])
    owner = np.repeat(np.arange(len(names)), sizes)
    weight = np.log2(1.0 + np.array([len(name.mentions) for name in names])).astype(np.float32)
    country = np.concatenate([name.pool.country for name in names])
    xyz = np.concatenate([name.pool.xyz for name in names])
    return Table(
        names=names,
        links=links,
        home=home,
        starts=np.concatenate(([0], np.cumsum(sizes)[:-1])).astype(np.intp),
        owner=owner,
        weight=weight,
        others=weight.sum() - weight,
        sharing=_sharing(owner, country, np.concatenate([name.pool.division for name in names])),
        xyz=xyz,
        pointed=np.any(xyz != 0, axis=1),
        country=country,
        group=np.concatenate([name.pool.group for name in names]),
        static=np.concatenate([name.pool.static for name in names]),
        veto=_veto(names, len(owner)),
    )


def _veto(names: Sequence[Name], rows: int) -> Array:
    """Speak against candidates of another kind than the words around the name say, where some are of that kind."""
    out = np.zeros(rows, dtype=np.float32)
    start = 0
    for name in names:
        places = name.pool.places
        kinds = name.kinds or name.weak
        if name.firm and kinds:
            fits = np.array([place.kind in kinds for place in places])
            if fits.any():
                out[start : start + len(places)][~fits] = VETO
        start += len(places)
    return out


def features(table: Table, shares: Array) -> Array:
    """Return the (rows, FEATURES) matrix, seeing the other names through the shares of their candidates."""
    out = np.zeros((table.rows, FEATURES), dtype=np.float32)
    out[:, :STATIC] = table.static
    _kind_words(table, out)
    _containment(table, shares, out)
    _agreement(table, shares, out)
    _nearness(table, shares, out)
    return out


def _kind_words(table: Table, out: Array) -> None:
    for name, start in zip(table.names, table.starts.tolist(), strict=True):
        if name.kinds is None and name.weak is None and not name.adjective:
            continue
        for row, (place, holders) in enumerate(zip(name.pool.places, name.pool.holders, strict=True), start):
            if name.kinds is not None:
                out[row, STATIC if place.kind in name.kinds else STATIC + 1] = 1.0
            elif name.weak is not None and place.kind in name.weak:
                out[row, STATIC + 2] = 1.0
            if name.adjective and name.adjective & holders:
                out[row, STATIC + 7] = 1.0


def _containment(table: Table, shares: Array, out: Array) -> None:
    """Columns: inside what a comma names, inside what words name, another fits better, holds what is named."""
    first = STATIC + 3
    for part, whole, said in table.links:
        inner, outer = table.names[part].pool, table.names[whole].pool
        rows, holds = int(table.starts[part]), int(table.starts[whole])
        by_id = {place.id: row for row, place in enumerate(outer.places, holds)}
        fits = np.zeros(len(inner.places), dtype=np.float32)
        for row, ids in enumerate(inner.holders):
            own = inner.places[row].id
            for place_id in ids & by_id.keys():
                if place_id != own:
                    fits[row] = max(fits[row], shares[by_id[place_id]] ** 0.5)
                    held = by_id[place_id]
                    out[held, first + 3] = max(out[held, first + 3], shares[rows + row] ** 0.5)
        column = out[rows : rows + len(fits), first + int(said)]
        np.maximum(column, fits, out=column)
        missed = out[rows : rows + len(fits), first + 2]
        np.maximum(missed, fits.max(initial=0.0) - fits, out=missed)


def _agreement(table: Table, shares: Array, out: Array) -> None:
    """Columns: other names in the same country, the same division; that country, that division named itself; home."""
    first = STATIC + LOCAL
    sharing, rows = table.sharing, table.rows
    others = table.others[table.owner]
    mass = _sums(sharing.pair, np.concatenate((shares, shares)), sharing.pairs)  # of each (name, label)
    weighted = mass * table.weight[sharing.name]
    total = _sums(sharing.label, weighted, sharing.labels)
    rest = np.where(sharing.known, (total[sharing.label] - weighted)[sharing.pair], 0.0).reshape(2, rows)
    out[:, first : first + 2] = np.where(others > 0, rest / np.maximum(others, 1.0), 0.0).T
    own_kind = np.concatenate([np.where(table.group == kind, shares, 0.0) for kind in (COUNTRY, PROVINCE)])
    elsewhere = _best_of_others(_sums(sharing.pair, own_kind, sharing.pairs), sharing)
    out[:, first + 2 : first + 4] = np.where(sharing.known, elsewhere[sharing.pair], 0.0).reshape(2, rows).T
    out[:, first + 4] = (table.country == table.home) & (table.home > 0)
    out[:, first + 5] = 1.0 / len(table.names)


def _sums(number: NDArray[np.intp], values: NDArray[np.floating], count: int) -> NDArray[np.float64]:
    sums: NDArray[np.float64] = np.bincount(number, values, count).astype(np.float64, copy=False)
    return sums


def _best_of_others(values: NDArray[np.float64], sharing: Sharing) -> NDArray[np.float64]:
    """Return, for each (name, label), the largest value another name has for that label; 0 where there is none."""
    order = np.lexsort((values, sharing.label))
    label = sharing.label[order]
    last = np.append(label[1:] != label[:-1], True)
    best, second = np.zeros(sharing.labels), np.zeros(sharing.labels)
    best[label[last]] = values[order[last]]
    below = np.append(last[1:] & ~last[:-1], False)  # the one before a label's last
    second[label[below]] = values[order[below]]
    top = np.zeros(sharing.pairs, dtype=bool)
    top[order[last]] = True
    return np.where(top, second[sharing.label], best[sharing.label])


def _nearness(table: Table, shares: Array, out: Array) -> None:
    """Columns, for each of two distances: how much of the other names' mass lies that near, mean and best."""
    first = STATIC + LOCAL + 6
    if len(table.names) < 2:
        return
    voters = _voters(table, shares)
    owners = table.owner[voters]
    starts = np.concatenate(([0], np.flatnonzero(owners[1:] != owners[:-1]) + 1))
    names = owners[starts]
    weight = shares[voters] * table.pointed[voters]
    heft = table.weight[names]
    column_at = np.full(len(table.names), -1)
    column_at[names] = np.arange(len(names))
    towards = table.xyz[voters].T
    for low in range(0, table.rows, _BLOCK):
        rows = slice(low, min(low + _BLOCK, table.rows))
        with np.errstate(invalid="ignore"):  # some BLAS raise the flag on padding; every number here is finite
            cosine = table.xyz[rows] @ towards
        distance = _EARTH_KM * np.sqrt(np.maximum(2.0 - 2.0 * cosine, 0.0))
        own = column_at[table.owner[rows]]
        voting = np.flatnonzero(own >= 0)
        own = own[voting]
        others = np.full(len(distance), heft.sum())
        others[voting] -= heft[own]
        others = np.maximum(others, 1.0)
        for column, scale in enumerate(_NEAR):
            votes = np.add.reduceat(np.exp(distance / -scale) * weight, starts, axis=1)  # (rows, names)
            votes[voting, own] = 0.0
            votes *= table.pointed[rows, None]
            out[rows, first + 2 * column] = (votes @ heft) / others
            out[rows, first + 2 * column + 1] = votes.max(axis=1)


def _voters(table: Table, shares: Array) -> NDArray[np.intp]:
    """Return the rows of the likeliest candidates of the names most spoken of, in row order."""
    rank = np.empty(table.rows, dtype=np.intp)
    order = np.lexsort((-shares, table.owner))
    rank[order] = np.arange(table.rows) - table.starts[table.owner[order]]
    chosen = rank < _NEIGHBOURS
    if len(table.names) > _ELECTORS:  # a long document: its main names speak for it, in bounded time
        main = np.zeros(len(table.names), dtype=bool)
        main[np.argsort(-table.weight, kind="stable")[:_ELECTORS]] = True
        chosen &= main[table.owner]
    return np.flatnonzero(chosen)
