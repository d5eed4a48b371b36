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
    firm: bool = False  # the kind words leave no choice: "the X district"
    adjective: frozenset[str] = frozenset()  # ids of the places an adjective before it belongs to


@dataclass(slots=True)
class Table:
    """The candidates of all names of a document, one after the other."""

    names: Sequence[Name]
    links: Sequence[tuple[int, int, bool]]  # (part, whole, said in words) between names
    home: int  # interned country of the publisher, 0 = unknown
    starts: NDArray[np.intp]  # first row of each name
    owner: NDArray[np.intp]  # name of each row
    weight: Array  # (names,) how much a name counts for the others
    xyz: Array
    country: NDArray[np.int32]
    division: NDArray[np.int32]
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
    return Table(
        names=names,
        links=links,
        home=home,
        starts=np.concatenate(([0], np.cumsum(sizes)[:-1])).astype(np.intp),
        owner=np.repeat(np.arange(len(names)), sizes),
        weight=np.log2(1.0 + np.array([len(name.mentions) for name in names])).astype(np.float32),
        xyz=np.concatenate([name.pool.xyz for name in names]),
        country=np.concatenate([name.pool.country for name in names]),
        division=np.concatenate([name.pool.division for name in names]),
        group=np.concatenate([name.pool.group for name in names]),
        static=np.concatenate([name.pool.static for name in names]),
        veto=np.concatenate([_veto(name) for name in names]),
    )


def _veto(name: Name) -> Array:
    """Speak against candidates of another kind than the words around the name say, where some are of that kind."""
    kinds = name.kinds or name.weak
    out = np.zeros(len(name.pool.places), dtype=np.float32)
    if name.firm and kinds:
        fits = np.array([place.kind in kinds for place in name.pool.places])
        if fits.any():
            out[~fits] = VETO
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
    for name, start in zip(table.names, table.starts, strict=True):
        for row, place in enumerate(name.pool.places, int(start)):
            if name.kinds is not None:
                out[row, STATIC if place.kind in name.kinds else STATIC + 1] = 1.0
            elif name.weak is not None and place.kind in name.weak:
                out[row, STATIC + 2] = 1.0
            if name.adjective and name.adjective & name.pool.holders[row - int(start)]:
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
    names = len(table.names)
    others = max(float(table.weight.sum()), 1e-6) - table.weight[table.owner]
    for column, label in ((0, table.country), (1, table.division)):
        labels, code = np.unique(label, return_inverse=True)
        mass = np.zeros((names, len(labels)), dtype=np.float32)
        np.add.at(mass, (table.owner, code), shares)
        total = table.weight @ mass
        rest = total[code] - table.weight[table.owner] * mass[table.owner, code]
        out[:, first + column] = np.where((label > 0) & (others > 0), rest / np.maximum(others, 1.0), 0.0)
        itself = shares * (table.group == (COUNTRY if column == 0 else PROVINCE))
        named = np.zeros((names, len(labels)), dtype=np.float32)
        np.add.at(named, (table.owner, code), itself)
        order = np.sort(named, axis=0)
        best, second = order[-1], order[-2] if names > 1 else np.zeros_like(order[-1])
        mine = named[table.owner, code]
        out[:, first + 2 + column] = np.where(label > 0, np.where(mine >= best[code], second[code], best[code]), 0.0)
    out[:, first + 4] = (table.country == table.home) & (table.home > 0)
    out[:, first + 5] = 1.0 / names


def _nearness(table: Table, shares: Array, out: Array) -> None:
    """Columns, for each of two distances: how much of the other names' mass lies that near, mean and best."""
    first = STATIC + LOCAL + 6
    names = len(table.names)
    if names < 2:
        return
    voters = _voters(table, shares)
    cosine = np.clip(table.xyz @ table.xyz[voters].T, -1.0, 1.0)
    pointed = np.any(table.xyz != 0, axis=1)
    distance = _EARTH_KM * np.sqrt(np.maximum(2.0 - 2.0 * cosine, 0.0))
    owner = table.owner[voters]
    starts = np.flatnonzero(np.concatenate(([True], owner[1:] != owner[:-1])))
    weight = shares[voters] * pointed[voters]
    others = max(float(table.weight.sum()), 1e-6) - table.weight[table.owner]
    for column, scale in enumerate(_NEAR):
        votes = np.add.reduceat(np.exp(-distance / scale) * weight, starts, axis=1)  # (rows, names)
        votes[np.arange(table.rows), table.owner] = 0.0
        votes *= pointed[:, None]
        out[:, first + 2 * column] = (votes @ table.weight) / np.maximum(others, 1.0)
        out[:, first + 2 * column + 1] = votes.max(axis=1)


def _voters(table: Table, shares: Array) -> NDArray[np.intp]:
    """Return the rows of each name's likeliest candidates, in row order."""
    rank = np.empty(table.rows, dtype=np.intp)
    order = np.lexsort((-shares, table.owner))
    rank[order] = np.arange(table.rows) - table.starts[table.owner[order]]
    return np.flatnonzero(rank < _NEIGHBOURS)
